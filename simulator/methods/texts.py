"""Texts and captions of calls, in two steps as on the real server.

What the Bot API server itself finds (no text, broken markup) comes before the chat is looked up;
what TDLib finds in the finished text comes after.
"""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.messages import Entity
from simulator.methods.access import read_json
from simulator.parameters import Parameters
from simulator.text import Draft, check_caption_length, check_message_length, finish, read


def read_text(parameters: Parameters) -> Draft:
    """This will read `text`, `parse_mode` and `entities`."""
    return _read(parameters, "text", "entities", may_be_empty=False)


def read_caption(parameters: Parameters) -> Draft:
    """This will read `caption`, `parse_mode` and `caption_entities`; it may be empty."""
    return _read(parameters, "caption", "caption_entities", may_be_empty=True)


def finish_text(bot: BotAccount, draft: Draft) -> tuple[str, list[Entity]]:
    """This will give text and entities of a message, or raise what is wrong with them."""
    formatted = finish(draft)
    check_message_length(formatted.text)
    return formatted.text, _with_users(bot, formatted.entities)


def finish_caption(bot: BotAccount, draft: Draft) -> tuple[str, list[Entity]]:
    """This will do the same for a caption."""
    formatted = finish(draft)
    check_caption_length(formatted.text)
    return formatted.text, _with_users(bot, formatted.entities)


def _read(parameters: Parameters, name: str, entities_name: str, *, may_be_empty: bool) -> Draft:
    parse_mode = parameters.text("parse_mode")
    entities: list[Any] | None = None
    given = parameters.text(entities_name)
    if given and (not parse_mode or parse_mode.lower() == "none"):
        entities = read_json(given, "entities")
        if not isinstance(entities, list):
            raise bad_request("expected an Array of message entities")
    return read(parameters.text(name), parse_mode, entities, may_be_empty=may_be_empty)


def _with_users(bot: BotAccount, entities: list[Entity]) -> list[Entity]:
    # A mention of someone the bot has never seen stays plain text.
    if not any(entity["type"] == "text_mention" for entity in entities):
        return entities
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            chat = bot.private_chat(entity["user"]["id"])
            if chat is None or not chat.known:
                continue
            entity = {**entity, "user": chat.person.user}
        kept.append(entity)
    return kept
