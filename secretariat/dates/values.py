"""What reading a date can end in: a reading, several readings to ask about, or a reason."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import Enum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

Reading = TypeVar("Reading", covariant=True)


class Reason(Enum):
    """Why a text was not read as a date or a time."""

    EMPTY = "empty"
    NOT_UNDERSTOOD = "not understood"
    NO_SUCH_DAY = "no such day"
    NO_SUCH_TIME = "no such time"
    WEEKDAY_CONTRADICTS = "weekday contradicts"
    TWO_DATES = "two dates"
    DAY_MISSING = "day missing"
    TIME_MISSING = "time missing"
    TIME_SKIPPED = "time skipped"
    UNKNOWN_ZONE = "unknown zone"


@dataclass(frozen=True)
class Unreadable:
    """A text that was refused: why, the words as written, and what helps to say so.

    `rest` is the part that was not understood. `weekday` (0 is Monday) and `day` are set when
    the weekday contradicts: the date that was written, and the weekday it really is.
    """

    reason: Reason
    words: str
    rest: str = ""
    weekday: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Ambiguous(Generic[Reading]):
    """A text that can be read in more than one way: all readings, the likeliest first."""

    words: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class DateReading:
    """A day, and the words it was read from.

    `year_assumed`: a day and month were written without a year, so the next such day on or
    after today was taken.
    """

    day: date
    words: str
    year_assumed: bool = False


@dataclass(frozen=True)
class TimeSpan:
    """A start and perhaps an end on the wall clock; an end before the start is kept as written.

    `zone` is the zone that was written beside the time, None when none was.
    """

    start: time
    end: time | None
    words: str
    zone: tzinfo | None = None


@dataclass(frozen=True)
class Moment:
    """One instant (aware UTC) and the zone in which it is said."""

    utc: datetime
    zone: ZoneInfo

    @property
    def wall(self) -> datetime:
        """The aware local time of the zone."""
        return self.utc.astimezone(self.zone)


@dataclass(frozen=True)
class Gap:
    """A wall time the zone's clocks skip; `resumes` is the first minute that exists after it."""

    wall: datetime
    resumes: Moment


@dataclass(frozen=True)
class Fold:
    """A wall time that the zone's clocks show twice."""

    wall: datetime
    first: Moment
    second: Moment


@dataclass(frozen=True)
class MomentReading:
    """A moment, and the words it was read from.

    `day_assumed`: no day was written, so the next such time was taken.
    """

    moment: Moment
    words: str
    year_assumed: bool = False
    day_assumed: bool = False


class Unit(Enum):
    """The unit in which something recurs."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


@dataclass(frozen=True)
class Recurrence:
    """Every so many units: fortnightly is every 2 weeks, quarterly every 3 months."""

    every: int
    unit: Unit


class DueKind(Enum):
    """The four ways in which minutes set a deadline."""

    DATE = "date"
    NEXT_MEETING = "next meeting"
    RECURRING = "recurring"
    NONE = "none"


@dataclass(frozen=True)
class Due:
    """A deadline as minutes set it, with the words it was read from.

    `day` goes with DATE, `recurrence` with RECURRING. `at` is a wall-clock time, if one was said,
    and `zone` the zone written beside it. `year_assumed` as in `DateReading`.
    """

    kind: DueKind
    words: str
    day: date | None = None
    at: time | None = None
    zone: tzinfo | None = None
    recurrence: Recurrence | None = None
    year_assumed: bool = False


@dataclass(frozen=True)
class Impossible:
    """A hard refusal inside a text: it looked like a date or a time, and cannot be one."""

    reason: Reason
    day: date | None = None
    rest: str = ""
