"""Publishing a meeting, and stopping it within twenty seconds."""

from datetime import UTC, datetime

import pytest

from secretariat.kinds import Kind
from simulator.accounts import Account
from simulator.chats import Answer
from storage import Delivery, DeliveryState, Meeting, MeetingStatus, Reminder, ReminderState
from tests.groups import Group, ewg, foreign_group
from tests.house import House
from tests.test_announcing import NOTICE, paste, plain, speak_urdu

HOLD = "Publishing in 20 seconds\nMeeting 1, Wed 15 Apr 2026, 14:00 PKT, to 12 people"

RECEIPT = """Published Mon 6 Apr, 09:00 PKT
Meeting 1, Wed 15 Apr 2026, 14:00 PKT

Delivered: 12 of 12 on the assistant
By hand: Rida Aslam, Economic Affairs"""


async def publish(house: House, who: Account, text: str = NOTICE) -> int:
    """Announce and publish a meeting, let the twenty seconds pass, and give its id."""
    await paste(who, text)
    await who.taps("Publish to")
    await house.advance(seconds=25)
    meetings: list[Meeting] = await house.rows(Meeting)
    return meetings[-1].id


async def the_meeting(house: House) -> Meeting:
    found: list[Meeting] = await house.rows(Meeting)
    (meeting,) = found
    return meeting


def alert(answer: object) -> str:
    assert isinstance(answer, Answer)
    assert answer.alert
    return answer.text


async def invitations(house: House) -> list[Delivery]:
    return await house.rows(Delivery, Delivery.kind == str(Kind.INVITATION))


async def test_nothing_leaves_for_twenty_seconds(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)

    await group.nadia.taps("Publish to")
    await house.advance(seconds=19)

    assert group.nadia.reads() == HOLD
    assert group.nadia.inbox[-1].labels == ["Stop"]
    assert group.farhan.inbox == []


async def test_after_twenty_seconds_everyone_on_the_assistant_has_it(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)

    await group.nadia.taps("Publish to")
    await house.advance(seconds=25)

    assert group.nadia.reads() == RECEIPT
    assert group.nadia.inbox[-1].labels == [
        "RSVP board",
        "Text for who is not on it",
        "Change, postpone or cancel",
    ]
    got = sorted(
        name for name, one in group.people.items() if one.reads().startswith("Meeting: Wed 15 Apr")
    )
    assert "Farhan Javed" in got
    assert "Kashif Mir" not in got
    assert group.farhan.sounds == 1
    meeting = await the_meeting(house)
    assert (meeting.status, meeting.number) == (MeetingStatus.PUBLISHED, 1)


