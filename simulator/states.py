"""What the browser page and tests in other processes are shown of people and messages."""

from typing import Any

from simulator.chats import PrivateChat
from simulator.groups import Group
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


def group_state(group: Group) -> dict[str, Any]:
    """This will describe a group or channel; messages also say who wrote them and where."""
    messages = [group_message_state(message) for message in group.live]
    return group_head(group) | {"messages": messages}


def group_head(group: Group) -> dict[str, Any]:
    """This will describe a group or channel without what is said in it."""
    return {
        **group.note,
        "id": group.id,
        "type": group.type,
        "title": group.title,
        "is_forum": group.is_forum,
        "is_active": group.is_active,
        "migrated_to": group.migrated_to.id if group.migrated_to else None,
        "members": [
            {
                "id": member.user["id"],
                "name": member.user["first_name"],
                "is_bot": member.user["is_bot"],
                "status": member.status,
                "is_in": member.is_in,
            }
            for member in group.members.values()
        ],
        "topics": [
            {"id": topic.id, "name": topic.name, "is_closed": topic.is_closed}
            for topic in group.topics.values()
        ],
        "pinned": list(group.pinned),
    }


def group_message_state(message: Message) -> dict[str, Any]:
    """This will describe a message of a group."""
    author = message.author or message.sender_chat or {}
    return message_state(message) | {
        "author": author.get("first_name") or author.get("title"),
        "author_id": author.get("id"),
        "topic": message.thread_id,
        "event": next(iter(message.attachment), "pinned_message" if message.pins else None)
        if message.kind == "service"
        else None,
        "content": message.attachment if message.kind == "service" else None,
        "poll": message.poll.as_object() if message.poll else None,
    }


def person_state(chat: PrivateChat) -> dict[str, Any]:
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
