"""Changing who is on a group's roster: giving a seat, changing a role, removing, and back again."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from secretariat import invitations
from secretariat.audiences import today_in
from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.members import Member, is_in_force
from secretariat.permissions import Action
from secretariat.reachability import staff_of
from secretariat.readers import Reader
from secretariat.refusals import Gone, Refusal, require_version
from secretariat.roster_lines import RosterRole
from secretariat.seatings import seats_changed
from storage import (
    Capacity,
    Category,
    Holding,
    Invitation,
    InvitationState,
    Organisation,
    Person,
    Seat,
    Standing,
    WorkingGroup,
)

CATEGORIES = {
    RosterRole.MEMBER: Category.MEMBER,
    RosterRole.CHAIR: Category.MEMBER,
    RosterRole.OBSERVER: Category.OBSERVER,
    RosterRole.GUEST: Category.GUEST,
    RosterRole.SECRETARIAT: Category.SECRETARIAT,
    RosterRole.ASSISTANT: Category.SECRETARIAT,
}
_BESIDE_HOLDER = {
    RosterRole.ALTERNATE: Capacity.ALTERNATE,
    RosterRole.STAFF_OFFICER: Capacity.STAFF,
}


class NamesSecretary(Refusal):
    """Only who releases may say who releases: an assistant may not name or remove a secretary."""


class LastSecretary(Refusal):
    """The group would be left without anybody who may admit, publish and send."""


def role_of(holding: Holding) -> RosterRole:
    """Give the role that a holding (with its seat) stands for."""
    seat = holding.seat
    if seat.category is Category.SECRETARIAT:
        return RosterRole.SECRETARIAT if holding.releases else RosterRole.ASSISTANT
    if holding.capacity is Capacity.ALTERNATE:
        return RosterRole.ALTERNATE
    if holding.capacity is Capacity.STAFF:
        return RosterRole.STAFF_OFFICER
    if seat.is_chair:
        return RosterRole.CHAIR
    return RosterRole(seat.category.value)


def require_naming(by: Reader | None, group: WorkingGroup, *roles: RosterRole) -> None:
    """Raise NamesSecretary if `by` would name or unname a secretary without being one.

    None is the operator, who may.
    """
    if RosterRole.SECRETARIAT in roles and by is not None and not by.may(Action.ADMIT, group.id):
        raise NamesSecretary


async def seats_in(session: AsyncSession, group: WorkingGroup, now: datetime) -> list[Seat]:
    """Give a group's seats of today in order, with their offices and holdings (past ones too)."""
    today = today_in(group, now)
    found = await session.scalars(
        select(Seat)
        .options(
            selectinload(Seat.organisation),
            selectinload(Seat.holdings).selectinload(Holding.person),
        )
        .where(Seat.working_group_id == group.id)
        .order_by(Seat.precedence, Seat.id)
        .execution_options(populate_existing=True)
    )
    return [one for one in found if one.until is None or today <= one.until]


async def give_seat(
    session: AsyncSession,
    group: WorkingGroup,
    seats: list[Seat],
    person: Person,
    organisation: Organisation,
    role: RosterRole,
    now: datetime,
    *,
    by_id: int | None,
) -> bool:
    """Have a person hold a role for an organisation; tell whether a seat was made for it.

    `seats` are the group's (from `seats_in`), and are kept true for the next one to be seated.
    One seat for an organisation and category. Its first person holds it and those who follow are
    its alternates; a chair holds it, whoever did before becomes an alternate. A second chair of
    the group comes as a member: moving the chair is `change_role`.
    """
    today = today_in(group, now)
    own = [seat for seat in seats if seat.organisation_id == organisation.id]
    own.sort(key=lambda seat: list(Category).index(seat.category))
    category = CATEGORIES.get(role)
    seat = next((one for one in own if category in (None, one.category)), None)
    is_new = seat is None
    if seat is None:
        seat = Seat(
            working_group_id=group.id,
            organisation_id=organisation.id,
            precedence=max((one.precedence for one in seats), default=0) + 1,
            category=category or Category.MEMBER,
            since=today,
        )
        session.add(seat)
        await session.flush()
        set_committed_value(seat, "organisation", organisation)
        set_committed_value(seat, "holdings", [])
        seats.append(seat)
        fields = {"organisation": organisation.name, "category": str(seat.category)}
        record(
            session,
            now,
            "seat_made",
            f"seat:{seat.id}",
            person_id=by_id,
            working_group_id=group.id,
            after=fields,
        )
    if role is RosterRole.CHAIR and not any(one.is_chair for one in seats):
        seat.is_chair = True
    held = [one for one in seat.holdings if is_in_force(one, today) and one.person_id != person.id]
    holders = [one for one in held if one.capacity is Capacity.HOLDER]
    capacity = _BESIDE_HOLDER.get(role, Capacity.HOLDER)
    if capacity is Capacity.HOLDER and holders and category is not Category.SECRETARIAT:
        if role is RosterRole.CHAIR and seat.is_chair:
            for holder in holders:
                holder.capacity = Capacity.ALTERNATE
        else:
            capacity = Capacity.ALTERNATE
    _hold(session, group, person, seat, capacity, role, now, by_id)
    return is_new


