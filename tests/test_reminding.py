"""The planned reminders of a meeting, by what each office replied."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.kinds import Kind
from secretariat.meeting_reminders import Rule, plans_of
from secretariat.occasions import Decision, decisions_in
from simulator.accounts import Account
from storage import (
    Capacity,
    Delivery,
    DeliveryState,
    Event,
    Holding,
    Meeting,
    Mode,
    Person,
    Reminder,
    ReminderState,
    Reply,
    Standing,
    WorkingGroup,
)
from tests.groups import Group, ewg
from tests.house import House
from tests.test_announcing import NOTICE, plain
from tests.test_publishing import publish

#: Wednesday 15 April 2026, 14:00 in Karachi.
START = datetime(2026, 4, 15, 9, tzinfo=UTC)
WEEK = datetime(2026, 4, 8, 5, tzinfo=UTC)
DAY = datetime(2026, 4, 14, 5, tzinfo=UTC)
HOUR = datetime(2026, 4, 15, 8, tzinfo=UTC)
GATE = "Bring your office card for the gate. Vehicle numbers by 12:00 today to 051 000 0000."


async def out(house: House, text: str = NOTICE, **group_given: Any) -> Group:
    """Give the group with a meeting that is out."""
    group = await ewg(house, **group_given)
    await publish(house, group.nadia, text)
    return group


async def reply(house: House, group: Group, office: str, mode: Mode, **given: Any) -> None:
    """Record an office's reply as its holder's, without a message about it."""
    async with house.database.writing() as session:
        seat = group.seats[office]
        meeting = await session.get_one(Meeting, 1)
        session.add(
            Reply(
                meeting_id=1,
                seat_id=seat,
                revision=meeting.revision,
                mode=mode,
                recorded_at=house.clock.now(),
                recorded_by=await holder_of(session, seat),
                **given,
            )
        )


async def holder_of(session: AsyncSession, seat: int) -> int:

    found = await session.scalars(
        select(Holding.person_id).where(Holding.seat_id == seat).order_by(Holding.id)
    )
    return found.first() or 0


def news(account: Account, seen: int) -> list[str]:
    """Give what came since there were so many messages."""
    return [message.text for message in account.inbox[seen:]]


async def at(house: House, moment: datetime) -> None:
    await house.advance_to(moment)


async def set_person(house: House, group: Group, name: str, **values: object) -> None:
    async with house.database.writing() as session:
        person = await session.get_one(Person, group.ids[name])
        for column, value in values.items():
            setattr(person, column, value)


async def sent(house: House, kind: Kind) -> list[Delivery]:
    found: list[Delivery] = await house.rows(Delivery, Delivery.kind == str(kind))
    return found


async def test_seven_days_before_in_person(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")

    await at(house, WEEK)

    assert group.farhan.reads() == (
        "In 7 days: Wed 15 Apr, 14:00 PKT\n"
        "You attend in person, Committee Room 2, National Police Bureau, Islamabad."
    )
    assert group.farhan.inbox[-1].silent
    assert group.farhan.inbox[-1].labels == ["Change my reply", "No more reminders for this"]


async def test_seven_days_before_with_papers(house: House) -> None:
    group = await ewg(house)
    nadia = group.nadia
    await nadia.says("/new")
    await nadia.taps("Paste one message")
    await nadia.says(NOTICE)
    await nadia.taps("Add papers")
    await nadia.sends_file("plan.pdf", b"x" * 600_000)
    await nadia.sends_file("annex.pdf", b"x" * 20_000)
    await nadia.taps("Done")
    await nadia.taps("Publish to")
    await house.advance(seconds=25)
    await reply(house, group, "Interior", Mode.VIDEO)

    await at(house, WEEK)

    assert group.farhan.reads() == (
        "In 7 days: Wed 15 Apr, 14:00 PKT\nYou attend by video link.\nPapers: 2 files, 620 KB."
    )
    assert group.farhan.inbox[-1].labels == [
        "Papers (2)",
        "Change my reply",
        "No more reminders for this",
    ]


async def test_the_seven_day_reminder_goes_only_to_whom_it_concerns(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.IN_PERSON)
    await reply(house, group, "Finance", Mode.APOLOGIES)
    await reply(house, group, "Home KP", Mode.NOT_SURE)
    await reply(house, group, "Home Punjab", Mode.DEPUTY, deputy_name="Aliya Shah, Deputy")

    await at(house, WEEK + timedelta(hours=4))

    got = {one.person_id for one in await sent(house, Kind.REMIND_WEEK)}
    names = {name for name, key in group.ids.items() if key in got}
    assert names == {"Farhan Javed", "Usman Cheema", "Daniel Moreau"}
    assert group.people["Home Punjab"].reads() == (
        "In 7 days: Wed 15 Apr, 14:00 PKT\nAliya Shah represents your office."
    )
    assert group.people["Home Punjab"].inbox[-1].silent


async def test_a_reader_in_vienna_is_reminded_at_ten_there_with_own_time(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Partner agency", Mode.VIDEO)
    seen = len(group.daniel.inbox)

    await at(house, datetime(2026, 4, 8, 7, 59, tzinfo=UTC))
    before = news(group.daniel, seen)
    await at(house, datetime(2026, 4, 8, 8, 0, tzinfo=UTC))

    assert before == []
    assert news(group.daniel, seen) == [
        "In 7 days: Wed 15 Apr, 14:00 PKT\n"
        "Your time: 11:00 to 13:00 (Vienna)\n"
        "You attend by video link."
    ]


async def test_an_observer_is_told_silently_without_being_asked(house: House) -> None:
    group = await out(house)

    await at(house, WEEK + timedelta(hours=4))

    assert group.daniel.reads() == (
        "In 7 days: Wed 15 Apr, 14:00 PKT\nYour time: 11:00 to 13:00 (Vienna)"
    )
    assert group.daniel.inbox[-1].silent


async def test_the_day_before_in_person_with_the_gates_text(house: House) -> None:
    group = await out(house, NOTICE + f"\nGate: {GATE}")
    await reply(house, group, "Interior", Mode.IN_PERSON)

    await at(house, DAY)

    assert group.farhan.reads() == (
        "Tomorrow 14:00 PKT: you attend in person\n"
        "Committee Room 2, National Police Bureau, Islamabad\n\n"
        f"{GATE}"
    )
    assert not group.farhan.inbox[-1].silent
    assert group.farhan.inbox[-1].labels == ["Change my reply"]


async def test_the_day_before_by_video_the_link_can_be_tested(house: House) -> None:
    group = await out(
        house,
        NOTICE + "\nTest link: https://meet.example.org/test\nDial-in: +92 51 000 0000, code 1234",
    )
    await reply(house, group, "Interior", Mode.VIDEO)

    await at(house, DAY)

    assert group.farhan.reads() == (
        "Tomorrow 14:00 PKT: you attend by video link\n\n"
        "Try the link today; it opens a test room. The real link comes one hour before.\n"
        "By telephone, if the connection is weak: +92 51 000 0000, code 1234."
    )
    assert group.farhan.inbox[-1].labels == ["Test the link", "Change my reply"]
    assert await group.farhan.taps("Test the link") == "https://meet.example.org/test"


async def test_the_real_link_is_in_no_message_before_its_hour(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.VIDEO)

    await at(house, HOUR - timedelta(minutes=1))

    shown = "".join(
        message.html + "".join(button.url or "" for row in message.buttons for button in row)
        for account in group.people.values()
        if account is not group.nadia
        for message in account.inbox
    )
    assert "meet.example.org" not in shown


async def test_the_day_before_who_has_not_replied_is_asked_once_with_sound(house: House) -> None:
    group = await out(house, NOTICE.replace("\nReply by: 10 April", ""))
    seen = len(group.farhan.inbox)

    await at(house, START - timedelta(hours=2))

    assert news(group.farhan, seen) == [
        "Tomorrow 14:00 PKT: no reply from you yet\n"
        "Committee Room 2, National Police Bureau, Islamabad, or video link\n\n"
        "Your confirmation is still awaited."
    ]
    assert not group.farhan.inbox[-1].silent
    assert group.farhan.inbox[-1].labels == [
        "In person",
        "Video link",
        "Name an alternate",
        "Apologies",
    ]


async def test_who_was_not_sure_is_asked_once_more_on_the_last_morning(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.NOT_SURE)
    seen = len(group.farhan.inbox)

    await at(house, START - timedelta(hours=2))

    assert [text.splitlines()[0] for text in news(group.farhan, seen)] == [
        "Tomorrow 14:00 PKT: you were not sure yet"
    ]


async def test_apologies_are_left_alone(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.APOLOGIES)
    seen = len(group.farhan.inbox)

    await at(house, START + timedelta(hours=1))

    assert news(group.farhan, seen) == []


async def test_the_principal_of_a_deputy_gets_one_silent_line(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.DEPUTY, deputy_name="Aliya Shah, Deputy Secretary")

    await at(house, DAY)
    day = group.farhan.reads()
    seen = len(group.farhan.inbox)
    await at(house, START)

    assert day == "Tomorrow 14:00 PKT: Aliya Shah represents you\nNothing is needed from you."
    assert group.farhan.inbox[-1].silent
    assert news(group.farhan, seen) == []


async def test_the_name_of_a_deputy_to_follow_is_asked_for_the_day_before(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.DEPUTY)

    await at(house, DAY)

    assert group.farhan.reads() == ("Tomorrow 14:00 PKT: the name of your alternate is awaited")
    assert not group.farhan.inbox[-1].silent
    assert group.farhan.inbox[-1].labels == ["Name an alternate", "Change my reply"]


async def fill_the_board(house: House, group: Group) -> None:
    for office in ("Coordinator", "Interior", "Finance", "Home KP", "State Bank"):
        await reply(house, group, office, Mode.IN_PERSON)
    await reply(house, group, "Home Punjab", Mode.VIDEO)
    await reply(house, group, "Law and Justice", Mode.DEPUTY, deputy_name="Aliya Shah")
    await reply(house, group, "Foreign Affairs", Mode.APOLOGIES)


async def test_the_chair_hears_the_quorum_the_day_before(house: House) -> None:
    group = await out(house)
    await fill_the_board(house, group)

    await at(house, DAY)

    assert group.chair.reads() == (
        "Tomorrow 14:00 PKT: quorum met, 7 of 12\n\n"
        "In person 5, video 1, deputy 1, apologies 1, no reply 4\n"
        "Decision expected: Work plan 2026-27 (item 2)"
    )
    assert group.chair.inbox[-1].labels == ["Who is coming", "Change my reply"]


async def test_the_chair_who_has_not_replied_is_told_so(house: House) -> None:
    group = await out(house)

    await at(house, DAY)

    assert group.chair.reads() == (
        "Tomorrow 14:00 PKT: quorum not met, 0 of 12\n\n"
        "In person 0, video 0, deputy 0, apologies 0, no reply 12\n"
        "Decision expected: Work plan 2026-27 (item 2)\n"
        "Your own reply: not given yet"
    )


async def test_the_hour_before_exactly(house: House) -> None:
    group = await out(house, NOTICE + "\nDial-in: +92 51 000 0000, code 1234")
    await fill_the_board(house, group)
    await at(house, HOUR - timedelta(seconds=1))
    seen = len(group.farhan.inbox)

    await at(house, HOUR)

    assert news(group.farhan, seen) == [
        "In one hour, 14:00 PKT: in person\n"
        "Committee Room 2, National Police Bureau, Islamabad\n"
        "For assistance on arrival: 051 000 0000."
    ]
    assert group.farhan.inbox[-1].labels == ["Switch to video link"]
    video = group.people["Home Punjab"]
    assert video.reads() == (
        "In one hour, 14:00 PKT: by video link\nBy telephone: +92 51 000 0000, code 1234"
    )
    assert await video.taps("Open the meeting") == "https://meet.example.org/ewg-1"
    assert group.chair.reads().splitlines()[0] == "In one hour: 7 of 12 expected, 7 needed"
    assert group.nadia.reads().splitlines()[0] == "In one hour: 7 of 12 expected, 7 needed"
    got = {one.person_id for one in await sent(house, Kind.REMIND_HOUR)}
    silent = {group.ids[name] for name in ("Sana Qureshi", "Hina Rauf", "Kamran Lodhi")}
    assert got & silent == {group.ids["Kamran Lodhi"]}


async def test_no_word_of_quorum_where_there_is_no_rule(house: House) -> None:
    group = await out(house, quorum_rule="none", quorum_number=None)
    await reply(house, group, "Coordinator", Mode.IN_PERSON)

    await at(house, HOUR)

    texts = group.chair.reads(2)
    assert [text.splitlines()[0] for text in texts] == [
        "Tomorrow 14:00 PKT: 1 of 12 expected",
        "In one hour: 1 of 12 expected",
    ]


async def test_a_link_lead_of_a_day_sends_the_link_a_day_before(house: House) -> None:
    group = await out(house, link_lead_minutes=1440)
    await reply(house, group, "Interior", Mode.VIDEO)
    await reply(house, group, "Finance", Mode.IN_PERSON)

    await at(house, START - timedelta(days=1))

    assert group.farhan.reads() == "The video link: Wed 15 Apr, 14:00 PKT"
    assert await group.farhan.taps("Open the meeting") == "https://meet.example.org/ewg-1"
    assert [one.person_id for one in await sent(house, Kind.VIDEO_LINK)] == [
        group.ids["Farhan Javed"]
    ]


async def test_a_link_lead_of_thirty_minutes_holds_the_link_back_until_then(
    house: House,
) -> None:
    group = await out(house, link_lead_minutes=30)
    await reply(house, group, "Interior", Mode.VIDEO)

    await at(house, HOUR)
    hour, labels = group.farhan.reads(), group.farhan.inbox[-1].labels
    await at(house, START - timedelta(minutes=30))

    assert hour == ("In one hour, 14:00 PKT: by video link\nThe link comes 30 minutes before.")
    assert labels == []
    assert group.farhan.reads() == "The video link: Wed 15 Apr, 14:00 PKT"


async def test_muted_people_get_no_more_reminders(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await at(house, WEEK)
    await group.farhan.taps("No more reminders for this")
    seen = len(group.farhan.inbox)

    await at(house, START + timedelta(minutes=5))

    assert news(group.farhan, seen) == []


@pytest.mark.parametrize(
    ("column", "left"),
    [
        ("remind_week", ["Tomorrow 14:00 PKT", "In one hour, 14:00 PKT"]),
        ("remind_day", ["In 7 days", "In one hour, 14:00 PKT"]),
        ("remind_hour", ["In 7 days", "Tomorrow 14:00 PKT"]),
    ],
)
async def test_a_reminder_that_was_switched_off_is_not_sent(
    house: House, column: str, left: list[str]
) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await set_person(house, group, "Farhan Javed", **{column: False})
    seen = len(group.farhan.inbox)

    await at(house, START)

    assert [
        text.split(":")[0] if text.startswith("In 7") else text.split(": ")[0]
        for text in news(group.farhan, seen)
    ] == left


async def test_a_reply_between_the_plan_and_the_moment_decides(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await at(house, DAY)

    await group.farhan.taps("Change my reply")
    await group.farhan.taps("Video link")
    await at(house, HOUR)

    assert group.farhan.reads().splitlines()[0] == "In one hour, 14:00 PKT: by video link"


async def test_a_nudge_goes_to_the_silent_36_hours_before_and_on_the_last_morning(
    house: House,
) -> None:
    group = await out(house)
    await group.people["Finance"].taps("In person")
    await set_person(house, group, "Farhan Javed", quiet_from=0, quiet_to=0)
    seen, finance = len(group.farhan.inbox), len(group.people["Finance"].inbox)

    await at(house, datetime(2026, 4, 9, 0, 0, tzinfo=UTC))
    first = news(group.farhan, seen)
    await at(house, datetime(2026, 4, 10, 5, 0, tzinfo=UTC))
    both = news(group.farhan, seen)
    await at(house, datetime(2026, 4, 12, 5, 0, tzinfo=UTC))

    assert [text.splitlines()[0] for text in first] == ["Your reply is needed by Fri 10 Apr, 17:00"]
    assert len(both) == 2
    assert news(group.farhan, seen) == both
    nudged = [text for text in news(group.people["Finance"], finance) if "needed" in text]
    assert nudged == []


async def test_a_nudge_in_quiet_hours_waits_for_the_morning(house: House) -> None:
    group = await out(house)
    seen = len(group.farhan.inbox)

    await at(house, datetime(2026, 4, 9, 1, 59, tzinfo=UTC))
    night = news(group.farhan, seen)
    await at(house, datetime(2026, 4, 9, 2, 0, tzinfo=UTC))

    assert night == []
    assert len(news(group.farhan, seen)) == 1
    assert not group.farhan.inbox[-1].silent


async def test_the_hour_before_rings_in_quiet_hours_and_the_day_before_is_silent(
    house: House,
) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await set_person(house, group, "Farhan Javed", quiet_from=9 * 60, quiet_to=15 * 60)

    await at(house, HOUR)

    day, hour = group.farhan.inbox[-2:]
    assert (day.text.split(":")[0], day.silent) == ("Tomorrow 14", True)
    assert (hour.text.split(",")[0], hour.silent) == ("In one hour", False)


async def test_downtime_brings_only_the_latest_reminder_worded_for_now(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    seen = len(group.farhan.inbox)
    await house.stop_bot()
    house.clock.move_to(HOUR + timedelta(minutes=20))

    await house.start_bot()

    assert [text.splitlines()[0] for text in news(group.farhan, seen)] == [
        "In 40 minutes, 14:00 PKT: in person"
    ]
    expired = await house.rows(Event, Event.verb == "reminder_expired")
    assert {event.after["rule"] for event in expired} >= {"meeting.week", "meeting.day"}


async def test_a_seven_day_reminder_found_at_five_days_says_so(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await house.stop_bot()
    house.clock.move_to(START - timedelta(days=5))

    await house.start_bot()

    assert group.farhan.reads().splitlines()[0] == "In 5 days: Wed 15 Apr, 14:00 PKT"


async def test_a_day_reminder_found_on_the_morning_says_today(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await house.stop_bot()
    house.clock.move_to(START - timedelta(hours=3))

    await house.start_bot()

    assert group.farhan.reads().splitlines()[0] == "Today 14:00 PKT: you attend in person"


async def test_an_hour_reminder_found_after_the_start_says_it_has_begun(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Interior", Mode.VIDEO)
    await house.stop_bot()
    house.clock.move_to(START + timedelta(minutes=5))

    await house.start_bot()

    assert group.farhan.reads().splitlines()[0] == "The meeting started at 14:00 PKT"
    assert group.farhan.inbox[-1].labels == ["Open the meeting"]


async def test_an_hour_reminder_found_much_later_is_dropped_and_recorded(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    seen = len(group.farhan.inbox)
    await house.stop_bot()
    house.clock.move_to(START + timedelta(minutes=11))

    await house.start_bot()

    assert news(group.farhan, seen) == []
    expired = await house.rows(Event, Event.verb == "reminder_expired")
    assert "meeting.hour" in {event.after["rule"] for event in expired}


async def test_a_restart_repeats_no_reminder(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await at(house, DAY)
    seen = len(group.farhan.inbox)

    await house.restart_bot()
    await at(house, DAY + timedelta(hours=3))

    assert news(group.farhan, seen) == []


async def test_who_joined_in_a_zone_that_was_not_planned_for_is_reminded(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await set_person(house, group, "Farhan Javed", zone="America/New_York")

    await at(house, DAY + timedelta(hours=1))

    assert group.farhan.reads() == (
        "Tomorrow 14:00 PKT: you attend in person\n"
        "Committee Room 2, National Police Bureau, Islamabad\n"
        "Your time: 05:00 to 07:00 (New York)"
    )


async def test_an_alternate_who_speaks_for_the_seat_is_reminded_too(house: House) -> None:
    group = await ewg(house)
    await join(house, group)
    await publish(house, group.nadia)
    await group.farhan.taps("In person")

    await at(house, DAY)

    asma = group.people["Asma Noor"]
    assert asma.reads().splitlines()[0] == ("Tomorrow 14:00 PKT: your office attends in person")


async def join(house: House, group: Group) -> None:
    account = house.person("Asma Noor")
    account.room.known = account.room.started = True
    group.people["Asma Noor"] = account
    async with house.database.writing() as session:
        person = Person(
            name="Asma Noor", standing=Standing.JOINED, telegram_id=account.id, discreet=False
        )
        session.add(person)
        await session.flush()
        session.add(
            Holding(
                seat_id=group.seats["Interior"],
                person_id=person.id,
                since=date(2026, 1, 1),
                capacity=Capacity.ALTERNATE,
            )
        )


async def test_a_cancelled_meeting_reminds_nobody(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Cancel the meeting")
    await group.nadia.taps("Cancel meeting")
    await house.advance(seconds=25)
    seen = len(group.farhan.inbox)

    await at(house, START + timedelta(hours=1))

    assert news(group.farhan, seen) == []


async def test_who_is_unreachable_is_not_written_to(house: House) -> None:
    group = await out(house)
    await group.farhan.taps("In person")
    await group.farhan.blocks()

    await at(house, START)

    reached = [one for one in await sent(house, Kind.REMIND_DAY) if one.person_id == 2]
    assert [one.state for one in reached if one.state is not DeliveryState.SENT] == []
    assert group.ids["Farhan Javed"] not in {
        one.person_id for one in await sent(house, Kind.REMIND_DAY)
    }


async def test_reminders_in_urdu(house: House) -> None:
    group = await out(house)
    await reply(house, group, "Home Sindh", Mode.IN_PERSON)
    seen = len(group.maria.inbox)

    await at(house, HOUR)

    week, day, hour = map(plain, news(group.maria, seen))
    assert week.splitlines()[0] == "اجلاس میں 7 دن: بدھ، 15 اپریل، دوپہر 2 بجے، پاکستان کا وقت"
    assert day.splitlines()[0] == "کل دوپہر 2 بجے، پاکستان کا وقت: آپ کی بالمشافہ شرکت"
    assert hour.splitlines() == [
        "ایک گھنٹے بعد، دوپہر 2 بجے، پاکستان کا وقت: بالمشافہ اجلاس",
        "Committee Room 2, National Police Bureau, Islamabad",
        "آمد پر معاونت کے لیے: 051 000 0000۔",
    ]


def test_decisions_are_found_in_an_agenda() -> None:
    agenda = [
        "Opening",
        "Work plan 2026-27, for approval",
        "Budget (for decision)",
        "لائحۂ عمل، برائے منظوری",
        "Approval of leave",
    ]

    found = decisions_in(agenda)

    assert found == (
        Decision(2, "Work plan 2026-27"),
        Decision(3, "Budget"),
        Decision(4, "لائحۂ عمل"),
    )


def planned(
    starts_at: datetime, zone: str, reply_by: datetime | None, heard: datetime, lead: int = 60
) -> dict[str, datetime]:
    """Give the moments of a meeting's reminders in one zone, by rule."""
    group = WorkingGroup(name="Group", zone=zone, link_lead_minutes=lead)
    meeting = Meeting(
        working_group_id=1,
        created_by=1,
        created_at=heard,
        zone=zone,
        starts_at=starts_at,
        reply_by=reply_by,
        link="https://meet.example.org/x",
    )
    meeting.id = 1
    return {one.rule: one.due_at for one in plans_of(meeting, group, [zone], heard)}