async def test_it_leaves_at_the_twentieth_second_and_not_before(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")

    await house.advance(seconds=20)

    assert group.farhan.reads().startswith("Meeting: Wed 15 Apr 2026, 14:00 PKT")


async def test_a_double_tap_publishes_once(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    card = group.nadia.inbox[-1]
    meeting = await the_meeting(house)
    data = f"np.{meeting.id}.go.{meeting.version}"

    await group.nadia.taps_data(data, on=card)
    await group.nadia.taps_data(data, on=card)
    await house.advance(seconds=25)
    await group.nadia.taps_data(data, on=card)

    assert len(group.farhan.inbox) == 1
    assert len(await invitations(house)) == 12
    assert (await the_meeting(house)).number == 1


async def test_stop_at_nineteen_seconds_sends_nothing_and_keeps_the_draft(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")
    await house.advance(seconds=19)

    answer = await group.nadia.taps("Stop")
    await house.advance(days=3)

    assert isinstance(answer, Answer)
    assert answer.text == "Stopped. Nothing was sent; the draft is kept."
    assert group.farhan.inbox == []
    assert group.nadia.reads().startswith("Check: Wednesday 15 April 2026, 14:00")
    meeting = await the_meeting(house)
    assert (meeting.status, meeting.number, meeting.revision) == (MeetingStatus.DRAFT, None, 2)
    assert {one.state for one in await invitations(house)} == {DeliveryState.SUPERSEDED}
    assert {one.state for one in await house.rows(Reminder)} == {ReminderState.CANCELLED}


async def test_stop_at_twenty_one_seconds_is_too_late(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")
    meeting = await the_meeting(house)
    card = group.nadia.inbox[-1]
    await house.advance(seconds=21)

    answer = await group.nadia.taps_data(f"np.{meeting.id}.stop.{meeting.revision}", on=card)

    assert alert(answer) == (
        "It is too late to stop: the notice is out. You can change, postpone or cancel the meeting."
    )
    assert (await the_meeting(house)).status is MeetingStatus.PUBLISHED


async def test_what_was_stopped_can_be_published_again_once(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")
    await group.nadia.taps("Stop")

    await group.nadia.taps("Publish to")
    await house.advance(seconds=25)

    assert len(group.farhan.inbox) == 1
    assert group.nadia.reads() == RECEIPT
    planned = await house.rows(Reminder, Reminder.state == ReminderState.PLANNED)
    assert {one.revision for one in planned} == {2}


async def test_the_stop_of_an_earlier_publication_stops_no_later_one(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")
    meeting = await the_meeting(house)
    await group.nadia.taps("Stop")
    await group.nadia.taps("Publish to")

    answer = await group.nadia.taps_data(f"np.{meeting.id}.stop.1", on=group.nadia.inbox[-1])

    assert alert(answer).startswith("This button no longer applies.")
    assert (await the_meeting(house)).status is MeetingStatus.PUBLISHED


async def test_a_restart_within_the_twenty_seconds_changes_nothing(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")

    await house.restart_bot()
    await house.advance(seconds=25)

    assert len(group.farhan.inbox) == 1
    assert group.nadia.reads() == RECEIPT


async def test_the_other_secretarys_card_becomes_the_receipt(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.kashif.says("/new")
    await group.kashif.taps("Continue the draft")

    await group.nadia.taps("Publish to")
    held = group.kashif.reads()
    await house.advance(seconds=25)

    assert held == HOLD
    assert group.kashif.reads() == RECEIPT


async def test_publishing_what_another_has_just_changed_is_refused(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    card = group.nadia.inbox[-1]
    meeting = await the_meeting(house)
    await group.kashif.says("/new")
    await group.kashif.taps("Continue the draft")
    await group.kashif.taps("Change something")
    await group.kashif.taps("Venue")
    await group.kashif.says("Committee Room 5")

    answer = await group.nadia.taps_data(f"np.{meeting.id}.go.{meeting.version}", on=card)

    assert alert(answer) == (
        "This was changed meanwhile, so nothing was done. Open it again to see it."
    )
    assert (await the_meeting(house)).status is MeetingStatus.DRAFT


async def test_a_draft_with_something_open_cannot_be_published(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, NOTICE.replace("2 to 4 pm", "2 to 4"))
    meeting = await the_meeting(house)

    answer = await group.nadia.taps_data(
        f"np.{meeting.id}.go.{meeting.version}", on=group.nadia.inbox[-1]
    )

    assert alert(answer) == "Something is still open in this draft, so nothing was published."


async def test_a_draft_that_grew_old_asks_for_a_new_date(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    card = group.nadia.inbox[-1]
    meeting = await the_meeting(house)
    await house.advance(days=20)

    answer = await group.nadia.taps_data(f"np.{meeting.id}.go.{meeting.version}", on=card)
    await group.nadia.says("/new")
    await group.nadia.taps("Continue the draft")

    assert alert(answer) == "Something is still open in this draft, so nothing was published."
    assert group.nadia.reads().splitlines()[0] == "The date is past: Wed 15 Apr 2026"


async def test_an_assistant_prepares_and_the_secretaries_are_told(house: House) -> None:
    group = await ewg(house)
    await paste(group.assistant)

    labels = group.assistant.inbox[-1].labels
    answer = await group.assistant.taps("Ready to publish")

    assert labels[0] == "Ready to publish"
    assert isinstance(answer, Answer)
    assert answer.text == "The secretaries have been told that it is ready to publish."
    assert group.nadia.reads() == (
        "Imran Dar has prepared a meeting\n"
        "Wed 15 Apr 2026, 14:00 PKT\n"
        "First meeting of the Expert Working Group\n\n"
        "It is ready to publish. Nothing was sent yet."
    )
    assert group.kashif.reads() == group.nadia.reads()
    assert group.farhan.inbox == []
    await group.nadia.taps("Open the draft")
    assert group.nadia.inbox[-1].labels[0] == "Publish to 12 people"


async def test_an_assistant_cannot_publish_with_forged_data(house: House) -> None:
    group = await ewg(house)
    await paste(group.assistant)
    meeting = await the_meeting(house)

    answer = await group.assistant.taps_data(
        f"np.{meeting.id}.go.{meeting.version}", on=group.assistant.inbox[-1]
    )

    assert alert(answer) == "Only the secretariat can do this."
    assert (await the_meeting(house)).status is MeetingStatus.DRAFT


@pytest.mark.parametrize("argument", ["go", "stop", "hand", "receipt"])
async def test_a_foreign_secretary_cannot_touch_a_publication(house: House, argument: str) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    await rana.says("/new")
    await paste(group.nadia)
    await group.nadia.taps("Publish to")
    meeting = await the_meeting(house)

    answer = await rana.taps_data(
        f"np.{meeting.id}.{argument}.{meeting.revision}", on=rana.inbox[-1]
    )
    await house.advance(seconds=30)

    assert alert(answer) == "Only the secretariat can do this."
    assert len(rana.inbox) == 1
    assert len(group.farhan.inbox) == 1


async def test_numbers_go_on_in_each_group(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)

    for who in (group.nadia, group.nadia, other.people["Rana Foreign"]):
        await publish(house, who)

    assert [meeting.number for meeting in await house.rows(Meeting)] == [1, 2, 1]


async def test_a_number_that_was_written_is_given_and_counted_on_from(house: House) -> None:
    group = await ewg(house)

    await publish(house, group.nadia, NOTICE + "\nMeeting no: 14")
    await publish(house, group.nadia)

    assert [meeting.number for meeting in await house.rows(Meeting)] == [14, 15]


async def test_a_number_that_is_taken_is_said_and_the_next_given(house: House) -> None:
    group = await ewg(house)
    await publish(house, group.nadia)
    await paste(group.nadia, NOTICE + "\nNumber: 1")

    said = group.nadia.reads().splitlines()[-1]
    await group.nadia.taps("Publish to")

    assert said.startswith("Look at: no papers attached; the number you wrote is taken")
    assert [meeting.number for meeting in await house.rows(Meeting)] == [1, 2]


async def test_who_has_blocked_the_assistant_is_named(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Publish to")
    group.farhan.room.blocked = True

    await house.advance(seconds=30)

    receipt = next(one.text for one in group.nadia.inbox if one.text.startswith("Published"))
    assert receipt == RECEIPT.replace("12 of 12", "11 of 12") + (
        "\nCannot be reached: Farhan Javed"
    )


async def test_who_blocked_before_is_not_written_to(house: House) -> None:
    group = await ewg(house)
    await group.farhan.blocks()
    await paste(group.nadia)

    said = next(line for line in group.nadia.reads().splitlines() if "reached" in line)

    assert said == "Cannot be reached: Farhan Javed"
    assert group.nadia.inbox[-1].labels[0] == "Publish to 11 people"


async def test_only_the_chosen_categories_are_invited(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Who gets it")
    await group.nadia.taps("Observers ✓")
    await group.nadia.taps("Done")

    await group.nadia.taps("Publish to 11")
    await house.advance(seconds=25)

    assert group.daniel.inbox == []
    assert len(group.farhan.inbox) == 1


async def test_the_text_for_who_is_not_on_it_has_no_link(house: House) -> None:
    group = await ewg(house)
    await publish(house, group.nadia)

    await group.nadia.taps("Text for")

    assert group.nadia.reads() == (
        "Text for who is not on the assistant\n"
        "For: Rida Aslam, Economic Affairs\n\n"
        "Meeting of the Expert Working Group\n"
        "First meeting of the Expert Working Group\n\n"
        "Date: Wednesday 15 April 2026, 14:00\n"
        "Time: 14:00 to 16:00 PKT\n"
        "Venue: Committee Room 2, National Police Bureau, Islamabad\n"
        "Agenda:\n"
        "1. Opening remarks\n"
        "2. Work plan 2026-27, for approval\n"
        "3. Research assignments\n\n"
        "Kindly confirm your office's representation by Fri 10 Apr, 17:00 PKT.\n"
        "Secretariat: 051 000 0000"
    )


async def test_a_text_for_copying_holds_no_unseen_marks(house: House) -> None:
    group = await ewg(house)
    await speak_urdu(house, group, "Nadia Saleem")
    await publish_in_urdu(house, group)

    await group.nadia.taps("باقی افراد کے لیے متن")

    copied = group.nadia.reads().split("\n\n", 1)[1]
    assert plain(copied) == copied
    assert copied.splitlines()[-1] == "سیکریٹریٹ: 051 000 0000"


async def publish_in_urdu(house: House, group: Group) -> None:
    await group.nadia.says("/new")
    await group.nadia.taps("ایک پیغام میں بھیجیں")
    await group.nadia.says(NOTICE)
    await group.nadia.taps("12 افراد")
    await house.advance(seconds=25)


async def test_the_receipt_in_urdu(house: House) -> None:
    group = await ewg(house)
    await speak_urdu(house, group, "Nadia Saleem")

    await publish_in_urdu(house, group)

    assert plain(group.nadia.reads()) == (
        "جاری ہوا: پیر، 6 اپریل، صبح 9 بجے، پاکستان کا وقت\n"
        "اجلاس نمبر 1، بدھ، 15 اپریل 2026ء، دوپہر 2 بجے، پاکستان کا وقت\n\n"
        "خودکار معاون پر 12 میں سے 12 کو پہنچ گیا\n"
        "دستی ترسیل: ردا اسلم، اقتصادی امور"
    )


async def test_reminders_are_planned_with_the_publication(house: House) -> None:
    group = await ewg(house)

    await publish(house, group.nadia)

    planned = await house.rows(Reminder, Reminder.state == ReminderState.PLANNED)
    assert sorted((one.due_at, one.rule, one.zone) for one in planned) == [
        (datetime(2026, 4, 8, 5, tzinfo=UTC), "meeting.week", "Asia/Karachi"),
        (datetime(2026, 4, 8, 8, tzinfo=UTC), "meeting.week", "Europe/Vienna"),
        (datetime(2026, 4, 9, 0, tzinfo=UTC), "meeting.nudge", ""),
        (datetime(2026, 4, 10, 5, tzinfo=UTC), "meeting.last_nudge", "Asia/Karachi"),
        (datetime(2026, 4, 10, 8, tzinfo=UTC), "meeting.last_nudge", "Europe/Vienna"),
        (datetime(2026, 4, 14, 5, tzinfo=UTC), "meeting.day", "Asia/Karachi"),
        (datetime(2026, 4, 14, 8, tzinfo=UTC), "meeting.day", "Europe/Vienna"),
        (datetime(2026, 4, 15, 8, tzinfo=UTC), "meeting.hour", ""),
    ]
