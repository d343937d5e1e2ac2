"""Help, and what is known of a person."""

import pytest

from tests.groups import ewg, published_meeting
from tests.house import House
from views.helps import cannot_be_used
from views.words import words_of


async def test_help_says_the_useful_things_and_whom_to_ring(house: House) -> None:
    group = await ewg(house, telephone="051 000 0000, Mon to Fri 09:00 to 17:00 PKT")
    await published_meeting(house, group)

    await group.farhan.says("/help")

    assert group.farhan.reads() == (
        "What you can do here\n\n"
        "Reply to a meeting: tap In person, Video link, Name an alternate or Apologies. "
        "You can change it until the start.\n"
        "Action items: tap Done, Add an update or Blocked.\n"
        "Questions: just write; the assistant offers to pass it to the secretariat.\n\n"
        "Secretariat: 051 000 0000, Mon to Fri 09:00 to 17:00 PKT"
    )
    assert group.farhan.inbox[-1].labels == [
        "Next meeting",
        "My action items",
        "Write to the secretariat",
        "Settings",
        "اردو",
        "Home",
    ]


async def test_a_missing_telephone_is_left_out(house: House) -> None:
    group = await ewg(house, telephone=None)

    await group.farhan.says("/help")

    assert group.farhan.reads().splitlines()[-1] == (
        "Questions: just write; the assistant offers to pass it to the secretariat."
    )


async def test_staff_get_help_of_their_own(house: House) -> None:
    group = await ewg(house)

    await group.nadia.says("/help")

    assert group.nadia.reads().splitlines()[0] == "What the secretariat can do here"
    assert group.nadia.inbox[-1].labels == [
        "New meeting",
        "Secretariat desk",
        "Settings",
        "اردو",
    ]


async def test_help_changes_its_language_at_once(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says("/help")

    await group.farhan.taps("اردو")

    assert group.farhan.reads().splitlines()[0] == "یہاں آپ کیا کر سکتے ہیں"
    assert len(group.farhan.inbox) == 1


async def test_a_stranger_gets_no_help(house: House) -> None:
    await ewg(house)
    eve = house.person("Eve")

    await eve.says("/help")

    assert eve.reads().splitlines()[0] == "This is a private assistant"


async def test_a_forged_help_button_shows_a_stranger_nothing(house: House) -> None:
    await ewg(house)
    eve = house.person("Eve")
    await eve.starts()

    answer = await eve.taps_data("help.0..0", on=eve.inbox[-1])

    assert answer is not None
    assert answer.text == "This is a private assistant"


async def test_an_unknown_command_is_answered_with_help(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says("/nonsense")

    assert group.farhan.reads().splitlines()[0] == "What you can do here"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("voice", "Voice messages cannot be used here."),
        ("photo", "Photos cannot be used here."),
        ("video", "Videos cannot be used here."),
        ("document", "Files cannot be used here."),
        ("sticker", "Stickers cannot be used here."),
        ("location", "That kind of message cannot be used here."),
    ],
)
def test_what_cannot_be_used_is_named(kind: str, line: str) -> None:
    assert cannot_be_used(words_of("en"), kind) == (
        f"{line} Kindly write it as text. What you did before is kept."
    )
