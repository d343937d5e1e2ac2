"""Who gets a notice: parts of the group, people picked one by one, always counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import replies_of
from secretariat.audiences import Invitee, audience_of, people_of, today_in
from secretariat.item_owners import all_seats, overdue_people
from storage import Category, Meeting, MeetingStatus, Mode, Notice, WorkingGroup

_ATTENDING = (Mode.IN_PERSON, Mode.VIDEO, Mode.DEPUTY)


class Part(StrEnum):
    """A part of the group that a notice can go to."""

    MEMBERS = "members"
    OBSERVERS = "observers"
    ATTENDING = "attending"  # of the next meeting: in person, by video or by deputy
    SILENT = "silent"  # of the next meeting: no reply yet
    OVERDUE = "overdue"  # owners of items whose date has passed


@dataclass(frozen=True)
class NoticeAudience:
    """Who a notice goes to as things stand, in order of precedence.

    `members` are the parts that can be chosen now (those about a meeting only where there is one),
    each with its people's ids. `meeting` is the one that "attending" and "no reply" are about.
    `everyone` is who could be picked.
    """

    members: Mapping[Part, frozenset[int]]
    chosen: tuple[Part, ...]
    picked: frozenset[int]
    meeting: Meeting | None
    everyone: tuple[Invitee, ...]

    @property
    def people(self) -> tuple[Invitee, ...]:
        """Everyone it goes to, on the assistant or not."""
        meant = self.by_parts | self.picked
        return tuple(one for one in self.everyone if one.person.id in meant)

    @property
    def by_parts(self) -> frozenset[int]:
        """The ids of those who get it whoever is picked besides."""
        none: frozenset[int] = frozenset()
        return none.union(*(self.members.get(part, none) for part in self.chosen))

    @property
    def reached(self) -> tuple[Invitee, ...]:
        """Those to whom a message would be sent."""
        return tuple(one for one in self.people if one.is_reachable)

    @property
    def by_hand(self) -> tuple[Invitee, ...]:
        """Those who must be told some other way."""
        return tuple(one for one in self.people if not one.is_reachable)

    def count(self, part: Part) -> int:
        """Count the people of a part to whom a message would be sent."""
        ids = self.members.get(part, frozenset())
        return sum(one.person.id in ids and one.is_reachable for one in self.everyone)


async def coming_meeting(session: AsyncSession, group_id: int, now: datetime) -> Meeting | None:
    """Give a group's next meeting whose notice has gone out, or None."""
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(
            Meeting.working_group_id == group_id,
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.published_at <= now,
            Meeting.starts_at > now,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )
    return found


async def audience_for(session: AsyncSession, notice: Notice, now: datetime) -> NoticeAudience:
    """Give who a notice goes to, from the roster, the replies and the items as they stand."""
    group = await session.get_one(WorkingGroup, notice.working_group_id)
    today = today_in(group, now)
    seats = await all_seats(session, group.id, today)
    chosen = tuple(part for part in Part if part in notice.audience.get("parts", []))
    meeting = await _meeting_meant(session, notice, now)

    def ids(category: Category) -> frozenset[int]:
        people = people_of([seat for seat in seats if seat.category is category], today)
        return frozenset(one.person.id for one in people)

    members = {Part.MEMBERS: ids(Category.MEMBER), Part.OBSERVERS: ids(Category.OBSERVER)}
    if meeting is not None:
        replies = await replies_of(session, meeting)
        invited = [seat for seat in seats if seat.category in audience_of(meeting)]
        coming = [
            one for one in invited if one.id in replies and replies[one.id].mode in _ATTENDING
        ]
        # Observers and guests are never chased for a reply (secretariat/nudges.py).
        asked = [one for one in invited if one.category is Category.MEMBER]
        silent = [one for one in asked if one.id not in replies]
        members[Part.ATTENDING] = frozenset(one.person.id for one in people_of(coming, today))
        members[Part.SILENT] = frozenset(one.person.id for one in people_of(silent, today))
    members[Part.OVERDUE] = frozenset(await overdue_people(session, group.id, seats, today))
    return NoticeAudience(
        members=members,
        chosen=chosen,
        picked=frozenset(notice.audience.get("people", [])),
        meeting=meeting,
        everyone=tuple(people_of(seats, today)),
    )


async def _meeting_meant(session: AsyncSession, notice: Notice, now: datetime) -> Meeting | None:
    """Give the meeting chosen with "attending" or "no reply", else the coming one.

    One that was chosen and is over or cancelled stays meant: nobody is taken for another's.
    """
    chosen = notice.audience.get("meeting")
    if chosen is None:
        return await coming_meeting(session, notice.working_group_id, now)
    meeting = await session.get(Meeting, chosen)
    if meeting is None or meeting.status is not MeetingStatus.PUBLISHED:
        return None
    return meeting
