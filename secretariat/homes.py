"""What stands on a person's home card or the secretariat's desk: counts of what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.answers import replies_of
from secretariat.audiences import invited_seats, today_in
from secretariat.events import record
from secretariat.invitation_cards import end_of, holding_for, may_see
from secretariat.item_owners import OPEN, all_seats, owning_people
from secretariat.members import Reach, counts, holdings_in, members_of
from secretariat.permissions import Action
from secretariat.quorums import Quorum, quorum_of
from secretariat.readers import Reader
from secretariat.setup import Step, open_steps
from storage import (
    ActionItem,
    Category,
    Event,
    ItemState,
    Letter,
    Meeting,
    MeetingStatus,
    Organisation,
    Person,
    Reply,
    Seat,
    WorkingGroup,
)

_CLOSED = (ItemState.CLOSED, ItemState.DROPPED)
#: Steps of the first run that only matter to a group that began with one.
_OF_THE_FIRST_RUN = (Step.NAME, Step.ZONE, Step.QUORUM)


@dataclass(frozen=True)
class Coming:
    """The next meeting of a group; `reply` is the reader's office's, if it is asked for one."""

    meeting: Meeting
    reply: Reply | None
    is_asked: bool


@dataclass(frozen=True)
class Items:
    """Action items counted: open, of these overdue, reported done, closed; and the next day due."""

    open: int
    overdue: int
    reported: int
    closed: int
    next_due: date | None


@dataclass(frozen=True)
class MemberHome:
    """A member's card. `quorum` and `group_items` are for a chair only."""

    group: WorkingGroup
    coming: Coming | None
    items: Items
    quorum: Quorum | None = None
    group_items: Items | None = None


@dataclass(frozen=True)
class Desk:
    """The secretariat's desk. `people` counts members, observers and guests.

    `missing` counts the member seats that have not replied to the next meeting.
    """

    group: WorkingGroup
    meeting: Meeting | None
    quorum: Quorum | None
    missing: int
    has_met: bool
    items: Items
    people: dict[Reach, int]
    letters: int
    #: The letter that has waited longest for an answer.
    oldest_letter: int | None
    open_steps: Sequence[Step]


class Why(StrEnum):
    """Why somebody cannot be written to."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    OTHER = "other"


@dataclass(frozen=True)
class Unreachable:
    """Somebody who cannot be written to, with the office they speak for."""

    person: Person
    organisation: Organisation
    group: WorkingGroup
    why: Why


async def member_home(
    session: AsyncSession, reader: Reader, group: WorkingGroup, now: datetime
) -> MemberHome:
    """Give what a reader's home card in a group shows."""
    meeting = await _next_meeting(session, reader, group, now)
    coming = None
    if meeting is not None:
        holding = holding_for(reader, meeting)
        replies = await replies_of(session, meeting) if holding is not None else {}
        reply = replies.get(holding.seat_id) if holding is not None else None
        coming = Coming(meeting, reply, is_asked=holding is not None)
    today = today_in(group, now)
    everything = await _items_of(session, group)
    seats = await all_seats(session, group.id, today)
    own = _counted([item for item in everything if _is_owner(reader, item, seats, today)], today)
    if not reader.may(Action.SEE_BOARD, group.id):
        return MemberHome(group, coming, own)
    quorum, _missing = await _expected(session, meeting, group, now)
    return MemberHome(group, coming, own, quorum, _counted(everything, today))


async def desk_of(
    session: AsyncSession, reader: Reader, group: WorkingGroup, now: datetime
) -> Desk:
    """Give what the desk of a group's secretariat shows."""
    meeting = await _next_meeting(session, reader, group, now)
    met = await session.scalar(
        select(func.count())
        .select_from(Meeting)
        .where(Meeting.working_group_id == group.id, Meeting.status != MeetingStatus.DRAFT)
    )
    waiting = list(
        await session.scalars(
            select(Letter.id)
            .where(
                Letter.working_group_id == group.id,
                Letter.sent_at.is_not(None),
                Letter.answered_at.is_(None),
            )
            .order_by(Letter.sent_at, Letter.id)
        )
    )
    members = [
        one
        for one in await members_of(session, group, now)
        if one.holding is None or one.holding.seat.category is not Category.SECRETARIAT
    ]
    quorum, missing = await _expected(session, meeting, group, now)
    return Desk(
        group=group,
        meeting=meeting,
        quorum=quorum,
        missing=missing,
        has_met=bool(met),
        items=_counted(await _items_of(session, group), today_in(group, now)),
        people=counts(members),
        letters=len(waiting),
        oldest_letter=waiting[0] if waiting else None,
        open_steps=await _open_steps(session, reader, group, now),
    )


