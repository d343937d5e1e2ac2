"""Who meets: working groups, organisations, seats, people, holdings, and invitations."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base, EnumText, Key, Words


class Category(StrEnum):
    """What a seat is in its group; only member seats count for the quorum."""

    MEMBER = "member"
    OBSERVER = "observer"
    GUEST = "guest"
    SECRETARIAT = "secretariat"


class Capacity(StrEnum):
    """How a person stands to a seat."""

    HOLDER = "holder"
    ALTERNATE = "alternate"
    STAFF = "staff"  # acts for the holder, and is recorded as having done so


class QuorumRule(StrEnum):
    """How a group counts its quorum."""

    NONE = "none"  # then no quorum is ever spoken of
    MAJORITY = "majority"  # more than half of the member seats
    NUMBER = "number"  # at least quorum_number member seats


class Standing(StrEnum):
    """How far a person has come on the way into the assistant."""

    LISTED = "listed"  # on the roster, has never opened the invitation
    WAITING = "waiting"  # opened it, the secretariat has not confirmed
    JOINED = "joined"
    LEFT = "left"


class WorkingGroup(Base):
    """A body that meets. Its zone and language are the defaults of its people."""

    __tablename__ = "working_group"

    id: Mapped[Key] = mapped_column(init=False)
    name: Mapped[str]
    zone: Mapped[str]
    name_urdu: Mapped[str | None] = mapped_column(default=None)
    language: Mapped[str] = mapped_column(default="en")
    quorum_rule: Mapped[QuorumRule] = mapped_column(
        EnumText(QuorumRule), default=QuorumRule.MAJORITY
    )
    quorum_number: Mapped[int | None] = mapped_column(default=None)
    two_step: Mapped[bool] = mapped_column(default=True)
    link_lead_minutes: Mapped[int] = mapped_column(default=60)
    telephone: Mapped[str | None] = mapped_column(default=None)
    gate_text: Mapped[str | None] = mapped_column(default=None)
    dial_in: Mapped[str | None] = mapped_column(default=None)
    test_link: Mapped[str | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


class Organisation(Base):
    """A ministry, agency or department. `precedence` rules every list: lower comes first."""

    __tablename__ = "organisation"

    id: Mapped[Key] = mapped_column(init=False)
    name: Mapped[str]
    short_name: Mapped[str]
    precedence: Mapped[int]
    name_urdu: Mapped[str | None] = mapped_column(default=None)
    short_name_urdu: Mapped[str | None] = mapped_column(default=None)
    telephone: Mapped[str | None] = mapped_column(default=None)
    aliases: Mapped[list["OrganisationAlias"]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan"
    )


class OrganisationAlias(Base):
    """Another spelling of an organisation, confirmed by a person."""

    __tablename__ = "organisation_alias"
    __table_args__ = (UniqueConstraint("organisation_id", "spelling"),)

    id: Mapped[Key] = mapped_column(init=False)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), init=False)
    spelling: Mapped[str]


class Seat(Base):
    """A place in a group, held by an office: the unit of replies, quorum and roll call."""

    __tablename__ = "seat"
    __table_args__ = (Index(None, "working_group_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    precedence: Mapped[int]
    category: Mapped[Category] = mapped_column(EnumText(Category), default=Category.MEMBER)
    is_chair: Mapped[bool] = mapped_column(default=False)
    post: Mapped[str | None] = mapped_column(default=None)
    post_urdu: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    organisation: Mapped[Organisation] = relationship(lazy="raise", init=False)
    holdings: Mapped[list["Holding"]] = relationship(
        lazy="raise", init=False, back_populates="seat"
    )


class Person(Base):
    """Someone on the roster. Identity is the Telegram account plus confirmed aliases.

    `quiet_from` and `quiet_to` are minutes after midnight on the person's own clock; `zone` and
    `language` are None while the group's are used.
    """

    __tablename__ = "person"

    id: Mapped[Key] = mapped_column(init=False)
    name: Mapped[str]
    name_urdu: Mapped[str | None] = mapped_column(default=None)
    honorific: Mapped[str | None] = mapped_column(default=None)
    designation: Mapped[str | None] = mapped_column(default=None)
    telephone: Mapped[str | None] = mapped_column(default=None)
    standing: Mapped[Standing] = mapped_column(EnumText(Standing), default=Standing.LISTED)
    telegram_id: Mapped[int | None] = mapped_column(BigInteger, unique=True, default=None)
    telegram_name: Mapped[str | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)
    zone: Mapped[str | None] = mapped_column(default=None)
    quiet_from: Mapped[int] = mapped_column(default=21 * 60)
    quiet_to: Mapped[int] = mapped_column(default=7 * 60)
    discreet: Mapped[bool] = mapped_column(default=True)
    remind_week: Mapped[bool] = mapped_column(default=True)
    remind_day: Mapped[bool] = mapped_column(default=True)
    remind_hour: Mapped[bool] = mapped_column(default=True)
    #: Set when Telegram said that this person cannot be written to; None while reachable.
    unreachable_since: Mapped[datetime | None] = mapped_column(default=None)
    unreachable_why: Mapped[str | None] = mapped_column(default=None)
    #: The group whose desk or card this person looks at, where there are several.
    working_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("working_group.id"), default=None
    )
    #: The list of commands in this person's app is to be set anew: a role or the language changed.
    menu_stale: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    aliases: Mapped[list["PersonAlias"]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan"
    )
    holdings: Mapped[list["Holding"]] = relationship(
        lazy="raise", init=False, back_populates="person"
    )


class PersonAlias(Base):
    """Another spelling of a person's name, confirmed by a person."""

    __tablename__ = "person_alias"
    __table_args__ = (UniqueConstraint("person_id", "spelling"),)

    id: Mapped[Key] = mapped_column(init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), init=False)
    spelling: Mapped[str]


