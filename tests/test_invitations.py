"""The card of a meeting, its papers, and /next."""

from datetime import UTC, datetime, timedelta

import pytest

from secretariat.invitation_cards import card_of
from secretariat.readers import readers
from simulator.chats import Answer
from storage import Category, Meeting, MeetingStatus, Muting, Paper
from tests.groups import Group, ewg, foreign_group, published_meeting
from tests.house import House
from views.invitations import invitation
from views.screen import LABEL_WIDTH
from views.words import words_of

#: Wednesday 15 April 2026, 14:00 in Karachi.
START = datetime(2026, 4, 15, 9, 0, tzinfo=UTC)


CARD = """Meeting: Wed 15 Apr 2026, 14:00 PKT
First meeting of the Expert Working Group

When: Wed 15 Apr 2026, 14:00 to 16:00 PKT
Where: Committee Room 2, National Police Bureau, Islamabad
Video link: sent one hour before, if you choose it
Reply by: Fri 10 Apr, 17:00 PKT
Agenda
1. Opening remarks
2. Work plan 2026-27, for approval
3. Research assignments
4. Any other business

Your reply: not given yet"""


async def test_the_invitation_is_the_meetings_card(house: House) -> None:
    group = await ewg(house)

    await published_meeting(house, group)

    assert group.farhan.reads() == CARD
    assert [message.text for message in group.nadia.inbox] == []


async def with_papers(house: House, group: Group) -> int:
    """Give a published meeting with two papers that Telegram keeps for the bot."""
    kept = house.telegram.files
    files = [
        kept.id_for(kept.store("document", name, "application/pdf", b"%PDF-1"), house.account.id)
        for name in ("plan.pdf", "list.pdf")
    ]
    now = house.clock.now()
    papers = [
        Paper(
            title=title, file_id=file_id, size=6, added_by=group.ids["Nadia Saleem"], added_at=now
        )
        for title, file_id in zip(("Work plan <draft>.pdf", "List.pdf"), files, strict=True)
    ]
    return await published_meeting(house, group, papers=papers)


async def test_a_reader_in_another_zone_reads_their_own_hours_too(house: House) -> None:
    group = await ewg(house)

    await published_meeting(house, group)

    assert group.daniel.reads().split("\n")[3:5] == [
        "When: Wed 15 Apr 2026, 14:00 to 16:00 PKT",
        "Your time: 11:00 to 13:00 (Vienna)",
    ]


async def test_another_day_in_the_readers_zone_is_named(house: House) -> None:
    group = await ewg(house)

    await published_meeting(
        house,
        group,
        starts_at=START - timedelta(hours=13),
        ends_at=START - timedelta(hours=11),
    )

    assert group.daniel.reads().split("\n")[3:5] == [
        "When: Wed 15 Apr 2026, 01:00 to 03:00 PKT",
        "Your time: Tue 14 Apr, 22:00 to Wed 15 Apr, 00:00 (Vienna)",
    ]


async def test_the_invitation_in_urdu(house: House) -> None:
    group = await ewg(house)

    await published_meeting(house, group)

    assert group.maria.reads().split("\n")[:8] == [
        "اجلاس: بدھ، ⁦15⁩ اپریل ⁦2026⁩ء، دوپہر ⁦2⁩ بجے، پاکستان کا وقت",
        "‏⁨First meeting of the Expert Working Group⁩",
        "",
        "وقت: بدھ، ⁦15⁩ اپریل ⁦2026⁩ء، دوپہر ⁦2⁩ بجے سے شام ⁦4⁩ بجے تک، پاکستان کا وقت",
        "مقام: ⁨Committee Room 2, National Police Bureau, Islamabad⁩",
        "ویڈیو لنک: منتخب کرنے پر ایک گھنٹہ پہلے بھیجا جائے گا",
        "جواب کی آخری تاریخ: جمعہ، ⁦10⁩ اپریل، شام ⁦5⁩ بجے، پاکستان کا وقت",
        "ایجنڈا",
    ]


