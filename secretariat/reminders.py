"""Reminders: planned with what they remind of, taken when due, each exactly once.

A reminder is one row for a subject, rule, revision and (where it goes by the reader's clock) zone;
who gets it is decided when it is taken, from what is true then.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import metadata
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.events import record
from storage import Reminder, ReminderState
from storage.inserts import changed, insert_once

#: The reminder's hour on the reader's clock.
MORNING = time(10, 0)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One reminder to plan. Times are UTC; `zone` is the readers' zone, "" for everyone."""

    subject: str
    rule: str
    revision: int
    due_at: datetime
    expires_at: datetime
    zone: str = ""


#: Turns a due reminder into deliveries: who is owed what, as things stand at this moment.
FanOut = Callable[[AsyncSession, Reminder, datetime], Awaitable[None]]

FAN_OUTS: dict[str, FanOut] = {}


def on_due(rule: str) -> Callable[[FanOut], FanOut]:
    """Register what a rule does when it is due."""

    def register(call: FanOut) -> FanOut:
        assert rule not in FAN_OUTS, rule
        FAN_OUTS[rule] = call
        return call

    return register


async def plan(session: AsyncSession, now: datetime, plans: list[Plan]) -> None:
    """Plan reminders; those whose moment is already past are not, nor those planned before."""
    version = metadata.version("tzdata")
    await insert_once(
        session,
        Reminder,
        [
            {
                "subject": one.subject,
                "rule": one.rule,
                "revision": one.revision,
                "due_at": one.due_at,
                "expires_at": one.expires_at,
                "zone": one.zone,
                "state": ReminderState.PLANNED,
                "zone_data": version,
            }
            for one in plans
            if one.due_at > now
        ],
    )


async def cancel(session: AsyncSession, subject: str, rules: list[str] | None = None) -> None:
    """Take back what is planned about a subject (all of it, or some rules)."""
    query = (
        update(Reminder)
        .where(Reminder.subject == subject, Reminder.state == ReminderState.PLANNED)
        .values(state=ReminderState.CANCELLED)
    )
    await session.execute(query if rules is None else query.where(Reminder.rule.in_(rules)))


async def first_due(session: AsyncSession, now: datetime) -> int | None:
    """Give the id of the earliest reminder that is due, or None."""
    found: int | None = await session.scalar(
        select(Reminder.id)
        .where(Reminder.state == ReminderState.PLANNED, Reminder.due_at <= now)
        .order_by(Reminder.due_at, Reminder.id)
        .limit(1)
    )
    return found


async def take(session: AsyncSession, reminder_id: int, now: datetime) -> None:
    """Turn a due reminder into deliveries.

    It is claimed with the due time it was read with: if it was moved or taken meanwhile, nothing
    is done. One that is found too late to be of use expires, and stays on record as that.
    """
    reminder = await session.get_one(Reminder, reminder_id)
    late = reminder.expires_at <= now
    claimed = await session.execute(
        update(Reminder)
        .where(
            Reminder.id == reminder.id,
            Reminder.state == ReminderState.PLANNED,
            Reminder.due_at == reminder.due_at,
            Reminder.due_at <= now,
        )
        .values(state=ReminderState.EXPIRED if late else ReminderState.TAKEN)
    )
    if changed(claimed) == 1 and late:
        record(session, now, "reminder_expired", reminder.subject, after={"rule": reminder.rule})
    elif changed(claimed) == 1:
        await FAN_OUTS[reminder.rule](session, reminder, now)


async def set_aside(session: AsyncSession, reminder_id: int, now: datetime, why: str) -> None:
    """Put a reminder aside that could not be taken, because of a fault of ours; it is reported."""
    reminder = await session.get_one(Reminder, reminder_id)
    reminder.state = ReminderState.SET_ASIDE
    after = {"rule": reminder.rule, "why": why[:500]}
    record(session, now, "reminder_set_aside", reminder.subject, after=after)


async def next_due(session: AsyncSession) -> datetime | None:
    """Give the moment (UTC) of the earliest planned reminder."""
    found: datetime | None = await session.scalar(
        select(func.min(Reminder.due_at)).where(Reminder.state == ReminderState.PLANNED)
    )
    return found


def on_wall_clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the UTC moment of an hour on a zone's wall clock; an hour that is skipped moves on."""
    local = datetime.combine(day, at, zone)
    return local.astimezone(ZoneInfo("UTC"))


def days_before(start: datetime, days: int, zone: ZoneInfo, at: time = MORNING) -> datetime:
    """Give the moment (UTC) of an hour on the reader's clock, whole days before a start."""
    return on_wall_clock(start.astimezone(zone).date() - timedelta(days=days), at, zone)
