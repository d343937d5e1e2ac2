"""Deleting messages, pinning them and taking pins away."""

from simulator.chats import BotAccount, Chat
from simulator.errors import bad_request
from simulator.groups import Group
from simulator.messages import Message
from simulator.methods.access import read_chat, read_message
from simulator.methods.messages import read_message_ids
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World

DELETABLE_FOR = 48 * 3600
"""Seconds in which a bot may delete a message (TDLib)."""


@method("deleteMessage")
def delete_message(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will delete a message of either side, if it is not too old."""
    if not parameters.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    message_id = parameters.identifier("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    chat = read_chat(world, bot, parameters)
    message = read_message(bot, chat, message_id, "message to delete")
    if not _may_delete(world, bot, chat, message):
        is_shared = chat.type in ("private", "group")
        raise bad_request(f"message can't be deleted{' for everyone' if is_shared else ''}")
    world.delete(chat, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will delete several messages; those that are not there are skipped."""
    if not parameters.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    numbers = read_message_ids(parameters)
    if not numbers:
        return True
    chat = read_chat(world, bot, parameters)
    found = [chat.find_for(bot, number) for number in numbers]
    messages = [message for message in found if message is not None]
    if not all(_may_delete(world, bot, chat, message) for message in messages):
        is_shared = chat.type in ("private", "group")
        raise bad_request(f"message can't be deleted{' for everyone' if is_shared else ''}")
    for message in messages:
        world.delete(chat, message)
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will pin a message; the bot gets the service message that says so."""
    message_id = parameters.identifier("message_id")
    chat = read_chat(world, bot, parameters)
    message = read_message(bot, chat, message_id, "message to pin")
    _require_pinning(bot, chat)
    if message.kind == "service":
        raise bad_request("service messages can't be pinned")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    is_silent = parameters.is_true("disable_notification")
    world.note(chat, bot.user, {}, bot=bot, silent=is_silent, pins=message)
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will take away a pin, the newest if none is named."""
    message_id = parameters.identifier("message_id")
    chat = read_chat(world, bot, parameters)
    if message_id:
        number = read_message(bot, chat, message_id, "message to unpin").id
    elif chat.pinned:
        number = chat.pinned[-1]
    else:
        raise bad_request("message to unpin not found")
    _require_pinning(bot, chat)
    if number in chat.pinned:
        chat.pinned.remove(number)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will take all pins of a chat away."""
    chat = read_chat(world, bot, parameters)
    _require_pinning(bot, chat)
    chat.pinned.clear()
    return True


def _may_delete(world: World, bot: BotAccount, chat: Chat, message: Message) -> bool:
    is_recent = world.clock.unix() - message.sent_at <= DELETABLE_FOR
    if not isinstance(chat, Group):
        return is_recent
    member = chat.member(bot.user)
    if chat.type == "group":
        return is_recent and (message.is_of(bot.id) or member.is_admin)
    # What began a supergroup cannot be taken away (Bot API, deleteMessage).
    if set(message.attachment) & {"migrate_from_chat_id", "supergroup_chat_created"}:
        return False
    if member.has("can_delete_messages"):
        return is_recent
    is_own = message.is_of(bot.id) and message.kind != "service"
    if chat.type == "channel":
        is_own = is_own and member.has("can_post_messages")
    return is_recent and is_own


def _require_pinning(bot: BotAccount, chat: Chat) -> None:
    if not isinstance(chat, Group):
        return
    member = chat.member(bot.user)
    if chat.type == "channel":
        may_pin = member.has("can_edit_messages")
    elif chat.type == "group":
        # TDLib: a bot must have been appointed, whatever members may do.
        may_pin = member.is_admin and chat.may(bot.id, "can_pin_messages")
    else:
        may_pin = chat.may(bot.id, "can_pin_messages")
    if not may_pin:
        raise bad_request("not enough rights to manage pinned messages in the chat")
