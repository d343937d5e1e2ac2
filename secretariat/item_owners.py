"""Whose an action item is: the people who speak for its owners today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.audiences import Invitee, people_of, seats_of
from storage import ActionItem, ActionOwner, Category, ItemState, Organisation, Person, Seat

#: What an owner still has to do something about.
OPEN = (ItemState.OPEN, ItemState.IN_PROGRESS, ItemState.BLOCKED)


@dataclass(frozen=True)
class Ownership:
    """One owner of an item: exactly one of person, seat or organisation, or none (the group).

    `people` speak for it today, each with the seat (organisation loaded) by which they do.
    """

    owner: ActionOwner
    person: Person | None
    seat: Seat | None
    organisation: Organisation | None
    people: tuple[Invitee, ...]

    @property
    def is_group(self) -> bool:
        """True if the item belongs to every member of the group."""
        return self.person is None and self.seat is None and self.organisation is None


async def all_seats(session: AsyncSession, group_id: int, today: date) -> list[Seat]:
    """Give every seat of a group in order of precedence, with offices, holdings and people."""
    return await seats_of(session, group_id, today, list(Category))


async def ownerships(
    session: AsyncSession, owners: Iterable[ActionOwner], seats: Sequence[Seat], today: date
) -> list[Ownership]:
    """Give owners as they stand today; `seats` are all of their group's."""
    return [await _ownership(session, owner, seats, today) for owner in owners]


async def _ownership(
    session: AsyncSession, owner: ActionOwner, seats: Sequence[Seat], today: date
) -> Ownership:
    person = seat = organisation = None
    if owner.person_id is not None:
        person = await session.get_one(Person, owner.person_id)
    elif owner.seat_id is not None:
        seat = await session.scalar(
            select(Seat).options(selectinload(Seat.organisation)).where(Seat.id == owner.seat_id)
        )
    elif owner.organisation_id is not None:
        organisation = await session.get_one(Organisation, owner.organisation_id)
    return Ownership(owner, person, seat, organisation, tuple(people_behind(owner, seats, today)))


def people_behind(owner: ActionOwner, seats: Sequence[Seat], today: date) -> list[Invitee]:
    """Give everyone who speaks for an owner today; `seats` are all of the group's.

    A person who no longer holds a seat of the group is nobody here.
    """
    if owner.person_id is not None:
        return [one for one in people_of(seats, today) if one.person.id == owner.person_id]
    if owner.seat_id is not None:
        return people_of([seat for seat in seats if seat.id == owner.seat_id], today)
    if owner.organisation_id is not None:
        theirs = [seat for seat in seats if seat.organisation_id == owner.organisation_id]
        return people_of(theirs, today)
    return people_of([seat for seat in seats if seat.category is Category.MEMBER], today)


def owning_people(
    owners: Iterable[ActionOwner], seats: Sequence[Seat], today: date
) -> list[Invitee]:
    """Give everyone whose item it is, each person once; owners that handed it back are left out."""
    found: dict[int, Invitee] = {}
    for owner in owners:
        if owner.accepted:
            for invitee in people_behind(owner, seats, today):
                found.setdefault(invitee.person.id, invitee)
    return list(found.values())


async def overdue_people(
    session: AsyncSession, group_id: int, seats: Sequence[Seat], today: date
) -> set[int]:
    """Give the ids of people who own an open item of a group that was due before today."""
    late = await session.scalars(
        select(ActionItem)
        .options(selectinload(ActionItem.owners))
        .where(
            ActionItem.working_group_id == group_id,
            ActionItem.state.in_(OPEN),
            ActionItem.due_on < today,
        )
    )
    return {one.person.id for item in late for one in owning_people(item.owners, seats, today)}
