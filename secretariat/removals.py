"""Taking somebody off a roster, and for a day putting them back as they were."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat import invitations, members
from secretariat.audiences import today_in
from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.members import Member, is_in_force
from secretariat.memberships import (
    open_invitations,
    require_another_secretary,
    require_naming,
    role_of,
)
from secretariat.readers import Reader
from secretariat.refusals import Gone, require_version
from secretariat.roster_lines import RosterRole
from secretariat.seatings import seats_changed
from storage import Capacity, Event, Holding, Person, WorkingGroup

#: How long a removal can be taken back.
UNDO = timedelta(hours=24)


async def remove(
    session: AsyncSession,
    group: WorkingGroup,
    member: Member,
    by: Reader,
    now: datetime,
    version: int,
) -> None:
    """Take somebody off a group's roster: what they hold there ends, their record stays.

    Invitations that are still open end with it. Can be taken back for 24 hours (`take_back`).
    Raises Outdated, NamesSecretary, LastSecretary.
    """
    person = member.person
    require_version(person, version)
    held = await _held_in(session, group, person, now)
    if any(role_of(one) is RosterRole.SECRETARIAT for one in held):
        require_naming(by, group, RosterRole.SECRETARIAT)
        await require_another_secretary(session, group, person.id, now)
    before = {str(one.id): one.until.isoformat() if one.until else None for one in held}
    for one in held:
        one.until = today_in(group, now) - timedelta(days=1)
    if person.working_group_id == group.id:
        person.working_group_id = None
    for invitation in await open_invitations(session, group, person.id):
        await invitations.cancel(session, by, invitation, now)
    person.version += 1
    person.menu_stale = True
    record(
        session,
        now,
        "removed",
        f"person:{person.id}",
        person_id=by.person.id,
        working_group_id=group.id,
        before={"holdings": before},
    )
    await mark_stale(session, f"person:{person.id}", now)
    await seats_changed(session, group.id, now)


async def last_removal(session: AsyncSession, group: WorkingGroup, person_id: int) -> Event | None:
    """Give the removal of somebody from a group, unless they came back since."""
    event: Event | None = await session.scalar(
        select(Event)
        .where(
            Event.subject == f"person:{person_id}",
            Event.working_group_id == group.id,
            Event.verb.in_(["removed", "removal_undone", "seated"]),
        )
        .order_by(Event.id.desc())
        .limit(1)
    )
    return event if event is not None and event.verb == "removed" else None


async def take_back(
    session: AsyncSession, group: WorkingGroup, person: Person, by: Reader, now: datetime
) -> None:
    """Put somebody back as they were before the removal. Raises Gone if it is too late."""
    event = await last_removal(session, group, person.id)
    if event is None or now - event.at >= UNDO:
        raise Gone
    before: dict[str, str | None] = event.before["holdings"]
    held = await session.scalars(
        select(Holding)
        .options(selectinload(Holding.seat))
        .where(Holding.id.in_([int(key) for key in before]), Holding.person_id == person.id)
    )
    for one in held:
        require_naming(by, group, role_of(one))
        until = before[str(one.id)]
        one.until = date.fromisoformat(until) if until else None
        if one.capacity is Capacity.HOLDER and await _is_held(session, one, today_in(group, now)):
            # Somebody else was given the seat meanwhile.
            one.capacity = Capacity.ALTERNATE
    if not before:
        person.working_group_id = group.id
    person.version += 1
    person.menu_stale = True
    record(
        session,
        now,
        "removal_undone",
        f"person:{person.id}",
        person_id=by.person.id,
        working_group_id=group.id,
    )
    await mark_stale(session, f"person:{person.id}", now)
    await seats_changed(session, group.id, now, [person.id])


async def _is_held(session: AsyncSession, holding: Holding, today: date) -> bool:
    """Tell whether somebody else holds the seat of a holding today."""
    others = await session.scalars(
        select(Holding).where(
            Holding.seat_id == holding.seat_id,
            Holding.id != holding.id,
            Holding.capacity == Capacity.HOLDER,
        )
    )
    return any(is_in_force(one, today) for one in others)


async def _held_in(
    session: AsyncSession, group: WorkingGroup, person: Person, now: datetime
) -> list[Holding]:
    rows = await members.holdings_in(session, group.id, today_in(group, now))
    return [holding for owner, holding in rows if owner.id == person.id]
