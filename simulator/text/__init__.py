"""Texts as Telegram reads them: markup, entities, what it finds by itself, limits.

`parse` does it all; `read` and `finish` are its two halves, for a method that must look at the
chat in between, as the real server does. All errors are ApiError with the server's words.
"""

from simulator.text.links import LinkError, check_link
from simulator.text.reading import (
    CAPTION_LENGTH,
    MESSAGE_LENGTH,
    Draft,
    Formatted,
    check_caption_length,
    check_message_length,
    finish,
    parse,
    read,
)
from simulator.text.writing import escape, to_html

__all__ = [
    "CAPTION_LENGTH",
    "MESSAGE_LENGTH",
    "Draft",
    "Formatted",
    "LinkError",
    "check_caption_length",
    "check_link",
    "check_message_length",
    "escape",
    "finish",
    "parse",
    "read",
    "to_html",
]
