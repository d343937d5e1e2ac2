"""Reading a list of members as a secretariat has it, and holding it against who is known.

A list is a preview: nothing is stored here and nobody is merged. What only a human can decide is
a `Question` (kept few); everything else worth seeing is a `Note` on its line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from secretariat.names import (
    Found,
    Known,
    Nobody,
    Resolution,
    Suggest,
    Suggestion,
    Twins,
    clean,
    resolve,
    skeleton,
    twins,
)
from secretariat.organisation_names import (
    KnownOrganisation,
    rank_organisations,
    resolve_organisation,
)
from secretariat.roster_lines import Matter, Note, RosterLine
from secretariat.roster_tables import Column, part_rows, read_headings, read_row
from secretariat.titles import fold

MOST_LINES = 5000
MOST_CHARACTERS = 500
# Every pair is compared up to here; in a longer list only names of one skeleton are.
_MOST_PAIRED = 300


class Fault(StrEnum):
    """Why a line, a list or a file cannot be read."""

    EMPTY = "empty"
    NO_NAME = "no name"
    TOO_LONG = "too long"
    TOO_MANY_LINES = "too many lines"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_LARGE = "too large"
    OLD_EXCEL = "old excel"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Problem:
    """A fault, and the row it is in (from 1, as pasted or in the sheet; None for the whole)."""

    fault: Fault
    row: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Question:
    """What the import asks: are these `lines` (entry numbers) one person's?"""

    matter: Matter
    lines: tuple[int, int]
    certainty: Twins


