"""Notices: written, previewed exactly, held for 20 seconds, sent once, acknowledged by whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from secretariat.notice_drafts import TEXT_LIMIT
from simulator.accounts import Account
from storage import (
    Delivery,
    DeliveryState,
    Event,
    Holding,
    Letter,
    Meeting,
    MeetingStatus,
    Mode,
    Notice,
    NoticeState,
    Recipient,
    Reply,
)
from tests.groups import Group, ewg, foreign_group
from tests.house import House

TEXT = "Visitor passes for 15 April\n\nSend the number of the vehicle to 051 000 0000."


async def write(who: Account, text: str = TEXT) -> None:
    """Write a notice and go on to its preview."""
    await who.says("/send")
    await who.says(text)
    await who.taps("Next: preview")


async def send(house: House, who: Account, text: str = TEXT, *, acknowledge: bool = False) -> None:
    """Send a notice to all members, and let the hold pass."""
    await write(who, text)
    if acknowledge:
        await who.taps("Ask to acknowledge")
    await who.taps("Send to 11 people")
    await house.advance(seconds=24)


def labels(who: Account) -> list[str]:
    return who.inbox[-1].labels


async def meeting_of(house: House, group: Group, **replies: Mode) -> int:
    """Put a published meeting of 15 April into the database, and the replies of some offices."""
    async with house.database.writing() as session:
        meeting = Meeting(
            working_group_id=group.id,
            created_by=group.ids["Nadia Saleem"],
            created_at=house.clock.now(),
            zone="Asia/Karachi",
            starts_at=datetime(2026, 4, 15, 9, 0, tzinfo=UTC),
            number=1,
            status=MeetingStatus.PUBLISHED,
            published_at=house.clock.now(),
        )
        session.add(meeting)
        await session.flush()
        for office, mode in replies.items():
            session.add(
                Reply(
                    meeting_id=meeting.id,
                    seat_id=group.seats[office],
                    revision=1,
                    mode=mode,
                    recorded_at=house.clock.now(),
                    recorded_by=group.ids["Nadia Saleem"],
                )
            )
        return meeting.id


async def owed(house: House, *where: Any) -> list[Delivery]:
    return await house.rows(Delivery, Delivery.key.like("notice:%"), *where)


async def test_the_audience_is_counted_before_anything_is_shown(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says("/send")
    await group.nadia.says(TEXT)

    assert group.nadia.reads() == (
        "Who gets it? Now: 11 people\nBy hand: Rida Aslam, Economic Affairs"
    )
    assert labels(group.nadia) == [
        "All members (11) ✓",
        "Observers (1)",
        "Overdue (0)",
        "Pick people",
        "Next: preview",
    ]


async def test_the_preview_is_an_exact_copy_with_its_control_below(house: House) -> None:
    group = await ewg(house)

    await write(group.nadia)

    assert group.nadia.reads(3) == [
        "Audience: 11 people\nThe preview is below.",
        "Notice: Visitor passes for 15 April\n\nSend the number of the vehicle to 051 000 0000.\n\n"
        "From the secretariat, N. Saleem.",
        "Send this to 11 people?\n\nGoes to: members\nBy hand: Rida Aslam, Economic Affairs\n"
        "Kind: for information, without sound",
    ]


async def test_what_members_get_is_what_the_preview_showed(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    preview = group.nadia.reads(2)[0]

    await group.nadia.taps("Send to 11 people")
    await house.advance(seconds=24)

    assert group.farhan.reads() == preview
    assert group.daniel.reads() == ""
    assert group.kashif.reads() == ""


async def test_buttons_of_the_preview_only_say_that_it_is_one(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)

    answer = await group.nadia.taps("Ask a question")

    assert answer is not None
    assert answer.text == "Preview only"


async def test_nothing_leaves_before_the_hold_is_over(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)

    await group.nadia.taps("Send to 11 people")
    await house.advance(seconds=19)

    assert group.farhan.reads() == ""
    assert group.nadia.reads() == (
        "Sending in 20 seconds\nNotice: Visitor passes for 15 April, to 11 people"
    )


async def test_the_card_turns_into_the_report_by_itself(house: House) -> None:
    group = await ewg(house)

    await send(house, group.nadia)

    assert group.nadia.reads() == (
        "Delivered: 11 of 11\nNotice: Visitor passes for 15 April, sent Mon 6 Apr, 09:00 PKT by "
        "N. Saleem\n\nBy hand: Rida Aslam, Economic Affairs"
    )


async def test_a_stopped_notice_reaches_nobody_and_can_be_sent_again(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Send to 11 people")
    await house.advance(seconds=10)

    answer = await group.nadia.taps("Stop")
    await house.advance(minutes=5)
    after_stop = group.farhan.reads()
    await group.nadia.taps("Send to 11 people")
    await house.advance(seconds=24)

    assert answer is not None
    assert answer.text == "Stopped. Nobody got it; it is a draft again."
    assert after_stop == ""
    assert len(group.farhan.inbox) == 1
    assert group.nadia.reads().startswith("Delivered: 11 of 11\n")


async def test_stop_after_the_hold_is_refused(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Send to 11 people")
    held = group.nadia.inbox[-1]
    stop = next(button.data for row in held.buttons for button in row if button.label == "Stop")
    await house.advance(seconds=24)

    answer = await group.nadia.taps_data(str(stop), on=held)

    assert answer is not None
    assert answer.alert
    assert answer.text.startswith("This notice was sent already, Mon 6 Apr, 09:00 PKT.")
    assert len(await owed(house, Delivery.state == DeliveryState.SENT)) == 11


async def test_a_double_tap_on_send_sends_once(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    control = group.nadia.inbox[-1]
    data = str(control.buttons[0][0].data)

    await group.nadia.taps_data(data, on=control)
    second = await group.nadia.taps_data(data, on=control)
    await house.advance(seconds=24)

    assert second is not None
    assert second.text.startswith("This notice was sent already")
    assert len(group.farhan.inbox) == 1
    assert len(await owed(house)) == 11


async def test_a_list_that_changed_meanwhile_is_not_sent_to(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    control = group.nadia.inbox[-1]
    await group.people["Finance"].blocks()

    answer = await group.nadia.taps("Send to 11 people", on=control)

    assert answer is not None
    assert answer.text == (
        "The list of people has changed meanwhile, so nothing was sent. Look at the new number."
    )
    assert control.text.startswith("Send this to 10 people?")
    assert await house.rows(Recipient) == []


async def test_an_assistant_prepares_and_only_a_secretary_sends(house: House) -> None:
    group = await ewg(house)
    await write(group.assistant)
    [notice] = await house.rows(Notice)

    forged = await group.assistant.taps_data(
        f"sg.{notice.id}.go-11.{notice.version}", on=group.assistant.inbox[-1]
    )
    await group.nadia.says("/send")
    await group.nadia.taps("Continue: Visitor passes")
    await group.nadia.taps("Send to 11 people")
    await house.advance(seconds=24)

    assert forged is not None
    assert forged.text == "Only the secretariat can do this."
    assert group.farhan.reads().endswith("From the secretariat, N. Saleem.")
    assert group.assistant.reads() == (
        "This notice was sent: Visitor passes for 15 April\nMon 6 Apr, 09:00 PKT, by Nadia Saleem"
    )


async def test_members_and_the_chair_cannot_write_notices(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says("/send")
    await group.chair.says("/send")

    assert group.farhan.reads() == "Only the secretariat can do this."
    assert group.chair.reads() == "Only the secretariat can do this."


async def test_two_editors_of_one_draft_do_not_overwrite_each_other(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    old = group.nadia.inbox[-1]
    with_sound = next(b.data for row in old.buttons for b in row if b.label == "With sound")
    await group.kashif.says("/send")
    await group.kashif.taps("Continue: Visitor passes")
    await group.kashif.taps("Change text")
    await group.kashif.says("Passes are at the gate")

    late = await group.nadia.taps_data(str(with_sound), on=old)

    assert late is not None
    assert late.text.startswith("This was changed meanwhile")
    assert group.nadia.reads(2)[0] == (
        "Notice: Passes are at the gate\n\nFrom the secretariat, N. Saleem."
    )
    [notice] = await house.rows(Notice)
    assert (notice.text, notice.with_sound) == ("Passes are at the gate", False)


async def test_a_notice_to_acknowledge_is_acknowledged_once_with_one_tap(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)

    first = await group.farhan.taps("Acknowledged")
    card = group.farhan.inbox[-1]
    await house.advance(minutes=2)
    second = await group.farhan.taps_data("k.1.ok.0", on=card)

    assert first is not None
    assert first.text == "Acknowledged, Mon 6 Apr, 09:00"
    assert second is not None
    assert second.text == "Already acknowledged (Mon 6 Apr, 09:00)"
    assert card.text == (
        "Notice: Visitor passes for 15 April\n\nSend the number of the vehicle to 051 000 0000.\n\n"
        "From the secretariat, N. Saleem. Please acknowledge.\nAcknowledged Mon 6 Apr, 09:00"
    )
    assert labels(group.farhan) == ["Ask a question"]
    [mine] = await house.rows(Recipient, Recipient.person_id == group.ids["Farhan Javed"])
    assert mine.acknowledged_at == datetime(2026, 4, 6, 4, 0, 24, tzinfo=UTC)


async def test_the_report_follows_acknowledgements_and_names_who_is_missing(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)

    for name in ("Coordinator", "Interior", "Foreign Affairs", "Finance", "Home KP", "State Bank"):
        await group.people[name].taps("Acknowledged")
    for name in ("Home Punjab", "Home Balochistan"):
        await group.people[name].taps("Acknowledged")
    await house.advance(seconds=3)

    assert group.nadia.reads() == (
        "Acknowledged: 8 of 12\nNotice: Visitor passes for 15 April, sent Mon 6 Apr, 09:00 PKT by "
        "N. Saleem\n\nDelivered: 11 of 11\n"
        "Not yet: Hina Rauf, Law and Justice; Maria Memon, Home Sindh; "
        "Adeel Niazi, Police Academy\nBy hand: Rida Aslam, Economic Affairs"
    )


async def test_a_person_who_stopped_the_assistant_is_reported_with_the_cause(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Send to 11 people")
    await group.people["Home Balochistan"].blocks()

    await house.advance(seconds=24)

    report = next(m.text for m in group.nadia.inbox if m.text.startswith("Delivered"))
    assert report.split("\n")[3] == (
        "Failed: Jamil Baloch, Home Balochistan (has stopped the assistant)"
    )
    assert report.split("\n")[0] == "Delivered: 10 of 11"


async def test_only_those_who_have_not_acknowledged_are_reminded(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)
    await group.farhan.taps("Acknowledged")
    await house.advance(seconds=3)
    report = group.nadia.inbox[-1]
    data = str(report.buttons[0][0].data)

    answer = await group.nadia.taps("Remind 10 people")
    second = await group.nadia.taps_data(data, on=report)

    assert answer is not None
    assert answer.text == "10 people are reminded."
    assert second is not None
    assert second.alert
    assert len(group.farhan.inbox) == 1
    assert len(group.people["Finance"].inbox) == 2
    assert group.people["Finance"].reads() == (
        "Response awaited: kindly acknowledge\n\n"
        "Notice: Visitor passes for 15 April\n\nSend the number of the vehicle to 051 000 0000.\n\n"
        "From the secretariat, N. Saleem. Please acknowledge."
    )


async def test_a_reminder_held_back_for_the_night_is_dropped_if_acknowledged(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)
    await house.advance(hours=13)
    await group.nadia.taps("Remind 11 people")
    night = len(group.farhan.inbox)

    await group.farhan.taps("Acknowledged")
    await house.advance(hours=12)

    assert night == 1
    assert len(group.farhan.inbox) == 1
    assert len(group.people["Finance"].inbox) == 2


async def test_nobody_is_reminded_more_than_twice(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)

    await group.nadia.taps("Remind 11 people")
    await group.nadia.taps("Remind 11 people")

    assert "Remind" not in " ".join(labels(group.nadia))
    assert len(group.farhan.inbox) == 3


async def test_only_recipients_may_acknowledge_or_ask(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await send(house, group.nadia, acknowledge=True)
    await group.daniel.says("/help")
    await other.people["Ports"].says("/help")

    not_on_list = await group.daniel.taps_data("k.1.ok.0", on=group.daniel.inbox[-1])
    asking = await group.daniel.taps_data("k.1.q.0", on=group.daniel.inbox[-1])
    stranger = await other.people["Ports"].taps_data("k.1.ok.0", on=other.people["Ports"].inbox[-1])

    refusals = [one.text for one in (not_on_list, asking, stranger) if one is not None]
    assert refusals == ["Only the secretariat can do this."] * 3
    done = await house.rows(Recipient, Recipient.acknowledged_at.is_not(None))
    assert done == []


async def test_another_groups_secretary_learns_nothing_of_a_notice(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Board Office"]
    await send(house, group.nadia)
    await rana.says("/send")

    for forged in ("kr.1..0", "sn.1.open.1", "sg.1.remind.2"):
        answer = await rana.taps_data(forged, on=rana.inbox[-1])
        assert answer is not None
        assert answer.text == "Only the secretariat can do this."
    assert [m.text for m in rana.inbox if "Visitor" in m.text] == []


async def test_a_question_about_a_notice_goes_to_the_secretariat(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia)

    await group.farhan.taps("Ask a question")
    await group.farhan.says("May the driver wait inside?")
    await house.advance(seconds=3)

    [letter] = await house.rows(Letter)
    assert (letter.text, letter.about) == ("May the driver wait inside?", "notice:1")
    assert letter.sent_at is not None
    assert group.farhan.reads() == (
        "Your question was sent to the secretariat. The answer comes here."
    )
    report = next(m.text for m in group.nadia.inbox if m.text.startswith("Delivered"))
    assert report.endswith("Questions: 1")


async def test_a_voice_message_keeps_the_form(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    await group.nadia.sends_voice()
    explained = group.nadia.reads()
    await group.nadia.sends_photo()
    await group.nadia.says(TEXT)

    assert explained == (
        "Voice messages cannot be used here. What you have written is kept. "
        "Type the notice, or send a file."
    )
    assert group.nadia.reads().startswith("Who gets it? Now: 11 people")


async def test_the_question_survives_a_restart(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    await house.restart_bot()
    await group.nadia.says(TEXT)
    await house.restart_bot()
    await group.nadia.taps("Next: preview")

    assert group.nadia.reads().startswith("Send this to 11 people?")


async def test_a_restart_within_the_hold_neither_loses_nor_repeats_it(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Send to 11 people")

    await house.restart_bot()
    await house.advance(seconds=24)

    assert len(group.farhan.inbox) == 1
    assert group.nadia.reads().startswith("Delivered: 11 of 11\n")


async def test_a_text_that_is_too_long_is_refused_with_both_numbers(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    await group.nadia.says("a" * 4096)
    refused = group.nadia.reads()
    await house.advance(minutes=1)
    await group.nadia.says("b" * TEXT_LIMIT)

    assert refused == (
        "The text has 4096 characters; at most 3700 can be sent. "
        "Nothing was lost: shorten it and send it again."
    )
    assert group.nadia.reads().startswith("Who gets it? Now: 11 people")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<3 & Co\n<b>not bold</b> &amp; </blockquote>", id="markup"),
        pytest.param("اطلاع برائے اجلاس\nوقت: 14:00 سے 16:00 تک", id="Urdu"),
        pytest.param("😀" * 50 + "\n\n👩‍👩‍👧‍👦 end", id="emoji"),
        pytest.param("{name} %s {0} \\n", id="placeholders"),
        pytest.param("\n".join(["x"] * 1200), id="many lines"),
        pytest.param("a" * TEXT_LIMIT, id="the longest text"),
        pytest.param("😀" * TEXT_LIMIT, id="the longest text of emoji"),
    ],
)
async def test_any_text_arrives_as_it_was_written(house: House, text: str) -> None:
    group = await ewg(house)

    await send(house, group.nadia, text)

    first, _, rest = text.partition("\n")
    shown = f"Notice: {first}\n{rest}" if rest else f"Notice: {first}"
    assert group.farhan.reads() == f"{shown}\n\nFrom the secretariat, N. Saleem."
    assert len(await owed(house, Delivery.state == DeliveryState.SENT)) == 11


async def test_a_file_goes_with_its_text_even_if_that_is_longer_than_a_caption(
    house: House,
) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")
    await group.nadia.sends_file("passes.pdf", b"%PDF", caption="Passes\nSee the file.")
    await group.nadia.taps("Next: preview")
    await group.nadia.taps("Change text")
    await group.nadia.says("Long notice\n" + "a" * 2000)
    await group.nadia.taps("Send to 11 people")

    await house.advance(seconds=24)

    [words, file] = group.farhan.inbox
    assert words.text.startswith("Notice: Long notice\naaa")
    assert file.document is not None
    assert file.document.file_name == "passes.pdf"


async def test_an_acknowledgement_is_asked_by_a_typed_day(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Ask to acknowledge")
    await group.nadia.taps("By when")

    await group.nadia.says("15/13")
    refused = group.nadia.reads()
    await group.nadia.says("9 April")

    assert refused == (
        'The date was not understood: "15/13". Write for example 15 April. The rest is kept.'
    )
    assert group.nadia.reads().endswith(
        "Kind: to be acknowledged by Thu 9 Apr, 17:00 PKT, with sound"
    )
    assert group.nadia.reads(2)[0].endswith("Please acknowledge by Thu 9 Apr, 17:00 PKT.")


async def test_an_acknowledgement_is_asked_by_a_day_on_a_button(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Ask to acknowledge")
    await group.nadia.taps("By when")
    offered = labels(group.nadia)

    await group.nadia.taps("Tue 7 Apr")

    assert offered == ["Tue 7 Apr", "Wed 8 Apr", "Thu 9 Apr", "Fri 10 Apr", "No date", "Back"]
    assert group.nadia.reads().endswith(
        "Kind: to be acknowledged by Tue 7 Apr, 17:00 PKT, with sound"
    )


async def test_a_deadline_that_passed_while_the_draft_lay_is_not_sent(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)
    await group.nadia.taps("Ask to acknowledge")
    await group.nadia.taps("By when")
    await group.nadia.taps("Tue 7 Apr")
    await house.advance(days=3)

    answer = await group.nadia.taps("Send to 11 people")

    assert answer is not None
    assert answer.text.startswith("The time to acknowledge by is already over.")
    assert await owed(house) == []


async def test_a_notice_for_information_is_silent_unless_chosen_otherwise(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia)
    silent = group.farhan.sounds
    await write(group.nadia, "Second")
    await group.nadia.taps("With sound")
    await group.nadia.taps("Send to 11 people")
    await house.advance(seconds=24)

    assert silent == 0
    assert group.farhan.sounds == 1


async def test_attending_and_no_reply_are_about_the_next_meeting(house: House) -> None:
    group = await ewg(house)
    await meeting_of(
        house,
        group,
        Interior=Mode.IN_PERSON,
        Finance=Mode.VIDEO,
        Coordinator=Mode.DEPUTY,
        **{"State Bank": Mode.APOLOGIES, "Partner agency": Mode.IN_PERSON},
    )
    await group.nadia.says("/send")
    await group.nadia.says(TEXT)
    await group.nadia.taps("All members")

    await group.nadia.taps("Attending")
    chosen = labels(group.nadia)
    await group.nadia.taps("Next: preview")

    assert chosen == [
        "All members (11)",
        "Observers (1)",
        "Attending (4) ✓",
        "No reply (7)",
        "Overdue (0)",
        "Pick people",
        "Next: preview",
    ]
    assert group.nadia.reads() == (
        "Send this to 4 people?\n\nGoes to: attending on Wed 15 Apr\n"
        "Kind: for information, without sound"
    )


async def test_people_are_picked_one_by_one(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")
    await group.nadia.says(TEXT)
    await group.nadia.taps("All members")
    await group.nadia.taps("Pick people")

    await group.nadia.taps("Hina Rauf")
    await group.nadia.taps("More")
    await group.nadia.taps("Daniel Moreau")
    picked = group.nadia.reads()
    await group.nadia.taps("Back")
    await group.nadia.taps("Next: preview")
    await group.nadia.taps("Send to 2 people")
    await house.advance(seconds=24)

    assert picked.startswith("Pick people: the notice goes to 2 people now")
    assert len(group.daniel.inbox) == 1
    assert len(group.people["Law and Justice"].inbox) == 1
    assert group.farhan.inbox == []


async def test_somebody_of_another_group_cannot_be_picked_by_a_forged_button(
    house: House,
) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await group.nadia.says("/send")
    await group.nadia.says(TEXT)

    answer = await group.nadia.taps_data(
        f"sn.1.who-{other.ids['Omar Foreign']}-0.1", on=group.nadia.inbox[-1]
    )

    assert answer is not None
    assert answer.text == "Only the secretariat can do this."
    [notice] = await house.rows(Notice)
    assert notice.audience["people"] == []


async def test_a_draft_can_be_deleted_after_a_question(house: House) -> None:
    group = await ewg(house)
    await write(group.nadia)

    await group.nadia.taps("Delete draft")
    asked = group.nadia.reads()
    await group.nadia.taps("Delete the draft")
    await group.kashif.says("/send")

    assert asked.startswith("Delete this draft?")
    assert group.nadia.reads() == "The draft was deleted\nNothing was sent."
    assert labels(group.kashif) == ["Close"]
    [notice] = await house.rows(Notice)
    assert notice.state is NoticeState.DROPPED


@pytest.mark.parametrize(
    "data",
    [
        *("sn.1.part-nobody.1", "sn.1.by-2026.1", "sn.1.nonsense.1", "sg.1.go-x.1"),
        *("sn.1.who-x-0.1", "sn.1.who-²-0.1", "sg.1.go-².1"),
    ],
)
async def test_a_forged_button_changes_nothing_and_is_answered(house: House, data: str) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")
    await group.nadia.says(TEXT)

    answer = await group.nadia.taps_data(data, on=group.nadia.inbox[-1])

    assert answer is not None
    assert answer.text.startswith("This button no longer applies.")
    [notice] = await house.rows(Notice)
    assert notice.version == 1


async def test_an_urdu_reader_gets_the_frame_in_urdu_and_the_text_as_written(house: House) -> None:
    group = await ewg(house)

    await send(house, group.nadia, acknowledge=True)
    await group.maria.taps("موصول ہوا")

    assert group.maria.reads() == (
        "اطلاع: ⁨Visitor passes for 15 April⁩\n\n"
        "Send the number of the vehicle to 051 000 0000.\n\n"
        "منجانب سیکریٹریٹ، ⁨نادیہ سلیم⁩۔ براہِ کرم موصولی کی تصدیق فرمائیں۔\n"
        "موصولی کی تصدیق ہو گئی: پیر، ⁦6⁩ اپریل، صبح ⁦9⁩ بجے"
    )


async def test_close_leads_back_to_the_desk(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    await group.nadia.taps("Close")
    await group.nadia.says("Is anything asked?")

    assert group.nadia.inbox[0].text.startswith("Desk")
    assert await house.rows(Notice) == []


async def test_every_step_is_in_the_trail(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)
    await group.farhan.taps("Acknowledged")

    events = await house.rows(Event, Event.subject == "notice:1")

    assert [event.verb for event in events] == [
        "notice_drafted",
        "notice_kind",
        "notice_sent",
        "notice_acknowledged",
    ]


async def test_a_report_is_found_again_in_the_list(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia)
    await house.advance(days=1)

    await group.kashif.says("/send")
    await group.kashif.taps("Notices sent")
    await group.kashif.taps("Visitor passes")

    assert group.kashif.reads().startswith("Delivered: 11 of 11\n")
    assert house.clock.now() - datetime(2026, 4, 6, 4, 0, tzinfo=UTC) > timedelta(days=1)


async def test_a_notice_of_5000_characters_is_never_taken_for_its_second_half(
    house: House,
) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    # Telegram's app cuts it at 4,096 characters and sends two messages.
    await group.nadia.says("a" * 4096)
    await group.nadia.says("b" * 904)
    refused = group.nadia.reads()
    drafts = await house.rows(Notice)
    await house.advance(minutes=1)
    await group.nadia.says("Shortened")

    assert refused == (
        "The text has 5000 characters; at most 3700 can be sent. "
        "Nothing was lost: shorten it and send it again."
    )
    assert drafts == []
    assert [notice.text for notice in await house.rows(Notice)] == ["Shortened"]


async def test_a_notice_that_was_cut_at_a_line_is_joined_again(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    await group.nadia.says("a" * 3600)
    await group.nadia.says("The end")
    await house.advance(minutes=1)
    await group.nadia.says("A line of its own")

    assert [notice.text for notice in await house.rows(Notice)] == ["a" * 3600 + "\nThe end"]
    assert group.nadia.reads(2)[0].startswith("Who gets it? Now: 11 people")


async def test_a_notice_that_grew_too_long_by_its_rest_is_asked_for_again(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/send")

    await group.nadia.says("a" * 3600)
    await group.nadia.says("b" * 400)
    refused = group.nadia.reads()
    await house.advance(minutes=1)
    await group.nadia.says("Shortened")

    assert refused.startswith("The text has 4001 characters; at most 3700 can be sent.")
    assert [notice.text for notice in await house.rows(Notice)] == ["Shortened"]


async def test_no_reply_means_the_offices_that_are_asked_for_one(house: House) -> None:
    group = await ewg(house)
    await meeting_of(house, group, Interior=Mode.IN_PERSON)
    await group.nadia.says("/send")
    await group.nadia.says(TEXT)

    await group.nadia.taps("No reply")

    # Eleven member offices, of which Economic Affairs is not on the assistant; not the observer.
    assert [label for label in labels(group.nadia) if label.startswith("No reply")] == [
        "No reply (10) ✓"
    ]


async def test_a_picture_with_a_question_is_not_lost_in_silence(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia)
    await group.farhan.taps("Ask a question")

    await group.farhan.sends_photo(caption="Is this the gate?")
    told = group.farhan.reads()
    await group.farhan.says("Which gate?")

    assert told == "Only text can be passed on. Please write your question in one message."
    assert [letter.text for letter in await house.rows(Letter)] == ["Which gate?"]


async def test_who_has_left_since_is_not_reminded(house: House) -> None:
    group = await ewg(house)
    await send(house, group.nadia, acknowledge=True)
    yesterday = house.clock.now().date() - timedelta(days=1)
    async with house.database.writing() as session:
        left = Holding.person_id == group.ids["Farhan Javed"]
        await session.execute(update(Holding).where(left).values(until=yesterday))
    await group.people["Finance"].taps("Acknowledged")
    await house.advance(seconds=3)

    answer = await group.nadia.taps("Remind 9 people")

    assert getattr(answer, "text", "") == "9 people are reminded."
    assert len(group.farhan.inbox) == 1
