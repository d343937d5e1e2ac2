"""The first run: a code from the operator's console makes the first secretary and their group.

What the group is called, where its clock stands, its quorum and its telephone are asked next, one
card each. Every step can be left out and taken later; which ones were taken is on the trail.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.admissions import Opener
from secretariat.audiences import seats_of, today_in
from secretariat.codes import make_code
from secretariat.events import record
from secretariat.permissions import Action
from secretariat.reachability import staff_of
from secretariat.readers import Reader
from secretariat.refusals import Refusal, TooLong, require_version
from secretariat.seatings import seats_changed
from storage import (
    Category,
    Event,
    Holding,
    Note,
    Organisation,
    Person,
    QuorumRule,
    Seat,
    SetupCode,
    Standing,
    Stranger,
    WorkingGroup,
)

#: The note that keeps what the operator's configuration says of the first group.
_FIRST_GROUP = "first_group"
#: Behind every office that is ever listed: the secretariat has no place in the order of offices.
LAST = 1_000_000
NAME_LENGTH = 120
TELEPHONE_LENGTH = 100
_VERB = "group_set_up"


class NotANumber(Refusal):
    """What was typed is not a number of offices."""


class NotATelephone(Refusal):
    """What was typed holds no telephone number."""


class Step(StrEnum):
    """What is asked of the first secretary, in this order.

    The members come last: their card leads to other cards, and nothing waits behind it.
    """

    NAME = "name"
    ZONE = "zone"
    QUORUM = "quorum"
    TELEPHONE = "telephone"
    MEMBERS = "members"

    @property
    def next(self) -> "Step | None":
        """The step after this one; None after the last."""
        steps = list(Step)
        place = steps.index(self) + 1
        return steps[place] if place < len(steps) else None


async def issue_code(
    session: AsyncSession,
    now: datetime,
    *,
    name: str = "",
    zone: str = "Asia/Karachi",
    language: str = "en",
) -> str | None:
    """Give the setup code ("7KQ2-MX9D") to print on the console; None if there is a secretary.

    The same code is given until somebody has used it: what was printed before stays good. The
    rest is what the first group begins with: its name (empty: asked), IANA zone and language.
    """
    if await _has_secretary(session, now):
        return None
    await session.merge(
        Note(
            name=_FIRST_GROUP,
            value=json.dumps({"name": name.strip(), "zone": zone, "language": language}),
        )
    )
    code: str | None = await session.scalar(
        select(SetupCode.code).where(SetupCode.used_at.is_(None)).order_by(SetupCode.id).limit(1)
    )
    if code is None:
        code = make_code()
        session.add(SetupCode(code=code, created_at=now))
    await session.flush()
    return code


async def use_code(
    session: AsyncSession, code: str, opener: Opener, now: datetime, *, group: str, office: str
) -> bool:
    """Make the account that typed the setup code the first secretary; False if it is not the code.

    `code` is as `read_code` gives it. `group` and `office` are the names, in the account's
    language, that a nameless group and its secretariat bear until somebody changes them. A group
    that is there already, from an imported roster, is taken as it is.
    """
    found = await session.scalar(
        select(SetupCode)
        .where(SetupCode.code == code, SetupCode.used_at.is_(None))
        .with_for_update()
    )
    if found is None or await _has_secretary(session, now):
        return False
    working_group = await session.scalar(select(WorkingGroup).order_by(WorkingGroup.id).limit(1))
    named = False
    if working_group is None:
        first = await session.get_one(Note, _FIRST_GROUP)
        given = json.loads(first.value)
        named = bool(given["name"])
        working_group = WorkingGroup(
            name=given["name"] or group, zone=given["zone"], language=given["language"]
        )
        session.add(working_group)
        await session.flush()
    person = await _secretary(session, opener)
    person.working_group_id = working_group.id
    seat = await _secretariat_seat(session, working_group, office)
    session.add(Holding(seat_id=seat.id, person_id=person.id, since=today_in(working_group, now)))
    found.used_at, found.used_by = now, person.id
    stranger = await session.get(Stranger, opener.telegram_id)
    if stranger is not None:
        await session.delete(stranger)
    record(
        session,
        now,
        "first_secretary",
        f"person:{person.id}",
        person_id=person.id,
        working_group_id=working_group.id,
        after={"name": person.name, "account": person.telegram_id},
    )
    if named:
        _trail(session, person.id, working_group, now, {}, {"name": working_group.name})
    await session.flush()
    return True


async def name_group(
    session: AsyncSession, reader: Reader, group: WorkingGroup, name: str, now: datetime
) -> None:
    """Call a group what was typed. Raises NotAllowed, TooLong."""
    plain = " ".join(name.split())
    if len(plain) > NAME_LENGTH:
        raise TooLong(len(plain), NAME_LENGTH)
    urdu = any(unicodedata.bidirectional(one) == "AL" for one in plain)
    before = {"name": group.name}
    group.name = plain
    group.name_urdu = plain if urdu else group.name_urdu
    _set_up(session, reader, group, now, before, {"name": plain})


async def set_zone(
    session: AsyncSession,
    reader: Reader,
    group: WorkingGroup,
    zone: ZoneInfo,
    version: int,
    now: datetime,
) -> None:
    """Set a group's clock. Raises NotAllowed, Outdated."""
    require_version(group, version)
    before = {"zone": group.zone}
    group.zone = zone.key
    _set_up(session, reader, group, now, before, {"zone": zone.key})


