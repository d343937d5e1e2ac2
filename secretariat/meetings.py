"""Publishing a meeting: its number, its notices, twenty seconds in which it can be stopped.

    draft ─publish→ held (nothing has left) ─20 s→ out
      ↑                └ stop ┘

Stopping takes back what is queued and raises the revision, so that a second publication owes
messages with keys of their own and an old button answers to nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import meeting_reminders, reminders
from secretariat.audiences import Invitee, invited_seats, people_of, speakers
from secretariat.conflicts import is_taken
from secretariat.deliveries import Owed, mark_stale, owe, supersede
from secretariat.draft_fields import draft_of, topic
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.open_points import open_point
from secretariat.permissions import Action
from secretariat.reachability import tell_staff
from secretariat.readers import Reader
from secretariat.refusals import Gone, Refusal, require_version
from secretariat.reminders import Plan, on_due
from storage import (
    Card,
    Category,
    Delivery,
    DeliveryState,
    Event,
    Meeting,
    MeetingStatus,
    Person,
    Reminder,
    Seat,
    Standing,
)

#: How long a mass message waits for a second thought (ux rule 26).
HOLD = timedelta(seconds=20)
_OUT = "meeting.published"
_PUBLISHED = "meeting_published"


class NotReady(Refusal):
    """Something of the draft is still open: it cannot be published."""


class TooLate(Refusal):
    """The notices have begun to leave: they can be corrected, not stopped."""


@dataclass(frozen=True)
class Reach:
    """Whom a meeting's notices reach: on the assistant, to be told by hand, out of reach.

    `vacant` are invited seats for which nobody speaks.
    """

    on: tuple[Invitee, ...]
    by_hand: tuple[Invitee, ...]
    unreachable: tuple[Invitee, ...]
    vacant: tuple[Seat, ...]

    def count(self, category: Category) -> int:
        """Count the people on the assistant who speak for seats of a category."""
        return sum(one.seat.category is category for one in self.on)


@dataclass(frozen=True)
class Delivered:
    """How far the notices of one occasion have come, by person."""

    total: int
    sent: int
    waiting: int
    failed: tuple[Person, ...]
    unreachable: tuple[Person, ...]
    #: Sent twice at most: nobody can say whether it arrived.
    unknown: tuple[Person, ...]


async def reach_of(session: AsyncSession, meeting: Meeting, now: datetime) -> Reach:
    """Give whom a meeting's notices would reach at this moment."""
    today = now.astimezone(ZoneInfo(meeting.zone)).date()
    seats = await invited_seats(session, meeting, now)
    people = people_of(seats, today)
    joined = [one for one in people if one.person.standing is Standing.JOINED]
    return Reach(
        tuple(one for one in joined if one.is_reachable),
        tuple(one for one in people if one.person.standing is not Standing.JOINED),
        tuple(one for one in joined if not one.is_reachable),
        tuple(seat for seat in seats if not speakers(seat, today)),
    )


async def seats_by_category(session: AsyncSession, working_group_id: int) -> dict[Category, int]:
    """Count a group's seats that can be invited, by category."""
    rows = await session.execute(
        select(Seat.category, func.count())
        .where(Seat.working_group_id == working_group_id, Seat.category != Category.SECRETARIAT)
        .group_by(Seat.category)
    )
    found = {category: int(count) for category, count in rows}
    return {category: found[category] for category in Category if category in found}


async def publish(
    session: AsyncSession, meeting: Meeting, by: Reader, version: int, now: datetime
) -> None:
    """Publish a draft: it is out when `published_at` comes, 20 seconds from now.

    A second press changes nothing. Raises NotReady while something is open, Outdated if the draft
    was changed after the button was drawn, Gone if it is no draft.
    """
    by.require(Action.PUBLISH_MEETING, meeting.working_group_id)
    if meeting.status is MeetingStatus.PUBLISHED:
        return
    if meeting.status is not MeetingStatus.DRAFT:
        raise Gone
    require_version(meeting, version)
    draft = await draft_of(session, meeting)
    if open_point(meeting, draft.fields, now) is not None:
        raise NotReady
    meeting.number = await _next_number(session, meeting, draft.fields.get("number"))
    meeting.status = MeetingStatus.PUBLISHED
    meeting.published_at = now + HOLD
    meeting.published_by = by.person.id
    meeting.version += 1
    await invite(session, meeting, now)
    await meeting_reminders.plan_for(session, meeting, now)
    await reminders.plan(session, now, [_out(meeting, meeting.published_at)])
    record(
        session,
        now,
        _PUBLISHED,
        topic(meeting),
        person_id=by.person.id,
        working_group_id=meeting.working_group_id,
        before={"status": str(MeetingStatus.DRAFT)},
        after={
            "status": str(meeting.status),
            "number": meeting.number,
            "revision": meeting.revision,
            "version": meeting.version,
        },
    )
    # What everyone prepares from shows the receipt from now on, which counts deliveries.
    await session.execute(
        update(Card)
        .where(Card.topic == topic(meeting), Card.kind == str(Kind.MEETING_DRAFT))
        .values(kind=str(Kind.PUBLICATION), args={"meeting": meeting.id})
    )
    await mark_stale(session, topic(meeting), now)


