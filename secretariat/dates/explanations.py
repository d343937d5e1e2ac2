"""Opening a text for reading, and saying what was not understood in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from secretariat.dates.symbols import LONGEST_TEXT, MOST_SYMBOLS, Symbol, symbols_of, tidied
from secretariat.dates.values import Impossible, Reason, Unreadable

_EDGES = " ,.;:،؛۔-–—()"


@dataclass(frozen=True)
class Text:
    """A text ready to be read: its words on one line, and its symbols."""

    words: str
    symbols: Sequence[Symbol]

    def refused(self, impossible: Impossible) -> Unreadable:
        """Refuse the whole text for what is impossible in it."""
        weekday = None if impossible.day is None else impossible.day.weekday()
        return Unreadable(impossible.reason, self.words, impossible.rest, weekday, impossible.day)


Find = Callable[[Sequence[Symbol]], object]


def opened(text: str) -> Text | Unreadable:
    """Turn a text into symbols; an empty or endless one is refused at once."""
    words = tidied(text)
    if not words:
        return Unreadable(Reason.EMPTY, words)
    if len(words) > LONGEST_TEXT:
        return Unreadable(Reason.NOT_UNDERSTOOD, words, rest=words)
    symbols = symbols_of(words)
    if not symbols or len(symbols) > MOST_SYMBOLS:
        return Unreadable(Reason.NOT_UNDERSTOOD, words, rest=words)
    return Text(words, symbols)


def explained(text: Text, symbols: Sequence[Symbol], find: Find, find_day: Find) -> Unreadable:
    """Say why symbols were not understood as a whole.

    `find` tells whether a run of symbols is understood; the longest such run is taken as meant.
    What is impossible in it is the reason; another day beside it (`find_day`) makes two dates; else
    the words around it are the rest.
    """
    run = _longest(symbols, find)
    if run is None:
        return Unreadable(Reason.NOT_UNDERSTOOD, text.words, rest=_words(text.words, symbols))
    start, end = run
    meant = find(symbols[start:end])
    before = text.words[symbols[0].start : symbols[start].start].strip(_EDGES)
    after = text.words[symbols[end - 1].end : symbols[-1].end].strip(_EDGES)
    rest = " … ".join(part for part in (before, after) if part)
    if isinstance(meant, Impossible):
        return replace(text.refused(meant), rest=meant.rest or rest)
    if _longest(symbols[:start], find_day) or _longest(symbols[end:], find_day):
        return text.refused(Impossible(Reason.TWO_DATES))
    return Unreadable(Reason.NOT_UNDERSTOOD, text.words, rest=rest or text.words)


def _longest(symbols: Sequence[Symbol], find: Find) -> tuple[int, int] | None:
    """Find the longest run of symbols that is understood, the leftmost of equals."""
    for length in range(len(symbols), 0, -1):
        for start in range(len(symbols) - length + 1):
            if find(symbols[start : start + length]) is not None:
                return start, start + length
    return None


def _words(words: str, symbols: Sequence[Symbol]) -> str:
    """Give the words from the first to the last of some symbols."""
    return words[symbols[0].start : symbols[-1].end].strip(_EDGES) if symbols else words
