"""Who is reminded of a meeting when a reminder is due, and in which words: by the seat's reply.

The same rule decides twice: when the reminder is taken (who is owed a message) and when that
message leaves (what it says), so that a reply given in between is never spoken against.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import replies_of
from secretariat.audiences import Invitee, invitees
from secretariat.boards import Board, board_of
from secretariat.deliveries import Owed, owe
from secretariat.invitation_cards import InvitationCard, card_of, holding_for, is_out
from secretariat.kinds import Kind
from secretariat.meeting_reminders import Rule
from secretariat.mutings import muted_people
from secretariat.nudges import nudge, reachable_people, silent_seats
from secretariat.permissions import Action
from secretariat.reachability import staff_of
from secretariat.readers import Reader
from secretariat.reminders import on_due
from storage import (
    Capacity,
    Category,
    Meeting,
    MeetingStatus,
    Mode,
    Person,
    Reminder,
    Reply,
    Seat,
    WorkingGroup,
)

KINDS = {
    Rule.WEEK: Kind.REMIND_WEEK,
    Rule.DAY: Kind.REMIND_DAY,
    Rule.HOUR: Kind.REMIND_HOUR,
    Rule.LINK: Kind.VIDEO_LINK,
}
_DECIDED = re.compile(
    r"[\s,،:;–—-]*\(?\s*(?:for (?:approval|decision|adoption|concurrence|acceptance)"
    r"|برائے (?:منظوری|فیصلہ|توثیق))\s*\)?\s*[.۔]?$",
    re.IGNORECASE,
)


class Form(Enum):
    """What a reminder says to one person."""

    IN_PERSON = "in person"
    VIDEO = "video"
    ALTERNATE = "alternate"  # to the principal: somebody else comes
    ALTERNATE_TO_FOLLOW = "alternate to follow"  # to the principal: a name is awaited
    UNANSWERED = "unanswered"
    NOT_SURE = "not sure"
    UNDECIDED = "undecided"  # to an observer or guest who has not replied: no question
    CHAIR = "chair"
    STAFF = "staff"


@dataclass(frozen=True)
class Decision:
    """An agenda item on which a decision is expected; `number` counts from 1."""

    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ReminderCard:
    """A reminder as one reader gets it at one moment."""

    card: InvitationCard
    form: Form
    now: datetime
    gate_text: str | None
    test_link: str | None
    #: For the chair and the secretariat.
    board: Board | None
    decisions: tuple[Decision, ...]


def form_of(rule: Rule, seat: Seat, reply: Reply | None, capacity: Capacity) -> Form | None:
    """Give what a reminder says to who speaks for a seat; None: nothing is sent."""
    mode = reply.mode if reply is not None else None
    comes = {Mode.IN_PERSON: Form.IN_PERSON, Mode.VIDEO: Form.VIDEO}.get(mode) if mode else None
    if rule is Rule.LINK:
        return Form.VIDEO if mode is Mode.VIDEO else None
    if mode is Mode.APOLOGIES:
        return None
    if mode is Mode.DEPUTY and reply is not None:
        if rule is Rule.HOUR:
            return None
        return Form.ALTERNATE if reply.deputy_name else Form.ALTERNATE_TO_FOLLOW
    # A staff officer acts for the chair's seat but does not preside.
    presides = seat.is_chair and capacity is not Capacity.STAFF
    if presides and rule in (Rule.DAY, Rule.HOUR):
        return Form.CHAIR
    if comes is not None:
        return comes
    if rule is Rule.DAY:
        return Form.NOT_SURE if mode is Mode.NOT_SURE else Form.UNANSWERED
    if rule is Rule.WEEK and seat.category is not Category.MEMBER:
        return Form.UNDECIDED
    return None


def _wants(person: Person, rule: Rule) -> bool:
    return {
        Rule.WEEK: person.remind_week,
        Rule.DAY: person.remind_day,
        Rule.HOUR: person.remind_hour,
    }.get(rule, True)


async def fan_out(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
    """Owe a due reminder of a meeting to those whom it concerns as things stand now."""
    meeting = await session.get_one(Meeting, int(reminder.subject.removeprefix("meeting:")))
    if meeting.status is not MeetingStatus.PUBLISHED or meeting.revision != reminder.revision:
        return
    rule = Rule(reminder.rule)
    people = await _in_zone(session, meeting, reminder, await invitees(session, meeting, now))
    if rule in (Rule.NUDGE, Rule.LAST_NUDGE):
        silent = reachable_people(await silent_seats(session, meeting, now))
        here = {one.person.id for one in people}
        occasion = "auto-1" if rule is Rule.NUDGE else "auto-2"
        asked = [person for person in silent if person.id in here]
        await nudge(session, meeting, asked, now, occasion)
        return
    muted = await muted_people(session, meeting.id)
    replies = await replies_of(session, meeting)
    owed: dict[int, Owed] = {}
    for one in people:
        form = form_of(rule, one.seat, replies.get(one.seat.id), one.capacity)
        left_out = one.person.id in muted or not one.is_reachable or not _wants(one.person, rule)
        if form is not None and not left_out:
            owed[one.person.id] = _owed(meeting, reminder, rule, one.person.id, form)
    if rule is Rule.HOUR:
        for person_id in await staff_of(session, meeting.working_group_id, now):
            person = await session.get_one(Person, person_id)
            if person_id not in muted and person.remind_hour and not person.unreachable_since:
                staff = _owed(meeting, reminder, rule, person_id, Form.STAFF)
                owed.setdefault(person_id, staff)
    await owe(session, now, owed.values())


def _owed(meeting: Meeting, reminder: Reminder, rule: Rule, person_id: int, form: Form) -> Owed:
    args: dict[str, object] = {"meeting": meeting.id, "revision": meeting.revision}
    if form is Form.ALTERNATE:
        # One line for the record: the principal has nothing to do.
        args["sound"] = False
    return Owed(
        key=f"remind:{rule}:{meeting.id}:{meeting.revision}:{person_id}",
        kind=KINDS[rule],
        person_id=person_id,
        args=args,
        expires_at=reminder.expires_at,
    )


async def _in_zone(
    session: AsyncSession, meeting: Meeting, reminder: Reminder, people: Iterable[Invitee]
) -> list[Invitee]:
    """Give those whose clock a reminder goes by; the group's own takes whoever has none planned."""
    if not reminder.zone:
        return list(people)
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    planned = set(
        await session.scalars(
            select(Reminder.zone).where(
                Reminder.subject == reminder.subject,
                Reminder.rule == reminder.rule,
                Reminder.revision == reminder.revision,
            )
        )
    )
    return [
        one
        for one in people
        if (zone := one.person.zone or group.zone) == reminder.zone
        or (zone not in planned and reminder.zone == group.zone)
    ]


