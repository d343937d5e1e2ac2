"""Cleaning and trimming a text together with its entities, before Telegram keeps it.

Source: TDLib, MessageEntity.cpp (fix_formatted_text, clean_input_string_with_entities) and
misc.cpp (clean_input_string, is_empty_string).
"""

import re
from bisect import bisect_left
from itertools import accumulate

from simulator.errors import bad_request
from simulator.text.entities import Entity, fixed, in_order, utf16_length
from simulator.text.html import byte_offset

_LARGEST_OFFSET = 1_000_000
_TO_SPACE = dict.fromkeys([*range(10), 11, 12, *range(14, 32)], " ")
# Line and paragraph separators, marks that turn the direction of writing, vertical lines.
_REMOVED = (0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A)
_CLEANING = {**_TO_SPACE, **dict.fromkeys(_REMOVED)}
_REMOVED_CHARACTER = re.compile("[" + "".join(map(chr, _REMOVED)) + "]")
_MARKS_BUT_LAST = re.compile(r"[\u200e\u200f](?=[\u200e\u200f])")
_INVISIBLE = re.compile(
    r"[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
    r"\U000e0000-\U000e007f]*"
)


def cleaned(text: str) -> str:
    """This will turn control characters to spaces and take out what Telegram never keeps."""
    text = text.translate(_CLEANING)
    # Of several direction marks in a row only the last counts.
    return text if text.isascii() else _MARKS_BUT_LAST.sub("\u200c", text)


def clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """This will return the text as Telegram keeps it, with fixed entities; both may be empty.

    Raises ApiError for an entity that is not within the text or begins or ends in the middle of
    a character.
    """
    entities = _cleaned_entities(text, entities) if entities else []
    text = cleaned(text)
    kept = text.rstrip(" \n")
    if not kept:
        return "", []
    end = utf16_length(kept)
    clipped = (e.moved(e.offset, min(e.length, end - e.offset)) for e in fixed(entities))
    entities = in_order(entity for entity in clipped if entity.length > 0)

    # An entity holds the spaces at its beginning, so they are trimmed only before the first.
    blanks = len(kept) - len(kept.lstrip(" \n"))
    if entities:
        blanks = min(blanks, entities[0].offset)
    return kept[blanks:], [e.moved(e.offset - blanks, e.length) for e in entities]


def is_blank(text: str) -> bool:
    """This will tell if nothing in the text can be seen."""
    return _INVISIBLE.fullmatch(text) is not None


def _cleaned_entities(text: str, entities: list[Entity]) -> list[Entity]:
    for entity in entities:
        for name, number in (("offset", entity.offset), ("length", entity.length)):
            if not 0 <= number <= _LARGEST_OFFSET:
                raise bad_request(f"Receive an entity with incorrect {name} {number}")
    entities = fixed(entity for entity in entities if entity.length)
    places = _places(text)
    _check(text, places, entities)
    removed = [places[found.start()] for found in _REMOVED_CHARACTER.finditer(text)]
    if not removed:
        return entities
    moved: list[Entity] = []
    for entity in entities:
        offset = entity.offset - bisect_left(removed, entity.offset)
        end = entity.end - bisect_left(removed, entity.end)
        if end > offset:
            moved.append(entity.moved(offset, end - offset))
    return moved


def _places(text: str) -> range | list[int]:
    """This will return where each character begins in UTF-16, and where the text ends."""
    if utf16_length(text) == len(text):
        return range(len(text) + 1)
    return list(accumulate((1 + (c > "\uffff") for c in text), initial=0))


def _check(text: str, places: range | list[int], entities: list[Entity]) -> None:
    """This will raise for the first entity whose edges are not edges of characters."""
    total = places[-1]
    wrong: list[tuple[int, int, str]] = []
    for entity in entities:
        for edge, words in (
            (entity.end, f"Entity beginning at UTF-16 offset {entity.offset} ends"),
            (entity.offset, "Entity begins"),
        ):
            index = bisect_left(places, edge)
            if edge < total and places[index] != edge:
                wrong.append((index, -edge, words))
    if wrong:
        index, _, words = min(wrong)
        at = byte_offset(text, index)
        raise bad_request(f"{words} in a middle of a UTF-16 symbol at byte offset {at}")
    if late := next((entity for entity in entities if entity.offset > total), None):
        raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {late.offset}")
    if longest := [entity for entity in entities if entity.end > total]:
        raise bad_request(
            f"Entity beginning at UTF-16 offset {longest[-1].offset} ends after the end of the"
            f" text at UTF-16 offset {longest[-1].end}"
        )
