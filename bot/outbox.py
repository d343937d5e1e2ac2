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
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.clock import Clock
from bot.emitter import NAME
from bot.loops import Loop
from bot.outcomes import Outcome, Verdict, judge
from bot.pacing import Governor
from handlers import show
from handlers.routes import Look, render, words_for
from secretariat import reachability
from secretariat.kinds import Kind, Priority, Quiet, budget_of
from secretariat.readers import readers
from storage import Card, Database, Delivery, DeliveryState, Lease, Note, Person, is_away
from storage.inserts import changed, insert_once
from views.screen import Screen

log = logging.getLogger(__name__)

IN_FLIGHT = 4  # bulk messages at once: the bound on repeats after a crash
ANSWERS_IN_FLIGHT = 16
AGAIN = timedelta(seconds=15)  # before a message of unknown fate is repeated
LOOK_AHEAD = 40  # candidates read at once
MOMENT = timedelta(seconds=5)  # two computed ends of one 429 lie closer together than this
LONG_HALT = 30.0  # seconds: a halt of everything that is worth keeping over a restart
HALT = "halted_until"


@dataclass(frozen=True)
class Candidate:
    """A queued delivery that is due, and the chat it would go to."""

    id: int
    priority: int
    chat_id: int | None

    @property
    def is_bulk(self) -> bool:
        """True for everything but answers to what a person just did."""
        return self.priority > Priority.ANSWER


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
        #: What is in the hands of this process, by chat: one in flight keeps a chat's order.
        self._in_hand: dict[int, Candidate] = {}
        self.epoch = 0

    async def work(self) -> None:
        """Send until nothing that is due is left, at the pace that is allowed."""
        await self._recover()
        while not self.stopping:
            wait = await self._send_some()
            if wait is None and not self._flying:
                return
            # Whatever lands first: a message, a moment of the pace, or new work.
            await self._look_up(wait)

    async def _recover(self) -> None:
        """Find what was left in flight, by a dead process or a claim whose commit was lost.

        It is queued once more, labelled, or given up. What a later term's process has in its
        hands is left alone.
        """
        mine = [one.id for one in self._in_hand.values()]
        left = select(Delivery.id).where(
            Delivery.state == DeliveryState.SENDING,
            Delivery.epoch <= self.epoch,
            Delivery.id.not_in(mine),
        )
        async with self._database.reading() as session:
            found = list(await session.scalars(left))
        for delivery_id in found:
            outcome = Outcome(Verdict.UNKNOWN, "the process ended while it was sent")
            await self._settle(delivery_id, 0, outcome)

    async def _candidates(self, but: set[int]) -> list[Candidate]:
        """Give what is due, the most urgent first, for other chats than these."""
        chat = func.coalesce(Delivery.chat_id, Person.telegram_id)
        query = (
            select(Delivery.id, Delivery.priority, chat)
            .outerjoin(Person, Person.id == Delivery.person_id)
            .where(Delivery.state == DeliveryState.QUEUED, Delivery.not_before <= self._clock.now())
            .order_by(Delivery.priority, Delivery.not_before, Delivery.id)
            .limit(LOOK_AHEAD)
        )
        if but:
            query = query.where(func.coalesce(chat, 0).not_in(but))
        async with self._database.reading() as session:
            return [Candidate(*row) for row in await session.execute(query)]

    async def _send_some(self) -> float | None:
        """Start every message that may leave now; give the seconds until the next one may."""
        waits: dict[int, float] = {}  # by chat
        has_more = True
        while has_more and not self.stopping:
            candidates = await self._candidates({*self._flying, *waits})
            # Many that wait for one chat must not hide those behind them.
            has_more = False
            for one in candidates:
                chat_id = one.chat_id or 0
                if chat_id in self._flying or chat_id in waits:
                    continue
                if self._is_full_for(one):
                    return min(waits.values(), default=None)
                wait = self._governor.wait_for(chat_id, one.priority)
                if wait > 0 and self._holds_all_back(one):
                    return min([*waits.values(), wait])
                if self._governor.refused_for(chat_id) > 0:
                    await self._hold(chat_id)
                elif wait > 0:
                    waits[chat_id] = wait
                elif not await self._begin(one):
                    continue
                has_more = len(candidates) == LOOK_AHEAD
        return min(waits.values(), default=None)

    async def _hold(self, chat_id: int) -> None:
        async with self._database.writing() as session:
            await self._hold_in(session, chat_id)

    async def _hold_in(self, session: AsyncSession, chat_id: int) -> None:
        """Have all that is queued for a chat wait for the end of its 429, in its order."""
        until = self._clock.now() + timedelta(seconds=self._governor.refused_for(chat_id))
        person = select(Person.id).where(Person.telegram_id == chat_id)
        waiting = (
            Delivery.state == DeliveryState.QUEUED,
            or_(
                Delivery.chat_id == chat_id,
                and_(Delivery.chat_id.is_(None), Delivery.person_id.in_(person)),
            ),
            # What was held before ends at almost the same moment: it stays before what came since.
            Delivery.not_before < until + MOMENT,
        )
        latest = await session.scalar(select(func.max(Delivery.not_before)).where(*waiting))
        together = max(until, latest or until)
        await session.execute(update(Delivery).where(*waiting).values(not_before=together))

    def _is_full_for(self, one: Candidate) -> bool:
        bulk = sum(other.is_bulk for other in self._in_hand.values())
        return len(self._flying) >= ANSWERS_IN_FLIGHT or (one.is_bulk and bulk >= IN_FLIGHT)

    def _holds_all_back(self, one: Candidate) -> bool:
        return self._governor.halted_for > 0 or (one.is_bulk and self._governor.wait_for_any() > 0)

    async def _begin(self, one: Candidate) -> bool:
        """Let a message leave, or record why it does not; False if it was another's already."""
        if not await self._claim(one):
            return False
        chat_id = one.chat_id or 0
        self._in_hand[chat_id] = one
        letter = None
        try:
            letter = await self._prepare(one)
        finally:
            if letter is None:
                del self._in_hand[chat_id]
        if letter is not None:
            self._governor.take(chat_id)
            self._launch(chat_id, self._send(letter))
        return True

    def _landed(self, key: int, task: asyncio.Task[None]) -> None:
        super()._landed(key, task)
        del self._in_hand[key]

    async def _claim(self, one: Candidate) -> bool:
        """Take a message in hand: claim, record of the intent, and fence, in one statement.

        It is committed before the message is rendered: what changes meanwhile marks it as touched.
        """
        later_term = select(Lease.name).where(Lease.name == NAME, Lease.epoch > self.epoch)
        async with self._database.writing() as session:
            claimed = await session.execute(
                update(Delivery)
                .where(
                    Delivery.id == one.id,
                    Delivery.state == DeliveryState.QUEUED,
                    ~later_term.exists(),
                )
                .values(
                    state=DeliveryState.SENDING,
                    attempts=Delivery.attempts + 1,
                    epoch=self.epoch,
                    touched=False,
                )
            )
        return changed(claimed) == 1

    async def _prepare(self, one: Candidate) -> Letter | None:
        """Render a claimed message; None if it is not to be sent now, or no longer at all."""
        if one.chat_id is None:
            outcome = Outcome(Verdict.UNREACHABLE, "not on the assistant")
            await self.write_down(partial(self._settle, one.id, 0, outcome))
            return None
        try:
            async with self._database.reading() as session:
                delivery = await session.get_one(Delivery, one.id)
                letter, instead = await self._render(
                    session, delivery, one.chat_id, self._clock.now()
                )
        except Exception as failure:
            if is_away(failure):
                give_back = partial(self._give_back, one.id, {"state": DeliveryState.QUEUED})
                await self.write_down(give_back)
                raise
            # One bad row must not hold up the others.
            log.exception("Delivery %s could not be rendered", one.id)
            outcome = Outcome(Verdict.REFUSED, repr(failure))
            await self.write_down(partial(self._settle, one.id, one.chat_id, outcome))
            return None
        if instead is not None:
            await self.write_down(partial(self._give_back, one.id, instead))
        return letter

    async def _give_back(self, delivery_id: int, instead: dict[str, object]) -> None:
        """Note why a claimed message is not sent, which counts as no attempt."""
        async with self._database.writing() as session:
            topic = await session.scalar(
                update(Delivery)
                .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.SENDING)
                .values(attempts=Delivery.attempts - 1, **instead)
                .returning(Delivery.topic)
            )
            if instead["state"] is not DeliveryState.QUEUED:
                await reachability.told(session, topic, self._clock.now())

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
        waits = budget_of(kind).quiet is Quiet.MORNING and not delivery.args.get("rings")
        if pushed and reader is not None and waits:
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
        delivery, chat_id = letter.delivery, letter.chat_id
        try:
            message_id = await show.send(
                self._bot, chat_id, letter.text, letter.screen, silent=letter.silent
            )
        except Exception as failure:
            outcome = judge(failure)
            if outcome.verdict is Verdict.REFUSED:
                log.error("Delivery %s was refused: %s", delivery.key, outcome.reason)
            self._governor.learn(chat_id, outcome)
            await self.write_down(partial(self._settle, delivery.id, chat_id, outcome))
        else:
            self._governor.learn(chat_id, Outcome(Verdict.SENT))
            await self.write_down(partial(self._record, letter, message_id))

    async def _record(self, letter: Letter, message_id: int) -> None:
        now = self._clock.now()
        async with self._database.writing() as session:
            # For update: a change of its topic is either seen here or finds the card.
            delivery = await session.get_one(Delivery, letter.delivery.id, with_for_update=True)
            delivery.state = DeliveryState.SENT
            delivery.message_id = message_id
            delivery.chat_id = letter.chat_id
            delivery.sent_at = now
            card = {
                "chat_id": letter.chat_id,
                "message_id": message_id,
                "kind": delivery.kind,
                "args": delivery.args,
                "person_id": delivery.person_id,
                "topic": delivery.topic,
                "stale_at": now if delivery.touched else None,
                "drawn_at": now,
                "drawn": letter.drawn,
                "priority": int(Priority.DIGEST),
                "pushed": letter.pushed,
            }
            # A quick tap on it may have been handled before: the card shows something else then.
            await insert_once(session, Card, [card])
            await reachability.told(session, delivery.topic, now)

    async def _note_halt(self, session: AsyncSession) -> None:
        """Keep a long halt of everything over a restart: Telegram lengthens one that is broken."""
        seconds = self._governor.halted_for
        if seconds >= LONG_HALT:
            until = self._clock.now() + timedelta(seconds=seconds)
            await session.merge(Note(name=HALT, value=until.isoformat()))

    async def recall_halt(self) -> None:
        """Go on with the halt that was in force when the process before this one ended."""
        async with self._database.reading() as session:
            until = await session.scalar(select(Note.value).where(Note.name == HALT))
        if until is not None:
            left = datetime.fromisoformat(until) - self._clock.now()
            self._governor.halt(left.total_seconds())

    async def _settle(self, delivery_id: int, chat_id: int, outcome: Outcome) -> None:
        """Record what became of a message that did not arrive, or may not have."""
        now = self._clock.now()
        async with self._database.writing() as session:
            delivery = await session.get_one(Delivery, delivery_id, with_for_update=True)
            if delivery.state is not DeliveryState.SENDING:
                # Written down before, though the answer to its commit was lost.
                return
            delivery.error = outcome.reason[:1000]
            match outcome.verdict:
                case Verdict.WAIT:
                    delivery.state = DeliveryState.QUEUED
                    delivery.attempts -= 1
                    await self._hold_in(session, chat_id)
                    await self._note_halt(session)
                case Verdict.NOT_SENT:
                    delivery.state = DeliveryState.QUEUED
                    delivery.attempts -= 1
                case Verdict.MOVED:
                    assert outcome.chat_id is not None
                    await reachability.moved(session, delivery, outcome.chat_id)
                    delivery.state = DeliveryState.QUEUED
                case Verdict.UNKNOWN if not delivery.repeats:
                    delivery.repeats = 1
                    delivery.state = DeliveryState.QUEUED
                    delivery.not_before = now + AGAIN
                case Verdict.UNKNOWN:
                    delivery.state = DeliveryState.UNKNOWN
                    log.warning("Delivery %s may or may not have arrived", delivery.key)
                    await reachability.told(session, delivery.topic, now)
                case Verdict.UNREACHABLE:
                    delivery.state = DeliveryState.UNREACHABLE
                    await reachability.lost(session, delivery, outcome.reason, now)
                case _:
                    delivery.state = DeliveryState.FAILED
                    await reachability.told(session, delivery.topic, now)
