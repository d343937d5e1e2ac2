"""A real meeting, told again: the first of an expert working group, 26 July 2022.

From a published press report of 27 July 2022; the people and the hour are invented.
"""

from datetime import UTC, date, datetime

from bot.demo.offices import Place
from storage import Category, Mode, QuorumRule, Reply, Seat
from tests.groups import make_group
from tests.house import opened

#: Monday 11 July 2022, 09:00 in Karachi.
NOW = datetime(2022, 7, 11, 4, 0, tzinfo=UTC)

IN_PERSON = (
    "Ministry of Interior",
    "Ministry of Foreign Affairs",
    "Ministry of Finance",
    "Ministry of Law and Justice",
    "Home Department Punjab",
    "Counter Terrorism Department Punjab",
    "Home & Tribal Affairs Department Khyber Pakhtunkhwa",
    "Intelligence Bureau",
)
BY_VIDEO = (
    "Home & Tribal Affairs Department Balochistan",
    "Home Department Sindh",
    "Economic Affairs Division",
    "State Bank of Pakistan",
)
OFFICES = (
    Place("NACTA", "NACTA", "Head of NACTA", is_chair=True),
    *(Place(office, office, f"Officer of {office}") for office in (*IN_PERSON, *BY_VIDEO)),
    Place("UNODC Pakistan", "UNODC", "Representative", Category.SECRETARIAT),
)

PASTED = """Title: First meeting of the Expert Working Group
Date: 26 July 2022
Time: 11:00
Venue: NACTA Headquarters, Islamabad
Link: https://meet.example.org/ewg-1
Agenda: 1 Opening remarks 2 Presentation of the work plan 2022-23 3 Review and input \
4 Approval of the work plan 5 Closing remarks
Reply by: 22 July 2022"""

SENTENCE = (
    "will be chaired by the National Coordinator, NACTA, and attended by representatives of the "
    "Ministries of Interior, Foreign Affairs, Finance, and Law and Justice; the Home Department "
    "Punjab; the Counter Terrorism Department Punjab; the Home & Tribal Affairs Department Khyber "
    "Pakhtunkhwa; and the Intelligence Bureau; whereas representatives of the Home & Tribal "
    "Affairs Department Balochistan, the Home Department Sindh, the Economic Affairs Division, "
    "and the State Bank of Pakistan will join by video link."
)


async def test_the_expert_working_group_meets(database_url: str) -> None:
    async with opened(database_url, now=NOW) as house:
        group = await make_group(
            house,
            "Expert Working Group",
            list(OFFICES),
            quorum_rule=QuorumRule.MAJORITY,
            since=date(2022, 1, 1),
        )
        async with house.database.writing() as session:
            chair = await session.get_one(Seat, group.seats["NACTA"])
            chair.post = "National Coordinator"
        secretary = group.people["UNODC"]

        # Announced by one pasted message, published with one tap.
        await secretary.says("/new")
        await secretary.taps("Paste one message")
        await secretary.says(PASTED)
        control = secretary.reads()
        assert control.splitlines()[0] == "Check: Tuesday 26 July 2022, 11:00"
        assert "Time: 11:00 to 13:00 PKT" in control
        assert "Replies by: Fri 22 Jul, 17:00 PKT" in control
        await secretary.taps("Publish to 13 people")
        await house.advance(seconds=21)

        # Thirteen offices have it; each replies in one tap.
        chair_account = group.people["NACTA"]
        assert chair_account.reads().splitlines()[0] == "Meeting: Tue 26 Jul 2022, 11:00 PKT"
        await chair_account.taps("In person")
        for office in IN_PERSON:
            await group.people[office].taps("In person")
        for office in BY_VIDEO:
            await group.people[office].taps("Video link")
        modes = [reply.mode for reply in await house.rows(Reply)]
        assert (modes.count(Mode.IN_PERSON), modes.count(Mode.VIDEO)) == (9, 4)

        # The attendance text, letter for letter.
        await secretary.says("/board")
        await secretary.taps("Attendance text")
        assert secretary.reads().splitlines()[2:] == [f"The meeting {SENTENCE}"]

        # Reminders go to whom they should, on time, and differ by reply.
        before = {name: len(account.inbox) for name, account in group.people.items()}
        await house.advance_to(datetime(2022, 7, 25, 5, 0, tzinfo=UTC))
        assert (
            group.people["Ministry of Interior"].reads().splitlines()[0]
            == "Tomorrow 11:00 PKT: you attend in person"
        )
        assert (
            group.people["Home Department Sindh"].reads().splitlines()[0]
            == "Tomorrow 11:00 PKT: you attend by video link"
        )
        await house.advance_to(datetime(2022, 7, 26, 5, 0, tzinfo=UTC))
        in_one_hour = group.people["Home Department Sindh"]
        assert in_one_hour.reads().splitlines()[0] == "In one hour, 11:00 PKT: by video link"
        shown_link = {
            office
            for office, account in group.people.items()
            for message in account.inbox
            for row in message.buttons
            for button in row
            if button.url == "https://meet.example.org/ewg-1"
        }
        assert shown_link & {*IN_PERSON, *BY_VIDEO} == set(BY_VIDEO)
        after = {name: len(account.inbox) for name, account in group.people.items()}
        # Seven days (silent), one day, one hour: three for each office.
        assert {after[office] - before[office] for office in (*IN_PERSON, *BY_VIDEO)} == {3}
