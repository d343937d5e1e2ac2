"""Home cards and the secretariat's desk."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.demo.offices import Place
from secretariat.homes import unreachable
from secretariat.readers import readers
from storage import (
    ActionItem,
    ActionOwner,
    Category,
    Event,
    Holding,
    ItemState,
    Letter,
    MeetingStatus,
    Organisation,
    Person,
    QuorumRule,
    Standing,
    WorkingGroup,
)
from tests.groups import Group, ewg, foreign_group, make_group, published_meeting
from tests.house import House
from views.homes import cannot_be_reached
from views.words import words_of


async def put_item(house: House, group: Group, number: int, **given: Any) -> None:
    """Put an action item into the database; `owners` are columns of ActionOwner."""
    owners = given.pop("owners", [{"person_id": group.ids["Farhan Javed"]}])
    async with house.database.writing() as session:
        session.add(
            ActionItem(
                working_group_id=group.id,
                number=number,
                words=f"ACTION: item {number}",
                task=f"item {number}",
                created_by=group.ids["Nadia Saleem"],
                created_at=house.clock.now(),
                owners=[ActionOwner(**owner) for owner in owners],
                **given,
            )
        )


async def change(house: House, model: type[Any], key: int, **values: Any) -> None:
    """Change a row's columns."""
    async with house.database.writing() as session:
        row = await session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)


async def test_a_members_home_has_the_meeting_the_reply_and_the_items(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await put_item(house, group, 1, due_on=date(2026, 4, 30))
    await put_item(house, group, 2, due_on=date(2026, 5, 30))
    await group.farhan.taps("In person")

    await group.farhan.says("/menu")

    assert group.farhan.reads() == (
        "Next meeting: Wed 15 Apr, 14:00 PKT\n"
        "Your reply: In person\n\n"
        "Your action items: 2 open, next due Thu 30 Apr\n\n"
        "Expert Working Group. Farhan Javed, Ministry of Interior"
    )
    assert group.farhan.inbox[-1].labels == [
        "Next meeting",
        "My action items (2)",
        "Settings",
        "Help",
    ]


async def test_a_reply_that_is_awaited_is_said_so(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    await group.farhan.says("/menu")

    assert group.farhan.reads().splitlines()[:2] == [
        "Next meeting: Wed 15 Apr, 14:00 PKT",
        "Your reply: awaited",
    ]


async def test_a_reader_elsewhere_gets_the_own_time_too(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    await group.daniel.says("/menu")

    assert group.daniel.reads().splitlines()[:3] == [
        "Next meeting: Wed 15 Apr, 14:00 PKT",
        "Your time: Wed 15 Apr, 11:00 (Vienna)",
        "Your reply: awaited",
    ]


async def test_an_urdu_home_reads_in_urdu(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await change(house, WorkingGroup, group.id, name_urdu="ماہرین کا ورکنگ گروپ")

    await group.maria.says("/menu")

    plain = "".join(one for one in group.maria.reads() if one not in "\u2066\u2068\u2069\u200f")
    assert plain == (
        "اگلا اجلاس: بدھ، 15 اپریل، دوپہر 2 بجے، پاکستان کا وقت\n"
        "آپ کا جواب: تاحال موصول نہیں ہوا\n\n"
        "آپ کے ذمے کوئی امر زیرِ التوا نہیں۔\n\n"
        "ماہرین کا ورکنگ گروپ۔ ماریہ میمن، محکمۂ داخلہ سندھ"
    )
    assert group.maria.inbox[-1].labels == [
        "اگلا اجلاس",
        "مجھے تفویض کردہ امور",
        "ترتیبات",
        "مدد",
    ]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"due_on": date(2026, 4, 1)}, "Your action items: 1 open, 1 overdue"),
        ({"due_on": date(2026, 4, 6)}, "Your action items: 1 open, due Mon 6 Apr"),
        ({}, "Your action items: 1 open"),
        ({"state": ItemState.REPORTED}, "You have no open action items."),
        ({"state": ItemState.CLOSED}, "You have no open action items. Closed ones: 1."),
        (
            {"owners": [{"person_id": None, "accepted": False}]},
            "You have no open action items.",
        ),
    ],
)
async def test_own_items_are_counted(house: House, given: dict[str, Any], line: str) -> None:
    group = await ewg(house)
    await put_item(house, group, 1, **given)

    await group.farhan.says("/menu")

    assert group.farhan.reads().splitlines()[3] == line


async def test_items_of_the_seat_and_the_office_are_ones_own_but_not_others(house: House) -> None:
    group = await ewg(house)
    interior = await house.rows(Organisation, Organisation.short_name == "Interior")
    await put_item(house, group, 1, owners=[{"seat_id": group.seats["Interior"]}])
    await put_item(house, group, 2, owners=[{"organisation_id": interior[0].id}])
    await put_item(house, group, 3, owners=[{"seat_id": group.seats["Finance"]}])

    await group.farhan.says("/menu")

    assert group.farhan.reads().splitlines()[3] == "Your action items: 2 open"


