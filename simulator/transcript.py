"""The chats as text a person can read, and as JSON."""

from typing import Any

from simulator.chats import Chat
from simulator.messages import Message
from simulator.states import message_state
from simulator.world import World


def transcript(world: World) -> str:
    """This will write every chat of every bot, message by message, and what lint noted."""
    chats = [(bot, chat) for bot in world.bots.values() for chat in bot.chats.values()]
    parts = [
        f"=== {chat.person.name} ({chat.id}) with @{bot.username} ===\n{_lines(chat)}"
        for bot, chat in chats
        if chat.messages or chat.blocked
    ]
    if findings := world.lint:
        parts.append("=== lint ===\n" + "\n".join(map(str, findings)))
    return "\n\n".join(parts)


def transcript_json(world: World) -> dict[str, list[dict[str, Any]]]:
    """This will give the first bot's chats by the person's id, deleted messages left out."""
    return {
        str(chat.id): [message_state(message) for message in chat.live]
        for chat in world.bot.chats.values()
    }


def _lines(chat: Chat) -> str:
    written = "\n".join(_line(chat, message) for message in chat.messages.values())
    answers = "\n".join(
        f"{'alert' if answer.alert else 'toast'}: {answer.text}"
        for answer in chat.answers
        if answer.text
    )
    blocked = "(the bot is blocked)" if chat.blocked else ""
    return "\n".join(part for part in (written, answers, blocked) if part)


def _line(chat: Chat, message: Message) -> str:
    who = "bot" if message.from_bot else chat.person.first_name
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
    elif message.kind != "text":
        marks.append(message.kind)
    marked = f" [{'; '.join(marks)}]" if marks else ""
    rows = "".join(
        "\n    " + " ".join(f"[{button.label}]" for button in row) for row in message.buttons
    )
    text = message.text.replace("\n", "\n    ")
    return f"{message.date:%d %b %H:%M} #{message.id} {who}{marked}: {text}{rows}"
