"""A list of members on its way in: what is known, what is asked, and what an import would do.

A plan is a value: the lines as read, whom each may be, and the answers given so far. Whatever is
unclear is an `Ask`; nothing is imported while one is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from pydantic import TypeAdapter

from secretariat.roster_lines import Matter, Office, RosterLine, RosterRole
from secretariat.rosters import Problem
from secretariat.titles import fold
from storage import Category, Fields

ONE, TWO, NEW = "one", "two", "new"


class AskMatter(StrEnum):
    """What is asked of a list."""

    TWINS = "twins"  # are two lines one person?
    OFFICES = "offices"  # which of two offices is held in this group?
    PERSON = "person"  # is it somebody who is known?
    ORGANISATION = "organisation"  # is it an organisation that is known, or named further up?


@dataclass(frozen=True)
class Candidate:
    """Somebody or something known; a negative `id` counts an organisation of the list, from 1."""

    id: int
    name: str
    #: Of a person: where they sit in this group (or sat, or sit elsewhere: then without an id).
    office: str = ""
    office_id: int | None = None


@dataclass(frozen=True)
class Matched:
    """Who a line's person or office is: certainly `same`, perhaps one of `perhaps`, else new."""

    same: Candidate | None = None
    perhaps: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class SeatKnown:
    """A seat of the group before the import."""

    organisation_id: int
    category: Category
    is_held: bool
    is_chair: bool


@dataclass(frozen=True)
class Ask:
    """One open question. `key` names its answer; `words` are the list's, as written."""

    key: str
    matter: AskMatter
    lines: tuple[int, ...]
    words: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True)
class OfficeRef:
    """An organisation as decided: a known one's `id`, or None and the new one's place (from 1)."""

    name: str
    id: int | None = None
    place: int = 0


@dataclass(frozen=True)
class Entry:
    """One person of the list after the answers; `spellings` are the other lines' names."""

    line: RosterLine
    person: Candidate | None
    is_asked: bool
    #: None without an office, or until it is said which of two is meant.
    office: OfficeRef | None
    is_seatless: bool
    post: str
    #: As the list says, and as it will be: a second person of an office is its alternate.
    role: RosterRole
    becomes: RosterRole = RosterRole.MEMBER
    spellings: tuple[str, ...] = ()

    @property
    def moved_from(self) -> str:
        """The office that a known person leaves for another, or nothing."""
        if self.person is None or self.person.office_id is None or self.office is None:
            return ""
        return "" if self.person.office_id == self.office.id else self.person.office


