"""Days, hours and zones as people say them. The only place that knows the reader's clock."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names
from babel.numbers import format_decimal
from markupsafe import Markup

from views.words import LRI, PDI, Words


def day(words: Words, value: date, *, year: bool = False, full: bool = False) -> Markup:
    """Give a day with its weekday: "Wed 15 Apr", with the year "Wed 15 Apr 2026".

    `full` writes the names out: "Wednesday 15 April 2026", in Urdu «بروز بدھ، 15 اپریل 2026ء».
    """
    width: Literal["wide", "abbreviated"] = "wide" if full or words.rtl else "abbreviated"
    weekday = get_day_names(width, locale=words.locale)[value.weekday()]
    month = get_month_names(width, locale=words.locale)[value.month]
    if words.rtl:
        on = f"بروز {weekday}" if full else weekday
        year_text = f" {LRI}{value.year}{PDI}ء" if year or full else ""
        return Markup(f"{on}، {LRI}{value.day}{PDI} {month}{year_text}")
    year_text = f" {value.year}" if year or full else ""
    return Markup(f"{weekday} {value.day} {month}{year_text}")


def hour(words: Words, value: time) -> Markup:
    """Give an hour: "14:00"; in Urdu as it is said, «دوپہر 2 بجے» or «2 بج کر 30 منٹ»."""
    if not words.rtl:
        return Markup(f"{value:%H:%M}")
    twelve = value.hour % 12 or 12
    part = _part_of_day(value.hour)
    if value.minute:
        return Markup(f"{part} {LRI}{twelve}{PDI} بج کر {LRI}{value.minute}{PDI} منٹ")
    return Markup(f"{part} {LRI}{twelve}{PDI} بجے")


def _part_of_day(clock_hour: int) -> str:
    if 4 <= clock_hour < 12:
        return "صبح"
    if 12 <= clock_hour < 16:
        return "دوپہر"
    return "شام" if 16 <= clock_hour < 19 else "رات"


def hours(words: Words, start: datetime, end: datetime) -> Markup:
    """Give a span of hours of one zone: "14:00 to 16:00"; in words, which survive RTL."""
    return words.say(
        "{start} to {end}", start=hour(words, start.time()), end=hour(words, end.time())
    )


#: Zones by the name that officials use; others are named by their city.
_ZONE_NAMES = {"Asia/Karachi": ("PKT", "پاکستان کا وقت"), "UTC": ("UTC", "یو ٹی سی")}


def zone_name(words: Words, zone: ZoneInfo, at: datetime) -> Markup:
    """Give a zone's short name at a moment: "PKT", "CEST", or its city where it has no letters."""
    english, urdu = _ZONE_NAMES.get(zone.key, ("", ""))
    if words.rtl and urdu:
        return Markup(urdu)
    letters = at.astimezone(zone).tzname() or ""
    shown = english or (letters if letters.isalpha() else city(words, zone))
    return words.value(shown)


def city(words: Words, zone: ZoneInfo) -> str:
    """Give the city that a zone is named for, in the language's own spelling."""
    raw = zone.key.rsplit("/", 1)[-1]
    found = words.locale.time_zones.get(zone.key, {}).get("city")
    return str(found) if found else raw.replace("_", " ")


def moment(
    words: Words, at: datetime, zone: ZoneInfo, *, year: bool = False, named: bool = True
) -> Markup:
    """Give a moment on a zone's clock: "Wed 15 Apr, 14:00 PKT"; without the zone if not `named`."""
    local = at.astimezone(zone)
    text = words.comma([day(words, local.date(), year=year), hour(words, local.time())])
    if not named:
        return text
    return Markup(" " if not words.rtl else "، ").join([text, zone_name(words, zone, at)])


def clock_tag(at: datetime, text: Markup) -> Markup:
    """Wrap a written time so that a tap tells the reader's local date (Bot API, date-time entity).

    The format is empty: the text stays as it is written, the official zone is never converted.
    """
    return Markup('<tg-time unix="{}">{}</tg-time>').format(int(at.timestamp()), text)


def same_clock(at: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    """Tell whether two zones show the same hour at a moment."""
    return at.astimezone(one).utcoffset() == at.astimezone(other).utcoffset()


def file_size(words: Words, size: int) -> Markup:
    """Give a file's size in bytes as people read it: "620 KB", "1.4 MB"."""
    if size < 1_000_000:
        return words.say("{size} KB", size=_number(words, max(1, round(size / 1000))))
    return words.say("{size} MB", size=_number(words, round(size / 1_000_000, 1)))


def _number(words: Words, value: float) -> Markup:
    return words.value(format_decimal(value, locale="en"))


def minutes_of_day(words: Words, minutes: int) -> Markup:
    """Give minutes after midnight as an hour."""
    return hour(words, (datetime.min.replace(tzinfo=UTC) + timedelta(minutes=minutes)).time())
