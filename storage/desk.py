"""What passes over the desk: arrivals, deliveries, cards, reminders, drafts, the trail."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, EnumText, Fields, Key, Words


class ArrivalState(StrEnum):
    """What became of an update."""

    NEW = "new"
    DONE = "done"
    SET_ASIDE = "set_aside"  # failed three times; reported, kept for a person to look at


class Arrival(Base):
    """One update received from Telegram, stored before it is confirmed: the inbox.

    `queue` orders: arrivals of one queue (one person, or one chat) are handled one after another.
    `raw` is the update's JSON as it came; it is blanked when done.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        Index(
            "ix_arrival_new",
            "queue",
            "update_id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
    )

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    queue: Mapped[int] = mapped_column(BigInteger)
    raw: Mapped[Words]
    received_at: Mapped[datetime]
    state: Mapped[ArrivalState] = mapped_column(EnumText(ArrivalState), default=ArrivalState.NEW)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[Words | None] = mapped_column(default=None)


class DeliveryState(StrEnum):
    """Where a delivery stands. The diagram and the promises are in `bot/outbox.py`."""

    QUEUED = "queued"
    SENDING = "sending"  # the request may have left
    SENT = "sent"
    FAILED = "failed"  # Telegram said no for a reason of the message
    UNREACHABLE = "unreachable"  # Telegram said no for a reason of the person
    UNKNOWN = "unknown"  # twice in flight when we or the line died: may or may not have arrived
    EXPIRED = "expired"  # too late to be of use
    SUPERSEDED = "superseded"  # no longer true
    DISPATCHED = "dispatched"  # by hand: staff marked it as sent by letter or e-mail


class Channel(StrEnum):
    """How a delivery reaches its person."""

    TELEGRAM = "telegram"
    BY_HAND = "by_hand"


class Delivery(Base):
    """One message owed to one person: the outbox. `key` is unique for ever; rows are kept.

    The message is not stored: `kind` and `args` say which screen to render when it is sent.
    `topic` ("meeting:12") says what it is about: a change marks or supersedes all of one topic.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "ix_delivery_queued",
            "priority",
            "not_before",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_delivery_due",
            "not_before",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_delivery_sending",
            "id",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(None, "topic"),
        Index(None, "person_id"),
    )

    id: Mapped[Key] = mapped_column(init=False)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    priority: Mapped[int]
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    args: Mapped[Fields] = mapped_column(default_factory=dict)
    channel: Mapped[Channel] = mapped_column(EnumText(Channel), default=Channel.TELEGRAM)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    #: The chat written to; None: the person's private chat, whichever it is when sent.
    chat_id: Mapped[int | None] = mapped_column(BigInteger, default=None)
    topic: Mapped[str | None] = mapped_column(default=None)
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[DeliveryState] = mapped_column(
        EnumText(DeliveryState), default=DeliveryState.QUEUED
    )
    attempts: Mapped[int] = mapped_column(default=0)
    #: 1 once it is being sent again without knowing whether the first one arrived.
    repeats: Mapped[int] = mapped_column(default=0)
    #: The emitter's term that claimed it (see Lease).
    epoch: Mapped[int] = mapped_column(default=0)
    #: Set when its topic changed while it was in flight: its card is redrawn at once.
    touched: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[int | None] = mapped_column(BigInteger, default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[Words | None] = mapped_column(default=None)


class Card(Base):
    """A message in a chat that is kept true by editing it.

    `kind` and `args` name the screen it shows, as for a delivery. `stale_at` is None while it is
    true, else the moment from which it is to be redrawn. `drawn` is a digest of what it shows.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        Index(None, "topic"),
        Index(
            "ix_card_stale",
            "stale_at",
            sqlite_where=text("stale_at IS NOT NULL"),
            postgresql_where=text("stale_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key] = mapped_column(init=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    args: Mapped[Fields] = mapped_column(default_factory=dict)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    topic: Mapped[str | None] = mapped_column(default=None)
    stale_at: Mapped[datetime | None] = mapped_column(default=None)
    drawn_at: Mapped[datetime | None] = mapped_column(default=None)
    drawn: Mapped[str | None] = mapped_column(default=None)
    #: The lane of its next redrawing (secretariat.kinds.Priority).
    priority: Mapped[int] = mapped_column(default=4)
    #: It was pushed, not asked for: its first line is discreet where the reader wants that.
    pushed: Mapped[bool] = mapped_column(default=False)


class ReminderState(StrEnum):
    """Where a reminder stands."""

    PLANNED = "planned"
    TAKEN = "taken"  # turned into deliveries
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # found too late to be of use
    SET_ASIDE = "set_aside"  # could not be taken, because of a fault of ours


class Reminder(Base):
    """An occasion on which people are owed a message: one per subject, rule, revision and zone."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("subject", "rule", "revision", "zone"),
        Index(
            "ix_reminder_planned",
            "due_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
    )

    id: Mapped[Key] = mapped_column(init=False)
    subject: Mapped[str]  # "meeting:12", "action:41", "notice:7"
    rule: Mapped[str]
    revision: Mapped[int]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    #: The readers' zone it is for ("10:00 on the reader's wall clock"), or "" for everyone.
    zone: Mapped[str] = mapped_column(default="")
    state: Mapped[ReminderState] = mapped_column(
        EnumText(ReminderState), default=ReminderState.PLANNED
    )
    #: The version of the zone data it was computed with.
    zone_data: Mapped[str] = mapped_column(default="")


class Draft(Base):
    """What someone is writing: a postponement, a roster to import, a change that met another's."""

    __tablename__ = "draft"
    __table_args__ = (Index(None, "author_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    created_at: Mapped[datetime]
    subject: Mapped[str | None] = mapped_column(default=None)
    fields: Mapped[Fields] = mapped_column(default_factory=dict)
    version: Mapped[int] = mapped_column(default=1)


class Question(Base):
    """What the bot has asked in a chat and waits for; a button or a command takes it back."""

    __tablename__ = "question"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str]
    asked_at: Mapped[datetime]
    args: Mapped[Fields] = mapped_column(default_factory=dict)
    #: The card that asks: it is redrawn with the answer.
    message_id: Mapped[int | None] = mapped_column(BigInteger, default=None)


class Event(Base):
    """The audit trail: who did what, when, before and after."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "subject"), Index(None, "working_group_id", "at"))

    id: Mapped[Key] = mapped_column(init=False)
    at: Mapped[datetime]
    verb: Mapped[str]
    subject: Mapped[str]
    working_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("working_group.id"), default=None
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    before: Mapped[Fields] = mapped_column(default_factory=dict)
    after: Mapped[Fields] = mapped_column(default_factory=dict)


class Lease(Base):
    """Which process may poll, tick and send: a random boot id and the term it holds."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    boot_id: Mapped[str]
    epoch: Mapped[int]
    expires_at: Mapped[datetime]


class Note(Base):
    """What the process itself must remember: the zone data's version, a long halt by Telegram."""

    __tablename__ = "note"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