async def test_a_meeting_that_is_over_or_off_is_not_next(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group, status=MeetingStatus.CANCELLED)
    await published_meeting(
        house,
        group,
        number=2,
        starts_at=house.clock.now() - timedelta(hours=3),
        ends_at=house.clock.now() - timedelta(hours=1),
    )

    await group.farhan.says("/menu")

    assert group.farhan.reads().splitlines()[:2] == [
        "No meeting is announced",
        "You will get a notice here when there is one.",
    ]


async def test_an_observer_who_is_not_invited_sees_no_meeting(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group, audience={"categories": ["member"]})

    await group.daniel.says("/menu")

    assert group.daniel.reads().splitlines()[0] == "No meeting is announced"


async def test_the_chair_sees_the_quorum_and_what_the_group_owes(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await put_item(house, group, 1, due_on=date(2026, 4, 1))
    await group.chair.taps("In person")

    await group.chair.says("/menu")

    assert group.chair.reads() == (
        "Next meeting: Wed 15 Apr, 14:00 PKT\n"
        "Your reply: In person\n"
        "Quorum not yet met: 1 of 12, 7 needed\n\n"
        "Action items: 1 open, 1 overdue\n"
        "You have no open action items.\n\n"
        "Expert Working Group. Tahira Baig, Coordinator's Office"
    )
    assert group.chair.inbox[-1].labels == [
        "Who is coming",
        "Next meeting",
        "My action items",
        "Settings",
        "Help",
    ]


async def test_a_quorum_that_is_met_is_said(house: House) -> None:
    group = await ewg(house, quorum_number=1)
    await published_meeting(house, group)
    await group.chair.taps("In person")

    await group.chair.says("/menu")

    assert group.chair.reads().splitlines()[2] == "Quorum met: 1 of 12"


async def test_a_group_without_a_quorum_never_hears_of_one(house: House) -> None:
    group = await ewg(house, quorum_rule=QuorumRule.NONE)
    await published_meeting(house, group)

    await group.chair.says("/menu")
    await group.nadia.says("/desk")

    assert group.chair.reads().splitlines()[2] == "0 of 12 expected"
    assert group.nadia.reads().splitlines()[2] == "Meeting 1, Wed 15 Apr: 0 of 12 expected"
    assert "uorum" not in house.telegram.transcript()


async def test_the_desk_says_what_is_waiting(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await put_item(house, group, 1, due_on=date(2026, 4, 1))
    await put_item(house, group, 2, state=ItemState.REPORTED)
    await group.farhan.taps("In person")
    await group.farhan.says("Which gate?")
    await group.farhan.taps("Send")
    await change(house, Person, group.ids["Rida Aslam"], standing=Standing.WAITING)
    await change(
        house, Person, group.ids["Hina Rauf"], unreachable_since=datetime(2026, 4, 1, tzinfo=UTC)
    )

    await group.nadia.says("/desk")

    assert group.nadia.reads() == (
        "Desk: 11 replies missing, 1 item overdue, 1 letter waiting, 1 member to confirm\n\n"
        "Meeting 1, Wed 15 Apr: 1 of 12 expected, 7 needed\n"
        "Action items: 1 open, 1 overdue, 1 reported done\n"
        "Letters: 1 awaits an answer\n"
        "Members: 11 of 13 on the assistant, 1 waiting to be confirmed, 1 cannot be reached\n\n"
        "Expert Working Group"
    )
    assert group.nadia.inbox[-1].labels == [
        "New meeting",
        "RSVP board",
        "Letters (1)",
        "Send a notice",
        "Action items",
        "Members",
        "Settings",
        "Help",
    ]


async def test_the_desk_leads_to_the_letter_that_waits_longest(house: House) -> None:
    group = await ewg(house)
    for text in ("first question", "second question"):
        await group.farhan.says(text)
        await group.farhan.taps("Send")
        await house.advance(minutes=5)
    await group.nadia.says("/desk")

    await group.nadia.taps("Letters (2)")

    assert group.nadia.reads().splitlines()[2] == "first question"


async def test_an_urdu_desk_reads_in_urdu(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await change(house, Person, group.ids["Nadia Saleem"], language="ur")
    await change(house, WorkingGroup, group.id, name_urdu="ماہرین کا ورکنگ گروپ")

    await group.nadia.says("/desk")

    plain = "".join(one for one in group.nadia.reads() if one not in "\u2066\u2068\u2069\u200f")
    assert plain == (
        "ڈیسک: 12 جوابات کا انتظار\n\n"
        "اجلاس نمبر 1، بدھ، 15 اپریل: 12 میں سے 0 متوقع، 7 درکار\n"
        "تفویض کردہ امور: کوئی زیرِ التوا نہیں\n"
        "اراکین: 13 میں سے 12 خودکار معاون پر\n\n"
        "ماہرین کا ورکنگ گروپ"
    )


async def test_a_group_without_meetings_is_told_the_quickest_start(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says("/desk")

    assert group.nadia.reads().splitlines()[:3] == [
        "Desk: nothing is waiting",
        "",
        "No meetings yet. The quickest start is to paste one message.",
    ]


async def test_a_group_without_members_is_told_how_to_add_them(house: House) -> None:
    office = Place("Secretariat", "Secretariat", "Rana New", Category.SECRETARIAT)
    group = await make_group(house, "New Group", [office], telephone=None)

    await group.people["Rana New"].says("/desk")

    rana = group.people["Rana New"]
    assert rana.reads() == (
        "No members yet\n\n"
        "Paste a list of names and offices; you get one invitation text for each.\n"
        "Action items: none open\n"
        "Still to be set: telephone of the secretariat\n\n"
        "New Group"
    )
    assert rana.inbox[-1].labels == [
        "New meeting",
        "Send a notice",
        "Action items",
        "Add members",
        "Continue the setup",
        "Settings",
        "Help",
    ]


async def test_who_only_prepares_is_not_asked_to_set_up(house: House) -> None:
    group = await ewg(house, telephone=None)

    await group.assistant.says("/desk")

    assert "Continue the setup" not in group.assistant.inbox[-1].labels


async def test_a_member_has_no_desk(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says("/desk")

    assert group.farhan.reads() == "Only the secretariat can do this."


async def join_other_group(house: House, group: Group, other: Group) -> None:
    """Give Farhan a seat in the other group too."""
    async with house.database.writing() as session:
        session.add(
            Holding(
                seat_id=other.seats["Ports"],
                person_id=group.ids["Farhan Javed"],
                since=date(2026, 1, 1),
            )
        )


async def test_who_sits_in_two_groups_changes_between_their_homes(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await join_other_group(house, group, other)
    await published_meeting(house, group)
    await group.farhan.says("/menu")

    await group.farhan.taps("Other group: Advisory Board")

    assert group.farhan.reads() == (
        "No meeting is announced\n"
        "You will get a notice here when there is one.\n\n"
        "You have no open action items.\n\n"
        "Advisory Board. Farhan Javed, Ministry of Ports"
    )
    assert group.farhan.inbox[-1].labels[1] == "Other group: Expert Working G…"
    assert [event.after for event in await house.rows(Event, Event.verb == "group_chosen")] == [
        {"group": other.id}
    ]


async def test_another_groups_home_is_refused_to_who_has_no_seat_there(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await group.farhan.says("/menu")

    answer = await group.farhan.taps_data(f"grp.{other.id}..0", on=group.farhan.inbox[-1])

    assert answer is not None
    assert answer.text == "Only the secretariat can do this."
    assert (await house.rows(Person, Person.id == group.ids["Farhan Javed"]))[
        0
    ].working_group_id is None


async def test_the_other_groups_counts_are_not_mixed_in(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await put_item(house, group, 1, due_on=date(2026, 4, 1))
    await published_meeting(house, group)

    await other.people["Rana Foreign"].says("/desk")

    assert other.people["Rana Foreign"].reads() == (
        "Desk: nothing is waiting\n\n"
        "No meetings yet. The quickest start is to paste one message.\n"
        "Action items: none open\n"
        "Members: 3 of 3 on the assistant\n\n"
        "Advisory Board"
    )


async def test_the_secretariat_hears_who_cannot_be_reached_and_why(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    balochistan = await house.rows(Organisation, Organisation.short_name == "Home Balochistan")
    await change(house, Organisation, balochistan[0].id, telephone="081 000 0000")

    await group.people["Jamil Baloch"].blocks()

    assert group.nadia.reads() == (
        "Jamil Baloch, Home Balochistan, cannot be reached\n\n"
        "The assistant has been blocked in that person's Telegram.\n"
        "Telephone: 081 000 0000\n"
        "What was to be sent is kept on record as not delivered."
    )
    assert [one.reads() for one in (group.chair, group.farhan)] == ["", ""]
    assert other.people["Rana Foreign"].reads() == ""


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (
            "Forbidden: bot was blocked by the user",
            "The assistant has been blocked in that person's Telegram.",
        ),
        ("Forbidden: user is deactivated", "The Telegram account no longer exists."),
        ("Bad Request: chat not found", "Telegram does not deliver to that account."),
    ],
)
async def test_the_reason_is_worded(house: House, reason: str, line: str) -> None:
    group = await ewg(house)
    jamil = group.ids["Jamil Baloch"]
    async with house.database.reading() as session:
        person = await session.get_one(Person, jamil)
        nadia = (await readers(session, house.clock.now(), [group.ids["Nadia Saleem"]])).popitem()
        person.unreachable_since = house.clock.now()
        person.unreachable_why = reason

        who = await unreachable(session, nadia[1], jamil, house.clock.now())

    assert who is not None
    assert cannot_be_reached(words_of("en"), who).text.splitlines()[2] == line


async def test_who_lost_the_seat_is_told_so(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says("/menu")
    holding = await house.rows(Holding, Holding.person_id == group.ids["Farhan Javed"])
    await change(house, Holding, holding[0].id, until=date(2026, 4, 5))

    await group.farhan.says("good morning")

    assert group.farhan.reads().splitlines()[0] == "You hold no seat at present"
    assert await house.rows(Letter) == []
