"""Ids of messages, counted as Telegram counts them.

A supergroup or channel counts for itself. Every account, and so every bot, counts once for all
its private chats and basic groups together: in a basic group a message has another id for each.
"""

from simulator.chats import BotAccount, Chat
from simulator.groups import Group


def next_numbers(
    chat: Chat, bot: BotAccount, first: BotAccount, present: list[BotAccount]
) -> tuple[int, dict[int, int]]:
    """This will give the id of the next message, and its ids for other bots by theirs.

    `bot` is that of a private chat. In a basic group the ids of the world's `first` bot are those
    of the message itself; `present` are the bots that are in it.
    """
    if not isinstance(chat, Group):
        return bot.next_message_id(), {}
    if chat.type == "group":
        others = {one.id: one.next_message_id() for one in present if one is not first}
        return first.next_message_id(), others
    chat.last_message_id += 1
    return chat.last_message_id, {}
