"""Replies: what each invited office says, kept once for each date of a meeting."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import (
    Answer,
    Recording,
    answer_of,
    from_fields,
    replies_of,
    said,
    subject_of,
)
from secretariat.deliveries import mark_stale
from secretariat.events import last_event, record
from secretariat.kinds import Kind
from secretariat.refusals import Gone, OldDate, Refusal, TooLong
from secretariat.reminders import days_before
from secretariat.reply_news import BOARD_PAUSE, spread
from storage import (
    Category,
    Event,
    Meeting,
    MeetingStatus,
    Mode,
    Person,
    QuorumRule,
    Recorded,
    Reply,
    Seat,
    WorkingGroup,
)

__all__ = [
    "Answer",
    "Recording",
    "answer_of",
    "replies_of",
]

#: A reply that is changed this shortly before the start is told to the secretariat at once.
LATE = timedelta(hours=24)
#: Longest reason of apologies, in characters.
REASON = 500


class AlreadyStarted(Refusal):
    """The meeting has started: replies stay as they are. `telephone` is the secretariat's."""

    is_final = True

    def __init__(self, telephone: str | None) -> None:
        super().__init__(telephone)
        self.telephone = telephone


class NoReplyWanted(Refusal):
    """The meeting is cancelled or closed."""

    is_final = True


class NoSeat(Refusal):
    """The person speaks for no invited office."""

    is_final = True


class OnlyText(Refusal):
    """A file, a voice message or a picture came where a text was asked for."""


class OtherReply(Refusal):
    """Somebody else recorded another reply for the office meanwhile; `by` names them."""

    def __init__(self, reply: Reply | None, by: str) -> None:
        super().__init__(by)
        self.reply = reply
        self.by = by


def require_open(meeting: Meeting, group: WorkingGroup, revision: int, now: datetime) -> None:
    """Refuse unless the meeting takes replies to this revision now.

    Raises OldDate, AlreadyStarted, NoReplyWanted, or Gone for one that is not announced.
    """
    if meeting.starts_at is None or meeting.published_at is None or meeting.published_at > now:
        raise Gone
    if meeting.status is not MeetingStatus.PUBLISHED:
        raise NoReplyWanted
    if revision != meeting.revision:
        raise OldDate(meeting.id)
    if now >= meeting.starts_at:
        raise AlreadyStarted(meeting.telephone or group.telephone)


def require_possible(meeting: Meeting, mode: Mode | None) -> None:
    """Refuse a way of attending that the meeting does not offer. Raises Gone."""
    is_video_only = meeting.link is not None and meeting.venue is None
    if mode is Mode.VIDEO and meeting.link is None:
        raise Gone
    if mode is Mode.IN_PERSON and is_video_only:
        raise Gone


async def record_reply(
    session: AsyncSession,
    meeting: Meeting,
    seat: Seat,
    answer: Answer,
    now: datetime,
    *,
    by: int,
    revision: int,
    recorded: Recorded = Recorded.TAP,
    version: int | None = None,
) -> Recording:
    """Record a seat's answer to a revision of a meeting; the same answer again changes nothing.

    `by` is the id of the person who says or enters it. `version` is the reply's version that staff
    saw (0: none): with another one OtherReply is raised. See `require_open` for the other refusals.
    """
    await session.refresh(meeting, with_for_update=True)
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    require_open(meeting, group, revision, now)
    require_possible(meeting, answer.mode)
    require_possible(meeting, answer.deputy_mode)
    replies = await replies_of(session, meeting)
    reply = replies.get(seat.id)
    before = answer_of(reply)
    counts = seat.category is Category.MEMBER or group.quorum_rule is QuorumRule.NONE
    if reply is not None and said(before) == said(answer):
        return Recording(before=before, after=before, at=reply.recorded_at, counts=counts)
    if version is not None and version != (reply.version if reply else 0):
        raise OtherReply(reply, await _last_author(session, meeting, seat))
    if reply is None:
        reply = Reply(
            meeting_id=meeting.id,
            seat_id=seat.id,
            revision=revision,
            mode=answer.mode,
            recorded_at=now,
            recorded_by=by,
            version=0,
        )
        session.add(reply)
    reply.mode = answer.mode
    reply.deputy_name = answer.deputy_name
    reply.deputy_mode = answer.deputy_mode
    reply.reason = answer.reason
    reply.recorded_at = now
    reply.recorded_by = by
    reply.recorded = recorded
    reply.version += 1
    await session.flush()
    done = Recording(
        before=before,
        after=answer,
        at=now,
        counts=counts,
        is_late=_is_late(meeting, before, answer, now),
    )
    await spread(session, meeting, group, seat, done, by, now, "reply")
    return done


