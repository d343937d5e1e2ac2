"""Accounts that nobody invited: the same answer to everything, five tries, nothing learnt."""

import pytest

from secretariat.codes import ALPHABET, make_code, read_code
from storage import Stranger
from tests.groups import ewg, foreign_group, published_meeting
from tests.house import House
from tests.ways_in import invite

PRIVATE = (
    "This is a private assistant\n\n"
    "It serves a closed working group. If you were invited, open your personal link again "
    "or type your 8-character code here.\n\n"
    "Messages from unknown accounts are not kept."
)
NO_MORE = "No more tries today. Ask the secretariat to send the link again."


def wrong(left: str) -> str:
    return (
        "That code does not match. Check the letters; O and 0 are treated alike. "
        f"{left} left today."
    )


@pytest.mark.parametrize("payload", [None, "d_abc", "g", "i", "anything_else"])
async def test_a_stranger_gets_the_same_answer_to_any_start(
    house: House, payload: str | None
) -> None:
    eve = house.person("Eve")

    await eve.starts(payload)

    assert eve.reads() == PRIVATE


@pytest.mark.parametrize("command", ["/help", "/desk", "/menu", "/next", "/nonsense"])
async def test_a_stranger_gets_the_same_answer_to_any_command(house: House, command: str) -> None:
    eve = house.person("Eve")
    eve.room.known = eve.room.started = True

    await eve.says(command)

    assert [message.text for message in eve.inbox] == [PRIVATE]


