"""The inbox: an update is stored before Telegram may forget it, and takes effect exactly once.

    getUpdates → store (new) → [effect + what it owes + done] in one transaction → answer the tap
                                └ an exception: rolled back, tried again; the third time set aside

Storing comes before the next offset, which is what confirms to Telegram. A crash at any point
repeats the handler from the start with nothing half-done; `update_id` is the key.
"""

import asyncio
import json
import logging
from typing import Any

from sqlalchemy import func, select, update
from telegram import Bot, Update, error

from bot.clock import Clock
from bot.loops import Loop
from bot.network import READ_TIMEOUT, AiohttpRequest
from bot.outcomes import is_too_late, seconds_to_wait
from handlers import router
from handlers.routes import Said
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind, Priority
from storage import Arrival, ArrivalState, Database, is_away
from storage.inserts import changed, insert_once

log = logging.getLogger(__name__)

TRIES = 3
AT_ONCE = 16  # people whose updates are handled concurrently
POLL = 10  # seconds that Telegram may hold a poll
BATCH = 100
FIRST_PAUSE = 1.0  # seconds before asking again after a failure; it grows by half each time
LONGEST_PAUSE = 30.0
AFTER_CONFLICT = 5.0
#: What is asked of Telegram; a change takes effect for updates created after it.
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


