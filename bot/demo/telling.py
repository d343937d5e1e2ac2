"""What the page's drawer tells: what is due, what just happened, which rows were touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from secretariat.kinds import Kind
from storage import (
    Card,
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
from views.words import words_of

COMING = 8
LINES = 30
ROWS = 8


async def describe(database: Database, now: datetime) -> dict[str, Any]:
    """Give {"next": […], "log": […], "rows": […]} as the page shows them, in English."""
    words = words_of("en")
    async with database.reading() as session:
        reminders = await session.execute(
            select(Reminder.due_at, Reminder.rule)
            .where(Reminder.state == ReminderState.PLANNED, Reminder.due_at > now)
            .distinct()
            .order_by(Reminder.due_at)
            .limit(COMING)
        )
        coming = [(at, demos.rule(words, rule)) for at, rule in reminders]
        held = await session.execute(
            select(Delivery.not_before, Delivery.kind, func.count())
            .where(Delivery.state == DeliveryState.QUEUED, Delivery.not_before > now)
            .group_by(Delivery.not_before, Delivery.kind)
            .order_by(Delivery.not_before)
            .limit(COMING)
        )
        coming += [(at, demos.held(words, Kind(kind), count)) for at, kind, count in held]
        closing = await session.scalars(
            select(Meeting.reply_by).where(
                Meeting.status == MeetingStatus.PUBLISHED, Meeting.reply_by > now
            )
        )
        coming += [(at, demos.replies_close(words)) for at in closing if at is not None]
        sent = await session.execute(
            select(func.max(Delivery.sent_at), Delivery.kind, func.count())
            .where(Delivery.sent_at.is_not(None))
            .group_by(Delivery.topic, Delivery.kind, Delivery.priority)
            .order_by(func.max(Delivery.sent_at).desc())
            .limit(LINES)
        )
        log = [(at, demos.sent(words, Kind(kind), count)) for at, kind, count in sent if at]
        events = await session.execute(
            select(Event, Person.name)
            .outerjoin(Person, Person.id == Event.person_id)
            .order_by(Event.id.desc())
            .limit(LINES)
        )
        rows: list[dict[str, Any]] = []
        for event, name in events:
            log.append((event.at, demos.event(words, event.verb, event.subject, name)))
            if len(rows) < ROWS:
                rows.append(
                    {
                        "table": event.subject.partition(":")[0],
                        "row": {"what": event.verb, "who": name or "", **event.after},
                    }
                )
        stale = await session.scalar(select(func.min(Card.stale_at)).where(Card.stale_at > now))
        if stale is not None:
            coming.append((stale, demos.redrawing(words)))
    return {
        "next": [{"at": at.isoformat(), "what": what} for at, what in sorted(coming)[:COMING]],
        "log": [
            {"at": at.isoformat(), "text": text}
            for at, text in sorted(log, key=lambda line: line[0])[-LINES:]
        ],
        "rows": rows,
    }
