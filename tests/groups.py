"""Groups to hold conversations in, put into the database as they would stand after admission."""

from dataclasses import dataclass, field
from typing import Any

from bot.demo.offices import EXPERT_WORKING_GROUP, Place, seat_group
from simulator.accounts import Account
from storage import Category, QuorumRule
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