class Poller:
    """Fetches updates and stores them; Telegram keeps what is not yet confirmed for a day."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        request: AiohttpRequest,
        clock: Clock,
    ) -> None:
        self._database = database
        self._bot = bot
        self._request = request
        self._clock = clock
        self._offset = 0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to poll."""
        self._task = asyncio.create_task(self._run(), name="Poller")

    async def stop(self) -> None:
        """Give up the poll that is held; what it might have brought comes again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                updates = await self._fetch()
                # A poll cancelled between storing and the next offset brings the same again,
                # and the key refuses it; one cancelled in mid-commit would break the connection.
                await asyncio.shield(self.store(updates))
            except error.RetryAfter as refusal:
                pause = seconds_to_wait(refusal)
                log.warning("Telegram asks to wait %s s before the next poll", pause)
            except error.InvalidToken:
                pause = LONGEST_PAUSE
                log.exception("Telegram refuses the token; correct it and start again")
            except error.Conflict:
                pause = AFTER_CONFLICT
                log.exception("Another process polls with this token; stop one of the two")
            except error.TelegramError as failure:
                pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, pause * 1.5))
                log.warning("No updates, asks again in %.0f s: %s", pause, failure)
            except Exception:
                pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, pause * 1.5))
                log.exception("Updates could not be stored; they were not confirmed")
            else:
                pause = 0.0

    async def _fetch(self) -> list[dict[str, Any]]:
        fields = {
            "offset": self._offset,
            "timeout": POLL,
            "limit": BATCH,
            "allowed_updates": json.dumps(ALLOWED),
        }
        found: list[dict[str, Any]] = await self._request.ask(
            f"{self._bot.base_url}/getUpdates", fields, read_timeout=POLL + READ_TIMEOUT
        )
        return found

    async def store(self, updates: list[dict[str, Any]]) -> None:
        """Store updates as they came; only then is the offset moved that confirms them."""
        if not updates:
            return
        now = self._clock.now()
        async with self._database.writing() as session:
            await insert_once(
                session,
                Arrival,
                [
                    {
                        "update_id": one["update_id"],
                        "queue": router.queue_of(one),
                        "raw": json.dumps(one),
                        "received_at": now,
                        "state": ArrivalState.NEW,
                        "tries": 0,
                    }
                    for one in updates
                ],
            )
        self._offset = max(int(one["update_id"]) for one in updates) + 1


class Inbox(Loop):
    """Handles what has arrived: one person's updates in order, different people's concurrently."""

    def __init__(self, database: Database, bot: Bot, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._clock = clock

    async def work(self) -> None:
        """Handle until nothing new is left."""
        while not self.stopping:
            for arrival in await self._new():
                if arrival.queue not in self._flying and len(self._flying) < AT_ONCE:
                    self._launch(arrival.queue, self._handle(arrival))
            if not self._flying:
                return
            # Others' updates do not wait for the one that takes long.
            await self._look_up()

    async def _new(self) -> list[Arrival]:
        """Give the oldest new arrival of every queue that is not being handled."""
        first = (
            select(func.min(Arrival.update_id))
            .where(Arrival.state == ArrivalState.NEW)
            .group_by(Arrival.queue)
        )
        query = select(Arrival).where(Arrival.update_id.in_(first)).order_by(Arrival.update_id)
        async with self._database.reading() as session:
            return list(await session.scalars(query.limit(2 * AT_ONCE)))

    async def _handle(self, arrival: Arrival) -> None:
        raw = json.loads(arrival.raw)
        try:
            said = await self._effect(arrival, raw)
        except Exception as failure:
            if is_away(failure):
                # No fault of the update's: it stays new, and is tried until it can be done.
                log.warning("Update %s could not be recorded yet", arrival.update_id)
                raise
            await self._stumbled(arrival, raw, failure)
            return
        query = raw.get("callback_query")
        if query is not None and said is not None:
            await self._answer(query["id"], said)

    async def _effect(self, arrival: Arrival, raw: dict[str, Any]) -> Said | None:
        received = Update.de_json(raw, self._bot)
        content = await self._fetch(received)
        now = self._clock.now()
        async with self._database.writing() as session:
            taken = await session.execute(
                update(Arrival)
                .where(Arrival.update_id == arrival.update_id, Arrival.state == ArrivalState.NEW)
                .values(state=ArrivalState.DONE, raw="")
            )
            if changed(taken) != 1:
                return None
            return await router.handle(session, received, now, self._bot.username, content)

    async def _fetch(self, received: Update) -> bytes | None:
        """Fetch the file that an update answers a question with: no handler may wait for it.

        What Telegram does not give is left to the handler; a lost line is tried again.
        """
        async with self._database.reading() as session:
            file_id = await router.file_wanted(session, received)
        if file_id is None:
            return None
        try:
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except error.BadRequest as refusal:
            log.warning("Telegram does not give a file: %s", refusal)
            return None

    async def _answer(self, query_id: str, said: Said) -> None:
        """Answer a tap, once. Its outcome is recorded already: a failure here costs a toast."""
        try:
            await self._bot.answer_callback_query(
                query_id, text=said.text or None, show_alert=said.alert or None, url=said.url
            )
        except error.TelegramError as failure:
            if not is_too_late(failure):
                log.warning("A tap was recorded but not answered: %s", failure)

    async def _stumbled(self, arrival: Arrival, raw: dict[str, Any], failure: Exception) -> None:
        """Count a failed try; after the third the person is told and the next ones go on."""
        reference = f"{arrival.update_id % 0x10000:04X}"
        log.error("Update %s failed (reference %s)", arrival.update_id, reference, exc_info=failure)
        last = arrival.tries + 1 >= TRIES
        async with self._database.writing() as session:
            await session.execute(
                update(Arrival)
                .where(Arrival.update_id == arrival.update_id)
                .values(
                    tries=Arrival.tries + 1,
                    error=repr(failure)[:2000],
                    state=ArrivalState.SET_ASIDE if last else ArrivalState.NEW,
                )
            )
            if last:
                await owe(session, self._clock.now(), _fault(arrival, raw, reference))
        if last:
            query = raw.get("callback_query")
            if query is not None:
                await self._answer(query["id"], Said())


def _fault(arrival: Arrival, raw: dict[str, Any], reference: str) -> list[Owed]:
    """Say to whoever sent it that it did not work, because of us."""
    part = raw.get("callback_query") or raw.get("message") or raw.get("edited_message")
    chat = _number_in(part, "message", "chat", "id") or _number_in(part, "chat", "id")
    # Groups have negative numbers; nothing is said in them.
    if not isinstance(part, dict) or chat is None or chat < 0:
        return []
    return [
        Owed(
            key=f"fault:{arrival.update_id}",
            kind=Kind.FAULT,
            chat_id=chat,
            args={
                "reference": reference,
                "language": ((part.get("from") or {}).get("language_code") or "en")[:2],
            },
            priority=Priority.ANSWER,
        )
    ]


def _number_in(part: Any, *names: str) -> int | None:
    """Give a number from deep in an update; None if its shape is another than Telegram's."""
    for name in names:
        part = part.get(name) if isinstance(part, dict) else None
    return part if isinstance(part, int) else None
