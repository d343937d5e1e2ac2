"""The outbox: every message owed is sent to everyone reachable, in order of urgency.

    queued ─claim→ sending ─ok→ sent
      ↑               ├ cannot be written to → unreachable (the person marked, the secretariat told)
      └ 429, no line ─┤ refused → failed (reason kept)
                      └ the line or we died after it may have left → queued again once, as a
                        labelled repeat; a second time → unknown, reported

Promises, each relied upon elsewhere:
- a row is claimed by one UPDATE that names its old state, committed before the request leaves;
- what is claimed is in flight: nothing waits for its turn in state `sending`;
- a message is rendered from what is true when it leaves; one that is no longer true is superseded;
- rows are never deleted and keys never freed.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from markupsafe import Markup
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.clock import Clock
from bot.loops import Loop
from bot.outcomes import Outcome, Verdict, judge
from bot.pacing import Governor
from handlers import show
from handlers.routes import Look, render, words_for
from secretariat import reachability
from secretariat.kinds import Kind, Priority, Quiet, budget_of
from secretariat.readers import readers
from storage import Card, Database, Delivery, DeliveryState, Person, is_away
from storage.inserts import changed
from views.screen import Screen

log = logging.getLogger(__name__)

IN_FLIGHT = 4  # bulk messages at once: the bound on repeats after a crash
ANSWERS_IN_FLIGHT = 16
AGAIN = timedelta(seconds=15)  # before a message of unknown fate is repeated
LOOK_AHEAD = 40  # candidates read at once


@dataclass(frozen=True)
class Candidate:
    """A queued delivery that is due, and the chat it would go to."""

    id: int
    priority: int
    chat_id: int | None


@dataclass(frozen=True)
class Letter:
    """A rendered message, ready to leave."""

    delivery: Delivery
    chat_id: int
    screen: Screen
    text: Markup
    silent: bool
    drawn: str
    pushed: bool


class Outbox(Loop):
    """Sends what is queued. One in each house: see bot/emitter.py."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        clock: Clock,
        governor: Governor,
    ) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._clock = clock
        self._governor = governor
        self._bulk: set[int] = set()  # chats to which bulk is in flight
        self._unreachable_line = 0  # consecutive messages that never left
        self.epoch = 0

    async def recover(self) -> None:
        """Find what a dead process left in flight: queue it once more, labelled, or give it up."""
        async with self._database.writing() as session:
            left = await session.scalars(
                select(Delivery).where(Delivery.state == DeliveryState.SENDING)
            )
            for delivery in left:
                await self._unknown(session, delivery, "the process ended while it was sent")

    async def work(self) -> None:
        """Send until nothing that is due is left, at the pace that is allowed."""
        while not self.stopping:
            candidates = await self._candidates()
            wait = await self._send_some(candidates)
            if wait is None and not self._flying:
                return
            # Whatever lands first: a message, a moment of the pace, or new work.
            await self._look_up(wait)

    async def _candidates(self) -> list[Candidate]:
        chat = func.coalesce(Delivery.chat_id, Person.telegram_id)
        query = (
            select(Delivery.id, Delivery.priority, chat)
            .outerjoin(Person, Person.id == Delivery.person_id)
            .where(Delivery.state == DeliveryState.QUEUED, Delivery.not_before <= self._clock.now())
            .order_by(Delivery.priority, Delivery.not_before, Delivery.id)
            .limit(LOOK_AHEAD)
        )
        if self._flying:
            query = query.where(func.coalesce(chat, 0).not_in(list(self._flying)))
        async with self._database.reading() as session:
            return [Candidate(*row) for row in await session.execute(query)]

    async def _send_some(self, candidates: list[Candidate]) -> float | None:
        """Start every message that may leave now; give the seconds until the next one may."""
        waits = []
        seen: set[int] = set()
        for one in candidates:
            if one.chat_id is None:
                await self._settle(one.id, 0, Outcome(Verdict.UNREACHABLE, "not on the assistant"))
                continue
            # What is passed over now must not be overtaken by its chat's next in the same pass.
            is_first = one.chat_id not in seen
            seen.add(one.chat_id)
            if one.chat_id in self._flying or not is_first:
                continue
            bulk = one.priority > Priority.ANSWER
            if (bulk and len(self._bulk) >= IN_FLIGHT) or len(self._flying) >= ANSWERS_IN_FLIGHT:
                break
            wait = self._governor.wait_for(one.chat_id, one.priority)
            if wait > 0:
                waits.append(wait)
                if bulk and self._governor.wait_for_any() > 0:
                    break
                continue
            letter = await self._prepare(one)
            if letter is not None:
                self._governor.take(one.chat_id)
                if bulk:
                    self._bulk.add(one.chat_id)
                # By chat: one in flight keeps the order.
                self._launch(one.chat_id, self._send(letter))
        return min(waits) if waits else None

    def _landed(self, key: int, task: asyncio.Task[None]) -> None:
        super()._landed(key, task)
        self._bulk.discard(key)

    async def _prepare(self, candidate: Candidate) -> Letter | None:
        """Claim a message and render it; None if it is not to be sent now, or no longer at all.

        The claim is committed first: what changes while it is rendered marks it as touched.
        """
        assert candidate.chat_id is not None
        async with self._database.writing() as session:
            claimed = await session.execute(
                update(Delivery)
                .where(Delivery.id == candidate.id, Delivery.state == DeliveryState.QUEUED)
                .values(
                    state=DeliveryState.SENDING,
                    attempts=Delivery.attempts + 1,
                    epoch=self.epoch,
                    touched=False,
                )
            )
        if changed(claimed) != 1:
            return None
        try:
            async with self._database.reading() as session:
                delivery = await session.get_one(Delivery, candidate.id)
                letter, instead = await self._render(
                    session, delivery, candidate.chat_id, self._clock.now()
                )
        except Exception as failure:
            if is_away(failure):
                give_back = partial(self._give_back, candidate.id, {"state": DeliveryState.QUEUED})
                await self.write_down(give_back)
                raise
            # One bad row must not hold up the others.
            log.exception("Delivery %s could not be rendered", candidate.id)
            outcome = judge(failure)
            await self.write_down(partial(self._settle, candidate.id, candidate.chat_id, outcome))
            return None
        if instead is not None:
            await self.write_down(partial(self._give_back, candidate.id, instead))
        return letter

    async def _give_back(self, delivery_id: int, instead: dict[str, object]) -> None:
        """Note why a claimed message is not sent, which counts as no attempt."""
        async with self._database.writing() as session:
            await session.execute(
                update(Delivery)
                .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.SENDING)
                .values(attempts=Delivery.attempts - 1, **instead)
            )

    async def _render(
        self, session: AsyncSession, delivery: Delivery, chat_id: int, now: datetime
    ) -> tuple[Letter | None, dict[str, object] | None]:
        """Give the letter, or the values that say why there is none."""
        if delivery.expires_at is not None and delivery.expires_at <= now:
            return None, {"state": DeliveryState.EXPIRED}
        kind = Kind(delivery.kind)
        found = await readers(session, now, [delivery.person_id] if delivery.person_id else [])
        reader = found.get(delivery.person_id or 0)
        pushed = delivery.priority > Priority.ANSWER
        if pushed and reader is not None and budget_of(kind).quiet is Quiet.MORNING:
            morning = reader.quiet_until(now)
            if morning is not None:
                # It is asked again in the morning, and still has to be true then.
                return None, {"state": DeliveryState.QUEUED, "not_before": morning}
        language = str(delivery.args.get("language", "en"))
        look = Look(
            session=session,
            now=now,
            reader=reader,
            words=words_for(reader, language),
            bot_name=self._bot.username,
            repeat=delivery.repeats > 0,
        )
        screen = await render(look, kind, delivery.args)
        if screen is None:
            return None, {"state": DeliveryState.SUPERSEDED}
        text = show.dressed(look, screen, pushed=pushed)
        head = show.letterhead(look, kind, delivery.args, pushed=pushed)
        return (
            Letter(
                delivery,
                chat_id,
                screen,
                text,
                head.silent,
                show.digest(text, screen),
                pushed,
            ),
            None,
        )

    async def _send(self, letter: Letter) -> None:
        try:
            message_id = await show.send(
                self._bot, letter.chat_id, letter.text, letter.screen, silent=letter.silent
            )
        except Exception as failure:
            outcome = judge(failure)
            self._learn(letter, outcome)
            await self.write_down(
                partial(self._settle, letter.delivery.id, letter.chat_id, outcome)
            )
            return
        self._unreachable_line = 0
        await self.write_down(partial(self._record, letter, message_id))

    def _learn(self, letter: Letter, outcome: Outcome) -> None:
        """Hold back for as long as a refusal, or a line that is down, makes it wise."""
        match outcome.verdict:
            case Verdict.WAIT:
                self._governor.refused(letter.chat_id, outcome.seconds)
            case Verdict.NOT_SENT:
                self._unreachable_line += 1
                self._governor.halt(min(60.0, 2.0 ** min(self._unreachable_line - 1, 6)))
            case Verdict.REFUSED:
                log.error("Delivery %s was refused: %s", letter.delivery.key, outcome.reason)

    async def _record(self, letter: Letter, message_id: int) -> None:
        now = self._clock.now()
        async with self._database.writing() as session:
            delivery = await session.get_one(Delivery, letter.delivery.id)
            delivery.state = DeliveryState.SENT
            delivery.message_id = message_id
            delivery.chat_id = letter.chat_id
            delivery.sent_at = now
            known = await session.scalar(
                select(Card.id).where(Card.chat_id == letter.chat_id, Card.message_id == message_id)
            )
            # A quick tap on it may have been handled before: the card is known then.
            if known is None:
                session.add(
                    Card(
                        chat_id=letter.chat_id,
                        message_id=message_id,
                        kind=delivery.kind,
                        args=delivery.args,
                        person_id=delivery.person_id,
                        topic=delivery.topic,
                        stale_at=now if delivery.touched else None,
                        drawn_at=now,
                        drawn=letter.drawn,
                        pushed=letter.pushed,
                    )
                )
            await reachability.told(session, delivery, now)

    async def _settle(self, delivery_id: int, chat_id: int, outcome: Outcome) -> None:
        """Record what became of a message that did not arrive, or may not have."""
        now = self._clock.now()
        async with self._database.writing() as session:
            delivery = await session.get_one(Delivery, delivery_id)
            delivery.error = outcome.reason[:1000]
            match outcome.verdict:
                case Verdict.WAIT:
                    self._queue(delivery, now + timedelta(seconds=outcome.seconds))
                    delivery.attempts -= 1
                case Verdict.NOT_SENT:
                    self._queue(delivery, now)
                    delivery.attempts -= 1
                case Verdict.MOVED:
                    assert outcome.chat_id is not None
                    await reachability.moved(session, delivery, outcome.chat_id)
                    self._queue(delivery, now)
                case Verdict.UNKNOWN:
                    await self._unknown(session, delivery, outcome.reason)
                case Verdict.UNREACHABLE:
                    delivery.state = DeliveryState.UNREACHABLE
                    await reachability.lost(session, delivery, outcome.reason, now)
                case _:
                    delivery.state = DeliveryState.FAILED
                    await reachability.told(session, delivery, now)

    async def _unknown(self, session: AsyncSession, delivery: Delivery, reason: str) -> None:
        now = self._clock.now()
        delivery.error = reason[:1000]
        if delivery.repeats:
            delivery.state = DeliveryState.UNKNOWN
            log.warning("Delivery %s may or may not have arrived", delivery.key)
            await reachability.told(session, delivery, now)
            return
        delivery.repeats = 1
        self._queue(delivery, now + AGAIN)

    def _queue(self, delivery: Delivery, not_before: datetime) -> None:
        delivery.state = DeliveryState.QUEUED
        delivery.not_before = not_before
