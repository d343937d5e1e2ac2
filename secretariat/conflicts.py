"""What a secretary looks at before a meeting is published: a list that stops nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.announcements import USUAL_LENGTH, Label
from secretariat.audiences import speakers
from secretariat.open_points import WORKING_DAYS
from storage import Fields, Holding, Meeting, MeetingStatus, Paper, Seat

#: Friday prayer on the meeting's own clock.
PRAYER_FROM, PRAYER_TO = time(12, 30), time(14, 30)
_FRIDAY = 4
#: Working days of notice under which a meeting is called at short notice.
NOTICE = 3


class ConcernKind(Enum):
    """What may be wrong with a meeting that could be published."""

    NO_PAPERS = "no papers"
    NO_PLACE = "no venue and no link"
    NO_REPLY_BY = "no reply-by date"
    SHORT_NOTICE = "less than three working days"
    FRIDAY = "at the time of Friday prayer"
    WEEKEND = "weekend"
    CHAIR_ELSEWHERE = "the chair has another meeting"
    NOBODY = "nobody on the assistant"
    NUMBER_TAKEN = "the number written is taken"
    # Of the message that was pasted.
    UNKNOWN_LABEL = "unknown label"
    UNLABELLED = "unlabelled"
    DUPLICATE = "duplicate"
    TOO_MANY_ITEMS = "too many items"
    CUT = "cut"
    NUMBER = "number not understood"
    UNUSED = "unused"


@dataclass(frozen=True)
class Concern:
    """One thing to look at; `label` and `words` are of the message that was pasted.

    `starts_at` and `ends_at` (UTC) are of the chair's other meeting, which is not named: it may be
    of a group that is none of the reader's.
    """

    kind: ConcernKind
    label: Label | None = None
    words: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


async def concerns_of(
    session: AsyncSession, meeting: Meeting, fields: Fields, reached: int, now: datetime
) -> tuple[Concern, ...]:
    """Give what to look at before publishing; `reached` counts the people who would get it."""
    found: list[ConcernKind] = []
    papers = await session.scalar(
        select(func.count()).select_from(Paper).where(Paper.meeting_id == meeting.id)
    )
    if not papers:
        found.append(ConcernKind.NO_PAPERS)
    if not meeting.venue and not meeting.link:
        found.append(ConcernKind.NO_PLACE)
    if meeting.reply_by is None:
        found.append(ConcernKind.NO_REPLY_BY)
    if reached == 0:
        found.append(ConcernKind.NOBODY)
    number = fields.get("number")
    if number is not None and await is_taken(session, meeting, number):
        found.append(ConcernKind.NUMBER_TAKEN)
    noted = [
        Concern(
            ConcernKind[note["kind"]],
            Label[note["label"]] if note["label"] else None,
            note["words"],
        )
        for note in fields.get("notes", [])
    ]
    of_the_date: tuple[Concern, ...] = ()
    if meeting.starts_at is not None:
        ends_at = meeting.ends_at or meeting.starts_at + USUAL_LENGTH
        of_the_date = await concerns_of_date(session, meeting, meeting.starts_at, ends_at, now)
    return (*map(Concern, found), *of_the_date, *noted)


async def concerns_of_date(
    session: AsyncSession,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> tuple[Concern, ...]:
    """Give what to look at in a date, the meeting's own or one that it may be moved to."""
    zone = ZoneInfo(meeting.zone)
    of_the_day = _of_the_day(starts_at.astimezone(zone), ends_at.astimezone(zone), now)
    elsewhere = await chair_elsewhere(session, meeting, starts_at, ends_at, now)
    return (*map(Concern, of_the_day), *elsewhere)


def _of_the_day(start: datetime, end: datetime, now: datetime) -> Sequence[ConcernKind]:
    found = []
    if start.weekday() not in WORKING_DAYS:
        found.append(ConcernKind.WEEKEND)
    lasts_into = end.date() > start.date() or end.time() > PRAYER_FROM
    if start.weekday() == _FRIDAY and start.time() < PRAYER_TO and lasts_into:
        found.append(ConcernKind.FRIDAY)
    if working_days_until(start, now.astimezone(start.tzinfo)) < NOTICE:
        found.append(ConcernKind.SHORT_NOTICE)
    return found


def working_days_until(start: datetime, now: datetime) -> int:
    """Count the working days after today up to the meeting's own, both on one clock."""
    days = max(0, (start.date() - now.date()).days)
    if days > 7:
        return NOTICE
    return sum(
        (now.date() + timedelta(days=ahead)).weekday() in WORKING_DAYS
        for ahead in range(1, days + 1)
    )


async def is_taken(session: AsyncSession, meeting: Meeting, number: int) -> bool:
    """Tell whether another meeting of the group has a number already."""
    other = await session.scalar(
        select(Meeting.id).where(
            Meeting.working_group_id == meeting.working_group_id,
            Meeting.number == number,
            Meeting.id != meeting.id,
        )
    )
    return other is not None


async def chair_elsewhere(
    session: AsyncSession,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> tuple[Concern, ...]:
    """Give the published meetings, of any group, that the chair is to sit in at the same hour."""
    seats = await _chair_groups(session, meeting, now)
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.working_group_id.in_(seats),
            Meeting.id != meeting.id,
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.starts_at < ends_at,
            or_(
                Meeting.ends_at > starts_at,
                Meeting.ends_at.is_(None) & (Meeting.starts_at > starts_at - USUAL_LENGTH),
            ),
        )
        .order_by(Meeting.starts_at)
    )
    return tuple(
        Concern(
            ConcernKind.CHAIR_ELSEWHERE,
            starts_at=other.starts_at,
            ends_at=other.ends_at or other.starts_at + USUAL_LENGTH,
        )
        for other in found
        if other.starts_at is not None
    )


async def _chair_groups(session: AsyncSession, meeting: Meeting, now: datetime) -> list[int]:
    """Give the groups in which the holder of the chair has a seat."""
    today = now.astimezone(ZoneInfo(meeting.zone)).date()
    chair = await session.scalar(
        select(Seat)
        .where(Seat.working_group_id == meeting.working_group_id, Seat.is_chair)
        .options(selectinload(Seat.holdings).selectinload(Holding.person))
    )
    if chair is None:
        return []
    holders = [one.person.id for one in speakers(chair, today)[:1]]
    held = await session.execute(
        select(Seat.working_group_id, Holding.since, Holding.until)
        .join(Holding, Holding.seat_id == Seat.id)
        .where(Holding.person_id.in_(holders))
    )
    return [
        group
        for group, since, until in held
        if since <= today and (until is None or today <= until)
    ]
