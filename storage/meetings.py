"""Meetings, their agenda and papers, and the seats' replies."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base, EnumText, Fields, Key, Words
from storage.groups import WorkingGroup


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    PUBLISHED = "published"  # from the press of Publish; `published_at` ends its 20 seconds' hold
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Mode(StrEnum):
    """How a seat says it attends. The words are iCalendar's PARTSTAT in brackets."""

    IN_PERSON = "in_person"  # [ACCEPTED]
    VIDEO = "video"  # [ACCEPTED]
    DEPUTY = "deputy"  # [DELEGATED]
    APOLOGIES = "apologies"  # [DECLINED]
    NOT_SURE = "not_sure"  # [NEEDS-ACTION], but asked only once more


class Recorded(StrEnum):
    """By which way a reply came."""

    TAP = "tap"
    TELEPHONE = "telephone"  # entered by staff
    GROUP = "group"


class Meeting(Base):
    """A meeting of a group, from draft to closed.

    Times are UTC; `zone` is the IANA name of the meeting's own zone, which is the truth for people.
    `revision` goes up when date, time or zone change, and every reply belongs to one revision.
    `sequence` is the calendar's SEQUENCE (RFC 5545 §3.8.7.4): up at any material change.
    `version` goes up at every edit and is carried by editing buttons.
    """

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("working_group_id", "number"),)

    id: Mapped[Key] = mapped_column(init=False)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    zone: Mapped[str]
    title: Mapped[str | None] = mapped_column(default=None)
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    reply_by: Mapped[datetime | None] = mapped_column(default=None)
    venue: Mapped[str | None] = mapped_column(default=None)
    link: Mapped[str | None] = mapped_column(Text, default=None)
    telephone: Mapped[str | None] = mapped_column(default=None)
    gate_text: Mapped[str | None] = mapped_column(default=None)
    dial_in: Mapped[str | None] = mapped_column(default=None)
    test_link: Mapped[str | None] = mapped_column(default=None)
    map: Mapped[str | None] = mapped_column(default=None)
    #: Which categories of seats are invited (list of Category texts).
    audience: Mapped[Fields] = mapped_column(default_factory=dict)
    #: Given at publication, one series per group.
    number: Mapped[int | None] = mapped_column(default=None)
    status: Mapped[MeetingStatus] = mapped_column(
        EnumText(MeetingStatus), default=MeetingStatus.DRAFT
    )
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    #: Why it was last postponed or cancelled, as written.
    reason: Mapped[Words | None] = mapped_column(default=None)
    #: The start before the last postponement.
    moved_from: Mapped[datetime | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=1)
    sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    working_group: Mapped[WorkingGroup] = relationship(lazy="raise", init=False)
    agenda: Mapped[list["AgendaItem"]] = relationship(
        default_factory=list,
        lazy="raise",
        cascade="all, delete-orphan",
        order_by="AgendaItem.position",
    )
    papers: Mapped[list["Paper"]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by="Paper.id"
    )


class AgendaItem(Base):
    """One item of a meeting's agenda; `position` counts from 1."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[Key] = mapped_column(init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), init=False)
    position: Mapped[int]
    title: Mapped[str]


class Paper(Base):
    """A file attached to a meeting: kept by Telegram, known here by its file id."""

    __tablename__ = "paper"
    __table_args__ = (Index(None, "meeting_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), init=False)
    title: Mapped[str]
    file_id: Mapped[str]
    size: Mapped[int]  # bytes
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


class Reply(Base):
    """A seat's answer to one revision of a meeting: one row, the constraint has the last word."""

    __tablename__ = "reply"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id", "revision"),)

    id: Mapped[Key] = mapped_column(init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    revision: Mapped[int]
    mode: Mapped[Mode] = mapped_column(EnumText(Mode))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded: Mapped[Recorded] = mapped_column(EnumText(Recorded), default=Recorded.TAP)
    #: Of a deputy: who comes (as typed: name, post) and how.
    deputy_name: Mapped[str | None] = mapped_column(default=None)
    deputy_mode: Mapped[Mode | None] = mapped_column(EnumText(Mode), default=None)
    #: Of apologies: seen by the secretariat and the chair only.
    reason: Mapped[Words | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


class Muting(Base):
    """That a person wants no more reminders of one meeting; its changes still come."""

    __tablename__ = "muting"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
