"""What a person does in the Telegram app.

Each act happens at once and waits for nobody. What the app itself would not let the person do is
an ActRefused, and the bot learns nothing of it. In a group, `by` is who acts; a private chat knows.
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from simulator.chats import BotAccount, Callback, Chat, Person, PrivateChat
from simulator.errors import ActRefused
from simulator.files import image_size
from simulator.groups import ANONYMOUS, Group
from simulator.messages import Button, Entity, Message
from simulator.text import parse
from simulator.world import World

TEXT_LIMIT = 4096
"""Characters of one message; the app cuts longer texts into several."""
_PERMISSIONS = {
    "document": "can_send_documents",
    "photo": "can_send_photos",
    "voice": "can_send_voice_notes",
    "sticker": "can_send_other_messages",
}
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def start(world: World, bot: BotAccount, chat: PrivateChat, payload: str | None = None) -> Message:
    """This will press Start, or open a deep link with a payload; a blocked bot is unblocked.

    A payload that Telegram does not carry (more than 64 characters, or others than A-Z a-z 0-9 _
    and -) is an ActRefused: the app then only opens the chat.
    """
    _require_account(chat.person)
    if payload is not None:
        check_payload(payload)
    world.block(bot, chat, is_blocked=False)
    return say(world, bot, chat, f"/start {payload}" if payload else "/start")


def check_payload(payload: str) -> None:
    """This will refuse a payload that no deep link carries."""
    if not _PAYLOAD.fullmatch(payload):
        raise ActRefused("START_PARAM_INVALID")


def say(
    world: World,
    bot: BotAccount,
    chat: Chat,
    text: str,
    reply_to: Message | None = None,
    *,
    by: Person | None = None,
    topic: int | None = None,
) -> Message:
    """This will send a text; of one that is too long for a message, the last part is returned.

    `topic` is the id of a forum's topic.
    """
    fields = _speaking(world, chat, by, "can_send_messages", reply_to, topic)
    *first, last = _parts(text)
    for part in first:
        world.receive(bot, chat, *part, **fields)
    return world.receive(bot, chat, *last, reply_to=reply_to, **fields)


def edit(
    world: World,
    bot: BotAccount,
    chat: Chat,
    message: Message,
    text: str,
    *,
    by: Person | None = None,
) -> None:
    """This will change one of the person's own messages."""
    _speaking(world, chat, by, "can_send_messages", None, message.thread_id)
    is_own = message.sender == (by.id if by else chat.id)
    if not is_own or message.deleted or message.kind != "text":
        raise ActRefused("MESSAGE_EDIT_FORBIDDEN")
    changed, entities = _parts(text)[0]
    if changed == message.text:
        raise ActRefused("MESSAGE_NOT_MODIFIED")
    world.receive_edit(bot, chat, message, changed, entities)


def bot_of(world: World, message: Message) -> BotAccount | None:
    """This will give the bot that sent a message, and hears of presses of its buttons."""
    for bot in world.bots.values():
        if message.is_of(bot.id):
            return bot
    return None


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
    by: Person | None = None,
    is_forged: bool = False,
) -> Callback:
    """This will press a button by its data.

    Telegram refuses data that is not on the message's present keyboard; `is_forged` sends it all
    the same, as a test of what a bot must survive.
    """
    person = by or _owner(chat)
    _require_account(person)
    if isinstance(chat, Group) and not (chat.is_active and chat.member(person.user).is_in):
        raise ActRefused("CHANNEL_PRIVATE")
    offered = {button.data for row in message.buttons for button in row}
    if not is_forged and (message.deleted or callback_data not in offered):
        raise ActRefused("DATA_INVALID")
    return world.press(bot, person, chat, message, callback_data)


def open_url(world: World, bot: BotAccount, chat: PrivateChat, url: str) -> Message | None:
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
    *,
    by: Person | None = None,
) -> Message:
    """This will send a document, photo, voice or sticker."""
    fields = _speaking(world, chat, by, _PERMISSIONS[kind], None, None)
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
        **fields,
    )


def send_contact(world: World, bot: BotAccount, chat: Chat, contact: dict[str, Any]) -> Message:
    """This will send a Bot API Contact: `phone_number` and `first_name` at least."""
    _speaking(world, chat, None, "can_send_messages", None, None)
    return world.receive(bot, chat, "", [], kind="contact", attachment={"contact": contact})


def _parts(text: str) -> list[tuple[str, list[Entity]]]:
    text = text.strip()
    if not text:
        raise ActRefused("MESSAGE_EMPTY")
    cuts = range(0, len(text), TEXT_LIMIT)
    parts = [parse(text[cut : cut + TEXT_LIMIT], None, None) for cut in cuts]
    return [(part.text, part.entities) for part in parts]


def _owner(chat: Chat) -> Person:
    if not isinstance(chat, PrivateChat):
        raise TypeError("who acts in a group must be said")
    return chat.person


def _speaking(
    world: World,
    chat: Chat,
    by: Person | None,
    permission: str,
    reply_to: Message | None,
    topic: int | None,
) -> dict[str, Any]:
    # Refuses what the app refuses, and gives the fields that tell who speaks where.
    person = by or _owner(chat)
    _require_account(person)
    if isinstance(chat, PrivateChat):
        if chat.blocked:
            raise ActRefused("the bot is blocked")
        return {}
    assert isinstance(chat, Group)
    chat.lapse(world.clock.unix())
    if not chat.is_active or not chat.may(person.id, permission):
        raise ActRefused("CHAT_WRITE_FORBIDDEN")
    member = chat.members[person.id]
    thread_id = chat.thread_for(reply_to, topic)
    if chat.is_closed_to(person.id, thread_id):
        raise ActRefused("TOPIC_CLOSED")
    fields: dict[str, Any] = {
        "sender": person.id,
        "author": person.user,
        "thread_id": thread_id,
    }
    if chat.type == "channel":
        fields |= {"author": None, "sender_chat": chat.object}
    elif member.is_anonymous:
        fields |= {"author": ANONYMOUS, "sender_chat": chat.object}
    return fields


def _require_account(person: Person) -> None:
    if person.deleted:
        raise ActRefused("the account was deleted")
