"""The board: what every invited office says of one meeting, and whether the quorum is expected."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import replies_of
from secretariat.audiences import invited_seats, speakers
from secretariat.nudges import reachable_people, silent_seats
from secretariat.quorums import Quorum, quorum_of
from storage import (
    Category,
    Event,
    Meeting,
    MeetingStatus,
    Mode,
    Organisation,
    Person,
    Recorded,
    Reply,
    Seat,
    Standing,
    WorkingGroup,
)

#: The hours at which the secretariat's day begins anew: changes are told since the last of them.
DIGESTS = (9, 16)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One office on the board; its organisation is loaded, `people` begin with the holder."""

    seat: Seat
    reply: Reply | None
    people: tuple[Person, ...]
    #: Who entered the reply after a telephone call.
    entered_by: Person | None = None

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.seat.organisation

    @property
    def is_on_assistant(self) -> bool:
        """True if anyone of the office has joined."""
        return any(person.standing is Standing.JOINED for person in self.people)

    @property
    def mode(self) -> Mode | None:
        """What the office says; None if nothing."""
        return self.reply.mode if self.reply else None


@dataclass(frozen=True, kw_only=True)
class Change:
    """That an office changed a reply it had given; None: it took it back."""

    organisation: Organisation
    mode: Mode | None


@dataclass(frozen=True, kw_only=True)
class Board:
    """The board of one meeting at one moment. Times are UTC; lines are in order of precedence."""

    meeting_id: int
    revision: int
    number: int | None
    starts_at: datetime
    zone: ZoneInfo
    now: datetime
    members: tuple[Line, ...]
    #: Observers and guests: they do not count.
    others: tuple[Line, ...]
    quorum: Quorum
    #: True while replies can be given and asked for.
    is_open: bool
    #: How many people can be reminded.
    silent_people: int
    changes: tuple[Change, ...]
    changes_since: datetime


async def board_of(session: AsyncSession, meeting: Meeting, now: datetime) -> Board:
    """Give the board of a meeting that has a start."""
    assert meeting.starts_at is not None
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    zone = ZoneInfo(meeting.zone)
    seats = await invited_seats(session, meeting, now)
    replies = await replies_of(session, meeting)
    enterers = await _enterers(
        session, [one for one in replies.values() if one.recorded is Recorded.TELEPHONE]
    )
    today = now.astimezone(zone).date()
    lines = [
        Line(
            seat=seat,
            reply=replies.get(seat.id),
            people=tuple(one.person for one in speakers(seat, today)),
            entered_by=enterers.get(seat.id),
        )
        for seat in seats
    ]
    since = changes_since(now, zone)
    return Board(
        meeting_id=meeting.id,
        revision=meeting.revision,
        number=meeting.number,
        starts_at=meeting.starts_at,
        zone=zone,
        now=now,
        members=tuple(one for one in lines if one.seat.category is Category.MEMBER),
        others=tuple(one for one in lines if one.seat.category is not Category.MEMBER),
        quorum=quorum_of(group, seats, {key: one.mode for key, one in replies.items()}),
        is_open=meeting.status is MeetingStatus.PUBLISHED and now < meeting.starts_at,
        silent_people=len(reachable_people(await silent_seats(session, meeting, now))),
        changes=await _changes(session, meeting, seats, since),
        changes_since=since,
    )


def changes_since(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the last of the digests' hours on the meeting's clock before now."""
    local = now.astimezone(zone)
    hours = [local.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in DIGESTS]
    yesterday = hours[-1] - timedelta(days=1)
    return max(one for one in (*hours, yesterday) if one <= local).astimezone(now.tzinfo)


async def _enterers(session: AsyncSession, replies: list[Reply]) -> dict[int, Person]:
    """Give who recorded each of these replies, by seat id."""
    found = await session.scalars(
        select(Person).where(Person.id.in_({reply.recorded_by for reply in replies}))
    )
    people = {person.id: person for person in found}
    return {reply.seat_id: people[reply.recorded_by] for reply in replies}


async def _changes(
    session: AsyncSession, meeting: Meeting, seats: list[Seat], since: datetime
) -> tuple[Change, ...]:
    """Give the offices that changed a given reply since a moment, each as it stands now."""
    by_subject = {f"reply:{meeting.id}:{seat.id}": seat for seat in seats}
    events = await session.scalars(
        select(Event)
        .where(
            Event.subject.in_(list(by_subject)),
            Event.verb.in_(["reply", "undo_reply"]),
            Event.at >= since,
        )
        .order_by(Event.id)
    )
    first: dict[str, object] = {}
    last: dict[str, object] = {}
    for event in events:
        if event.after.get("revision") == meeting.revision:
            given = event.before.get("mode") or event.after.get("mode")
            first.setdefault(event.subject, given)
            last[event.subject] = event.after.get("mode")
    return tuple(
        Change(
            organisation=seat.organisation,
            mode=Mode(str(last[subject])) if last[subject] else None,
        )
        for subject, seat in by_subject.items()
        if first.get(subject) and first[subject] != last[subject]
    )
