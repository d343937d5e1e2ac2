"""Quiet hours of a telephone on the page, turned on and off in its person's own settings."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from secretariat.readers import quiet_until
from simulator.accounts import Account
from storage import Database, Person
from views import presses

#: Hours from now that are made quiet: long enough to see what is held until the morning.
_LONG = 12
_USUAL = (21, 7)


async def in_quiet_hours(database: Database, now: datetime) -> list[int]:
    """Give the Telegram ids of those for whom it is quiet now."""
    async with database.reading() as session:
        people = (
            await session.scalars(select(Person).where(Person.telegram_id.is_not(None)))
        ).all()
    return [
        person.telegram_id
        for person in people
        if person.telegram_id is not None
        and quiet_until(person.quiet_from, person.quiet_to, _zone(person), now)
    ]


async def flip_quiet_hours(database: Database, account: Account, now: datetime) -> None:
    """Make it quiet for somebody from this hour on, or no longer; the chat shows how.

    Raises LookupError for somebody who has no settings.
    """
    async with database.reading() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == account.id))
    if person is None:
        raise LookupError(f"{account.name} is no member: only members have quiet hours")
    zone = _zone(person)
    hour = now.astimezone(zone).hour
    hours = f"{hour}:00 to {(hour + _LONG) % 24}:00"
    if quiet_until(person.quiet_from, person.quiet_to, zone, now):
        start, end = _USUAL
        # At night the usual hours are quiet as well.
        hours = f"{start}:00 to 0{end}:00" if end <= hour < start else "none"
    await account.says("/settings")
    question = presses.SETTINGS.write(argument="quiet")
    await account.taps_data(question, on=account.inbox[-1])
    await account.says(hours)


def _zone(person: Person) -> ZoneInfo:
    return ZoneInfo(person.zone or "Asia/Karachi")
