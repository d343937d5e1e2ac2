"""Moving a published meeting and calling it off: each in one function, one transaction."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import meeting_reminders, reminders
from secretariat.deliveries import Owed, mark_stale, owe, supersede
from secretariat.draft_fields import topic
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.meeting_drafts import begin_again
from secretariat.meetings import reach_of
from storage import Card, Event, Fields, Meeting, MeetingStatus

_MOVED = "meeting_moved"
#: A change of a meeting that is this near is told with sound in quiet hours too.
NEAR = timedelta(hours=24)
#: What is queued for people about a date that no longer holds. Answers to a tap are not among it.
_ABOUT_THE_DATE = (
    Kind.INVITATION,
    Kind.NUDGE,
    Kind.REMIND_WEEK,
    Kind.REMIND_DAY,
    Kind.REMIND_HOUR,
    Kind.VIDEO_LINK,
    Kind.POSTPONED,
    Kind.LATE_CHANGE,
    Kind.QUORUM_CHANGED,
)


#: Cards that people hold of one date: each becomes the struck-out card of that date.
_OF_THE_DATE = (
    Kind.INVITATION,
    Kind.DEPUTY,
    Kind.APOLOGIES,
    Kind.NUDGE,
    Kind.REMIND_WEEK,
    Kind.REMIND_DAY,
    Kind.REMIND_HOUR,
    Kind.VIDEO_LINK,
    Kind.POSTPONED,
)


async def move(
    session: AsyncSession,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    reply_by: datetime | None,
    reason: str | None,
    by: int,
    now: datetime,
) -> None:
    """Move a published meeting to another time (UTC): the only place where a start changes.

    Everyone is told and asked again; what is planned or queued for the old date is taken back.
    """
    assert meeting.starts_at is not None
    before = {
        "starts_at": meeting.starts_at.isoformat(),
        "revision": meeting.revision,
        "reply_by": meeting.reply_by.isoformat() if meeting.reply_by else None,
    }
    rings = min(meeting.starts_at, starts_at) - now < NEAR
    meeting.moved_from = meeting.starts_at
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.reply_by, meeting.reason = reply_by, reason
    meeting.revision += 1
    meeting.sequence += 1
    meeting.version += 1
    await reminders.cancel(session, topic(meeting))
    await meeting_reminders.plan_for(session, meeting, now, since=now)
    await supersede(session, topic(meeting), _ABOUT_THE_DATE)
    await _retire_cards(session, meeting, meeting.revision - 1)
    await _tell(
        session, meeting, now, Kind.POSTPONED, moved_keys(meeting.id, meeting.revision), rings=rings
    )
    record(
        session,
        now,
        _MOVED,
        topic(meeting),
        person_id=by,
        working_group_id=meeting.working_group_id,
        before=before,
        after={
            "starts_at": starts_at.isoformat(),
            "revision": meeting.revision,
            "reply_by": reply_by.isoformat() if reply_by else None,
            "reason": reason,
            "version": meeting.version,
        },
    )
    await mark_stale(session, topic(meeting), now)


async def cancel(
    session: AsyncSession, meeting: Meeting, reason: str | None, by: int, now: datetime
) -> Meeting:
    """Call a published meeting off, tell everyone, and give a draft of it for a new date."""
    assert meeting.starts_at is not None
    rings = meeting.starts_at - now < NEAR
    meeting.status = MeetingStatus.CANCELLED
    meeting.reason = reason
    meeting.sequence += 1
    meeting.version += 1
    await reminders.cancel(session, topic(meeting))
    await supersede(session, topic(meeting), _ABOUT_THE_DATE)
    await _retire_cards(session, meeting, meeting.revision)
    await _tell(
        session,
        meeting,
        now,
        Kind.CANCELLED,
        cancelled_keys(meeting.id, meeting.revision),
        rings=rings,
    )
    again = await begin_again(session, meeting, by, now)
    record(
        session,
        now,
        "meeting_cancelled",
        topic(meeting),
        person_id=by,
        working_group_id=meeting.working_group_id,
        before={"status": str(MeetingStatus.PUBLISHED)},
        after={"status": str(meeting.status), "reason": reason, "version": meeting.version},
    )
    await mark_stale(session, topic(meeting), now)
    return again


async def _retire_cards(session: AsyncSession, meeting: Meeting, revision: int) -> None:
    """Have every card of a date that no longer holds show that, whatever it was."""
    cards = await session.scalars(
        select(Card).where(
            Card.topic == topic(meeting), Card.kind.in_([str(kind) for kind in _OF_THE_DATE])
        )
    )
    for card in cards:
        card.kind = str(Kind.INVITATION)
        card.args = {"meeting": meeting.id, "revision": card.args.get("revision", revision)}


async def _tell(
    session: AsyncSession, meeting: Meeting, now: datetime, kind: Kind, keys: str, *, rings: bool
) -> None:
    args: Fields = {"meeting": meeting.id, "revision": meeting.revision}
    if rings:
        args["rings"] = True
    reach = await reach_of(session, meeting, now)
    await owe(
        session,
        now,
        [
            Owed(
                key=f"{keys}{one.person.id}",
                kind=kind,
                person_id=one.person.id,
                args=dict(args),
                expires_at=meeting.ends_at,
            )
            for one in reach.on
        ],
    )


def moved_keys(meeting_id: int, revision: int) -> str:
    """Give how the keys begin with which everyone is told of a revision's date."""
    return f"postponed:{meeting_id}:{revision}:"


def cancelled_keys(meeting_id: int, revision: int) -> str:
    """Give how the keys begin with which everyone is told that a meeting is off."""
    return f"cancelled:{meeting_id}:{revision}:"


async def start_of_revision(
    session: AsyncSession, meeting: Meeting, revision: int
) -> datetime | None:
    """Give the start that an earlier revision of a meeting had, from the trail; or None."""
    found = await session.scalar(
        select(Event.before["starts_at"].as_string())
        .where(
            Event.subject == topic(meeting),
            Event.verb == _MOVED,
            Event.before["revision"].as_integer() == revision,
        )
        .limit(1)
    )
    return datetime.fromisoformat(found) if found else None
