"""A postponement or cancellation on its way: asked for, held for twenty seconds, made.

    asked ─confirm→ held (nothing is changed) ─20 s→ made, or failed if the meeting changed
                      └ stop → asked

It waits as a draft and a reminder due in 20 seconds. Until then the meeting is as it was, so that
stopping leaves nothing half-done. The draft's `fields`: "revision" (the meeting's, when begun),
"day", "time", "length" (minutes), "unclear" as in `secretariat/meeting_drafts.py`; "reply_by",
"reason", "held_until", "held_by", "made_at", "failed", "again" (the new draft's meeting).
"""

import copy
from datetime import datetime, time, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import meeting_changes, reminders
from secretariat.announcements import USUAL_LENGTH, Label, ProblemKind
from secretariat.dates import Unreadable, read_time_span
from secretariat.deliveries import mark_stale
from secretariat.draft_fields import read, topic
from secretariat.events import record
from secretariat.meetings import HOLD, TooLate
from secretariat.open_points import OpenPoint, open_point, schedule_of, unclear_from
from secretariat.permissions import Action
from secretariat.readers import Reader, readers
from secretariat.refusals import Gone, Outdated, Refusal, TooLong, require_version
from secretariat.reminders import Plan, on_due, on_wall_clock
from storage import Draft, Fields, Meeting, MeetingStatus, Reminder

POSTPONEMENT = "postponement"
CANCELLATION = "cancellation"
_DUE = "meeting.change"
#: A held change is made however late its moment is found, as long as the meeting is still ahead.
_NEVER = timedelta(days=3650)
_STRANDED = timedelta(hours=1)
#: Longest reason, in characters.
REASON = 500
_CLOSES = time(17)


class SameDate(Refusal):
    """The new date is the one that the meeting has."""


class BeingChanged(Refusal):
    """Another change of the meeting is in its 20 seconds."""


class UnfitReplyBy(Refusal):
    """Replies would close before now or after the meeting has begun."""


class Stage(Enum):
    """How far a change has come."""

    ASKED = "asked"
    HELD = "held"
    MADE = "made"
    FAILED = "failed"  # the meeting had been changed, called off or begun when it was due