async def undo_reply(
    session: AsyncSession, meeting: Meeting, seat: Seat, now: datetime, *, by: int, revision: int
) -> Recording | None:
    """Take back a seat's last reply: the one before holds again. None if there is none to undo."""
    await session.refresh(meeting, with_for_update=True)
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    require_open(meeting, group, revision, now)
    last = await session.scalar(
        select(Event)
        .where(Event.subject == subject_of(meeting, seat), Event.verb.in_(["reply", "undo_reply"]))
        .order_by(Event.id.desc())
        .limit(1)
    )
    reply = (await replies_of(session, meeting)).get(seat.id)
    if last is None or last.verb != "reply" or reply is None:
        return None
    if last.after.get("revision") != revision:
        return None
    current, earlier = answer_of(reply), from_fields(last.before)
    if earlier is None:
        await session.execute(delete(Reply).where(Reply.id == reply.id))
        session.expunge(reply)
    else:
        reply.mode = earlier.mode
        reply.deputy_name = earlier.deputy_name
        reply.deputy_mode = earlier.deputy_mode
        reply.reason = earlier.reason
        reply.recorded_at = now
        reply.recorded_by = by
        reply.recorded = Recorded.TAP
        reply.version += 1
        await session.flush()
    done = Recording(
        before=current,
        after=earlier,
        at=now,
        is_late=_is_late(meeting, current, earlier, now),
    )
    await spread(session, meeting, group, seat, done, by, now, "undo_reply")
    return done


async def give_reason(
    session: AsyncSession,
    meeting: Meeting,
    seat: Seat,
    reason: str | None,
    now: datetime,
    *,
    by: int,
    revision: int,
) -> None:
    """Add a reason to a seat's apologies, or take it away; seen by secretariat and chair only.

    Raises TooLong, and Gone if the seat has not sent apologies to this revision.
    """
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    require_open(meeting, group, revision, now)
    reply = (await replies_of(session, meeting)).get(seat.id)
    if reply is None or reply.mode is not Mode.APOLOGIES:
        raise Gone
    if reason is not None and len(reason) > REASON:
        raise TooLong(len(reason), REASON)
    if reply.reason == reason:
        return
    record(
        session,
        now,
        "reply_reason",
        subject_of(meeting, seat),
        person_id=by,
        working_group_id=group.id,
        before={"reason": reply.reason},
        after={"reason": reason},
    )
    reply.reason = reason
    topic = f"meeting:{meeting.id}"
    await mark_stale(session, topic, now, kinds=[Kind.BOARD], pause=BOARD_PAUSE)
    await mark_stale(session, topic, now, person_id=by, kinds=[Kind.APOLOGIES])


async def _last_author(session: AsyncSession, meeting: Meeting, seat: Seat) -> str:
    event = await last_event(session, subject_of(meeting, seat))
    person = await session.get(Person, event.person_id) if event and event.person_id else None
    return person.name if person is not None else ""


def _is_late(meeting: Meeting, before: Answer | None, after: Answer | None, now: datetime) -> bool:
    assert meeting.starts_at is not None
    was_given = before is not None and before.mode is not Mode.NOT_SURE
    return was_given and said(before) != said(after) and meeting.starts_at - now <= LATE


def asked_again(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Give when who is not sure is asked once more (UTC): in the morning of the day before."""
    return days_before(starts_at, 1, zone)
