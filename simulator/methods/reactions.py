"""Reactions of bots to messages."""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.groups import Group
from simulator.methods.access import read_chat, read_json, read_message
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World

_EMOJI = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨
😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊
😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
EMOJI = frozenset(_EMOJI.split())
"""The emoji one may react with (Bot API, ReactionTypeEmoji)."""


@method("setMessageReaction")
def set_message_reaction(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will put the bot's one reaction on a message, or take it away."""
    reactions = _read_reactions(parameters)
    chat = read_chat(world, bot, parameters, access="read")
    number = parameters.identifier("message_id")
    message = read_message(bot, chat, number, "message to react")
    if isinstance(chat, Group) and not chat.may(bot.id, "can_react_to_messages"):
        raise bad_request("CHAT_WRITE_FORBIDDEN")
    if message.kind == "service" or any(one not in EMOJI for one in reactions):
        raise bad_request("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions[bot.id] = [{"type": "emoji", "emoji": one} for one in reactions]
    world.tell_message("edit", chat, message)
    return True


def _read_reactions(parameters: Parameters) -> list[str]:
    given = parameters.text("reaction")
    if not given:
        return []
    reactions = read_json(given, "reaction types")
    if not isinstance(reactions, list):
        raise bad_request("expected an Array of ReactionType")
    return [_read_reaction(reaction) for reaction in reactions]


def _read_reaction(reaction: object) -> str:
    place = "can't parse ReactionType"
    if not isinstance(reaction, dict):
        raise bad_request(f"{place}: expected an Object")
    kind: Any = reaction.get("type")
    if kind is None:
        raise bad_request(f'{place}: Can\'t find field "type"')
    field = {"emoji": "emoji", "custom_emoji": "custom_emoji_id"}.get(str(kind))
    if field is None:
        raise bad_request(f"{place}: invalid reaction type specified")
    if field not in reaction:
        raise bad_request(f'{place}: Can\'t find field "{field}"')
    # A custom emoji needs a chat that allows it, and none here does.
    return str(reaction[field]).replace("\ufe0f", "") if kind == "emoji" else ""
