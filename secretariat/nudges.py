"""Who has not replied, and asking them again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import replies_of
from secretariat.audiences import invited_seats, speakers
from secretariat.deliveries import Owed, owe
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.mutings import muted_people
from secretariat.refusals import Refusal
from storage import (
    Category,
    Delivery,
    DeliveryState,
    Event,
    Meeting,
    Mode,
    Person,
    Reminder,
    ReminderState,
    Seat,
)


class AlreadyReminded(Refusal):
    """Reminders were sent since the card was drawn: nothing is sent twice."""


@dataclass(frozen=True, kw_only=True)
class SilentSeat:
    """A member seat (organisation loaded) that has not said whether it comes."""

    seat: Seat
    #: Who can be reminded through the assistant.
    reachable: tuple[Person, ...]
    #: Who speaks for the seat too, but must be rung.
    others: tuple[Person, ...]
    #: How often any of them was reminded of the present date.
    reminded: int
    is_unsure: bool = False


async def silent_seats(
    session: AsyncSession, meeting: Meeting, now: datetime, *, unsure: bool = False
) -> list[SilentSeat]:
    """Give the member seats without a reply to the present date, in order of precedence.

    Those that are not sure yet are left out, unless `unsure`. Who wants no more reminders of this
    meeting is neither reachable nor to be rung.
    """
    replies = await replies_of(session, meeting)
    muted = await muted_people(session, meeting.id)
    reminded = await _reminded(session, meeting)
    today = now.astimezone(ZoneInfo(meeting.zone)).date()
    found = []
    for seat in await invited_seats(session, meeting, now):
        reply = replies.get(seat.id)
        is_unsure = reply is not None and reply.mode is Mode.NOT_SURE
        if seat.category is not Category.MEMBER or (reply and not (is_unsure and unsure)):
            continue
        people = [one for one in speakers(seat, today) if one.person.id not in muted]
        found.append(
            SilentSeat(
                seat=seat,
                reachable=tuple(one.person for one in people if one.is_reachable),
                others=tuple(one.person for one in people if not one.is_reachable),
                reminded=max((reminded[one.person.id] for one in people), default=0),
                is_unsure=is_unsure,
            )
        )
    return found


def reachable_people(seats: Iterable[SilentSeat]) -> list[Person]:
    """Give everyone who can be reminded, each once."""
    return list({person.id: person for seat in seats for person in seat.reachable}.values())


async def nudge(
    session: AsyncSession,
    meeting: Meeting,
    people: Iterable[Person],
    now: datetime,
    occasion: str,
) -> int:
    """Owe a request for the reply to these people; once for each occasion and date.

    `occasion` names it in the delivery's key, such as "hand-1". Gives how many were new.
    """
    return await owe(
        session,
        now,
        [
            Owed(
                key=f"nudge:{meeting.id}:{meeting.revision}:{occasion}:{person.id}",
                kind=Kind.NUDGE,
                person_id=person.id,
                args={"meeting": meeting.id},
                expires_at=meeting.starts_at,
            )
            for person in people
        ],
    )


async def rounds(session: AsyncSession, meeting: Meeting) -> int:
    """Give how often the secretariat has sent reminders by hand about this meeting."""
    found: int | None = await session.scalar(
        select(func.count()).where(Event.subject == _subject(meeting), Event.verb == "nudge")
    )
    return found or 0


async def nudge_by_hand(
    session: AsyncSession, meeting: Meeting, now: datetime, *, by: int, seen: int
) -> int:
    """Remind everyone who has not replied; give how many. `seen` is `rounds` as the card had it.

    Raises AlreadyReminded if somebody has sent reminders since.
    """
    await session.refresh(meeting, with_for_update=True)
    if await rounds(session, meeting) != seen:
        raise AlreadyReminded
    people = reachable_people(await silent_seats(session, meeting, now))
    count = await nudge(session, meeting, people, now, f"hand-{seen + 1}")
    record(
        session,
        now,
        "nudge",
        _subject(meeting),
        person_id=by,
        working_group_id=meeting.working_group_id,
        after={"people": [person.id for person in people], "revision": meeting.revision},
    )
    return count


async def next_automatic(session: AsyncSession, meeting: Meeting) -> datetime | None:
    """Give when the next reminder to the silent goes out by itself (UTC), if one is planned."""
    found: datetime | None = await session.scalar(
        select(func.min(Reminder.due_at)).where(
            Reminder.subject == f"meeting:{meeting.id}",
            Reminder.revision == meeting.revision,
            Reminder.rule.like("%nudge"),
            Reminder.state == ReminderState.PLANNED,
        )
    )
    return found


async def _reminded(session: AsyncSession, meeting: Meeting) -> Counter[int]:
    """Count by person the requests that went out, or are on their way, for the present date."""
    gone = [DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN]
    rows = await session.execute(
        select(Delivery.person_id, func.count())
        .where(
            Delivery.topic == f"meeting:{meeting.id}",
            Delivery.kind == str(Kind.NUDGE),
            Delivery.key.startswith(f"nudge:{meeting.id}:{meeting.revision}:"),
            Delivery.state.in_(gone),
        )
        .group_by(Delivery.person_id)
    )
    return Counter({person_id: count for person_id, count in rows if person_id is not None})


def _subject(meeting: Meeting) -> str:
    return f"nudge:{meeting.id}"
