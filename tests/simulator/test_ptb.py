"""python-telegram-bot works against the local Telegram unchanged, and finds every field."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from gathering import Gathering
from local_telegram import FARHAN, JAMIL, NADIA, STRANGER, TOKEN, Scene
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    Update,
    User,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.request import HTTPXRequest

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("In person", callback_data="r.1", style="success")]]
)


@pytest.fixture
async def bot(scene: Scene) -> AsyncIterator[Bot]:
    url = scene.server.url
    async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot


async def test_every_update_is_parsed_without_a_rest(scene: Scene, bot: Bot) -> None:
    await bot.send_message(FARHAN, "Choose", reply_markup=KEYBOARD)
    farhan = scene.farhan
    message = await farhan.says("Hello /help", reply_to=farhan.chat[-1])
    await farhan.edits(message, "Hello!")
    await farhan.taps("In person")
    await farhan.sends_file("a.csv", b"x", caption="c")
    await farhan.sends_voice()
    await farhan.sends_photo()
    await farhan.sends_sticker()
    await farhan.sends_contact("+92300")
    await bot.pin_chat_message(FARHAN, message.id)
    tapped = farhan.inbox[0]
    await bot.delete_message(FARHAN, tapped.id)
    await farhan.taps_data("r.1", on=tapped)
    await farhan.blocks()
    await farhan.unblocks()

    raw = await scene.updates()
    scene.moments.pass_by(seconds=1)
    updates = await bot.get_updates(timeout=1)

    assert [json.loads(update.to_json())["update_id"] for update in updates] == [
        update["update_id"] for update in raw
    ]
    assert [unknown(update) for update in updates] == [{}] * 12
    assert updates[9].callback_query.message.is_accessible is False


def unknown(update: Update) -> dict[str, object]:
    """What the library did not know of an update, its message or its press."""
    press = update.callback_query
    parts = [update, update.effective_message, update.effective_user, update.effective_chat, press]
    found: dict[str, object] = {}
    for part in parts:
        if part is not None:
            found |= part.api_kwargs
    return found


async def test_every_answer_is_parsed_without_a_rest(scene: Scene, bot: Bot) -> None:
    message = await bot.send_message(
        FARHAN, "<b>Choose</b>", parse_mode="HTML", reply_markup=KEYBOARD, protect_content=True
    )
    edited = await message.edit_text("Chosen")
    document = await bot.send_document(FARHAN, b"VCAL", filename="plan.ics", caption="Plan")
    copied = await bot.copy_message(FARHAN, FARHAN, document.message_id)
    file = await document.document.get_file()
    await message.pin()
    chat = await bot.get_chat(FARHAN)
    commands = [BotCommand("help", "Help")]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(FARHAN), language_code="en")
    kept = await bot.get_my_commands(scope=BotCommandScopeChat(FARHAN), language_code="en")
    await bot.set_chat_menu_button(FARHAN, MenuButtonCommands())
    await bot.set_my_description("What it does")
    await bot.set_my_short_description("What it is")
    await bot.send_chat_action(FARHAN, "typing")
    info = await bot.get_webhook_info()
    await bot.delete_webhook()

    answered = [message, edited, document, copied, file, chat, info]
    assert [one.api_kwargs for one in answered] == [{}] * 7
    assert bytes(await file.download_as_bytearray()) == b"VCAL"
    assert (message.text_html, edited.reply_markup) == ("<b>Choose</b>", None)
    assert tuple(commands) == kept
    assert chat.pinned_message.text == "Chosen"
    assert isinstance(bot.bot, User)
    assert {call.status for call in scene.telegram.calls} == {200}


async def test_errors_become_the_librarys_exceptions(
    scene: Scene, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library warns about its old way of giving retry_after.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(STRANGER, "x")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(NADIA, "x")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(JAMIL, "x")
    scene.telegram.faults.add(kind="429", retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(FARHAN, "x")
    assert caught.value.retry_after == timedelta(seconds=3)
    for kind in ("500", "502_html", "reset_before"):
        scene.telegram.faults.add(kind=kind)
        with pytest.raises(NetworkError):
            await bot.send_message(FARHAN, "x")
    scene.telegram.faults.add(kind="500", method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()


async def test_groups_raise_the_librarys_exceptions(gathering: Gathering, bot: Bot) -> None:
    farhan, basic, office = gathering.scene.farhan, gathering.basic, gathering.office
    new = await farhan.migrates(basic)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(basic.id, "x")
    await farhan.restricts(gathering.bot, office, can_send_messages=False)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(office.id, "x")
    await farhan.kicks(gathering.bot, office)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(office.id, "x")

    assert migrated.value.new_chat_id == new.id


@pytest.mark.parametrize("token", ["100:WRONG", "nonsense"])
async def test_a_wrong_token_is_an_invalid_token(scene: Scene, token: str) -> None:
    async with HTTPXRequest() as request:
        bot = Bot(token, base_url=f"{scene.server.url}/bot", request=request)

        with pytest.raises(InvalidToken):
            await bot.get_me()