class Holding(Base):
    """That a person holds a seat (or is its alternate or staff officer) from one day to another.

    `releases` is the right to publish, send and circulate; without it a secretariat seat prepares
    only. `nomination` is the letter that named the person (number and date, as written).
    """

    __tablename__ = "holding"
    __table_args__ = (Index(None, "seat_id"), Index(None, "person_id"))

    id: Mapped[Key] = mapped_column(init=False)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    capacity: Mapped[Capacity] = mapped_column(EnumText(Capacity), default=Capacity.HOLDER)
    releases: Mapped[bool] = mapped_column(default=True)
    until: Mapped[date | None] = mapped_column(default=None)
    nomination: Mapped[str | None] = mapped_column(default=None)
    seat: Mapped[Seat] = relationship(lazy="raise", init=False, back_populates="holdings")
    person: Mapped[Person] = relationship(lazy="raise", init=False, back_populates="holdings")


class InvitationState(StrEnum):
    """What became of a personal invitation."""

    OPEN = "open"
    OPENED = "opened"  # someone opened it; the secretariat is asked who that was
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Invitation(Base):
    """A one-time way in for one person: a link's token and a typed code, either works once."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    token: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[InvitationState] = mapped_column(
        EnumText(InvitationState), default=InvitationState.OPEN
    )
    #: Who opened it: the Telegram account, as Telegram names it. Not yet a member.
    opened_by: Mapped[int | None] = mapped_column(BigInteger, default=None)
    opened_name: Mapped[str | None] = mapped_column(default=None)
    opened_username: Mapped[str | None] = mapped_column(default=None)
    opened_language: Mapped[str | None] = mapped_column(default=None)
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    #: True once the opener said "yes, this is me".
    claimed: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person] = relationship(lazy="raise", init=False, foreign_keys=[person_id])


class Stranger(Base):
    """An account that is on no roster: how often it tried a code today and when it was answered.

    Nothing that it wrote is kept.
    """

    __tablename__ = "stranger"

    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[date]
    tries: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)


class SetupCode(Base):
    """The code that the operator's console printed once; who types it is the first secretary."""

    __tablename__ = "setup_code"

    id: Mapped[Key] = mapped_column(init=False)
    code: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)


class Letter(Base):
    """Something a member wrote to the secretariat, and the answer."""

    __tablename__ = "letter"
    __table_args__ = (Index(None, "working_group_id"),)

    id: Mapped[Key] = mapped_column(init=False)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[Words]
    written_at: Mapped[datetime]
    #: None until the writer pressed "Send".
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    #: What it is about, when asked from a notice or a meeting: "notice:7", "meeting:12".
    about: Mapped[str | None] = mapped_column(default=None)
    answer: Mapped[Words | None] = mapped_column(default=None)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(lazy="raise", init=False, foreign_keys=[person_id])
