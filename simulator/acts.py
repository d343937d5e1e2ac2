"""What a person does in the Telegram app.

Each act happens at once and waits for nobody. What the app itself would not let the person do is
an ActRefused, and the bot learns nothing of it.
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from simulator.chats import BotAccount, Callback, Chat
from simulator.errors import ActRefused
from simulator.files import image_size
from simulator.messages import Button, Entity, Message
from simulator.text import parse
from simulator.world import World

TEXT_LIMIT = 4096
"""Characters of one message; the app cuts longer texts into several."""
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def start(world: World, bot: BotAccount, chat: Chat, payload: str | None = None) -> Message:
    """This will press Start, or open a deep link with a payload; a blocked bot is unblocked.

    A payload that Telegram does not carry (more than 64 characters, or others than A-Z a-z 0-9 _
    and -) is an ActRefused: the app then only opens the chat.
    """
    _require_account(chat)
    if payload is not None and not _PAYLOAD.fullmatch(payload):
        raise ActRefused("START_PARAM_INVALID")
    world.block(bot, chat, is_blocked=False)
    return say(world, bot, chat, f"/start {payload}" if payload else "/start")


def say(
    world: World, bot: BotAccount, chat: Chat, text: str, reply_to: Message | None = None
) -> Message:
    """This will send a text; of one that is too long for a message, the last part is returned."""
    _require_writing(chat)
    *first, last = _parts(text)
    for part in first:
        world.receive(bot, chat, *part)
    return world.receive(bot, chat, *last, reply_to=reply_to)


def edit(world: World, bot: BotAccount, chat: Chat, message: Message, text: str) -> None:
    """This will change one of the person's own messages."""
    _require_writing(chat)
    if message.from_bot or message.deleted or message.kind != "text":
        raise ActRefused("MESSAGE_EDIT_FORBIDDEN")
    changed, entities = _parts(text)[0]
    if changed == message.text:
        raise ActRefused("MESSAGE_NOT_MODIFIED")
    world.receive_edit(bot, chat, message, changed, entities)


def find_button(chat: Chat, label: str, on: Message | None = None) -> tuple[Message, Button]:
    """This will find the button that says `label`, or begins with it, on `on` or the newest message
    that has one.
    """
    for message in [on] if on else reversed(chat.live):
        buttons = [button for row in message.buttons for button in row]
        for fits in (str.__eq__, str.startswith):
            for button in buttons:
                if fits(button.label, label):
                    return message, button
    shown = on.labels if on else [one for message in chat.live[-3:] for one in message.labels]
    raise ActRefused(f"no button {label!r}; the latest are {shown}")


def press(
    world: World,
    bot: BotAccount,
    chat: Chat,
    message: Message,
    callback_data: str,
    *,
    is_forged: bool = False,
) -> Callback:
    """This will press a button by its data.

    Telegram refuses data that is not on the message's present keyboard; `is_forged` sends it all
    the same, as a test of what a bot must survive.
    """
    _require_account(chat)
    offered = {button.data for row in message.buttons for button in row}
    if not is_forged and (message.deleted or callback_data not in offered):
        raise ActRefused("DATA_INVALID")
    return world.press(bot, chat, message, callback_data)


def open_url(world: World, bot: BotAccount, chat: Chat, url: str) -> Message | None:
    """This will open a link: a deep link to the bot starts it, any other leaves Telegram."""
    parts = urlsplit(url)
    if parts.netloc not in ("t.me", "telegram.me") or parts.path.strip("/") != bot.username:
        return None
    payloads = parse_qs(parts.query).get("start")
    return start(world, bot, chat, payloads[0]) if payloads else None


def send_file(
    world: World,
    bot: BotAccount,
    chat: Chat,
    kind: str,
    file_name: str,
    content: bytes,
    mime: str,
    caption: str | None = None,
) -> Message:
    """This will send a document, photo, voice or sticker."""
    _require_writing(chat)
    file = world.files.store(kind, file_name, mime, content)
    ids: dict[str, Any] = {
        "file_id": world.files.id_for(file, bot.id),
        "file_unique_id": file.unique_id,
        "file_size": len(content),
    }
    if kind == "photo":
        width, height = image_size(content) or (1280, 720)
        attachment: Any = [{**ids, "width": width, "height": height}]
    elif kind == "voice":
        attachment = {**ids, "duration": 3, "mime_type": mime}
    elif kind == "sticker":
        attachment = {
            **ids,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
    else:
        attachment = {**ids, "file_name": file_name, "mime_type": mime}
    return world.receive(
        bot,
        chat,
        *(_parts(caption)[0] if caption else ("", [])),
        kind=kind,
        file=file,
        attachment={kind: attachment},
    )


def send_contact(world: World, bot: BotAccount, chat: Chat, contact: dict[str, Any]) -> Message:
    """This will send a Bot API Contact: `phone_number` and `first_name` at least."""
    _require_writing(chat)
    return world.receive(bot, chat, "", [], kind="contact", attachment={"contact": contact})


def _parts(text: str) -> list[tuple[str, list[Entity]]]:
    text = text.strip()
    if not text:
        raise ActRefused("MESSAGE_EMPTY")
    cuts = range(0, len(text), TEXT_LIMIT)
    parts = [parse(text[cut : cut + TEXT_LIMIT], None, None) for cut in cuts]
    return [(part.text, part.entities) for part in parts]


def _require_account(chat: Chat) -> None:
    if chat.person.deleted:
        raise ActRefused("the account was deleted")


def _require_writing(chat: Chat) -> None:
    _require_account(chat)
    if chat.blocked:
        raise ActRefused("the bot is blocked")
