"""An action as somebody typed it, until it is clear whose it is and until when.

A line becomes a Draft of kind "action". What the line says for certain is taken over; what fits
twice, nobody or no day is asked about, one point after the other; nothing is chosen in silence.
The draft's fields: `line`, `task`, `owners` (settled), `asked` (owners' words with whom they may
mean), `due` (settled, or with `ask`), `dropped`. Once it is assigned its `subject` is the item.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import Invitee, people_of, today_in
from secretariat.dates import Ambiguous, Due, Unreadable, read_due
from secretariat.dates import DueKind as ReadKind
from secretariat.deliveries import mark_stale
from secretariat.item_owners import all_seats, people_behind
from secretariat.lines import LineKind, read_line
from secretariat.members import OwnerChoice, OwnerFound, OwnerKind, find_owners
from secretariat.refusals import Gone, Refusal, TooLong, require_version
from storage import ActionOwner, Draft, DueKind, Fields, Organisation, Seat, WorkingGroup

KIND = "action"
#: A line is shown whole wherever its item is.
LINE_LIMIT = 1_000

_KINDS = {
    ReadKind.NEXT_MEETING: DueKind.NEXT_MEETING,
    ReadKind.RECURRING: DueKind.RECURRING,
    ReadKind.NONE: DueKind.NONE,
}


class NotALine(Refusal):
    """What was written is not an action: no task could be read from it."""


@dataclass(frozen=True)
class OwnerQuestion:
    """Owner's words that are not clear, and whom they may mean (kind, id, name, office's id)."""

    words: str
    choices: tuple[OwnerFound, ...]


@dataclass(frozen=True)
class DueQuestion:
    """What is to be asked about the date.

    `why` is "missing", "impossible", "past", "counted" (a day was counted from the words) or
    "choose" (two days fit); `days` are offered.
    """

    why: str
    words: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Settled:
    """Everything that is clear about a draft's item."""

    task: str
    owners: tuple[ActionOwner, ...]
    #: Owners' words that are kept as written, nobody of the roster.
    as_written: tuple[str, ...]
    due_kind: DueKind
    due_words: str | None
    due_on: date | None


def is_action(text: str) -> bool:
    """Tell whether a text reads as an action line."""
    line = read_line(text)
    return line is not None and line.kind is LineKind.ACTION


async def begin(
    session: AsyncSession,
    group: WorkingGroup,
    author_id: int,
    text: str,
    now: datetime,
    *,
    is_asked: bool = False,
) -> Draft:
    """Keep a line as a draft, with what can be read from it; one asked for needs no label.

    Raises TooLong or NotALine.
    """
    if len(text) > LINE_LIMIT:
        raise TooLong(len(text), LINE_LIMIT)
    line = read_line(text)
    if line is None and is_asked:
        line = read_line(f"ACTION: {text}")
    if line is None or line.kind is not LineKind.ACTION or not line.task:
        raise NotALine
    draft = Draft(
        working_group_id=group.id,
        author_id=author_id,
        kind=KIND,
        created_at=now,
        fields={
            "line": text,
            "task": line.task,
            **await _owners_in(session, group.id, line.owner_words, now),
            "due": due_in(line.due_words, today_in(group, now)),
        },
    )
    session.add(draft)
    await session.flush()
    return draft


def due_in(words: str | None, today: date) -> Fields:
    """Read a deadline: settled, or with what is to be asked about it."""
    if not words:
        return {"ask": "missing", "words": "", "days": []}
    due = read_due(words, today=today)
    if isinstance(due, Unreadable):
        return {"ask": "impossible", "words": words, "days": []}
    if isinstance(due, Ambiguous):
        days = sorted({one.day for one in due.readings if one.day is not None and one.day >= today})
        if len(days) != 1:
            shown = [day.isoformat() for day in days]
            return {"ask": "choose" if days else "past", "words": words, "days": shown}
        return {"ask": "counted", "words": words, "days": [days[0].isoformat()]}
    if due.day is None:
        return {"kind": str(_KINDS[due.kind]), "words": words}
    if due.day < today:
        return {"ask": "past", "words": words, "days": []}
    if _is_counted(due, words, today):
        return {"ask": "counted", "words": words, "days": [due.day.isoformat()]}
    return {"kind": str(DueKind.DATE), "words": words, "on": due.day.isoformat()}


