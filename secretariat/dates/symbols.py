"""Text into symbols: every word, in either language, becomes a short sign that patterns can match.

"by the 5th of July" becomes `by @5 m7`: `#` digits as written, `=` a number in words, `@` a number
with an ordinal ending, `o` an ordinal word, `m` month, `w` weekday (0 is Monday), `d` days from
today, `u` unit, `r` recurrence, `p:` part of the day, `z:` zone, `c:` place, `?` anything else.
Words that change nothing, commas and brackets leave no symbol.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from secretariat.dates import words

LONGEST_TEXT = 200
MOST_SYMBOLS = 30
LONGEST_PHRASE = 4

_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640\u200c\u200d]")
_URDU_LETTERS = str.maketrans("يىكهةۃ", "ییکہہہ")
_TOKEN = re.compile(
    r"(?P<half>[AaPp]\.\s?[Mm](?!\w)\.?)"
    r"|(?P<number>\d+)"
    r"|(?P<word>(?:[^\W\d_]|[\u064b-\u0652\u0670\u200c\u200d])+(?:['’][^\W\d_]+)?)"
    r"|(?P<mark>\S)"
)
_MARKS = {
    **dict.fromkeys("-‐‑‒–—−", "-"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("/؍⁄", "/"),
    **{"+": "+", ".": ".", "٫": "."},
    **dict.fromkeys(",،;؛()[]\"'«»“”‘’۔*", ""),
}


@dataclass(frozen=True)
class Symbol:
    """One sign, and where in the text its words stand."""

    sign: str
    start: int
    end: int


def without_bidi_controls(text: str) -> str:
    """Take out the invisible characters that turn the direction of writing."""
    return _BIDI_CONTROLS.sub("", text)


def tidied(text: str) -> str:
    """Give the text as written, but on one line and without invisible direction marks."""
    return " ".join(without_bidi_controls(text).split())


def normal(word: str) -> str:
    """Give the form in which words stand in the tables: lower case, Urdu letters, no vowel signs.

    An English possessive ending is dropped ("week's" is "week").
    """
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_URDU_LETTERS)
    return re.sub(r"['’]s$", "", _VOWEL_SIGNS.sub("", plain)).replace("’", "'")


def ascii_digits(number: str) -> str:
    """Write a number in Urdu, Eastern or any other decimal digits with 0 to 9."""
    return "".join(str(unicodedata.decimal(digit)) for digit in number)


def symbols_of(text: str) -> list[Symbol]:
    """Turn a tidied text into symbols, in order."""
    tokens = list(_TOKEN.finditer(text))
    symbols: list[Symbol] = []
    index = 0
    while index < len(tokens):
        taken, signs = _read_token(tokens, index, text)
        start, end = tokens[index].start(), tokens[index + taken - 1].end()
        symbols.extend(Symbol(sign, start, end) for sign in signs)
        index += taken
    return _settled(symbols)


def signs_of(symbols: Sequence[Symbol]) -> str:
    """Give the signs with one space between them: what the patterns are matched against."""
    return " ".join(symbol.sign for symbol in symbols)


def _read_token(tokens: list[re.Match[str]], index: int, text: str) -> tuple[int, list[str]]:
    """Read what starts at one token: how many tokens it takes, and its signs (often one)."""
    token = tokens[index]
    if token["half"]:
        return 1, [f"p:{token['half'][0].lower()}m"]
    if token["number"]:
        digits = ascii_digits(token["number"])
        if index + 1 < len(tokens):
            ending = tokens[index + 1]
            glued = ending.start() == token.end()
            if glued and normal(ending[0]) in words.ORDINAL_ENDINGS:
                return 2, [f"@{digits}"]
        return 1, [f"#{digits}"]
    if token["mark"]:
        sign = _MARKS.get(token[0], "?")
        if sign == "." and not _between_digits(token, text):
            sign = ""
        return 1, [sign] if sign else []
    return _read_phrase(tokens, index)


def _between_digits(token: re.Match[str], text: str) -> bool:
    """Say whether a full stop separates two numbers, rather than ending a word."""
    around = text[max(token.start() - 1, 0) : token.start()] + text[token.end() : token.end() + 1]
    return len(around) == 2 and around.isdecimal()


def _read_phrase(tokens: list[re.Match[str]], index: int) -> tuple[int, list[str]]:
    """Take the longest phrase of the tables that starts at one word."""
    run: list[str] = []
    for token in tokens[index : index + LONGEST_PHRASE]:
        if not token["word"]:
            break
        run.append(normal(token["word"]))
    for length in range(len(run), 0, -1):
        signs = _SIGNS.get(" ".join(run[:length]))
        if signs is not None:
            return length, signs.split()
    return 1, ["?"]


def _settled(symbols: list[Symbol]) -> list[Symbol]:
    """Settle the words of two meanings: a unit if counted, pointed at or ended, else the other."""
    settled: list[Symbol] = []
    for index, symbol in enumerate(symbols):
        unit, _, other = symbol.sign.partition("|")
        before = symbols[index - 1].sign if index else ""
        after = symbols[index + 1].sign if index + 1 < len(symbols) else ""
        is_unit = before[:1] in {"#", "=", "@"} or before in {"next", "this", "coming", "every"}
        sign = unit if not other or is_unit or after in {"end", "mid", "start"} else other
        settled.append(Symbol(sign, symbol.start, symbol.end))
    return settled


_SIGNS: dict[str, str] = {
    **{word: f"w{number}" for word, number in words.WEEKDAYS.items()},
    **{word: f"m{number}" for word, number in words.MONTHS.items()},
    **{word: f"={number}" for word, number in words.NUMBERS.items()},
    **{word: f"o{number}" for word, number in words.ORDINALS.items()},
    **{word: f"u{unit}" for word, unit in words.UNITS.items()},
    **{word: f"r{unit}" for word, unit in words.RECURRENCES.items()},
    **{word: f"d{number}" for word, number in words.RELATIVE_DAYS.items()},
    **{word: f"p:{part}" for word, part in words.DAY_PARTS.items()},
    **{word: f"z:{key}" for word, key in words.ZONES.items()},
    **dict.fromkeys(words.UNSURE_ZONES, "z?"),
    **{word: f"c:{key}" for word, key in words.PLACES.items()},
    **words.TWO_MEANINGS,
    **words.KEYWORDS,
    **dict.fromkeys(words.FILLERS, ""),
}
