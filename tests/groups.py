"""Groups to hold conversations in, put into the database as they would stand after admission."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simulator.accounts import Account
from storage import (
    Category,
    Holding,
    Organisation,
    Person,
    QuorumRule,
    Seat,
    Standing,
    WorkingGroup,
)
from tests.house import House

SINCE = date(2026, 1, 1)


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


@dataclass(frozen=True)
class Place:
    """One seat of a group to be made, with who holds it."""

    office: str
    short: str
    person: str
    category: Category = Category.MEMBER
    is_chair: bool = False
    joined: bool = True
    office_urdu: str | None = None
    person_given: dict[str, Any] = field(default_factory=dict)
    releases: bool = True


EWG = [
    Place("Coordinator's Office", "Coordinator", "Tahira Baig", is_chair=True),
    Place("Ministry of Interior", "Interior", "Farhan Javed", office_urdu="وزارتِ داخلہ"),
    Place("Ministry of Foreign Affairs", "Foreign Affairs", "Sana Qureshi"),
    Place("Ministry of Finance", "Finance", "Bilal Hashmi"),
    Place("Ministry of Law and Justice", "Law and Justice", "Hina Rauf"),
    Place("Home Department Punjab", "Home Punjab", "Usman Cheema"),
    Place("Home Department Khyber Pakhtunkhwa", "Home KP", "Zubair Khattak"),
    Place(
        "Home Department Sindh",
        "Home Sindh",
        "Maria Memon",
        office_urdu="محکمۂ داخلہ سندھ",
        person_given={"language": "ur", "name_urdu": "ماریہ میمن"},
    ),
    Place("Home Department Balochistan", "Home Balochistan", "Jamil Baloch"),
    Place("Economic Affairs Division", "Economic Affairs", "Rida Aslam", joined=False),
    Place("State Bank", "State Bank", "Kamran Lodhi"),
    Place("National Police Academy", "Police Academy", "Adeel Niazi"),
    Place(
        "Partner agency",
        "Partner agency",
        "Daniel Moreau",
        Category.OBSERVER,
        person_given={"zone": "Europe/Vienna"},
    ),
    Place("Secretariat", "Secretariat", "Nadia Saleem", Category.SECRETARIAT),
    Place("Secretariat", "Secretariat", "Kashif Mir", Category.SECRETARIAT),
    Place("Secretariat", "Secretariat", "Imran Dar", Category.SECRETARIAT, releases=False),
]


async def make_group(house: House, name: str, places: list[Place], **given: Any) -> Group:
    """Put a group into the database, everyone joined who is said to have, and on the telephone."""
    async with house.database.writing() as session:
        working_group = WorkingGroup(
            name=name, zone="Asia/Karachi", **{"telephone": "051 000 0000", **given}
        )
        session.add(working_group)
        await session.flush()
        group = Group(working_group.id)
        organisations: dict[str, Organisation] = {}
        for order, place in enumerate(places, 1):
            office = organisations.get(place.office)
            if office is None:
                office = organisations[place.office] = Organisation(
                    name=place.office,
                    short_name=place.short,
                    precedence=order,
                    name_urdu=place.office_urdu,
                )
                session.add(office)
            account = house.person(place.person) if place.joined else None
            person = Person(
                name=place.person,
                standing=Standing.JOINED if account else Standing.LISTED,
                telegram_id=account.id if account else None,
                discreet=False,
                **place.person_given,
            )
            session.add(person)
            await session.flush()
            seat = Seat(
                working_group_id=group.id,
                organisation_id=office.id,
                precedence=order,
                category=place.category,
                is_chair=place.is_chair,
            )
            session.add(seat)
            await session.flush()
            session.add(
                Holding(seat_id=seat.id, person_id=person.id, since=SINCE, releases=place.releases)
            )
            group.seats.setdefault(place.short, seat.id)
            group.ids[place.person] = person.id
            if account is not None:
                group.people[place.person] = account
                group.people.setdefault(place.short, account)
    for account in {one.id: one for one in group.people.values()}.values():
        account.room.known = account.room.started = True
    return group


async def ewg(house: House, **given: Any) -> Group:
    """Give the Expert Working Group: twelve member seats with the chair's, quorum seven."""
    rule = {"quorum_rule": QuorumRule.NUMBER, "quorum_number": 7}
    return await make_group(house, "Expert Working Group", EWG, **{**rule, **given})


async def foreign_group(house: House) -> Group:
    """Give a second group whose people must never see anything of the first."""
    places = [
        Place("Board Office", "Board Office", "Rana Foreign", Category.SECRETARIAT),
        Place("Ministry of Ports", "Ports", "Omar Foreign"),
        Place("Ministry of Rails", "Rails", "Lina Foreign", is_chair=True),
        Place("Foreign Observer", "Foreign Observer", "Otto Foreign", Category.OBSERVER),
    ]
    return await make_group(house, "Advisory Board", places)