async def test_a_stranger_is_answered_once_a_minute(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    await eve.says("hello?")
    await eve.sends_voice()
    await house.advance(seconds=61)
    await eve.says("anyone?")

    assert len(eve.inbox) == 2


async def test_nothing_that_a_stranger_writes_is_kept(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    await eve.says("my secret is 12 words")

    async with house.database.engine.connect() as connection:
        kept = [
            row
            for table in ("arrival", "stranger", "question", "event", "delivery")
            for row in await connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert "secret" not in repr(kept)


async def test_each_wrong_code_is_answered_until_five(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    for _ in range(7):
        await eve.says("AAAA-2222")

    assert eve.reads(6) == [
        PRIVATE,
        wrong("4 tries"),
        wrong("3 tries"),
        wrong("2 tries"),
        wrong("1 try"),
        NO_MORE,
    ]


async def test_a_forged_link_counts_as_a_wrong_code(house: House) -> None:
    eve = house.person("Eve")

    for number in range(6):
        await eve.starts(f"i_forged{number}")

    assert eve.reads(9) == [
        wrong("4 tries"),
        wrong("3 tries"),
        wrong("2 tries"),
        wrong("1 try"),
        NO_MORE,
    ]


async def test_tries_begin_anew_on_the_next_day(house: House) -> None:
    eve = house.person("Eve")
    for _ in range(5):
        await eve.starts("i_forged")

    await house.advance(days=1)
    await eve.says("AAAA-2222")

    assert eve.reads() == wrong("4 tries")


async def test_the_right_code_is_not_taken_after_five_wrong_ones(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    eve = house.person("Eve")
    for _ in range(5):
        await eve.starts("i_forged")

    await house.advance(minutes=2)
    await eve.says(invitation.code)

    assert eve.reads() == NO_MORE


async def test_the_link_still_opens_after_five_wrong_codes(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida")
    for _ in range(5):
        await rida.starts("i_forged")

    await rida.starts(f"i_{invitation.token}")

    assert rida.reads().startswith("Is this invitation for you?")


async def test_a_code_that_is_asked_for_is_tried_whatever_it_looks_like(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    await eve.taps("I have a code")
    asked = eve.reads()
    await eve.says("Farhan")
    await eve.says("Javed")

    assert asked.startswith("Please type your code")
    assert eve.reads(2) == [wrong("4 tries"), wrong("3 tries")]


async def test_the_question_for_a_code_survives_a_restart(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida")
    await rida.starts()
    await rida.taps("I have a code")

    await house.restart_bot()
    await rida.says(invitation.code.lower())

    assert rida.reads().startswith("Is this invitation for you?")


async def test_no_code_is_asked_for_when_no_tries_are_left(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()
    for _ in range(5):
        await eve.says("AAAA-2222")

    await eve.taps("I have a code")
    await eve.says("hello")

    assert eve.inbox[0].text == NO_MORE
    assert len(eve.inbox) == 6


async def test_a_stranger_may_change_the_language(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    await eve.taps("اردو")
    await eve.taps("میرے پاس کوڈ ہے")
    await eve.says("AAAA-2222")

    assert eve.reads(2) == [
        "براہِ کرم اپنا کوڈ لکھیں\n\n"
        "اس میں آٹھ حروف اور ہندسے ہیں۔ بڑے چھوٹے حروف اور وقفے سے کوئی فرق نہیں پڑتا۔",
        "یہ کوڈ درست نہیں۔ حروف دوبارہ دیکھیں؛ O اور 0 میں فرق نہیں کیا جاتا۔ "
        "آج \u20664\u2069 کوششیں باقی ہیں۔",
    ]


async def test_the_language_of_the_code_card_can_be_changed_and_the_code_still_typed(
    house: House,
) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida")
    await rida.starts()
    await rida.taps("I have a code")

    await rida.taps("اردو")
    await rida.says(invitation.code)

    assert rida.reads().startswith("کیا یہ دعوت نامہ آپ کے نام ہے؟")


async def test_an_urdu_app_is_answered_in_urdu(house: House) -> None:
    eve = house.person("Eve", language_code="ur")

    await eve.starts()

    assert eve.reads().startswith("یہ ایک نجی خودکار معاون ہے")


async def test_a_stranger_reads_about_privacy_and_comes_back(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    await eve.taps("Privacy")
    told = eve.reads()
    await eve.taps("Back")

    assert told.startswith("Your data")
    assert eve.reads() == PRIVATE


async def test_a_stranger_learns_nothing_whatever_is_tried(house: House) -> None:
    group = await ewg(house)
    await foreign_group(house)
    await published_meeting(house, group)
    invitation = await invite(house, group)
    eve = house.person("Eve")
    await eve.starts()
    card = eve.inbox[0]

    for data in (
        f"j.{invitation.id}.yes.0",
        f"j.{invitation.id}.no.0",
        f"je.{invitation.id}.used.0",
        f"ja.{invitation.id}.ok.0",
        f"il.{invitation.id}.show.0",
        f"lang.0.ur-join{invitation.id}.0",
        "lang.0.en-home.0",
        "lang.0.xx-help.0",
        "lang.0.en-joinx.0",
        "menu.0..0",
        "priv.0.join1.0",
        f"su.{group.id}.open-name.0",
        f"mb.{group.id}..0",
        "m.1.card.1",
        "nonsense",
    ):
        await eve.taps_data(data, on=card)
    for payload in (None, "g", "d_1", "i_1", f"i_{invitation.token[:-1]}", invitation.code[:4]):
        await eve.starts(payload)
        await house.advance(minutes=2)

    everything = " ".join(
        [*(message.text for message in eve.inbox), *(toast.text or "" for toast in eve.toasts)]
    )
    names = ["Expert Working Group", "ماہرین", "Advisory", *group.ids, *group.seats]
    assert [name for name in names if name in everything] == []


async def test_a_strangers_row_goes_when_they_join(house: House) -> None:
    group = await ewg(house, two_step=False)
    invitation = await invite(house, group)
    rida = house.person("Rida")
    await rida.starts()
    await rida.starts(f"i_{invitation.token}")

    await rida.taps("Yes, join")

    async with house.database.reading() as session:
        assert await session.get(Stranger, rida.id) is None


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ2-MX9D",
        "7kq2mx9d",
        " 7K Q2 MX 9D ",
        "7KQ2–MX9D",
        "7KQ2 - MX9D",
        "\u0667KQ\u0662-MX\u0669D",
        "\u06f7KQ\u06f2MX\u06f9D",
        "７ＫＱ２－ＭＸ９Ｄ",
        "You are invited. Find @ewg_desk_bot, press Start and type 7KQ2-MX9D",
    ],
)
def test_a_code_is_read_in_any_spelling(typed: str) -> None:
    assert read_code(typed) == "7KQ2-MX9D"


def test_letters_that_look_like_digits_are_read_as_them() -> None:
    assert read_code("oIl2-abcd") == "0112-ABCD"


@pytest.mark.parametrize(
    "text", ["", "hello", "Salaam j", "SALAAMJI", "12345", "123456789", "7KQ2-MX9U", "x" * 2000]
)
def test_what_is_no_code_is_not_tried_as_one(text: str) -> None:
    assert read_code(text) is None


def test_every_code_that_is_made_is_read_back() -> None:
    codes = [make_code() for _ in range(500)]

    assert [read_code(code.lower().replace("-", " ")) for code in codes] == codes
    assert set("".join(codes)) - {"-"} <= set(ALPHABET)


async def test_wrong_codes_are_counted_for_each_account(house: House) -> None:
    eve, mallory = house.person("Eve"), house.person("Mallory")

    await eve.starts("i_forged")
    await mallory.starts("i_forged")
    await eve.starts("i_forged")

    async with house.database.reading() as session:
        counted = [(await session.get_one(Stranger, one.id)).tries for one in (eve, mallory)]
    assert counted == [2, 1]
