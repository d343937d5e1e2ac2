"""The running bot: its parts wired together, started and stopped in order."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from telegram import error
from telegram.ext import Application, ApplicationBuilder

from bot.cards import Painter
from bot.clock import Clock, MovableClock, Ticker
from bot.clockwork import Clockwork
from bot.emitter import FileLock, LeaseHold
from bot.inbox import Inbox, Poller
from bot.loops import Loop, working
from bot.menus import Menus
from bot.network import READ_TIMEOUT, AiohttpRequest
from bot.outbox import Outbox
from bot.pacing import Governor, Limits
from storage import Database, sqlite_path

log = logging.getLogger(__name__)


class Bot:
    """One secretariat's bot on one database. `start`, then `stop`; a killed one needs neither."""

    def __init__(
        self,
        *,
        token: str,
        api_url: str,
        database: Database,
        clock: Clock,
        limits: Limits | None = None,
        patience: float = READ_TIMEOUT,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        """Wire the parts.

        `api_url` is any Bot API server's; `patience` is how many seconds an answer may keep
        silent; `lost` is called if the lease is.
        """
        self.clock = clock
        self.database = database
        self._request = AiohttpRequest(patience=patience)
        self._polling = AiohttpRequest(connections=1)
        self.application: Application = (  # type: ignore[type-arg]
            ApplicationBuilder()
            .token(token)
            .base_url(f"{api_url.rstrip('/')}/bot")
            .base_file_url(f"{api_url.rstrip('/')}/file/bot")
            .request(self._request)
            .get_updates_request(self._polling)
            .updater(None)
            .build()
        )
        telegram = self.application.bot
        self.governor = Governor(clock.monotonic, limits or Limits())
        self.outbox = Outbox(database, telegram, clock, self.governor)
        self.inbox = Inbox(database, telegram, clock)
        self.poller = Poller(database, telegram, self._request, clock)
        assert self.application.job_queue is not None
        self.ticker = Ticker(self.application.job_queue, clock, self.wake)
        self.clockwork = Clockwork(database, clock, self.ticker.arm)
        self.painter = Painter(database, telegram, clock, self.governor, self.ticker.arm)
        self.menus = Menus(database, telegram, clock)
        self._loops: list[Loop] = [
            self.inbox,
            self.clockwork,
            self.outbox,
            self.painter,
            self.menus,
        ]
        #: What each column's new value may make due; what moves nothing wakes nobody.
        self._woken_by: dict[str, tuple[Loop, ...]] = {
            "arrival.raw": (self.inbox,),
            "delivery.not_before": (self.outbox, self.clockwork),
            "card.stale_at": (self.painter, self.clockwork),
            "reminder.due_at": (self.clockwork,),
            "person.menu_stale": (self.menus,),
        }
        database.committed = self._wake_for
        path = sqlite_path(str(database.url))
        self._hold = FileLock(path) if path else LeaseHold(database, clock, lost)

    def wake(self) -> None:
        """Have every loop look for work."""
        for loop in self._loops:
            loop.wake()

    def _wake_for(self, columns: frozenset[str]) -> None:
        """Have those loops look for work that a commit may have made, but not the one at it."""
        by = working.get()
        # The painter has the ticker armed for what it tries again; the rest of it is done.
        spared = (by, self.clockwork) if by is self.painter else (by,)
        for column in columns:
            for loop in self._woken_by.get(column, ()):
                if loop not in spared:
                    loop.wake()

    async def start(self) -> None:
        """Take the emitter's place, reach Telegram, recover, and begin.

        Raises emitter.Occupied, or PTB's InvalidToken; while Telegram cannot be reached it asks
        again and again.
        """
        epoch = await self._hold.acquire()
        try:
            await self.outbox.begin_term(epoch)
            await self._reach_telegram()
            assert self.application.job_queue is not None
            await self.application.job_queue.start()
        except BaseException:
            # PTB shuts down only what it has initialized to the end.
            await asyncio.gather(self._request.shutdown(), self._polling.shutdown())
            await self._hold.release()
            raise
        for loop in self._loops:
            loop.start()
        self.ticker.start()
        self.poller.start()

    async def _reach_telegram(self) -> None:
        pause = 1.0
        while True:
            try:
                await self.application.bot.initialize()
                # A webhook set elsewhere would refuse every poll; what is pending is kept.
                await self.application.bot.delete_webhook(drop_pending_updates=False)
                return
            except error.InvalidToken:
                raise
            except error.TelegramError as failure:
                log.warning("Telegram cannot be reached, asks again in %.0f s: %s", pause, failure)
                await asyncio.sleep(pause)
                pause = min(30.0, pause * 2)

    async def stop(self) -> None:
        """Begin nothing new, finish what is in hand within the grace, give up the place."""
        await self.poller.stop()
        await asyncio.gather(*(loop.stop() for loop in self._loops))
        assert self.application.job_queue is not None
        await self.application.job_queue.stop(wait=False)
        await self.application.bot.shutdown()
        await self._hold.release()

    async def until_quiet(self) -> None:
        """Wait until nothing that has arrived or is due is left to do."""
        while not all(loop.is_quiet for loop in self._loops):
            for loop in self._loops:
                await loop.until_quiet()
            await asyncio.sleep(0)

    async def advance(self, moment: datetime) -> None:
        """Move the clock forward (UTC), doing on the way all that becomes due, in its order."""
        assert isinstance(self.clock, MovableClock)
        await self.until_quiet()
        while True:
            due = await self.clockwork.next_due()
            if due is None or due > moment:
                break
            await self._move(due)
        await self._move(moment)

    async def _move(self, moment: datetime) -> None:
        assert isinstance(self.clock, MovableClock)
        self.clock.move_to(moment)
        self.ticker.forget()
        self.wake()
        await self.until_quiet()