def _is_counted(due: Due, words: str, today: date) -> bool:
    """Tell whether the day depends on today: then the same words mean another day later on.

    37 days later it is another weekday, another day of the month, and usually another month.
    """
    later = read_due(words, today=today + timedelta(days=37))
    if not isinstance(later, Due) or later.day is None or due.day is None:
        return True
    return (later.day.month, later.day.day) != (due.day.month, due.day.day)


async def _owners_in(
    session: AsyncSession, group_id: int, words: str | None, now: datetime
) -> Fields:
    if not words:
        return {"owners": [], "asked": [{"words": "", "choices": []}]}
    owners: list[Fields] = []
    asked: list[Fields] = []
    for answer in await find_owners(session, group_id, words, now):
        if isinstance(answer, OwnerFound):
            owners.append(_field(answer))
        else:
            choices = answer.suggestions if isinstance(answer, OwnerChoice) else ()
            asked.append({"words": answer.words, "choices": [_field(one) for one in choices]})
    return {"owners": owners, "asked": asked}


def _field(owner: OwnerFound) -> Fields:
    return {
        "kind": str(owner.kind),
        "id": owner.id,
        "name": owner.name,
        "words": owner.words,
    }


def owner_question(draft: Draft) -> OwnerQuestion | None:
    """Give the next owner to ask about."""
    asked = draft.fields["asked"]
    if not asked:
        return None
    choices = tuple(
        OwnerFound(one["words"], OwnerKind(one["kind"]), one["id"], one["name"])
        for one in asked[0]["choices"]
    )
    return OwnerQuestion(asked[0]["words"], choices)


def due_question(draft: Draft) -> DueQuestion | None:
    """Give what is to be asked about the date, if anything is."""
    due = draft.fields["due"]
    if "ask" not in due:
        return None
    days = tuple(date.fromisoformat(day) for day in due["days"])
    return DueQuestion(due["ask"], due["words"], days)


def settled(draft: Draft) -> Settled | None:
    """Give the item that a draft would make; None while a question is open."""
    if draft.fields["asked"] or "ask" in draft.fields["due"]:
        return None
    due, owners = draft.fields["due"], draft.fields["owners"]
    return Settled(
        task=draft.fields["task"],
        owners=tuple(owner_of(one) for one in owners if one["kind"] != "written"),
        as_written=tuple(one["words"] for one in owners if one["kind"] == "written"),
        due_kind=DueKind(due["kind"]),
        due_words=due["words"] or None,
        due_on=date.fromisoformat(due["on"]) if "on" in due else None,
    )


def owner_of(field: Fields) -> ActionOwner:
    """Give the owner that a draft's field names; the group is an owner with none set."""
    match OwnerKind(field["kind"]):
        case OwnerKind.PERSON:
            return ActionOwner(person_id=field["id"])
        case OwnerKind.SEAT:
            return ActionOwner(seat_id=field["id"])
        case OwnerKind.ORGANISATION:
            return ActionOwner(organisation_id=field["id"])
        case OwnerKind.GROUP:
            return ActionOwner()


async def answer_owner(
    session: AsyncSession,
    draft: Draft,
    version: int,
    owner: OwnerFound | None,
    now: datetime,
    *,
    as_written: bool = False,
) -> None:
    """Settle the owner that is asked about; None: kept as written, or decided later.

    Raises Gone if none is asked about, Outdated after another's answer.
    """
    _require_open(draft, version)
    if not draft.fields["asked"]:
        raise Gone
    first, *rest = draft.fields["asked"]
    owners = list(draft.fields["owners"])
    if owner is not None and (str(owner.kind), owner.id) not in _known(owners):
        owners.append(_field(owner))
    elif owner is None and as_written and first["words"]:
        owners.append({"kind": "written", "id": 0, "name": first["words"], "words": first["words"]})
    await _changed(session, draft, {"owners": owners, "asked": rest}, now)


def _known(owners: Sequence[Fields]) -> set[tuple[str, int]]:
    return {(one["kind"], one["id"]) for one in owners}


async def type_owner(
    session: AsyncSession, draft: Draft, version: int, words: str, now: datetime
) -> None:
    """Read typed words in place of the owner that is asked about; they may have to be asked too."""
    _require_open(draft, version)
    read = await _owners_in(session, draft.working_group_id, words, now)
    known = _known(draft.fields["owners"])
    fresh = [one for one in read["owners"] if (one["kind"], one["id"]) not in known]
    await _changed(
        session,
        draft,
        {
            "owners": [*draft.fields["owners"], *fresh],
            "asked": [*read["asked"], *draft.fields["asked"][1:]],
        },
        now,
    )


