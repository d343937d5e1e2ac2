"""The JSON objects of the Bot API, with every field that it says is always there."""

from typing import Any

from simulator.chats import BotAccount, Callback, Chat
from simulator.messages import Message

JsonObject = dict[str, Any]


def bot_object(bot: BotAccount) -> JsonObject:
    """This will make the User that getMe returns."""
    return {
        **bot.user,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def message_object(
    message: Message, chat: Chat, bot: BotAccount, *, is_nested: bool = False
) -> JsonObject:
    """This will make a Message; a nested one (a reply's original) nests nothing further."""
    made: JsonObject = {
        "message_id": message.id,
        "from": bot.user if message.from_bot else chat.person.user,
        "chat": chat.object,
        "date": message.sent_at,
    }
    if message.edited_at is not None:
        made["edit_date"] = message.edited_at
    if message.reply_to is not None and not is_nested and not message.reply_to.deleted:
        made["reply_to_message"] = message_object(message.reply_to, chat, bot, is_nested=True)
    if message.extras:
        made.update(message.extras)
    if message.attachment:
        made.update(message.attachment)
    if message.kind == "text":
        made["text"] = message.text
        if message.entities:
            made["entities"] = message.entities
    elif message.text:
        made["caption"] = message.text
        if message.entities:
            made["caption_entities"] = message.entities
    if message.keyboard:
        made["reply_markup"] = {"inline_keyboard": message.keyboard}
    return made


def callback_object(callback: Callback, chat: Chat, bot: BotAccount) -> JsonObject:
    """This will make a CallbackQuery; of a deleted message only its number is left."""
    message = callback.message
    if message.deleted:
        shown: JsonObject = {"chat": chat.object, "message_id": message.id, "date": 0}
    else:
        shown = message_object(message, chat, bot)
    return {
        "id": callback.id,
        "from": callback.person.user,
        "message": shown,
        "chat_instance": str(-(chat.id * 1_000_003 + bot.id) % (1 << 62)),
        "data": callback.data,
    }


def membership_object(chat: Chat, bot: BotAccount, date: int, *, is_blocked: bool) -> JsonObject:
    """This will make the ChatMemberUpdated of a person who blocked or unblocked the bot."""
    member = {"user": bot.user, "status": "member"}
    banned = {"user": bot.user, "status": "kicked", "until_date": 0}
    return {
        "chat": chat.object,
        "from": chat.person.user,
        "date": date,
        "old_chat_member": member if is_blocked else banned,
        "new_chat_member": banned if is_blocked else member,
    }


def full_chat_object(chat: Chat, bot: BotAccount) -> JsonObject:
    """This will make the ChatFullInfo of a private chat."""
    made: JsonObject = {
        **chat.object,
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if chat.person.username:
        made["active_usernames"] = [chat.person.username]
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        made["pinned_message"] = message_object(pinned, chat, bot)
    return made
