"""Accounts that nobody invited."""

from tests.house import House


async def test_a_stranger_gets_the_same_answer_to_anything(house: House) -> None:
    eve = house.person("Eve")

    await eve.starts()

    assert eve.reads() == (
        "This is a private assistant\n\n"
        "It serves a closed working group. If you were invited, open your personal link again "
        "or type your 8-character code here.\n\n"
        "Messages from unknown accounts are not kept."
    )


async def test_a_stranger_is_answered_once_a_minute(house: House) -> None:
    eve = house.person("Eve")
    await eve.starts()

    await eve.says("hello?")
    await house.advance(seconds=61)
    await eve.says("anyone?")

    assert len(eve.inbox) == 2
