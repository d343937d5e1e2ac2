"""What the browser page and tests in other processes are shown of people and messages."""

from typing import Any

from simulator.chats import Chat
from simulator.messages import Message


def message_state(message: Message) -> dict[str, Any]:
    """This will describe a message as a person sees it; dates are Unix seconds."""
    file = message.file
    return {
        "id": message.id,
        "date": message.sent_at,
        "edit_date": message.edited_at,
        "from": "bot" if message.from_bot else "person",
        "text": message.text,
        "entities": message.entities,
        "keyboard": [
            [
                {
                    "text": button.label,
                    "kind": button.kind,
                    "value": button.data or button.url or button.copy or "",
                    "style": button.style,
                }
                for button in row
            ]
            for row in message.buttons
        ],
        "reply_keyboard": (message.reply_keyboard or {}).get("keyboard"),
        "reply_to": message.reply_to.id if message.reply_to else None,
        "document": {
            "name": file.file_name,
            "size": len(file.content),
            "url": f"/_emu/file/{file.unique_id}",
        }
        if file
        else None,
        "kind": message.kind,
        "silent": message.silent,
    }


def person_state(chat: Chat) -> dict[str, Any]:
    """This will describe a person, with the counts a phone shows.

    `unread` counts what the bot wrote after the person's last own message.
    """
    person = chat.person
    received = [message for message in chat.live if message.from_bot]
    unread = 0
    for message in reversed(chat.live):
        if not message.from_bot:
            break
        unread += 1
    silents = sum(message.silent for message in received)
    return {
        **person.note,
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "language": person.language_code,
        "blocked": chat.blocked,
        "offline": person.offline,
        "quiet": str(person.quiet) if person.quiet else None,
        "deleted": person.deleted,
        "unread": unread,
        "sounds": len(received) - silents,
        "silents": silents,
    }
