"""Sending, copying and forwarding messages."""

from typing import Any

from simulator.chats import BotAccount, Chat
from simulator.errors import bad_request
from simulator.messages import Message
from simulator.methods.access import (
    read_chat,
    read_json,
    read_message,
    read_required,
    read_thread,
    require_sending,
)
from simulator.methods.envelopes import Envelope, read_preview
from simulator.methods.registry import method
from simulator.methods.texts import finish_caption, finish_text, read_caption, read_text
from simulator.objects import message_object, origin_object
from simulator.parameters import Parameters
from simulator.world import World

BULK_LIMIT = 100
"""The most messages that one call forwards, copies or deletes."""


@method("sendMessage")
def send_message(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send a text."""
    draft = read_text(parameters)
    envelope = Envelope(parameters)
    preview = read_preview(parameters)
    chat = envelope.address(world, bot)
    text, entities = finish_text(bot, draft)
    envelope.check(bot, "text")
    message = world.send(bot, chat, text, entities, **envelope.fields(**preview))
    return message_object(message, chat, bot)


@method("copyMessage")
def copy_message(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send the content of a message again, as the bot's own."""
    read_required(parameters, "from_chat_id")
    caption = read_caption(parameters) if "caption" in parameters.values else None
    source = read_chat(world, bot, parameters, "from_chat_id", access="read")
    number = parameters.identifier("message_id")
    original = read_message(bot, source, number, "message to copy")
    envelope = Envelope(parameters)
    chat = envelope.address(world, bot)
    _require_copying(original)
    text, entities = original.text, original.entities
    if caption is not None and original.kind != "text":
        text, entities = finish_caption(bot, caption)
    envelope.check(bot, original.kind)
    message = world.send(bot, chat, text, entities, **_content(original), **envelope.fields())
    return {"message_id": message.number_for(bot.id)}


@method("copyMessages")
def copy_messages(world: World, bot: BotAccount, parameters: Parameters) -> list[dict[str, Any]]:
    """This will copy several messages; those that cannot be copied are left out."""
    chat, thread_id, originals = _read_bulk(world, bot, parameters)
    is_bare = parameters.is_true("remove_caption")
    sent = []
    for original in originals:
        if original.kind == "service" or original.extras.get("has_protected_content"):
            continue
        require_sending(chat, bot, original.kind, thread_id)
        keeps = original.kind == "text" or not is_bare
        text, entities = (original.text, original.entities) if keeps else ("", [])
        fields = _bulk_fields(parameters, thread_id)
        sent.append(world.send(bot, chat, text, entities, **_content(original), **fields))
    return [{"message_id": message.number_for(bot.id)} for message in sent]


@method("forwardMessage")
def forward_message(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send a message on, with the name of who wrote it."""
    read_required(parameters, "from_chat_id")
    source = read_chat(world, bot, parameters, "from_chat_id", access="read")
    number = parameters.identifier("message_id")
    original = read_message(bot, source, number, "message to forward")
    envelope = Envelope(parameters)
    chat = envelope.address(world, bot)
    if original.kind == "service":
        raise bad_request("message can't be forwarded")
    if original.extras.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    envelope.check(bot, original.kind)
    message = world.send(
        bot,
        chat,
        original.text,
        original.entities,
        **_content(original),
        **envelope.fields(forward_origin=origin_object(original, source, bot)),
    )
    return message_object(message, chat, bot)


@method("forwardMessages")
def forward_messages(world: World, bot: BotAccount, parameters: Parameters) -> list[dict[str, Any]]:
    """This will forward several messages; those that cannot be forwarded are left out."""
    chat, thread_id, originals = _read_bulk(world, bot, parameters)
    source = read_chat(world, bot, parameters, "from_chat_id", access="read")
    sent = []
    for original in originals:
        if original.kind == "service" or original.extras.get("has_protected_content"):
            continue
        require_sending(chat, bot, original.kind, thread_id)
        fields = _bulk_fields(parameters, thread_id)
        fields["extras"]["forward_origin"] = origin_object(original, source, bot)
        text, entities = original.text, original.entities
        sent.append(world.send(bot, chat, text, entities, **_content(original), **fields))
    return [{"message_id": message.number_for(bot.id)} for message in sent]


def read_message_ids(parameters: Parameters) -> list[int]:
    """This will read `message_ids`, an array of at most 100."""
    given = parameters.text("message_ids")
    if not given:
        raise bad_request("message identifiers are not specified")
    numbers = read_json(given, "message identifiers")
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if len(numbers) > BULK_LIMIT:
        raise bad_request("too many message identifiers specified")
    if not all(type(number) is int for number in numbers):
        raise bad_request("message identifier must be a Number")
    if any(number <= 0 for number in numbers):
        raise bad_request("invalid message identifier specified")
    return numbers


def _read_bulk(
    world: World, bot: BotAccount, parameters: Parameters
) -> tuple[Chat, int | None, list[Message]]:
    read_required(parameters, "from_chat_id")
    numbers = read_message_ids(parameters)
    if not numbers:
        raise bad_request("message identifiers are not specified")
    chat = read_chat(world, bot, parameters)
    thread_id = read_thread(chat, parameters, None)
    source = read_chat(world, bot, parameters, "from_chat_id", access="read")
    found = [source.find_for(bot, number) for number in numbers]
    originals = [message for message in found if message is not None]
    if not originals:
        raise bad_request("there are no messages to forward")
    return chat, thread_id, originals


def _bulk_fields(parameters: Parameters, thread_id: int | None) -> dict[str, Any]:
    is_protected = parameters.is_true("protect_content")
    return {
        "silent": parameters.is_true("disable_notification"),
        "thread_id": thread_id,
        "extras": {"has_protected_content": True} if is_protected else {},
    }


def _require_copying(original: Message) -> None:
    if original.kind == "service":
        raise bad_request("message can't be copied")
    if original.extras.get("has_protected_content"):
        raise bad_request("message has protected content and can't be copied")


def _content(original: Message) -> dict[str, Any]:
    return {
        "kind": original.kind,
        "file": original.file,
        "attachment": original.attachment,
        "poll": original.poll,
    }
