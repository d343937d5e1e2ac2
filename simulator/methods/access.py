"""The checks of chats and messages that most methods begin with.

Source: the open Bot API server, Client::check_chat_access and check_message.
"""

from typing import Any

from simulator.chats import BotAccount, Chat
from simulator.decoding import load_json
from simulator.errors import ApiError, bad_request
from simulator.messages import Message
from simulator.parameters import Parameters
from simulator.world import World


def read_chat(
    world: World,
    bot: BotAccount,
    parameters: Parameters,
    name: str = "chat_id",
    *,
    is_written: bool,
) -> Chat:
    """This will find the chat a call is about; `is_written` asks for the right to write there.

    Raises ApiError with Telegram's words for an unknown chat, a person who has not started or has
    blocked the bot, a deleted account, another bot.
    """
    chat_id = parameters.text(name)
    if not chat_id:
        raise bad_request(f"{name} is empty")
    try:
        number = int(chat_id)
    except ValueError:
        # Usernames of people do not resolve; of what does, only bots are here.
        if any(f"@{one.username}".lower() == chat_id.lower() for one in world.bots.values()):
            raise ApiError(403, "Forbidden: the bot can't send messages to the bot") from None
        raise bad_request("chat not found") from None
    chat = bot.chats.get(number)
    if chat is None or not chat.known:
        if any(one.id == number for one in world.bots.values()):
            raise ApiError(403, "Forbidden: the bot can't send messages to the bot")
        raise bad_request("chat not found")
    if is_written:
        _require_writing(chat)
    return chat


def _require_writing(chat: Chat) -> None:
    if chat.person.deleted:
        raise ApiError(403, "Forbidden: user is deactivated")
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not chat.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")


def read_message(chat: Chat, message_id: int, what: str) -> Message:
    """This will find a message; `what` is how the refusal calls it ("message to edit")."""
    message = chat.find(message_id)
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


def find_reply(chat: Chat, reply: tuple[int, bool]) -> Message | None:
    """This will find the message replied to, if there is to be one."""
    message_id, may_be_missing = reply
    if not message_id:
        return None
    message = chat.find(message_id)
    if message is None and not may_be_missing:
        raise bad_request("message to be replied not found")
    return message


def read_json(value: str, what: str) -> Any:
    """This will parse a parameter that is JSON; `what` is how the refusal calls it."""
    try:
        return load_json(value)
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None
