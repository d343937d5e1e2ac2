"""A member's reply."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from secretariat.kinds import Kind
from simulator.accounts import Account
from simulator.chats import Answer
from storage import (
    Capacity,
    Delivery,
    Holding,
    Meeting,
    MeetingStatus,
    Mode,
    Person,
    QuorumRule,
    Reply,
    Standing,
)
from tests.groups import Group, ewg, foreign_group, published_meeting
from tests.house import House

#: Wednesday 15 April 2026, 14:00 in Karachi.
START = datetime(2026, 4, 15, 9, 0, tzinfo=UTC)


async def join(house: House, group: Group, name: str, office: str, capacity: Capacity) -> Account:
    """Give an office one more person who speaks for it."""
    account = house.person(name)
    account.room.known = account.room.started = True
    async with house.database.writing() as session:
        person = Person(name=name, standing=Standing.JOINED, telegram_id=account.id, discreet=False)
        session.add(person)
        await session.flush()
        session.add(
            Holding(
                seat_id=group.seats[office],
                person_id=person.id,
                since=date(2026, 1, 1),
                capacity=capacity,
            )
        )
    return account


async def test_one_tap_records_a_reply(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    answer = await group.farhan.taps("In person")

    assert isinstance(answer, Answer)
    assert answer.text == "Recorded: In person. You can change it until the meeting starts."
    assert group.farhan.reads() == (
        "You attend in person: Wed 15 Apr, 14:00 PKT\n"
        "First meeting of the Expert Working Group\n\n"
        "When: Wed 15 Apr 2026, 14:00 to 16:00 PKT\n"
        "Where: Committee Room 2, National Police Bureau, Islamabad\n\n"
        "Your reply: In person, recorded Mon 6 Apr, 09:00"
    )
    assert group.farhan.inbox[-1].labels == [
        "In person ✓",
        "Video link",
        "Name an alternate",
        "Apologies",
    ]


async def test_a_second_tap_changes_nothing(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    card = group.farhan.inbox[-1]
    await group.farhan.taps("In person", card)
    await house.advance(minutes=102)

    answer = await group.farhan.taps_data("r.1.p.1", card)

    assert isinstance(answer, Answer)
    assert answer.text == "Already recorded: In person (09:00)"
    assert [reply.version for reply in await house.rows(Reply)] == [1]


async def test_a_reply_of_another_day_is_named_with_its_day(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("In person")
    await house.advance(days=1)

    answer = await group.farhan.taps("In person")

    assert isinstance(answer, Answer)
    assert answer.text == "Already recorded: In person (Mon 6 Apr, 09:00)"


async def test_a_change_of_mind_is_said(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("In person")

    answer = await group.farhan.taps("Video link")

    assert isinstance(answer, Answer)
    assert answer.text == "Changed from In person to Video link"
    assert [reply.mode for reply in await house.rows(Reply)] == [Mode.VIDEO]


async def test_a_late_change_is_told_to_the_secretariat_only(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("In person")
    await house.advance_to(START - timedelta(hours=20))
    sana = group.people["Foreign Affairs"]
    before = len(sana.inbox)

    answer = await group.farhan.taps("Apologies")

    assert isinstance(answer, Answer)
    assert (answer.text, answer.alert) == (
        "Recorded: Apologies. The meeting is tomorrow, so the secretariat has been told.",
        True,
    )
    assert group.nadia.reads() == (
        "Late change: Interior, Apologies\n"
        "Interior changed to Apologies at 18:00.\n"
        "Meeting 1, Wed 15 Apr, 14:00 PKT"
    )
    assert len(sana.inbox) == before


async def test_a_first_reply_on_the_last_day_is_no_late_change(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await house.advance_to(START - timedelta(hours=2))

    answer = await group.farhan.taps("In person")

    assert isinstance(answer, Answer)
    assert answer.alert is False
    assert await house.rows(Delivery, Delivery.kind == str(Kind.LATE_CHANGE)) == []


async def test_after_the_start_nothing_is_recorded(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    card = group.farhan.inbox[-1]
    await group.farhan.taps("In person")
    await house.advance_to(START)

    answer = await group.farhan.taps_data("r.1.a.1", card)

    assert isinstance(answer, Answer)
    assert (answer.text, answer.alert) == (
        "The meeting has started, so your reply was not changed. "
        "Ring the secretariat: 051 000 0000.",
        True,
    )
    assert [reply.mode for reply in await house.rows(Reply)] == [Mode.IN_PERSON]


async def test_a_card_of_the_old_date_brings_the_new_one(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group, revision=2, moved_from=START - timedelta(days=7))

    answer = await group.farhan.taps_data("r.1.p.1", group.farhan.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == "This card is for the old date. The new one is below."
    assert group.farhan.reads().startswith("Meeting: Wed 15 Apr 2026, 14:00 PKT")
    assert len(group.farhan.inbox) == 2
    assert await house.rows(Reply) == []


async def test_the_earlier_reply_is_shown_for_comparison(house: House) -> None:
    group = await ewg(house)
    meeting_id = await published_meeting(house, group)
    await group.farhan.taps("In person")
    async with house.database.writing() as session:
        meeting = await session.get_one(Meeting, meeting_id)
        meeting.revision = 2

    await group.farhan.says("/next")

    assert group.farhan.reads().endswith("Your reply: not given yet\nYour earlier reply: In person")


async def test_who_speaks_for_no_invited_office_cannot_reply(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.nadia.says("/next")

    answer = await group.nadia.taps_data("r.1.p.1", group.nadia.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == "Only invited offices reply to this meeting, so nothing was recorded."
    assert await house.rows(Reply) == []


async def test_people_of_another_group_are_refused(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await published_meeting(house, group)
    await other.people["Omar Foreign"].says("/next")

    answer = await other.people["Omar Foreign"].taps_data(
        "r.1.p.1", other.people["Omar Foreign"].inbox[-1]
    )

    assert isinstance(answer, Answer)
    assert answer.text == "Only the secretariat can do this."
    assert other.people["Omar Foreign"].reads() == (
        "No meeting is announced\n\nYou will get a notice here when there is one."
    )
    assert await house.rows(Reply) == []


@pytest.mark.parametrize(
    "pressed",
    ["r.1.x.1", "r.1..1", "r.1.reason-x.1", "rd.1.u99p.1", "rd.1.u1.1", "rd.1.7p.1", "rd.1.p.1"],
)
async def test_forged_buttons_record_nothing(house: House, pressed: str) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    answer = await group.farhan.taps_data(pressed, group.farhan.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == (
        "This button no longer applies. Open the menu for what is current: /menu"
    )
    assert await house.rows(Reply) == []


async def test_a_reply_by_video_without_a_link_is_refused(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group, link=None)

    await group.farhan.taps_data("r.1.v.1", group.farhan.inbox[-1])

    assert group.farhan.inbox[-1].labels == ["In person", "Name an alternate", "Apologies"]
    assert await house.rows(Reply) == []


async def test_observers_are_told_that_they_do_not_count(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    answer = await group.daniel.taps("Video link")

    assert isinstance(answer, Answer)
    assert answer.text == "Recorded. Observers do not count for the quorum."


async def test_of_a_quorum_is_not_spoken_where_there_is_none(house: House) -> None:
    group = await ewg(house, quorum_rule=QuorumRule.NONE)
    await published_meeting(house, group)

    answer = await group.daniel.taps("Video link")

    assert isinstance(answer, Answer)
    assert answer.text == "Recorded: Video link. You can change it until the meeting starts."


async def test_not_sure_yet_is_asked_once_more(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    answer = await group.farhan.taps_data("r.1.u.1", group.farhan.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == "Noted. You will be asked once more on Tue 14 Apr, in the morning."


async def test_a_staff_officers_reply_is_recorded_as_theirs(house: House) -> None:
    group = await ewg(house)
    officer = await join(house, group, "Salman Tariq", "Interior", Capacity.STAFF)
    await published_meeting(house, group)

    await officer.taps("Video link")

    assert officer.reads().startswith("Your office attends by video link: Wed 15 Apr")
    assert group.farhan.reads().startswith("You attend by video link: Wed 15 Apr")
    assert group.farhan.reads().endswith(
        "Your reply: Video link, recorded Mon 6 Apr, 09:00 by Salman Tariq"
    )


async def test_an_alternate_who_comes_is_not_taken_for_the_holder(house: House) -> None:
    group = await ewg(house)
    alternate = await join(house, group, "Amna Aziz", "Interior", Capacity.ALTERNATE)
    await published_meeting(house, group)

    await alternate.taps("In person")

    assert alternate.reads().startswith("You attend in person: Wed 15 Apr")
    assert group.farhan.reads().startswith("Your office attends in person: Wed 15 Apr")


async def test_a_deputy_is_typed_in_one_line(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    await group.farhan.taps("Name an alternate")
    await group.farhan.says("Aliya <3 Shah & Co, Deputy Secretary")
    asked = group.farhan.reads()
    await house.restart_bot()
    await group.farhan.taps("Video link")

    assert asked == (
        "Aliya <3 Shah & Co: mode of attendance\nDeputy for Farhan Javed, Ministry of Interior"
    )
    assert group.farhan.reads() == (
        "Recorded: Aliya <3 Shah & Co attends by video link\n"
        "Deputy for Farhan Javed, Ministry of Interior\n"
        "Meeting 1, Wed 15 Apr, 14:00 PKT\n\n"
        "Kindly inform your deputy of the date and the place."
    )
    assert [(one.deputy_name, one.deputy_mode) for one in await house.rows(Reply)] == [
        ("Aliya <3 Shah & Co, Deputy Secretary", Mode.VIDEO)
    ]


@pytest.mark.parametrize("typed", ["15", "Aliya Shah\nDeputy Secretary", "🙂", "…"])
async def test_what_is_no_name_is_asked_again(house: House, typed: str) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Name an alternate")

    await group.farhan.says(typed)
    refused = group.farhan.reads()
    await group.farhan.says("Aliya Shah")

    assert refused == (
        "No name was understood, so nothing was recorded. Type name and post in one line, "
        "for example: Aliya Shah, Deputy Secretary"
    )
    assert group.farhan.reads().startswith("Aliya Shah: mode of attendance")


async def test_a_name_that_is_too_long_is_asked_again(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Name an alternate")

    await group.farhan.says("Aliya " * 600)
    refused = group.farhan.reads()
    await group.farhan.says("Aliya Shah")

    assert refused.startswith("The text has 3599 characters; at most 150 can be sent.")
    assert group.farhan.reads().startswith("Aliya Shah: mode of attendance")


async def test_a_voice_message_is_no_name_and_loses_nothing(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Name an alternate")

    await group.farhan.sends_voice()
    refused = group.farhan.reads()
    await group.farhan.says("Aliya Shah")

    assert refused == (
        "Only typed text can be used here. Nothing is lost: type it, or tap a button above."
    )
    assert group.farhan.reads().startswith("Aliya Shah: mode of attendance")


async def test_a_known_deputy_takes_three_taps(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group, number=1, starts_at=START - timedelta(days=5))
    await group.farhan.taps("Name an alternate")
    await group.farhan.says("Aliya Shah, Deputy Secretary")
    await group.farhan.taps("In person")
    await house.advance(days=6)
    await published_meeting(house, group, number=2, starts_at=START)

    await group.farhan.taps("Name an alternate")
    offered = group.farhan.inbox[-1].labels
    await group.farhan.taps("Aliya Shah, last time")
    await group.farhan.taps("In person")

    assert offered == ["Aliya Shah, last time", "Name to follow", "Back"]
    assert group.farhan.reads().startswith("Recorded: Aliya Shah attends in person")


async def test_an_offices_deputies_are_not_offered_to_others(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Name an alternate")
    await group.farhan.says("Aliya Shah, Deputy Secretary")
    await group.farhan.taps("In person")
    sana = group.people["Foreign Affairs"]

    await sana.taps("Name an alternate")
    answer = await sana.taps_data("rd.1.u1.1", sana.inbox[-1])

    assert sana.inbox[-1].labels == ["Name to follow", "Back"]
    assert isinstance(answer, Answer)
    assert answer.text.startswith("This button no longer applies.")


async def test_a_deputy_whose_name_is_to_follow_counts(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Name an alternate")

    await group.farhan.taps("Name to follow")

    assert group.farhan.reads().startswith("Recorded: a deputy attends, name to follow")
    assert [(one.mode, one.deputy_name) for one in await house.rows(Reply)] == [(Mode.DEPUTY, None)]


async def test_apologies_are_recorded_at_once_and_can_be_undone(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("In person")

    await group.farhan.taps("Apologies")
    said = group.farhan.reads()
    await group.farhan.taps("Undo")

    assert said == (
        "Apologies recorded\n"
        "Meeting 1, Wed 15 Apr, 14:00 PKT\n\n"
        "A deputy would keep your office represented.\n"
        "A reason is seen by the secretariat and the chair only."
    )
    assert group.farhan.toasts[-1].text == "Undone. Your reply is again: In person"
    assert group.farhan.reads().startswith("You attend in person: Wed 15 Apr, 14:00 PKT")


async def test_undoing_the_first_reply_leaves_none(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Apologies")
    card = group.farhan.inbox[-1]

    await group.farhan.taps("Undo")
    first = group.farhan.toasts[-1].text
    await group.farhan.taps_data("r.1.undo.1", card)

    assert first == "Undone. Your office has not replied."
    assert group.farhan.toasts[-1].text == "There is nothing to undo."
    assert await house.rows(Reply) == []


async def test_a_reason_is_seen_by_secretariat_and_chair_only(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Apologies")

    await group.farhan.taps("Add a reason")
    await group.farhan.says("surgery <on> the knee")
    await group.nadia.says("/board")
    await group.chair.says("/board")

    line = "Apologies (1): Interior, surgery <on> the knee"
    assert line in group.nadia.reads().split("\n")
    assert line in group.chair.reads().split("\n")
    others = [one for one in group.people.values() if one not in (group.nadia, group.chair)]
    assert [one.name for one in others for text in one.reads(20) if "surgery" in text] == []


async def test_a_reason_can_be_tapped(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.maria.taps("شرکت سے معذرت")

    await group.maria.taps("وجہ درج کریں")
    await group.maria.taps("سرکاری دورہ")
    await group.nadia.says("/board")

    assert "Apologies (1): Home Sindh, official travel" in group.nadia.reads().split("\n")


async def test_the_video_link_goes_to_those_who_chose_it_from_an_hour_before(
    house: House,
) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Video link")
    early = group.farhan.reads()
    await house.advance_to(START - timedelta(minutes=59))

    await group.maria.taps("ویڈیو لنک")
    await group.people["Finance"].taps("In person")

    assert "meet.example.org" not in early
    assert "ویڈیو لنک: ⁨https://meet.example.org/ewg-1⁩" in group.maria.reads().split("\n")
    assert group.maria.inbox[-1].labels[0] == "اجلاس کھولیں"
    assert [text for text in group.people["Finance"].reads(9) if "meet.example" in text] == []


async def test_all_cards_of_the_office_show_the_reply(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    first = group.farhan.inbox[-1]
    await group.farhan.says("/next")

    await group.farhan.taps("In person")

    assert first.text == group.farhan.inbox[-1].text


async def test_quorum_is_told_when_lost_and_when_regained_only(house: House) -> None:
    group = await ewg(house, quorum_number=2)
    await published_meeting(house, group)
    sana = group.people["Foreign Affairs"]
    await group.farhan.taps("In person")
    await sana.taps("Video link")
    told_before = len(group.nadia.inbox)

    await sana.taps("Apologies")
    lost = group.nadia.reads()
    await group.people["Finance"].taps("Apologies")
    await group.people["Finance"].taps_data("r.1.p.1", group.people["Finance"].inbox[-1])

    assert told_before == 0
    assert lost == (
        "Quorum at risk: 1 of 12 expected, 2 needed\n"
        "Foreign Affairs changed to Apologies at 09:00.\n"
        "Meeting 1, Wed 15 Apr, 14:00 PKT"
    )
    assert group.nadia.reads() == (
        "Quorum met again: 2 of 12 expected, 2 needed\n"
        "Finance changed to In person at 09:00.\n"
        "Meeting 1, Wed 15 Apr, 14:00 PKT"
    )
    assert len(group.nadia.inbox) == 2


async def test_a_reply_in_urdu(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    answer = await group.maria.taps("بالمشافہ شرکت")

    assert isinstance(answer, Answer)
    assert answer.text == ("درج کر لیا گیا: بالمشافہ شرکت۔ اجلاس شروع ہونے تک تبدیلی ممکن ہے۔")
    assert group.maria.reads().split("\n")[0] == (
        "آپ بالمشافہ شرکت کریں گے: بدھ، ⁦15⁩ اپریل، دوپہر ⁦2⁩ بجے، پاکستان کا وقت"
    )


async def test_a_holder_named_at_night_is_the_holder_at_once(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    async with house.database.writing() as session:
        held = await session.scalar(
            select(Holding).where(Holding.person_id == group.ids["Farhan Javed"])
        )
        assert held is not None
        held.since = date(2026, 4, 7)
    # 01:30 on 7 April in Karachi, while it is still 6 April in UTC.
    await house.advance_to(datetime(2026, 4, 6, 20, 30, tzinfo=UTC))
    await group.farhan.taps("Name an alternate")

    await group.farhan.taps("Name to follow")

    assert group.farhan.reads().splitlines()[1] == "Deputy for Farhan Javed, Ministry of Interior"


async def test_what_can_be_answered_no_more_is_not_asked_again(house: House) -> None:
    group = await ewg(house)
    meeting_id = await published_meeting(house, group)
    await group.farhan.taps("Name an alternate")
    async with house.database.writing() as session:
        meeting = await session.get_one(Meeting, meeting_id)
        meeting.status = MeetingStatus.CANCELLED

    await group.farhan.says("Ali Raza, Director")
    refused = group.farhan.reads()
    await group.farhan.says("May I bring my driver?")

    assert refused == "This meeting is cancelled or closed, so nothing was recorded."
    assert group.farhan.reads().startswith("Send this to the secretariat?")
