"""Time zones as people write them beside a time, and wall times that clocks skip or show twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from secretariat.dates.symbols import Symbol, signs_of
from secretariat.dates.values import Fold, Gap, Impossible, Moment, Reason

_FARTHEST_OFFSET = timedelta(hours=14)
_KNOWN = re.compile(r"(?:^|.* )(z:[^ ?]+|c:\S+ time)")
_OFFSET = re.compile(
    r"(?:^|.* )("
    r"z:UTC (?P<u>[-+]) #(?P<uh>\d{1,2})(?: : #(?P<um>\d\d))?"
    r"|(?P<p>\+) #(?P<ph>\d\d) ?(?:: #)?(?P<pm>\d\d)?"
    r")"
)
_ISO_WEST = re.compile(r".*t #\d\d : #\d\d(?: : #00)? (- #(\d\d) : #(\d\d))")
_UNKNOWN = re.compile(r"(?:^|.* )(z\?|\? time)")
_AFTER_A_TIME = re.compile(r".*(?:#\d+|p:\w+|oclock|hrs|noon|midnight) (\?)")
_CAPITALS = re.compile(r"[A-Z]{2,5}")


@dataclass(frozen=True)
class ZoneAtEnd:
    """What stands before a zone at the end of a text, and the zone; None is the group's own."""

    before: Sequence[Symbol]
    zone: tzinfo | None


def zone_at_end(symbols: Sequence[Symbol], text: str) -> ZoneAtEnd | Impossible:
    """Split off the zone that ends a text, if any; a zone word nobody can be sure of is refused."""
    signs = signs_of(symbols)
    if match := _OFFSET.fullmatch(signs):
        hours, minutes = match["uh"] or match["ph"], match["um"] or match["pm"]
        sign = match["u"] or match["p"]
        return _offset(symbols, match[1], sign, hours, minutes)
    if match := _ISO_WEST.fullmatch(signs):
        return _offset(symbols, match[1], "-", match[2], match[3])
    if match := _KNOWN.fullmatch(signs):
        key = match[1].removesuffix(" time")[2:]
        zone = None if key == "local" else ZoneInfo(key)
        return ZoneAtEnd(_before(symbols, match[1]), zone)
    if match := _UNKNOWN.fullmatch(signs):
        first = symbols[len(_before(symbols, match[1]))]
        return Impossible(Reason.UNKNOWN_ZONE, rest=text[first.start : symbols[-1].end])
    if _AFTER_A_TIME.fullmatch(signs):
        word = text[symbols[-1].start : symbols[-1].end]
        if _CAPITALS.fullmatch(word):
            return Impossible(Reason.UNKNOWN_ZONE, rest=word)
    return ZoneAtEnd(symbols, None)


def local_to_utc(wall: datetime, zone: ZoneInfo) -> Moment | Gap | Fold:
    """Find the instant of a naive wall time in a zone, or say that it is skipped or comes twice.

    Raises ValueError for an aware `wall` and OverflowError at the far ends of the calendar.
    """
    if wall.tzinfo is not None:
        raise ValueError("a wall time carries no zone of its own")
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return Moment(first, zone)
    if first < second:
        return Fold(wall, Moment(first, zone), Moment(second, zone))
    # In a gap the two offsets swap sides: the clocks resume between the two instants.
    resumes = second
    while resumes.astimezone(zone).replace(tzinfo=None) < wall:
        resumes += timedelta(minutes=1)
    return Gap(wall, Moment(resumes, zone))


def placed(wall: datetime, written_zone: tzinfo, zone: ZoneInfo) -> Moment | Gap | Fold:
    """Find the instant of a naive wall time written in one zone, to be said in another."""
    if not isinstance(written_zone, ZoneInfo):
        return Moment(wall.replace(tzinfo=written_zone).astimezone(UTC), zone)
    found = local_to_utc(wall, written_zone)
    if isinstance(found, Gap):
        return Gap(wall, Moment(found.resumes.utc, zone))
    if isinstance(found, Fold):
        return Fold(wall, Moment(found.first.utc, zone), Moment(found.second.utc, zone))
    return Moment(found.utc, zone)


def _before(symbols: Sequence[Symbol], zone_signs: str) -> Sequence[Symbol]:
    """Give the symbols that stand before the signs of a zone."""
    return symbols[: len(symbols) - len(zone_signs.split())]


def _offset(
    symbols: Sequence[Symbol], zone_signs: str, sign: str, hours: str, minutes: str | None
) -> ZoneAtEnd | Impossible:
    """Read an offset from UTC; none on Earth is beyond 14 hours."""
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if int(minutes or 0) > 59 or offset > _FARTHEST_OFFSET:
        rest = f"{sign}{hours}" + (f":{minutes}" if minutes else "")
        return Impossible(Reason.UNKNOWN_ZONE, rest=rest)
    return ZoneAtEnd(_before(symbols, zone_signs), timezone(offset if sign == "+" else -offset))
