"""Who is on a group's roster, in order of precedence, and who is meant by words somebody wrote.

People without a seat are on the roster of the group that listed them (`Person.working_group_id`)
until they are given one; they cannot be invited to anything before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from secretariat.audiences import today_in
from secretariat.lines import owners_in
from secretariat.names import (
    Choose,
    Found,
    Known,
    Nobody,
    Resolution,
    Suggest,
    Suggestion,
    resolve,
)
from secretariat.organisation_names import KnownOrganisation, resolve_organisation
from secretariat.titles import fold
from storage import Capacity, Category, Holding, Organisation, Person, Seat, Standing, WorkingGroup

_ORDER = {Capacity.HOLDER: 0, Capacity.ALTERNATE: 1, Capacity.STAFF: 2}


class Reach(StrEnum):
    """Whether the assistant can write to somebody."""

    JOINED = "joined"
    NOT_JOINED = "not joined"
    WAITING = "waiting"  # opened the invitation, not yet confirmed
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Member:
    """Somebody on a roster; `holding` (seat and organisation loaded) is None without a seat."""

    person: Person
    holding: Holding | None

    @property
    def reach(self) -> Reach:
        """Whether the assistant can write to them."""
        if self.person.unreachable_since is not None:
            return Reach.UNREACHABLE
        if self.person.standing is Standing.JOINED:
            return Reach.JOINED
        return Reach.WAITING if self.person.standing is Standing.WAITING else Reach.NOT_JOINED


class OwnerKind(StrEnum):
    """What an action item can belong to."""

    PERSON = "person"
    SEAT = "seat"
    ORGANISATION = "organisation"
    GROUP = "group"


@dataclass(frozen=True)
class OwnerFound:
    """The one meant by `words`; nobody need be asked. `id` counts what `kind` says."""

    words: str
    kind: OwnerKind
    id: int
    name: str


@dataclass(frozen=True)
class OwnerChoice:
    """Who may be meant by `words`, the likeliest first (perhaps only one): a human says."""

    words: str
    suggestions: tuple[OwnerFound, ...]


@dataclass(frozen=True)
class OwnerUnknown:
    """Nobody on the roster fits `words`."""

    words: str


OwnerAnswer = OwnerFound | OwnerChoice | OwnerUnknown


def is_in_force(holding: Holding, today: date) -> bool:
    """Tell whether a holding counts on a day."""
    return holding.since <= today and (holding.until is None or today <= holding.until)


async def holdings_in(
    session: AsyncSession, working_group_id: int, today: date
) -> list[tuple[Person, Holding]]:
    """Give the holdings in force in a group in order of precedence, seat and office loaded."""
    rows = await session.execute(
        select(Person, Holding, Seat, Organisation)
        .join(Holding, Holding.person_id == Person.id)
        .join(Seat, Seat.id == Holding.seat_id)
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .options(selectinload(Person.aliases), selectinload(Organisation.aliases))
        .where(Seat.working_group_id == working_group_id)
        .order_by(Organisation.precedence, Seat.precedence, Seat.id, Holding.id)
    )
    found: list[tuple[Person, Holding]] = []
    for person, holding, seat, organisation in rows:
        if is_in_force(holding, today):
            set_committed_value(holding, "seat", seat)
            set_committed_value(seat, "organisation", organisation)
            found.append((person, holding))
    found.sort(
        key=lambda row: (
            row[1].seat.organisation.precedence,
            row[1].seat.precedence,
            row[1].seat_id,
            _ORDER[row[1].capacity],
            row[1].id,
        )
    )
    return found


async def seatless_in(session: AsyncSession, working_group_id: int, today: date) -> list[Person]:
    """Give the people a group has listed who hold no seat in any group, as they were listed."""
    people = await session.scalars(
        select(Person)
        .options(selectinload(Person.aliases), selectinload(Person.holdings))
        .where(
            Person.working_group_id == working_group_id,
            or_(Person.standing == Standing.LISTED, Person.standing == Standing.WAITING),
        )
        .order_by(Person.id)
    )
    return [one for one in people if not any(is_in_force(held, today) for held in one.holdings)]


async def members_of(session: AsyncSession, group: WorkingGroup, now: datetime) -> list[Member]:
    """Give everyone on a group's roster once, by precedence; those without a seat come last."""
    today = today_in(group, now)
    found: dict[int, Member] = {}
    for person, holding in await holdings_in(session, group.id, today):
        found.setdefault(person.id, Member(person, holding))
    for person in await seatless_in(session, group.id, today):
        found.setdefault(person.id, Member(person, None))
    return list(found.values())