async def answer_due(
    session: AsyncSession,
    draft: Draft,
    version: int,
    kind: DueKind,
    day: date | None,
    now: datetime,
) -> None:
    """Settle the date by a button: a day that was offered, the next meeting, or none."""
    _require_open(draft, version)
    due = draft.fields["due"]
    if kind is DueKind.DATE:
        if day is None or day.isoformat() not in due.get("days", []):
            raise Gone
        settled_due = {"kind": str(kind), "words": due["words"], "on": day.isoformat()}
    else:
        settled_due = {"kind": str(kind), "words": ""}
    await _changed(session, draft, {"due": settled_due}, now)


async def type_due(
    session: AsyncSession, draft: Draft, version: int, words: str, now: datetime
) -> None:
    """Read a typed date in place of the one that is asked about; it may have to be asked too."""
    _require_open(draft, version)
    group = await session.get_one(WorkingGroup, draft.working_group_id)
    await _changed(session, draft, {"due": due_in(words, today_in(group, now))}, now)


async def ask_again(
    session: AsyncSession, draft: Draft, version: int, point: str, now: datetime
) -> None:
    """Open a settled point again: "owner" or "due"."""
    _require_open(draft, version)
    if point == "owner":
        changes: Fields = {"owners": [], "asked": [{"words": "", "choices": []}]}
    else:
        changes = {"due": {"ask": "missing", "words": "", "days": []}}
    await _changed(session, draft, changes, now)


async def ask_if_past(session: AsyncSession, draft: Draft, version: int, now: datetime) -> bool:
    """Open a settled date again that has passed while the line lay; tell whether it has."""
    ready = require_settled(draft, version)
    group = await session.get_one(WorkingGroup, draft.working_group_id)
    if ready.due_on is None or ready.due_on >= today_in(group, now):
        return False
    past = {"ask": "past", "words": draft.fields["due"]["words"], "days": []}
    await _changed(session, draft, {"due": past}, now)
    return True


async def drop(
    session: AsyncSession, draft: Draft, version: int, *, dropped: bool, now: datetime
) -> None:
    """Put a line away, or take it back again."""
    require_version(draft, version)
    if draft.kind != KIND or draft.subject is not None:
        raise Gone
    await _changed(session, draft, {"dropped": dropped}, now)


async def office_in(
    session: AsyncSession, group: WorkingGroup, organisation_id: int, now: datetime
) -> OwnerFound:
    """Give an office of a group as an owner. Raises Gone for any other."""
    for office in await offices_of(session, group, now):
        if office.id == organisation_id:
            return OwnerFound("", OwnerKind.ORGANISATION, office.id, office.name)
    raise Gone


async def offices_of(
    session: AsyncSession, group: WorkingGroup, now: datetime
) -> list[Organisation]:
    """Give the offices that have a seat in a group, each once, in order of precedence."""
    seats = await all_seats(session, group.id, today_in(group, now))
    return list({seat.organisation_id: seat.organisation for seat in seats}.values())


def union_of(owners: Sequence[ActionOwner], seats: Sequence[Seat], today: date) -> list[Invitee]:
    """Give the people of several owners, each once, in order of precedence."""
    ids = {one.person.id for owner in owners for one in people_behind(owner, seats, today)}
    return [one for one in people_of(seats, today) if one.person.id in ids]


async def open_drafts(session: AsyncSession, group_id: int, most: int) -> list[Draft]:
    """Give the newest lines of a group that are not assigned yet."""
    found = await session.scalars(
        select(Draft)
        .where(
            Draft.working_group_id == group_id,
            Draft.kind == KIND,
            Draft.subject.is_(None),
        )
        .order_by(Draft.id.desc())
    )
    return [draft for draft in found if not draft.fields.get("dropped")][:most]


def require_settled(draft: Draft, version: int) -> Settled:
    """Give what a draft settles. Raises Gone while a question is open, Outdated after a change."""
    _require_open(draft, version)
    ready = settled(draft)
    if ready is None:
        raise Gone
    return ready


def _require_open(draft: Draft, version: int) -> None:
    if draft.kind != KIND or draft.subject is not None or draft.fields.get("dropped"):
        raise Gone
    require_version(draft, version)


async def _changed(
    session: AsyncSession, draft: Draft, changes: dict[str, Any], now: datetime
) -> None:
    draft.fields = {**draft.fields, **changes}
    draft.version += 1
    await mark_stale(session, f"draft:{draft.id}", now)
