"""Notices: what the secretariat broadcasts, to whom, and who acknowledged."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, EnumText, Fields, Key, Words


class NoticeState(StrEnum):
    """Where a notice stands."""

    DRAFT = "draft"
    SENT = "sent"  # from the press of Send; `sent_at` ends its 20 seconds' hold
    DROPPED = "dropped"  # a draft that was deleted; its cards say so


class Notice(Base):
    """A broadcast. Its text is frozen when sent; `audience` says who gets it until then.

    `audience` holds {"parts": ["members", "observers", "attending", "silent", "overdue"],
    "people": [person ids], "meeting": id or None}.
    """

    __tablename__ = "notice"

    id: Mapped[Key] = mapped_column(init=False)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[Words]
    created_at: Mapped[datetime]
    audience: Mapped[Fields] = mapped_column(default_factory=dict)
    state: Mapped[NoticeState] = mapped_column(EnumText(NoticeState), default=NoticeState.DRAFT)
    #: Telegram's id of a file sent with it, and its name.
    file_id: Mapped[str | None] = mapped_column(default=None)
    file_name: Mapped[str | None] = mapped_column(default=None)
    acknowledge: Mapped[bool] = mapped_column(default=False)
    acknowledge_by: Mapped[datetime | None] = mapped_column(default=None)
    with_sound: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    version: Mapped[int] = mapped_column(default=1)


class Recipient(Base):
    """That a person was on a notice's list when it was sent, and when they acknowledged it."""

    __tablename__ = "recipient"
    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded: Mapped[int] = mapped_column(default=0)
