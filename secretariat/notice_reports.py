"""What became of a notice: who has it, who acknowledged, whom it did not reach and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import people_of, today_in
from secretariat.item_owners import all_seats
from secretariat.readers import readers
from storage import (
    Delivery,
    DeliveryState,
    Letter,
    Notice,
    Organisation,
    Person,
    Recipient,
    WorkingGroup,
)

#: A person is reminded of one notice at most this often.
REMINDERS = 2


class Cause(StrEnum):
    """Why a notice did not reach somebody."""

    BLOCKED = "blocked"  # has stopped the assistant, or the account is gone
    REFUSED = "refused"  # Telegram said no for a reason of the message
    UNKNOWN = "unknown"  # may or may not have arrived
    LEFT = "left"  # no longer of the group when it was to leave


_CAUSES = {
    DeliveryState.UNREACHABLE: Cause.BLOCKED,
    DeliveryState.FAILED: Cause.REFUSED,
    DeliveryState.UNKNOWN: Cause.UNKNOWN,
    DeliveryState.SUPERSEDED: Cause.LEFT,
    DeliveryState.EXPIRED: Cause.LEFT,
}
_UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)


@dataclass(frozen=True)
class Addressee:
    """A person on a notice's list and the office they speak for; None if they hold no seat now."""

    person: Person
    office: Organisation | None


@dataclass(frozen=True, kw_only=True)
class NoticeReport:
    """A notice's fate; people in the order of precedence. `owed` counts copies by the assistant."""

    notice: Notice
    sender: Person
    is_held: bool
    owed: int
    delivered: int
    under_way: int
    acknowledged: int
    failed: tuple[tuple[Addressee, Cause], ...]
    waiting: tuple[Addressee, ...]  # have it, have not acknowledged
    by_hand: tuple[Addressee, ...]
    to_remind: int
    questions: int


async def report_on(session: AsyncSession, notice: Notice, now: datetime) -> NoticeReport:
    """Give the report on a notice that was sent."""
    assert notice.sent_at is not None
    assert notice.sent_by is not None
    recipients = await _recipients(session, notice)
    addressees = await _addressees(session, notice, recipients, now)
    states = await _states(session, notice)
    sent = [one for one in recipients if states.get(one.person_id) is DeliveryState.SENT]
    acknowledged = [one for one in recipients if one.acknowledged_at is not None]
    failed = [
        (addressees[one.person_id], _CAUSES[states[one.person_id]])
        for one in recipients
        if states.get(one.person_id) in _CAUSES and one.acknowledged_at is None
    ]
    questions = await session.scalar(
        select(func.count()).where(
            Letter.about == f"notice:{notice.id}", Letter.sent_at.is_not(None)
        )
    )
    return NoticeReport(
        notice=notice,
        sender=await session.get_one(Person, notice.sent_by),
        is_held=now < notice.sent_at,
        owed=len(states),
        delivered=len(sent),
        under_way=sum(state in _UNDER_WAY for state in states.values()),
        acknowledged=len(acknowledged),
        failed=tuple(failed),
        waiting=tuple(addressees[one.person_id] for one in sent if one.acknowledged_at is None),
        by_hand=tuple(
            addressees[one.person_id] for one in recipients if one.person_id not in states
        ),
        to_remind=len(await recipients_to_remind(session, notice, now)),
        questions=questions or 0,
    )


async def recipients_to_remind(
    session: AsyncSession, notice: Notice, now: datetime
) -> list[Recipient]:
    """Give who has a notice and has not acknowledged it, and was not reminded too often.

    Who has left the group since then is not reminded.
    """
    if not notice.acknowledge:
        return []
    states = await _states(session, notice)
    found = await session.scalars(
        select(Recipient)
        .join(Person, Person.id == Recipient.person_id)
        .where(
            Recipient.notice_id == notice.id,
            Recipient.acknowledged_at.is_(None),
            Recipient.reminded < REMINDERS,
            Person.unreachable_since.is_(None),
        )
        .order_by(Recipient.id)
    )
    waiting = [one for one in found if states.get(one.person_id) is DeliveryState.SENT]
    still = await readers(session, now, [one.person_id for one in waiting])
    return [one for one in waiting if notice.working_group_id in still[one.person_id].groups]


async def _recipients(session: AsyncSession, notice: Notice) -> list[Recipient]:
    found = await session.scalars(
        select(Recipient).where(Recipient.notice_id == notice.id).order_by(Recipient.id)
    )
    return list(found)


async def _states(session: AsyncSession, notice: Notice) -> dict[int, DeliveryState]:
    """Give what became of each person's copy, the last one where sending was stopped before."""
    rows = await session.execute(
        select(Delivery.person_id, Delivery.state)
        .where(Delivery.key.like(f"notice:{notice.id}:%"), Delivery.person_id.is_not(None))
        .order_by(Delivery.id)
    )
    on_list = set(
        await session.scalars(select(Recipient.person_id).where(Recipient.notice_id == notice.id))
    )
    return {person: state for person, state in rows if person is not None and person in on_list}


async def _addressees(
    session: AsyncSession, notice: Notice, recipients: Sequence[Recipient], now: datetime
) -> dict[int, Addressee]:
    group = await session.get_one(WorkingGroup, notice.working_group_id)
    today = today_in(group, now)
    seated = people_of(await all_seats(session, group.id, today), today)
    found = {one.person.id: Addressee(one.person, one.seat.organisation) for one in seated}
    for one in recipients:
        if one.person_id not in found:
            person = await session.get_one(Person, one.person_id)
            found[one.person_id] = Addressee(person, None)
    return found
