"""Deputies: who may come for an office, as typed or as named before."""

import re
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.refusals import Gone, Refusal, TooLong
from storage import Capacity, Draft, Holding, Meeting, Mode, Person, Reply, Seat

#: Longest name and post, in characters.
LENGTH = 150
#: At most this many known deputies are offered.
OFFERED = 3
KIND = "deputy"
_LETTERS = re.compile(r"[^\W\d_]{2}")


class NotAName(Refusal):
    """What was typed is no name and post in one line."""


def read_name(text: str) -> str:
    """Read a deputy's name and post from one line. Raises NotAName or TooLong."""
    name = " ".join(text.split())
    if "\n" in text.strip() or not _LETTERS.search(name) or name.startswith("/"):
        raise NotAName
    if len(name) > LENGTH:
        raise TooLong(len(name), LENGTH)
    return name


async def known_deputies(session: AsyncSession, seat_id: int) -> list[Reply]:
    """Give the seat's replies that named a deputy, each name once, the latest first."""
    found = await session.scalars(
        select(Reply)
        .where(
            Reply.seat_id == seat_id,
            Reply.mode == Mode.DEPUTY,
            Reply.deputy_name.is_not(None),
        )
        .order_by(Reply.recorded_at.desc(), Reply.id.desc())
        .limit(20)
    )
    names: dict[str, Reply] = {}
    for reply in found:
        names.setdefault((reply.deputy_name or "").casefold(), reply)
    return list(names.values())[:OFFERED]


async def propose(
    session: AsyncSession, meeting: Meeting, seat: Seat, text: str, now: datetime, *, by: int
) -> Draft:
    """Keep a typed deputy until it is said how they attend. Raises NotAName or TooLong."""
    draft = Draft(
        working_group_id=meeting.working_group_id,
        author_id=by,
        kind=KIND,
        created_at=now,
        subject=f"meeting:{meeting.id}",
        fields={"seat": seat.id, "name": read_name(text)},
    )
    session.add(draft)
    await session.flush()
    return draft


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Gone
    return int(text)


async def known(session: AsyncSession, seat: Seat, which: str) -> str:
    """Give the deputy that an earlier reply of the seat named: "u7" is reply 7; else Gone."""
    reply = await session.get(Reply, _number(which[1:]))
    if which[:1] != "u" or reply is None or reply.seat_id != seat.id or not reply.deputy_name:
        raise Gone
    return reply.deputy_name


async def proposed(
    session: AsyncSession, meeting: Meeting, seat: Seat, which: str, *, by: int
) -> str:
    """Give the deputy that its author proposed for this seat and meeting; else Gone."""
    draft = await session.get(Draft, _number(which))
    if (
        draft is None
        or draft.kind != KIND
        or draft.author_id != by
        or draft.subject != f"meeting:{meeting.id}"
        or draft.fields.get("seat") != seat.id
    ):
        raise Gone
    return str(draft.fields["name"])


async def holder_of(session: AsyncSession, seat_id: int, today: date) -> Person | None:
    """Give the person who holds a seat on a day of its group, for whom a deputy comes."""
    found: Person | None = await session.scalar(
        select(Person)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Holding.seat_id == seat_id,
            Holding.capacity == Capacity.HOLDER,
            Holding.since <= today,
            (Holding.until.is_(None)) | (Holding.until >= today),
        )
        .order_by(Holding.id)
        .limit(1)
    )
    return found
