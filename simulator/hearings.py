"""Which bots hear what is said in a group: privacy mode.

Source: Telegram's description of privacy mode for bots. A bot that is an administrator, or came
while its privacy mode was off, hears everything; any other hears commands meant for it, replies
to it, service messages and, by BotFather's words but not by the description, mentions.
"""

from simulator.chats import BotAccount, Chat
from simulator.groups import Group
from simulator.messages import Message


def hears(group: Group, bot: BotAccount, message: Message, *, mentions: bool) -> bool:
    """This will say whether a bot that is in the group gets an update of a message."""
    member = group.members[bot.id]
    if message.kind == "service" or member.is_admin or member.hears_all:
        return True
    if message.reply_to is not None and message.reply_to.is_of(bot.id):
        return True
    if _commands(group, bot, message):
        return True
    return mentions and f"@{bot.username}".lower() in _named(message, "mention")


def kind_of(chat: Chat, message: Message) -> str:
    """This will name the kind of update that a new or edited message is."""
    kind = "channel_post" if chat.type == "channel" else "message"
    return kind if message.edited_at is None else f"edited_{kind}"


def _commands(group: Group, bot: BotAccount, message: Message) -> bool:
    if not message.text.startswith("/"):
        return False
    for command in _named(message, "bot_command")[:1]:
        _, at, name = command.partition("@")
        if at:
            return name == bot.username.lower()
        # A command without a name is for the bot that wrote last, if any has.
        return group.last_bot in (None, bot.id)
    return False


def _named(message: Message, kind: str) -> list[str]:
    encoded = message.text.encode("utf-16-le", "surrogatepass")
    return [
        encoded[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
        .decode("utf-16-le", "surrogatepass")
        .lower()
        for entity in message.entities
        if entity["type"] == kind
    ]
