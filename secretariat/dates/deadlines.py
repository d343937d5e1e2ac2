"""Reading a deadline as minutes set it: "by 30 April", "in the next five months", "monthly"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from secretariat.dates.days import Days, days_in
from secretariat.dates.explanations import Text, explained, opened
from secretariat.dates.moments import day_and_clock_in
from secretariat.dates.periods import chosen, periods_in, shifted
from secretariat.dates.symbols import Symbol, signs_of
from secretariat.dates.values import (
    Ambiguous,
    Due,
    DueKind,
    Impossible,
    Recurrence,
    Unit,
    Unreadable,
)
from secretariat.dates.zones import zone_at_end


def read_due(text: str, *, today: date) -> Due | Ambiguous[Due] | Unreadable:
    """Read a text that is a deadline and nothing else, counted from `today`, the meeting's day.

    "By", "before" and "on" a date are that date; "in" a month is its last day; "by" a month could
    be its first or last day, so both are given. Counted working days are refused, because holidays
    are not known here.
    """
    opening = opened(text)
    if isinstance(opening, Unreadable):
        return opening
    ending = zone_at_end(opening.symbols, opening.words)
    if isinstance(ending, Impossible):
        return opening.refused(ending)
    signs = signs_of(ending.before)
    if _NEXT_MEETING.fullmatch(signs):
        return Due(DueKind.NEXT_MEETING, opening.words)
    if _NO_DATE.fullmatch(signs):
        return Due(DueKind.NONE, opening.words)
    if recurrence := _recurrence_in(signs):
        return Due(DueKind.RECURRING, opening.words, recurrence=recurrence)
    read = _dated(ending.before, opening.words, today)
    if isinstance(read, Impossible):
        return opening.refused(read)
    if read is None:
        return _unread(opening, ending.before, today)
    dues = tuple(replace(due, zone=ending.zone) for due in read)
    return dues[0] if len(dues) == 1 else Ambiguous(opening.words, dues)


def _dated(
    symbols: Sequence[Symbol], words: str, today: date
) -> tuple[Due, ...] | Impossible | None:
    """Read a deadline that is a date: a day, a day and a time, or a stretch of days."""
    bare = _without_links(symbols)
    for part in (symbols, bare):
        days = days_in(part, today)
        if days is not None:
            return days if isinstance(days, Impossible) else _dues(days, (None,), words)
    written = day_and_clock_in(bare, today)
    if isinstance(written, Impossible):
        return written
    if written is not None and written.days is not None:
        return _dues(written.days, written.clock.times(), words)
    return _by_period(signs_of(symbols), words, today)


def _dues(days: Days, times: tuple[time | None, ...], words: str) -> tuple[Due, ...]:
    return tuple(
        Due(DueKind.DATE, words, day, at, year_assumed=days.year_assumed)
        for day in days.dates
        for at in times
    )


def _by_period(signs: str, words: str, today: date) -> tuple[Due, ...] | None:
    """Read "in July 2022", "this week", "by September"."""
    match = _PERIOD.fullmatch(signs)
    periods = periods_in(match["period"], today) if match else ()
    if match is None or not periods:
        return None
    period, last = chosen(periods, today, lambda period: period.close)
    closing = Due(DueKind.DATE, words, last, year_assumed=period.year_assumed)
    if match["by"] or match["by_after"]:
        opening_period, first = chosen(periods, today, lambda period: period.first)
        if opening_period == period:
            return (closing, Due(DueKind.DATE, words, first, year_assumed=period.year_assumed))
        return (closing,)
    rolling = _ROLLING.fullmatch(signs)
    if rolling is None:
        return (closing,)
    # "In the next month" is a month from now or the coming month; "within" is a month from now.
    ahead = Due(DueKind.DATE, words, shifted(today, 1, rolling["unit"]))
    return (ahead,) if rolling["link"] == "within" else (ahead, closing)


def _recurrence_in(signs: str) -> Recurrence | None:
    match = _RECURRING.fullmatch(signs)
    if match is None:
        return None
    size_and_unit = match["r"] or match["u"]
    every = int(size_and_unit[0]) * int(match["count"] or 1)
    return Recurrence(every, Unit(size_and_unit[1])) if every else None


def _without_links(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Drop the words that only say "not later than", before or after a day."""
    start, end = 0, len(symbols)
    while start < end and symbols[start].sign in {"due", ":", "-", "by", "until"}:
        start += 1
    while start < end and symbols[end - 1].sign in {"tak", "by"}:
        end -= 1
    return symbols[start:end]


def _unread(opening: Text, symbols: Sequence[Symbol], today: date) -> Unreadable:
    symbols = _without_links(symbols)

    def find_day(part: Sequence[Symbol]) -> Days | Impossible | None:
        return days_in(part, today)

    def find(part: Sequence[Symbol]) -> object:
        return find_day(part) or (_NEXT_MEETING.fullmatch(signs_of(part)))

    return explained(opening, symbols, find, find_day)


_LINK = r"(?:(?:due|:|-|by|until|in|at|within) )*"
_NEXT_MEETING = re.compile(rf"{_LINK}(?:next|coming) meeting(?: (?:tak|by|in))*")
_NO_DATE = re.compile(r"(?:(?:due|:|-) )*(?:none|-)")
_RECURRING = re.compile(
    r"(?:(?:due|:) )?(?:(?:=1 )?r(?P<r>\d[dwmy])(?: basis)?"
    r"|(?:every|per|once =1|once every) (?:[#=](?P<count>\d{1,2}) )?u(?P<u>\d[dwmy]))"
)
_PERIOD = re.compile(
    r"(?:(?:due|:|-) )*(?:(?P<by>by|until)|(?P<link>in|within))? ?(?P<period>[um#].+?|"
    r"(?:this|next|coming) .+?)(?P<by_after> tak| by)?(?: in| within)?"
)
_ROLLING = re.compile(r"(?:(?:due|:|-) )*(?P<link>in|within) (?:next|coming) u(?P<unit>\d[wmy])")
