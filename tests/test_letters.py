"""Letters to the secretariat: from free text to the answer."""

from secretariat import letters
from secretariat.kinds import Kind
from secretariat.readers import readers
from storage import Delivery, Event, Holding, Letter, Notice, NoticeState
from tests.groups import Group, ewg, foreign_group
from tests.house import House

TEXT = "I will be ten minutes late on Wednesday"


async def sent_letter(house: House, text: str = TEXT) -> Group:
    """Give the group with a letter of Farhan's that waits for its answer."""
    group = await ewg(house)
    await group.farhan.says(text)
    await group.farhan.taps("Send")
    return group


async def test_free_text_is_offered_to_the_secretariat_first(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says(TEXT)

    assert group.farhan.reads() == f"Send this to the secretariat?\n{TEXT}"
    assert group.farhan.inbox[-1].labels == ["Send", "Do not send"]
    assert group.nadia.reads() == ""
    assert [one.sent_at for one in await house.rows(Letter)] == [None]


async def test_a_sent_letter_reaches_the_whole_secretariat_and_nobody_else(house: House) -> None:
    other = await foreign_group(house)
    group = await sent_letter(house)

    card = f"Letter from Farhan Javed\nMinistry of Interior, Mon 6 Apr, 09:00 PKT\n{TEXT}"
    assert [one.reads() for one in (group.nadia, group.kashif, group.assistant)] == [card] * 3
    assert [one.reads() for one in (group.chair, group.maria, group.daniel)] == [""] * 3
    assert [one.reads() for one in other.people.values()] == [""] * len(other.people)
    assert group.farhan.reads() == (
        f"Sent to the secretariat, Mon 6 Apr, 09:00\n{TEXT}\nThe answer will come here."
    )
    assert group.farhan.toasts[-1].text == "Sent to the secretariat"


async def test_a_second_press_sends_nothing_more(house: House) -> None:
    group = await sent_letter(house)
    letter = (await house.rows(Letter))[0]

    again = await group.farhan.taps_data(f"asks.{letter.id}.go.0", on=group.farhan.inbox[-1])

    assert again is not None
    assert again.text == "Already sent to the secretariat"
    assert len(group.nadia.inbox) == 1


async def test_what_is_not_to_be_sent_is_forgotten(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says(TEXT)

    await group.farhan.taps("Do not send")

    assert group.farhan.reads() == (
        "Not sent\nThe secretariat does not see it; the text is not kept."
    )
    assert [one.text for one in await house.rows(Letter)] == [""]
    assert group.nadia.reads() == ""


async def test_a_forgotten_letter_cannot_be_sent_from_an_old_button(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says(TEXT)
    letter = (await house.rows(Letter))[0]
    await group.farhan.taps("Do not send")

    answer = await group.farhan.taps_data(f"asks.{letter.id}.go.0", on=group.farhan.inbox[-1])

    assert answer is not None
    assert answer.text == (
        "This button no longer applies. Open the menu for what is current: /menu"
    )
    assert group.nadia.reads() == ""


async def test_nobody_sends_or_forgets_anothers_letter(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says(TEXT)
    await group.maria.says("/menu")
    letter = (await house.rows(Letter))[0]

    for verb in ("go", "no"):
        await group.maria.taps_data(f"asks.{letter.id}.{verb}.0", on=group.maria.inbox[-1])

    assert [one.text for one in group.maria.toasts] == ["یہ کام صرف سیکریٹریٹ کر سکتا ہے۔"] * 2
    assert [(one.text, one.sent_at) for one in await house.rows(Letter)] == [(TEXT, None)]


async def test_a_correction_before_sending_is_taken_over(house: House) -> None:
    group = await ewg(house)
    message = await group.farhan.says(TEXT)

    await group.farhan.edits(message, "I will be on time")
    shown = group.farhan.reads()
    await group.farhan.taps("Send")

    assert shown == "Send this to the secretariat?\nI will be on time"
    assert group.nadia.reads().splitlines()[-1] == "I will be on time"
    assert len(group.farhan.inbox) == 1


async def test_a_correction_after_sending_is_refused_in_words(house: House) -> None:
    group = await ewg(house)
    message = await group.farhan.says(TEXT)
    await group.farhan.taps("Send")

    await group.farhan.edits(message, "never mind")

    assert group.farhan.reads() == (
        "This was sent to the secretariat already and cannot be changed. "
        "Kindly write a new message to correct it."
    )
    assert group.nadia.reads().splitlines()[-1] == TEXT


async def test_an_answer_reaches_the_writer_with_the_question(house: House) -> None:
    group = await sent_letter(house)
    await house.advance(minutes=10)

    await group.nadia.taps("Answer")
    asked = group.nadia.reads()
    await group.nadia.says("Noted, the chair is informed")

    assert asked.splitlines()[-2:] == [
        "Write the answer now, in one message.",
        "It goes to Farhan Javed at once.",
    ]
    assert group.farhan.reads() == (
        "Answer from the secretariat\n"
        "Nadia Saleem\n\n"
        "Noted, the chair is informed\n\n"
        "You wrote (Mon 6 Apr, 09:00):\n"
        f"{TEXT}"
    )
    assert [one.reads() for one in (group.chair, group.maria)] == ["", ""]


async def test_the_others_cards_say_by_whom_it_was_answered(house: House) -> None:
    group = await sent_letter(house)

    await group.nadia.taps("Answer")
    await group.nadia.says("Noted")

    assert group.kashif.reads() == (
        "Letter from Farhan Javed\n"
        "Ministry of Interior, Mon 6 Apr, 09:00 PKT\n"
        f"{TEXT}\n"
        "Answered by Nadia Saleem, Mon 6 Apr, 09:00\n"
        "Noted"
    )
    assert group.kashif.inbox[-1].labels == ["Home"]
    assert len(group.kashif.inbox) == 1


async def test_two_who_answer_at_once_send_one_answer(house: House) -> None:
    group = await sent_letter(house)
    await group.nadia.taps("Answer")
    await group.kashif.taps("Answer")
    await group.nadia.says("From Nadia")

    await group.kashif.says("From Kashif")
    await group.kashif.says("and what now?")

    answers = [one for one in group.farhan.reads(3) if one.startswith("Answer from")]
    assert [one.splitlines()[3] for one in answers] == ["From Nadia"]
    assert group.kashif.reads(2)[0].splitlines()[0] == (
        "Already answered by another. Your text was not sent."
    )
    assert group.kashif.reads().splitlines()[0] == "What the secretariat can do here"


async def test_an_old_answer_button_names_who_answered(house: House) -> None:
    group = await sent_letter(house)
    letter = (await house.rows(Letter))[0]
    await group.nadia.taps("Answer")
    await group.nadia.says("Noted")

    answer = await group.kashif.taps_data(f"ans.{letter.id}.ask.0", on=group.kashif.inbox[-1])

    assert answer is not None
    assert answer.text == "Nadia Saleem has answered this letter already."


async def test_a_restart_loses_neither_letter_nor_question(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says(TEXT)
    await house.restart_bot()
    await group.farhan.taps("Send")
    await group.nadia.taps("Answer")
    await house.restart_bot()

    await group.nadia.says("Noted")

    assert group.farhan.reads().splitlines()[0] == "Answer from the secretariat"


async def test_a_photo_instead_of_an_answer_leaves_the_question(house: House) -> None:
    group = await sent_letter(house)
    await group.nadia.taps("Answer")

    await group.nadia.sends_photo()
    refused = group.nadia.reads()
    await group.nadia.says("Noted")

    assert refused == (
        "Photos cannot be used here. Kindly write it as text. What you did before is kept."
    )
    assert group.farhan.reads().splitlines()[3] == "Noted"


async def test_not_now_takes_the_question_back(house: House) -> None:
    group = await sent_letter(house)
    await group.nadia.taps("Answer")

    await group.nadia.taps("Not now")
    await group.nadia.says("something else")

    assert group.nadia.reads().splitlines()[0] == "What the secretariat can do here"
    assert group.farhan.reads().splitlines()[0] == "Sent to the secretariat, Mon 6 Apr, 09:00"


async def test_members_cannot_answer_letters(house: House) -> None:
    group = await sent_letter(house)
    letter = (await house.rows(Letter))[0]

    for argument in ("ask", "show", "text"):
        await group.chair.says("/menu")
        await group.chair.taps_data(f"ans.{letter.id}.{argument}.0", on=group.chair.inbox[-1])

    assert [one.text for one in group.chair.toasts] == ["Only the secretariat can do this."] * 3
    assert TEXT not in "".join(message.text for message in group.chair.inbox)


async def test_anothers_secretariat_reads_nothing(house: House) -> None:
    other = await foreign_group(house)
    await sent_letter(house)
    letter = (await house.rows(Letter))[0]
    rana = other.people["Rana Foreign"]
    await rana.says("/desk")

    answer = await rana.taps_data(f"ans.{letter.id}.show.0", on=rana.inbox[-1])

    assert answer is not None
    assert answer.text == "Only the secretariat can do this."
    assert TEXT not in rana.reads()


async def test_hostile_text_arrives_as_it_was_written(house: House) -> None:
    text = "<3 & <b>Co</b> 🎉 {name} %s\nدوسری سطر"

    group = await sent_letter(house, text)

    assert group.nadia.reads().split("\n", 2)[2] == text


async def test_the_longest_text_goes_whole_in_messages_of_its_own(house: House) -> None:
    text = ("word " * 900)[:4096].strip()
    text = text + "x" * (4096 - len(text))

    group = await sent_letter(house, text)

    card, *parts = [message.text for message in group.nadia.inbox]
    assert card.splitlines()[-1] == "The whole text goes with it, 4096 characters."
    assert len(parts) == 2
    assert " ".join(parts) == text
    assert len(group.farhan.inbox) == 1


async def test_a_long_text_of_short_lines_goes_whole_to_a_discreet_urdu_reader(
    house: House,
) -> None:
    text = "\n".join("a" for _ in range(2048))
    group = await ewg(house)
    await group.nadia.says("/settings")
    await group.nadia.taps("Lock screen text")
    await group.nadia.taps("Discreet")
    await group.nadia.taps("Language")
    await group.nadia.taps("اردو")

    await group.farhan.says(text)
    await group.farhan.taps("Send")

    letters_sent = group.nadia.reads(2)
    assert sum(one.count("a") for one in letters_sent) == 2048
    states = {one.state for one in await house.rows(Delivery, Delivery.kind == Kind.LETTER_TEXT)}
    assert states == {"sent"}


async def test_a_long_answer_goes_whole_too(house: House) -> None:
    group = await sent_letter(house)
    await group.nadia.taps("Answer")

    await group.nadia.says("y" * 4096)

    assert "".join(group.farhan.reads(2)) == "y" * 4096
    assert group.farhan.reads(3)[0].splitlines()[0] == "Answer from the secretariat"


async def test_the_whole_text_can_be_asked_for_again(house: House) -> None:
    group = await sent_letter(house, "z" * 3000)

    await group.nadia.taps("Whole text")

    assert "".join(group.nadia.reads(2)) == "z" * 3000


async def test_a_file_is_answered_with_one_line(house: House) -> None:
    group = await ewg(house)

    await group.farhan.sends_file("plan.pdf", b"%PDF", caption="our plan")

    assert group.farhan.reads() == (
        "Files cannot be used here. Kindly write it as text. What you did before is kept."
    )
    assert await house.rows(Letter) == []


async def test_the_button_asks_for_the_message(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says("/help")

    await group.farhan.taps("Write to the secretariat")
    asked = group.farhan.reads()
    await group.farhan.sends_voice()
    await group.farhan.says(TEXT)

    assert asked == (
        "Write your message to the secretariat\n\n"
        "Text in one message. It is shown to you before it goes out."
    )
    assert group.farhan.reads() == f"Send this to the secretariat?\n{TEXT}"


async def test_the_question_takes_no_other_groups_secretariat(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await group.farhan.says("/help")

    answer = await group.farhan.taps_data(f"ask.{other.id}..0", on=group.farhan.inbox[-1])

    assert answer is not None
    assert answer.text == "Only the secretariat can do this."


async def test_who_sits_in_two_groups_is_told_which_secretariat(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    async with house.database.writing() as session:
        holding = Holding(
            seat_id=other.seats["Ports"],
            person_id=group.ids["Farhan Javed"],
            since=house.clock.now().date(),
        )
        session.add(holding)

    await group.farhan.says(TEXT)
    offered = group.farhan.reads()
    await group.farhan.taps("Send")

    assert offered.splitlines()[1] == "To: secretariat of the Expert Working Group"
    assert group.nadia.reads().splitlines()[0] == "Letter from Farhan Javed"
    assert other.people["Rana Foreign"].reads() == ""


async def test_a_secretary_is_helped_instead(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says("hello")

    assert group.nadia.reads().splitlines()[0] == "What the secretariat can do here"
    assert await house.rows(Letter) == []


async def test_a_question_to_a_notice_says_to_which(house: House) -> None:
    group = await ewg(house)
    now = house.clock.now()
    async with house.database.writing() as session:
        notice = Notice(
            working_group_id=group.id,
            author_id=group.ids["Nadia Saleem"],
            text="Visitor passes <3\nSend the numbers",
            created_at=now,
            state=NoticeState.SENT,
        )
        session.add(notice)
        await session.flush()
        farhan = (await readers(session, now, [group.ids["Farhan Javed"]])).popitem()[1]
        about = f"notice:{notice.id}"
        letter = await letters.write(session, farhan, group.id, "Until when?", now, about)
        await letters.send(session, farhan, letter, now)
    assert house.bot is not None
    house.bot.wake()
    await house.settle()

    assert group.nadia.reads().splitlines()[2:] == [
        "Question to the notice: Visitor passes <3",
        "Until when?",
    ]


async def test_an_urdu_writer_reads_urdu(house: House) -> None:
    group = await ewg(house)

    await group.maria.says("I will be late")
    asked = group.maria.reads()
    await group.maria.taps("بھیجیں")
    await group.nadia.taps("Answer")
    await group.nadia.says("Noted")

    plain = "".join(one for one in group.maria.reads() if one not in "\u2066\u2068\u2069\u200f")
    assert asked == "کیا یہ سیکریٹریٹ کو بھیجا جائے؟\nI will be late"
    assert plain == (
        "سیکریٹریٹ کا جواب\n"
        "نادیہ سلیم\n\n"
        "Noted\n\n"
        "آپ نے لکھا تھا (پیر، 6 اپریل، صبح 9 بجے):\n"
        "I will be late"
    )


async def test_the_trail_tells_who_sent_and_who_answered(house: House) -> None:
    group = await sent_letter(house)
    await group.nadia.taps("Answer")
    await group.nadia.says("Noted")

    events = await house.rows(Event, Event.verb.in_(["letter_sent", "letter_answered"]))

    assert [(one.verb, one.person_id) for one in events] == [
        ("letter_sent", group.ids["Farhan Javed"]),
        ("letter_answered", group.ids["Nadia Saleem"]),
    ]