async def invite(
    session: AsyncSession,
    meeting: Meeting,
    now: datetime,
    only: Collection[int] | None = None,
    *,
    sound: bool = True,
) -> int:
    """Owe the invitation to everyone invited who is on the assistant (or to some people of them).

    Who was invited to this date before is not again. Gives how many were new.
    """
    silent = {} if sound else {"sound": False}
    reach = await reach_of(session, meeting, now)
    return await owe(
        session,
        now,
        [
            Owed(
                key=f"{invitation_keys(meeting.id, meeting.revision)}{one.person.id}",
                kind=Kind.INVITATION,
                person_id=one.person.id,
                args={"meeting": meeting.id, "revision": meeting.revision, **silent},
                not_before=meeting.published_at,
                expires_at=meeting.ends_at,
            )
            for one in reach.on
            if only is None or one.person.id in only
        ],
    )


async def published_keys(session: AsyncSession, meeting: Meeting) -> str:
    """Give how the keys of the invitations begin with which a meeting was last published."""
    revision = await session.scalar(
        select(Event.after["revision"].as_integer())
        .where(Event.subject == topic(meeting), Event.verb == _PUBLISHED)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return invitation_keys(meeting.id, revision or meeting.revision)


def invitation_keys(meeting_id: int, revision: int) -> str:
    """Give how the keys of a publication's invitations begin."""
    return f"invitation:{meeting_id}:{revision}:"


async def _next_number(session: AsyncSession, meeting: Meeting, wished: int | None) -> int:
    """Give the number that was written if it is free, else the group's next."""
    if wished is not None and not await is_taken(session, meeting, wished):
        return wished
    highest = await session.scalar(
        select(func.max(Meeting.number)).where(Meeting.working_group_id == meeting.working_group_id)
    )
    return (highest or 0) + 1


def _out(meeting: Meeting, at: datetime) -> Plan:
    return Plan(
        subject=topic(meeting),
        rule=_OUT,
        revision=meeting.revision,
        due_at=at,
        expires_at=at + timedelta(days=1),
    )


@on_due(_OUT)
async def end_hold(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
    """Have the cards that showed the twenty seconds show the receipt."""
    await mark_stale(session, reminder.subject, now)


async def stop(
    session: AsyncSession, meeting: Meeting, by: Reader, revision: int, now: datetime
) -> None:
    """Take a publication back within its 20 seconds; the meeting is a draft again.

    Raises TooLate once anything may have left, Gone if this publication was stopped before.
    """
    by.require(Action.PUBLISH_MEETING, meeting.working_group_id)
    if meeting.status is not MeetingStatus.PUBLISHED or meeting.revision != revision:
        raise Gone
    assert meeting.published_at is not None
    left = await session.scalar(
        select(func.count())
        .select_from(Delivery)
        .where(
            Delivery.key.startswith(invitation_keys(meeting.id, meeting.revision)),
            Delivery.state != DeliveryState.QUEUED,
            # Who blocked the assistant meanwhile did not get it either.
            Delivery.state != DeliveryState.UNREACHABLE,
        )
    )
    if now >= meeting.published_at or left:
        raise TooLate
    await supersede(session, topic(meeting), [Kind.INVITATION])
    await reminders.cancel(session, topic(meeting))
    number = meeting.number
    meeting.status = MeetingStatus.DRAFT
    meeting.number = meeting.published_at = meeting.published_by = None
    meeting.revision += 1
    meeting.version += 1
    record(
        session,
        now,
        "publication_stopped",
        topic(meeting),
        person_id=by.person.id,
        working_group_id=meeting.working_group_id,
        before={"status": str(MeetingStatus.PUBLISHED), "number": number},
        after={"status": str(meeting.status), "version": meeting.version},
    )
    await mark_stale(session, topic(meeting), now)


async def delivered_of(session: AsyncSession, keys: str) -> Delivered:
    """Count the deliveries whose keys begin so, and name whom they did not reach."""
    rows = await session.execute(
        select(Delivery.state, Person)
        .join(Person, Person.id == Delivery.person_id)
        .where(Delivery.key.startswith(keys, autoescape=True))
        .order_by(Delivery.id)
    )
    found = [(state, person) for state, person in rows]

    def those(*states: DeliveryState) -> tuple[Person, ...]:
        return tuple(person for state, person in found if state in states)

    return Delivered(
        total=len(found),
        sent=len(those(DeliveryState.SENT)),
        waiting=len(those(DeliveryState.QUEUED, DeliveryState.SENDING)),
        failed=those(DeliveryState.FAILED, DeliveryState.EXPIRED),
        unreachable=those(DeliveryState.UNREACHABLE),
        unknown=those(DeliveryState.UNKNOWN),
    )


async def say_ready(session: AsyncSession, meeting: Meeting, by: Reader, now: datetime) -> None:
    """Tell who may publish that a draft is ready, once for each version of it."""
    by.require(Action.PREPARE_MEETING, meeting.working_group_id)
    if meeting.status is not MeetingStatus.DRAFT:
        raise Gone
    draft = await draft_of(session, meeting)
    if open_point(meeting, draft.fields, now) is not None:
        raise NotReady
    await tell_staff(
        session,
        now,
        meeting.working_group_id,
        Kind.MEETING_READY,
        f"ready:{meeting.id}:{meeting.version}",
        {"meeting": meeting.id, "by": by.person.id},
        but=by.person.id,
        action=Action.PUBLISH_MEETING,
    )
    record(
        session,
        now,
        "draft_ready",
        topic(meeting),
        person_id=by.person.id,
        working_group_id=meeting.working_group_id,
        after={"version": meeting.version},
    )
