"""What the page's drawer tells: what is due, what just happened, which rows were touched."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.naming import Names, names_of
from secretariat.answers import from_fields
from secretariat.kinds import Kind, Priority
from secretariat.reminders import FAN_OUTS
from simulator import Telegram
from storage import (
    Channel,
    Database,
    Delivery,
    DeliveryState,
    Event,
    Meeting,
    MeetingStatus,
    Person,
    Reminder,
    ReminderState,
)
from views import demos
from views.invitations import mode_name
from views.moments import moment
from views.words import words_of

COMING = 8
LINES = 30
ROWS = 8
_LEFT_OUT = (DeliveryState.SUPERSEDED, DeliveryState.EXPIRED)

Line = tuple[datetime, str]


async def describe(database: Database, telegram: Telegram, now: datetime) -> dict[str, Any]:
    """Give {"next": […], "log": […], "rows": […]} as the page shows them, in English."""
    async with database.writing() as session:
        names = await names_of(session)
        coming = [*await _held(session, now), *await _milestones(session, names, now)]
        coming += await _reminders(session, names, now)
        # Nothing was done: the reminders above were only tried.
        await session.rollback()
    async with database.reading() as session:
        events = (await session.scalars(_newest_events())).all()
        log = [(event.at, _told(names, event)) for event in events]
        log += await _sent(session, telegram)
    return {
        "next": [{"at": at.isoformat(), "what": what} for at, what in sorted(coming)[:COMING]],
        "log": [
            {"at": at.isoformat(), "text": text}
            for at, text in sorted(log, key=lambda line: line[0])[-LINES:]
        ],
        "rows": [_row(names, event) for event in events[:ROWS]],
    }


async def _held(session: AsyncSession, now: datetime) -> list[Line]:
    """Messages that wait for their moment, such as the end of quiet hours."""
    found = await session.execute(
        select(Delivery.not_before, Delivery.kind, func.count())
        .where(Delivery.state == DeliveryState.QUEUED, Delivery.not_before > now)
        .group_by(Delivery.not_before, Delivery.kind)
        .order_by(Delivery.not_before)
        .limit(COMING)
    )
    return [(at, demos.held(Kind(kind), count)) for at, kind, count in found]


async def _milestones(session: AsyncSession, names: Names, now: datetime) -> list[Line]:
    """Moments at which nothing need be sent, but things are different after them."""
    lines = []
    for meeting in await session.scalars(
        select(Meeting).where(Meeting.status == MeetingStatus.PUBLISHED, Meeting.starts_at > now)
    ):
        what = names.of(f"meeting:{meeting.id}")
        assert meeting.starts_at is not None
        lines.append((meeting.starts_at, demos.begins(what)))
        if meeting.reply_by is not None and meeting.reply_by > now:
            lines.append((meeting.reply_by, demos.replies_close(what)))
    return lines


async def _reminders(session: AsyncSession, names: Names, now: datetime) -> list[Line]:
    """What is planned, each tried as if it were due now, to count whom it would reach."""
    found = await session.scalars(
        select(Reminder)
        .where(
            Reminder.state == ReminderState.PLANNED,
            Reminder.due_at > now,
            Reminder.rule.in_(list(FAN_OUTS)),
        )
        .order_by(Reminder.due_at, Reminder.rule, Reminder.id)
    )
    people: Counter[tuple[datetime, str, str]] = Counter()
    for reminder in found.all():
        # An earlier one that was tried may have touched it.
        await session.refresh(reminder)
        occasion = (reminder.due_at, reminder.rule, names.of(reminder.subject))
        people[occasion] += await _reached(session, reminder)
        if len(+people) > COMING:
            break
    return [(at, demos.rule(rule, what, count)) for (at, rule, what), count in (+people).items()]


async def _reached(session: AsyncSession, reminder: Reminder) -> int:
    last = await session.scalar(select(func.max(Delivery.id))) or 0
    await FAN_OUTS[reminder.rule](session, reminder, reminder.due_at)
    count = await session.scalar(
        select(func.count(func.distinct(Delivery.person_id))).where(Delivery.id > last)
    )
    return count or 0


def _newest_events() -> Any:
    return select(Event).order_by(Event.id.desc()).limit(LINES)


def _told(names: Names, event: Event) -> str:
    who = names.people.get(event.person_id) if event.person_id is not None else None
    return demos.event(event.verb, who, names.of(event.subject), _said(names, event))


def _said(names: Names, event: Event) -> str:
    words = words_of("en")
    answer = from_fields(event.after)
    if answer is not None:
        return str(mode_name(words, answer.mode))
    if "starts_at" in event.after:
        zone = ZoneInfo(names.zones.get(event.subject, "UTC"))
        return str(moment(words, datetime.fromisoformat(str(event.after["starts_at"])), zone))
    return ""


async def _sent(session: AsyncSession, telegram: Telegram) -> list[Line]:
    """What went out, one line for each occasion; answers to people's own taps are left out."""
    found = await session.execute(
        select(Delivery, Person.telegram_id)
        .outerjoin(Person, Person.id == Delivery.person_id)
        .where(
            Delivery.priority > int(Priority.ANSWER),
            Delivery.state.not_in((DeliveryState.QUEUED, DeliveryState.SENDING)),
        )
        .order_by(Delivery.created_at, Delivery.kind, Delivery.id)
    )
    lines = []
    for (at, kind), rows in groupby(found.all(), lambda row: (row[0].created_at, row[0].kind)):
        together = list(rows)
        done = _counted(Kind(kind), telegram, together)
        lines.append((max((one.sent_at for one, _ in together if one.sent_at), default=at), done))
    return lines


def _counted(kind: Kind, telegram: Telegram, rows: Iterable[Any]) -> str:
    counts = {"sounds": 0, "silents": 0, "unreachable": 0, "left_out": 0, "by_hand": 0}
    for delivery, telegram_id in rows:
        if delivery.channel is Channel.BY_HAND:
            counts["by_hand"] += 1
        elif delivery.state in _LEFT_OUT:
            counts["left_out"] += 1
        elif delivery.message_id is None or telegram_id is None:
            counts["unreachable"] += 1
        else:
            message = telegram.account(telegram_id).room.find(delivery.message_id)
            counts["silents" if message is not None and message.silent else "sounds"] += 1
    return demos.sent(demos.Sent(kind, **counts))


def _row(names: Names, event: Event) -> dict[str, Any]:
    """A change as it was stored, without what stayed empty."""
    kept = {name: value for name, value in event.after.items() if value not in (None, "", [])}
    return {
        "table": event.subject.partition(":")[0],
        "row": {"of": names.of(event.subject), **kept},
    }
