"""Texts and captions of calls, checked in the order of the real server.

What the Bot API server itself finds (no text, broken markup) comes before the chat is looked up;
what TDLib finds in the finished text comes after.
"""

from dataclasses import dataclass

import simulator.text
from simulator.errors import ApiError, bad_request
from simulator.messages import Entity
from simulator.methods.access import read_json
from simulator.parameters import Parameters

RAW_LIMIT = 32768
"""The most bytes of a text before its markup is read."""
TEXT_LIMIT = 4096
"""The most characters (code points) of a message."""
CAPTION_LIMIT = 1024
"""The same for a caption."""

_FOUND_LATE = (
    "Bad Request: text must be non-empty",
    "Bad Request: entity ",
    "Bad Request: receive ",
)


@dataclass(frozen=True, slots=True)
class Writing:
    """A text that could be read. `refusal` is what is wrong with it once the chat is known."""

    text: str
    entities: list[Entity]
    refusal: ApiError | None = None

    def check(self, limit: int, complaint: str) -> None:
        """This will raise the late refusal, or `complaint` if the text is too long."""
        if self.refusal is not None:
            raise self.refusal
        if len(self.text) > limit:
            raise bad_request(complaint)


def read_text(parameters: Parameters) -> Writing:
    """This will read `text`, `parse_mode` and `entities`."""
    text = parameters.text("text")
    if not text:
        raise bad_request("message text is empty")
    return _read(parameters, text, "entities")


def read_caption(parameters: Parameters) -> Writing:
    """This will read `caption`, `parse_mode` and `caption_entities`; it may be empty."""
    caption = parameters.text("caption")
    return _read(parameters, caption, "caption_entities") if caption else Writing("", [])


def _read(parameters: Parameters, text: str, entities_name: str) -> Writing:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    if size > RAW_LIMIT:
        raise bad_request("text is too long")
    parse_mode = parameters.text("parse_mode") or None
    entities = None
    if parse_mode is None or parse_mode.lower() == "none":
        parse_mode = None
        given = parameters.text(entities_name)
        entities = read_json(given, "entities") if given else None
        if entities is not None and not isinstance(entities, list):
            raise bad_request("expected an Array of message entities")
    try:
        formatted = simulator.text.parse(text, parse_mode, entities)
    except ApiError as refusal:
        if not refusal.description.startswith(_FOUND_LATE):
            raise
        return Writing("", [], refusal)
    return Writing(formatted.text, formatted.entities)
