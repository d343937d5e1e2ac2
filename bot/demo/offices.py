"""The sample group: invented people in public types of offices, as they stand after admission."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

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

SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Place:
    """One seat, its office, and who holds it."""

    office: str
    short: str
    person: str
    category: Category = Category.MEMBER
    is_chair: bool = False
    joined: bool = True
    office_urdu: str | None = None
    short_urdu: str | None = None
    person_given: Mapping[str, Any] = field(default_factory=dict)
    #: May publish, send and circulate; False: prepares only.
    releases: bool = True


EXPERT_WORKING_GROUP = (
    Place(
        "Coordinator's Office",
        "Coordinator",
        "Tahira Baig",
        is_chair=True,
        office_urdu="رابطہ کار کا دفتر",
        short_urdu="رابطہ کار",
        person_given={"name_urdu": "طاہرہ بیگ", "designation": "National Coordinator"},
    ),
    Place(
        "Ministry of Interior",
        "Interior",
        "Farhan Javed",
        office_urdu="وزارتِ داخلہ",
        short_urdu="داخلہ",
        person_given={"name_urdu": "فرحان جاوید", "designation": "Joint Secretary"},
    ),
    Place(
        "Ministry of Foreign Affairs",
        "Foreign Affairs",
        "Sana Qureshi",
        office_urdu="وزارتِ خارجہ",
        short_urdu="خارجہ",
        person_given={"name_urdu": "ثنا قریشی", "designation": "Director General"},
    ),
    Place(
        "Ministry of Finance",
        "Finance",
        "Bilal Hashmi",
        office_urdu="وزارتِ خزانہ",
        short_urdu="خزانہ",
        person_given={"name_urdu": "بلال ہاشمی", "designation": "Joint Secretary"},
    ),
    Place(
        "Ministry of Law and Justice",
        "Law and Justice",
        "Hina Rauf",
        office_urdu="وزارتِ قانون و انصاف",
        short_urdu="قانون و انصاف",
        person_given={"name_urdu": "حنا رؤف", "designation": "Legal Adviser"},
    ),
    Place(
        "Home Department Punjab",
        "Home Punjab",
        "Usman Cheema",
        office_urdu="محکمۂ داخلہ پنجاب",
        short_urdu="داخلہ پنجاب",
        person_given={"name_urdu": "عثمان چیمہ", "designation": "Additional Secretary"},
    ),
    Place(
        "Home Department Khyber Pakhtunkhwa",
        "Home KP",
        "Zubair Khattak",
        office_urdu="محکمۂ داخلہ خیبر پختونخوا",
        short_urdu="داخلہ خیبر پختونخوا",
        person_given={"name_urdu": "زبیر خٹک", "designation": "Additional Secretary"},
    ),
    Place(
        "Home Department Sindh",
        "Home Sindh",
        "Maria Memon",
        office_urdu="محکمۂ داخلہ سندھ",
        short_urdu="داخلہ سندھ",
        person_given={
            "name_urdu": "ماریہ میمن",
            "language": "ur",
            "designation": "Deputy Secretary",
        },
    ),
    Place(
        "Home Department Balochistan",
        "Home Balochistan",
        "Jamil Baloch",
        office_urdu="محکمۂ داخلہ بلوچستان",
        short_urdu="داخلہ بلوچستان",
        person_given={"name_urdu": "جمیل بلوچ", "designation": "Section Officer"},
    ),
    Place(
        "Economic Affairs Division",
        "Economic Affairs",
        "Rida Aslam",
        joined=False,
        office_urdu="اقتصادی امور ڈویژن",
        short_urdu="اقتصادی امور",
        person_given={"name_urdu": "ردا اسلم", "telephone": "051 000 0010"},
    ),
    Place(
        "State Bank",
        "State Bank",
        "Kamran Lodhi",
        office_urdu="اسٹیٹ بینک",
        short_urdu="اسٹیٹ بینک",
        person_given={"name_urdu": "کامران لودھی", "designation": "Director"},
    ),
    Place(
        "National Police Academy",
        "Police Academy",
        "Adeel Niazi",
        office_urdu="قومی پولیس اکیڈمی",
        short_urdu="پولیس اکیڈمی",
        person_given={"name_urdu": "عدیل نیازی", "designation": "Course Director"},
    ),
    Place(
        "Partner agency",
        "Partner agency",
        "Daniel Moreau",
        Category.OBSERVER,
        office_urdu="شراکت دار ادارہ",
        short_urdu="شراکت دار ادارہ",
        person_given={"zone": "Europe/Vienna", "name_urdu": "ڈینیل مورو"},
    ),
    Place(
        "Secretariat",
        "Secretariat",
        "Nadia Saleem",
        Category.SECRETARIAT,
        office_urdu="سیکریٹریٹ",
        short_urdu="سیکریٹریٹ",
        person_given={"name_urdu": "نادیہ سلیم"},
    ),
    Place(
        "Secretariat",
        "Secretariat",
        "Kashif Mir",
        Category.SECRETARIAT,
        person_given={"name_urdu": "کاشف میر"},
    ),
    Place(
        "Secretariat",
        "Secretariat",
        "Imran Dar",
        Category.SECRETARIAT,
        person_given={"name_urdu": "عمران ڈار"},
        releases=False,
    ),
)


@dataclass
class Seated:
    """A group that was put into the database: ids by short office name and by person's name."""

    id: int
    seats: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)


async def seat_group(
    session: AsyncSession,
    name: str,
    places: tuple[Place, ...] | list[Place],
    accounts: Mapping[str, int],
    since: date = SINCE,
    *,
    with_menus: bool = False,
    **given: Any,
) -> Seated:
    """Put a group into the database; `accounts` are Telegram ids by person's name.

    All hold their seats since a day. `with_menus` has everyone's list of commands set; `given` are
    the group's own values, such as its quorum rule.
    """
    defaults: dict[str, Any] = {
        "zone": "Asia/Karachi",
        "telephone": "051 000 0000",
        "quorum_rule": QuorumRule.MAJORITY,
    }
    group = WorkingGroup(name=name, **{**defaults, **given})
    session.add(group)
    await session.flush()
    offices: dict[str, Organisation] = {}
    for order, place in enumerate(places, 1):
        if place.office not in offices:
            offices[place.office] = Organisation(
                name=place.office,
                short_name=place.short,
                precedence=order,
                name_urdu=place.office_urdu,
                short_name_urdu=place.short_urdu,
            )
    people = [
        Person(
            name=place.person,
            standing=Standing.JOINED if place.joined else Standing.LISTED,
            telegram_id=accounts.get(place.person) if place.joined else None,
            menu_stale=place.joined and with_menus,
            **{"discreet": False, **place.person_given},
        )
        for place in places
    ]
    session.add_all([*offices.values(), *people])
    await session.flush()
    seats = [
        Seat(
            working_group_id=group.id,
            organisation_id=offices[place.office].id,
            precedence=order,
            category=place.category,
            is_chair=place.is_chair,
        )
        for order, place in enumerate(places, 1)
    ]
    session.add_all(seats)
    await session.flush()
    seated = Seated(group.id)
    for place, person, seat in zip(places, people, seats, strict=True):
        session.add(
            Holding(seat_id=seat.id, person_id=person.id, since=since, releases=place.releases)
        )
        seated.seats.setdefault(place.short, seat.id)
        seated.people[place.person] = person.id
    return seated
