"""Reading one day: calendar dates, weekdays, "in five months", "last Friday of January".

The day stands before the month, always. The whole text must be understood, or it is refused and
the rest is named. A week ends with its Friday, the last day on which offices work.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from secretariat.dates.explanations import Text, explained, opened
from secretariat.dates.periods import (
    Period,
    chosen,
    days_in_month,
    first_from,
    periods_in,
    shifted,
)
from secretariat.dates.symbols import Symbol, signs_of
from secretariat.dates.values import Ambiguous, DateReading, Impossible, Reason, Unreadable
from secretariat.dates.zones import zone_at_end


@dataclass(frozen=True)
class Days:
    """The day that some signs name, or the several they could name, the likeliest first."""

    dates: tuple[date, ...]
    year_assumed: bool = False


def read_date(
    text: str, *, today: date, zone: ZoneInfo | None = None
) -> DateReading | Ambiguous[DateReading] | Unreadable:
    """Read a text that is one day and nothing else.

    `today` is the reader's day. A date without a year is the next such date on or after it. A
    zone word after the date ("22 July, PKT") must name `zone`.
    """
    opening = opened(text)
    if isinstance(opening, Unreadable):
        return opening
    ending = zone_at_end(opening.symbols, opening.words)
    if isinstance(ending, Impossible):
        return opening.refused(ending)
    if zone and ending.zone not in (None, zone):
        return opening.refused(Impossible(Reason.UNKNOWN_ZONE, rest=str(ending.zone)))
    days = days_in(ending.before, today)
    if isinstance(days, Impossible):
        return opening.refused(days)
    if days is None:
        return _unread(opening, ending.before, today)
    readings = tuple(DateReading(day, opening.words, days.year_assumed) for day in days.dates)
    return readings[0] if len(readings) == 1 else Ambiguous(opening.words, readings)


def _unread(opening: Text, symbols: Sequence[Symbol], today: date) -> Unreadable:
    """Say why symbols are not one day: only a month, two dates, or words not understood."""
    if periods_in(signs_of(symbols), today):
        return opening.refused(Impossible(Reason.DAY_MISSING))

    def find_day(part: Sequence[Symbol]) -> Days | Impossible | None:
        return days_in(part, today)

    return explained(opening, symbols, find_day, find_day)


def days_in(symbols: Sequence[Symbol], today: date) -> Days | Impossible | None:
    """Read symbols that are a day from the first to the last; None if they are not."""
    return _days_in(signs_of(symbols), today)


def _days_in(signs: str, today: date) -> Days | Impossible | None:
    days: Days | Impossible | None = None
    try:
        for form, read in _FORMS:
            if match := form.fullmatch(signs):
                days = read(match, today)
                break
    except (ValueError, OverflowError):
        return Impossible(Reason.NO_SUCH_DAY)
    days = days or _with_weekday(signs, today) or _edge_of_period(signs, today)
    if isinstance(days, Days) and any(day.year not in _YEARS for day in days.dates):
        return Impossible(Reason.NO_SUCH_DAY)
    return days


def _calendar_date(match: re.Match[str], today: date) -> Days | Impossible:
    """Day, month and perhaps a year of four digits, or of two in a form with separators."""
    parts = match.groupdict()
    day, month, year = int(parts["day"]), int(parts["month"]), parts.get("year")
    if year is None:
        following = first_from(today, lambda year: date(year, month, day))
        if following is None:
            return Impossible(Reason.NO_SUCH_DAY)
        return Days((following,), year_assumed=True)
    return Days((date(int(year) + (2000 if len(year) == 2 else 0), month, day),))


def _day_of_month(match: re.Match[str], today: date) -> Days:
    """ "15th of next month"."""
    month = shifted(today.replace(day=1), 0 if match["which"] == "this" else 1, "1m")
    return Days((month.replace(day=int(match["day"])),))


def _relative_day(match: re.Match[str], today: date) -> Days:
    return Days((today + timedelta(days=int(match[1])),))


def _weekday(match: re.Match[str], today: date) -> Days:
    """A weekday alone is the coming one; what could be this week's or next week's is both."""
    which, weekday = match[1], int(match[2])
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    later = coming + timedelta(days=7)
    if coming == today:
        return Days((later,)) if which in {"next", "coming"} else Days((today, later))
    is_this_week = weekday > today.weekday()
    if which == "next" and is_this_week:
        return Days((coming, later))
    return Days((coming,))


def _weekday_after_a_week(match: re.Match[str], today: date) -> Days:
    """ "Tuesday week": a week after the coming Tuesday."""
    coming = today + timedelta(days=(int(match[1]) - today.weekday()) % 7)
    return Days((coming + timedelta(days=7),))


def _weekday_of_week(match: re.Match[str], today: date) -> Days:
    weekday = int(match["w1"] or match["w2"])
    weeks = 0 if (match["which1"] or match["which2"]) == "this" else 1
    return Days((today + timedelta(days=weekday - today.weekday(), weeks=weeks),))


def _after_a_while(match: re.Match[str], today: date) -> Days:
    count, unit = match.groups()
    return Days((shifted(today, int(count), unit),))


def _counted_from_a_day(match: re.Match[str], today: date) -> Days | Impossible | None:
    count, unit, start = match.groups()
    start_days = Days((today,)) if start == "now" else _days_in(start, today)
    if not isinstance(start_days, Days):
        return start_days
    dates = tuple(shifted(day, int(count), unit) for day in start_days.dates)
    return Days(dates, start_days.year_assumed)


def _weekday_of_month(match: re.Match[str], today: date) -> Days | Impossible:
    """ "last Friday of January"; without a year the next such day."""
    parts = match.groupdict()
    nth, weekday = parts["nth"].lstrip("o@#"), int(parts["weekday"])
    if parts.get("month") is None:
        month = shifted(today.replace(day=1), 1 if parts["which"] == "next" else 0, "1m")
        return Days((_nth_weekday(month.year, month.month, nth, weekday),))
    number, year = int(parts["month"]), parts.get("year")
    if year is not None:
        return Days((_nth_weekday(int(year), number, nth, weekday),))
    day = first_from(today, lambda year: _nth_weekday(year, number, nth, weekday))
    return Impossible(Reason.NO_SUCH_DAY) if day is None else Days((day,), year_assumed=True)


def _nth_weekday(year: int, month: int, nth: str, weekday: int) -> date:
    """Find a weekday of a month; raises ValueError when the month has no fifth one."""
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7
    if nth == "last":
        return first.replace(day=day + (days_in_month(first) - day) // 7 * 7)
    return first.replace(day=day + (int(nth) - 1) * 7)


def _two_dates(_match: re.Match[str], _today: date) -> Impossible:
    return Impossible(Reason.TWO_DATES)


def _with_weekday(signs: str, today: date) -> Days | Impossible | None:
    """A day with its weekday before or after it: both must say the same."""
    match = _WEEKDAY_FIRST.fullmatch(signs) or _WEEKDAY_LAST.fullmatch(signs)
    if match is None:
        return None
    days = _days_in(match["day"], today)
    if not isinstance(days, Days):
        return days
    if _WEEKDAY.fullmatch(match["day"]):
        return Impossible(Reason.TWO_DATES)
    agreeing = tuple(day for day in days.dates if day.weekday() == int(match["weekday"]))
    if not agreeing:
        return Impossible(Reason.WEEKDAY_CONTRADICTS, days.dates[0])
    return Days(agreeing, days.year_assumed)


def _edge_of_period(signs: str, today: date) -> Days | None:
    """The end, the middle or the start of a month, week, quarter or year."""
    match = _EDGE_FIRST.fullmatch(signs) or _EDGE_LAST.fullmatch(signs)
    periods = periods_in(match["period"], today) if match else ()
    if match is None or not periods:
        return None
    edge = match["edge"]
    if edge == "mid" and (periods[0].last - periods[0].first).days not in range(27, 31):
        return None
    period, day = chosen(periods, today, _EDGES[edge])
    return Days((day,), period.year_assumed)


_YEARS = range(1900, 2200)
"""The years in which meetings are held; anything else is a slip of the finger."""

_EDGES: dict[str, Callable[[Period], date]] = {
    "start": lambda period: period.first,
    "mid": lambda period: period.first + timedelta(days=14),
    "end": lambda period: period.close,
}
_DAY, _MONTH, _YEAR = r"[#@](?P<day>\d{1,2})", r"m(?P<month>\d+)", r"#(?P<year>\d{4})"
_NUMERIC = r"[#@](?P<day>\d{1,2}) {0} #(?P<month>\d{1,2}) {0} #(?P<year>\d{4}|\d{2})"
_COUNT, _UNIT = r"[#=](\d{1,4})", r"u(\d[dwmy])"
_NTH_WEEKDAY = r"(?P<nth>last|o\d|@\d) w(?P<weekday>\d)"
_WEEKDAY_FIRST = re.compile(r"(?:(?:next|this|coming) )?w(?P<weekday>\d) (?P<day>.+)")
_WEEKDAY_LAST = re.compile(r"(?P<day>.+) w(?P<weekday>\d)")
_WEEKDAY = re.compile(r"(?:(next|this|coming) )?w(\d)")
_EDGE_FIRST = re.compile(r"(?P<edge>end|mid|start) (?:- )?(?P<period>.+)")
_EDGE_LAST = re.compile(r"(?P<period>.+?) (?:- )?(?P<edge>end|mid|start)")
_WHICH = r"(?P<which{0}>this|next|coming) u1w"

_Form = Callable[[re.Match[str], date], Days | Impossible | None]
_FORMS: tuple[tuple[re.Pattern[str], _Form], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"#(?P<year>\d{4}) ([-/.]) #(?P<month>\d{1,2}) \2 #(?P<day>\d{1,2})", _calendar_date),
        *((_NUMERIC.replace("{0}", re.escape(mark)), _calendar_date) for mark in "-/."),
        # Without a year only the slash is a date: "10-12" and "10.30" are as likely times.
        (r"[#@](?P<day>\d{1,2}) / #(?P<month>\d{1,2})", _calendar_date),
        (rf"{_DAY} (?:[-/.] )?{_MONTH}(?: (?:[-/.] )?{_YEAR})?", _calendar_date),
        (rf"{_DAY} ([-/.]) {_MONTH} \2 #(?P<year>\d{{2}})", _calendar_date),
        # Not "Jul-22", which a spreadsheet writes for July 2022.
        (rf"{_MONTH} {_DAY}(?: {_YEAR})?", _calendar_date),
        (rf"{_DAY} (?:-|to|and|or) [#@]\d{{1,2}} {_MONTH}(?: #\d{{4}})?", _two_dates),
        (rf"{_DAY} (?P<which>this|next|coming) u1m", _day_of_month),
        (r"d(-?\d)", _relative_day),
        (_WEEKDAY.pattern, _weekday),
        (r"w(\d) u1w", _weekday_after_a_week),
        (
            rf"w(?P<w1>\d) {_WHICH.format(1)}|{_WHICH.format(2)} w(?P<w2>\d)",
            _weekday_of_week,
        ),
        (
            rf"(?:(?:in|within|after) (?:next |coming )?|(?:next|coming) ){_COUNT} {_UNIT}"
            r"(?: time)?",
            _after_a_while,
        ),
        (
            rf"(?:next |coming )?{_COUNT} {_UNIT} (?:in|within|after|within in)(?: in)?",
            _after_a_while,
        ),
        (rf"(?:in )?{_COUNT} {_UNIT} (?:from|after) (.+)", _counted_from_a_day),
        (rf"{_NTH_WEEKDAY} {_MONTH}(?: {_YEAR})?", _weekday_of_month),
        (rf"{_NTH_WEEKDAY} (?P<which>this|next|coming) u1m", _weekday_of_month),
        (rf"{_MONTH}(?: {_YEAR})? {_NTH_WEEKDAY}", _weekday_of_month),
        (rf"(?P<which>this|next|coming) u1m {_NTH_WEEKDAY}", _weekday_of_month),
    )
)
