"""The board of replies, and replies by telephone."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.chats import Answer
from storage import Mode, Person, QuorumRule, Recorded, Reply
from tests.groups import Group, ewg, foreign_group, published_meeting
from tests.house import House

#: Wednesday 15 April 2026, 14:00 in Karachi.
START = datetime(2026, 4, 15, 9, 0, tzinfo=UTC)


async def replied(house: House) -> Group:
    """Give the group with the replies of the storyboard."""
    group = await ewg(house)
    await published_meeting(house, group)
    for office in ("Coordinator", "Interior", "Foreign Affairs", "Law and Justice", "Home KP"):
        await group.people[office].taps("In person")
    await group.maria.taps("ویڈیو لنک")
    for office in ("Home Balochistan", "State Bank", "Partner agency"):
        await group.people[office].taps("Video link")
    await group.people["Finance"].taps("Name an alternate")
    await group.people["Finance"].says("Aliya Shah, Deputy Secretary")
    await group.people["Finance"].taps("In person")
    await group.people["Home Punjab"].taps("Apologies")
    await group.people["Home Punjab"].taps("Add a reason")
    await group.people["Home Punjab"].taps("Official travel")
    return group


async def chosen(house: House, group: Group, who: str, office: str) -> None:
    """Have somebody of the secretariat open the card of an office's reply."""
    await group.people[who].says("/board")
    await group.people[who].taps("Record a reply for someone")
    await group.people[who].taps("More")
    await group.people[who].taps(office)


BOARD = """Quorum met: 9 of 12 expected, 7 needed
Meeting 1, Wed 15 Apr, 14:00 PKT

In person (5): Coordinator (Chair), Interior, Foreign Affairs, Law and Justice, Home KP
Video link (3): Home Sindh, Home Balochistan, State Bank
Deputy (1): Finance, by Aliya Shah, in person
Apologies (1): Home Punjab, official travel
No reply (2): Economic Affairs (not on the assistant), Police Academy
Observers (1): Partner agency, video link

As at 09:00."""


async def test_the_board_shows_every_office_by_its_reply(house: House) -> None:
    group = await replied(house)

    await group.nadia.says("/board")

    assert group.nadia.reads() == BOARD
    assert group.nadia.inbox[-1].labels == [
        "Remind 1 person",
        "Record a reply for someone",
        "Show names",
        "Attendance text",
        "Refresh",
    ]


async def test_the_chair_reads_the_board_and_changes_nothing(house: House) -> None:
    group = await replied(house)

    await group.chair.says("/board")
    read = group.chair.reads()
    refused = await group.chair.taps_data("br.1.page-0.1", group.chair.inbox[-1])
    refused_too = await group.chair.taps_data("bn.1.send.0", group.chair.inbox[-1])

    assert read == BOARD
    assert group.chair.inbox[-1].labels == ["Show names", "Attendance text", "Refresh"]
    assert isinstance(refused, Answer)
    assert isinstance(refused_too, Answer)
    assert {refused.text, refused_too.text} == {"Only the secretariat can do this."}


async def test_members_and_other_groups_see_no_board(house: House) -> None:
    group = await replied(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]

    await group.farhan.says("/board")
    await rana.says("/board")
    answer = await rana.taps_data("b.1.show.1", rana.inbox[-1])

    assert group.farhan.reads() == "Only the secretariat can do this."
    assert rana.reads().startswith("No meeting is announced")
    assert isinstance(answer, Answer)
    assert answer.text == "Only the secretariat can do this."


async def test_names_are_shown_instead_of_offices(house: House) -> None:
    group = await replied(house)
    await group.nadia.says("/board")

    await group.nadia.taps("Show names")

    assert group.nadia.reads().split("\n")[4] == (
        "Video link (3): Home Sindh: Maria Memon, Home Balochistan: Jamil Baloch, "
        "State Bank: Kamran Lodhi"
    )


async def test_the_attendance_text_says_the_replies(house: House) -> None:
    group = await replied(house)
    await group.nadia.says("/board")

    await group.nadia.taps("Attendance text")

    assert group.nadia.reads() == (
        "Attendance text\n\n"
        "The meeting will be chaired by the Coordinator's Office, and attended by representatives "
        "of the Ministries of Interior, Foreign Affairs, Finance, and Law and Justice; and the "
        "Home Department Khyber Pakhtunkhwa; whereas representatives of the Home Departments "
        "Sindh and Balochistan, and the State Bank will join by video link. Apologies were "
        "received from the Home Department Punjab."
    )


async def test_the_board_is_kept_true_at_most_every_15_seconds(house: House) -> None:
    group = await replied(house)
    await group.nadia.says("/board")
    await house.advance(seconds=5)

    await group.people["Police Academy"].taps("In person")
    at_once = group.nadia.reads()
    await house.advance(seconds=10)

    assert at_once == BOARD
    assert group.nadia.reads().split("\n")[0] == "Quorum met: 10 of 12 expected, 7 needed"
    assert len(group.nadia.inbox) == 1


async def test_changes_of_the_day_are_named(house: House) -> None:
    group = await replied(house)
    await house.advance(hours=5)
    await group.people["State Bank"].taps("In person")

    await group.nadia.says("/board")

    assert group.nadia.reads().split("\n")[-1] == (
        "14:00. Since 09:00: State Bank changed to in person."
    )