async def member_of(
    session: AsyncSession, group: WorkingGroup, person_id: int, now: datetime
) -> Member | None:
    """Give one person of a group's roster; None for anybody else, whether they exist or not."""
    everyone = await members_of(session, group, now)
    return next((one for one in everyone if one.person.id == person_id), None)


def counts(members: Collection[Member]) -> dict[Reach, int]:
    """Count people by whether the assistant can write to them; every state has its line."""
    return {reach: sum(one.reach is reach for one in members) for reach in Reach}


def known_person(person: Person, holding: Holding | None) -> Known:
    """Give a person (aliases loaded) as the reading of names wants them."""
    office = holding.seat.organisation if holding is not None else None
    spellings = [alias.spelling for alias in person.aliases]
    return Known(
        id=person.id,
        name=" ".join(filter(None, (person.honorific, person.name))),
        aliases=tuple(filter(None, (*spellings, person.name_urdu))),
        post=person.designation or "",
        organisation=office.name if office is not None else "",
    )


def known_organisation(organisation: Organisation) -> KnownOrganisation:
    """Give an organisation (aliases loaded) as the reading of names wants it."""
    spellings = [alias.spelling for alias in organisation.aliases]
    urdu = (organisation.name_urdu, organisation.short_name_urdu)
    return KnownOrganisation(
        id=organisation.id,
        name=organisation.name,
        short_name=organisation.short_name,
        aliases=tuple(filter(None, (*spellings, *urdu))),
    )


async def find_person(
    session: AsyncSession, working_group_id: int, words: str, now: datetime
) -> Found | Suggest | Choose | Nobody:
    """Decide which person of a group's roster is meant; the ladder of `names.resolve`."""
    group = await session.get_one(WorkingGroup, working_group_id)
    everyone = await members_of(session, group, now)
    return resolve(words, [known_person(one.person, one.holding) for one in everyone])


async def find_owners(
    session: AsyncSession, working_group_id: int, words: str, now: datetime
) -> list[OwnerAnswer]:
    """Decide who is meant by the owner's words of an action item, one answer for each owner.

    People, seats by their post, organisations, the chair, and the whole group ("the forum"). The
    whole text is tried first, so that "Ministry of Law and Justice" stays one owner.
    """
    group = await session.get_one(WorkingGroup, working_group_id)
    book = _Book(group, await members_of(session, group, now))
    whole = book.find(words)
    parts = owners_in(words)
    if len(parts) < 2 or isinstance(whole, OwnerFound):
        return [whole]
    apart: list[OwnerAnswer] = [book.find(part) for part in parts]
    # "Law and Justice", short for the ministry: its parts are no owners, or mean the same one.
    asked = [one.suggestions[0] for one in apart if isinstance(one, OwnerChoice)]
    meant = {(first.kind, first.id) for first in asked}
    is_apart = len(meant) > 1 or any(isinstance(one, OwnerFound) for one in apart)
    return _each_once(apart) if is_apart or isinstance(whole, OwnerUnknown) else [whole]


def _each_once(answers: Sequence[OwnerAnswer]) -> list[OwnerAnswer]:
    """Leave out an owner who was named before in other words."""
    named: dict[tuple[OwnerKind, int] | str, OwnerAnswer] = {}
    for one in answers:
        named.setdefault((one.kind, one.id) if isinstance(one, OwnerFound) else one.words, one)
    return list(named.values())


_GROUP_WORDS = frozenset(
    fold(word)
    for word in (
        *("forum", "working group", "group", "whole group", "participants", "everyone"),
        *("all", "members", "all members", "every member", "all participants", "all offices"),
        *("فورم", "ورکنگ گروپ", "گروپ", "ارکان", "اراکین", "تمام ارکان", "تمام اراکین", "سب"),
    )
)
#: These are the group only where its name says so: a working group may have a board above it.
_BODY_WORDS = frozenset(
    fold(word)
    for word in ("board", "committee", "council", "commission", "task force", "بورڈ", "کمیٹی")
)
_CHAIR_WORDS = frozenset(
    fold(word)
    for word in ("chair", "chairman", "chairperson", "chairwoman", "صدر", "چیئرمین", "چیئرپرسن")
)
_SECRETARIAT_WORDS = frozenset(fold(word) for word in ("secretariat", "سیکریٹریٹ", "سیکرٹریٹ"))