def _hold(
    session: AsyncSession,
    group: WorkingGroup,
    person: Person,
    seat: Seat,
    capacity: Capacity,
    role: RosterRole,
    now: datetime,
    by_id: int | None,
) -> None:
    today = today_in(group, now)
    mine = [one for one in seat.holdings if one.person_id == person.id and is_in_force(one, today)]
    releases = role is not RosterRole.ASSISTANT
    if mine:
        mine[0].capacity, mine[0].releases = capacity, releases
    else:
        seat.holdings.append(
            Holding(
                seat_id=seat.id,
                person_id=person.id,
                since=today,
                capacity=capacity,
                releases=releases,
            )
        )
    person.menu_stale = True
    fields = {"seat": seat.id, "capacity": str(capacity), "role": str(role)}
    record(
        session,
        now,
        "seated",
        f"person:{person.id}",
        person_id=by_id,
        working_group_id=group.id,
        after=fields,
    )


async def change_role(
    session: AsyncSession,
    group: WorkingGroup,
    member: Member,
    role: RosterRole,
    by: Reader,
    now: datetime,
    version: int,
) -> None:
    """Give a seated person another role for the same organisation.

    Between member, observer and guest it is the seat that changes, for everyone on it; to and from
    the secretariat the person changes seats. Raises Outdated, Gone (without a seat),
    NamesSecretary, LastSecretary.
    """
    person, holding = member.person, member.holding
    require_version(person, version)
    if holding is None:
        raise Gone
    before = role_of(holding)
    require_naming(by, group, before, role)
    if role is before:
        return
    if before is RosterRole.SECRETARIAT:
        await require_another_secretary(session, group, person.id, now)
    seats = await seats_in(session, group, now)
    seat = next(one for one in seats if one.id == holding.seat_id)
    if role is RosterRole.CHAIR:
        for one in seats:
            one.is_chair = False
    elif before is RosterRole.CHAIR:
        seat.is_chair = False
    if _is_desk(role) and _is_desk(before):
        holding.releases = role is RosterRole.SECRETARIAT
    elif _is_desk(role) or _is_desk(before):
        holding.until = today_in(group, now) - timedelta(days=1)
        await session.flush()
        office = seat.organisation
        await give_seat(session, group, seats, person, office, role, now, by_id=by.person.id)
    elif role in _BESIDE_HOLDER:
        holding.capacity = _BESIDE_HOLDER[role]
    else:
        _take_seat(seat, holding, role, today_in(group, now))
    person.version += 1
    person.menu_stale = True
    record(
        session,
        now,
        "role_changed",
        f"person:{person.id}",
        person_id=by.person.id,
        working_group_id=group.id,
        before={"role": str(before)},
        after={"role": str(role)},
    )
    await mark_stale(session, f"person:{person.id}", now)
    beside = [one.person_id for one in seat.holdings if is_in_force(one, today_in(group, now))]
    # What the others of the seat may do, a chair who was replaced above all, has changed as well.
    await session.execute(update(Person).where(Person.id.in_(beside)).values(menu_stale=True))
    await seats_changed(session, group.id, now, {person.id, *beside})


def _is_desk(role: RosterRole) -> bool:
    return CATEGORIES.get(role) is Category.SECRETARIAT


def _take_seat(seat: Seat, holding: Holding, role: RosterRole, today: date) -> None:
    """Make somebody the seat's holder in a role; who holds it today becomes an alternate."""
    for other in seat.holdings:
        if other.capacity is Capacity.HOLDER and is_in_force(other, today):
            other.capacity = Capacity.ALTERNATE
    holding.capacity = Capacity.HOLDER
    seat.category = CATEGORIES[role]
    seat.is_chair = seat.is_chair or role is RosterRole.CHAIR


async def require_another_secretary(
    session: AsyncSession, group: WorkingGroup, person_id: int, now: datetime
) -> None:
    """Raise LastSecretary unless somebody else who is on the assistant may release."""
    if not set(await staff_of(session, group.id, now, Action.ADMIT)) - {person_id}:
        raise LastSecretary


async def open_invitations(
    session: AsyncSession, group: WorkingGroup, person_id: int
) -> list[Invitation]:
    """Give the invitations of somebody to a group that are not over, used or not."""
    found = await session.scalars(
        select(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.working_group_id == group.id,
            Invitation.state.in_([InvitationState.OPEN, InvitationState.OPENED]),
        )
        .order_by(Invitation.id)
    )
    return list(found)


async def invitation_for(
    session: AsyncSession, group: WorkingGroup, member: Member, by: Reader, now: datetime
) -> Invitation:
    """Give the invitation that a seated person can still use, or make one.

    Raises Gone for who has joined or has no seat: there would be nothing to invite them to.
    """
    if member.holding is None or member.person.standing is Standing.JOINED:
        raise Gone
    for invitation in await open_invitations(session, group, member.person.id):
        if not invitations.is_over(invitation, now):
            return invitation
    return await invitations.invite(session, by, member.person, group.id, now)


async def invited_until(
    session: AsyncSession, group: WorkingGroup, person_id: int, now: datetime
) -> datetime | None:
    """Give the moment (UTC) until which somebody's invitation can be opened, if there is one."""
    for invitation in await open_invitations(session, group, person_id):
        if not invitations.is_over(invitation, now):
            return invitation.expires_at
    return None