async def test_no_quorum_is_spoken_of_where_there_is_none(house: House) -> None:
    group = await ewg(house, quorum_rule=QuorumRule.NONE)
    await published_meeting(house, group)
    await group.farhan.taps("In person")

    await group.nadia.says("/board")

    assert group.nadia.reads().split("\n")[0] == "1 of 12 offices expected"
    assert "uorum" not in group.nadia.reads()


async def test_not_sure_counts_as_no_reply(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps_data("r.1.u.1", group.farhan.inbox[-1])

    await group.nadia.says("/board")

    lines = group.nadia.reads().split("\n")
    assert lines[0] == "Quorum not met yet: 0 of 12 expected, 7 needed"
    assert lines[3].startswith("No reply (12): Coordinator (Chair), Interior (not sure yet), ")


async def test_a_reply_by_telephone_is_marked_as_such(house: House) -> None:
    group = await replied(house)
    await chosen(house, group, "Nadia Saleem", "Police Academy")

    await group.nadia.taps("Video link")

    assert group.nadia.toasts[-1].text == "Recorded for Police Academy: Video link"
    assert group.nadia.reads().split("\n")[4] == (
        "Video link (4): Home Sindh, Home Balochistan, State Bank, "
        "Police Academy (by phone, entered by N. Saleem)"
    )
    assert group.people["Police Academy"].reads().endswith("by Nadia Saleem")
    assert [one.recorded for one in await house.rows(Reply)][-1] is Recorded.TELEPHONE


async def test_a_deputy_named_by_telephone(house: House) -> None:
    group = await replied(house)
    await chosen(house, group, "Nadia Saleem", "Police Academy")

    await group.nadia.taps("Deputy")
    await group.nadia.says("Ali Raza, Director")
    await group.nadia.taps("In person")

    assert group.nadia.reads().split("\n")[5] == (
        "Deputy (2): Finance, by Aliya Shah, in person; "
        "Police Academy, by Ali Raza, in person (by phone, entered by N. Saleem)"
    )


async def test_of_two_who_enter_different_replies_the_second_sees_both(house: House) -> None:
    group = await replied(house)
    await chosen(house, group, "Nadia Saleem", "Police Academy")
    nadias = group.nadia.inbox[-1]
    await chosen(house, group, "Kashif Mir", "Police Academy")
    await group.kashif.taps("Apologies")
    await house.advance(minutes=1)

    await group.nadia.taps_data(f"br.1.p-{group.seats['Police Academy']}-1.0", nadias)
    both = group.nadia.reads()
    replies = [one.mode for one in await house.rows(Reply)][-1]
    await group.nadia.taps("Record mine instead")

    assert both == (
        "Kashif Mir recorded another reply meanwhile\n"
        "Office: National Police Academy\n\n"
        "Recorded now: Apologies, Mon 6 Apr, 09:00\n"
        "Yours, not recorded: In person"
    )
    assert replies is Mode.APOLOGIES
    assert [one.mode for one in await house.rows(Reply)][-1] is Mode.IN_PERSON


async def test_two_who_enter_the_same_reply_agree(house: House) -> None:
    group = await replied(house)
    await chosen(house, group, "Nadia Saleem", "Police Academy")
    nadias = group.nadia.inbox[-1]
    await chosen(house, group, "Kashif Mir", "Police Academy")
    await group.kashif.taps("Apologies")

    answer = await group.nadia.taps_data(f"br.1.a-{group.seats['Police Academy']}-1.0", nadias)

    assert isinstance(answer, Answer)
    assert answer.text == "Already recorded for Police Academy: Apologies"


@pytest.mark.parametrize(
    "pressed",
    ["br.1.p-999-1.0", "br.1.p.0", "br.1.seat-x.0", "br.1.zz-1.0", "b.1.csv.1", "bn.1.x.0"],
)
async def test_forged_buttons_change_nothing(house: House, pressed: str) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.nadia.says("/board")

    answer = await group.nadia.taps_data(pressed, group.nadia.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == (
        "This button no longer applies. Open the menu for what is current: /menu"
    )
    assert await house.rows(Reply) == []


async def test_no_reply_is_entered_after_the_start(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await house.advance_to(START + timedelta(minutes=1))

    await group.nadia.says("/board")
    answer = await group.nadia.taps_data(
        f"br.1.p-{group.seats['Interior']}-1.0", group.nadia.inbox[-1]
    )

    assert group.nadia.inbox[-1].labels == ["Show names", "Attendance text", "Refresh"]
    assert isinstance(answer, Answer)
    assert answer.text.startswith("The meeting has started")


async def test_the_board_in_urdu(house: House) -> None:
    group = await replied(house)
    async with house.database.writing() as session:
        nadia = await session.get_one(Person, group.ids["Nadia Saleem"])
        nadia.language = "ur"

    await group.nadia.says("/board")

    lines = group.nadia.reads().split("\n")
    assert lines[0] == "کورم پورا: ⁦12⁩ میں سے ⁦9⁩ متوقع، ⁦7⁩ درکار"
    assert lines[4] == "ویڈیو لنک، کل ⁦3⁩: ⁨داخلہ سندھ⁩، ⁨داخلہ بلوچستان⁩، ⁨اسٹیٹ بینک⁩"
