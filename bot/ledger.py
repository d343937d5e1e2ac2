"""What the outbox reads and writes down: candidates, claims, and what became of each message."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.emitter import NAME
from bot.outcomes import Outcome, Verdict
from bot.pacing import Governor
from secretariat import reachability
from secretariat.kinds import Priority
from storage import Card, Database, Delivery, DeliveryState, Lease, Note, Person
from storage.inserts import changed, insert_once

log = logging.getLogger(__name__)

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


_deliveries = Delivery.__table__
assert isinstance(_deliveries, Table)
_now = bindparam("now", type_=_deliveries.c.not_before.type)

_chat = func.coalesce(Delivery.chat_id, Person.telegram_id)
_DUE = (
    select(Delivery.id, Delivery.priority, _chat)
    .outerjoin(Person, Person.id == Delivery.person_id)
    .where(
        Delivery.state == DeliveryState.QUEUED,
        Delivery.not_before <= _now,
        func.coalesce(_chat, 0).not_in(bindparam("but", expanding=True)),
    )
    .order_by(Delivery.priority, Delivery.not_before, Delivery.id)
    .limit(LOOK_AHEAD)
)
#: Claim, record of the intent, and fence against a later term's process, in one statement.
_CLAIM = (
    update(_deliveries)
    .where(
        _deliveries.c.id == bindparam("delivery"),
        _deliveries.c.state == DeliveryState.QUEUED,
        ~select(Lease.name).where(Lease.name == NAME, Lease.epoch > bindparam("term")).exists(),
    )
    .values(
        state=DeliveryState.SENDING,
        attempts=_deliveries.c.attempts + 1,
        epoch=bindparam("term"),
        touched=False,
    )
)
#: The row is locked by it: a change of the topic is either seen here or finds the card.
_SENT = (
    update(_deliveries)
    .where(_deliveries.c.id == bindparam("delivery"))
    .values(
        state=DeliveryState.SENT,
        message_id=bindparam("message"),
        chat_id=bindparam("chat"),
        sent_at=_now,
    )
    .returning(_deliveries.c.touched)
)


class Ledger:
    """The rows of the outbox, as one process of one term (`epoch`) writes them."""

    def __init__(self, database: Database, clock: Clock, governor: Governor) -> None:
        self._database = database
        self._clock = clock
        self._governor = governor
        self.epoch = 0

    async def candidates(self, but: Collection[int]) -> list[Candidate]:
        """Give what is due, the most urgent first, for other chats than these."""
        given = {"now": self._clock.now(), "but": list(but)}
        async with self._database.reading() as session:
            return [Candidate(*row) for row in await session.execute(_DUE, given)]

    async def left_in_flight(self, mine: Collection[int]) -> list[int]:
        """Give what is in flight, but in no process's hands; `mine` are the ids in this one's.

        What a later term's process has in its hands is left alone.
        """
        left = select(Delivery.id).where(
            Delivery.state == DeliveryState.SENDING,
            Delivery.epoch <= self.epoch,
            Delivery.id.not_in(mine),
        )
        async with self._database.reading() as session:
            return list(await session.scalars(left))

    async def claim(self, one: Candidate) -> bool:
        """Take a message in hand; False if it was another's already.

        It is committed before the message is rendered: what changes meanwhile marks it as touched.
        """
        async with self._database.writing() as session:
            claimed = await session.execute(_CLAIM, {"delivery": one.id, "term": self.epoch})
        return changed(claimed) == 1

    async def give_back(self, delivery_id: int, instead: dict[str, object]) -> None:
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

    async def sent(
        self, delivery: Delivery, chat_id: int, message_id: int, *, drawn: str, pushed: bool
    ) -> None:
        """Record that a message has arrived, and keep its card; `drawn` is what the card shows."""
        now = self._clock.now()
        async with self._database.writing() as session:
            touched = await session.scalar(
                _SENT,
                {"delivery": delivery.id, "message": message_id, "chat": chat_id, "now": now},
            )
            card = {
                "chat_id": chat_id,
                "message_id": message_id,
                "kind": delivery.kind,
                "args": delivery.args,
                "person_id": delivery.person_id,
                "topic": delivery.topic,
                "drawn_at": now,
                "drawn": drawn,
                "priority": int(Priority.DIGEST),
                "pushed": pushed,
            }
            # A quick tap on it may have been handled before: the card shows something else then.
            await insert_once(session, Card, [card | ({"stale_at": now} if touched else {})])
            await reachability.told(session, delivery.topic, now)

    async def hold(self, chat_id: int) -> None:
        """Have all that is queued for a chat wait for the end of its 429, in its order."""
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

    async def settle(self, delivery_id: int, chat_id: int, outcome: Outcome) -> None:
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
