"""Taking a list of members into a group: looked at first, asked about, then taken in at once.

Until it is imported a list is a draft (kind "roster") and nothing of it is on the roster.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.aliases import confirm_spelling, is_urdu
from secretariat.audiences import today_in
from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.members import holdings_in, known_organisation
from secretariat.memberships import give_seat, require_naming, seats_in
from secretariat.readers import Reader
from secretariat.refusals import Gone, Refusal, require_version
from secretariat.roster_files import read_roster_file
from secretariat.roster_looks import look_at
from secretariat.roster_plans import Ask, Entry, Plan, from_fields, kept_answers, to_fields
from secretariat.rosters import Roster, read_roster
from secretariat.seatings import seats_changed
from secretariat.titles import fold
from storage import (
    Category,
    Draft,
    Organisation,
    OrganisationAlias,
    Person,
    WorkingGroup,
)

KIND = "roster"

_SHORT_NAME = re.compile(r"^(?P<name>.+?)\s*\((?P<short>[^()\s]{2,12})\)$")
_MINISTRY = re.compile(r"^(?:ministry of|m/o)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)


class StillAsked(Refusal):
    """Something of the list is still to be answered before it can be imported."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: people added and known before, organisations and seats added.

    `person_ids` are the list's people in its order; `seatless` of them have no seat.
    """

    added: int
    known: int
    organisations: int
    seats: int
    person_ids: tuple[int, ...]
    seatless: tuple[int, ...]


async def import_file(
    session: AsyncSession,
    group: WorkingGroup,
    name: str,
    content: bytes,
    now: datetime,
    *,
    by: Reader | None,
) -> Imported | tuple[Ask, ...]:
    """Import a file if nothing in it needs an answer; else change nothing and give the questions.

    `by` is None for the operator. Raises UnreadableRoster, NamesSecretary.
    """
    plan = await look_at(session, group, read_roster_file(name, content), now, by)
    if plan.open:
        return plan.open
    return await _take_in(session, group, plan, now, by)


def plan_of(draft: Draft) -> Plan | None:
    """Give the plan of a draft that is still open, else None."""
    return from_fields(draft.fields["plan"]) if "plan" in draft.fields else None


def outcome_of(draft: Draft) -> Imported | None:
    """Give what an imported draft did; None for one that is open or was discarded."""
    done = draft.fields.get("imported")
    if done is None:
        return None
    lists = {name: tuple(done[name]) for name in ("person_ids", "seatless")}
    return Imported(**{**done, **lists})


async def open_draft(session: AsyncSession, group: WorkingGroup) -> Draft | None:
    """Give the newest list that somebody is preparing for a group."""
    drafts = await session.scalars(
        select(Draft)
        .where(Draft.working_group_id == group.id, Draft.kind == KIND)
        .order_by(Draft.id.desc())
        .limit(20)
    )
    return next((draft for draft in drafts if "plan" in draft.fields), None)


async def start(
    session: AsyncSession,
    group: WorkingGroup,
    roster: Roster,
    by: Reader,
    now: datetime,
    *,
    text: str | None = None,
) -> Draft:
    """Keep a list that came as a draft; `text` is the paste, to which more may be added.

    Raises UnreadableRoster.
    """
    plan = await look_at(session, group, roster, now, by)
    draft = Draft(
        working_group_id=group.id,
        author_id=by.person.id,
        kind=KIND,
        created_at=now,
        fields={"plan": to_fields(plan), "text": text},
    )
    session.add(draft)
    await session.flush()
    return draft


async def add_lines(
    session: AsyncSession, group: WorkingGroup, draft: Draft, text: str, by: Reader, now: datetime
) -> None:
    """Add the rest of a long paste, which Telegram's apps cut in several messages.

    Answers given so far are kept. Raises Gone, UnreadableRoster.
    """
    before, begun = plan_of(draft), draft.fields.get("text")
    if before is None or begun is None:
        raise Gone
    whole = f"{begun}\n{text}"
    plan = kept_answers(before, await look_at(session, group, read_roster(whole), now, by))
    await _keep(session, draft, plan, now, text=whole)


async def answer(
    session: AsyncSession, draft: Draft, key: str, value: str, now: datetime, version: int
) -> None:
    """Answer one question of a list. Raises Outdated, or Gone if it is not asked (any more)."""
    require_version(draft, version)
    plan = plan_of(draft)
    if plan is None:
        raise Gone
    try:
        answered = plan.answered(key, value)
    except KeyError:
        raise Gone from None
    await _keep(session, draft, answered, now)


async def discard(
    session: AsyncSession, draft: Draft, by: Reader, now: datetime, version: int
) -> None:
    """Give a list up; nothing of it is kept. Raises Outdated, or Gone if it is not open."""
    require_version(draft, version)
    if plan_of(draft) is None:
        raise Gone
    draft.fields = {"discarded": True}
    draft.version += 1
    record(
        session,
        now,
        "roster_discarded",
        f"draft:{draft.id}",
        person_id=by.person.id,
        working_group_id=draft.working_group_id,
    )
    await mark_stale(session, f"draft:{draft.id}", now)


async def import_draft(
    session: AsyncSession,
    group: WorkingGroup,
    draft: Draft,
    by: Reader,
    now: datetime,
    version: int,
) -> Imported | None:
    """Put everybody of a list on the roster at once.

    The roster may have changed since the list was looked at: then nothing is done, the list is
    looked at again, and None is given. Raises Outdated, Gone, StillAsked, NamesSecretary.
    """
    require_version(draft, version)
    plan = plan_of(draft)
    if plan is None:
        raise Gone
    as_read = Roster(lines=plan.lines, problems=plan.problems)
    fresh = await look_at(session, group, as_read, now, by, twins=plan.twins)
    if (fresh.people, fresh.offices) != (plan.people, plan.offices):
        await _keep(session, draft, kept_answers(plan, fresh), now)
        return None
    if plan.open:
        raise StillAsked
    done = await _take_in(session, group, plan, now, by)
    draft.fields = {"imported": {name: getattr(done, name) for name in Imported.__slots__}}
    draft.version += 1
    await mark_stale(session, f"draft:{draft.id}", now)
    return done


async def _keep(
    session: AsyncSession, draft: Draft, plan: Plan, now: datetime, *, text: str | None = None
) -> None:
    draft.fields = {"plan": to_fields(plan), "text": text or draft.fields.get("text")}
    draft.version += 1
    await mark_stale(session, f"draft:{draft.id}", now)


async def _take_in(
    session: AsyncSession, group: WorkingGroup, plan: Plan, now: datetime, by: Reader | None
) -> Imported:
    by_id = by.person.id if by is not None else None
    offices = await _offices(session, plan)
    organisations = len(plan.new_offices)
    seats = await seats_in(session, group, now)
    people: list[int] = []
    seatless: list[int] = []
    added = made = 0
    persons = [await _person(session, group, entry) for entry in plan.entries]
    await session.flush()
    for entry, person in zip(plan.entries, persons, strict=True):
        people.append(person.id)
        if entry.person is None:
            record(
                session,
                now,
                "listed",
                f"person:{person.id}",
                person_id=by_id,
                working_group_id=group.id,
                after={"line": entry.line.original[:500]},
            )
        added += entry.person is None
        if entry.office is None:
            if entry.person is None:
                seatless.append(person.id)
            continue
        office = offices[entry.office.id or -entry.office.place]
        if entry.person is not None and entry.person.office_id == office.id:
            continue
        require_naming(by, group, entry.role)
        if entry.person is not None and entry.moved_from:
            await _leave(session, group, person, now)
        made += await give_seat(session, group, seats, person, office, entry.role, now, by_id=by_id)
    done = Imported(
        added=added,
        known=len(plan.entries) - added,
        organisations=organisations,
        seats=made,
        person_ids=tuple(people),
        seatless=tuple(seatless),
    )
    record(
        session,
        now,
        "roster_imported",
        f"group:{group.id}",
        person_id=by_id,
        working_group_id=group.id,
        after={"added": added, "known": done.known, "people": people},
    )
    await seats_changed(session, group.id, now, people)
    return done


async def _offices(session: AsyncSession, plan: Plan) -> dict[int, Organisation]:
    """Give the list's organisations by id, the new ones by their place in it (negative).

    New ones are added in the order of the list, which is their precedence.
    """
    refs = {entry.office for entry in plan.entries if entry.office is not None}
    known = await session.scalars(
        select(Organisation)
        .options(selectinload(Organisation.aliases))
        .where(Organisation.id.in_([ref.id for ref in refs if ref.id]))
        .execution_options(populate_existing=True)
    )
    found = {one.id: one for one in known}
    last = await session.scalar(select(func.max(Organisation.precedence))) or 0
    for place in sorted(ref.place for ref in refs if ref.place):
        last += 1
        found[-place] = _new_office(plan.spellings[place - 1], last)
        session.add(found[-place])
    for spelling, ref in plan.settled_offices():
        office = found.get(ref.id or -ref.place)
        if office is not None:
            _confirm_office(office, spelling)
    await session.flush()
    return found


def _new_office(spelling: str, precedence: int) -> Organisation:
    written = _SHORT_NAME.match(spelling)
    name = written["name"] if written else spelling
    short = written["short"] if written else _MINISTRY.sub("", name)
    urdu = is_urdu(name)
    return Organisation(
        name=name,
        short_name=short,
        precedence=precedence,
        name_urdu=name if urdu else None,
        short_name_urdu=short if urdu else None,
    )


def _confirm_office(office: Organisation, spelling: str) -> None:
    known = known_organisation(office)
    names = {fold(one) for one in (known.name, known.short_name, *known.aliases)}
    written = _SHORT_NAME.match(spelling)
    if fold(spelling) not in names and not (written and fold(written["name"]) in names):
        office.aliases.append(OrganisationAlias(spelling=spelling))


async def _person(session: AsyncSession, group: WorkingGroup, entry: Entry) -> Person:
    line = entry.line
    if entry.person is not None:
        known = (
            await session.scalars(
                select(Person)
                .options(selectinload(Person.aliases))
                .where(Person.id == entry.person.id)
                .execution_options(populate_existing=True)
            )
        ).one()
        for spelling in (line.name, *entry.spellings):
            confirm_spelling(known, spelling)
        known.designation = known.designation or entry.post or None
        known.telephone = known.telephone or line.telephone or None
        known.language = known.language or line.language or None
        known.version += 1
        return known
    person = Person(
        name=line.name,
        name_urdu=line.name if is_urdu(line.name) else None,
        honorific=line.honorific or None,
        designation=entry.post or None,
        telephone=line.telephone or None,
        language=line.language or None,
        # Without a seat nothing else says whose roster somebody is on.
        working_group_id=group.id if entry.office is None else None,
    )
    for spelling in entry.spellings:
        confirm_spelling(person, spelling)
    session.add(person)
    return person


async def _leave(session: AsyncSession, group: WorkingGroup, person: Person, now: datetime) -> None:
    """End what a transferred officer holds here; a place in the secretariat is kept."""
    today = today_in(group, now)
    for owner, holding in await holdings_in(session, group.id, today):
        if owner.id == person.id and holding.seat.category is not Category.SECRETARIAT:
            holding.until = today - timedelta(days=1)
