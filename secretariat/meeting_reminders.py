"""The reminders of a meeting: planned with its date, fanned out by what each office replied.

Days before are counted on the reader's wall clock, hours before in real time. A reminder is of
use until the meeting's next one; the last until ten minutes after the start.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import reminders
from secretariat.audiences import invitees
from secretariat.draft_fields import topic
from secretariat.reminders import MORNING, Plan, days_before, on_wall_clock
from storage import Meeting, WorkingGroup

HOUR = timedelta(hours=1)
#: How long after the start the last reminder is still of use.
AFTER_START = timedelta(minutes=10)
#: A deadline's nudge, by how long the notice was out before it (ux rule 19, after Doodle).
_LONG_NOTICE, _LONG_NUDGE = timedelta(days=5), timedelta(hours=48)
_SHORT_NOTICE, _SHORT_NUDGE = timedelta(days=2), timedelta(hours=36)


class Rule(StrEnum):
    """On which occasions a meeting's people are owed a message."""

    WEEK = "meeting.week"
    DAY = "meeting.day"
    HOUR = "meeting.hour"
    LINK = "meeting.link"  # where the video link goes out at another time than an hour before
    NUDGE = "meeting.nudge"
    LAST_NUDGE = "meeting.last_nudge"


async def plan_for(
    session: AsyncSession, meeting: Meeting, now: datetime, since: datetime | None = None
) -> None:
    """Plan all reminders of a meeting's date; what is past or planned already is left out.

    `since` (UTC) is when its people heard of this date; None: when it was published.
    """
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    people = await invitees(session, meeting, now)
    zones = {group.zone, meeting.zone, *(one.person.zone or group.zone for one in people)}
    heard = since or meeting.published_at or now
    await reminders.plan(session, now, plans_of(meeting, group, sorted(zones), heard))


def plans_of(
    meeting: Meeting, group: WorkingGroup, zones: Sequence[str], heard: datetime
) -> list[Plan]:
    """Give a meeting's reminders, those by the reader's clock once for each zone."""
    assert meeting.starts_at is not None
    hour = meeting.starts_at - HOUR
    over = meeting.starts_at + AFTER_START
    plans = [_plan(meeting, Rule.HOUR, hour, over)]
    if meeting.link and group.link_lead_minutes != 60:
        link = meeting.starts_at - timedelta(minutes=group.link_lead_minutes)
        plans.append(_plan(meeting, Rule.LINK, link, over))
    for name in zones:
        week = days_before(meeting.starts_at, 7, ZoneInfo(name))
        day = days_before(meeting.starts_at, 1, ZoneInfo(name))
        plans.append(_plan(meeting, Rule.WEEK, week, day, name))
        plans.append(_plan(meeting, Rule.DAY, day, hour, name))
    return plans + _nudges_of(meeting, zones, heard)


def _nudges_of(meeting: Meeting, zones: Sequence[str], heard: datetime) -> list[Plan]:
    """Give the nudges of who does not reply: at most two, none if there were under two days."""
    if meeting.reply_by is None or meeting.reply_by - heard < _SHORT_NOTICE:
        return []
    long = meeting.reply_by - heard > _LONG_NOTICE
    nudge = meeting.reply_by - (_LONG_NUDGE if long else _SHORT_NUDGE)
    assert meeting.starts_at is not None
    plans = []
    for name in zones:
        last = _last_morning(meeting.reply_by, ZoneInfo(name))
        # On the morning before the meeting the day's reminder asks the same question.
        if nudge < last != days_before(meeting.starts_at, 1, ZoneInfo(name)):
            plans.append(_plan(meeting, Rule.LAST_NUDGE, last, meeting.reply_by, name))
    next_one = min((one.due_at for one in plans), default=meeting.reply_by)
    return [_plan(meeting, Rule.NUDGE, nudge, next_one), *plans]


def _plan(meeting: Meeting, rule: Rule, due: datetime, expires: datetime, zone: str = "") -> Plan:
    return Plan(
        subject=topic(meeting),
        rule=str(rule),
        revision=meeting.revision,
        due_at=due,
        expires_at=expires,
        zone=zone,
    )


def _last_morning(reply_by: datetime, zone: ZoneInfo) -> datetime:
    """Give the last 10:00 on a zone's clock before replies close."""
    day = reply_by.astimezone(zone).date()
    morning = on_wall_clock(day, MORNING, zone)
    return morning if morning < reply_by else on_wall_clock(day - timedelta(days=1), MORNING, zone)
