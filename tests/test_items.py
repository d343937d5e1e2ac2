"""Action items: read from a typed line, settled, assigned, worked on, reminded of, closed."""

from datetime import date

import pytest

from simulator.accounts import Account
from simulator.messages import Message
from storage import (
    ActionItem,
    ActionOwner,
    ActionUpdate,
    Delivery,
    Draft,
    DueKind,
    ItemState,
    Person,
)
from tests.groups import Group, ewg, foreign_group
from tests.house import House

LINE = "ACTION: Adeel Niazi to map the four crime categories by 30 April"


async def assign(group: Group, line: str = LINE) -> None:
    """Type a line that is clear, and assign it."""
    await group.nadia.says(line)
    await group.nadia.taps("Assign and tell")


def adeel_of(group: Group) -> Account:
    return group.people["Police Academy"]


def data_of(message: Message, label: str) -> str:
    """Give the data of a button, to press it again when it is no longer there."""
    return next(str(b.data) for row in message.buttons for b in row if b.label == label)


async def item_in(house: House) -> ActionItem:
    [item] = await house.rows(ActionItem)
    assert isinstance(item, ActionItem)
    return item


async def said_to(who: Account, data: str) -> str:
    """Press forged data, and give what the tap is answered with."""
    answer = await who.taps_data(data, on=who.inbox[-1])
    assert answer is not None
    return answer.text


async def test_a_clear_line_is_read_back_with_its_weekday_before_anyone_is_told(
    house: House,
) -> None:
    group = await ewg(house)

    await group.nadia.says(LINE)

    assert group.nadia.reads() == (
        "Action item due Thu 30 Apr 2026\nTask: map the four crime categories\n"
        "Owner: Adeel Niazi, Police Academy"
    )
    assert group.nadia.inbox[-1].labels == [
        "Assign and tell 1 person",
        "Change owner",
        "Change date",
        "Delete the line",
    ]
    assert adeel_of(group).inbox == []
    assert await house.rows(ActionItem) == []


async def test_assigning_tells_the_owner_by_one_message_and_nobody_else(house: House) -> None:
    group = await ewg(house)

    await assign(group)

    assert group.nadia.reads() == (
        "A1 assigned, due Thu 30 Apr\nMap the four crime categories\n"
        "Owner: Adeel Niazi, Police Academy\n1 person is told."
    )
    assert adeel_of(group).reads() == (
        "New action item for you: A1, due Thu 30 Apr\nMap the four crime categories\n\n"
        "Tap to open the card."
    )
    others = [
        one for one in set(group.people.values()) if one not in (group.nadia, adeel_of(group))
    ]
    assert [one.inbox for one in others] == [[]] * len(others)


