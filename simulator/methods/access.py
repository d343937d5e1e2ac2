"""The checks of chats and messages that most methods begin with.

Source: the open Bot API server, Client::check_chat_access and check_message.
"""

from typing import Any, Literal

from simulator.chats import BotAccount, Chat, PrivateChat
from simulator.decoding import load_json
from simulator.errors import ApiError, bad_request
from simulator.groups import Group
from simulator.messages import Message
from simulator.parameters import Parameters
from simulator.world import World

Access = Literal["members", "read", "edit", "write"]
"""How much of a chat a call needs, each with all before it."""


def read_chat(
    world: World,
    bot: BotAccount,
    parameters: Parameters,
    name: str = "chat_id",
    *,
    access: Access = "write",
) -> Chat:
    """This will find the chat a call is about and ask whether the bot may do so much with it.

    Raises ApiError with Telegram's words for an unknown chat, a person who has not started or has
    blocked the bot, a deleted account, another bot, a group that is gone or that the bot is not
    in.
    """
    chat_id = parameters.text(name)
    if not chat_id:
        raise bad_request(f"{name} is empty")
    chat = _find_chat(world, bot, chat_id)
    if isinstance(chat, Group):
        chat.lapse(world.clock.unix())
        _require_membership(chat, bot, access)
    elif isinstance(chat, PrivateChat) and access in ("edit", "write"):
        _require_writing(chat)
    return chat


def _find_chat(world: World, bot: BotAccount, chat_id: str) -> Chat:
    try:
        number = int(chat_id)
    except ValueError:
        # Usernames of people do not resolve; those of bots, public groups and channels do.
        if any(f"@{one.username}".lower() == chat_id.lower() for one in world.bots.values()):
            raise ApiError(403, "Forbidden: the bot can't send messages to the bot") from None
        for group in world.groups.values():
            if group.username and f"@{group.username}".lower() == chat_id.lower():
                return group
        raise bad_request("chat not found") from None
    chat = bot.chats.get(number)
    if chat is None or (isinstance(chat, PrivateChat) and not chat.known):
        if any(one.id == number for one in world.bots.values()):
            raise ApiError(403, "Forbidden: the bot can't send messages to the bot")
        raise bad_request("chat not found")
    return chat


def _require_writing(chat: PrivateChat) -> None:
    if chat.person.deleted:
        raise ApiError(403, "Forbidden: user is deactivated")
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not chat.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")


def _require_membership(group: Group, bot: BotAccount, access: Access) -> None:
    if group.type == "group" and not group.is_active:
        if access != "write":
            return
        if group.migrated_to is None:
            raise ApiError(403, "Forbidden: the group chat was deleted")
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": group.migrated_to.id},
        )
    member = group.member(bot.user)
    # Of a deleted supergroup or channel only this is left to be seen, as after a ban (TDLib).
    if access != "members" and (member.status == "kicked" or group.is_deleted):
        raise ApiError(403, f"Forbidden: bot was kicked from the {group.type} chat")
    needed = ("edit", "write") if group.username else ("read", "edit", "write")
    if access in needed and not member.is_in:
        raise ApiError(403, f"Forbidden: bot is not a member of the {group.type} chat")


def read_thread(chat: Chat, parameters: Parameters, reply_to: Message | None) -> int | None:
    """This will read which thread of a group a new message goes to.

    Only topics of forums can be named, and General by no name at all.
    """
    if not isinstance(chat, Group):
        return None
    thread_id = parameters.identifier("message_thread_id")
    if not chat.is_forum:
        thread_id = 0
    elif thread_id and thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return chat.thread_for(reply_to, thread_id)


def require_sending(chat: Chat, bot: BotAccount, kind: str, thread_id: int | None = None) -> None:
    """This will ask whether the bot may send a kind of message ("text", "document" …) there."""
    if not isinstance(chat, Group):
        return
    if chat.type == "channel":
        if not chat.member(bot.user).has("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return
    permission, name = _KINDS.get(kind, _KINDS["text"])
    if not chat.may(bot.id, permission):
        raise bad_request(f"not enough rights to send {name} to the chat")
    if chat.is_closed_to(bot.id, thread_id):
        raise bad_request("TOPIC_CLOSED")


_KINDS = {
    "text": ("can_send_messages", "text messages"),
    "document": ("can_send_documents", "documents"),
    "photo": ("can_send_photos", "photos"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "sticker": ("can_send_other_messages", "stickers"),
    "poll": ("can_send_polls", "polls"),
    "contact": ("can_send_messages", "contacts"),
}


def read_message(bot: BotAccount, chat: Chat, message_id: int, what: str) -> Message:
    """This will find a message; `what` is how the refusal calls it ("message to edit")."""
    message = chat.find_for(bot, message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def read_reply(parameters: Parameters) -> tuple[int, bool]:
    """This will read which message is replied to (0 for none), and whether it may be missing."""
    given = parameters.text("reply_parameters")
    if not given:
        return (
            parameters.identifier("reply_to_message_id"),
            parameters.is_true("allow_sending_without_reply"),
        )
    reply = read_json(given, "reply parameters")
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    if "message_id" not in reply:
        return 0, False
    if type(reply["message_id"]) is not int:
        raise bad_request('field "message_id" must be of type Number')
    return reply["message_id"], reply.get("allow_sending_without_reply") is True


def find_reply(bot: BotAccount, chat: Chat, reply: tuple[int, bool]) -> Message | None:
    """This will find the message replied to, if there is to be one."""
    message_id, may_be_missing = reply
    if not message_id:
        return None
    message = chat.find_for(bot, message_id)
    if message is None and not may_be_missing:
        raise bad_request("message to be replied not found")
    return message


def read_user_id(parameters: Parameters) -> int:
    """This will read `user_id`; raises ApiError 400 for what cannot be one."""
    user_id = parameters.identifier("user_id")
    if not user_id or user_id >= 1 << 54:
        raise bad_request("invalid user_id specified")
    return user_id


def find_user(world: World, bot: BotAccount, user_id: int) -> dict[str, Any]:
    """This will give the User with an id, if the bot can know of it; raises ApiError 400."""
    for one in world.bots.values():
        if one.id == user_id:
            return one.user
    chat = bot.private_chat(user_id)
    if chat is not None and chat.known:
        return chat.person.user
    for group in bot.chats.values():
        if isinstance(group, Group) and user_id in group.members:
            return group.members[user_id].user
    raise bad_request("user not found")


def read_required(parameters: Parameters, name: str) -> str:
    """This will give a parameter that must be there; raises ApiError 400."""
    value = parameters.text(name)
    if not value:
        raise bad_request(f'parameter "{name}" is required')
    return value


def read_json(value: str, what: str) -> Any:
    """This will parse a parameter that is JSON; `what` is how the refusal calls it."""
    try:
        return load_json(value)
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None
