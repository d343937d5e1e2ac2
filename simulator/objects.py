"""The JSON objects of the Bot API, with every field that it says is always there."""

from typing import Any

from simulator.chats import BotAccount, Callback, Chat, PrivateChat
from simulator.groups import Group
from simulator.members import member_object
from simulator.messages import Message

JsonObject = dict[str, Any]


def bot_object(bot: BotAccount) -> JsonObject:
    """This will make the User that getMe returns."""
    return {
        **bot.user,
        "can_join_groups": True,
        "can_read_all_group_messages": bot.hears_all,
        "supports_guest_queries": False,
        "supports_inline_queries": bot.is_inline,
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
        "message_id": message.number_for(bot.id),
        "chat": chat.object,
        "date": message.sent_at,
    }
    if message.author is not None:
        made["from"] = message.author
    if message.sender_chat is not None:
        made["sender_chat"] = message.sender_chat
    if message.edited_at is not None:
        made["edit_date"] = message.edited_at
    if message.thread_id is not None:
        made["message_thread_id"] = message.thread_id
        if isinstance(chat, Group) and chat.is_forum:
            made["is_topic_message"] = True
    reply_to = message.reply_to or _thread_start(message, chat)
    if reply_to is not None and not is_nested and not reply_to.deleted:
        made["reply_to_message"] = message_object(reply_to, chat, bot, is_nested=True)
    if message.pins is not None:
        made["pinned_message"] = shown_message(message.pins, chat, bot, is_nested=True)
    if message.poll is not None:
        made["poll"] = message.poll.as_object()
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


def origin_object(message: Message, chat: Chat, bot: BotAccount) -> JsonObject:
    """This will make the MessageOrigin of a message that is forwarded."""
    made: JsonObject = message.extras.get("forward_origin", {})
    if made:
        return made
    date = message.sent_at
    if chat.type == "channel":
        number = message.number_for(bot.id)
        return {"type": "channel", "date": date, "chat": chat.object, "message_id": number}
    if message.sender_chat is not None:
        return {"type": "chat", "date": date, "sender_chat": message.sender_chat}
    return {"type": "user", "date": date, "sender_user": message.author}


def _thread_start(message: Message, chat: Chat) -> Message | None:
    # What is written in a topic without being a reply shows, all the same, the message that
    # created the topic as its original (the open Bot API server: the thread's id stands in).
    if message.thread_id is None or message.thread_id >= message.id or message.pins is not None:
        return None
    return chat.find(message.thread_id)


def shown_message(
    message: Message, chat: Chat, bot: BotAccount, *, is_nested: bool = False
) -> JsonObject:
    """This will make a MaybeInaccessibleMessage: of a deleted one only its number is left."""
    if message.deleted:
        return {"chat": chat.object, "message_id": message.number_for(bot.id), "date": 0}
    return message_object(message, chat, bot, is_nested=is_nested)


def callback_object(callback: Callback, chat: Chat, bot: BotAccount) -> JsonObject:
    """This will make a CallbackQuery."""
    return {
        "id": callback.id,
        "from": callback.person.user,
        "message": shown_message(callback.message, chat, bot),
        "chat_instance": str(-(chat.id * 1_000_003 + bot.id) % (1 << 62)),
        "data": callback.data,
    }


def membership_object(
    chat: PrivateChat, bot: BotAccount, date: int, *, is_blocked: bool
) -> JsonObject:
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
    """This will make a ChatFullInfo, as the bot sees it."""
    accepts = not isinstance(chat, Group)
    made: JsonObject = {
        **chat.object,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": accepts,
            "limited_gifts": accepts,
            "unique_gifts": accepts,
            "premium_subscription": accepts,
            "gifts_from_channels": accepts,
        },
    }
    if "username" in chat.object:
        made["active_usernames"] = [chat.object["username"]]
    if isinstance(chat, Group):
        if chat.type != "channel":
            made["permissions"] = dict(chat.permissions)
        primary = next((link for link in chat.links if link.is_primary), None)
        if primary is not None and chat.may(bot.id, "can_invite_users"):
            made["invite_link"] = primary.url
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        made["pinned_message"] = message_object(pinned, chat, bot)
    return made


def administrators_object(group: Group, bot: BotAccount) -> list[JsonObject]:
    """This will make the ChatMembers that getChatAdministrators gives: no bots but the asker."""
    return [
        member_object(member, group.type, bot.id)
        for member in group.present
        if member.is_admin and (not member.user["is_bot"] or member.user["id"] == bot.id)
    ]
