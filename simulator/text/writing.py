"""Writing a text with its entities as HTML again, for transcripts and for tests to look at."""

from collections.abc import Iterable, Mapping
from typing import Any

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def escape(text: str) -> str:
    """This will escape the characters that mean something in Telegram's HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_html(text: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """This will write a text as HTML that parses to the same text and entities.

    `entities` are MessageEntity objects as `parse` returns them. What Telegram finds by itself
    (mentions, commands, plain links) is left plain, since it would be found again.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    pieces: list[str] = []
    ends: list[tuple[int, str]] = []
    done = 0

    def go_to(offset: int) -> None:
        nonlocal done
        if offset > done:
            plain = units[2 * done : 2 * offset].decode("utf-16-le", "surrogatepass")
            pieces.append(escape(plain))
            done = offset

    for entity in sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])):
        start, end = _tags(entity)
        if not start:
            continue
        while ends and ends[-1][0] <= entity["offset"]:
            offset, tag = ends.pop()
            go_to(offset)
            pieces.append(tag)
        go_to(entity["offset"])
        pieces.append(start)
        ends.append((entity["offset"] + entity["length"], end))
    for offset, tag in reversed(ends):
        go_to(offset)
        pieces.append(tag)
    go_to(len(units) // 2)
    return "".join(pieces)


def _tags(entity: Mapping[str, Any]) -> tuple[str, str]:
    """This will return the start and the end tag of an entity, both empty if it has none."""
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    match kind:
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "pre" if language := entity.get("language"):
            return f"<pre><code class={_quoted(f'language-{language}')}>", "</code></pre>"
        case "pre":
            return "<pre>", "</pre>"
        case "text_link":
            return f"<a href={_quoted(entity['url'])}>", "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        case "custom_emoji":
            return f"<tg-emoji emoji-id={_quoted(entity['custom_emoji_id'])}>", "</tg-emoji>"
        case "date_time":
            written = entity.get("date_time_format") or ""
            chosen = f" format={_quoted(written)}" if written else ""
            return f'<tg-time unix="{entity["unix_time"]}"{chosen}>', "</tg-time>"
    return "", ""


def _quoted(value: str) -> str:
    return '"' + escape(value).replace('"', "&quot;") + '"'