@dataclass(frozen=True)
class Plan:
    """A list and what is known about it. `offices` are its organisations in order, by spelling."""

    lines: tuple[RosterLine, ...]
    problems: tuple[Problem, ...] = ()
    twins: tuple[tuple[int, int], ...] = ()
    people: Mapping[int, Matched] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()
    offices: tuple[Matched, ...] = ()
    seats: tuple[SeatKnown, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _lines(self) -> dict[int, RosterLine]:
        return {line.number: line for line in self.lines}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {fold(spelling): at for at, spelling in enumerate(self.spellings, 1)}

    @cached_property
    def open(self) -> tuple[Ask, ...]:
        """What is still to be answered, in the order of asking."""
        return tuple(ask for ask in self._asks() if ask.key not in self.answers)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The people of the list; a second line of one person has none of its own.

        Duplicates that are sure are one person until somebody says that they are two.
        """
        taken: set[tuple[int | None, int, Category]] = set()
        chair = any(seat.is_chair for seat in self.seats)
        entries = []
        for group in self._people():
            entry = self._entry(group)
            role = entry.role
            if role is RosterRole.CHAIR and chair:
                role = RosterRole.MEMBER
            chair = chair or (role is RosterRole.CHAIR and entry.office is not None)
            if entry.office is not None and role in _HOLDING:
                key = (entry.office.id, entry.office.place, _HOLDING[role])
                if key in taken or self._is_held(key):
                    role = RosterRole.ALTERNATE if role is not RosterRole.CHAIR else role
                taken.add(key)
            entries.append(replace(entry, becomes=role))
        return tuple(entries)

    @property
    def new_offices(self) -> tuple[str, ...]:
        """The organisations that the import would add, in the order of the list."""
        seen = {entry.office.place: entry.office.name for entry in self.entries if entry.office}
        seen.pop(0, None)
        return tuple(seen[place] for place in sorted(seen))

    @property
    def known_offices(self) -> int:
        """How many organisations of the list are known."""
        return len({one.office.id for one in self.entries if one.office and one.office.id})

    @property
    def new_seats(self) -> int:
        """How many seats the import would add: one for each organisation and category."""
        known = {(seat.organisation_id, seat.category) for seat in self.seats}
        any_seat = {seat.organisation_id for seat in self.seats}
        wanted = set()
        for entry in self.entries:
            if entry.office is None or _is_seated(entry):
                continue
            category = _CATEGORY.get(entry.role)
            is_there = (
                entry.office.id in any_seat
                if category is None
                else (entry.office.id, category) in known
            )
            if not is_there:
                wanted.add((entry.office.id, entry.office.place, category or Category.MEMBER))
        return len(wanted)

    def settled_offices(self) -> list[tuple[str, OfficeRef]]:
        """Give each spelling of an organisation with the organisation that it means."""
        return [(spelling, self._ref(place)) for place, spelling in enumerate(self.spellings, 1)]

    def answered(self, key: str, value: str) -> "Plan":
        """Give the plan with one more answer. Raises KeyError if that is not among the choices."""
        ask = next((one for one in self.open if one.key == key), None)
        if ask is None or value not in choices(ask):
            raise KeyError(key)
        return replace(self, answers={**self.answers, key: value})

    def _asks(self) -> Iterable[Ask]:
        for earlier, later in self.twins:
            lines = (self._lines[earlier], self._lines[later])
            yield Ask(
                f"t{later}",
                AskMatter.TWINS,
                (earlier, later),
                tuple(line.original.strip() for line in lines),
            )
        for group in self._people():
            offices = self._offices_of(group)
            if len(offices) > 1 and self._sits_at(group, offices) is None:
                numbers = tuple(one.number for one in group)
                key = f"f{numbers[0]}"
                yield Ask(
                    key, AskMatter.OFFICES, numbers, (_called(group[0]),), offices=tuple(offices)
                )
        for group in self._people():
            matched = self._matched(group)
            if matched.same is None and matched.perhaps:
                first = group[0]
                yield Ask(
                    f"p{first.number}",
                    AskMatter.PERSON,
                    (first.number,),
                    (_called(first),),
                    matched.perhaps,
                )
        used = {fold(office.organisation) for group in self._people() for office in self._of(group)}
        for place, spelling in enumerate(self.spellings, 1):
            office = self.offices[place - 1]
            if fold(spelling) in used and office.same is None and office.perhaps:
                yield Ask(f"o{place}", AskMatter.ORGANISATION, (), (spelling,), office.perhaps)

    def _people(self) -> list[list[RosterLine]]:
        """Give the lines of each person together, in the order of their first lines."""
        first_of: dict[int, int] = {}
        for first, later in sorted(self.twins, key=lambda pair: pair[1]):
            if self.answers.get(f"t{later}", ONE) == ONE:
                first_of[later] = first_of.get(first, first)
        groups: dict[int, list[RosterLine]] = {}
        for line in self.lines:
            groups.setdefault(first_of.get(line.number, line.number), []).append(line)
        return list(groups.values())

    def _entry(self, group: Sequence[RosterLine]) -> Entry:
        first = group[0]
        matched = self._matched(group)
        answer = self.answers.get(f"p{first.number}")
        person = matched.same or next(
            (one for one in matched.perhaps if str(one.id) == answer), None
        )
        offices = self._of(group)
        held = offices[0] if len(offices) == 1 else None
        role = next((one.role for one in group if one.role is not RosterRole.MEMBER), first.role)
        designation = [held.post if held else "", first.rank]
        if held is None and not self._offices_of(group):
            designation += [office.post for office in first.offices] + [first.past_office]
        return Entry(
            line=first,
            person=person,
            is_asked=person is None and bool(matched.perhaps) and answer is None,
            office=self._ref(self._places[fold(held.organisation)]) if held else None,
            is_seatless=not self._offices_of(group),
            post=", ".join(filter(None, designation)),
            role=role,
            spellings=tuple(one.name for one in group if one.name != first.name),
        )

    def _matched(self, group: Sequence[RosterLine]) -> Matched:
        found = [self.people.get(line.number, Matched()) for line in group]
        same = next((one.same for one in found if one.same), None)
        perhaps = {one.id: one for matched in found for one in matched.perhaps}
        return Matched(same, tuple(perhaps.values()))

    def _offices_of(self, group: Sequence[RosterLine]) -> list[Office]:
        """Give the organisations beside a person's lines, each once, before any is chosen."""
        named: dict[str, Office] = {}
        for line in group:
            for office in line.offices:
                if fold(office.organisation):
                    named.setdefault(fold(office.organisation), office)
        return list(named.values())

    def _of(self, group: Sequence[RosterLine]) -> list[Office]:
        """Give the office that is held, if it is known which."""
        offices = self._offices_of(group)
        if len(offices) < 2:
            return offices
        answer = self.answers.get(f"f{group[0].number}")
        at = int(answer) if answer is not None else self._sits_at(group, offices)
        return [offices[at]] if at is not None else []

    def _sits_at(self, group: Sequence[RosterLine], offices: Sequence[Office]) -> int | None:
        """Give which of two offices somebody known holds already: that is not asked again."""
        same = self._matched(group).same
        if same is None or same.office_id is None:
            return None
        ids = [self._ref(self._places[fold(office.organisation)]).id for office in offices]
        return ids.index(same.office_id) if same.office_id in ids else None

    def _ref(self, place: int) -> OfficeRef:
        matched = self.offices[place - 1]
        answer = self.answers.get(f"o{place}")
        meant = matched.same or next(
            (one for one in matched.perhaps if str(one.id) == answer), None
        )
        if meant is None:
            return OfficeRef(self.spellings[place - 1], place=place)
        return OfficeRef(meant.name, meant.id) if meant.id > 0 else self._ref(-meant.id)

    def _is_held(self, key: tuple[int | None, int, Category]) -> bool:
        return any(
            seat.is_held and (seat.organisation_id, 0, seat.category) == key for seat in self.seats
        )


_HOLDING = {
    RosterRole.MEMBER: Category.MEMBER,
    RosterRole.CHAIR: Category.MEMBER,
    RosterRole.OBSERVER: Category.OBSERVER,
    RosterRole.GUEST: Category.GUEST,
}
_CATEGORY = {
    **_HOLDING,
    RosterRole.SECRETARIAT: Category.SECRETARIAT,
    RosterRole.ASSISTANT: Category.SECRETARIAT,
}


def choices(ask: Ask) -> list[str]:
    """Give the answers that a question takes, in the order of their buttons."""
    if ask.matter is AskMatter.TWINS:
        return [ONE, TWO]
    if ask.matter is AskMatter.OFFICES:
        return [str(at) for at in range(len(ask.offices))]
    return [*(str(one.id) for one in ask.candidates), NEW]


def kept_answers(old: Plan, new: Plan) -> Plan:
    """Give the new plan with the old one's answers, as far as the same is asked again."""
    before = replace(old, answers={})
    asked = {ask.key: ask for ask in before._asks()}
    plan = new
    # Answers open further questions (which office, once two lines are one): ask again each time.
    while True:
        fitting = next(
            (
                ask
                for ask in plan.open
                if old.answers.get(ask.key) in choices(ask)
                and asked.get(ask.key, ask).candidates == ask.candidates
            ),
            None,
        )
        if fitting is None:
            return plan
        plan = plan.answered(fitting.key, old.answers[fitting.key])


_PLANS = TypeAdapter(Plan)


def to_fields(plan: Plan) -> Fields:
    """Give a plan as JSON, for a draft."""
    fields: Fields = _PLANS.dump_python(plan, mode="json")
    return fields


def from_fields(fields: Fields) -> Plan:
    """Give back the plan of a draft."""
    return _PLANS.validate_python(fields)


def _called(line: RosterLine) -> str:
    return " ".join(filter(None, (line.honorific, line.name)))


def _is_seated(entry: Entry) -> bool:
    """Tell whether a known person sits already where the list says."""
    return (
        entry.person is not None
        and entry.office is not None
        and entry.person.office_id is not None
        and entry.person.office_id == entry.office.id
    )


def notes_of(plan: Plan, *matters: Matter) -> list[tuple[int, str]]:
    """Give what a list says and is not asked about: the line's number and its words."""
    return [
        (note.line, note.words)
        for line in plan.lines
        for note in line.notes
        if note.matter in matters
    ]