async def begin(
    session: AsyncSession, meeting: Meeting, kind: str, by: Reader, now: datetime
) -> Draft:
    """Begin to postpone or cancel a meeting that is out and has not begun. Raises Gone else."""
    by.require(Action.CHANGE_MEETING, meeting.working_group_id)
    _require_ahead(meeting, now)
    fields: Fields = {"revision": meeting.revision}
    if kind == POSTPONEMENT:
        assert meeting.starts_at is not None
        end = meeting.ends_at or meeting.starts_at + USUAL_LENGTH
        start = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
        fields["time"] = {"words": f"{start:%H:%M}", "pick": 0}
        fields["length"] = int((end - meeting.starts_at).total_seconds() // 60)
    draft = Draft(
        working_group_id=meeting.working_group_id,
        author_id=by.person.id,
        kind=kind,
        created_at=now,
        subject=topic(meeting),
        fields=fields,
    )
    session.add(draft)
    await session.flush()
    return draft


def _require_ahead(meeting: Meeting, now: datetime) -> None:
    out = meeting.published_at is not None and meeting.published_at <= now
    if meeting.status is not MeetingStatus.PUBLISHED or not out:
        raise Gone
    if meeting.starts_at is None or meeting.starts_at <= now:
        raise Gone


async def meeting_of(session: AsyncSession, draft: Draft) -> Meeting:
    """Give the meeting that a change is of. Raises Gone for a draft of another kind."""
    if draft.kind not in (POSTPONEMENT, CANCELLATION) or draft.subject is None:
        raise Gone
    return await session.get_one(Meeting, int(draft.subject.removeprefix("meeting:")))


async def take_date(session: AsyncSession, draft: Draft, words: str, now: datetime) -> None:
    """Take a new date as it was typed, with or without hours; what is unclear becomes the point.

    Hours alone move the meeting on its own day. Raises SameDate if nothing would change.
    """
    meeting = await meeting_of(session, draft)
    fields = _opened(draft)
    said = read(meeting, f"date: {words}", now)
    if said.date is None and not isinstance(read_time_span(words), Unreadable):
        said = read(meeting, f"time: {words}", now)
        assert meeting.starts_at is not None
        fields["day"] = meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date().isoformat()
    fields["unclear"] = {
        problem.label.name: unclear_from(problem, ZoneInfo(meeting.zone))
        for problem in said.problems
        if problem.label in (Label.DATE, Label.TIME)
        and problem.kind in (ProblemKind.UNREADABLE, ProblemKind.AMBIGUOUS)
        and problem.label in said.words
    }
    if said.date is not None:
        fields["day"] = said.date.day.isoformat()
    if said.time is not None:
        fields["time"] = {"words": said.words[Label.TIME], "pick": 0}
        fields.pop("length", None)
    _keep_date(draft, meeting, fields)


async def choose(
    session: AsyncSession, draft: Draft, label: Label, number: int, now: datetime
) -> None:
    """Answer what was unclear in the new date. Raises Gone if it is no longer open."""
    meeting = await meeting_of(session, draft)
    fields = _opened(draft)
    point = point_in(meeting, fields, now)
    if point is None or point.label is not label or number >= len(point.choices):
        raise Gone
    fields.setdefault("unclear", {}).pop(label.name, None)
    if label is Label.TIME:
        fields["time"] = point.choices[number].stored
        fields.pop("length", None)
    else:
        fields["day"] = point.choices[number].stored
    _keep_date(draft, meeting, fields)


def _keep_date(draft: Draft, meeting: Meeting, fields: Fields) -> None:
    # A deadline that was set for another date is worked out anew.
    fields.pop("reply_by", None)
    assert meeting.starts_at is not None
    present = (meeting.starts_at, meeting.ends_at or meeting.starts_at + USUAL_LENGTH)
    if not fields.get("unclear") and times_of(meeting, fields) == present:
        raise SameDate
    draft.fields = fields
    draft.version += 1


def _opened(draft: Draft) -> Fields:
    """Give a copy of a change's fields to write to. Raises Gone once it is held or made."""
    if stage_of(draft) is not Stage.ASKED:
        raise Gone
    return copy.deepcopy(draft.fields)


def times_of(meeting: Meeting, fields: Fields) -> tuple[datetime | None, datetime | None]:
    """Give the start and end (UTC) of a new date; None while it is open."""
    schedule = schedule_of(fields, ZoneInfo(meeting.zone))
    if schedule is None:
        return None, None
    start = schedule.start.utc
    if "length" in fields:
        return start, start + timedelta(minutes=fields["length"])
    return start, schedule.end.utc if schedule.end else start + USUAL_LENGTH


def point_in(meeting: Meeting, fields: Fields, now: datetime) -> OpenPoint | None:
    """Give what is unclear in a new date, or missing of it."""
    return open_point(meeting, fields, now, only=(Label.DATE, Label.TIME))


async def take_reply_by(session: AsyncSession, draft: Draft, words: str, now: datetime) -> bool:
    """Take the day until which replies are asked again; tell whether it was understood.

    Raises UnfitReplyBy if replies would close too early or too late.
    """
    meeting = await meeting_of(session, draft)
    fields = _opened(draft)
    said = read(meeting, f"reply by: {words}", now)
    if said.reply_by is None:
        return False
    starts_at, _end = times_of(meeting, fields)
    if said.reply_by.utc <= now or (starts_at is not None and said.reply_by.utc > starts_at):
        raise UnfitReplyBy
    fields["reply_by"] = said.reply_by.utc.isoformat()
    draft.fields = fields
    draft.version += 1
    return True


def take_reason(draft: Draft, words: str) -> None:
    """Take the reason that everyone is told. Raises TooLong."""
    if len(words) > REASON:
        raise TooLong(len(words), REASON)
    draft.fields = {**_opened(draft), "reason": " ".join(words.split()) or None}
    draft.version += 1


def reply_by_of(meeting: Meeting, fields: Fields, starts_at: datetime, now: datetime) -> datetime:
    """Give when replies close for a new date: as long before it as before, while that is ahead."""
    if "reply_by" in fields:
        return datetime.fromisoformat(fields["reply_by"])
    zone = ZoneInfo(meeting.zone)
    day = starts_at.astimezone(zone).date()
    assert meeting.starts_at is not None
    if meeting.reply_by is not None:
        old = meeting.reply_by.astimezone(zone)
        ahead = meeting.starts_at.astimezone(zone).date() - old.date()
        same = on_wall_clock(day - ahead, old.time(), zone)
        if now + timedelta(days=1) <= same <= starts_at:
            return same
    eve = on_wall_clock(day - timedelta(days=1), _CLOSES, zone)
    return eve if eve > now else starts_at


def stage_of(draft: Draft) -> Stage:
    """Give how far a change has come."""
    if draft.fields.get("made_at"):
        return Stage.MADE
    if draft.fields.get("failed"):
        return Stage.FAILED
    return Stage.HELD if draft.fields.get("held_until") else Stage.ASKED


async def hold(
    session: AsyncSession, draft: Draft, by: Reader, version: int, now: datetime
) -> None:
    """Confirm a change: it is made in 20 seconds. A second press changes nothing.

    Raises Outdated if the meeting was changed since it was begun, BeingChanged while another
    change of the meeting is held, Gone if there is nothing to confirm.
    """
    by.require(Action.CHANGE_MEETING, draft.working_group_id)
    meeting = await meeting_of(session, draft)
    if stage_of(draft) is not Stage.ASKED:
        return
    require_version(draft, version)
    _require_ahead(meeting, now)
    if draft.fields["revision"] != meeting.revision:
        raise Outdated(meeting, version)
    if draft.kind == POSTPONEMENT and (
        point_in(meeting, draft.fields, now) or times_of(meeting, draft.fields)[0] is None
    ):
        raise Gone
    others = await session.scalars(
        select(Draft).where(
            Draft.subject == draft.subject, Draft.kind.in_([POSTPONEMENT, CANCELLATION])
        )
    )
    if any(_is_on_its_way(other, now) for other in others):
        raise BeingChanged
    until = now + HOLD
    draft.fields = {
        **draft.fields,
        "held_until": until.isoformat(),
        "held_by": by.person.id,
        "before": meeting.starts_at.isoformat() if meeting.starts_at else None,
    }
    draft.version += 1
    await reminders.plan(
        session,
        now,
        [
            Plan(
                subject=f"draft:{draft.id}",
                rule=_DUE,
                revision=draft.version,
                due_at=until,
                expires_at=until + _NEVER,
            )
        ],
    )
    _trail(session, draft, now, f"{draft.kind}_held", by.person.id)
    await mark_stale(session, topic(meeting), now)


def _is_on_its_way(draft: Draft, now: datetime) -> bool:
    """Tell whether a change is held; one that a fault of ours stranded blocks no other for long."""
    if stage_of(draft) is not Stage.HELD:
        return False
    return now < datetime.fromisoformat(draft.fields["held_until"]) + _STRANDED


async def stop(session: AsyncSession, draft: Draft, by: Reader, now: datetime) -> None:
    """Take a held change back; the meeting was not touched. Raises TooLate once it is made."""
    by.require(Action.CHANGE_MEETING, draft.working_group_id)
    meeting = await meeting_of(session, draft)
    if stage_of(draft) is Stage.MADE:
        raise TooLate
    if stage_of(draft) is not Stage.HELD:
        raise Gone
    if datetime.fromisoformat(draft.fields["held_until"]) <= now:
        raise TooLate
    await reminders.cancel(session, f"draft:{draft.id}", [_DUE])
    draft.fields = {
        name: value for name, value in draft.fields.items() if not name.startswith("held_")
    }
    draft.version += 1
    _trail(session, draft, now, f"{draft.kind}_stopped", by.person.id)
    await mark_stale(session, topic(meeting), now)


@on_due(_DUE)
async def make(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
    """Make the change whose twenty seconds are over, if its meeting still stands as it was."""
    draft = await session.get_one(Draft, int(reminder.subject.removeprefix("draft:")))
    meeting = await meeting_of(session, draft)
    if stage_of(draft) is not Stage.HELD:
        return
    by = int(draft.fields["held_by"])
    if not await _is_still_right(session, draft, meeting, by, now):
        draft.fields = {**draft.fields, "failed": True}
        _trail(session, draft, now, f"{draft.kind}_failed", by)
        await mark_stale(session, topic(meeting), now)
        return
    made: dict[str, Any] = {"made_at": now.isoformat()}
    reason = draft.fields.get("reason")
    if draft.kind == CANCELLATION:
        again = await meeting_changes.cancel(session, meeting, reason, by, now)
        made["again"] = again.id
    else:
        starts_at, ends_at = times_of(meeting, draft.fields)
        assert starts_at is not None
        assert ends_at is not None
        reply_by = reply_by_of(meeting, draft.fields, starts_at, now)
        await meeting_changes.move(session, meeting, starts_at, ends_at, reply_by, reason, by, now)
        made |= {"starts_at": starts_at.isoformat(), "revision_made": meeting.revision}
    draft.fields = {**draft.fields, **made}


async def _is_still_right(
    session: AsyncSession, draft: Draft, meeting: Meeting, by: int, now: datetime
) -> bool:
    """Look again, at the moment it is made, at what the change was confirmed for."""
    if meeting.status is not MeetingStatus.PUBLISHED or meeting.starts_at is None:
        return False
    if meeting.revision != draft.fields["revision"] or meeting.starts_at <= now:
        return False
    if draft.kind == POSTPONEMENT:
        starts_at, _end = times_of(meeting, draft.fields)
        if starts_at is None or starts_at <= now:
            return False
    found = await readers(session, now, [by])
    return found[by].may(Action.CHANGE_MEETING, meeting.working_group_id)


def _trail(session: AsyncSession, draft: Draft, now: datetime, verb: str, by: int) -> None:
    assert draft.subject is not None
    record(
        session,
        now,
        verb,
        draft.subject,
        person_id=by,
        working_group_id=draft.working_group_id,
        after={"draft": draft.id},
    )
