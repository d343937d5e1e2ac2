"""Reminders of action items: before, on and after the due day, at 10:00 on the owner's clock.

One row for an item, rule and zone; when it is due, everyone who owns an item of that morning is
owed one message that names all of them. Items that are reported, closed or dropped are left out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat import reminders
from secretariat.audiences import today_in
from secretariat.deliveries import Owed, owe
from secretariat.item_owners import OPEN, all_seats, owning_people
from secretariat.kinds import Kind
from secretariat.readers import Reader, readers
from secretariat.reminders import MORNING, Plan, on_due, on_wall_clock
from storage import ActionItem, Reminder, ReminderState, Standing, WorkingGroup

WEEK, DAY, DUE, OVERDUE = "item.week", "item.day", "item.due", "item.overdue"
#: The rules, the most urgent first; the message of a morning is of the first one's kind.
_KINDS = {
    OVERDUE: Kind.ITEM_OVERDUE,
    DUE: Kind.ITEM_DUE,
    DAY: Kind.ITEM_DAY,
    WEEK: Kind.ITEM_WEEK,
}
_END_OF_DAY = time(23, 59)


@dataclass(frozen=True)
class Occasion:
    """A day on which an item's owners are reminded, and until which day that is of use."""

    rule: str
    day: date
    useful_until: date


def occasions_of(due_on: date) -> list[Occasion]:
    """Give the days of an item's reminders."""
    return [
        Occasion(WEEK, due_on - timedelta(days=7), due_on - timedelta(days=2)),
        Occasion(DAY, due_on - timedelta(days=1), due_on - timedelta(days=1)),
        Occasion(DUE, due_on, due_on),
        Occasion(OVERDUE, _working_day_after(due_on), due_on + timedelta(days=10)),
    ]


def _working_day_after(day: date) -> date:
    after = day + timedelta(days=1)
    while after.weekday() >= 5:
        after += timedelta(days=1)
    return after


async def plan_for(
    session: AsyncSession, item: ActionItem, person_ids: Sequence[int], now: datetime
) -> None:
    """Plan an item's reminders in its group's zone and in every other zone of its owners."""
    if item.due_on is None:
        return
    group = await session.get_one(WorkingGroup, item.working_group_id)
    owners = (await readers(session, now, list(person_ids))).values()
    zones = {group.zone, *(reader.zone.key for reader in owners)}
    await reminders.plan(
        session,
        now,
        [
            Plan(
                subject=f"item:{item.id}",
                rule=occasion.rule,
                revision=item.times_moved,
                due_at=on_wall_clock(occasion.day, MORNING, ZoneInfo(zone)),
                expires_at=on_wall_clock(occasion.useful_until, _END_OF_DAY, ZoneInfo(zone)),
                zone=zone,
            )
            for zone in sorted(zones)
            for occasion in occasions_of(item.due_on)
        ],
    )


@on_due(WEEK)
@on_due(DAY)
@on_due(DUE)
@on_due(OVERDUE)
async def fan_out(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
    """Owe one message to every owner of this morning's items in this zone.

    The first reminder of a morning owes for all of them; the key lets the others add nothing.
    Who moved may have items that go by another clock: those are another morning's.
    """
    morning = await _of_the_same_morning(session, reminder)
    rules = {int(one.subject.partition(":")[2]): one.rule for one in morning}
    by_person: dict[int, list[int]] = {}
    for item in await _still_open(session, rules):
        for reader in await _owners_here(session, item, reminder, now):
            by_person.setdefault(reader.person.id, []).append(item.id)
    day = reminder.due_at.astimezone(ZoneInfo(reminder.zone)).date()
    await owe(
        session,
        now,
        [
            Owed(
                key=f"items:{person_id}:{day.isoformat()}:{reminder.zone}",
                kind=next(_KINDS[rule] for rule in _KINDS if rule in {rules[i] for i in items}),
                person_id=person_id,
                args={"items": items},
                expires_at=reminder.expires_at,
            )
            for person_id, items in by_person.items()
        ],
    )


async def _of_the_same_morning(session: AsyncSession, reminder: Reminder) -> list[Reminder]:
    found = await session.scalars(
        select(Reminder)
        .where(
            Reminder.due_at == reminder.due_at,
            Reminder.zone == reminder.zone,
            Reminder.rule.in_(list(_KINDS)),
            Reminder.state.in_((ReminderState.PLANNED, ReminderState.TAKEN)),
        )
        .order_by(Reminder.id)
    )
    return list(found)


async def _still_open(session: AsyncSession, ids: Collection[int]) -> list[ActionItem]:
    found = await session.scalars(
        select(ActionItem)
        .options(selectinload(ActionItem.owners))
        .where(ActionItem.id.in_(list(ids)), ActionItem.state.in_(OPEN))
        .order_by(ActionItem.due_on, ActionItem.id)
    )
    return list(found)


async def _owners_here(
    session: AsyncSession, item: ActionItem, reminder: Reminder, now: datetime
) -> list[Reader]:
    """Give the owners whose clock the reminder goes by.

    Who has moved to a zone for which nothing was planned is reminded by the group's.
    """
    group = await session.get_one(WorkingGroup, item.working_group_id)
    today = today_in(group, now)
    people = owning_people(item.owners, await all_seats(session, group.id, today), today)
    joined = [one.person.id for one in people if one.person.standing is Standing.JOINED]
    planned = set(
        await session.scalars(
            select(Reminder.zone).where(
                Reminder.subject == f"item:{item.id}", Reminder.rule == reminder.rule
            )
        )
    )
    found = []
    for reader in (await readers(session, now, joined)).values():
        zone = reader.zone.key if reader.zone.key in planned else group.zone
        if zone == reminder.zone:
            found.append(reader)
    return found
