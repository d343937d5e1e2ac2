"""A person's own settings: language, zone, quiet hours, reminders, lock screen."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.cities import zone_by_key, zone_of
from secretariat.dates import TimeSpan, read_time_span
from secretariat.events import record
from secretariat.readers import Reader
from secretariat.refusals import Gone, Outdated
from secretariat.titles import fold
from storage import Person
from storage.inserts import changed

#: The reminders that may be switched off, by the column that says so.
REMINDERS = {"week": "remind_week", "day": "remind_day", "hour": "remind_hour"}
_NEVER = frozenset({"none", "no", "off", "never", "کوئی نہیں", "نہیں", "بند"})
_DAY = 24 * 60  # minutes
_LANGUAGES = (Locale("en"), Locale("ur"))


async def choose_language(
    session: AsyncSession, reader: Reader, language: str, version: int, now: datetime
) -> bool:
    """Write a person's language; the list of commands in their app follows."""
    wrote = await _write(session, reader, version, now, language=language)
    if wrote:
        reader.person.menu_stale = True
    return wrote


async def choose_zone(
    session: AsyncSession, reader: Reader, key: str, version: int, now: datetime
) -> bool:
    """Write a person's zone by its IANA name. Raises Gone for a name that is none."""
    if zone_by_key(key) is None:
        raise Gone
    return await _write(session, reader, version, now, zone=key)


async def choose_quiet_hours(
    session: AsyncSession, reader: Reader, start: int, end: int, version: int, now: datetime
) -> bool:
    """Write quiet hours, in minutes after midnight of the person's clock; equal: none.

    Raises Gone for minutes that no day has.
    """
    if not (0 <= start < _DAY and 0 <= end < _DAY):
        raise Gone
    return await _write(session, reader, version, now, quiet_from=start, quiet_to=end)


async def choose_reminder(
    session: AsyncSession, reader: Reader, name: str, *, wanted: bool, version: int, now: datetime
) -> bool:
    """Switch one of REMINDERS on or off. Raises Gone for another name."""
    if name not in REMINDERS:
        raise Gone
    return await _write(session, reader, version, now, **{REMINDERS[name]: wanted})


async def choose_lock_screen(
    session: AsyncSession, reader: Reader, *, discreet: bool, version: int, now: datetime
) -> bool:
    """Write whether messages begin with a line that says nothing of their content."""
    return await _write(session, reader, version, now, discreet=discreet)


async def _write(
    session: AsyncSession, reader: Reader, version: int, now: datetime, **wanted: object
) -> bool:
    """Write what differs; tell whether anything did. Raises Outdated for an old version.

    A second tap of what is chosen already changes nothing, whatever version its button carries.
    """
    person = reader.person
    before = {name: getattr(person, name) for name in wanted}
    if before == wanted:
        return False
    wrote = await session.execute(
        update(Person)
        .where(Person.id == person.id, Person.version == version)
        .values(**wanted, version=Person.version + 1)
    )
    if changed(wrote) != 1:
        raise Outdated(person, version)
    await session.refresh(person)
    record(
        session,
        now,
        "settings_changed",
        f"person:{person.id}",
        person_id=person.id,
        before=before,
        after=wanted,
    )
    return True


def read_quiet_hours(text: str) -> tuple[int, int] | None:
    """Read "22:00 to 06:30" or "none" as minutes after midnight; None: not understood."""
    if text.strip(" .۔").casefold() in _NEVER:
        return (0, 0)
    span = read_time_span(text)
    if not isinstance(span, TimeSpan) or span.end is None or span.zone is not None:
        return None
    start, end = (at.hour * 60 + at.minute for at in (span.start, span.end))
    return (start, end) if start != end else None


def zones_meant(text: str) -> list[ZoneInfo]:
    """Give the zone of a typed city or country; several for a wide country, none if unknown.

    A country may follow its city. Countries are known by their names in English and Urdu (CLDR,
    which Babel brings).
    """
    found = zone_of(text) or zone_of(text.replace("،", ",").split(",")[0])
    if found is not None:
        return [found]
    wanted = fold(text)
    countries = {
        code
        for language in _LANGUAGES
        for code, name in language.territories.items()
        if len(code) == 2 and fold(name) == wanted
    }
    zones = get_global("zone_territories").items()
    keys = {str(key) for key, country in zones if country in countries}
    return [ZoneInfo(key) for key in sorted(keys & available_timezones())]
