"""Stretches of days that people name: a month, "this week", "July-August 2022", "next quarter"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = r"#((?:19|20|21)\d\d)"

_UNIT = re.compile(r"(?:(this|next|coming) )?u(1w|1m|3m|1y)")
_MONTH = re.compile(rf"(?:(?:this|coming) )?m(\d+)(?: {YEAR})?")
_MONTHS = re.compile(rf"m(\d+) (?:-|/|to|and) m(\d+)(?: {YEAR})?")
_YEAR = re.compile(YEAR)


@dataclass(frozen=True)
class Period:
    """The first and last day of a stretch, and the day on which it closes for offices."""

    first: date
    last: date
    year_assumed: bool = False
    is_week: bool = False

    @property
    def close(self) -> date:
        """The last day of a month or a year; the Friday of a week."""
        return self.first + timedelta(days=4) if self.is_week else self.last


def shifted(day: date, count: int, unit: str) -> date:
    """Move a day by a count of units (as in `words.UNITS`); a short month gives its last day.

    Raises ValueError or OverflowError outside the years a date can have.
    """
    size, kind = int(unit[0]) * count, unit[1]
    if kind == "d":
        return day + timedelta(days=size)
    if kind == "w":
        return day + timedelta(weeks=size)
    months = day.year * 12 + day.month - 1 + size * (12 if kind == "y" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, days_in_month(first)))


def days_in_month(day: date) -> int:
    """Count the days of the month in which a day lies."""
    return calendar.monthrange(day.year, day.month)[1]


def first_from(today: date, make: Callable[[int], date]) -> date | None:
    """Give the first day on or after today that a rule makes of a year, None if there is none.

    Nine years are tried: 29 February can be missing for eight.
    """
    for year in range(today.year, today.year + 9):
        try:
            day = make(year)
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def periods_in(signs: str, today: date) -> tuple[Period, ...]:
    """Read signs as a stretch of days; the candidates in order, none if they name no stretch.

    A month without a year gives this year's and the next year's; a bare unit this and the next.
    """
    if match := _UNIT.fullmatch(signs):
        which, unit = match[1], match[2]
        this = _around(today, unit)
        following = _around(shifted(this.first, 1, unit), unit)
        if which == "this":
            return (this,)
        return (following,) if which else (this, following)
    if match := _MONTH.fullmatch(signs):
        return _months(int(match[1]), int(match[1]), match[2], today)
    if match := _MONTHS.fullmatch(signs):
        return _months(int(match[1]), int(match[2]), match[3], today)
    if match := _YEAR.fullmatch(signs):
        year = int(match[1])
        return (Period(date(year, 1, 1), date(year, 12, 31)),)
    return ()


def chosen(
    periods: tuple[Period, ...], today: date, day_of: Callable[[Period], date]
) -> tuple[Period, date]:
    """Take the first candidate whose day in question is not past, else the last candidate."""
    for period in periods:
        if day_of(period) >= today:
            return period, day_of(period)
    return periods[-1], day_of(periods[-1])


def _around(day: date, unit: str) -> Period:
    """Give the week, month, quarter or year in which a day lies."""
    if unit == "1w":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6), is_week=True)
    if unit == "1y":
        return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    first_month = day.month if unit == "1m" else (day.month - 1) // 3 * 3 + 1
    first = date(day.year, first_month, 1)
    return Period(first, shifted(first, 1, unit) - timedelta(days=1))


def _months(first: int, last: int, year: str | None, today: date) -> tuple[Period, ...]:
    """Give the stretch from a month to a month; one that ends in January began the year before."""
    years = (int(year),) if year else (today.year - 1, today.year, today.year + 1)
    over_new_year = 0 if last >= first else 1
    periods = []
    for start in years:
        final = date(start + over_new_year, last, 1)
        periods.append(
            Period(
                date(start, first, 1),
                final.replace(day=days_in_month(final)),
                year_assumed=year is None,
            )
        )
    return tuple(periods)
