"""Time zones by the city or country that people live in, in English and Urdu."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

#: Names that officials use and that the zone database lacks, or holds twice.
_CITIES = {
    "Asia/Karachi": "Islamabad Lahore Rawalpindi Peshawar Quetta Multan Faisalabad Gilgit "
    "Muzaffarabad اسلام_آباد لاہور راولپنڈی پشاور کوئٹہ ملتان فیصل_آباد",
    "Asia/Dubai": "Abu_Dhabi Sharjah Gulf ابوظہبی خلیج",
    "Asia/Riyadh": "Jeddah Makkah Mecca Madinah جدہ مکہ مدینہ",
    "Asia/Qatar": "Doha دوحہ",
    "Asia/Kolkata": "Kolkata Delhi New_Delhi Mumbai دہلی نئی_دہلی ممبئی",
    "Asia/Kathmandu": "Kathmandu Nepal",
    "Asia/Shanghai": "China Beijing Peking بیجنگ",
    "Asia/Tashkent": "Samarkand",
    "Europe/London": "UK England Edinburgh انگلینڈ",
    "Europe/Zurich": "Geneva Bern جنیوا",
    "Europe/Amsterdam": "The_Hague Hague دی_ہیگ",
    "Europe/Berlin": "Germany Bonn Frankfurt Munich Central_Europe بون وسطی_یورپ",
    "Europe/Paris": "Lyon Strasbourg",
    "Europe/Rome": "Milan",
    "America/New_York": "Washington Washington_DC Boston US_East واشنگٹن",
    "America/Los_Angeles": "San_Francisco Seattle",
    "America/Toronto": "Ottawa Montreal اوٹاوا",
    "Australia/Sydney": "Canberra کینبرا",
}
#: Rows of the zone database that are not places.
_NOT_PLACES = re.compile(r"(Etc|SystemV|US|Canada|Brazil|Mexico|Chile)/|(?!UTC)[^/]+$")


def zone_of(text: str) -> ZoneInfo | None:
    """Give the zone of a city, or of a country that has one, as somebody typed it.

    None if nothing is known by that name, or several zones are.
    """
    keys = _known().get(_folded(text), frozenset())
    return ZoneInfo(next(iter(keys))) if len(keys) == 1 else None


def zone_by_key(key: str) -> ZoneInfo | None:
    """Give the zone of an IANA name; None if it is none (only a forged button has such a name)."""
    return ZoneInfo(key) if key in available_timezones() else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:100]).casefold()
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "", letters)


@cache
def _known() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, key in _names():
        found.setdefault(_folded(name), set()).add(key)
    for key, cities in _CITIES.items():
        for city in cities.split():
            found[_folded(city)] = {key}
    return {name: frozenset(keys) for name, keys in found.items() if name}


def _names() -> Iterator[tuple[str, str]]:
    countries = get_global("zone_territories")
    languages = [Locale("en"), Locale("ur")]
    for key in sorted(available_timezones()):
        if _NOT_PLACES.match(key):
            continue
        yield key.rsplit("/", 1)[-1], key
        for language in languages:
            city = language.time_zones.get(key, {}).get("city")
            country = language.territories.get(countries.get(key, ""))
            yield from ((name, key) for name in (city, country) if name)
