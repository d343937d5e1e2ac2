"""Reading a day and a time together as one moment."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import product
from zoneinfo import ZoneInfo

from secretariat.dates.days import Days, days_in
from secretariat.dates.explanations import Text, explained, opened
from secretariat.dates.periods import periods_in
from secretariat.dates.symbols import Symbol, signs_of
from secretariat.dates.times import Clock, clock_in
from secretariat.dates.values import (
    Ambiguous,
    Fold,
    Impossible,
    Moment,
    MomentReading,
    Reason,
    Unreadable,
)
from secretariat.dates.zones import placed, zone_at_end


@dataclass(frozen=True)
class DayAndClock:
    """The day, if one was written, and the time of day."""

    days: Days | None
    clock: Clock


def read_moment(
    text: str, *, now: datetime, zone: ZoneInfo
) -> MomentReading | Ambiguous[MomentReading] | Unreadable:
    """Read a text that is a day and a time, or "in 2 hours", and nothing else.

    `now` is aware; "today" is its day in `zone`, in which times are meant unless another zone
    stands beside them. A time without a day is the next such time after `now`. A wall time that
    clocks skip is refused, one that they show twice is ambiguous. Raises ValueError for a naive
    `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    opening = opened(text)
    if isinstance(opening, Unreadable):
        return opening
    ending = zone_at_end(opening.symbols, opening.words)
    if isinstance(ending, Impossible):
        return opening.refused(ending)
    symbols = without_prefix(ending.before)
    if match := _A_WHILE_AHEAD.fullmatch(signs_of(symbols)):
        unit = timedelta(hours=1) if match["unit"] == "h" else timedelta(minutes=1)
        ahead = now.astimezone(UTC) + unit * int(match["count"])
        return MomentReading(Moment(ahead, zone), opening.words)
    today = now.astimezone(zone).date()
    written = day_and_clock_in(symbols, today)
    if isinstance(written, Impossible):
        return opening.refused(written)
    if written is None:
        return _unread(opening, symbols, today)
    return _read_moments(opening, written, now=now, zone=zone, written_zone=ending.zone or zone)


def without_prefix(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Drop the "by", "until" or "due" before a day."""
    start = 0
    while start < len(symbols) and symbols[start].sign in {"by", "until", "due", ":"}:
        start += 1
    return symbols[start:]


def day_and_clock_in(symbols: Sequence[Symbol], today: date) -> DayAndClock | Impossible | None:
    """Read symbols that are a day and a time, in either order, or a time alone."""
    alone = clock_in(signs_of(symbols))
    if alone is not None:
        return DayAndClock(None, alone) if isinstance(alone, Clock) else alone
    impossible: Impossible | None = None
    for day_symbols, clock_symbols in _cuts(symbols):
        days = days_in(day_symbols, today)
        clock = clock_in(signs_of(clock_symbols))
        if isinstance(days, Days) and isinstance(clock, Clock):
            return DayAndClock(days, clock)
        if days is not None and clock is not None:
            impossible = impossible or (
                days if isinstance(days, Impossible) else Impossible(Reason.NO_SUCH_TIME)
            )
    return impossible


def _cuts(symbols: Sequence[Symbol]) -> Iterator[tuple[Sequence[Symbol], Sequence[Symbol]]]:
    """Cut symbols into a day and a time in every way, the longest day first."""
    for length in range(len(symbols) - 1, 0, -1):
        yield symbols[:length], symbols[length:]
        yield symbols[-length:], symbols[:-length]


def _unread(opening: Text, symbols: Sequence[Symbol], today: date) -> Unreadable:
    """Say why symbols are not a moment: only a day, or words not understood."""

    def find_day(part: Sequence[Symbol]) -> Days | Impossible | None:
        return days_in(part, today)

    def find(part: Sequence[Symbol]) -> object:
        return find_day(part) or day_and_clock_in(part, today)

    days = find_day(symbols)
    if isinstance(days, Days):
        return opening.refused(Impossible(Reason.TIME_MISSING))
    if isinstance(days, Impossible):
        return opening.refused(days)
    if periods_in(signs_of(symbols), today):
        return opening.refused(Impossible(Reason.DAY_MISSING))
    return explained(opening, symbols, find, find_day)


def _read_moments(
    opening: Text, written: DayAndClock, *, now: datetime, zone: ZoneInfo, written_zone: tzinfo
) -> MomentReading | Ambiguous[MomentReading] | Unreadable:
    """Place the day and the time on the time line: every moment that they can be."""
    moments: list[Moment] = []
    for wall in _walls(written, now.astimezone(written_zone)):
        found = placed(wall, written_zone, zone)
        if isinstance(found, Moment):
            moments.append(found)
        elif isinstance(found, Fold):
            moments.extend((found.first, found.second))
    if not moments:
        return opening.refused(Impossible(Reason.TIME_SKIPPED))
    year_assumed = written.days is not None and written.days.year_assumed
    readings = tuple(
        MomentReading(moment, opening.words, year_assumed, day_assumed=written.days is None)
        for moment in moments
    )
    return readings[0] if len(readings) == 1 else Ambiguous(opening.words, readings)


def _walls(written: DayAndClock, now: datetime) -> tuple[datetime, ...]:
    """Give the wall times that are meant; midnight of a day can be its first or its last."""
    times = written.clock.times()
    if written.days is None:
        return tuple(_next(at, now) for at in times)
    dates = written.days.dates
    if written.clock.is_after_midnight:
        dates = tuple(day + timedelta(days=late) for day, late in product(dates, (1, 0)))
    return tuple(datetime.combine(day, at) for day, at in product(dates, times))


def _next(at: time, now: datetime) -> datetime:
    """Give the next wall time after now at which clocks show a time of day."""
    wall = datetime.combine(now.date(), at)
    return wall if wall > now.replace(tzinfo=None) else wall + timedelta(days=1)


_A_WHILE_AHEAD = re.compile(
    r"(?=.*\b(?:in|within|after|now)\b)(?:(?:in|within|after) )?(?:next )?"
    r"[#=](?P<count>\d{1,3}) u1(?P<unit>[hn])(?: (?:in|within|after|from now))?"
)