def test_the_day_of_the_change_of_clocks_keeps_both_promises() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2027, 3, 28, 3, 15, tzinfo=berlin).astimezone(UTC)

    found = planned(start, "Europe/Berlin", None, start - timedelta(days=30))

    assert found["meeting.hour"] == start - timedelta(hours=1)
    assert found["meeting.hour"].astimezone(berlin).hour == 1
    day = found["meeting.day"].astimezone(berlin)
    assert (day.date(), day.hour) == (date(2027, 3, 27), 10)
    week = found["meeting.week"].astimezone(berlin)
    assert (week.date(), week.hour) == (date(2027, 3, 21), 10)


NUDGES = [
    (timedelta(days=6), timedelta(hours=48)),
    (timedelta(days=5), timedelta(hours=36)),
    (timedelta(days=2), timedelta(hours=36)),
    (timedelta(days=1, hours=23), None),
]


@pytest.mark.parametrize(("out_for", "before"), NUDGES)
def test_the_first_nudge_depends_on_how_long_the_notice_is_out(
    out_for: timedelta, before: timedelta | None
) -> None:
    reply_by = datetime(2026, 4, 10, 12, tzinfo=UTC)

    found = planned(START, "Asia/Karachi", reply_by, reply_by - out_for)

    assert found.get("meeting.nudge") == (reply_by - before if before else None)
    assert ("meeting.last_nudge" in found) == (before is not None)


