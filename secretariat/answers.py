"""What offices have answered: as a value, as it is stored, and as the trail keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import Fields, Meeting, Mode, Reply, Seat


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an office says. `deputy_name` is None for a deputy whose name is to follow."""

    mode: Mode
    deputy_name: str | None = None
    deputy_mode: Mode | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What recording did. `before` is the answer until then, `after` the one that holds now."""

    before: Answer | None
    after: Answer | None
    #: When the answer that holds was recorded (UTC).
    at: datetime
    #: A given reply was changed shortly before the start.
    is_late: bool = False
    #: The office counts for the quorum, or the group speaks of none.
    counts: bool = True

    @property
    def is_same(self) -> bool:
        """True if nothing was changed."""
        return self.before is not None and said(self.before) == said(self.after)


async def replies_of(session: AsyncSession, meeting: Meeting) -> dict[int, Reply]:
    """Give the replies to the meeting's present date, by seat id."""
    found = await session.scalars(
        select(Reply).where(Reply.meeting_id == meeting.id, Reply.revision == meeting.revision)
    )
    return {reply.seat_id: reply for reply in found}


async def replies_of_seat(
    session: AsyncSession, meeting: Meeting, seat_id: int
) -> tuple[Reply | None, Reply | None]:
    """Give a seat's reply to the meeting's present date, and its last one to an earlier date."""
    found = await session.scalars(
        select(Reply)
        .where(Reply.meeting_id == meeting.id, Reply.seat_id == seat_id)
        .order_by(Reply.revision.desc())
        .limit(2)
    )
    given = list(found)
    now = given.pop(0) if given and given[0].revision == meeting.revision else None
    return now, given[0] if given else None


def answer_of(reply: Reply | None) -> Answer | None:
    """Give what a stored reply says."""
    if reply is None:
        return None
    return Answer(
        mode=reply.mode,
        deputy_name=reply.deputy_name,
        deputy_mode=reply.deputy_mode,
        reason=reply.reason,
    )


def said(answer: Answer | None) -> tuple[object, ...] | None:
    """Give what an answer says, its reason aside."""
    return (answer.mode, answer.deputy_name, answer.deputy_mode) if answer else None


def subject_of(meeting: Meeting, seat: Seat) -> str:
    """Give the trail's subject for a seat's replies to a meeting."""
    return f"reply:{meeting.id}:{seat.id}"


def fields_of(answer: Answer | None) -> Fields:
    """Give an answer as the trail keeps it."""
    if answer is None:
        return {}
    return {
        "mode": str(answer.mode),
        "deputy_name": answer.deputy_name,
        "deputy_mode": str(answer.deputy_mode) if answer.deputy_mode else None,
        "reason": answer.reason,
    }


def from_fields(fields: Fields) -> Answer | None:
    """Give an answer back from the trail; None where there was none."""
    if "mode" not in fields:
        return None
    deputy_mode: Any = fields.get("deputy_mode")
    return Answer(
        mode=Mode(fields["mode"]),
        deputy_name=fields.get("deputy_name"),
        deputy_mode=Mode(deputy_mode) if deputy_mode else None,
        reason=fields.get("reason"),
    )
