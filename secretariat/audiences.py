"""Who is meant: the seats of a group in order of precedence, and the people who speak for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, selectinload

from storage import (
    Capacity,
    Category,
    Holding,
    Meeting,
    Organisation,
    Person,
    Seat,
    Standing,
    WorkingGroup,
)

#: Who is invited to a meeting unless its draft says otherwise.
INVITED = (Category.MEMBER, Category.OBSERVER, Category.GUEST)

_ORDER = {Capacity.HOLDER: 0, Capacity.ALTERNATE: 1, Capacity.STAFF: 2}


@dataclass(frozen=True)
class Invitee:
    """A person who speaks for a seat (organisation loaded), as holder, alternate or staff."""

    person: Person
    seat: Seat
    capacity: Capacity

    @property
    def is_reachable(self) -> bool:
        """True if a message would be sent: joined, and not known to be unreachable."""
        return self.person.standing is Standing.JOINED and self.person.unreachable_since is None


def today_in(group: WorkingGroup, now: datetime) -> date:
    """Give the day it is on the group's calendar."""
    return now.astimezone(ZoneInfo(group.zone)).date()


async def seats_of(
    session: AsyncSession, working_group_id: int, today: date, categories: Collection[Category]
) -> list[Seat]:
    """Give a group's seats in order of precedence, with organisation, holdings and people loaded.

    Only seats in force on the day; their holdings may include past ones (see `speakers`).
    """
    found = await session.scalars(
        select(Seat)
        .join(Seat.organisation)
        .options(
            contains_eager(Seat.organisation),
            selectinload(Seat.holdings).selectinload(Holding.person),
        )
        .where(Seat.working_group_id == working_group_id, Seat.category.in_(list(categories)))
        .order_by(Organisation.precedence, Seat.precedence, Seat.id)
    )
    return [
        seat
        for seat in found
        if (seat.since is None or seat.since <= today)
        and (seat.until is None or today <= seat.until)
    ]


def speakers(seat: Seat, today: date) -> list[Invitee]:
    """Give who speaks for a seat on a day: its holder first, then alternates and staff."""
    in_force = [
        holding
        for holding in seat.holdings
        if holding.since <= today and (holding.until is None or today <= holding.until)
    ]
    in_force.sort(key=lambda one: (_ORDER[one.capacity], one.id))
    return [Invitee(one.person, seat, one.capacity) for one in in_force]


def audience_of(meeting: Meeting) -> list[Category]:
    """Give the categories of seats that a meeting invites."""
    chosen = meeting.audience.get("categories")
    return [Category(one) for one in chosen] if chosen else list(INVITED)


async def invited_seats(session: AsyncSession, meeting: Meeting, now: datetime) -> list[Seat]:
    """Give the seats that a meeting invites, in order of precedence."""
    day = now.astimezone(ZoneInfo(meeting.zone)).date()
    return await seats_of(session, meeting.working_group_id, day, audience_of(meeting))


def people_of(seats: Sequence[Seat], today: date) -> list[Invitee]:
    """Give everyone who speaks for these seats, each person once, for their first seat."""
    found: dict[int, Invitee] = {}
    for seat in seats:
        for invitee in speakers(seat, today):
            found.setdefault(invitee.person.id, invitee)
    return list(found.values())


async def invitees(session: AsyncSession, meeting: Meeting, now: datetime) -> list[Invitee]:
    """Give the people to whom a meeting's notices go, whether they are on the assistant or not."""
    day = now.astimezone(ZoneInfo(meeting.zone)).date()
    return people_of(await invited_seats(session, meeting, now), day)
