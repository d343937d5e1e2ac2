"""Sending, copying, changing and deleting messages."""

from typing import Any

from simulator.chats import BotAccount, Chat
from simulator.errors import bad_request
from simulator.keyboards import Markup, inline_only, read_markup
from simulator.messages import Message
from simulator.methods.access import find_reply, read_chat, read_json, read_message, read_reply
from simulator.methods.registry import method
from simulator.methods.texts import finish_caption, finish_text, read_caption, read_text
from simulator.objects import message_object
from simulator.parameters import Parameters
from simulator.world import World

DELETABLE_FOR = 48 * 3600
"""Seconds in which a bot may delete a message (TDLib)."""


@method("sendMessage")
def send_message(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send a text."""
    draft = read_text(parameters)
    reply = read_reply(parameters)
    markup = read_markup(parameters.text("reply_markup"))
    preview = _read_preview(parameters)
    chat = read_chat(world, bot, parameters, is_written=True)
    reply_to = find_reply(chat, reply)
    text, entities = finish_text(bot, draft)
    markup.check(is_private=chat.type == "private")
    message = world.send(
        bot,
        chat,
        text,
        entities,
        extras=preview | _echoed(parameters),
        reply_to=reply_to,
        **sent_fields(parameters, markup),
    )
    return message_object(message, chat, bot)


@method("copyMessage")
def copy_message(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send the content of a message again, as the bot's own."""
    caption = read_caption(parameters) if "caption" in parameters.values else None
    reply = read_reply(parameters)
    markup = read_markup(parameters.text("reply_markup"))
    source = read_chat(world, bot, parameters, "from_chat_id", is_written=False)
    original = read_message(source, parameters.identifier("message_id"), "message to copy")
    if original.kind == "service":
        raise bad_request("message can't be copied")
    if original.extras.get("has_protected_content"):
        raise bad_request("message has protected content and can't be copied")
    chat = read_chat(world, bot, parameters, is_written=True)
    reply_to = find_reply(chat, reply)
    text, entities = original.text, original.entities
    if caption is not None and original.kind != "text":
        text, entities = finish_caption(bot, caption)
    markup.check(is_private=chat.type == "private")
    fields = sent_fields(parameters, markup)
    message = world.send(
        bot,
        chat,
        text,
        entities,
        kind=original.kind,
        file=original.file,
        attachment=original.attachment,
        extras=_echoed(parameters),
        reply_to=reply_to,
        **fields,
    )
    return {"message_id": message.id}


@method("editMessageText")
def edit_message_text(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will replace a message's text; without reply_markup its keyboard goes too."""
    draft = read_text(parameters)
    preview = _read_preview(parameters)
    markup = read_markup(parameters.text("reply_markup"))
    chat, message = _read_edited(world, bot, parameters)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, entities = finish_text(bot, draft)
    keyboard = inline_only(markup)
    markup.check(is_private=chat.type == "private")
    if (message.text, message.entities, message.keyboard) == (text, entities, keyboard):
        raise _not_modified()
    kept = {name: value for name, value in message.extras.items() if name != _PREVIEW}
    world.edit(
        bot,
        chat,
        message,
        text=text,
        entities=entities,
        keyboard=keyboard,
        extras=kept | preview,
    )
    return message_object(message, chat, bot)


@method("editMessageCaption")
def edit_message_caption(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will replace the caption of a file."""
    markup = read_markup(parameters.text("reply_markup"))
    draft = read_caption(parameters)
    chat, message = _read_edited(world, bot, parameters)
    if message.kind not in ("document", "photo", "voice"):
        raise bad_request("there is no caption in the message to edit")
    text, entities = finish_caption(bot, draft)
    keyboard = inline_only(markup)
    markup.check(is_private=chat.type == "private")
    if (message.text, message.entities, message.keyboard) == (text, entities, keyboard):
        raise _not_modified()
    world.edit(bot, chat, message, text=text, entities=entities, keyboard=keyboard)
    return message_object(message, chat, bot)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(
    world: World, bot: BotAccount, parameters: Parameters
) -> dict[str, Any]:
    """This will replace the keyboard only."""
    markup = read_markup(parameters.text("reply_markup"))
    chat, message = _read_edited(world, bot, parameters)
    keyboard = inline_only(markup)
    markup.check(is_private=chat.type == "private")
    if message.keyboard == keyboard:
        raise _not_modified()
    world.edit(bot, chat, message, text=message.text, entities=message.entities, keyboard=keyboard)
    return message_object(message, chat, bot)


@method("deleteMessage")
def delete_message(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will delete a message of either side, if it is not too old."""
    if not parameters.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    message_id = parameters.identifier("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    chat = read_chat(world, bot, parameters, is_written=True)
    message = read_message(chat, message_id, "message to delete")
    if world.clock.unix() - message.sent_at > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, message)
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will pin a message; the bot gets the service message that says so."""
    message_id = parameters.identifier("message_id")
    chat = read_chat(world, bot, parameters, is_written=True)
    message = read_message(chat, message_id, "message to pin")
    if message.kind == "service":
        raise bad_request("service messages can't be pinned")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    world.note_pin(bot, chat, message, is_silent=parameters.is_true("disable_notification"))
    return True


_PREVIEW = "link_preview_options"


def sent_fields(parameters: Parameters, markup: Markup) -> dict[str, Any]:
    """This will give the fields of Message that every kind of sending has."""
    return {
        "keyboard": markup.inline,
        "reply_keyboard": markup.other,
        "silent": parameters.is_true("disable_notification"),
    }


def _echoed(parameters: Parameters) -> dict[str, Any]:
    return {"has_protected_content": True} if parameters.is_true("protect_content") else {}


def _read_preview(parameters: Parameters) -> dict[str, Any]:
    given = parameters.text(_PREVIEW)
    if not given:
        return {}
    options = read_json(given, "link preview options")
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return {_PREVIEW: options} if options else {}


def _read_edited(world: World, bot: BotAccount, parameters: Parameters) -> tuple[Chat, Message]:
    message_id = parameters.identifier("message_id")
    if not parameters.text("chat_id") and not message_id:
        if not parameters.text("inline_message_id"):
            raise bad_request("message identifier is not specified")
        # Messages sent by way of an inline query do not exist here, so no id can be valid.
        raise bad_request("MESSAGE_ID_INVALID")
    chat = read_chat(world, bot, parameters, is_written=True)
    message = read_message(chat, message_id, "message to edit")
    # A reply keyboard, its removal or a forced reply makes a message final (TDLib).
    if not message.from_bot or message.reply_keyboard is not None or message.kind == "service":
        raise bad_request("message can't be edited")
    return chat, message


def _not_modified() -> Exception:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