async def _expected(
    session: AsyncSession, meeting: Meeting | None, group: WorkingGroup, now: datetime
) -> tuple[Quorum | None, int]:
    """Give who is expected at a meeting by the replies to its present date, and who is silent."""
    if meeting is None:
        return None, 0
    seats = await invited_seats(session, meeting, now)
    modes = {key: reply.mode for key, reply in (await replies_of(session, meeting)).items()}
    # Observers and guests are never chased for a reply (secretariat/nudges.py).
    chased = [seat for seat in seats if seat.category is Category.MEMBER]
    return quorum_of(group, seats, modes), sum(seat.id not in modes for seat in chased)


async def _open_steps(
    session: AsyncSession, reader: Reader, group: WorkingGroup, now: datetime
) -> list[Step]:
    """Give what of the first run is still to be done by this reader."""
    if not reader.may(Action.SET_UP_GROUP, group.id):
        return []
    began = await session.scalar(
        select(Event.id)
        .where(Event.verb == "first_secretary", Event.working_group_id == group.id)
        .limit(1)
    )
    return [
        step
        for step in await open_steps(session, group, now)
        if step is not Step.MEMBERS
        and (step not in _OF_THE_FIRST_RUN or began is not None)
        and (step is not Step.TELEPHONE or group.telephone is None)
    ]


async def unreachable(
    session: AsyncSession, reader: Reader, person_id: int, now: datetime
) -> Unreachable | None:
    """Give who cannot be written to, to the secretariat of a group of theirs; None: nobody."""
    person = await session.get(Person, person_id)
    if person is None or person.unreachable_since is None:
        return None
    for group in reader.groups.values():
        if not reader.may(Action.SEE_DESK, group.id):
            continue
        for one, holding in await holdings_in(session, group.id, today_in(group, now)):
            if one.id == person_id:
                return Unreachable(person, holding.seat.organisation, group, _why(person))
    return None


async def look_at(
    session: AsyncSession, reader: Reader, group: WorkingGroup, now: datetime
) -> None:
    """Have a person of several groups look at this one's card or desk from now on."""
    person = reader.person
    if person.working_group_id == group.id:
        return
    record(
        session,
        now,
        "group_chosen",
        f"person:{person.id}",
        person_id=person.id,
        working_group_id=group.id,
        before={"group": person.working_group_id},
        after={"group": group.id},
    )
    person.working_group_id = group.id


def _why(person: Person) -> Why:
    """Read the reason that Telegram gave (Bot API, 403 and 400 on sending)."""
    reason = (person.unreachable_why or "").lower()
    if "blocked" in reason:
        return Why.BLOCKED
    return Why.DEACTIVATED if "deactivated" in reason else Why.OTHER


async def _next_meeting(
    session: AsyncSession, reader: Reader, group: WorkingGroup, now: datetime
) -> Meeting | None:
    """Give the group's next meeting that the reader may see: not over, not off."""
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.working_group_id == group.id,
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.published_at <= now,
            Meeting.starts_at > now - timedelta(days=1),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return next((one for one in found if end_of(one) > now and may_see(reader, one, now)), None)


async def _items_of(session: AsyncSession, group: WorkingGroup) -> Sequence[ActionItem]:
    return list(
        await session.scalars(
            select(ActionItem)
            .options(selectinload(ActionItem.owners))
            .where(ActionItem.working_group_id == group.id)
        )
    )


def _is_owner(reader: Reader, item: ActionItem, seats: Sequence[Seat], today: date) -> bool:
    owning = owning_people(item.owners, seats, today)
    return any(one.person.id == reader.person.id for one in owning)


def _counted(items: Sequence[ActionItem], today: date) -> Items:
    to_do = [item for item in items if item.state in OPEN]
    due = [item.due_on for item in to_do if item.due_on is not None]
    return Items(
        open=len(to_do),
        overdue=sum(day < today for day in due),
        reported=sum(item.state is ItemState.REPORTED for item in items),
        closed=sum(item.state in _CLOSED for item in items),
        next_due=min((day for day in due if day >= today), default=None),
    )
