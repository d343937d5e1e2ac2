"""Announcing a meeting by one pasted message."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from secretariat.papers import LARGEST
from simulator.accounts import Account
from storage import AgendaItem, Event, Holding, Meeting, MeetingStatus, Paper, Person
from tests.groups import Group, ewg, foreign_group
from tests.house import House

NOTICE = """Title: First meeting of the Expert Working Group
Date: 15 April
Time: 2 to 4 pm
Venue: Committee Room 2, National Police Bureau, Islamabad
Link: https://meet.example.org/ewg-1
Agenda: 1 Opening remarks 2 Work plan 2026-27, for approval 3 Research assignments
Reply by: 10 April"""

CHECK = """Check: Wednesday 15 April 2026, 14:00

Time: 14:00 to 16:00 PKT (11:00 in Vienna)
Replies by: Fri 10 Apr, 17:00 PKT
Goes to: 11 members, 1 observer
Not on the assistant: Rida Aslam, Economic Affairs
Reminders: 7 days, 1 day, 1 hour

Look at: no papers attached."""

KARACHI = ZoneInfo("Asia/Karachi")


async def paste(who: Account, text: str = NOTICE) -> None:
    await who.says("/new")
    await who.taps("Paste one message")
    await who.says(text)


def changed(line: str, into: str) -> str:
    """Give the notice with one line changed ("" leaves it out)."""
    lines = [into if one.startswith(line) else one for one in NOTICE.splitlines()]
    return "\n".join(one for one in lines if one)


async def the_meeting(house: House) -> Meeting:
    found: list[Meeting] = await house.rows(Meeting)
    (meeting,) = found
    return meeting


async def test_new_offers_the_ways_that_exist(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says("/new")

    assert group.nadia.reads() == "New meeting\n\nNothing is sent before you press Publish."
    assert group.nadia.inbox[-1].labels == ["Paste one message", "Close"]


async def test_the_form_can_be_copied(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/new")
    await group.nadia.taps("Paste one message")

    copied = await group.nadia.taps("Copy the form")

    assert copied == "Title:\nDate:\nTime:\nVenue:\nLink:\nAgenda:\nReply by:"


async def test_a_clear_message_is_shown_as_members_see_it_and_checked_below(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia)

    preview, check = group.nadia.reads(2)
    assert preview.splitlines()[:2] == [
        "Meeting: Wed 15 Apr 2026, 14:00 PKT",
        "First meeting of the Expert Working Group",
    ]
    assert preview.splitlines()[-1] == "Your reply: not given yet"
    assert check == CHECK
    assert group.nadia.inbox[-1].labels == [
        "Publish to 12 people",
        "Change something",
        "Add papers",
        "Who gets it",
        "Keep as draft",
    ]
    meeting = await the_meeting(house)
    assert meeting.starts_at == datetime(2026, 4, 15, 9, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 4, 15, 11, tzinfo=UTC)
    assert (meeting.status, meeting.number) == (MeetingStatus.DRAFT, None)


async def test_the_buttons_of_the_preview_only_say_that_it_is_one(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)

    answer = await group.nadia.taps("In person")

    assert answer is not None
    assert not isinstance(answer, str)
    assert (answer.text, answer.alert) == ("Preview only", False)


async def test_nobody_else_hears_of_a_draft(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia)
    await house.advance(days=2)

    others = {one.name: len(one.inbox) for one in group.people.values() if one != group.nadia}
    assert set(others.values()) == {0}


async def test_an_ambiguous_time_is_asked_and_everything_else_kept(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, changed("Time", "Time: 2 to 4"))
    offered = group.nadia.inbox[-1].labels

    await group.nadia.taps("14:00 to 16:00")

    assert offered == [
        "14:00 to 16:00",
        "02:00 to 04:00",
        "Type the time",
        "Keep as draft",
    ]
    preview, check = group.nadia.reads(2)
    assert preview.startswith("Meeting: Wed 15 Apr 2026, 14:00 PKT")
    assert check == CHECK


async def test_the_question_says_what_was_written_and_what_is_kept(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia, changed("Time", "Time: 2 to 4"))

    assert group.nadia.reads() == (
        "One thing is unclear: the time\n\n"
        "“2 to 4” can be read in more than one way.\n"
        "Write for example 14:00 to 16:00 or 2 to 4 pm.\n"
        "Everything else was read and is kept."
    )


async def test_a_weekday_that_contradicts_offers_both_days(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia, changed("Date", "Date: Tuesday 15 April"))

    assert group.nadia.inbox[-1].labels[:2] == ["Tue 14 Apr 2026", "Wed 15 Apr 2026"]


async def test_an_urdu_weekday_that_contradicts_offers_both_days(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia, changed("Date", "تاریخ: منگل 15 اپریل"))

    assert group.nadia.inbox[-1].labels[:2] == ["Tue 14 Apr 2026", "Wed 15 Apr 2026"]


FIRST_LINES = [
    ("Title", "", "One thing is missing: the title"),
    ("Date", "", "One thing is missing: the date"),
    ("Date", "Date: 15/13", "The date was not understood: “15/13”"),
    ("Date", "Date: next Wednesday", "One thing is unclear: the date"),
    ("Date", "Date: 1 April 2026", "The date is past: Wed 1 Apr 2026"),
    ("Time", "", "One thing is missing: the time"),
    ("Time", "Time: after lunch", "The time was not understood: “after lunch”"),
    ("Time", "Time: 16:00 to 14:00", "The meeting would end before it begins"),
    ("Link", "Link: ask Nadia", "This is not a link: “ask Nadia”"),
    ("Reply by", "Reply by: soon", "The reply-by date was not understood: “soon”"),
    ("Reply by", "Reply by: 17 April", "Replies would close after the meeting begins"),
    ("Reply by", "Reply by: 4 April 2026", "The reply-by date is past: Sat 4 Apr, 17:00 PKT"),
]


@pytest.mark.parametrize(("line", "into", "first"), FIRST_LINES)
async def test_what_is_open_is_the_first_line(
    house: House, line: str, into: str, first: str
) -> None:
    group = await ewg(house)

    await paste(group.nadia, changed(line, into))

    assert group.nadia.reads().splitlines()[0] == first


async def test_things_are_asked_one_at_a_time_by_typing_or_tapping(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, "Title: Plenary\nDate: 15/13\nReply by: 17 April")

    await group.nadia.says("15 April")
    asked_time = group.nadia.reads().splitlines()[0]
    await group.nadia.says("2 to 4 pm")
    asked_reply_by = group.nadia.reads().splitlines()[0]
    await group.nadia.taps("Mon 13 Apr, 17:00")

    assert asked_time == "One thing is missing: the time"
    assert asked_reply_by == "Replies would close after the meeting begins"
    meeting = await the_meeting(house)
    assert meeting.starts_at == datetime(2026, 4, 15, 9, tzinfo=UTC)
    assert meeting.reply_by == datetime(2026, 4, 13, 12, tzinfo=UTC)
    assert group.nadia.reads().splitlines()[0] == "Check: Wednesday 15 April 2026, 14:00"


async def test_a_missing_date_offers_six_likely_days(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia, changed("Date", ""))

    assert group.nadia.inbox[-1].labels[:6] == [
        "Wed 8 Apr",
        "Thu 9 Apr",
        "Mon 13 Apr",
        "Tue 14 Apr",
        "Wed 15 Apr",
        "Thu 16 Apr",
    ]


async def test_a_date_that_is_not_understood_again_is_asked_again(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, changed("Date", "Date: 15/13"))

    await group.nadia.says("31 February")

    assert group.nadia.reads() == (
        "The date was not understood: “31 February”\n\n"
        "Write for example 15 April or next Wednesday.\n"
        "Everything else was read and is kept."
    )


@pytest.mark.parametrize("step", ["form", "question", "field"])
async def test_a_voice_message_in_a_form_is_explained_and_the_question_stays(
    house: House, step: str
) -> None:
    group = await ewg(house)
    nadia = group.nadia
    await nadia.says("/new")
    await nadia.taps("Paste one message")
    if step != "form":
        await nadia.says(changed("Date", "") if step == "question" else NOTICE)
    if step == "field":
        await nadia.taps("Change something")
        await nadia.taps("Date")

    await nadia.sends_voice()
    explained = nadia.reads().splitlines()[0]
    await nadia.says(NOTICE if step == "form" else "15 April")

    assert explained == (
        "Only text can be used here" if step == "form" else "Voice messages cannot be used here"
    )
    assert nadia.reads().splitlines()[0] == "Check: Wednesday 15 April 2026, 14:00"


async def test_a_voice_message_is_told_what_is_still_needed(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, "Title: Plenary\nTime: 10:00")

    await group.nadia.sends_voice()

    assert group.nadia.reads() == (
        "Voice messages cannot be used here\n\n"
        "Your draft “Plenary” is kept.\n"
        "Still needed: the date.\n\n"
        "Write for example 15 April or next Wednesday.\n"
        "Everything else was read and is kept."
    )
    assert group.nadia.inbox[-1].labels[0] == "Wed 8 Apr"


async def test_a_restart_in_the_middle_loses_nothing(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/new")
    await group.nadia.taps("Paste one message")
    await house.restart_bot()
    await group.nadia.says(changed("Time", "Time: 2 to 4"))
    await house.restart_bot()

    await group.nadia.says("2 to 4 pm")
    await house.restart_bot()
    await group.nadia.taps("Change something")
    await house.restart_bot()
    await group.nadia.taps("Venue")
    await house.restart_bot()
    await group.nadia.says("Committee Room 5")

    meeting = await the_meeting(house)
    assert meeting.venue == "Committee Room 5"
    assert meeting.starts_at == datetime(2026, 4, 15, 9, tzinfo=UTC)


async def test_a_command_in_the_middle_keeps_the_draft_which_new_offers(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, changed("Time", "Time: 2 to 4"))
    await group.nadia.says("/help")

    await group.nadia.says("/new")
    await group.nadia.taps("Continue the draft")

    assert group.nadia.inbox[-1].text.splitlines()[0] == "One thing is unclear: the time"


EDITS = [
    ("Title", "Plenary", "title", "Plenary"),
    ("Date", "16 April", "starts_at", datetime(2026, 4, 16, 9, tzinfo=UTC)),
    ("Time", "10:00 to 11:30", "ends_at", datetime(2026, 4, 15, 6, 30, tzinfo=UTC)),
    ("Venue", "Room <3 & Co", "venue", "Room <3 & Co"),
    ("Link", "https://meet.example.org/x", "link", "https://meet.example.org/x"),
    ("Reply by", "9 April", "reply_by", datetime(2026, 4, 9, 12, tzinfo=UTC)),
]


@pytest.mark.parametrize(("button", "typed", "column", "value"), EDITS)
async def test_one_field_is_changed_and_the_rest_kept(
    house: House, button: str, typed: str, column: str, value: object
) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    before = await the_meeting(house)
    kept = ("title", "starts_at", "venue", "link", "reply_by")

    await group.nadia.taps("Change something")
    await group.nadia.taps(button)
    await group.nadia.says(typed)

    after = await the_meeting(house)
    assert getattr(after, column) == value
    same = [name for name in kept if getattr(before, name) == getattr(after, name)]
    assert len(same) >= len(kept) - 1
    assert group.nadia.reads().startswith("Check: ")


async def test_the_agenda_is_replaced(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)

    await group.nadia.taps("Change something")
    await group.nadia.taps("Agenda")
    await group.nadia.says("1. Opening\n2. Budget\n3. <b>Closing</b> & tea")

    titles = [item.title for item in await house.rows(AgendaItem)]
    assert titles == ["Opening", "Budget", "<b>Closing</b> & tea"]


async def test_a_likely_day_is_set_with_one_tap(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Change something")
    await group.nadia.taps("Date")

    await group.nadia.taps("Thu 16 Apr")

    assert group.nadia.reads().splitlines()[0] == "Check: Thursday 16 April 2026, 14:00"


async def test_what_was_typed_and_not_understood_can_be_left_as_it_was(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Change something")
    await group.nadia.taps("Date")
    await group.nadia.says("15/13")

    await group.nadia.taps("Leave it as it was")

    assert group.nadia.reads() == CHECK


async def test_a_field_can_be_left_out(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Change something")
    await group.nadia.taps("Venue")

    await group.nadia.taps("Leave it out")

    assert (await the_meeting(house)).venue is None


async def test_editing_the_pasted_message_changes_only_the_lines_that_differ(
    house: House,
) -> None:
    group = await ewg(house)
    await group.nadia.says("/new")
    await group.nadia.taps("Paste one message")
    pasted = await group.nadia.says(NOTICE)
    await group.nadia.taps("Change something")
    await group.nadia.taps("Venue")
    await group.nadia.says("Committee Room 5")
    seen = len(group.nadia.inbox)

    await group.nadia.edits(pasted, changed("Time", "Time: 10 am to 12"))

    meeting = await the_meeting(house)
    assert meeting.starts_at == datetime(2026, 4, 15, 5, tzinfo=UTC)
    assert meeting.venue == "Committee Room 5"
    assert len(group.nadia.inbox) == seen
    assert group.nadia.reads().splitlines()[0] == "Check: Wednesday 15 April 2026, 10:00"


async def test_an_edit_that_makes_something_unclear_is_asked(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/new")
    await group.nadia.taps("Paste one message")
    pasted = await group.nadia.says(NOTICE)

    await group.nadia.edits(pasted, changed("Time", "Time: 2 to 4"))
    asked = group.nadia.reads().splitlines()[0]
    await group.nadia.says("3 pm")

    assert asked == "One thing is unclear: the time"
    assert (await the_meeting(house)).starts_at == datetime(2026, 4, 15, 10, tzinfo=UTC)


async def test_editing_an_old_message_answers_no_question(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/new")
    await group.nadia.taps("Paste one message")
    pasted = await group.nadia.says(NOTICE)
    await group.nadia.taps("Change something")
    await group.nadia.taps("Venue")

    await group.nadia.edits(pasted, changed("Title", "Title: Plenary"))
    await group.nadia.says("Committee Room 5")

    meeting = await the_meeting(house)
    assert (meeting.title, meeting.venue) == ("Plenary", "Committee Room 5")


async def test_editing_the_message_after_publishing_changes_nothing(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/new")
    await group.nadia.taps("Paste one message")
    pasted = await group.nadia.says(NOTICE)
    await group.nadia.taps("Publish to")

    await group.nadia.edits(pasted, changed("Title", "Title: Plenary"))

    assert (await the_meeting(house)).title == "First meeting of the Expert Working Group"
    assert group.nadia.reads() == (
        "The meeting of Wed 15 Apr is published, so editing your message changed nothing. "
        "Use Change, postpone or cancel on its card."
    )


async def test_an_agenda_of_5000_characters_comes_in_two_messages(house: House) -> None:
    group = await ewg(house)
    items = [f"{number}. Item {number} {'of the work plan ' * 8}" for number in range(1, 36)]
    text = changed("Agenda", "Agenda:\n" + "\n".join(items))
    assert len(text) > 5000

    await paste(group.nadia, text)

    titles = [item.title for item in await house.rows(AgendaItem)]
    assert titles == [item.split(". ", 1)[1].strip() for item in items]
    assert (await the_meeting(house)).reply_by == datetime(2026, 4, 10, 12, tzinfo=UTC)
    assert [text.splitlines()[0] for text in group.nadia.reads(2)] == [
        "Meeting: Wed 15 Apr 2026, 14:00 PKT",
        "Check: Wednesday 15 April 2026, 14:00",
    ]


async def test_what_is_typed_long_after_a_long_message_is_not_its_rest(house: House) -> None:
    group = await ewg(house)
    long = changed("Agenda", "Agenda: " + "x" * 3600)
    await paste(group.nadia, long)

    await house.advance(minutes=1)
    await group.nadia.says("Title: something else")

    assert (await the_meeting(house)).title == "First meeting of the Expert Working Group"


async def test_hostile_text_is_kept_as_written(house: House) -> None:
    group = await ewg(house)
    title = "<3 & Co </b> \u202eright\u202c &lt;"

    await paste(group.nadia, changed("Title", f"Title: {title}"))

    assert (await the_meeting(house)).title == "<3 & Co </b> right &lt;"
    assert group.nadia.reads(2)[0].splitlines()[1] == "<3 & Co </b> right &lt;"


LOOKED_AT = [
    ("Venue", "", "no papers attached"),
    ("Date", "Date: 8 April", "no papers attached; less than 3 working days' notice"),
    ("Date", "Date: 17 April", "no papers attached; Friday, 12:30 to 14:30"),
    ("Date", "Date: 18 April", "no papers attached; a weekend"),
    ("Agenda", "Colour: blue", "no papers attached; not used: “Colour: blue”"),
    ("Agenda", "Chair: Tahira Baig", "no papers attached; not used: Chair"),
    ("Reply by", "", "no papers attached; no reply-by date"),
]


@pytest.mark.parametrize(("line", "into", "said"), LOOKED_AT)
async def test_what_to_look_at_is_listed(house: House, line: str, into: str, said: str) -> None:
    group = await ewg(house)
    text = changed(line, into)
    if "8 April" in into and "18" not in into:
        text = text.replace("Reply by: 10 April", "Reply by: 7 April")

    await paste(group.nadia, text)

    assert group.nadia.reads().splitlines()[-1] == f"Look at: {said}."


async def test_no_venue_and_no_link_is_listed(house: House) -> None:
    group = await ewg(house)

    await paste(group.nadia, "Title: Plenary\nDate: 15 April\nTime: 10:00\nReply by: 10 April")

    last = group.nadia.reads().splitlines()[-1]
    assert last == "Look at: no papers attached; no venue and no link."


async def test_the_chairs_other_meeting_is_listed_without_its_name(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await seat_chair_elsewhere(house, group, other)

    await paste(group.nadia)

    last = group.nadia.reads().splitlines()[-1]
    assert last == ("Look at: no papers attached; the chair has another meeting, 15:00 to 17:00.")


async def seat_chair_elsewhere(house: House, group: Group, other: Group) -> None:
    """Have the chair hold a seat in another group, which meets at 15:00 on the day."""
    from_ten = datetime(2026, 4, 15, 10, tzinfo=UTC)
    async with house.database.writing() as session:
        seat_id = other.seats["Ports"]
        since = from_ten.date().replace(month=1)
        session.add(Holding(seat_id=seat_id, person_id=group.ids["Tahira Baig"], since=since))
        session.add(
            Meeting(
                working_group_id=other.id,
                created_by=other.ids["Rana Foreign"],
                created_at=from_ten,
                zone="Asia/Karachi",
                title="Secret of the board",
                starts_at=from_ten,
                ends_at=from_ten.replace(hour=12),
                status=MeetingStatus.PUBLISHED,
                published_at=house.clock.now(),
                number=7,
            )
        )


async def test_papers_are_added_one_by_one_with_their_size(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Add papers")

    await group.nadia.sends_file("work <plan>.pdf", b"x" * 620_000)
    await group.nadia.sends_file("annex.docx", b"x" * 30_000)
    listed = group.nadia.reads()
    await group.nadia.taps("Done")

    assert listed == (
        "Papers: 2 files, 650 KB\n"
        "work <plan>.pdf, 620 KB\n"
        "annex.docx, 30 KB\n\n"
        "Send the files here one by one, each up to 50 MB. Then press Done."
    )
    assert [paper.title for paper in await house.rows(Paper)] == ["work <plan>.pdf", "annex.docx"]
    assert group.nadia.reads() == CHECK.removesuffix("\n\nLook at: no papers attached.")


async def test_a_paper_can_be_taken_out_again(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Add papers")
    await group.nadia.sends_file("plan.pdf", b"x" * 620_000)

    await group.nadia.taps("Remove plan.pdf")

    assert await house.rows(Paper) == []
    assert group.nadia.reads().startswith("No papers yet")


@pytest.mark.parametrize("kind", ["voice", "photo", "text"])
async def test_what_is_no_file_is_explained_and_the_next_one_awaited(
    house: House, kind: str
) -> None:
    group = await ewg(house)
    nadia = group.nadia
    await paste(nadia)
    await nadia.taps("Add papers")

    if kind == "voice":
        await nadia.sends_voice()
    elif kind == "photo":
        await nadia.sends_photo()
    else:
        await nadia.says("the plan")
    explained = nadia.reads().splitlines()[0]
    await nadia.sends_file("plan.pdf", b"x" * 1000)

    assert (
        explained
        == {
            "voice": "A voice message cannot be a paper. Send a file.",
            "photo": "A picture loses its quality this way. Send it as a file instead.",
            "text": "This is not a file, so it was not added.",
        }[kind]
    )
    assert len(await house.rows(Paper)) == 1


async def test_a_file_that_is_too_big_is_refused_and_the_next_one_awaited(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Add papers")

    await group.nadia.sends_file("film.mp4", b"x" * (LARGEST + 1_000_000))
    refused = group.nadia.reads()
    await group.nadia.sends_file("plan.pdf", b"x" * 1000)

    assert refused == (
        "This file has 51 MB; a paper can have 50 MB. Send a smaller one. The others are kept."
    )
    assert [paper.title for paper in await house.rows(Paper)] == ["plan.pdf"]


async def test_categories_are_turned_off_and_on(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    await group.nadia.taps("Who gets it")

    await group.nadia.taps("Observers ✓")
    without = group.nadia.reads()
    refused = await group.nadia.taps("Members ✓")
    await group.nadia.taps("Done")

    assert without.splitlines()[2] == "Goes to: 11 members"
    assert refused is not None
    assert not isinstance(refused, str)
    assert refused.alert
    assert group.nadia.inbox[-1].labels[0] == "Publish to 11 people"


async def test_keeping_the_draft_says_how_to_go_on(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)

    await group.nadia.taps("Keep as draft")

    assert group.nadia.reads() == (
        "Kept as a draft\nFirst meeting of the Expert Working Group\n\n"
        "Nothing was sent. /new offers to continue it."
    )


async def test_two_editors_of_different_fields_see_both_changes(house: House) -> None:
    group = await ewg(house)
    nadia, kashif = group.nadia, group.kashif
    await paste(nadia)
    await nadia.taps("Change something")
    await nadia.taps("Venue")
    await kashif.says("/new")
    await kashif.taps("Continue the draft")
    await kashif.taps("Change something")
    await kashif.taps("Time")
    await kashif.says("3 to 5 pm")
    await house.advance(seconds=20)

    await nadia.says("Committee Room 5")
    shown = nadia.reads()
    between = await the_meeting(house)
    await nadia.taps("Apply mine too")

    assert shown == (
        "Kashif Mir changed this 20 seconds ago\n\n"
        "Time: 14:00 to 16:00 became 15:00 to 17:00\n"
        "Your change: Venue, Committee Room 5\n\n"
        "Both fit together."
    )
    assert between.venue == "Committee Room 2, National Police Bureau, Islamabad"
    after = await the_meeting(house)
    assert (after.venue, after.starts_at) == (
        "Committee Room 5",
        datetime(2026, 4, 15, 10, tzinfo=UTC),
    )


async def both_change_the_time(house: House, group: Group) -> None:
    await paste(group.nadia)
    await group.nadia.taps("Change something")
    await group.nadia.taps("Time")
    await group.kashif.says("/new")
    await group.kashif.taps("Continue the draft")
    await group.kashif.taps("Change something")
    await group.kashif.taps("Time")
    await group.kashif.says("15:00 to 17:00")
    await group.nadia.says("11:00")


@pytest.mark.parametrize(("button", "hour"), [("Use 11:00", 11), ("Use 15:00 to 17:00", 15)])
async def test_two_editors_of_one_field_choose_one_of_both(
    house: House, button: str, hour: int
) -> None:
    group = await ewg(house)
    await both_change_the_time(house, group)
    shown = group.nadia.reads()

    await group.nadia.taps(button)

    assert shown == ("Both of you changed the time\n\nYours: 11:00\nKashif Mir: 15:00 to 17:00")
    starts_at = (await the_meeting(house)).starts_at
    assert starts_at is not None
    assert starts_at.astimezone(KARACHI).hour == hour


async def test_an_old_choice_button_is_refused_kindly(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia, changed("Time", "Time: 2 to 4"))
    question = group.nadia.inbox[-1]
    meeting = await the_meeting(house)
    await group.nadia.says("10:00")

    answer = await group.nadia.taps_data(
        f"nd.{meeting.id}.choose-TIME-0.{meeting.version}", on=question
    )

    assert answer is not None
    assert answer.text == (
        "This button no longer applies. Open the menu for what is current: /menu"
    )
    assert (await the_meeting(house)).starts_at == datetime(2026, 4, 15, 5, tzinfo=UTC)


FORGED = [
    "choose-TIME-99",
    "choose-NOTHING-0",
    "choose-TIME-x",
    "ask-COLOUR",
    "unpaper-999",
    "unpaper-x",
    "toggle-secretariat",
    "toggle-x",
    "merge-1",
    "theirs-99999999999999999999",
    "nonsense",
    "",
]


@pytest.mark.parametrize("argument", FORGED)
async def test_forged_data_is_refused_and_changes_nothing(house: House, argument: str) -> None:
    group = await ewg(house)
    await paste(group.nadia)
    before = await the_meeting(house)

    answer = await group.nadia.taps_data(
        f"nd.{before.id}.{argument}.{before.version}", on=group.nadia.inbox[-1]
    )

    assert answer is not None
    assert answer.alert
    assert (await the_meeting(house)).version == before.version


async def test_a_foreign_secretary_and_a_member_cannot_touch_a_draft(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await paste(group.nadia)
    meeting = await the_meeting(house)
    rana = other.people["Rana Foreign"]
    await rana.says("/new")
    await group.farhan.says("/help")

    answers = [
        await who.taps_data(f"nd.{meeting.id}.{argument}.{meeting.version}", on=who.inbox[-1])
        for who in (rana, group.farhan)
        for argument in ("open", "show", "set-TITLE-Mine", "papers")
    ]

    texts = {answer.text for answer in answers if answer}
    assert texts == {"Only the secretariat can do this."}
    assert (await the_meeting(house)).title == "First meeting of the Expert Working Group"
    assert "First meeting" not in "".join(rana.reads(9) + group.farhan.reads(9))


async def test_a_member_cannot_announce(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says("/new")

    assert group.farhan.reads() == "Only the secretariat can do this."


async def test_every_step_is_on_the_trail(house: House) -> None:
    group = await ewg(house)
    await paste(group.nadia)

    await group.nadia.taps("Change something")
    await group.nadia.taps("Venue")
    await group.nadia.says("Room 5")

    (event,) = await house.rows(Event, Event.verb == "draft_changed")
    assert event.before == {"VENUE": "Committee Room 2, National Police Bureau, Islamabad"}
    assert event.after == {"VENUE": "Room 5", "version": 2}
    assert event.person_id == group.ids["Nadia Saleem"]


async def test_the_check_card_in_urdu(house: House) -> None:
    group = await ewg(house)
    await speak_urdu(house, group, "Nadia Saleem")

    await group.nadia.says("/new")
    await group.nadia.taps("ایک پیغام میں بھیجیں")
    await group.nadia.says(NOTICE)

    assert plain(group.nadia.reads()) == (
        "جانچ لیں: بروز بدھ، 15 اپریل 2026ء، دوپہر 2 بجے\n\n"
        "وقت: دوپہر 2 بجے سے شام 4 بجے تک، پاکستان کا وقت (ویانا میں صبح 11 بجے)\n"
        "جواب کی آخری تاریخ: جمعہ، 10 اپریل، شام 5 بجے، پاکستان کا وقت\n"
        "وصول کنندگان: 11 اراکین، ایک مبصر\n"
        "خودکار معاون پر نہیں: ردا اسلم، اقتصادی امور\n"
        "یاد دہانی: 7 دن، 1 دن، 1 گھنٹہ پہلے\n\n"
        "توجہ طلب: کوئی دستاویز منسلک نہیں۔"
    )


def plain(text: str) -> str:
    """Give a text without the marks of direction."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f\u200e")))


async def speak_urdu(house: House, group: Group, name: str) -> None:

    async with house.database.writing() as session:
        person = await session.get_one(Person, group.ids[name])
        person.language = "ur"
