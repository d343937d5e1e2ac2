"""Looking at a list of members before it is taken in: who and what in it is known to whom."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.audiences import today_in
from secretariat.members import is_in_force, known_organisation, known_person
from secretariat.memberships import seats_in
from secretariat.names import Choose, Found, Known, Nobody, Resolution, Suggest
from secretariat.organisation_names import KnownOrganisation, resolve_organisation
from secretariat.permissions import Action
from secretariat.readers import Reader
from secretariat.refusals import Refusal
from secretariat.roster_lines import RosterLine
from secretariat.roster_plans import ONE, Candidate, Matched, Plan, SeatKnown
from secretariat.rosters import Fault, Problem, Roster, Standing, compare
from secretariat.titles import fold
from storage import Capacity, Holding, Organisation, Person, Seat, WorkingGroup

#: A working group has dozens of people; what is longer is another kind of list.
MOST_PEOPLE = 300
LONGEST_WORDS = 200  # characters of one name or office
_MOST_CANDIDATES = 3


class UnreadableRoster(Refusal):
    """The list or file cannot be read; nothing was kept. `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class NotAList(Refusal):
    """What came is no text and no file with one: a voice message, a photo, a sticker."""


async def look_at(
    session: AsyncSession,
    group: WorkingGroup,
    roster: Roster,
    now: datetime,
    by: Reader | None,
    *,
    twins: Sequence[tuple[int, int]] | None = None,
) -> Plan:
    """Hold a list against the people and offices of the groups that `by` serves; stores nothing.

    Of other groups' people nothing is ever suggested. `by` is None for the operator, `twins` the
    pairs of lines to ask about if they are known. Raises UnreadableRoster if no line is left.
    """
    lines = [line for line in roster.lines if _fits(line)]
    too_long = [line for line in roster.lines if not _fits(line)]
    problems = (
        *roster.problems,
        *(Problem(Fault.TOO_LONG, line.number, line.original[:80]) for line in too_long),
    )
    if len(lines) > MOST_PEOPLE:
        raise UnreadableRoster(Problem(Fault.TOO_MANY_LINES))
    if not lines:
        raise UnreadableRoster(problems[0] if problems else Problem(Fault.EMPTY))
    served = await _groups_served(session, group, by)
    people, offices_of = await _people_known(session, group, served, now)
    offices = await _offices_known(session, served)
    kept = replace(roster, lines=tuple(lines))
    proposals = compare(kept, people, offices)
    names = {known.id: known for known in people}
    matched = {
        proposal.line.number: _as_matched(
            [
                Candidate(
                    one.id, names[one.id].name, names[one.id].organisation, offices_of[one.id]
                )
                for one in proposal.person.suggestions
            ],
            is_same=proposal.person.standing is Standing.SAME,
        )
        for proposal in proposals
        if proposal.person.standing is not Standing.NEW
    }
    spellings, of_spellings = _match_offices(lines, offices)
    numbers = {line.number for line in lines}
    if twins is None:
        twins = [asked.lines for asked in roster.questions if numbers.issuperset(asked.lines)]
    return Plan(
        lines=tuple(lines),
        problems=problems,
        twins=tuple(twins),
        people=matched,
        spellings=spellings,
        offices=of_spellings,
        seats=await _seats_known(session, group, now),
        # Two lines that are certainly one known person need no question.
        answers={
            f"t{later}": ONE
            for first, later in twins
            if _is_one(matched.get(first), matched.get(later))
        },
    )


def _fits(line: RosterLine) -> bool:
    words = [line.name, line.honorific, line.rank, line.past_office]
    words += [part for office in line.offices for part in (office.organisation, office.post)]
    return all(len(one) <= LONGEST_WORDS for one in words)


def _is_one(first: Matched | None, later: Matched | None) -> bool:
    return (
        first is not None
        and later is not None
        and first.same is not None
        and first.same == later.same
    )


def _as_matched(candidates: Sequence[Candidate], *, is_same: bool) -> Matched:
    if is_same:
        return Matched(same=candidates[0])
    return Matched(perhaps=tuple(candidates[:_MOST_CANDIDATES]))


def _match_offices(
    lines: Sequence[RosterLine], known: Sequence[KnownOrganisation]
) -> tuple[tuple[str, ...], tuple[Matched, ...]]:
    """Match each spelling of a list to the known offices and to those named further up in it."""
    spellings: dict[str, str] = {}
    for line in lines:
        for office in line.offices:
            if fold(office.organisation):
                spellings.setdefault(fold(office.organisation), office.organisation)
    candidates = list(known)
    found: list[Matched] = []
    for place, spelling in enumerate(spellings.values(), 1):
        names = {one.id: one.name for one in candidates}
        resolution = resolve_organisation(spelling, candidates)
        found.append(
            _as_matched(
                [Candidate(key, names[key]) for key in _ids(resolution)],
                is_same=isinstance(resolution, Found),
            )
        )
        if not isinstance(resolution, Found):
            candidates.append(KnownOrganisation(-place, spelling))
    return tuple(spellings.values()), tuple(found)


def _ids(resolution: Resolution) -> list[int]:
    match resolution:
        case Found(suggestion) | Suggest(suggestion):
            return [suggestion.id]
        case Choose(suggestions):
            return [one.id for one in suggestions]
        case Nobody():
            return []


async def _groups_served(
    session: AsyncSession, group: WorkingGroup, by: Reader | None
) -> Collection[int]:
    if by is None:
        return list(await session.scalars(select(WorkingGroup.id)))
    return [one for one in by.groups if one == group.id or by.may(Action.EDIT_ROSTER, one)]


async def _people_known(
    session: AsyncSession, group: WorkingGroup, served: Collection[int], now: datetime
) -> tuple[list[Known], dict[int, int | None]]:
    """Give who is or was on these groups' rosters, and where each sits in this group today."""
    today = today_in(group, now)
    people = await session.scalars(
        select(Person)
        .options(
            selectinload(Person.aliases),
            selectinload(Person.holdings)
            .selectinload(Holding.seat)
            .selectinload(Seat.organisation),
        )
        .where(
            Person.id.in_(
                select(Holding.person_id)
                .join(Seat, Seat.id == Holding.seat_id)
                .where(Seat.working_group_id.in_(served))
            )
            | Person.working_group_id.in_(served)
        )
        .order_by(Person.id)
        .execution_options(populate_existing=True)
    )
    known: list[Known] = []
    offices: dict[int, int | None] = {}
    for person in people:
        held = [one for one in person.holdings if one.seat.working_group_id in served]
        held.sort(key=lambda one: (one.seat.working_group_id != group.id, one.until is not None))
        here = [
            one for one in held if one.seat.working_group_id == group.id and is_in_force(one, today)
        ]
        known.append(known_person(person, next(iter(here or held), None)))
        offices[person.id] = here[0].seat.organisation_id if here else None
    return known, offices


async def _offices_known(session: AsyncSession, served: Collection[int]) -> list[KnownOrganisation]:
    found = await session.scalars(
        select(Organisation)
        .options(selectinload(Organisation.aliases))
        .where(
            Organisation.id.in_(
                select(Seat.organisation_id).where(Seat.working_group_id.in_(served))
            )
        )
        .order_by(Organisation.precedence, Organisation.id)
        .execution_options(populate_existing=True)
    )
    return [known_organisation(one) for one in found]


async def _seats_known(
    session: AsyncSession, group: WorkingGroup, now: datetime
) -> tuple[SeatKnown, ...]:
    today = today_in(group, now)
    return tuple(
        SeatKnown(
            seat.organisation_id,
            seat.category,
            any(
                is_in_force(one, today) and one.capacity is Capacity.HOLDER for one in seat.holdings
            ),
            seat.is_chair,
        )
        for seat in await seats_in(session, group, now)
    )