class _Book:
    """A group's roster by everything that words may mean."""

    def __init__(self, group: WorkingGroup, members: Sequence[Member]) -> None:
        self._group = group
        self._people = [known_person(one.person, one.holding) for one in members]
        self._names = {one.person.id: one.person.name for one in members}
        held = [one.holding for one in members if one.holding is not None]
        self._seats = {one.seat_id: one.seat for one in held}
        self._offices = {one.seat.organisation_id: one.seat.organisation for one in held}

    def find(self, words: str) -> OwnerAnswer:
        said = fold(words).removeprefix("the ")
        if self._is_group(said):
            return OwnerFound(words, OwnerKind.GROUP, self._group.id, self._group.name)
        desks = {
            seat.organisation_id
            for seat in self._seats.values()
            if said in _SECRETARIAT_WORDS and seat.category is Category.SECRETARIAT
        }
        if len(desks) == 1:
            office = self._offices[desks.pop()]
            return OwnerFound(words, OwnerKind.ORGANISATION, office.id, office.name)
        seats = [seat for seat in self._seats.values() if said in _names_of_seat(seat)]
        if len(seats) == 1:
            return self._seat(words, seats[0])
        if len(seats) > 1:
            return OwnerChoice(words, tuple(self._seat(words, seat) for seat in seats))
        offices = [known_organisation(office) for office in self._offices.values()]
        by_person = resolve(words, self._people)
        by_office = resolve_organisation(words, offices)
        certain = [
            *self._as_owners(words, OwnerKind.PERSON, _certain(by_person)),
            *self._as_owners(words, OwnerKind.ORGANISATION, _certain(by_office)),
        ]
        if len(certain) == 1:
            return certain[0]
        if certain:
            return OwnerChoice(words, tuple(certain))
        ranked = [(one, OwnerKind.PERSON) for one in _suggested(by_person)]
        ranked += [(one, OwnerKind.ORGANISATION) for one in _suggested(by_office)]
        ranked.sort(key=lambda row: -row[0].score)
        owners = [owner for one, kind in ranked for owner in self._as_owners(words, kind, [one])]
        return OwnerChoice(words, tuple(owners)) if owners else OwnerUnknown(words)

    def _is_group(self, said: str) -> bool:
        name, urdu = fold(self._group.name), fold(self._group.name_urdu or "")
        initials = "".join(word[0] for word in name.split()) if " " in name else name
        bodies = {word for word in _BODY_WORDS if word in name or word in urdu}
        return bool(said) and said in _GROUP_WORDS | bodies | {name, urdu, initials}

    def _seat(self, words: str, seat: Seat) -> OwnerFound:
        name = ", ".join(filter(None, (seat.post, seat.organisation.name)))
        return OwnerFound(words, OwnerKind.SEAT, seat.id, name)

    def _as_owners(
        self, words: str, kind: OwnerKind, suggestions: Sequence[Suggestion]
    ) -> list[OwnerFound]:
        names = self._names
        if kind is OwnerKind.ORGANISATION:
            names = {key: office.name for key, office in self._offices.items()}
        return [OwnerFound(words, kind, one.id, names[one.id]) for one in suggestions]


def _names_of_seat(seat: Seat) -> set[str]:
    names = set()
    for post in filter(None, (seat.post, seat.post_urdu)):
        office = seat.organisation
        names |= {fold(f"{post} {name}") for name in (office.name, office.short_name)}
        names |= {fold(f"{name} {post}") for name in (office.name, office.short_name)}
    if seat.is_chair:
        names |= _CHAIR_WORDS
    return names


def _certain(resolution: Resolution) -> list[Suggestion]:
    # A Choose of equal names begins at 99 too: two of one name are a question all the same.
    return [one for one in _suggested(resolution) if one.score >= 99.0]


def _suggested(resolution: Resolution) -> list[Suggestion]:
    match resolution:
        case Found(suggestion) | Suggest(suggestion):
            return [suggestion]
        case Choose(suggestions):
            return list(suggestions)
        case Nobody():
            return []
