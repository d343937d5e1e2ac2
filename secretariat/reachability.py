"""Who can be written to, and who must hear when someone cannot."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import today_in
from secretariat.deliveries import Owed, mark_stale, owe
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.permissions import Action, may, roles_of
from storage import (
    Card,
    Category,
    Delivery,
    DeliveryState,
    Holding,
    Person,
    Seat,
    Standing,
    WorkingGroup,
)

#: Receipts and reports count deliveries: they are redrawn at most this often while those run.
COUNTING = timedelta(seconds=2)
_COUNTING_KINDS = (Kind.PUBLICATION, Kind.NOTICE_REPORT, Kind.POSTPONE, Kind.CANCEL)


async def told(session: AsyncSession, topic: str | None, now: datetime) -> None:
    """Have the receipts that count the deliveries about a topic redrawn."""
    if topic is not None:
        await mark_stale(session, topic, now, kinds=_COUNTING_KINDS, pause=COUNTING)


async def lost(session: AsyncSession, delivery: Delivery, reason: str, now: datetime) -> None:
    """Mark the person of a delivery that Telegram refused for a reason of the person."""
    await told(session, delivery.topic, now)
    if delivery.person_id is not None:
        person = await session.get_one(Person, delivery.person_id)
        await stopped(session, person, now, reason)


async def stopped(
    session: AsyncSession, person: Person, now: datetime, reason: str = "blocked"
) -> None:
    """Mark a person as not to be written to, and tell the secretariats, once.

    What is queued for the person is not tried in vain; it stays on record as unreachable.
    """
    if person.telegram_id is None or person.unreachable_since is not None:
        return
    person.unreachable_since = now
    person.unreachable_why = reason[:300]
    record(session, now, "unreachable", f"person:{person.id}", after={"reason": reason[:300]})
    await session.execute(
        update(Delivery)
        .where(Delivery.person_id == person.id, Delivery.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.UNREACHABLE, error=reason[:1000])
    )
    groups = await session.scalars(
        select(Seat.working_group_id)
        .join(Holding, Holding.seat_id == Seat.id)
        .where(Holding.person_id == person.id, Seat.category != Category.SECRETARIAT)
        .distinct()
    )
    for group_id in groups:
        await tell_staff(
            session,
            now,
            group_id,
            Kind.DELIVERY_FAILED,
            f"unreachable:{person.id}:{int(now.timestamp())}",
            {"person": person.id},
            but=person.id,
        )


async def found_again(session: AsyncSession, person: Person, now: datetime) -> None:
    """Note that a person can be written to again: they wrote, or unblocked the assistant."""
    if person.unreachable_since is not None:
        person.unreachable_since = None
        person.unreachable_why = None
        record(session, now, "reachable", f"person:{person.id}", person_id=person.id)


async def moved(session: AsyncSession, delivery: Delivery, chat_id: int) -> None:
    """Follow a group that became a supergroup: everything queued for it goes to the new number."""
    if delivery.chat_id is None:
        return
    await session.execute(
        update(Delivery)
        .where(Delivery.chat_id == delivery.chat_id, Delivery.state == DeliveryState.QUEUED)
        .values(chat_id=chat_id)
    )
    await session.execute(
        update(Card).where(Card.chat_id == delivery.chat_id).values(stale_at=None)
    )
    delivery.chat_id = chat_id


async def staff_of(
    session: AsyncSession, working_group_id: int, now: datetime, action: Action = Action.SEE_DESK
) -> list[int]:
    """Give the ids of a group's secretariat who may do this, those on the assistant only."""
    rows = await session.execute(
        select(Holding, Seat, Person)
        .join(Seat, Seat.id == Holding.seat_id)
        .join(Person, Person.id == Holding.person_id)
        .where(
            Seat.working_group_id == working_group_id,
            Seat.category == Category.SECRETARIAT,
            Person.standing == Standing.JOINED,
        )
        .order_by(Seat.precedence, Holding.id)
    )
    today = today_in(await session.get_one(WorkingGroup, working_group_id), now)
    found: list[int] = []
    for holding, seat, person in rows:
        holding.seat = seat
        if may(roles_of([holding], today), action) and person.id not in found:
            found.append(person.id)
    return found


async def tell_staff(
    session: AsyncSession,
    now: datetime,
    working_group_id: int,
    kind: Kind,
    key: str,
    args: dict[str, object],
    *,
    but: int | None = None,
    action: Action = Action.SEE_DESK,
) -> None:
    """Owe a message to everyone of a group's secretariat, except one who knows already."""
    staff = await staff_of(session, working_group_id, now, action)
    await owe(
        session,
        now,
        [
            Owed(key=f"{key}:{person_id}", kind=kind, person_id=person_id, args=dict(args))
            for person_id in staff
            if person_id != but
        ],
    )
