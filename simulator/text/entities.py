"""Entities of a text and the rules by which they may lie over one another.

Offsets and lengths are UTF-16 code units everywhere. The rules are those of TDLib's
MessageEntity.cpp, which the real Bot API server runs on every text before it is sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

# The order is the order in which TDLib puts styles that begin together.
STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
# Nothing may lie inside these, and only a quote around them.
SEALED = frozenset({"pre", "code", "date_time"})
FOUND = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
_CONTINUOUS = FOUND | {"text_link", "text_mention", "custom_emoji"}
_USER_LIMIT = 100

_PRIORITIES = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 30,
    "text_link": 49,
    "text_mention": 49,
    **dict.fromkeys(FOUND, 50),
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


@dataclass(frozen=True, slots=True)
class Entity:
    """One marked stretch of a text.

    `kind` is the Bot API's `type`; `details` are the further fields of a MessageEntity under
    their Bot API names (url, user, language, custom_emoji_id, unix_time, date_time_format).
    """

    kind: str
    offset: int
    length: int
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The offset of the first code unit after the entity."""
        return self.offset + self.length

    def moved(self, offset: int, length: int) -> "Entity":
        """This will make the same entity over another stretch."""
        if (offset, length) == (self.offset, self.length):
            return self
        return replace(self, offset=offset, length=length)

    def as_json(self) -> dict[str, Any]:
        """This will make the MessageEntity object of the Bot API."""
        return {"offset": self.offset, "length": self.length, "type": self.kind, **self.details}


def utf16_length(text: str) -> int:
    """This will count UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """This will sort as TDLib does: by beginning, the longer first, then by kind."""
    return sorted(entities, key=_place)


def _place(entity: Entity) -> tuple[int, int, int]:
    priority = _PRIORITIES[entity.kind]
    if entity.kind == "pre" and "language" in entity.details:
        priority -= 1
    return entity.offset, -entity.length, priority


def fixed(entities: Iterable[Entity]) -> list[Entity]:
    """This will drop, split and join entities until no two of them conflict.

    Links, mentions and code never overlap one another (the earlier stays), quotes neither,
    nothing crosses the edge of a quote, and styles are split at the edges of all these.
    """
    entities = in_order(entities)
    if _is_fixed(entities):
        return entities
    styles, quotes, continuous = _sorted_out(entities)
    continuous = _apart(continuous)
    quotes = _apart(quotes)
    continuous = _within_quotes(continuous, quotes)
    return _resplit(styles, in_order([*continuous, *quotes]))


def merged(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """This will add automatically found entities to fixed ones, where nothing forbids them.

    `found` must be in order and must not overlap one another.
    """
    if not found:
        return entities
    styles, quotes, continuous = _sorted_out(entities)
    found = _within_quotes(found, quotes)
    free: list[Entity] = []
    taken = iter([*continuous, None])
    other = next(taken)
    for entity in found:
        while other is not None and other.end <= entity.offset:
            other = next(taken)
        if other is None or entity.end <= other.offset:
            free.append(entity)
    return _resplit(styles, in_order([*continuous, *free, *quotes]))


def without_excess(entities: list[Entity]) -> list[Entity]:
    """This will leave out entities over the limit of 100, as the servers do without a word.

    Styles are given up before links, code and quotes; custom emoji and what Telegram finds by
    itself do not count.
    """
    counted = [entity for entity in entities if _is_counted(entity)]
    if len(counted) <= _USER_LIMIT:
        return entities
    by_worth = sorted(counted, key=lambda entity: entity.kind in STYLES)
    excess = {id(entity) for entity in by_worth[_USER_LIMIT:]}
    return [entity for entity in entities if id(entity) not in excess]


def _is_counted(entity: Entity) -> bool:
    return entity.kind not in FOUND and entity.kind != "custom_emoji"


def _is_fixed(entities: list[Entity]) -> bool:
    ends: dict[str, int] = {}
    around: list[Entity] = []
    for entity in entities:
        while around and entity.offset >= around[-1].end:
            around.pop()
        if around and not _may_lie_in(entity, around):
            return False
        if entity.kind in STYLES:
            if ends.get(entity.kind, -1) >= entity.offset:
                return False
            ends[entity.kind] = entity.end
        around.append(entity)
    return True


def _may_lie_in(entity: Entity, around: list[Entity]) -> bool:
    kinds = {other.kind for other in around}
    if entity.end > around[-1].end or entity.kind in kinds or around[-1].kind in SEALED:
        return False
    if entity.kind in SEALED and kinds - QUOTES:
        return False
    if entity.kind in QUOTES and kinds & QUOTES:
        return False
    if (entity.kind in _CONTINUOUS or entity.kind in QUOTES) and kinds & _CONTINUOUS:
        return False
    # A style may have to be split at the edges of what it holds.
    return kinds.isdisjoint(STYLES)


def _sorted_out(entities: list[Entity]) -> tuple[list[Entity], list[Entity], list[Entity]]:
    styles = [entity for entity in entities if entity.kind in STYLES]
    quotes = [entity for entity in entities if entity.kind in QUOTES]
    continuous = [e for e in entities if e.kind not in STYLES and e.kind not in QUOTES]
    return styles, quotes, continuous


def _apart(entities: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _within_quotes(entities: list[Entity], quotes: list[Entity]) -> list[Entity]:
    """This will leave out what crosses the edge of a quote or holds one. Both in order."""
    kept: list[Entity] = []
    upcoming = iter([*quotes, None])
    quote = next(upcoming)
    for entity in entities:
        while quote is not None and quote.end <= entity.offset:
            quote = next(upcoming)
        crosses = quote is not None and (
            quote.end < entity.end or entity.offset < quote.offset < entity.end
        )
        if not crosses:
            kept.append(entity)
    return kept


def _resplit(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    if not styles:
        return others
    return in_order([*others, *_Splitting(styles).at(others)])


class _Splitting:
    """One walk over the styles of a text that cuts them at the edges of other entities.

    Stretches of one style that overlap or touch are joined, except where they were just cut.
    """

    def __init__(self, styles: list[Entity]) -> None:
        self._styles = styles
        self._next = 0
        self._open: dict[str, tuple[int, int]] = {}
        self._done: list[Entity] = []

    def at(self, others: list[Entity]) -> list[Entity]:
        """This will return the styles cut; inside code they are gone."""
        around: list[Entity] = []
        for other in others:
            self._go_to(other.offset, around)
            around.append(other)
        last = max(entity.end for entity in [*self._styles, *others])
        self._go_to(last + 1, around)
        return self._done

    def _go_to(self, offset: int, around: list[Entity]) -> None:
        while around and offset >= around[-1].end:
            inside = len(self._done)
            self._cut(around[-1].end)
            if around.pop().kind in SEALED:
                del self._done[inside:]
        self._cut(offset)

    def _cut(self, offset: int) -> None:
        while self._next < len(self._styles) and self._styles[self._next].offset < offset:
            style = self._styles[self._next]
            begin, end = self._open.get(style.kind, (0, -1))
            if style.offset <= end:
                self._open[style.kind] = (begin, max(end, style.end))
            else:
                self._close(style.offset)
                self._open[style.kind] = (style.offset, style.end)
            self._next += 1
        self._close(offset)

    def _close(self, offset: int) -> None:
        for kind in STYLES:
            begin, end = self._open.get(kind, (offset, offset))
            if begin >= offset:
                continue
            self._done.append(Entity(kind, begin, min(end, offset) - begin))
            if end <= offset:
                del self._open[kind]
            else:
                self._open[kind] = (offset, end)
