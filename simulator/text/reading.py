"""From the text of a request to the text of a message.

Source: the open Bot API server, Client.cpp (get_input_message_text, get_formatted_text), and
TDLib for the rest.
"""

from dataclasses import dataclass, field
from typing import Any

from simulator.errors import bad_request
from simulator.text.cleaning import clean, is_blank
from simulator.text.detect import find_entities, find_phone_numbers
from simulator.text.entities import Entity, merged, without_excess
from simulator.text.given import checked, read_entities
from simulator.text.html import MarkupError, parse_html
from simulator.text.markdown import parse_markdown, parse_markdown_v2

MESSAGE_LENGTH = 4096
CAPTION_LENGTH = 1024
_RAW_BYTES = 1 << 15

_PARSERS = {
    "html": parse_html,
    "markdownv2": parse_markdown_v2,
    "markdown": parse_markdown,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A text whose markup has been read, but which is not yet cleaned, trimmed or checked."""

    text: str
    entities: list[Entity]
    may_be_empty: bool


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as a message carries it, with MessageEntity objects in Telegram's order.

    The `user` of a text_mention has only its id; whoever builds the message replaces it by the
    whole user, or leaves the entity out if the bot does not know the user.
    """

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def parse(
    text: str,
    parse_mode: str | None = None,
    entities: list[Any] | None = None,
    *,
    may_be_empty: bool = False,
) -> Formatted:
    """This will turn the text of a request, or what a person typed, into that of a message.

    `entities` are MessageEntity objects and count only without a parse mode. A caption may be
    empty, the text of a message may not. Lengths are not checked: see check_message_length.
    """
    return finish(read(text, parse_mode, entities, may_be_empty=may_be_empty))


def read(
    text: str,
    parse_mode: str | None = None,
    entities: list[Any] | None = None,
    *,
    may_be_empty: bool = False,
) -> Draft:
    """This will do what the real server does with a text before it looks at the chat."""
    mode = (parse_mode or "none").lower()
    if not text:
        if may_be_empty:
            return Draft("", [], may_be_empty)
        raise bad_request("Message text is empty")
    _check_bytes(text, "Strings" if mode == "none" else "Text")
    if mode == "none":
        return Draft(text, read_entities(entities or []), may_be_empty)
    parser = _PARSERS.get(mode)
    if parser is None:
        raise bad_request("Unsupported parse_mode")
    try:
        return Draft(*parser(text), may_be_empty)
    except MarkupError as error:
        raise bad_request(f"Can't parse entities: {error}") from None


def finish(draft: Draft) -> Formatted:
    """This will check a draft's entities, clean and trim it and find mentions, links and so on."""
    text, entities = clean(draft.text, [checked(entity) for entity in draft.entities])
    if is_blank(text) and not draft.may_be_empty:
        raise bad_request("Text must be non-empty")
    entities = without_excess(merged(entities, find_entities(text)))
    entities = merged(entities, find_phone_numbers(text))
    return Formatted(text, [entity.as_json() for entity in entities])


def check_message_length(text: str) -> None:
    """This will raise ApiError if a parsed text has more than 4096 code points."""
    if len(text) > MESSAGE_LENGTH:
        raise bad_request("Message is too long")


def check_caption_length(text: str) -> None:
    """This will raise ApiError if a parsed caption has more than 1024 code points."""
    if len(text) > CAPTION_LENGTH:
        raise bad_request("Message caption is too long")


def _check_bytes(text: str, name: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise bad_request(f"{name} must be encoded in UTF-8") from None
    if size > _RAW_BYTES:
        raise bad_request("Text is too long")
