"""The languages: English source strings, catalogues read at start, and safe filling-in.

A text with HTML goes through `say` (escaped, in a right-to-left language isolated); a label, a
toast or text for copying goes through `label` (no HTML). Extraction: `python -m views.catalogues`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel import Locale
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

LOCALES = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"

#: First strong isolate, left-to-right isolate, pop, right-to-left mark (Unicode UAX #9).
FSI, LRI, PDI, RLM = "\u2068", "\u2066", "\u2069", "\u200f"

_FIELD = re.compile(r"\{(\w+)\}")
_TAG = re.compile(r"<[^>]*>")


def languages() -> tuple[str, ...]:
    """Give the shipped languages, the source language first."""
    return (
        SOURCE_LANGUAGE,
        *sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()),
    )


def read_catalogues(language: str) -> dict[str | tuple[str, str], str | tuple[str, ...]]:
    """Read a language's catalogues: message, or (one, other), to its translation(s)."""
    found: dict[str | tuple[str, str], str | tuple[str, ...]] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue: Catalog = read_po(file, locale=language)
        for message in catalogue:
            if message.id and message.string and not message.fuzzy:
                key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
                text = message.string
                found[key] = tuple(text) if isinstance(text, list | tuple) else text  # type: ignore[index]
    return found


@dataclass(frozen=True)
class Words:
    """One language. Made by `words_of`; views get it as their first argument."""

    language: str
    locale: Locale
    rtl: bool
    texts: dict[str | tuple[str, str], str | tuple[str, ...]] = field(repr=False)

    def say(self, text: str, /, **values: object) -> Markup:
        """Fill a text that may hold Telegram's HTML; values are escaped unless Markup."""
        return self._fill(self._find(text), values)

    def many(self, one: str, other: str, count: int, /, **values: object) -> Markup:
        """Fill the form for a count, which the text may name as {count}."""
        return self._fill(self._find_many(one, other, count), {"count": count, **values})

    def label(self, text: str, /, **values: object) -> str:
        """Fill a text without HTML: a button, a toast, something to copy. Nothing is escaped."""
        return self._find(text).format(**{name: _plain(value) for name, value in values.items()})

    def label_many(self, one: str, other: str, count: int, /, **values: object) -> str:
        """Fill the form for a count of a text without HTML."""
        found = self._find_many(one, other, count)
        return found.format(count=count, **{name: _plain(value) for name, value in values.items()})

    def all_of(self, parts: Iterable[object]) -> Markup:
        """Join into a list as people say it: "A, B and C". Strings are escaped."""
        shown = [str(self.value(part)) for part in parts]
        return (
            Markup(format_list(shown, style="standard", locale=self.locale)) if shown else Markup()
        )

    def comma(self, parts: Iterable[object]) -> Markup:
        """Join with the language's comma."""
        return Markup("، " if self.rtl else ", ").join(self.value(part) for part in parts)

    def semicolon(self, parts: Iterable[object]) -> Markup:
        """Join what may hold commas itself with the language's semicolon."""
        return Markup("؛ " if self.rtl else "; ").join(self.value(part) for part in parts)

    def value(self, value: object) -> Markup:
        """Escape a value, and isolate it in a right-to-left language."""
        if isinstance(value, Markup):
            return value
        shown = escape(str(value))
        if not self.rtl or not shown:
            return shown
        mark = LRI if isinstance(value, int) else FSI
        return Markup(f"{mark}{shown}{PDI}")

    def drawn(self, label: str) -> str:
        """Give a label made of people's words, drawn from the language's own side."""
        return _from_the_right(label) if self.rtl else label

    def page(self, *lines: Markup | None) -> Markup:
        """Join lines into a message; None is left out, an empty line parts paragraphs.

        In a right-to-left language a line that does not begin with its letter gets a mark, so that
        it is still drawn from the right.
        """
        kept = [line for line in lines if line is not None]
        while kept and not kept[-1]:
            kept.pop()
        text = "\n".join(kept)
        if self.rtl:
            text = "\n".join(_from_the_right(line) for line in text.split("\n"))
        return Markup(re.sub(r"\n{3,}", "\n\n", text))

    def _find(self, text: str) -> str:
        found = self.texts.get(text, text)
        return found if isinstance(found, str) else found[0]

    def _find_many(self, one: str, other: str, count: int) -> str:
        found = self.texts.get((one, other))
        if found is None:
            return one if count == 1 else other
        forms = (found,) if isinstance(found, str) else found
        return forms[0] if count == 1 or len(forms) == 1 else forms[1]

    def _fill(self, text: str, values: dict[str, object]) -> Markup:
        return Markup(_FIELD.sub(lambda match: self.value(values[match[1]]), text))


def _plain(value: object) -> object:
    """Give a value for a text without HTML: Markup loses its tags and escapes."""
    return value.striptags() if isinstance(value, Markup) else value


def _from_the_right(line: str) -> str:
    for character in _TAG.sub("", line):
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return line
        if direction == "L" or direction in ("FSI", "LRI"):
            break
    else:
        return line
    return RLM + line


@cache
def words_of(language: str) -> Words:
    """Give a language by its code; one that is not shipped is answered in English."""
    known = language if language in languages() else SOURCE_LANGUAGE
    locale = Locale.parse(known)
    texts = {} if known == SOURCE_LANGUAGE else read_catalogues(known)
    return Words(known, locale, locale.text_direction == "rtl", texts)
