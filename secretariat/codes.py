"""Typed codes: one-time words for people whose link does not open, and how often one may guess.

A code is eight characters of Crockford's alphabet (https://www.crockford.com/base32.html), which
has no I, L, O and U: what looks alike is read alike. It holds a digit from 2 to 9, so that an
ordinary word of eight letters is not taken for one.
"""

import re
import secrets
import unicodedata
from datetime import datetime

from storage import Stranger

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRIES_A_DAY = 5

_LOOKS_LIKE = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_.]+")
_TELLING = re.compile("[2-9]")
#: A code as we write it, inside the whole text of an invitation that somebody pasted.
_WRITTEN = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{4}-[A-Z0-9]{4}(?![A-Z0-9])")


def make_code() -> str:
    """Give a new code as it is written: "7KQ2-MX9D"."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if _TELLING.search(drawn):
            return f"{drawn[:4]}-{drawn[4:]}"


def read_code(text: str) -> str | None:
    """Read a code in any case and spacing, O for 0, any script's digits; None if it is none.

    A longer text may hold one in our own writing, with the hyphen.
    """
    if len(text) > 1000:
        return None
    plain = "".join(_latin_digit(one) for one in unicodedata.normalize("NFKC", text)).upper()
    found = _eight(_BETWEEN.sub("", plain))
    if found is None:
        inside = _WRITTEN.search(plain)
        found = _eight(inside[0].replace("-", "")) if inside else None
    return found


def _latin_digit(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _eight(word: str) -> str | None:
    read = word.translate(_LOOKS_LIKE)
    if len(read) != 8 or not set(read) <= set(ALPHABET) or not _TELLING.search(read):
        return None
    return f"{read[:4]}-{read[4:]}"


def tries_left(stranger: Stranger, now: datetime) -> int:
    """Give how many wrong codes an account may still type on this UTC day."""
    return TRIES_A_DAY - (stranger.tries if stranger.day == now.date() else 0)


def count_wrong_code(stranger: Stranger, now: datetime) -> int:
    """Count a wrong code; give how many more may be typed today."""
    if stranger.day != now.date():
        stranger.day, stranger.tries = now.date(), 0
    stranger.tries = min(stranger.tries + 1, TRIES_A_DAY)
    return tries_left(stranger, now)