def test_the_last_nudge_gives_way_to_the_day_before() -> None:
    reply_by = datetime(2026, 4, 14, 12, tzinfo=UTC)

    found = planned(START, "Asia/Karachi", reply_by, reply_by - timedelta(days=8))

    assert "meeting.last_nudge" not in found
    assert found["meeting.day"] == DAY


@given(
    minutes=st.integers(0, 6 * 365 * 24 * 60),
    zone=st.sampled_from(
        ["Asia/Karachi", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "UTC"]
    ),
)
def test_every_reminder_is_before_the_start_and_in_order(minutes: int, zone: str) -> None:
    starts_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    found = planned(starts_at, zone, None, starts_at - timedelta(days=20))

    assert found["meeting.week"] < found["meeting.day"] < starts_at
    assert starts_at - found["meeting.hour"] == timedelta(hours=1)
    assert found["meeting.day"].astimezone(ZoneInfo(zone)).hour == 10


async def test_nothing_that_is_past_is_planned(house: House) -> None:
    text = NOTICE.replace("15 April", "8 April").replace("10 April", "7 April")
    await out(house, text)

    rules = {
        one.rule for one in await house.rows(Reminder, Reminder.state == ReminderState.PLANNED)
    }

    assert str(Rule.WEEK) not in rules
    assert {str(Rule.DAY), str(Rule.HOUR)} <= rules
