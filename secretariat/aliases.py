"""How people are called: other spellings that a human has confirmed, and names in Urdu."""

import unicodedata
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import members
from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.members import Member
from secretariat.names import Found, clean
from secretariat.readers import Reader
from secretariat.refusals import Refusal
from secretariat.titles import fold
from storage import Fields, Person, PersonAlias, WorkingGroup

LONGEST_NAME = 100  # characters


class AnotherBears(Refusal):
    """The spelling is the name of somebody else on the roster."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoName(Refusal):
    """What was typed is no name: no letters in it, or too long to be one."""


class NotUrdu(Refusal):
    """What was typed as the Urdu form of a name is not in Urdu letters."""


async def add_alias(
    session: AsyncSession,
    group: WorkingGroup,
    member: Member,
    spelling: str,
    by: Reader,
    now: datetime,
) -> None:
    """Confirm another spelling of somebody's name: from then on it finds them without a question.

    Raises NoName, or AnotherBears if it is somebody else's name or alias on this roster.
    """
    name = _name_in(spelling)
    found = await members.find_person(session, group.id, name, now)
    if isinstance(found, Found) and found.suggestion.id != member.person.id:
        other = await session.get_one(Person, found.suggestion.id)
        raise AnotherBears(other.name)
    if confirm_spelling(member.person, name):
        await _renamed(session, group, member.person, by, now, {"alias": name})


def confirm_spelling(person: Person, spelling: str) -> bool:
    """Add a spelling to a person's aliases unless it is known; tell whether it was new."""
    known = {fold(person.name), *(fold(alias.spelling) for alias in person.aliases)}
    if not fold(spelling) or fold(spelling) in known:
        return False
    person.aliases.append(PersonAlias(spelling=spelling))
    return True


async def set_urdu_name(
    session: AsyncSession, group: WorkingGroup, member: Member, name: str, by: Reader, now: datetime
) -> None:
    """Keep the Urdu form of somebody's name, for Urdu screens. Raises NoName, NotUrdu."""
    written = _name_in(name)
    if not is_urdu(written):
        raise NotUrdu
    before = member.person.name_urdu
    member.person.name_urdu = written
    await _renamed(session, group, member.person, by, now, {"name_urdu": written, "before": before})


def is_urdu(text: str) -> bool:
    """Tell whether a text has letters, and all of them are of the Arabic script."""
    letters = [mark for mark in text if mark.isalpha()]
    return bool(letters) and all(unicodedata.bidirectional(mark) == "AL" for mark in letters)


def _name_in(text: str) -> str:
    name = clean(text)
    if len(name) > LONGEST_NAME or not any(mark.isalpha() for mark in name):
        raise NoName
    return name


async def _renamed(
    session: AsyncSession,
    group: WorkingGroup,
    person: Person,
    by: Reader,
    now: datetime,
    after: Fields,
) -> None:
    person.version += 1
    record(
        session,
        now,
        "renamed",
        f"person:{person.id}",
        person_id=by.person.id,
        working_group_id=group.id,
        after=after,
    )
    await mark_stale(session, f"person:{person.id}", now)
