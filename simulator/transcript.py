"""The chats as text a person can read, and as JSON."""

from typing import Any

from simulator.chats import Answer, Chat, PrivateChat
from simulator.groups import Group
from simulator.messages import Message
from simulator.states import message_state
from simulator.world import World


def transcript(world: World) -> str:
    """This will write every chat of every bot, every group, and what lint noted."""
    chats = [
        f"=== {chat.person.name} ({chat.id}) with @{bot.username} ===\n{_private_lines(chat)}"
        for bot in world.bots.values()
        for chat in bot.chats.values()
        if isinstance(chat, PrivateChat) and (chat.messages or chat.blocked or chat.answers)
    ]
    groups = [
        f"=== {_named(group)} ===\n{_lines(group)}"
        for group in world.groups.values()
        if group.messages
    ]
    found = ["=== lint ===\n" + "\n".join(map(str, world.lint))] if world.lint else []
    return "\n\n".join(chats + groups + found)


def transcript_json(world: World) -> dict[str, list[dict[str, Any]]]:
    """This will give the first bot's chats by the person's id and all groups by theirs, deleted
    messages left out.
    """
    private = [chat for chat in world.bot.chats.values() if isinstance(chat, PrivateChat)]
    chats: list[Chat] = [*private, *world.groups.values()]
    return {str(chat.id): [message_state(message) for message in chat.live] for chat in chats}


def _named(group: Group) -> str:
    kind = "forum" if group.is_forum else group.type
    gone = "" if group.is_active else ", gone"
    names = ", ".join(member.user["first_name"] for member in group.present)
    return f"{group.title} ({kind} {group.id}{gone}): {names}"


def _private_lines(chat: PrivateChat) -> str:
    answers = "\n".join(_answer(answer) for answer in chat.answers if answer.text)
    blocked = "(the bot is blocked)" if chat.blocked else ""
    return "\n".join(part for part in (_lines(chat), answers, blocked) if part)


def _answer(answer: Answer) -> str:
    return f"{'alert' if answer.alert else 'toast'}: {answer.text}"


def _lines(chat: Chat) -> str:
    return "\n".join(_line(chat, message) for message in chat.messages.values())


def _speaker(chat: Chat, message: Message) -> str:
    if isinstance(chat, PrivateChat):
        return "bot" if message.from_bot else chat.person.first_name
    if message.author is None:
        return "channel"
    name: str = message.author["first_name"]
    return f"bot {name}" if message.from_bot else name


def _line(chat: Chat, message: Message) -> str:
    who = _speaker(chat, message)
    marks = [
        mark
        for mark, is_so in (
            ("silent", message.silent),
            ("edited", message.edited),
            ("deleted", message.deleted),
        )
        if is_so
    ]
    if message.file is not None:
        marks.append(f"{message.kind} {message.file.file_name}, {len(message.file.content)} bytes")
    elif message.pins is not None:
        marks.append(f"pinned #{message.pins.id}")
    elif message.kind == "service" and message.attachment:
        marks.append(f"service: {' '.join(message.attachment)}")
    elif message.kind != "text":
        marks.append(message.kind)
    if isinstance(chat, Group) and message.thread_id in chat.topics:
        marks.append(f"in {chat.topics[message.thread_id].name}")
    marked = f" [{'; '.join(marks)}]" if marks else ""
    rows = "".join(
        "\n    " + " ".join(f"[{button.label}]" for button in row) for row in message.buttons
    )
    text = message.text.replace("\n", "\n    ")
    return f"{message.date:%d %b %H:%M} #{message.id} {who}{marked}: {text}{rows}"
