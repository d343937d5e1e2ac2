"""What is owed to people, and what is kept true: owing, superseding, marking stale."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.kinds import Kind, budget_of, topic_of
from storage import Card, Delivery, DeliveryState, Fields, Reminder, ReminderState
from storage.inserts import changed, insert_once


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One message to owe to one person (or to a chat that is nobody's).

    `key` is unique for ever: owing it again changes nothing. `args` are the screen's arguments;
    "sound" and "rings" among them overrule the kind's budget.
    """

    key: str
    kind: Kind
    person_id: int | None = None
    chat_id: int | None = None
    args: Fields = field(default_factory=dict)
    #: UTC; None: at once.
    not_before: datetime | None = None
    expires_at: datetime | None = None
    #: Another lane than the kind's own, e.g. ANSWER for what a person asked for.
    priority: int | None = None


async def owe(session: AsyncSession, now: datetime, owed: Iterable[Owed]) -> int:
    """Put messages into the outbox; those whose key is known already are left as they are.

    Gives how many were new. They are sent by the emitter after the commit.
    """
    rows = [
        {
            "key": one.key,
            "kind": str(one.kind),
            "priority": int(budget_of(one.kind).priority if one.priority is None else one.priority),
            "not_before": one.not_before or now,
            "created_at": now,
            "args": one.args,
            "channel": "telegram",
            "person_id": one.person_id,
            "chat_id": one.chat_id,
            "topic": topic_of(one.args),
            "expires_at": one.expires_at,
            "state": DeliveryState.QUEUED,
            "attempts": 0,
            "repeats": 0,
            "epoch": 0,
            "touched": False,
        }
        for one in owed
    ]
    return await insert_once(session, Delivery, rows)


async def supersede(session: AsyncSession, topic: str, kinds: Iterable[Kind] | None = None) -> int:
    """Take back what is queued about a topic (of these kinds, or all): it is no longer true.

    What is already in flight cannot be taken back, but it is not tried again should it come back.
    Gives how many were taken back.
    """
    about = update(Delivery).where(Delivery.topic == topic)
    if kinds is not None:
        about = about.where(Delivery.kind.in_([str(kind) for kind in kinds]))
    taken_back = await session.execute(
        about.where(Delivery.state == DeliveryState.QUEUED).values(state=DeliveryState.SUPERSEDED)
    )
    await session.execute(
        about.where(Delivery.state == DeliveryState.SENDING).values(expires_at=Delivery.created_at)
    )
    return changed(taken_back)


async def mark_stale(
    session: AsyncSession,
    topic: str,
    now: datetime,
    *,
    person_id: int | None = None,
    kinds: Iterable[Kind] | None = None,
    pause: timedelta = timedelta(0),
) -> None:
    """Have the cards about a topic redrawn, at the earliest `pause` after they were last drawn.

    `person_id` limits it to one reader's cards, `kinds` to some kinds. Messages about the topic
    that are on their way at this moment are redrawn once they have arrived.
    """
    cards = [Card.topic == topic]
    coming = [
        Delivery.topic == topic,
        # Queued too: one may be claimed before this transaction ends, and rendered from before it.
        Delivery.state.in_((DeliveryState.QUEUED, DeliveryState.SENDING)),
    ]
    if person_id is not None:
        cards.append(Card.person_id == person_id)
        coming.append(Delivery.person_id == person_id)
    if kinds is not None:
        names = [str(kind) for kind in kinds]
        cards.append(Card.kind.in_(names))
        coming.append(Delivery.kind.in_(names))
    await session.execute(update(Delivery).where(*coming).values(touched=True))
    if not pause:
        # Those that are stale already are written too: whoever draws one waits for what we change.
        await session.execute(update(Card).where(*cards).values(stale_at=_at_latest(now)))
        return
    # Locked, so that whoever draws one at this moment waits for what we change.
    found = select(Card.id, Card.drawn_at, Card.stale_at).where(*cards).with_for_update()
    for card_id, drawn_at, stale_at in (await session.execute(found)).all():
        due = now if drawn_at is None else max(now, drawn_at + pause)
        if stale_at is None or stale_at > due:
            await session.execute(update(Card).where(Card.id == card_id).values(stale_at=due))


def _at_latest(due: datetime) -> ColumnElement[datetime]:
    return case((Card.stale_at <= due, Card.stale_at), else_=due)


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """Give the next moment (UTC) after now at which a message, a card or a reminder is due."""
    moments = await session.scalars(
        union_all(
            select(func.min(Delivery.not_before)).where(
                Delivery.state == DeliveryState.QUEUED, Delivery.not_before > now
            ),
            select(func.min(Card.stale_at)).where(Card.stale_at > now),
            select(func.min(Reminder.due_at)).where(
                Reminder.state == ReminderState.PLANNED, Reminder.due_at > now
            ),
        )
    )
    return min((moment for moment in moments if moment is not None), default=None)
