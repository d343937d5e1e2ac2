"""What the secretariat sees of a meeting before and after it is published, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.conflicts import Concern, concerns_of
from secretariat.draft_fields import agenda_of, draft_of
from secretariat.meeting_reminders import Rule, plans_of
from secretariat.meetings import (
    Delivered,
    Reach,
    delivered_of,
    published_keys,
    reach_of,
    seats_by_category,
)
from secretariat.open_points import OpenPoint, likely_days, open_point
from secretariat.papers import papers_of
from secretariat.permissions import Action
from secretariat.readers import Reader
from storage import Category, Meeting, Paper, WorkingGroup


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """A meeting as its secretariat prepares it. Times are UTC; `zone` is the meeting's own.

    `day` is the date that was read while the time is still open. `other_zones` are of people whose
    clocks differ from the meeting's. `reminders` are those whose moment is still to come.
    """

    meeting: Meeting
    group: WorkingGroup
    zone: ZoneInfo
    now: datetime
    point: OpenPoint | None
    day: date | None
    time_words: str | None
    agenda: tuple[str, ...]
    papers: tuple[Paper, ...]
    reach: Reach
    categories: Mapping[Category, int]
    concerns: tuple[Concern, ...]
    reminders: tuple[Rule, ...]
    other_zones: tuple[ZoneInfo, ...]
    likely_days: tuple[date, ...]
    may_publish: bool


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a publication, or of a change that was told to everyone."""

    meeting: Meeting
    zone: ZoneInfo
    reach: Reach
    delivered: Delivered


async def draft_card_of(
    session: AsyncSession, meeting: Meeting, reader: Reader, now: datetime
) -> DraftCard:
    """Give a meeting that is being prepared, as a reader of its secretariat sees it."""
    draft = await draft_of(session, meeting)
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    zone = ZoneInfo(meeting.zone)
    reach = await reach_of(session, meeting, now)
    zones = {one.person.zone or group.zone for one in reach.on}
    day = draft.fields.get("day")
    return DraftCard(
        meeting=meeting,
        group=group,
        zone=zone,
        now=now,
        point=open_point(meeting, draft.fields, now),
        day=date.fromisoformat(day) if day else None,
        time_words=(draft.fields.get("time") or {}).get("words"),
        agenda=await agenda_of(session, meeting),
        papers=tuple(await papers_of(session, meeting)),
        reach=reach,
        categories=await seats_by_category(session, meeting.working_group_id),
        concerns=await concerns_of(session, meeting, draft.fields, len(reach.on), now),
        reminders=_reminders(meeting, group, now),
        other_zones=_zones_apart(meeting, zone, zones),
        likely_days=likely_days(now.astimezone(zone).date()),
        may_publish=reader.may(Action.PUBLISH_MEETING, meeting.working_group_id),
    )


def _reminders(meeting: Meeting, group: WorkingGroup, now: datetime) -> tuple[Rule, ...]:
    if meeting.starts_at is None:
        return ()
    planned = {
        plan.rule for plan in plans_of(meeting, group, [meeting.zone], now) if plan.due_at > now
    }
    return tuple(rule for rule in (Rule.WEEK, Rule.DAY, Rule.HOUR) if rule in planned)


def _zones_apart(meeting: Meeting, zone: ZoneInfo, zones: set[str]) -> tuple[ZoneInfo, ...]:
    """Give the zones that show another hour at the start, each hour once."""
    if meeting.starts_at is None:
        return ()
    seen = {meeting.starts_at.astimezone(zone).utcoffset()}
    found = []
    for name in sorted(zones):
        offset = meeting.starts_at.astimezone(ZoneInfo(name)).utcoffset()
        if offset not in seen:
            seen.add(offset)
            found.append(ZoneInfo(name))
    return tuple(found)


async def receipt_of(
    session: AsyncSession, meeting: Meeting, now: datetime, keys: str | None = None
) -> Receipt:
    """Give what became of the deliveries whose keys begin so; None: of the publication."""
    keys = keys or await published_keys(session, meeting)
    return Receipt(
        meeting=meeting,
        zone=ZoneInfo(meeting.zone),
        reach=await reach_of(session, meeting, now),
        delivered=await delivered_of(session, keys),
    )
