"""Every result and every update has all that the Bot API promises, and nothing it does not know.

The promise is read from the constructors of python-telegram-bot: what has no default is required.
"""

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any

import telegram
from gathering import Gathering
from local_telegram import FARHAN, NADIA, STRANGER, Scene
from telegram import TelegramObject

from simulator.methods import METHODS
from simulator.methods.known import NAMES
from simulator.updates import KINDS

PLAIN = (bool, int, str)
RESULTS: dict[str, type[TelegramObject]] = {
    "close": bool,
    "copyMessage": telegram.MessageId,
    "copyMessages": telegram.MessageId,
    "createChatInviteLink": telegram.ChatInviteLink,
    "createForumTopic": telegram.ForumTopic,
    "editMessageCaption": telegram.Message,
    "editMessageMedia": telegram.Message,
    "editMessageReplyMarkup": telegram.Message,
    "editMessageText": telegram.Message,
    "exportChatInviteLink": str,
    "forwardMessage": telegram.Message,
    "forwardMessages": telegram.MessageId,
    "getChat": telegram.ChatFullInfo,
    "getChatAdministrators": telegram.ChatMember,
    "getChatMember": telegram.ChatMember,
    "getChatMemberCount": int,
    "getChatMenuButton": telegram.MenuButton,
    "getFile": telegram.File,
    "getMe": telegram.User,
    "getMyCommands": telegram.BotCommand,
    "getMyDefaultAdministratorRights": telegram.ChatAdministratorRights,
    "getMyDescription": telegram.BotDescription,
    "getMyName": telegram.BotName,
    "getMyShortDescription": telegram.BotShortDescription,
    "getUpdates": telegram.Update,
    "getWebhookInfo": telegram.WebhookInfo,
    "sendDocument": telegram.Message,
    "sendMediaGroup": telegram.Message,
    "sendMessage": telegram.Message,
    "sendPhoto": telegram.Message,
    "sendPoll": telegram.Message,
    "stopPoll": telegram.Poll,
}
"""What each method gives; the rest gives True."""

NOT_SENT = {
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "chosen_inline_result",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
}
"""Kinds of updates that nothing here can bring about."""
BETTER_NAMES = {"from": "from_user"}


def required(kind: type[TelegramObject]) -> set[str]:
    """The names, as in JSON, of what must be there."""
    parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
    return {
        {"from_user": "from"}.get(one.name, one.name)
        for one in parameters
        if one.default is one.empty and one.kind is not one.VAR_KEYWORD
    }


def faults(made: TelegramObject, raw: dict[str, Any], path: str) -> list[str]:
    """What is missing from an object, or unknown to the library, with where it is."""
    found = [f"{path}.{name} is missing" for name in sorted(required(type(made)) - raw.keys())]
    found += [f"{path}.{name} is unknown" for name in made.api_kwargs]
    for name, value in raw.items():
        inner = getattr(made, BETTER_NAMES.get(name, name), None)
        pairs = zip(inner, value, strict=True) if isinstance(inner, tuple) else [(inner, value)]
        for part, its_raw in pairs:
            if isinstance(part, TelegramObject) and isinstance(its_raw, dict):
                found += faults(part, its_raw, f"{path}.{name}")
    return found


def check(kind: Any, result: Any, path: str) -> list[str]:
    if kind in PLAIN:
        return [] if type(result) is kind else [f"{path} is no {kind.__name__}"]
    found = []
    for one in result if isinstance(result, list) else [result]:
        found += faults(kind.de_json(json.loads(json.dumps(one)), None), one, path)
    return found


PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\1\0" + b"\0\0\0\x40" + b"rest"
KEYBOARD = '{"inline_keyboard": [[{"text": "Going", "callback_data": "r.1"}]]}'
POLL = {
    "question": "<b>Which</b>?",
    "question_parse_mode": "HTML",
    "options": '["A", {"text": "B"}]',
}


