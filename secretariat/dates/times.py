"""Reading a time of day or a span of it: "2 to 4 pm", "1000 hrs", "half past ten", "14:00 سے".

Hours from 1 to 6 without am, pm, a part of the day or a leading zero can be either half of the
day, so both are given and asked about; 7 to 12 are read as the clock shows them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

from secretariat.dates.explanations import explained, opened
from secretariat.dates.symbols import Symbol, signs_of
from secretariat.dates.values import Ambiguous, Impossible, Reason, TimeSpan, Unreadable
from secretariat.dates.words import HOURS_OF_PART
from secretariat.dates.zones import zone_at_end

CLOSE_OF_BUSINESS = time(17)
LONGEST_GUESS = timedelta(hours=10)
"""When half of the day is left open, no meeting is taken to be longer than this."""


@dataclass(frozen=True)
class Clock:
    """A time as written: the face of the clock, the part of the day, or a 24-hour time."""

    hour: int
    minute: int
    part: str | None = None
    is_exact: bool = False

    @property
    def is_half_open(self) -> bool:
        """Neither a part of the day nor a 24-hour form settles morning or afternoon."""
        return not self.is_exact and self.part is None

    @property
    def is_after_midnight(self) -> bool:
        """ "Friday midnight" and "1 at night": of the day just ending, or the one beginning?"""
        return self.part in {"midnight", "night"} and self.times()[0].hour < 6

    def times(self) -> tuple[time, ...]:
        """Give the times of day this can be, the likeliest first."""
        if self.part == "midnight":
            return (time(0),)
        if self.part is not None:
            hours = HOURS_OF_PART[self.part]
            return (time(hours.get(self.hour, self.hour), self.minute),)
        if self.is_exact or not 1 <= self.hour <= 6:
            return (time(self.hour, self.minute),)
        return (time(self.hour + 12, self.minute), time(self.hour, self.minute))

    def both_halves(self) -> tuple[time, ...]:
        """Give the morning and the afternoon time of a clock that is left half open."""
        if not self.is_half_open or self.hour > 12:
            return self.times()
        return (time(self.hour % 12, self.minute), time(self.hour % 12 + 12, self.minute))


def read_time_span(text: str) -> TimeSpan | Ambiguous[TimeSpan] | Unreadable:
    """Read a text that is a time, or a start and an end, perhaps with a zone, and nothing else."""
    opening = opened(text)
    if isinstance(opening, Unreadable):
        return opening
    ending = zone_at_end(opening.symbols, opening.words)
    if isinstance(ending, Impossible):
        return opening.refused(ending)
    spans = spans_in(ending.before)
    if isinstance(spans, Impossible):
        return opening.refused(spans)
    if spans is None:
        return explained(opening, ending.before, spans_in, lambda _symbols: None)
    readings = tuple(TimeSpan(start, end, opening.words, ending.zone) for start, end in spans)
    return readings[0] if len(readings) == 1 else Ambiguous(opening.words, readings)


def spans_in(symbols: Sequence[Symbol]) -> tuple[tuple[time, time | None], ...] | Impossible | None:
    """Read symbols that are a time or a span of time from the first to the last."""
    signs = _OPENING.sub("", signs_of(symbols)).removesuffix(" se")
    clock = clock_in(signs, is_alone=True)
    if isinstance(clock, Clock):
        return tuple((start, None) for start in clock.times())
    if clock is not None:
        return clock
    if match := _LASTING.fullmatch(signs):
        return _lasting(match)
    for separator in _SEPARATOR.finditer(signs):
        start = clock_in(signs[: separator.start()], is_alone=True)
        end = clock_in(signs[separator.end() :].removesuffix(" tak"), is_alone=True)
        if isinstance(start, Impossible) or isinstance(end, Impossible):
            return Impossible(Reason.NO_SUCH_TIME)
        if start is not None and end is not None:
            return _spans(start, end) or Impossible(Reason.NO_SUCH_TIME)
    return None


def clock_in(signs: str, *, is_alone: bool = False) -> Clock | Impossible | None:
    """Read signs that are one time of day; a bare number is one only where a time stands alone.

    A bare number after "at" or beside a part of the day is a time everywhere.
    """
    has_at = signs.startswith(("at ", "t "))
    signs = re.sub(r"^(?:at|t) ", "", signs)
    part = None
    if match := _PART_FIRST.fullmatch(signs) or _PART_LAST.fullmatch(signs):
        signs, part = match["clock"], match["part"]
    signs = re.sub(r"^at ", "", signs)
    face = _face(signs, is_bare_number_a_time=is_alone or has_at or part is not None)
    if face is None:
        return None
    clock = Clock(face.hour, face.minute, part or face.part, face.is_exact)
    return clock if _exists(clock) else Impossible(Reason.NO_SUCH_TIME)


def _face(signs: str, *, is_bare_number_a_time: bool) -> Clock | None:
    """Read the figures of a clock, without the part of the day."""
    if signs in _NAMED:
        return _NAMED[signs]
    if match := _HOURS_AND_MINUTES.fullmatch(signs):
        hour, minute = match["hour"], match["minute"]
        is_exact = len(hour) == 2 and (hour[0] == "0" or int(hour) > 12)
        return Clock(int(hour), int(minute), is_exact=is_exact or match["hrs"] is not None)
    if match := _HOUR_AND_MINUTES.fullmatch(signs):
        return Clock(int(match["hour"]), int(match["minute"]))
    if match := _MILITARY.fullmatch(signs):
        if match["hrs"] or (is_bare_number_a_time and len(match["hour"]) == 2):
            return Clock(int(match["hour"]), int(match["minute"]), is_exact=True)
        return None
    if match := _QUARTERS.fullmatch(signs):
        minutes = int(match["hour"]) * 60 + _MINUTES_OF_QUARTER[match["quarter"]]
        return Clock(minutes // 60 or 12, minutes % 60)
    match = _HOUR.fullmatch(signs)
    if match and (match["oclock"] or is_bare_number_a_time):
        hour = match["hour"]
        return Clock(int(hour), 0, is_exact=len(hour) == 2 and hour[0] == "0")
    return None


def _exists(clock: Clock) -> bool:
    """Say whether the hour and minute exist, and go with the part of the day."""
    if clock.hour > 23 or clock.minute > 59:
        return False
    if clock.part is None or clock.part == "midnight":
        return True
    hours = HOURS_OF_PART[clock.part]
    is_24_hour = not 1 <= clock.hour <= 12
    return clock.hour in (hours.values() if is_24_hour else hours)


def _spans(start: Clock, end: Clock) -> tuple[tuple[time, time], ...]:
    """Give the spans that a start and an end can be, the likeliest first.

    What is left open at one end is taken from the other: "2 to 4 pm" begins at 14:00, "10 am to
    12" ends at noon.
    """
    starts, ends = start.times(), end.times()
    if start.is_half_open and end.part in {"am", "pm", "afternoon", "evening", "night"}:
        starts = start.both_halves()
    is_end_left_open = start.part is not None or len(starts) > 1
    if end.is_half_open and (is_end_left_open or (start.is_exact and end.hour < 10)):
        ends = end.both_halves()
    if len(starts) == 1 and len(ends) == 1:
        return ((starts[0], ends[0]),)
    fitting = [
        (first, last) for first, last in product(starts, ends) if _length(first, last) is not None
    ]
    return tuple(sorted(fitting, key=_unlikeliness))


def _length(start: time, end: time) -> timedelta | None:
    """How long a guessed span lasts, over midnight if need be; None when too long to be meant."""
    day = date(2000, 1, 1)
    length = (datetime.combine(day, end) - datetime.combine(day, start)) % timedelta(days=1)
    return length if timedelta() < length <= LONGEST_GUESS else None


def _unlikeliness(span: tuple[time, time]) -> tuple[bool, bool]:
    start, end = span
    return end <= start, not 7 <= start.hour < 20


def _lasting(match: re.Match[str]) -> tuple[tuple[time, time | None], ...] | Impossible | None:
    """ "2 pm for 2 hours"."""
    clock = clock_in(match["clock"], is_alone=True)
    if not isinstance(clock, Clock):
        return clock
    count = int(match["count"])
    length = timedelta(hours=count) if match["unit"] == "h" else timedelta(minutes=count)
    if not timedelta() < length < timedelta(days=1):
        return Impossible(Reason.NO_SUCH_TIME)
    day = date(2000, 1, 1)
    return tuple((start, (datetime.combine(day, start) + length).time()) for start in clock.times())


_NAMED = {
    "noon": Clock(12, 0, is_exact=True),
    "#12 noon": Clock(12, 0, is_exact=True),
    "midnight": Clock(0, 0, "midnight"),
    "#12 midnight": Clock(0, 0, "midnight"),
    "cob": Clock(CLOSE_OF_BUSINESS.hour, CLOSE_OF_BUSINESS.minute, is_exact=True),
    **dict.fromkeys(("dhai", "dhai oclock"), Clock(2, 30)),
    **dict.fromkeys(("derh", "derh oclock"), Clock(1, 30)),
}
_MINUTES_OF_QUARTER = {"half": 30, "quarterpast": 15, "quarterto": -15}
_HOURS_AND_MINUTES = re.compile(
    r"#(?P<hour>\d{1,2}) [:.h] #(?P<minute>\d\d)(?: : #00)?(?P<hrs> hrs| h| u1h)?(?: oclock)?"
)
_HOUR_AND_MINUTES = re.compile(r"[#=](?P<hour>\d{1,2}) bajkar [#=](?P<minute>\d{1,2})(?: u1n)?")
_MILITARY = re.compile(r"#(?P<hour>\d{1,2})(?P<minute>\d\d)(?P<hrs> hrs| h| u1h)?")
_QUARTERS = re.compile(
    r"(?P<quarter>half|quarterpast|quarterto) [#=](?P<hour>\d|1[0-2])(?: oclock)?"
)
_HOUR = re.compile(r"[#=](?P<hour>\d{1,2})(?P<oclock> oclock)?")
_PART_FIRST = re.compile(r"(?:in )?p:(?P<part>\w+) (?P<clock>.+)")
_PART_LAST = re.compile(r"(?P<clock>.+?) (?:in |at )?p:(?P<part>\w+)")
_OPENING = re.compile(r"^(?:(?:from|between|at) )+")
_SEPARATOR = re.compile(r" (?:to|-|until|and|se) ")
_LASTING = re.compile(r"(?P<clock>.+) for [#=](?P<count>\d{1,3}) u1(?P<unit>[hn])")