async def set_quorum(
    session: AsyncSession,
    reader: Reader,
    group: WorkingGroup,
    rule: QuorumRule,
    number: int | None,
    version: int,
    now: datetime,
) -> None:
    """Set how a group counts its quorum; `number` only with QuorumRule.NUMBER.

    Raises NotAllowed, Outdated.
    """
    require_version(group, version)
    before = {"quorum": group.quorum_rule, "number": group.quorum_number}
    group.quorum_rule = rule
    group.quorum_number = number if rule is QuorumRule.NUMBER else None
    after = {"quorum": group.quorum_rule, "number": group.quorum_number}
    _set_up(session, reader, group, now, before, after)
    await seats_changed(session, group.id, now)


async def set_telephone(
    session: AsyncSession, reader: Reader, group: WorkingGroup, telephone: str, now: datetime
) -> None:
    """Set where the secretariat is rung up, as typed. Raises NotAllowed, TooLong, NotATelephone."""
    plain = " ".join(telephone.split())
    if len(plain) > TELEPHONE_LENGTH:
        raise TooLong(len(plain), TELEPHONE_LENGTH)
    if sum(one.isdecimal() for one in plain) < 3:
        raise NotATelephone
    before = {"telephone": group.telephone}
    group.telephone = plain
    _set_up(session, reader, group, now, before, {"telephone": plain})


def number_of_offices(text: str) -> int:
    """Read how many offices make a quorum, in any script's digits. Raises NotANumber."""
    found = re.findall(r"\d+", text)
    if len(found) != 1 or not 1 <= int(found[0][:9]) <= 999:
        raise NotANumber
    return int(found[0])


async def open_steps(session: AsyncSession, group: WorkingGroup, now: datetime) -> list[Step]:
    """Give the steps of the first run that nobody has taken for this group, in their order."""
    taken: set[str] = set()
    for after in await session.scalars(
        select(Event.after).where(Event.verb == _VERB, Event.subject == f"group:{group.id}")
    ):
        taken |= after.keys()
    members = await seats_of(session, group.id, today_in(group, now), [Category.MEMBER])
    if members:
        taken.add(Step.MEMBERS)
    return [step for step in Step if step not in taken]


def _set_up(
    session: AsyncSession,
    reader: Reader,
    group: WorkingGroup,
    now: datetime,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    reader.require(Action.SET_UP_GROUP, group.id)
    group.version += 1
    _trail(session, reader.person.id, group, now, before, after)


def _trail(
    session: AsyncSession,
    person_id: int,
    group: WorkingGroup,
    now: datetime,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    record(
        session,
        now,
        _VERB,
        f"group:{group.id}",
        person_id=person_id,
        working_group_id=group.id,
        before=dict(before),
        after=dict(after),
    )


async def _has_secretary(session: AsyncSession, now: datetime) -> bool:
    for group_id in list(await session.scalars(select(WorkingGroup.id))):
        if await staff_of(session, group_id, now, Action.ADMIT):
            return True
    return False


async def _secretary(session: AsyncSession, opener: Opener) -> Person:
    person = await session.scalar(select(Person).where(Person.telegram_id == opener.telegram_id))
    if person is None:
        person = Person(name=opener.name[:300], telegram_id=opener.telegram_id)
        session.add(person)
    person.telegram_name = opener.name[:300]
    person.standing = Standing.JOINED
    person.language = opener.language
    person.menu_stale = True
    await session.flush()
    return person


async def _secretariat_seat(session: AsyncSession, group: WorkingGroup, office: str) -> Seat:
    seats = await session.scalars(
        select(Seat)
        .where(Seat.working_group_id == group.id, Seat.category == Category.SECRETARIAT)
        .order_by(Seat.precedence, Seat.id)
        .limit(1)
    )
    organisation_id = next((one.organisation_id for one in seats), None)
    if organisation_id is None:
        organisation = Organisation(name=office, short_name=office, precedence=LAST)
        session.add(organisation)
        await session.flush()
        organisation_id = organisation.id
    count = await session.scalar(
        select(func.count()).select_from(Seat).where(Seat.working_group_id == group.id)
    )
    seat = Seat(
        working_group_id=group.id,
        organisation_id=organisation_id,
        precedence=(count or 0) + 1,
        category=Category.SECRETARIAT,
    )
    session.add(seat)
    await session.flush()
    return seat