async def test_next_shows_the_card_whatever_was_replied(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.farhan.taps("Apologies")

    await group.farhan.says("/next")

    assert group.farhan.reads().startswith("Apologies recorded: Wed 15 Apr, 14:00 PKT")


async def test_next_without_a_meeting_says_so(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says("/next")

    assert group.farhan.reads() == (
        "No meeting is announced\n\nYou will get a notice here when there is one."
    )


@pytest.mark.parametrize(
    "given",
    [
        {"status": MeetingStatus.DRAFT, "published_at": None},
        {"published_at": datetime(2026, 4, 6, 4, 0, 20, tzinfo=UTC)},
        {"audience": {"categories": [Category.OBSERVER]}},
        {"status": MeetingStatus.CANCELLED},
    ],
)
async def test_next_names_no_meeting_that_is_not_for_the_reader(
    house: House, given: dict[str, object]
) -> None:
    group = await ewg(house)
    await published_meeting(house, group, **given)

    await group.farhan.says("/next")

    assert group.farhan.reads().startswith("No meeting is announced")


async def test_papers_come_as_files(house: House) -> None:
    group = await ewg(house)
    await with_papers(house, group)

    await group.farhan.taps("Papers (2)")

    assert group.farhan.toasts[-1].text == "2 papers follow below."
    assert group.farhan.reads(2) == [
        "Work plan <draft>.pdf\nPaper for the meeting of Wed 15 Apr, 14:00 PKT",
        "List.pdf\nPaper for the meeting of Wed 15 Apr, 14:00 PKT",
    ]


async def test_papers_are_not_given_to_other_groups(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    await with_papers(house, group)
    omar = other.people["Omar Foreign"]
    await omar.says("/next")

    answer = await omar.taps_data("m.1.pap.1", omar.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == "Only the secretariat can do this."
    assert len(omar.inbox) == 1


async def test_who_is_not_invited_gets_neither_card_nor_papers(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group, audience={"categories": [Category.MEMBER]})
    await group.daniel.says("/next")

    answer = await group.daniel.taps_data("m.1.card.1", group.daniel.inbox[-1])

    assert isinstance(answer, Answer)
    assert answer.text == "Only the secretariat can do this."
    assert [text.split("\n")[0] for text in group.daniel.reads(9)] == ["No meeting is announced"]


async def test_reminders_can_be_turned_off_and_on(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)

    await group.farhan.taps_data("m.1.mute.1", group.farhan.inbox[-1])
    muted = group.farhan.reads().split("\n")[-1]
    await group.farhan.taps("Turn reminders on")

    assert muted == "Reminders of this meeting are off."
    assert group.farhan.toasts[-1].text == "You will be reminded of this meeting."
    async with house.database.reading() as session:
        assert await session.get(Muting, (1, group.ids["Farhan Javed"])) is None


async def test_a_previews_buttons_only_say_so(house: House) -> None:
    group = await ewg(house)
    meeting_id = await published_meeting(house, group)
    async with house.database.reading() as session:
        meeting = await session.get_one(Meeting, meeting_id)
        found = await readers(session, house.clock.now(), [group.ids["Nadia Saleem"]])
        reader = found[group.ids["Nadia Saleem"]]
        card = await card_of(session, meeting, reader, house.clock.now())

    shown = invitation(words_of("en"), card, preview=True)
    await group.nadia.says("/next")
    answer = await group.nadia.taps_data(shown.rows[0][0].press, group.nadia.inbox[-1])

    assert {button.press for row in shown.rows for button in row} == {"m.1.preview.1"}
    assert isinstance(answer, Answer)
    assert answer.text == "Preview only"


async def test_a_meeting_by_video_alone_offers_no_room(house: House) -> None:
    group = await ewg(house)

    await published_meeting(house, group, venue=None)

    assert group.farhan.inbox[-1].labels == ["Video link", "Name an alternate", "Apologies"]


async def test_labels_fit_their_rows_in_both_languages(house: House) -> None:
    group = await ewg(house)
    await with_papers(house, group)
    await group.farhan.taps("In person")
    await group.maria.taps("شرکت سے معذرت")

    rows = [
        [button.label for button in row]
        for account in (group.farhan, group.maria, group.people["Finance"])
        for message in account.inbox
        for row in message.buttons
    ]

    assert [row for row in rows if max(map(len, row)) > LABEL_WIDTH[len(row)]] == []


async def test_hostile_words_are_shown_as_they_are(house: House) -> None:
    group = await ewg(house)

    await published_meeting(house, group, title="<3 & Co <b>", venue="Room \u202e<i>2")

    assert group.farhan.reads().split("\n")[1] == "<3 & Co <b>"
