"""What a bot hears in a group: privacy mode."""

import pytest
from gathering import Gathering, kinds

HEARD_IN_PRIVACY = [
    ("Good morning", False),
    ("/agenda", True),
    ("/agenda@ewg_desk_bot now", True),
    ("/agenda@EWG_Desk_Bot", True),
    ("/agenda@other_bot", False),
    ("ask @ewg_desk_bot", True),
    ("ask @ewg_desk_bots", False),
    ("see /agenda", False),
    ("/ agenda", False),
]


@pytest.mark.parametrize(("text", "is_heard"), HEARD_IN_PRIVACY)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    gathering: Gathering, text: str, is_heard: bool
) -> None:
    await gathering.scene.nadia.says(text, at=gathering.office)

    assert await gathering.heard() == ([text] if is_heard else [])


async def test_replies_to_the_bot_are_heard_and_others_are_not(gathering: Gathering) -> None:
    nadia, office = gathering.scene.nadia, gathering.office
    question = await gathering.posts(office, "Which date?")
    own = await nadia.says("Well", at=office)

    await nadia.says("Tuesday", reply_to=question)
    await nadia.says("or not", reply_to=own)

    [update] = await gathering.news()
    message = update["message"]
    assert (message["text"], message["reply_to_message"]["text"]) == ("Tuesday", "Which date?")
    assert message["message_thread_id"] == question.id
    assert "is_topic_message" not in message


async def test_edits_are_heard_as_messages_are(gathering: Gathering) -> None:
    nadia, office = gathering.scene.nadia, gathering.office
    spoken = await nadia.says("Hello", at=office)
    command = await nadia.says("/agenda", at=office)

    await nadia.edits(spoken, "Hello all")
    await nadia.edits(command, "/agenda now")

    assert kinds(await gathering.news()) == ["message: entities", "edited_message: edit_date"]


async def test_administrators_hear_everything(gathering: Gathering) -> None:
    await gathering.scene.farhan.promotes(gathering.bot, gathering.office, can_pin_messages=True)

    await gathering.scene.nadia.says("Good morning", at=gathering.office)

    assert await gathering.heard() == ["Good morning"]


async def test_privacy_mode_is_what_it_was_when_the_bot_came(gathering: Gathering) -> None:
    scene, bot, office = gathering.scene, gathering.bot, gathering.office

    bot.hears_all = True
    await scene.nadia.says("one", at=office)
    before = await gathering.heard()
    await gathering.call("leaveChat", chat_id=office.id)
    await scene.farhan.adds_bot(office)
    await scene.nadia.says("two", at=office)

    assert before == []
    assert await gathering.heard() == ["two"]
    described = await gathering.call("getMe")
    assert described.body["result"]["can_read_all_group_messages"] is True


async def test_mentions_can_be_kept_from_the_bot(gathering: Gathering) -> None:
    gathering.scene.telegram.mentions_are_heard = False

    await gathering.scene.nadia.says("ask @ewg_desk_bot", at=gathering.office)

    assert await gathering.heard() == []


async def test_a_command_without_a_name_is_for_the_bot_that_wrote_last(
    gathering: Gathering,
) -> None:
    scene, office = gathering.scene, gathering.office
    other = scene.telegram.bots["200:OTHER"]
    await scene.farhan.adds_bot(office, bot=other)
    await scene.wire.call("sendMessage", "200:OTHER", chat_id=office.id, text="I am new")
    await gathering.news()

    await scene.nadia.says("/agenda", at=office)
    passed_by = await gathering.heard()
    await gathering.posts(office)
    await scene.nadia.says("/agenda", at=office)

    assert passed_by == []
    assert await gathering.heard() == ["/agenda"]


async def test_bots_never_hear_each_other(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    other = scene.telegram.bots["200:OTHER"]
    await scene.farhan.promotes(other, office)
    other.updates.clear()

    await gathering.posts(office, "@other_bot /agenda")

    assert scene.telegram.unconfirmed(other) == 0
