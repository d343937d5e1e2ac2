"""What reading an announcement gives: its fields, and its problems as typed values."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from secretariat.dates import (
    Ambiguous,
    DateReading,
    Fold,
    Gap,
    Moment,
    TimeSpan,
    Unreadable,
)


class Label(Enum):
    """The labels an announcement may have."""

    TITLE = "title"
    DATE = "date"
    TIME = "time"
    VENUE = "venue"
    LINK = "link"
    AGENDA = "agenda"
    REPLY_BY = "reply by"
    NUMBER = "number"
    CHAIR = "chair"
    MODERATOR = "moderator"
    TELEPHONE = "telephone"
    GATE = "gate"
    DIAL_IN = "dial-in"
    TEST_LINK = "test link"
    MAP = "map"
    NOTE = "note"


LONGEST = {
    **dict.fromkeys(Label, 300),
    Label.TITLE: 200,
    Label.LINK: 500,
    Label.NOTE: 1000,
}
"""How many characters a value may have; for the agenda, each item."""


MOST_AGENDA_ITEMS = 40


class ProblemKind(Enum):
    """What can be wrong with an announcement."""

    MISSING = "missing"
    DUPLICATE = "duplicate"
    UNKNOWN_LABEL = "unknown label"
    UNLABELLED = "unlabelled"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too long"
    TOO_MANY_ITEMS = "too many items"
    NOT_A_LINK = "not a link"
    END_BEFORE_START = "end before start"
    PAST_DATE = "past date"
    REPLY_BY_PAST = "reply by past"
    REPLY_BY_AFTER_START = "reply by after start"
    NO_PLACE = "no place"
    NO_TIME = "no time"


@dataclass(frozen=True)
class Problem:
    """One thing to settle or to look at: in which field, and the words as written.

    `unclear` is the refusal or the readings to choose from: of dates (`DateReading`), of times
    (`TimeSpan`), of deadlines (`Due`), or a wall time that clocks skip or show twice. `limit` goes
    with TOO_LONG (characters) and TOO_MANY_ITEMS.
    """

    kind: ProblemKind
    label: Label | None = None
    words: str = ""
    unclear: Unreadable | Ambiguous[Any] | Gap | Fold | None = None
    limit: int | None = None


@dataclass(frozen=True)
class Schedule:
    """When a meeting starts and ends; `end` is None when the one written is before the start."""

    start: Moment
    end: Moment | None


@dataclass(frozen=True)
class Announcement:
    """What a pasted message says; a field is None when it is absent or has a problem.

    `words` has the original words of every field that was written, also of those with a problem.
    `others` has the values of the labels without a field of their own.
    """

    title: str | None = None
    date: DateReading | None = None
    time: TimeSpan | None = None
    schedule: Schedule | None = None
    venue: str | None = None
    link: str | None = None
    agenda: tuple[str, ...] = ()
    reply_by: Moment | None = None
    number: int | None = None
    others: dict[Label, str] = field(default_factory=dict)
    words: dict[Label, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
