"""HTML as Telegram reads it, and back.

This is not HTML: there are no void tags, unknown attributes are ignored, a stray `&` is kept and
a stray `<` is an error. Source: TDLib, MessageEntity.cpp (parse_html).
"""

import re
from dataclasses import dataclass, replace

from simulator.text.entities import Entity, in_order, utf16_length
from simulator.text.links import LinkError, check_link, date_format, integer, linked_user, lowered

_STYLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
_TAGS = {*_STYLE_TAGS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_MARK = re.compile(r"<|(&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*)));?")
_NAME = re.compile(r"[^ \t\r\n\v>]*")
_SPACES = re.compile(r"[ \t\r\n\v]*")
_ATTRIBUTE = re.compile(r"[^ \t\r\n\v=>/\"']*")
_TOKEN = re.compile(r"[0-9A-Za-z.-]*")
_LEADING_NUMBER = re.compile(r"-?[0-9]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class MarkupError(ValueError):
    """A text breaks the rules of its parse mode; the message is TDLib's, without a prefix."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end: `begin` counts pieces of text, `offset` code units."""

    name: str
    argument: str
    moment: int
    begin: int
    offset: int


def byte_offset(text: str, index: int) -> int:
    """This will count the bytes before a character, the way offsets stand in error texts."""
    return len(text[:index].encode())


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """This will return the plain text and its entities in order, not yet cleaned or trimmed.

    Raises MarkupError.
    """
    if "\0" in text:
        raise MarkupError("Text must not contain null bytes")
    pieces: list[str] = []
    opened: list[_Open] = []
    entities: list[Entity] = []
    units = index = 0
    while mark := _MARK.search(text, index):
        pieces.append(text[index : mark.start()])
        units += utf16_length(pieces[-1])
        if mark[0] != "<":
            pieces.append(_decoded(mark))
            units += utf16_length(pieces[-1])
            index = mark.end()
        elif text.startswith("/", mark.end()):
            index = _end_of_end_tag(text, mark.start(), opened)
            tag = opened.pop()
            if tag.name == "a" and not tag.argument:
                tag = replace(tag, argument="".join(pieces[tag.begin :]))
            if units > tag.offset:
                _close(tag, units - tag.offset, entities)
        else:
            name, argument, moment, index = _start_tag(text, mark.start())
            opened.append(_Open(name, argument, moment, len(pieces), units))
    if opened:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{opened[-1].name}"')

    plain = "".join(pieces) + text[index:]
    if _SURROGATE.search(plain):
        raise MarkupError(
            "Text contains invalid Unicode characters after decoding HTML entities, check for"
            " unmatched surrogate code units"
        )
    # A language counts only where code and pre mark the very same stretch.
    return plain, in_order(
        Entity("code", e.offset, e.length) if e.kind == "code" else e for e in entities
    )


def _decoded(mark: re.Match[str]) -> str:
    """This will decode `&lt;` and the like, or return what was matched if it means nothing."""
    whole, hexadecimal, decimal, name = mark.groups()
    if whole is None or name is not None:
        return _NAMED.get(name, mark[0])
    if len(whole) >= 10:
        return mark[0]
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF else mark[0]


def _start_tag(text: str, start: int) -> tuple[str, str, int, int]:
    """This will read a start tag: its name, its argument, its time, the index after it."""
    index = _after(_NAME, text, start + 1)
    name = lowered(text[start + 1 : index])
    if index == len(text):
        raise MarkupError(f"Unclosed start tag {_at(text, start)}")
    if name not in _TAGS:
        raise MarkupError(f'Unsupported start tag "{name}" {_at(text, start)}')

    argument, moment = "", 0
    while not text.startswith(">", index := _after(_SPACES, text, index)):
        begin, index = index, _after(_ATTRIBUTE, text, index)
        attribute = text[begin:index]
        if not attribute:
            raise MarkupError(f'Empty attribute name in the tag "{name}" {_at(text, start)}')
        index = _after(_SPACES, text, index)
        has_value = text.startswith("=", index)
        if has_value:
            index = _after(_SPACES, text, index + 1)
        if index == len(text):
            raise MarkupError(f'Unclosed start tag "{name}" {_at(text, start)}')
        if (name, attribute) == ("blockquote", "expandable"):
            argument = "1"
        if not has_value:
            continue
        value, index = _attribute_value(text, index)
        if index == len(text):
            raise MarkupError(f"Unclosed start tag {_at(text, start)}")

        match name, attribute:
            case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
                argument = value
            case ("code", "class") if value.startswith("language-"):
                argument = value.removeprefix("language-")
            case ("span", "class") if value.startswith("tg-"):
                argument = value.removeprefix("tg-")
            case ("tg-time", "unix"):
                moment = _leading_number(value)
    if name == "span" and argument != "spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" {_at(text, start)}')
    return name, argument, moment, index + 1


def _attribute_value(text: str, index: int) -> tuple[str, int]:
    """This will read what follows `=` and return it with the index after it."""
    quote = text[index]
    if quote in "'\"":
        end = text.find(quote, index + 1)
        if end < 0:
            return "", len(text)
        return _MARK.sub(_decoded, text[index + 1 : end]), end + 1
    end = _after(_TOKEN, text, index)
    if end < len(text) and text[end] not in " \t\r\n\v>":
        raise MarkupError(f"Unexpected end of name token {_at(text, index)}")
    return lowered(text[index:end]), end


def _end_of_end_tag(text: str, start: int, opened: list[_Open]) -> int:
    """This will check an end tag against the innermost open one and return the index after it."""
    if not opened:
        raise MarkupError(f"Unexpected end tag {_at(text, start)}")
    end = _after(_NAME, text, start + 2)
    name = lowered(text[start + 2 : end])
    end = _after(_SPACES, text, end)
    if not text.startswith(">", end):
        raise MarkupError(f"Unclosed end tag {_at(text, start)}")
    expected = opened[-1].name
    if name not in ("", expected):
        raise MarkupError(
            f'Unmatched end tag {_at(text, start)}, expected "</{expected}>", found "</{name}>"'
        )
    return end + 1


def _close(tag: _Open, length: int, entities: list[Entity]) -> None:
    """This will add what a closed tag marks, or make a `pre` with a language of a pair."""
    last = entities[-1] if entities else None
    language = {"language": tag.argument} if tag.argument else {}
    if tag.name in _STYLE_TAGS:
        entities.append(Entity(_STYLE_TAGS[tag.name], tag.offset, length))
    elif tag.name == "blockquote":
        kind = "expandable_blockquote" if tag.argument else "blockquote"
        entities.append(Entity(kind, tag.offset, length))
    elif tag.name == "tg-emoji":
        if not integer(tag.argument, 64):
            raise MarkupError("Invalid custom emoji identifier specified")
        details = {"custom_emoji_id": tag.argument}
        entities.append(Entity("custom_emoji", tag.offset, length, details))
    elif tag.name == "tg-time":
        entities.extend(dated(tag.offset, length, tag.moment, tag.argument))
    elif tag.name == "a":
        entities.extend(linked(tag.offset, length, tag.argument))
    elif tag.name == "code" and language and last == Entity("pre", tag.offset, length):
        entities[-1] = Entity("pre", tag.offset, length, language)
    elif tag.name == "pre" and _is_code_with_language(last, tag.offset, length):
        entities[-1] = replace(entities[-1], kind="pre")
    else:
        entities.append(Entity(tag.name, tag.offset, length, language))


def _is_code_with_language(last: Entity | None, offset: int, length: int) -> bool:
    if last is None or last.kind != "code" or not last.details:
        return False
    return (last.offset, last.length) == (offset, length)


def linked(offset: int, length: int, url: str) -> list[Entity]:
    """This will make the mention or link a URL in markup stands for; none if it is no URL."""
    user_id = linked_user(url)
    if user_id is not None:
        return [Entity("text_mention", offset, length, {"user": {"id": user_id}})]
    try:
        return [Entity("text_link", offset, length, {"url": check_link(url)})]
    except LinkError:
        return []


def dated(offset: int, length: int, moment: int, written: str) -> list[Entity]:
    """This will make the date_time entity of a Unix time; none if the time is not positive."""
    letters = date_format(written)
    if letters is None:
        raise MarkupError("Invalid date format used")
    if moment <= 0:
        return []
    details = {"unix_time": moment, "date_time_format": letters}
    return [Entity("date_time", offset, length, details)]


def _leading_number(value: str) -> int:
    digits = _LEADING_NUMBER.match(value)
    # TDLib reads into 32 bits and lets them overflow.
    return ((int(digits[0][:12]) if digits else 0) + (1 << 31)) % (1 << 32) - (1 << 31)


def _at(text: str, index: int) -> str:
    return f"at byte offset {byte_offset(text, index)}"


def _after(pattern: re.Pattern[str], text: str, index: int) -> int:
    found = pattern.match(text, index)
    return found.end() if found else index