async def happen(gathering: Gathering) -> None:
    """Let everything happen that can: every method with success, every kind of update."""
    scene, bot = gathering.scene, gathering.bot
    farhan, nadia = scene.farhan, scene.nadia
    office, forum, channel = gathering.office, gathering.forum, gathering.channel
    umer = scene.telegram.account(STRANGER)
    bot.is_inline = True

    async def call(method: str, **parameters: Any) -> Any:
        reply = await gathering.call(method, **parameters)
        assert reply.status == 200, (method, reply.body)
        return reply.body["result"]

    async def upload(method: str, **parameters: Any) -> Any:
        files = {"file": ("plan.png", PNG)}
        reply = await scene.wire.upload(method, files, **parameters)
        assert reply.status == 200, (method, reply.body)
        return reply.body["result"]

    await call("getUpdates", allowed_updates=json.dumps(sorted(KINDS)))
    for group in (gathering.basic, office, forum, channel):
        await farhan.promotes(bot, group)
        await farhan.says("Hello", at=group)
    here = {"chat_id": office.id}

    sent = await call("sendMessage", **here, text="Card", reply_markup=KEYBOARD)
    card = office.messages[sent["message_id"]]
    this = here | {"message_id": card.id}
    await farhan.taps("Going", on=card)
    await call("answerCallbackQuery", callback_query_id=list(bot.callbacks)[-1])
    await call("sendChatAction", **here, action="typing")
    await call("editMessageText", **this, text="Card!", reply_markup=KEYBOARD)
    await call("editMessageReplyMarkup", **this)
    await call("setMessageReaction", **this, reaction='[{"type": "emoji", "emoji": "👍"}]')
    await farhan.reacts(card, "👍")
    await farhan.reacts(office.messages[1], "")
    post = await farhan.says("News", at=channel)
    await farhan.edits(post, "Old news")
    await farhan.reacts(post, "🔥")
    await call("pinChatMessage", **this)
    await call("getChat", **here)
    await call("getChat", chat_id=FARHAN)
    await call("unpinChatMessage", **here)
    await call("unpinAllChatMessages", **here)
    for origin in (office, channel):
        source = {"from_chat_id": origin.id, "message_id": origin.live[-1].id}
        source["message_id"] = card.id if origin is office else post.id
        await call("forwardMessage", **here, **source)
        await call("copyMessage", **here, **source)
        many = {"from_chat_id": origin.id, "message_ids": f"[{source['message_id']}]"}
        await call("forwardMessages", **here, **many)
        await call("copyMessages", **here, **many)

    document = await upload("sendDocument", **here, document="attach://file", caption="<b>x</b>")
    file_id = document["document"]["file_id"]
    that = here | {"message_id": document["message_id"]}
    await call("editMessageCaption", **that, caption="y")
    media = '{"type": "photo", "media": "attach://file", "caption": "z"}'
    await upload("editMessageMedia", **that, media=media)
    await upload("sendPhoto", **here, photo="attach://file")
    await upload("sendMediaGroup", **here, media=f"[{media}, {media}]")
    await call("getFile", file_id=file_id)

    poll = await call("sendPoll", **here, **POLL, is_anonymous="false", reply_markup=KEYBOARD)
    await nadia.votes(office.messages[poll["message_id"]], "A")
    await call("stopPoll", **here, message_id=poll["message_id"])
    quiz = {"type": "quiz", "correct_option_ids": "[0]", "explanation": "So", "open_period": 60}
    await call("sendPoll", **here, **POLL, **quiz)

    for member in (FARHAN, NADIA, bot.id):
        await call("getChatMember", **here, user_id=member)
        await call("getChatMember", chat_id=channel.id, user_id=member)
    await farhan.restricts(nadia, office, can_send_messages=True)
    await call("getChatMember", **here, user_id=NADIA)
    await farhan.kicks(nadia, office)
    await call("getChatMember", **here, user_id=NADIA)
    for place in (office.id, gathering.basic.id, channel.id):
        await call("getChatMemberCount", chat_id=place)
        await call("getChatAdministrators", chat_id=place)

    await call("exportChatInviteLink", **here)
    link = await call("createChatInviteLink", **here, name="Door", creates_join_request="true")
    await umer.joins(office, link["invite_link"])
    await call("declineChatJoinRequest", **here, user_id=umer.id)
    await umer.joins(office, link["invite_link"])
    await call("approveChatJoinRequest", **here, user_id=umer.id)
    door = await call("createChatInviteLink", **here, member_limit=5, expire_date=1900000000)
    await scene.jamil.leaves(office)
    await scene.jamil.joins(office, door["invite_link"])

    topic = await call("createForumTopic", chat_id=forum.id, name="Minutes", icon_color=9367192)
    in_topic = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}
    await call("sendMessage", **in_topic, text="Point 1")
    await farhan.says("Yes", at=forum, topic=forum.topics[topic["message_thread_id"]])
    await call("editForumTopic", **in_topic, name="Record", icon_custom_emoji_id="5")
    await call("closeForumTopic", **in_topic)
    await call("reopenForumTopic", **in_topic)
    await call("deleteForumTopic", **in_topic)

    await farhan.asks_inline("date")
    article = {"type": "article", "id": "1", "title": "A"}
    query = {"inline_query_id": list(bot.inline_queries)[-1]}
    await call("answerInlineQuery", **query, results=json.dumps([article]))
    await tell_telegram(call)
    await call("deleteMessage", **this)
    await call("deleteMessages", **here, message_ids="[2, 3, 999]")

    await farhan.sends_file("a.csv", b"x", at=office)
    await farhan.sends_contact("+92300")
    await farhan.sends_voice()
    await farhan.sends_sticker()
    said = await farhan.says("/help")
    await farhan.edits(said, "/help me")
    await farhan.blocks()
    await farhan.renames(office, "Bureau")
    await farhan.migrates(gathering.basic)
    await call("leaveChat", **here)


