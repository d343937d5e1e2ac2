"""MarkdownV2 and the older Markdown as Telegram reads them.

Source: TDLib, MessageEntity.cpp (parse_markdown_v2, parse_markdown).
"""

from dataclasses import dataclass

from simulator.text.entities import Entity, in_order, utf16_length
from simulator.text.html import MarkupError, byte_offset, dated, linked
from simulator.text.links import linked_emoji, linked_time

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_SPACES = frozenset(" \t\r\n\v\0")
# What is open, under TDLib's names, which stand in the error texts.
_KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
}
_MARKS = {
    "Bold": "*",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}


@dataclass(frozen=True, slots=True)
class _Open:
    """An entity that waits for its end: `at` is its index in the source, `begin` in the result."""

    name: str
    language: str
    offset: int
    at: int
    begin: int


def parse_markdown_v2(text: str) -> tuple[str, list[Entity]]:
    """This will return the plain text and its entities in order, not yet cleaned or trimmed.

    Raises MarkupError.
    """
    return _MarkdownV2(text).read()


class _MarkdownV2:
    def __init__(self, text: str) -> None:
        self._text = text
        self._index = 0
        self._pieces: list[str] = []
        self._units = 0
        self._opened: list[_Open] = []
        self._entities: list[Entity] = []
        self._is_in_quote = False
        self._may_start_quote = True

    def read(self) -> tuple[str, list[Entity]]:
        while self._index < len(self._text):
            character = self._text[self._index]
            escaped = self._text[self._index + 1 : self._index + 2]
            if character == "\\" and "\0" < escaped <= "~":
                self._index += 1
                self._write(escaped)
                if escaped != "\r":
                    self._may_start_quote = escaped == "\n"
            elif not self._is_reserved(character):
                self._write(character)
                if character != "\r":
                    self._may_start_quote = False
            elif self._is_end(character):
                self._end(character)
            else:
                self._start(character)
            self._index += 1
        self._end_last_quote()
        if self._opened:
            raise self._no_end()
        return "".join(self._pieces), in_order(self._entities)

    def _write(self, character: str) -> None:
        self._pieces.append(character)
        self._units += 1 + (character > "\uffff")

    def _is_reserved(self, character: str) -> bool:
        if self._opened and self._opened[-1].name in ("Code", "Pre", "PreCode"):
            return character == "`"
        return character in _RESERVED

    def _is_end(self, character: str) -> bool:
        if not self._opened:
            return False
        following = self._text[self._index + 1 : self._index + 2]
        if self._is_in_quote and character == "\n" and following != ">":
            return True
        name = self._opened[-1].name
        if name == "Italic":
            return character == "_" and following != "_"
        return name in _MARKS and self._text.startswith(_MARKS[name], self._index)

    def _start(self, character: str) -> None:
        text, at = self._text, self._index
        language = ""
        if character == "\n":
            self._write(character)
            self._may_start_quote = True
            return
        if character == ">" and self._may_start_quote:
            if self._is_in_quote:
                return
            self._is_in_quote = True
            name = "BlockQuote"
        elif character == "[":
            name = "TextUrl"
        elif text.startswith("![", at):
            name = "CustomEmoji"
            self._index += 1
        elif text.startswith("```", at):
            self._index, language = _after_fence(text, at + 3)
            name = "PreCode" if language else "Pre"
            self._index -= 1
        else:
            name = self._simple_start(character)
            self._index += len(_MARKS.get(name, "_")) - 1
        self._opened.append(_Open(name, language, self._units, at, len(self._pieces)))

    def _simple_start(self, character: str) -> str:
        for name in ("Underline", "Spoiler", "Bold", "Strikethrough", "Code"):
            if self._text.startswith(_MARKS[name], self._index):
                return name
        if character == "_":
            return "Italic"
        raise MarkupError(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def _end(self, character: str) -> None:
        kind = _KINDS.get(self._opened[-1].name, "")
        if character == "\n" and self._opened[-1].name != "BlockQuote":
            self._drop_closing_spoiler()
            kind = "expandable_blockquote"
        opened = self._opened.pop()
        if opened.name == "BlockQuote":
            self._is_in_quote = False
            self._may_start_quote = True
            self._write(character)
        else:
            self._index += len(_MARKS.get(opened.name, "_")) - 1
        length = self._units - opened.offset
        if opened.name == "TextUrl":
            url = self._url("".join(self._pieces[opened.begin :]))
            found = linked(opened.offset, length, url)
        elif opened.name == "CustomEmoji":
            found = self._emoji_or_time(opened.offset, length)
        else:
            details = {"language": opened.language} if opened.language else {}
            found = [Entity(kind, opened.offset, length, details)]
        if length:
            self._entities.extend(found)

    def _drop_closing_spoiler(self) -> None:
        """This will take away the `||` that ends a quote and makes it expandable."""
        opened = self._opened[-1]
        before = 3 if self._pieces and self._pieces[-1] == "\r" else 2
        if opened.name != "Spoiler" or opened.at not in (self._index - 2, self._index - before):
            raise self._no_end()
        self._opened.pop()
        if self._opened[-1].name != "BlockQuote":
            raise self._no_end()

    def _end_last_quote(self) -> None:
        if not self._is_in_quote:
            return
        kind = "blockquote"
        last = self._opened[-1]
        if last.name == "Spoiler" and last.at == len(self._text) - 2:
            self._opened.pop()
            kind = "expandable_blockquote"
        if self._opened[-1].name == "BlockQuote":
            offset = self._opened.pop().offset
            if self._units > offset:
                self._entities.append(Entity(kind, offset, self._units - offset))

    def _url(self, label: str) -> str:
        """This will read `(url)` after `]`, or take the label itself for a URL."""
        if not self._text.startswith("(", self._index + 1):
            return label
        begin = self._index = self._index + 2
        characters: list[str] = []
        while not self._text.startswith(")", self._index):
            if self._index >= len(self._text):
                where = byte_offset(self._text, begin)
                raise MarkupError(f"Can't find end of a URL at byte offset {where}")
            character = self._text[self._index]
            escaped = self._text[self._index + 1 : self._index + 2]
            if character == "\\" and "\0" < escaped <= "~":
                character = escaped
                self._index += 1
            characters.append(character)
            self._index += 1
        return "".join(characters)

    def _emoji_or_time(self, offset: int, length: int) -> list[Entity]:
        if not self._text.startswith("(", self._index + 1):
            raise MarkupError("The entity must contain a tg://emoji or tg://time URL")
        url = self._url("")
        if emoji := linked_emoji(url):
            return [Entity("custom_emoji", offset, length, {"custom_emoji_id": emoji})]
        if moment := linked_time(url):
            return dated(offset, length, *moment)
        raise MarkupError("Invalid tg://emoji or tg://time URL specified")

    def _no_end(self) -> MarkupError:
        opened = self._opened[-1]
        where = byte_offset(self._text, opened.at)
        return MarkupError(f"Can't find end of {opened.name} entity at byte offset {where}")


def _after_fence(text: str, index: int) -> tuple[int, str]:
    """This will skip the language and one line break after ```; returns the index and language."""
    end = index
    while end < len(text) and text[end] not in _SPACES and text[end] != "`":
        end += 1
    language = text[index:end] if end < len(text) and text[end] != "`" else ""
    index = end if language else index
    if text[index : index + 2] in ("\r\n", "\n\r"):
        index += 2
    elif text[index : index + 1] in ("\r", "\n"):
        index += 1
    return index, language


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    """This will read the older Markdown: *bold*, _italic_, `code`, ```pre```, [label](url).

    Returns the plain text and its entities, not yet cleaned or trimmed. Raises MarkupError.
    """
    pieces: list[str] = []
    entities: list[Entity] = []
    units = index = 0
    while index < len(text):
        character = text[index]
        if character == "\\" and text[index + 1 : index + 2] in tuple("_*`["):
            index += 1
            character = text[index]
        elif character in "_*`[":
            content, index, details = _old_entity(text, index)
            length = utf16_length(content)
            pieces.append(content)
            if length:
                entities.extend(_marked(character, units, length, details))
            units += length
            continue
        pieces.append(character)
        units += 1 + (character > "\uffff")
        index += 1
    return "".join(pieces), in_order(entities)


def _old_entity(text: str, start: int) -> tuple[str, int, dict[str, str]]:
    """This will read one entity: its content, the index after it, its language or URL."""
    mark = "```" if text.startswith("```", start) else text[start]
    begin = start + len(mark)
    details: dict[str, str] = {}
    if mark == "```":
        begin, language = _after_fence(text, begin)
        details = {"language": language}
    end = text.find("]" if mark == "[" else mark, begin)
    if end < 0:
        where = byte_offset(text, start)
        raise MarkupError(f"Can't find end of the entity starting at byte offset {where}")
    content, after = text[begin:end], end + len(mark)
    if mark == "[":
        details = {"url": content}
        if content and text.startswith("(", after):
            end = text.find(")", after)
            end = len(text) if end < 0 else end
            details, after = {"url": text[after + 1 : end]}, end + 1
    return content, after, details


def _marked(mark: str, offset: int, length: int, details: dict[str, str]) -> list[Entity]:
    if mark == "[":
        return linked(offset, length, details["url"])
    if mark != "`":
        return [Entity("bold" if mark == "*" else "italic", offset, length)]
    if not details:
        return [Entity("code", offset, length)]
    language = {"language": details["language"]} if details["language"] else {}
    return [Entity("pre", offset, length, language)]
