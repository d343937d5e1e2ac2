"""Changing messages: their text, caption, file or keyboard."""

from typing import Any

from simulator.chats import BotAccount, Chat
from simulator.errors import bad_request
from simulator.groups import Group
from simulator.keyboards import inline_only, read_markup
from simulator.messages import Message
from simulator.methods.access import read_chat, read_message
from simulator.methods.envelopes import PREVIEW, read_preview
from simulator.methods.media import read_media
from simulator.methods.registry import method
from simulator.methods.texts import finish_caption, finish_text, read_caption, read_text
from simulator.objects import message_object
from simulator.parameters import Parameters
from simulator.world import World


@method("editMessageText")
def edit_message_text(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will replace a message's text; without reply_markup its keyboard goes too."""
    draft = read_text(parameters)
    preview = read_preview(parameters)
    markup = read_markup(parameters.text("reply_markup"))
    chat, message = _read_edited(world, bot, parameters)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, entities = finish_text(bot, draft)
    keyboard = inline_only(markup)
    markup.check(is_private=chat.type == "private")
    if (message.text, message.entities, message.keyboard) == (text, entities, keyboard):
        raise _not_modified()
    kept = {name: value for name, value in message.extras.items() if name != PREVIEW}
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


@method("editMessageMedia")
def edit_message_media(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will replace the file of a message, and its caption with it."""
    markup = read_markup(parameters.text("reply_markup"))
    media = read_media(parameters)
    chat, message = _read_edited(world, bot, parameters)
    if message.kind not in ("text", "document", "photo"):
        raise bad_request("message can't be edited")
    if "media_group_id" in message.extras and media.kind != message.kind:
        raise bad_request("message can't be edited")
    file = media.store(world, bot)
    text, entities = finish_caption(bot, media.caption)
    keyboard = inline_only(markup)
    markup.check(is_private=chat.type == "private")
    if (message.file, message.text, message.entities, message.keyboard) == (
        file,
        text,
        entities,
        keyboard,
    ):
        raise _not_modified()
    message.kind, message.file = media.kind, file
    message.attachment = media.attachment(world, bot, file)
    message.extras.pop(PREVIEW, None)
    world.edit(bot, chat, message, text=text, entities=entities, keyboard=keyboard)
    return message_object(message, chat, bot)


def _read_edited(world: World, bot: BotAccount, parameters: Parameters) -> tuple[Chat, Message]:
    message_id = parameters.identifier("message_id")
    if not parameters.text("chat_id") and not message_id:
        if not parameters.text("inline_message_id"):
            raise bad_request("message identifier is not specified")
        # Messages sent by way of an inline query do not exist here, so no id can be valid.
        raise bad_request("MESSAGE_ID_INVALID")
    chat = read_chat(world, bot, parameters, access="edit")
    message = read_message(bot, chat, message_id, "message to edit")
    if not _may_edit(bot, chat, message):
        raise bad_request("message can't be edited")
    return chat, message


def _may_edit(bot: BotAccount, chat: Chat, message: Message) -> bool:
    # A reply keyboard, its removal or a forced reply makes a message final (TDLib).
    if message.reply_keyboard is not None or message.kind == "service":
        return False
    if "forward_origin" in message.extras:
        return False
    if message.is_of(bot.id):
        return True
    # Posts of others in a channel can be changed with the right to (Bot API, can_edit_messages).
    return isinstance(chat, Group) and (
        chat.type == "channel" and chat.member(bot.user).has("can_edit_messages")
    )


def _not_modified() -> Exception:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
