"""Who attends a meeting, by office and in order of precedence, for the sentence of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import replies_of
from secretariat.audiences import invited_seats
from secretariat.invitation_cards import end_of
from storage import Category, Meeting, Mode, Reply, Seat


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office as a sentence names it; the Urdu forms are None where none is kept."""

    name: str
    short_name: str
    name_urdu: str | None = None
    short_name_urdu: str | None = None
    post: str | None = None
    post_urdu: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """The member offices of a meeting by how they attend, each office once, without the chair's.

    A deputy makes the office be there. `chair` is who presides: None where the chair's seat sent
    apologies or a deputy, or, once the meeting is over, did not say that it came.
    """

    is_over: bool
    chair: Office | None = None
    chair_by_video: bool = False
    in_person: tuple[Office, ...] = ()
    by_video: tuple[Office, ...] = ()
    apologies: tuple[Office, ...] = ()


def office_of(seat: Seat) -> Office:
    """Give a seat's office (its organisation is loaded)."""
    organisation = seat.organisation
    return Office(
        name=organisation.name,
        short_name=organisation.short_name,
        name_urdu=organisation.name_urdu,
        short_name_urdu=organisation.short_name_urdu,
        post=seat.post,
        post_urdu=seat.post_urdu,
    )


def attendance_of(
    seats: Sequence[Seat], replies: Mapping[int, Reply], *, is_over: bool
) -> Attendance:
    """Sort seats (in order of precedence, organisations loaded) by their replies, by seat id."""
    members = [seat for seat in seats if seat.category is Category.MEMBER]
    chair = next((seat for seat in members if _presides(seat, replies, is_over=is_over)), None)
    sorted_by: dict[Mode, dict[int, Office]] = {
        Mode.IN_PERSON: {},
        Mode.VIDEO: {},
        Mode.APOLOGIES: {},
    }
    for seat in members:
        mode = _mode(replies.get(seat.id))
        if seat is not chair and mode in sorted_by:
            sorted_by[mode].setdefault(seat.organisation_id, office_of(seat))
    present = {**sorted_by[Mode.IN_PERSON], **sorted_by[Mode.VIDEO]}
    return Attendance(
        is_over=is_over,
        chair=office_of(chair) if chair is not None else None,
        chair_by_video=chair is not None and _mode(replies.get(chair.id)) is Mode.VIDEO,
        in_person=tuple(sorted_by[Mode.IN_PERSON].values()),
        by_video=tuple(
            office
            for key, office in sorted_by[Mode.VIDEO].items()
            if key not in sorted_by[Mode.IN_PERSON]
        ),
        apologies=tuple(
            office for key, office in sorted_by[Mode.APOLOGIES].items() if key not in present
        ),
    )


def _mode(reply: Reply | None) -> Mode | None:
    if reply is None:
        return None
    if reply.mode is Mode.DEPUTY:
        return reply.deputy_mode or Mode.IN_PERSON
    return reply.mode


def _presides(seat: Seat, replies: Mapping[int, Reply], *, is_over: bool) -> bool:
    reply = replies.get(seat.id)
    if not seat.is_chair:
        return False
    if reply is None or reply.mode is Mode.NOT_SURE:
        return not is_over
    return reply.mode in (Mode.IN_PERSON, Mode.VIDEO)


async def attendance(session: AsyncSession, meeting: Meeting, now: datetime) -> Attendance:
    """Give a meeting's attendance by its replies, as it stands now."""
    seats = await invited_seats(session, meeting, now)
    replies = await replies_of(session, meeting)
    return attendance_of(seats, replies, is_over=now >= end_of(meeting))