async def test_a_double_tap_assigns_once(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says(LINE)
    card = group.nadia.inbox[-1]
    data = data_of(card, "Assign and tell 1 person")

    await group.nadia.taps_data(data, on=card)
    second = await group.nadia.taps_data(data, on=card)

    assert second is not None
    assert second.text == "Already assigned as A1."
    assert len(await house.rows(ActionItem)) == 1
    assert len(adeel_of(group).inbox) == 1


@pytest.mark.parametrize(
    ("line", "news"),
    [
        pytest.param(
            "A: Adeel Niazi to map crimes by 30 April", "Action item due Thu 30 Apr 2026", id="A"
        ),
        pytest.param(
            "#action Adeel Niazi to map crimes by 30 April",
            "Action item due Thu 30 Apr 2026",
            id="#action",
        ),
        pytest.param(
            "کام: Adeel Niazi: نقشہ تیار کریں 30 اپریل تک",
            "Action item due Thu 30 Apr 2026",
            id="Urdu",
        ),
        pytest.param(
            "ACTION: Adeel Niazi to map crimes by next meeting",
            "Action item due by the next meeting",
            id="next meeting",
        ),
        pytest.param(
            "ACTION: Adeel Niazi to report monthly", "Recurring action item: monthly", id="monthly"
        ),
        pytest.param(
            "ACTION: Adeel Niazi to report by the end of September",
            "Action item due Wed 30 Sep 2026",
            id="end of a month",
        ),
        pytest.param(
            "ACTION: Adeel Niazi to map crimes in the next five months",
            "Is Sun 6 Sep 2026 right?",
            id="counted from today",
        ),
        pytest.param(
            "ACTION: Adeel Niazi to map crimes by next Wednesday",
            "Which day is meant by “by next Wednesday”?",
            id="two days fit",
        ),
        pytest.param("ACTION: Adeel Niazi to map crimes tomorrow", "Is Tue 7 Apr 2026 right?"),
        pytest.param("ACTION: Adeel Niazi to map crimes", "Until when?", id="no date"),
        pytest.param(
            "ACTION: Adeel Niazi to map crimes by 31 June",
            "The date was not understood: “by 31 June”",
            id="impossible",
        ),
        pytest.param(
            "ACTION: Adeel Niazi to map crimes by 30 March 2026",
            "That day is over: “by 30 March 2026”",
            id="over",
        ),
        pytest.param(
            "ACTION: Farhan to draft the outline by 20 May", "Who is meant by “Farhan”?", id="who"
        ),
        pytest.param(
            "ACTION: Xyzzy to draft the outline by 20 May",
            "“Xyzzy” is not on the list",
            id="nobody",
        ),
        pytest.param("ACTION: map the crimes by 20 May", "Whose is this action?", id="no owner"),
    ],
)
async def test_what_is_not_clear_is_asked_and_nothing_is_chosen_in_silence(
    house: House, line: str, news: str
) -> None:
    group = await ewg(house)

    await group.nadia.says(line)

    assert group.nadia.reads().split("\n")[0] == news
    assert await house.rows(ActionItem) == []


async def test_a_relative_date_is_confirmed(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Adeel Niazi to map crimes in the next five months")

    await group.nadia.taps("Yes, Sun 6 Sep")
    await group.nadia.taps("Assign and tell 1 person")

    item = await item_in(house)
    assert (item.due_kind, item.due_on, item.due_words) == (
        DueKind.DATE,
        date(2026, 9, 6),
        "in the next five months",
    )


async def test_owner_and_date_can_be_typed_one_after_the_other(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Xyzzy to draft the outline")

    await group.nadia.says("Ministry of Finance")
    asked = group.nadia.reads()
    await group.nadia.says("30 April")
    await group.nadia.taps("Assign and tell 1 person")

    assert asked.startswith("Until when?\nNo date was named.")
    assert group.people["Finance"].reads().startswith("New action item for you: A1, due Thu 30 Apr")
    item = await item_in(house)
    assert item.words == "ACTION: Xyzzy to draft the outline"


async def test_somebody_not_on_the_roster_is_kept_as_written(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Xyzzy to draft the outline by 20 May")

    await group.nadia.taps("Keep as written")
    await group.nadia.taps("Record it")

    assert group.nadia.reads() == (
        "A1 assigned, due Wed 20 May\nDraft the outline\nOwner: Xyzzy, as written"
    )
    assert await house.rows(ActionOwner) == []


async def test_an_office_chosen_for_an_unknown_owner_makes_all_who_speak_for_it_owners(
    house: House,
) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Xyzzy to draft the outline by 20 May")

    await group.nadia.taps("An office")
    await group.nadia.taps("More")
    await group.nadia.taps("State Bank")
    await group.nadia.taps("Assign and tell 1 person")

    assert group.people["State Bank"].reads().startswith("New action item for you: A1")


async def test_an_action_of_the_whole_group_is_told_to_every_member(house: House) -> None:
    group = await ewg(house)

    await assign(group, "ACTION: all members to nominate a focal person by 30 April")

    told = await house.rows(Delivery, Delivery.kind == "item_assigned")
    assert len(told) == 11
    assert group.farhan.inbox[-1].labels == ["Open A1"]
    assert group.daniel.inbox == []


async def test_the_question_survives_a_restart_and_a_voice_message(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Adeel Niazi to map crimes")

    await house.restart_bot()
    await group.nadia.sends_voice()
    explained = group.nadia.reads()
    await group.nadia.says("30 April")

    assert explained == "Only text can be read here. Nothing was lost: please type it."
    assert group.nadia.reads().startswith("Action item due Thu 30 Apr 2026")


async def test_several_lines_are_taken_one_by_one(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says(f"{LINE}\nACTION: State Bank to share the format by 20 May")

    assert [text.split("\n")[0] for text in group.nadia.reads(2)] == [
        "Action item due Thu 30 Apr 2026",
        "Action item due Wed 20 May 2026",
    ]


async def test_a_line_of_a_member_is_a_letter_and_no_item(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says(LINE)

    assert await house.rows(Draft) == []
    assert not group.farhan.reads().startswith("Action item")


async def test_a_line_can_be_deleted_and_taken_back(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says(LINE)

    await group.nadia.taps("Delete the line")
    deleted = group.nadia.reads()
    await group.nadia.taps("Undo")

    assert deleted.startswith("The line was deleted")
    assert group.nadia.reads().startswith("Action item due Thu 30 Apr 2026")


async def test_a_line_that_is_not_settled_is_offered_at_the_desk(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Adeel Niazi to map crimes")

    await group.kashif.says("/tasks")
    await group.kashif.taps("To settle: map crimes")
    await group.kashif.taps("No date")
    await group.kashif.taps("Assign and tell 1 person")

    assert group.kashif.reads().startswith("A1 assigned, no date")
    assert group.nadia.reads().startswith("A1 assigned, no date")


async def test_the_desk_asks_for_a_line_that_needs_no_label(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/tasks")

    await group.nadia.taps("New action item")
    await group.nadia.says("State Bank to share the format by 20 May")

    assert group.nadia.reads().startswith("Action item due Wed 20 May 2026\nTask: share the format")


async def test_two_of_the_staff_settling_one_line_do_not_overwrite_each_other(
    house: House,
) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Adeel Niazi to map crimes")
    card = group.nadia.inbox[-1]
    old = data_of(card, "No date")
    await group.kashif.says("/tasks")
    await group.kashif.taps("To settle: map crimes")
    await group.kashif.taps("Next meeting")

    late = await group.nadia.taps_data(old, on=card)

    assert late is not None
    assert late.text.startswith("This was changed meanwhile")
    assert card.text.startswith("Action item due by the next meeting")


async def test_the_card_says_whose_it_is_where_it_stands_and_what_happened(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)

    await adeel.taps("Open A1")

    assert adeel.reads() == (
        "A1: due Thu 30 Apr 2026\nMap the four crime categories\n\n"
        "Owner: you, for the National Police Academy\nStatus: not started\n"
        "Mon 6 Apr, Nadia Saleem: assigned\nAs written: " + LINE
    )
    assert adeel.inbox[-1].labels == [
        "Done",
        "Add an update",
        "Blocked",
        "Not for our office",
        "All my items",
    ]


async def test_done_tells_the_secretariat_which_closes_it(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")

    await adeel.taps("Done")
    reported = adeel.reads()
    news = group.kashif.reads()
    await group.kashif.taps("Close as done")

    assert reported.startswith(
        "A1 marked done, Mon 6 Apr, 09:00\nMap the four crime categories\n\n"
        "The secretariat closes it after a look. You may add the result."
    )
    assert news.startswith("A1 reported done by Adeel Niazi\nMap the four crime categories")
    assert (await item_in(house)).state is ItemState.CLOSED
    assert "Status: closed" in adeel.reads()
    assert "Status: closed" in group.nadia.reads()


async def test_done_can_be_undone_until_it_is_closed(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Done")
    card = adeel.inbox[-1]
    old = data_of(card, "Undo")

    await adeel.taps("Undo")
    undone = adeel.reads()
    again = await adeel.taps_data(old, on=card)

    assert "Status: not started" in undone
    assert "Close as done" in group.kashif.inbox[-1].labels
    assert not group.kashif.reads().startswith("A1 reported done by")
    assert again is not None
    assert again.text.startswith("This was changed meanwhile")


async def test_undo_after_closing_is_refused(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Done")
    undo = data_of(adeel.inbox[-1], "Undo")
    await group.kashif.taps("Close as done")

    text = await said_to(adeel, undo)

    assert text == "This item is closed. Nothing was changed."
    assert (await item_in(house)).state is ItemState.CLOSED


async def test_a_second_tap_on_done_changes_nothing(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    done = data_of(adeel.inbox[-1], "Done")
    await adeel.taps("Done")

    text = await said_to(adeel, done)

    assert text == "This item is marked done already. The secretariat closes it after a look."
    assert len(group.kashif.inbox) == 1


async def test_the_secretariat_sends_an_item_back_with_what_is_needed(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Done")

    await group.kashif.taps("Send back")
    await group.kashif.says("The data of <two> provinces & their sources")

    assert adeel.reads() == (
        "A1 is sent back by the secretariat, due Thu 30 Apr\nMap the four crime categories\n"
        "Still needed: The data of <two> provinces & their sources"
    )
    assert (await item_in(house)).state is ItemState.IN_PROGRESS


async def test_closing_can_be_undone(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    await group.nadia.taps("Open A1")
    await group.nadia.taps("Close as done")

    await group.nadia.taps("Open it again")

    assert (await item_in(house)).state is ItemState.OPEN


async def test_an_update_in_words_and_a_file_go_into_the_record(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Add an update")

    await adeel.says("Data received from <two> departments")
    in_words = adeel.reads()
    await adeel.taps("Add an update")
    await adeel.sends_voice()
    refused = adeel.reads()
    await adeel.sends_file("map.pdf", b"%PDF-1", caption="First map")
    await group.nadia.taps("Open A1")
    await group.nadia.taps("Open the file")

    assert "Status: in progress" in in_words
    assert "Adeel Niazi: Data received from <two> departments" in in_words
    assert refused == (
        "Voice messages cannot go into the record. Nothing was lost: type a line, or send a file."
    )
    assert group.nadia.inbox[-1].document is not None
    assert group.nadia.inbox[-1].document.content == b"%PDF-1"
    assert group.nadia.reads() == "File of A1: map.pdf\nFirst map"


async def test_a_ready_update_is_one_tap(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Add an update")

    await adeel.taps("Half done")

    assert "Status: in progress\nMon 6 Apr, Adeel Niazi: half done" in adeel.reads()


async def test_blocked_tells_the_secretariat_why_at_once(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Blocked")

    await adeel.taps("Waiting for permission")
    news = group.kashif.reads()
    await adeel.taps("No longer blocked")

    assert news.split("\n")[0] == "A1 blocked: waiting for permission"
    assert "Status: in progress" in adeel.reads()


async def test_a_reason_can_be_typed(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Blocked")
    await adeel.taps("Type it")

    await adeel.says("Vendor <3 & Co is late")

    assert "Status: blocked: Vendor <3 & Co is late" in adeel.reads()
    assert group.kashif.reads().split("\n")[0] == "A1 blocked: Vendor <3 & Co is late"


async def test_not_for_our_office_marks_the_item_and_the_secretariat_gives_it_to_another(
    house: House,
) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)

    await adeel.taps("Not for our office")
    marked = adeel.reads()
    news = group.kashif.reads()
    await group.kashif.taps("Change owner")
    await group.kashif.says("State Bank")

    assert marked.startswith("A1: marked as not for your office")
    assert news.split("\n")[0] == "A1: not for our office, says Adeel Niazi"
    assert group.people["State Bank"].reads().startswith("New action item for you: A1")
    assert [one.organisation_id is not None for one in await house.rows(ActionOwner)] == [True]


async def test_not_for_our_office_can_be_taken_back(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Not for our office")

    await adeel.taps("It is ours after all")

    assert [one.accepted for one in await house.rows(ActionOwner)] == [True]


async def test_one_office_cannot_hand_back_what_is_the_whole_groups(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: all members to nominate a focal person by 30 April")

    text = await said_to(group.farhan, "t.1.nm.1")

    assert text.startswith("This item is the whole group's.")
    assert [one.accepted for one in await house.rows(ActionOwner)] == [True]


async def test_the_card_of_a_co_owner_follows(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Farhan Javed and State Bank to share the format by 30 April")
    bank = group.people["State Bank"]
    await bank.taps("Open A1")

    await group.farhan.taps("Open A1")
    await group.farhan.taps("Done")

    assert bank.reads().startswith("A1 marked done")


async def test_nobody_else_can_see_or_change_an_item(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Board Office"]
    await assign(group)
    for who in (group.farhan, group.daniel, rana):
        await who.says("/help")

    for who in (group.farhan, group.daniel):
        for forged in ("t.1.card.1", "t.1.done.1", "t.1.b1.1", "t.1.upd.1", "td.1.close.1"):
            assert await said_to(who, forged) == "Only the secretariat can do this."
    for forged in ("t.1.card.1", "td.1.card.1", "td.1.close.1", "tn.1.go.1", "ta.1.open-0.0"):
        assert await said_to(rana, forged) == "Only the secretariat can do this."

    everything = [m.text for who in (group.farhan, group.daniel, rana) for m in who.inbox]
    assert [text for text in everything if "crime" in text] == []
    assert (await item_in(house)).state is ItemState.OPEN


async def test_an_assistant_of_the_secretariat_assigns_and_closes(house: House) -> None:
    group = await ewg(house)

    await group.assistant.says(LINE)
    await group.assistant.taps("Assign and tell 1 person")
    await group.assistant.taps("Open A1")
    await group.assistant.taps("Close as done")

    assert (await item_in(house)).state is ItemState.CLOSED


async def test_tasks_lists_ones_own_items_by_date(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Adeel Niazi to nominate a focal person by 12 May")
    await assign(group)
    await assign(group, "ACTION: State Bank to share the format by 20 April")
    adeel = adeel_of(group)

    await adeel.says("/tasks")

    assert adeel.reads() == (
        "Your action items: 2 open\n\n"
        "A2 due Thu 30 Apr: map the four crime categories (not started)\n"
        "A1 due Tue 12 May: nominate a focal person (not started)"
    )
    assert adeel.inbox[-1].labels == [
        "A2 map the four crime categor…",
        "A1 nominate a focal person",
        "Home",
    ]


async def test_closed_items_are_listed_apart(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    await group.nadia.taps("Open A1")
    await group.nadia.taps("Close as done")
    adeel = adeel_of(group)

    await adeel.says("/tasks")
    empty = adeel.reads()
    await adeel.taps("Closed items (1)")

    assert empty == "You have no open action items\nClosed ones: 1."
    assert adeel.reads().startswith("Your closed action items: 1\n\nA1 due Thu 30 Apr")


async def test_a_long_list_has_pages(house: House) -> None:
    group = await ewg(house)
    for number in range(1, 9):
        await assign(group, f"ACTION: Adeel Niazi to write part {number} by {number} May")
    adeel = adeel_of(group)

    await adeel.says("/tasks")
    first = adeel.reads()
    await adeel.taps("More")

    assert first.count("\nA") == 6
    assert adeel.reads().count("\nA") == 2


async def test_the_desk_lists_what_is_overdue_first(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: State Bank to share the format by 8 April")
    await assign(group)
    await assign(group, "ACTION: Usman Cheema to write the report by 20 May")
    await house.advance(days=4)

    await group.nadia.says("/tasks")

    assert group.nadia.reads() == (
        "Action items: 3 open, 1 overdue\n\n"
        "A1 State Bank, was due on Wed 8 Apr: share the format (not started)\n"
        "A2 Adeel Niazi, Police Academy, due Thu 30 Apr: map the four crime categories "
        "(not started)\n"
        "A3 Usman Cheema, Home Punjab, due Wed 20 May: write the report (not started)"
    )


_REMINDING = ("A1 due", "A1 was due", "A2 due", "A2 was due", "Action items due")


def reminders_of(who: Account) -> list[tuple[str, str]]:
    """Give when (UTC) and with which first line a person was reminded."""
    return [
        (f"{m.date:%Y-%m-%d %H:%M}", m.text.split("\n")[0])
        for m in who.inbox
        if m.text.startswith(_REMINDING)
    ]


async def test_owners_are_reminded_before_on_and_after_the_day(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Adeel Niazi to map the crimes by 1 May")

    await house.advance(days=40)

    assert reminders_of(adeel_of(group)) == [
        ("2026-04-24 05:00", "A1 due Fri 1 May"),
        ("2026-04-30 05:00", "A1 due tomorrow, Fri 1 May"),
        ("2026-05-01 05:00", "A1 due today, Fri 1 May"),
        ("2026-05-04 05:00", "A1 was due on Fri 1 May"),
    ]


async def test_a_reminder_whose_day_is_past_is_not_planned(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Adeel Niazi to map the crimes by 9 April")

    await house.advance(days=3, hours=2)

    assert reminders_of(adeel_of(group)) == [
        ("2026-04-08 05:00", "A1 due tomorrow, Thu 9 Apr"),
        ("2026-04-09 05:00", "A1 due today, Thu 9 Apr"),
    ]


async def test_items_of_one_morning_are_named_in_one_message(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Adeel Niazi to map the crimes by 10 April")
    await assign(group, "ACTION: Adeel Niazi to write the report by 9 April")

    await house.advance(days=3, hours=2)

    assert [text for _at, text in reminders_of(adeel_of(group))] == [
        "A2 due tomorrow, Thu 9 Apr",
        "Action items due: 2",
    ]
    assert adeel_of(group).reads() == (
        "Action items due: 2\n\nA2 due today, Thu 9 Apr: write the report\n"
        "A1 due tomorrow, Fri 10 Apr: map the crimes"
    )


@pytest.mark.parametrize("how", ["Done", "Close as done"])
async def test_nobody_is_reminded_of_what_is_done(house: House, how: str) -> None:
    group = await ewg(house)
    await assign(group)
    who = adeel_of(group) if how == "Done" else group.nadia
    await who.taps("Open A1")
    await who.taps(how)

    await house.advance(days=40)

    assert reminders_of(adeel_of(group)) == []


async def test_a_reminder_is_answered_with_one_tap(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    await house.advance(days=24, hours=2)
    adeel = adeel_of(group)
    reminded = adeel.inbox[-1]

    await adeel.taps("Done", on=reminded)

    assert reminded.text.startswith("A1 marked done, Thu 30 Apr, 11:00")


async def test_a_reader_elsewhere_is_reminded_on_their_own_clock(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Daniel Moreau to share the manual by 30 April")

    await house.advance(days=24, hours=8)

    assert [at for at, _text in reminders_of(group.daniel)] == [
        "2026-04-23 08:00",
        "2026-04-29 08:00",
        "2026-04-30 08:00",
    ]


async def test_an_urdu_owner_reads_the_card_in_urdu(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Maria Memon to map the crimes by 30 April")

    await group.maria.taps("امر")

    assert group.maria.reads().split("\n")[:5] == [
        "امر ⁨A1⁩: مہلت جمعرات، ⁦30⁩ اپریل ⁦2026⁩ء",
        "\u200f⁨Map the crimes⁩",
        "",
        "ذمہ دار: آپ، برائے ⁨محکمۂ داخلہ سندھ⁩",
        "صورتِ حال: ابھی شروع نہیں ہوا",
    ]
    assert group.maria.inbox[-1].labels == [
        "مکمل",
        "پیش رفت لکھیں",
        "رکاوٹ",
        "ہم سے متعلق نہیں",
        "میرے تمام امور",
    ]


@pytest.mark.parametrize(
    "data",
    [
        *("tn.1.o-9.1", "tn.1.d-20990101.1", "tn.1.nonsense.1", "tn.1.fo-999.1", "tn.1.d-x.1"),
        *("tn.1.o-².1", "tn.1.of-².1", "tn.1.fo-².1"),
    ],
)
async def test_a_forged_button_of_a_line_changes_nothing(house: House, data: str) -> None:
    group = await ewg(house)
    await group.nadia.says("ACTION: Farhan to draft the outline")

    text = await said_to(group.nadia, data)

    assert text.startswith("This button no longer applies.")
    [draft] = await house.rows(Draft)
    assert draft.version == 1


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("write to <3 & Co <b>now</b>", id="markup"),
        pytest.param("رپورٹ تیار کریں", id="Urdu"),
        pytest.param("😀 count 👩‍👩‍👧‍👦", id="emoji"),
        pytest.param("fill {name} and %s", id="placeholders"),
        pytest.param("a" * 900, id="long"),
    ],
)
async def test_any_task_is_shown_as_it_was_written(house: House, task: str) -> None:
    group = await ewg(house)

    await assign(group, f"ACTION: Adeel Niazi to {task} by 30 April")
    await adeel_of(group).taps("Open A1")

    shown = adeel_of(group).reads().split("\n")[1]
    written = task[:1].upper() + task[1:]
    assert shown == (written if len(written) <= 700 else written[:699] + "…")


async def test_a_line_that_is_too_long_is_refused_with_both_numbers(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says("ACTION: " + "a" * 1500)

    assert group.nadia.reads() == (
        "The text has 1508 characters; at most 1000 can be sent. "
        "Nothing was lost: shorten it and send it again."
    )


async def test_the_history_keeps_every_line(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Add an update")
    await adeel.taps("Just started")
    await adeel.taps("Done")
    await group.nadia.taps("Close as done")

    updates = await house.rows(ActionUpdate)

    assert [(one.state, one.text) for one in updates] == [
        (ItemState.OPEN, None),
        (ItemState.IN_PROGRESS, "@started"),
        (ItemState.REPORTED, None),
        (ItemState.CLOSED, None),
    ]


async def test_who_moved_is_reminded_of_old_and_new_items_alike(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Adeel Niazi to map the crimes by 30 April")
    async with house.database.writing() as session:
        (await session.get_one(Person, group.ids["Adeel Niazi"])).zone = "Europe/Vienna"
    await assign(group, "ACTION: Adeel Niazi to write the report by 30 April")

    await house.advance(days=23, hours=8)

    # The first goes by the group's clock, for which it was planned, the second by his own.
    assert reminders_of(adeel_of(group))[-2:] == [
        ("2026-04-29 05:00", "A1 due tomorrow, Thu 30 Apr"),
        ("2026-04-29 08:00", "A2 due tomorrow, Thu 30 Apr"),
    ]


async def test_home_and_the_list_count_the_same_items_as_open(house: House) -> None:
    group = await ewg(house)
    await assign(group)
    await assign(group, "ACTION: Adeel Niazi to nominate a focal person by 12 May")
    adeel = adeel_of(group)
    await adeel.taps("Open A1")
    await adeel.taps("Done")

    await adeel.says("/menu")
    home = adeel.reads().splitlines()[3]
    await adeel.says("/tasks")

    assert home == "Your action items: 1 open, due Tue 12 May"
    assert adeel.reads() == (
        "Your action items: 1 open\n\n"
        "A1 due Thu 30 Apr: map the four crime categories (reported done)\n"
        "A2 due Tue 12 May: nominate a focal person (not started)"
    )


async def test_what_was_handed_back_and_dropped_is_not_among_ones_closed_items(
    house: House,
) -> None:
    group = await ewg(house)
    await assign(group)
    adeel = adeel_of(group)
    await adeel.taps("Not for our office")
    await group.nadia.taps("Drop the item")
    await group.nadia.taps("Drop the item")

    await adeel.says("/tasks")

    assert adeel.reads() == "You have no open action items"


async def test_a_day_that_passed_while_the_line_lay_is_asked_about(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says(LINE)
    await house.advance(days=30)

    await group.nadia.taps("Assign and tell")

    assert group.nadia.reads().splitlines()[0] == "That day is over: “by 30 April”"
    assert await house.rows(ActionItem) == []


async def test_an_owner_named_twice_is_one_owner(house: House) -> None:
    group = await ewg(house)
    await assign(group, "ACTION: Interior and Ministry of Interior to share the data by 30 April")

    assert len(await house.rows(ActionOwner)) == 1
    assert "Owner: Ministry of Interior" in group.nadia.reads().splitlines()
