"""Action items: what was agreed, whose it is, until when, and how it goes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base, EnumText, Key, Words


class ItemState(StrEnum):
    """Where an action item stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    REPORTED = "reported"  # done, says an owner; the secretariat closes it
    CLOSED = "closed"
    DROPPED = "dropped"


class DueKind(StrEnum):
    """What an item's due words mean."""

    DATE = "date"
    NEXT_MEETING = "next_meeting"
    RECURRING = "recurring"
    NONE = "none"


class ActionItem(Base):
    """A numbered action of a group. `due_on` is a day on the group's calendar."""

    __tablename__ = "action_item"
    __table_args__ = (UniqueConstraint("working_group_id", "number"),)

    id: Mapped[Key] = mapped_column(init=False)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    number: Mapped[int]
    #: The line as it was written, never changed.
    words: Mapped[Words]
    task: Mapped[Words]
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), default=None)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), default=None)
    due_kind: Mapped[DueKind] = mapped_column(EnumText(DueKind), default=DueKind.NONE)
    due_words: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    first_due_on: Mapped[date | None] = mapped_column(default=None)
    times_moved: Mapped[int] = mapped_column(default=0)
    #: "With the permission of …", as written.
    condition: Mapped[Words | None] = mapped_column(default=None)
    state: Mapped[ItemState] = mapped_column(EnumText(ItemState), default=ItemState.OPEN)
    blocked_why: Mapped[Words | None] = mapped_column(default=None)
    #: The state before "done" was pressed, for Undo.
    state_before: Mapped[ItemState | None] = mapped_column(EnumText(ItemState), default=None)
    version: Mapped[int] = mapped_column(default=1)
    owners: Mapped[list["ActionOwner"]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan"
    )
    updates: Mapped[list["ActionUpdate"]] = relationship(
        default_factory=list,
        lazy="raise",
        cascade="all, delete-orphan",
        order_by="ActionUpdate.id",
    )


class ActionOwner(Base):
    """One owner of an item: one of person, seat, organisation, or (none set) the whole group."""

    __tablename__ = "action_owner"
    __table_args__ = (Index(None, "action_item_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    action_item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), init=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"), default=None)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    #: False once the owner said "not for our office", until the secretariat decides.
    accepted: Mapped[bool] = mapped_column(default=True)


class ActionUpdate(Base):
    """One entry of an item's history: what was said, by whom, and the state it led to."""

    __tablename__ = "action_update"
    __table_args__ = (Index(None, "action_item_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    action_item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), init=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[ItemState] = mapped_column(EnumText(ItemState))
    text: Mapped[Words | None] = mapped_column(default=None)
    file_id: Mapped[str | None] = mapped_column(default=None)
    file_name: Mapped[str | None] = mapped_column(default=None)