for _rule in Rule:
    on_due(str(_rule))(fan_out)


async def reminder_card_of(
    session: AsyncSession,
    meeting: Meeting,
    revision: int,
    rule: Rule,
    reader: Reader,
    now: datetime,
) -> ReminderCard | None:
    """Give a reminder as it is true at this moment; None if there is nothing to say any more."""
    if meeting.status is not MeetingStatus.PUBLISHED or meeting.revision != revision:
        return None
    if meeting.starts_at is None or not is_out(meeting, now):
        return None
    card = await card_of(session, meeting, reader, now)
    holding = holding_for(reader, meeting)
    form: Form | None = None
    if holding is not None:
        form = form_of(rule, holding.seat, card.reply, holding.capacity)
    elif reader.may(Action.SEE_DESK, meeting.working_group_id) and rule is Rule.HOUR:
        form = Form.STAFF
    if form is None:
        return None
    group = await session.get_one(WorkingGroup, meeting.working_group_id)
    board = None
    if form in (Form.CHAIR, Form.STAFF):
        board = await board_of(session, meeting, now)
    return ReminderCard(
        card=card,
        form=form,
        now=now,
        gate_text=meeting.gate_text or group.gate_text,
        test_link=meeting.test_link or group.test_link,
        board=board,
        decisions=decisions_in(card.agenda),
    )


def decisions_in(agenda: Iterable[str]) -> tuple[Decision, ...]:
    """Give the items that say they are for approval or decision, without those words."""
    return tuple(
        Decision(number, _DECIDED.sub("", item).strip())
        for number, item in enumerate(agenda, 1)
        if _DECIDED.search(item)
    )


def days_left(card: InvitationCard, now: datetime, zone: ZoneInfo) -> int:
    """Count the midnights on a zone's clock between now and the start."""
    return (card.starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days
