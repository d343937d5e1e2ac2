"""Keeps the lists of commands in people's apps in step with their roles and language."""

import logging

from sqlalchemy import select, update
from telegram import Bot, error

from bot.clock import SWEEP, Clock
from bot.loops import Loop
from bot.outcomes import Verdict, judge
from handlers import menus
from secretariat.readers import readers
from storage import Database, Person

log = logging.getLogger(__name__)


class Menus(Loop):
    """Sets what is stale, once; what Telegram refuses for a person is not tried again."""

    def __init__(self, database: Database, bot: Bot, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._clock = clock
        self._published = False
        self._not_before = float("-inf")  # monotonic seconds

    async def work(self) -> None:
        """Publish the common lists once in a process's life, then each stale person's."""
        if self._clock.monotonic() < self._not_before:
            return
        try:
            if not self._published:
                await menus.publish(self._bot)
                self._published = True
            await self._set_stale()
        except error.TelegramError as failure:
            # A list of commands is a convenience: a later sweep tries again.
            log.warning("Lists of commands could not be set: %s", failure)
            self._not_before = self._clock.monotonic() + max(SWEEP, judge(failure).seconds)

    async def _set_stale(self) -> None:
        async with self._database.reading() as session:
            stale = list(await session.scalars(select(Person.id).where(Person.menu_stale)))
            found = await readers(session, self._clock.now(), stale)
        for person_id, reader in found.items():
            if self.stopping:
                return
            if reader.person.telegram_id is not None:
                try:
                    await menus.publish_for(self._bot, reader)
                except error.TelegramError as failure:
                    if judge(failure).verdict not in (Verdict.UNREACHABLE, Verdict.REFUSED):
                        raise
            async with self._database.writing() as session:
                await session.execute(
                    update(Person).where(Person.id == person_id).values(menu_stale=False)
                )
