"""Groups to hold conversations in, put into the database as they would stand after admission."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.demo.offices import EXPERT_WORKING_GROUP, Place, seat_group
from secretariat.audiences import invitees
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind
from simulator.accounts import Account
from storage import AgendaItem, Category, Meeting, MeetingStatus, QuorumRule
from tests.house import House


@dataclass
class Group:
    """A working group and the telephones of its people, by their seat's short name."""

    id: int
    people: dict[str, Account] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Account:
        names = {
            "nadia": "Nadia Saleem",
            "kashif": "Kashif Mir",
            "assistant": "Imran Dar",
            "chair": "Tahira Baig",
            "farhan": "Farhan Javed",
            "maria": "Maria Memon",
            "daniel": "Daniel Moreau",
        }
        if name not in names:
            raise AttributeError(name)
        return self.people[names[name]]


async def make_group(
    house: House, name: str, places: tuple[Place, ...] | list[Place], **given: Any
) -> Group:
    """Put a group into the database, everyone joined who is said to have, and on the telephone."""
    accounts = {place.person: house.person(place.person) for place in places if place.joined}
    async with house.database.writing() as session:
        seated = await seat_group(
            session, name, places, {who: one.id for who, one in accounts.items()}, **given
        )
    group = Group(seated.id, seats=seated.seats, ids=seated.people)
    for place in places:
        if place.joined:
            account = accounts[place.person]
            account.room.known = account.room.started = True
            group.people[place.person] = account
            group.people.setdefault(place.short, account)
    return group


async def ewg(house: House, **given: Any) -> Group:
    """Give the Expert Working Group: twelve member seats with the chair's, quorum seven."""
    rule = {"quorum_rule": QuorumRule.NUMBER, "quorum_number": 7}
    return await make_group(
        house, "Expert Working Group", EXPERT_WORKING_GROUP, **{**rule, **given}
    )


async def foreign_group(house: House) -> Group:
    """Give a second group whose people must never see anything of the first."""
    places = [
        Place("Board Office", "Board Office", "Rana Foreign", Category.SECRETARIAT),
        Place("Ministry of Ports", "Ports", "Omar Foreign"),
        Place("Ministry of Rails", "Rails", "Lina Foreign", is_chair=True),
        Place("Foreign Observer", "Foreign Observer", "Otto Foreign", Category.OBSERVER),
    ]
    return await make_group(house, "Advisory Board", places)


async def published_meeting(house: House, group: Group, **given: Any) -> int:
    """Put a published meeting into the database, send its invitation, and give its id.

    Wednesday 15 April 2026, 14:00 to 16:00 in Karachi, unless columns of Meeting say otherwise.
    """
    now = house.clock.now()
    columns = {
        "title": "First meeting of the Expert Working Group",
        "number": 1,
        "zone": "Asia/Karachi",
        "starts_at": datetime(2026, 4, 15, 9, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 4, 15, 11, 0, tzinfo=UTC),
        "reply_by": datetime(2026, 4, 10, 12, 0, tzinfo=UTC),
        "venue": "Committee Room 2, National Police Bureau, Islamabad",
        "link": "https://meet.example.org/ewg-1",
        "status": MeetingStatus.PUBLISHED,
        "published_at": now,
        "published_by": group.ids.get("Nadia Saleem"),
        "created_by": next(iter(group.ids.values())),
        "created_at": now,
        "agenda": [
            AgendaItem(position=1, title="Opening remarks"),
            AgendaItem(position=2, title="Work plan 2026-27, for approval"),
            AgendaItem(position=3, title="Research assignments"),
            AgendaItem(position=4, title="Any other business"),
        ],
    }
    async with house.database.writing() as session:
        meeting = Meeting(working_group_id=group.id, **{**columns, **given})
        session.add(meeting)
        await session.flush()
        invited = await invitees(session, meeting, now)
        await owe(
            session,
            now,
            [
                Owed(
                    key=f"invitation:{meeting.id}:{meeting.revision}:{one.person.id}",
                    kind=Kind.INVITATION,
                    person_id=one.person.id,
                    args={"meeting": meeting.id},
                )
                for one in invited
                if one.is_reachable
            ],
        )
        meeting_id = meeting.id
    if house.bot is not None:
        house.bot.wake()
    await house.settle()
    return meeting_id
