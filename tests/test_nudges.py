"""Asking again who has not replied."""

from simulator.chats import Answer
from storage import Event
from tests.groups import Group, ewg, published_meeting
from tests.house import House


async def nearly_complete(house: House) -> Group:
    """Give the group where two offices are silent, one of them not on the assistant."""
    group = await ewg(house)
    await published_meeting(house, group)
    for office in (
        "Coordinator",
        "Interior",
        "Foreign Affairs",
        "Finance",
        "Law and Justice",
        "Home Punjab",
        "Home KP",
        "Home Balochistan",
        "State Bank",
    ):
        await group.people[office].taps("In person")
    await group.maria.taps("بالمشافہ شرکت")
    return group


async def test_the_plan_names_who_is_reminded_and_whom_to_ring(house: House) -> None:
    group = await nearly_complete(house)
    await group.nadia.says("/board")

    await group.nadia.taps("Remind 1 person")

    assert group.nadia.reads() == (
        "Remind 1 person now?\n\n"
        "On the assistant: Adeel Niazi, Police Academy. Reminded so far: never\n"
        "Not on the assistant: Rida Aslam, Economic Affairs. Ring 051 000 0010\n\n"
        "No automatic reminder is planned."
    )
    assert group.nadia.inbox[-1].labels == ["Send 1 reminder", "Back"]


async def test_only_the_silent_are_reminded(house: House) -> None:
    group = await nearly_complete(house)
    counts = {name: len(one.inbox) for name, one in group.people.items()}
    await group.nadia.says("/board")
    await group.nadia.taps("Remind 1 person")

    await group.nadia.taps("Send 1 reminder")

    adeel = group.people["Police Academy"]
    assert group.nadia.toasts[-1].text == "1 reminder is being sent."
    assert adeel.reads() == (
        "Your reply is needed by Fri 10 Apr, 17:00\n"
        "Meeting of Wed 15 Apr, 14:00 PKT, Committee Room 2, National Police Bureau, Islamabad "
        "or video link\n\n"
        "Kindly confirm your office's representation."
    )
    assert adeel.inbox[-1].labels == [
        "In person",
        "Video link",
        "Name an alternate",
        "Apologies",
        "Not sure yet",
    ]
    more = {name for name, one in group.people.items() if len(one.inbox) > counts[name]}
    assert more == {"Adeel Niazi", "Police Academy", "Nadia Saleem", "Secretariat"}


async def test_two_secretaries_do_not_remind_twice(house: House) -> None:
    group = await nearly_complete(house)
    for account in (group.nadia, group.kashif):
        await account.says("/board")
        await account.taps("Remind 1 person")
    old = group.kashif.inbox[-1]
    await group.nadia.taps("Send 1 reminder")

    answer = await group.kashif.taps_data("bn.1.send.0", old)

    assert isinstance(answer, Answer)
    assert answer.text == "These reminders were sent already, so nothing was sent again."
    assert len(group.people["Police Academy"].inbox) == 2
    assert len(await house.rows(Event, Event.verb == "nudge")) == 1


async def test_how_often_somebody_was_reminded_is_said(house: House) -> None:
    group = await nearly_complete(house)
    await group.nadia.says("/board")
    await group.nadia.taps("Remind 1 person")
    await group.nadia.taps("Send 1 reminder")

    await group.nadia.taps("Remind 1 person")

    assert group.nadia.reads().split("\n")[2] == (
        "On the assistant: Adeel Niazi, Police Academy. Reminded so far: once"
    )


async def test_not_sure_yet_stops_the_reminders_by_hand(house: House) -> None:
    group = await nearly_complete(house)
    await group.nadia.says("/board")
    await group.nadia.taps("Remind 1 person")
    await group.nadia.taps("Send 1 reminder")

    await group.people["Police Academy"].taps("Not sure yet")
    await group.nadia.says("/board")

    assert group.people["Police Academy"].toasts[-1].text == (
        "Noted. You will be asked once more on Tue 14 Apr, in the morning."
    )
    assert group.nadia.inbox[-1].labels[0] == "Record a reply for someone"


async def test_a_reminder_that_waits_for_the_morning_is_not_sent_after_the_reply(
    house: House,
) -> None:
    group = await nearly_complete(house)
    adeel = group.people["Police Academy"]
    await group.nadia.says("/board")
    await house.advance(hours=14)
    await group.nadia.taps("Remind 1 person")
    await group.nadia.taps("Send 1 reminder")
    await adeel.taps("In person")

    await house.advance(hours=10)

    assert [text.split("\n")[0] for text in adeel.reads(9)] == [
        "You attend in person: Wed 15 Apr, 14:00 PKT"
    ]


async def test_the_request_becomes_the_meetings_card_once_replied(house: House) -> None:
    group = await nearly_complete(house)
    adeel = group.people["Police Academy"]
    await group.nadia.says("/board")
    await group.nadia.taps("Remind 1 person")
    await group.nadia.taps("Send 1 reminder")

    await adeel.taps("In person", on=adeel.inbox[0])

    assert adeel.inbox[0].text == adeel.inbox[1].text


async def test_who_wants_no_reminders_gets_none(house: House) -> None:
    group = await nearly_complete(house)
    adeel = group.people["Police Academy"]
    await adeel.taps_data("m.1.mute.1", adeel.inbox[-1])

    await group.nadia.says("/board")

    assert adeel.toasts[-1].text == (
        "No more reminders of this meeting. Changes of date or place still come."
    )
    assert group.nadia.inbox[-1].labels[0] == "Record a reply for someone"
