"""What one reader may know of one meeting: the value that every card about it is drawn from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import replies_of_seat
from secretariat.audiences import audience_of
from secretariat.permissions import Action
from secretariat.readers import Reader
from storage import (
    AgendaItem,
    Capacity,
    Category,
    Holding,
    Meeting,
    MeetingStatus,
    Mode,
    Muting,
    Paper,
    Person,
    Reply,
    Seat,
    WorkingGroup,
)

#: How long a meeting lasts that has no end.
LENGTH = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class InvitationCard:
    """A meeting as one reader may see it. Times are UTC; `zone` is the meeting's own.

    `reply` is the reader's office's answer to the present date, `earlier` its answer to the date
    before; both are None for who speaks for no invited office. `link` is set only where it may be
    shown: to an office that chose video, from `link_lead` before the start until the end.
    """

    meeting_id: int
    revision: int
    group: str
    group_urdu: str | None
    number: int | None
    title: str | None
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    venue: str | None
    has_link: bool
    link_lead: timedelta
    link: str | None
    dial_in: str | None
    reply_by: datetime | None
    agenda: tuple[str, ...]
    papers: int
    papers_size: int  # bytes
    status: MeetingStatus
    reason: str | None
    moved_from: datetime | None
    telephone: str | None
    reader_zone: ZoneInfo
    has_started: bool
    #: The seat that the reader speaks for, with its organisation; None: none that is invited.
    seat: Seat | None
    reply: Reply | None
    earlier: Reply | None
    #: The reader attends in person or by video as they replied; not somebody else of the office.
    attends_personally: bool
    #: Who recorded the reply, where that was not the reader.
    recorded_by: Person | None
    is_muted: bool

    @property
    def may_reply(self) -> bool:
        """True while the reader's office can give or change its reply."""
        return (
            self.seat is not None
            and self.status is MeetingStatus.PUBLISHED
            and not self.has_started
        )


def end_of(meeting: Meeting) -> datetime:
    """Give the end of a meeting that has a start (UTC): two hours later unless it says so."""
    assert meeting.starts_at is not None
    return meeting.ends_at or meeting.starts_at + LENGTH


def is_out(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting's notice has gone out, so that its people may see it."""
    published = meeting.published_at is not None and meeting.published_at <= now
    return meeting.status is not MeetingStatus.DRAFT and published


def holding_for(reader: Reader, meeting: Meeting) -> Holding | None:
    """Give the holding by which a reader speaks for an invited seat, holders first; or None."""
    invited = audience_of(meeting)
    return next(
        (
            one
            for one in reader.holdings
            if one.seat.working_group_id == meeting.working_group_id
            and one.seat.category in invited
        ),
        None,
    )


def may_see(reader: Reader, meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting's card and papers are for this reader: invited, or secretariat."""
    if reader.may(Action.SEE_DESK, meeting.working_group_id):
        return True
    return is_out(meeting, now) and holding_for(reader, meeting) is not None


def chose_video(reply: Reply | None) -> bool:
    """Tell whether an office takes part by video, itself or by its deputy."""
    return reply is not None and Mode.VIDEO in (reply.mode, reply.deputy_mode)


def link_of(
    meeting: Meeting, group: WorkingGroup, reply: Reply | None, now: datetime
) -> str | None:
    """Give the video link if it may be shown now to an office that replied so."""
    assert meeting.starts_at is not None
    opens = meeting.starts_at - timedelta(minutes=group.link_lead_minutes)
    is_on = meeting.status is MeetingStatus.PUBLISHED and opens <= now < end_of(meeting)
    return meeting.link if is_on and chose_video(reply) else None


async def card_of(
    session: AsyncSession, meeting: Meeting, reader: Reader, now: datetime
) -> InvitationCard:
    """Give a meeting as a reader may see it; the meeting has a start. `may_see` is asked before."""
    assert meeting.starts_at is not None
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    agenda = await session.scalars(
        select(AgendaItem.title)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position)
    )
    papers, size = (
        await session.execute(
            select(func.count(), func.coalesce(func.sum(Paper.size), 0)).where(
                Paper.meeting_id == meeting.id
            )
        )
    ).one()
    holding = holding_for(reader, meeting)
    reply = earlier = recorder = None
    if holding is not None:
        reply, earlier = await replies_of_seat(session, meeting, holding.seat_id)
    if reply is not None and reply.recorded_by != reader.person.id:
        recorder = await session.get_one(Person, reply.recorded_by)
    return InvitationCard(
        meeting_id=meeting.id,
        revision=meeting.revision,
        group=group.name,
        group_urdu=group.name_urdu,
        number=meeting.number,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=end_of(meeting),
        zone=ZoneInfo(meeting.zone),
        venue=meeting.venue,
        has_link=meeting.link is not None,
        link_lead=timedelta(minutes=group.link_lead_minutes),
        link=link_of(meeting, group, reply, now),
        dial_in=meeting.dial_in or group.dial_in,
        reply_by=meeting.reply_by,
        agenda=tuple(agenda),
        papers=papers,
        papers_size=int(size),
        status=meeting.status,
        reason=meeting.reason,
        moved_from=meeting.moved_from,
        telephone=meeting.telephone or group.telephone,
        reader_zone=reader.zone,
        has_started=now >= meeting.starts_at,
        seat=holding.seat if holding is not None else None,
        reply=reply,
        earlier=earlier,
        attends_personally=await _attends(
            session, reader, holding, reply, now.astimezone(ZoneInfo(meeting.zone)).date()
        ),
        recorded_by=recorder,
        is_muted=await session.get(Muting, (meeting.id, reader.person.id)) is not None,
    )


async def _attends(
    session: AsyncSession,
    reader: Reader,
    holding: Holding | None,
    reply: Reply | None,
    today: date,
) -> bool:
    """Tell whether "we attend" means this reader: the holder, or the alternate who said so.

    A staff officer's tap and a telephone call speak for the holder.
    """
    if holding is None or reply is None or holding.capacity is Capacity.STAFF:
        return False
    if reply.recorded_by == reader.person.id:
        return True
    by_alternate = await session.scalar(
        select(Holding.id)
        .where(
            Holding.seat_id == reply.seat_id,
            Holding.person_id == reply.recorded_by,
            Holding.capacity == Capacity.ALTERNATE,
            Holding.since <= today,
        )
        .limit(1)
    )
    return holding.capacity is Capacity.HOLDER and by_alternate is None


async def next_meeting(
    session: AsyncSession,
    reader: Reader,
    now: datetime,
    *,
    action: Action = Action.SEE_MEETING,
) -> Meeting | None:
    """Give the meeting that a reader is to see next, of any of their groups: not over, not off.

    `action` is what they want to do with it: groups where they may not are left out.
    """
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.working_group_id.in_([key for key in reader.groups if reader.may(action, key)]),
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.published_at <= now,
            Meeting.starts_at > now - timedelta(days=1),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return next((one for one in found if end_of(one) > now and may_see(reader, one, now)), None)


def is_observer(seat: Seat | None) -> bool:
    """Tell whether a seat does not count for the quorum."""
    return seat is not None and seat.category is not Category.MEMBER
