"""A postponement or cancellation as its secretary sees it, before and after it is made."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import meeting_changes
from secretariat.conflicts import Concern, concerns_of_date
from secretariat.draft_cards import Receipt, receipt_of
from secretariat.meetings import reach_of
from secretariat.open_points import OpenPoint, likely_days
from secretariat.planned_changes import (
    CANCELLATION,
    POSTPONEMENT,
    Stage,
    meeting_of,
    point_in,
    reply_by_of,
    stage_of,
    times_of,
)
from storage import Draft, Meeting, Reply


@dataclass(frozen=True, kw_only=True)
class PlannedChange:
    """A change as its secretary sees it. Times are UTC, `zone` is the meeting's own.

    `starts_at` is None while the new date is open; `point` says what is unclear in it.
    """

    draft_id: int
    version: int
    meeting: Meeting
    zone: ZoneInfo
    stage: Stage
    is_cancellation: bool
    starts_at: datetime | None
    ends_at: datetime | None
    reply_by: datetime | None
    reason: str | None
    point: OpenPoint | None
    day: date | None
    concerns: tuple[Concern, ...]
    likely_days: tuple[date, ...]
    replies: int
    people: int
    receipt: Receipt | None
    #: The start before the change.
    before: datetime
    again: int | None


async def change_of(session: AsyncSession, draft: Draft, now: datetime) -> PlannedChange:
    """Give a change as its secretary sees it."""
    meeting = await meeting_of(session, draft)
    zone, fields, stage = ZoneInfo(meeting.zone), draft.fields, stage_of(draft)
    starts_at = ends_at = reply_by = None
    concerns: tuple[Concern, ...] = ()
    point = None
    if draft.kind == POSTPONEMENT:
        point = point_in(meeting, fields, now) if stage is Stage.ASKED else None
        starts_at, ends_at = times_of(meeting, fields)
        if starts_at is not None and ends_at is not None:
            reply_by = reply_by_of(meeting, fields, starts_at, now)
            concerns = await concerns_of_date(session, meeting, starts_at, ends_at, now)
    replies = await session.scalar(
        select(func.count())
        .select_from(Reply)
        .where(Reply.meeting_id == meeting.id, Reply.revision == meeting.revision)
    )
    before = fields.get("before")
    assert meeting.starts_at is not None
    old = datetime.fromisoformat(before) if before else meeting.starts_at
    return PlannedChange(
        draft_id=draft.id,
        version=draft.version,
        meeting=meeting,
        zone=zone,
        stage=stage,
        is_cancellation=draft.kind == CANCELLATION,
        starts_at=starts_at,
        ends_at=ends_at,
        reply_by=reply_by,
        reason=fields.get("reason"),
        point=point,
        day=date.fromisoformat(fields["day"]) if fields.get("day") else None,
        concerns=concerns,
        likely_days=likely_days(max(now, meeting.starts_at).astimezone(zone).date()),
        replies=replies or 0,
        people=len((await reach_of(session, meeting, now)).on),
        receipt=await _receipt(session, draft, meeting, now) if stage is Stage.MADE else None,
        before=old,
        again=fields.get("again"),
    )


async def _receipt(session: AsyncSession, draft: Draft, meeting: Meeting, now: datetime) -> Receipt:
    if draft.kind == CANCELLATION:
        keys = meeting_changes.cancelled_keys(meeting.id, draft.fields["revision"])
    else:
        keys = meeting_changes.moved_keys(meeting.id, draft.fields["revision_made"])
    return await receipt_of(session, meeting, now, keys)
