"""Reading one line of minutes: "ACTION: Umer Riaz to map the four crime categories by 30 April".

English, Urdu, W3C (`ACTION:`, `RESOLVED:`) and MeetBot (`#action`, `#agreed`) spellings. Only what
the text says: who an owner is and which day is due are settled elsewhere.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from secretariat.dates import Reason, Unreadable, read_due, tidied
from secretariat.dates.symbols import normal
from secretariat.dates.words import FILLERS


class LineKind(Enum):
    """What a line of minutes records."""

    ACTION = "action"
    DECISION = "decision"
    NOTE = "note"
    OFFER = "offer"


KIND_WORDS = {
    **dict.fromkeys(("action", "a", "todo", "کام"), LineKind.ACTION),
    **dict.fromkeys(("decision", "d", "resolved", "resolution", "agreed"), LineKind.DECISION),
    **dict.fromkeys(("accepted", "فیصلہ", "طے پایا"), LineKind.DECISION),
    **dict.fromkeys(("note", "n", "info", "نوٹ"), LineKind.NOTE),
    **dict.fromkeys(("offer", "o", "پیشکش"), LineKind.OFFER),
}


@dataclass(frozen=True)
class Line:
    """A line taken apart, all of it in the words as written.

    `body` is the line without its label. `speaker` is who says or offers, in a note or an offer.
    An action has a `task`, and `owner_words` and `due_words` if it says them; `due_words` is for
    `read_due`, which may still find two readings or an impossible day in it.
    """

    kind: LineKind
    body: str
    speaker: str | None = None
    owner_words: str | None = None
    task: str | None = None
    due_words: str | None = None


def read_line(text: str) -> Line | None:
    """Read a line of minutes; None if it has no label or nothing behind it."""
    line = tidied(text)
    for label in _LABELS:
        match = label.match(line)
        kind = KIND_WORDS.get(normal(match["label"])) if match else None
        if match and kind and match.end() < len(line):
            return _read_body(kind, line[match.end() :])
    return None


def owners_in(owner_words: str) -> tuple[str, ...]:
    """Split "A, B and C" into its names.

    Try the whole text as a name first: "Ministry of Law and Justice" is one owner.
    """
    names = re.split(r"\s*(?:[,،;&]|\band\b|\bاور\b)\s*", owner_words)
    return tuple(name for name in names if name)


def _read_body(kind: LineKind, body: str) -> Line:
    if kind is LineKind.ACTION:
        return _read_action(body)
    if kind is LineKind.OFFER:
        speaker = _before(body, _OFFERING)
    else:
        speaker = _before(body, _SAYING) if kind is LineKind.NOTE else None
    return Line(kind, body, speaker=speaker)


def _read_action(body: str) -> Line:
    rest, due_words = _split_due(body)
    if not rest:  # nothing but a deadline: then it is what is to be done
        rest, due_words = body, None
    owner_words, task = None, rest
    match = _OWNER.match(rest)
    if match and len(match["owner"].split()) <= _MOST_WORDS_OF_OWNERS:
        owner_words, task = match["owner"].strip(_EDGES), rest[match.end() :]
    return Line(
        LineKind.ACTION,
        body,
        owner_words=owner_words or None,
        task=task.strip(_EDGES) or rest,
        due_words=due_words,
    )


def _before(body: str, pattern: re.Pattern[str]) -> str | None:
    match = pattern.match(body)
    if match is None or len(match["who"].split()) > _MOST_WORDS_OF_OWNERS:
        return None
    return match["who"].strip(_EDGES)


def _split_due(body: str) -> tuple[str, str | None]:
    """Take the deadline from the end of a task, from its beginning or, in Urdu, out of it."""
    for start in _DUE_STARTS.finditer(body):
        if start.start() and _is_due(body[start.start() :]):
            due_words = body[start.start() :].strip(_EDGES + ")")
            return body[: start.start()].strip(_EDGES), due_words
    words = list(re.finditer(r"\S+", body))
    if _DUE_STARTS.match(body):
        for word in reversed(words[1:_MOST_WORDS_OF_DUE]):
            is_filler = normal(word[0]) in FILLERS
            if not is_filler and _is_due(body[: word.end()]):
                return body[word.end() :].strip(_EDGES), body[: word.end()].strip(_EDGES)
    return _split_urdu_due(body, words)


def _split_urdu_due(body: str, words: list[re.Match[str]]) -> tuple[str, str | None]:
    """Take out a deadline that ends with its postposition, wherever it stands."""
    for last, end in enumerate(words):
        if not _URDU_DUE_ENDS.fullmatch(end[0].strip(_EDGES)):
            continue
        for first in words[max(0, last - _MOST_WORDS_OF_DUE) : last + 1]:
            due_words = body[first.start() : end.end()]
            if _is_due(due_words):
                rest = f"{body[: first.start()].strip(_EDGES)} {body[end.end() :].strip(_EDGES)}"
                return rest.strip(), due_words.strip(_EDGES)
    return body, None


def _is_due(words: str) -> bool:
    """Say whether words are a deadline, even an impossible one that must be asked about.

    Which day it is does not matter here, so any day serves to count from.
    """
    if _BARE_YEAR.fullmatch(words):
        return False
    due = read_due(words, today=_ANY_DAY)
    if isinstance(due, Unreadable):
        return due.reason in _ASKED_ABOUT and not due.rest
    return True


_MOST_WORDS_OF_OWNERS = 12
_MOST_WORDS_OF_DUE = 8
_ANY_DAY = date(2024, 1, 1)
_ASKED_ABOUT = {
    *(Reason.NO_SUCH_DAY, Reason.NO_SUCH_TIME, Reason.WEEKDAY_CONTRADICTS),
    *(Reason.TWO_DATES, Reason.UNKNOWN_ZONE),
}
_EDGES = " ,،;؛-–—(.۔"
_WORDS = r"(?P<label>[^\W\d_]+(?: [^\W\d_]+)?)"
_LABELS = tuple(
    re.compile(pattern)
    for pattern in (
        r"#(?P<label>[^\W\d_]+)[:：]?\s+",
        rf"[*_]*{_WORDS}[*_]*\s*[:：][*_]*\s*",
        rf"{_WORDS}\s+[-–—]\s+",
        r"(?P<label>[A-Z]{4,})\s+",
        # GHURLBot's list of names: "action alex, kylie and coen: review chapter 1".
        r"(?i:(?P<label>action))\s+(?=[^:]*:\s)",
    )
)
_SEPARATOR = (
    r"(?:\s*(?<!\d)[:：]\s+|\s+[-–—]\s+|،\s+|\s+"
    r"(?i:(?:(?:is|are|has|have|agreed|undertook|offered|was asked|were asked) )?to|shall|will"
    r"|must|should)\s+)"
)
_OWNER = re.compile(rf"(?P<owner>\S.*?){_SEPARATOR}(?=\S)")
_SAYING = re.compile(r"(?P<who>\S[^:：]*?)\s*(?<!\d)[:：]\s+(?=\S)")
_OFFERING = re.compile(
    rf"(?P<who>\S.*?)(?:{_SEPARATOR}|\s+(?i:offers|offered|can|would|could|proposes)\s+)(?=\S)"
)
_DUE_STARTS = re.compile(
    r"(?i:(?<!\w)(?:on or before|by|before|within|in|over|during|due|deadline|until|till|upto|on|at"
    r"|no later than|not later than|latest by|every|each|once|daily|weekly|fortnightly|monthly"
    r"|quarterly|yearly|annually|today|tomorrow|next meeting)(?!\w))|(?<!\w)ماہانہ(?!\w)"
)
_URDU_DUE_ENDS = re.compile("تک|پہلے|قبل|اندر|میں|بعد")
_BARE_YEAR = re.compile(r"(?i:in)\s+\d{4}\W*")