@dataclass(frozen=True)
class Roster:
    """A list as read: its lines in order, what could not be read, what to ask, what to show."""

    lines: tuple[RosterLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def people(self) -> int:
        """How many people it lists, if every sure duplicate is one person."""
        sure = {max(asked.lines) for asked in self.questions if asked.certainty is Twins.SURE}
        return len(self.lines) - len(sure)


class Standing(StrEnum):
    """Where a line stands to what is known."""

    NEW = "new"
    SAME = "same"
    PERHAPS = "perhaps"


@dataclass(frozen=True)
class Match:
    """NEW has no suggestions, SAME has one, PERHAPS has those to ask about, the likeliest first."""

    standing: Standing
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What to do with one line: its person, and its organisations in the order of its offices."""

    line: RosterLine
    person: Match
    organisations: tuple[Match, ...]


_LIST_TITLES = frozenset(
    fold(title)
    for title in ("list of participants", "list of members", "attendance", "present", "شرکاء")
)


def read_roster(text: str) -> Roster:
    """This will read a pasted list: `Name; Office; Role; Language`, or printed lines, or a mixture.

    A table may also be parted by tabs, by `|`, or by commas where every line agrees; its first
    line may be headings in English or Urdu.
    """
    rows = text.splitlines()
    return read_rows(part_rows(rows), rows)


def read_rows(rows: Sequence[Sequence[str]], originals: Sequence[str]) -> Roster:
    """This will read rows of cells; `originals` are the same rows as the reader knows them.

    A row of one cell is a printed line. Without headings the cells are name, office, and then
    role, language and telephone in whichever order, told by what they say.
    """
    lines: list[RosterLine] = []
    problems: list[Problem] = []
    columns: tuple[Column, ...] | None = None
    for at, (cells, original) in enumerate(zip(rows, originals, strict=True), start=1):
        if not any(fold(cell) for cell in cells):
            continue
        if not lines and columns is None:
            headings = read_headings(cells)
            if headings or _is_list_title(cells):
                # "Participants" over a printed list heads no table.
                columns = headings if headings and len(headings) > 1 else None
                continue
        if len(lines) == MOST_LINES:
            problems.append(Problem(Fault.TOO_MANY_LINES, at))
            break
        if len(original) > MOST_CHARACTERS:
            problems.append(Problem(Fault.TOO_LONG, at, clean(original[:80])))
            continue
        line = read_row(len(lines) + 1, cells, original, columns)
        if any(mark.isalpha() for mark in line.name):
            lines.append(line)
        else:
            problems.append(Problem(Fault.NO_NAME, at, clean(original)))
    if not lines and not problems:
        problems.append(Problem(Fault.EMPTY))
    return Roster(
        lines=tuple(lines),
        problems=tuple(problems),
        questions=tuple(_duplicates(lines)),
        notes=tuple(note for line in lines for note in line.notes),
    )


def compare(
    roster: Roster,
    known_people: Sequence[Known],
    known_organisations: Sequence[KnownOrganisation],
) -> list[Proposal]:
    """This will say for each line who and which offices are new, the same, or to be asked about.

    SAME needs an equal name or alias. A known person of another organisation is only PERHAPS: it
    may be a namesake, or an officer transferred.
    """
    return [
        Proposal(
            line=line,
            person=_match_person(line, known_people, known_organisations),
            organisations=tuple(
                _match_of(resolve_organisation(office.organisation, known_organisations))
                for office in line.offices
            ),
        )
        for line in roster.lines
    ]


def _match_person(
    line: RosterLine, people: Sequence[Known], organisations: Sequence[KnownOrganisation]
) -> Match:
    resolution = resolve(" ".join(filter(None, (line.honorific, line.name, line.rank))), people)
    if isinstance(resolution, Found):
        known = next(person for person in people if person.id == resolution.suggestion.id)
        written = [office.organisation for office in line.offices if office.organisation]
        if known.organisation and written:
            ours = [_is_one_office(name, known.organisation, organisations) for name in written]
            if not any(ours):
                return _match_of(Suggest(resolution.suggestion))
    return _match_of(resolution)


def _is_one_office(first: str, second: str, known: Sequence[KnownOrganisation]) -> bool:
    if rank_organisations(first, [KnownOrganisation(0, second)]):
        return True
    found = [
        resolution.suggestion.id
        for resolution in (resolve_organisation(name, known) for name in (first, second))
        if isinstance(resolution, Found)
    ]
    return len(found) == 2 and found[0] == found[1]


def _match_of(resolution: Resolution) -> Match:
    if isinstance(resolution, Nobody):
        return Match(Standing.NEW)
    if isinstance(resolution, Found):
        return Match(Standing.SAME, (resolution.suggestion,))
    if isinstance(resolution, Suggest):
        return Match(Standing.PERHAPS, (resolution.suggestion,))
    return Match(Standing.PERHAPS, resolution.suggestions)


def _duplicates(lines: Sequence[RosterLine]) -> Iterable[Question]:
    """This will ask of each line at most once: about the first line before it that is like it."""
    by_key: dict[str, list[RosterLine]] = {}
    for later, line in enumerate(lines):
        key = skeleton(line.name)
        before = lines[:later] if len(lines) <= _MOST_PAIRED else by_key.get(key, [])
        alike = [(earlier, twins(earlier.name, line.name)) for earlier in before]
        found = [(earlier, likeness) for earlier, likeness in alike if likeness]
        # A sure twin further up says more than one that is only like it.
        found.sort(key=lambda pair: pair[1] is not Twins.SURE)
        for earlier, likeness in found[:1]:
            certainty = likeness if _share_an_office(earlier, line) else Twins.PERHAPS
            yield Question(Matter.DUPLICATE, (earlier.number, line.number), certainty)
        by_key.setdefault(key, []).append(line)


def _share_an_office(first: RosterLine, second: RosterLine) -> bool:
    ours = [KnownOrganisation(0, office.organisation) for office in first.offices]
    theirs = [office.organisation for office in second.offices]
    if not ours or not theirs:
        return True
    return any(rank_organisations(organisation, ours) for organisation in theirs)


def _is_list_title(cells: Sequence[str]) -> bool:
    return len(cells) == 1 and (
        fold(cells[0]) in _LIST_TITLES or cells[0].rstrip().endswith((":", "۔:"))
    )
