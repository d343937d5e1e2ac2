"""Who is reading or pressing: a person with their seats, roles, groups, zone and language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from secretariat.permissions import Action, Role, may, roles_of
from secretariat.refusals import NotAllowed, Unseated
from storage import Capacity, Holding, Organisation, Person, Seat, Standing, WorkingGroup

_ORDER = {Capacity.HOLDER: 0, Capacity.ALTERNATE: 1, Capacity.STAFF: 2}


@dataclass(frozen=True)
class Reader:
    """A person who has joined, as they stand today.

    `holdings` are the ones in force, with seat and organisation loaded; `groups` and `roles` are by
    working group id; `group` is the one whose card or desk they look at (None without a seat).
    """

    person: Person
    holdings: Sequence[Holding]
    groups: Mapping[int, WorkingGroup]
    roles: Mapping[int, frozenset[Role]]
    group: WorkingGroup | None

    @property
    def language(self) -> str:
        """The language chosen, else the group's."""
        return self.person.language or (self.group.language if self.group else "en")

    @property
    def zone(self) -> ZoneInfo:
        """The zone chosen, else the group's."""
        return ZoneInfo(self.person.zone or (self.group.zone if self.group else "UTC"))

    def may(self, action: Action, working_group_id: int | None) -> bool:
        """Tell whether the person may do this in a group."""
        return working_group_id is not None and may(
            self.roles.get(working_group_id, frozenset()), action
        )

    def require(self, action: Action, working_group_id: int | None) -> None:
        """Raise NotAllowed unless the person may do this in a group; Unseated if they have none."""
        if not self.may(action, working_group_id):
            raise NotAllowed(action) if self.groups else Unseated(action)

    def seat_in(self, working_group_id: int) -> Holding | None:
        """Give the holding for which the person speaks in a group: holder before alternate."""
        return next(
            (one for one in self.holdings if one.seat.working_group_id == working_group_id), None
        )

    def quiet_until(self, now: datetime) -> datetime | None:
        """Give the end of the quiet hours if it is quiet for this person now, else None (UTC)."""
        return quiet_until(self.person.quiet_from, self.person.quiet_to, self.zone, now)


def quiet_until(start: int, end: int, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Give the end of quiet hours that lie around `now`, else None.

    `start` and `end` are minutes after midnight on the zone's clock; equal means never quiet.
    """
    local = now.astimezone(zone)
    minute = local.hour * 60 + local.minute
    quiet = start <= minute < end if start < end else (minute >= start or minute < end)
    if start == end or not quiet:
        return None
    over = local.date() + timedelta(days=1 if minute >= end else 0)
    return datetime.combine(over, time(end // 60, end % 60), zone).astimezone(now.tzinfo)


def _in_force(holding: Holding, today: date) -> bool:
    return holding.since <= today and (holding.until is None or today <= holding.until)


async def _find(
    session: AsyncSession, now: datetime, which: ColumnElement[bool]
) -> dict[int, Reader]:
    rows = await session.execute(
        select(Person, Holding, Seat, Organisation, WorkingGroup)
        .outerjoin(Holding, Holding.person_id == Person.id)
        .outerjoin(Seat, Seat.id == Holding.seat_id)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(WorkingGroup, WorkingGroup.id == Seat.working_group_id)
        .where(which)
        .order_by(Person.id, Holding.id)
    )
    people: dict[int, Person] = {}
    held: dict[int, list[Holding]] = {}
    groups: dict[int, dict[int, WorkingGroup]] = {}
    for person, holding, seat, organisation, group in rows:
        people[person.id] = person
        if holding is None or not _in_force(holding, now.astimezone(ZoneInfo(group.zone)).date()):
            continue
        set_committed_value(holding, "seat", seat)
        set_committed_value(seat, "organisation", organisation)
        held.setdefault(person.id, []).append(holding)
        groups.setdefault(person.id, {})[group.id] = group
    return {
        key: _reader(person, held.get(key, []), groups.get(key, {}), now)
        for key, person in people.items()
    }


def _reader(
    person: Person, holdings: list[Holding], groups: dict[int, WorkingGroup], now: datetime
) -> Reader:
    holdings.sort(key=lambda one: (_ORDER[one.capacity], one.id))
    roles = {
        key: roles_of(
            (one for one in holdings if one.seat.working_group_id == key),
            now.astimezone(ZoneInfo(group.zone)).date(),
        )
        for key, group in groups.items()
    }
    chosen = groups.get(person.working_group_id or 0)
    return Reader(person, holdings, groups, roles, chosen or next(iter(groups.values()), None))


async def reader_by_account(
    session: AsyncSession, now: datetime, telegram_id: int
) -> Reader | None:
    """Give who has joined with a Telegram account, or None."""
    found = await _find(
        session, now, (Person.telegram_id == telegram_id) & (Person.standing == Standing.JOINED)
    )
    return next(iter(found.values()), None)


async def readers(
    session: AsyncSession, now: datetime, person_ids: Sequence[int]
) -> dict[int, Reader]:
    """Give people by their id, whether they have joined or not."""
    return await _find(session, now, Person.id.in_(person_ids))