async def tell_telegram(call: Callable[..., Awaitable[Any]]) -> None:
    commands = '[{"command": "help", "description": "Help"}]'
    await call("setMyCommands", commands=commands)
    await call("getMyCommands")
    await call("deleteMyCommands")
    for name, field in (
        ("MyName", "name"),
        ("MyDescription", "description"),
        ("MyShortDescription", "short_description"),
    ):
        await call(f"set{name}", **{field: "What it is"})
        await call(f"get{name}")
    await call("setMyDefaultAdministratorRights", rights='{"can_pin_messages": true}')
    await call("getMyDefaultAdministratorRights")
    await call("getMyDefaultAdministratorRights", for_channels="true")
    await call("setChatMenuButton", menu_button='{"type": "commands"}')
    await call("getChatMenuButton")
    await call("getMe")
    await call("getWebhookInfo")
    await call("deleteWebhook")


async def everything(gathering: Gathering) -> list[dict[str, Any]]:
    await happen(gathering)
    gathering.scene.moments.pass_by(seconds=4)
    reply = await gathering.call("getUpdates")
    updates: list[dict[str, Any]] = reply.body["result"]
    gathering.scene.moments.pass_by(minutes=11)
    for last in ("close", "logOut"):
        assert (await gathering.call(last)).status == 200
    return updates


async def test_every_result_has_all_required_fields(gathering: Gathering) -> None:
    await everything(gathering)

    calls = gathering.scene.telegram.calls
    found = [
        fault
        for call in calls
        for fault in check(RESULTS.get(call.method, bool), call.answer["result"], call.method)
    ]
    assert found == []
    assert METHODS.keys() - {call.method for call in calls} - WITHOUT_WEBHOOKS == set()


WITHOUT_WEBHOOKS = {"setWebhook"}


async def test_every_update_has_all_required_fields(gathering: Gathering) -> None:
    updates = await everything(gathering)

    assert [fault for one in updates for fault in check(telegram.Update, one, "update")] == []
    happened = {kind for update in updates for kind in update if kind != "update_id"}
    assert KINDS - happened == NOT_SENT
    assert happened <= KINDS


def test_a_fault_would_be_found() -> None:
    raw = {"id": 5, "first_name": "Bot", "shoe_size": 44}

    assert check(telegram.User, raw | {"is_bot": True}, "user") == ["user.shoe_size is unknown"]
    made = telegram.User(5, "Bot", is_bot=True)
    assert faults(made, raw, "user") == ["user.is_bot is missing"]


async def test_methods_that_are_not_there_say_so(scene: Scene) -> None:
    for name in sorted(NAMES - METHODS.keys()):
        reply = await scene.wire.call(name)
        assert (reply.status, reply.body["description"]) == (
            501,
            f"Not Implemented: the local Telegram has no {name} yet",
        )
