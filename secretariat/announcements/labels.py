"""Taking a pasted message apart at its labels, in English or Urdu, in any order."""

import re
from dataclasses import dataclass, field

from secretariat.announcements.values import Label
from secretariat.dates.symbols import normal

LABELS = {
    Label.TITLE: ("title", "subject", "عنوان", "موضوع"),
    Label.DATE: ("date", "day", "تاریخ", "بتاریخ", "مورخہ"),
    Label.TIME: ("time", "وقت", "بوقت"),
    Label.VENUE: ("venue", "place", "location", "مقام", "جگہ", "بمقام"),
    Label.LINK: ("link", "video link", "video", "meeting link", "لنک", "ویڈیو لنک"),
    Label.AGENDA: ("agenda", "agenda items", "ایجنڈا", "ایجنڈہ"),
    Label.REPLY_BY: (
        *("reply by", "replies by", "rsvp by", "rsvp", "kindly reply by", "please reply by"),
        *("جواب", "جواب تک", "جواب کی تاریخ", "جواب کی آخری تاریخ"),
    ),
    Label.NUMBER: ("number", "no", "meeting number", "meeting no", "نمبر", "اجلاس نمبر"),
    Label.CHAIR: (
        *("chair", "presiding", "presiding officer", "presided by", "chaired by"),
        *("صدر", "صدارت", "زیر صدارت"),
    ),
    Label.MODERATOR: ("moderator", "moderated by", "ناظم", "نظامت"),
    Label.TELEPHONE: ("telephone", "phone", "tel", "contact", "ٹیلی فون", "فون", "رابطہ"),
    Label.GATE: ("gate", "entry", "گیٹ", "داخلہ"),
    Label.DIAL_IN: ("dial in", "dialin", "ڈائل ان"),
    Label.TEST_LINK: ("test link", "ٹیسٹ لنک", "آزمائشی لنک"),
    Label.MAP: ("map", "نقشہ"),
    Label.NOTE: ("note", "notes", "نوٹ"),
}
"""The words for each label, lower case and with Urdu letters."""


_HEADED = re.compile(
    r"[\s>•▪·*_–-]*(?P<head>[^\W\d_][^:：]{0,39}?)[\s*_]*[:：](?!//)[*_]*\s*(?P<value>.*)"
)
_MOST_WORDS_OF_A_LABEL = 4
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.):۔]?\s+\S")
_BULLETED = re.compile(r"\s*[-•*–▪]\s+\S")
_LABELS_BY_WORDS = {words: label for label, many in LABELS.items() for words in many}


@dataclass
class Parts:
    """A message taken apart: the lines under each label, in the order written.

    `repeated` has later values of a label that was there already, `unknown` what stands under a
    label that is not known (with it), `unlabelled` the lines under no label.
    """

    lines: dict[Label, list[str]] = field(default_factory=dict)
    repeated: list[tuple[Label, list[str]]] = field(default_factory=list)
    unknown: list[list[str]] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)

    def open_label(self, label: Label, value: str) -> list[str]:
        """Begin the lines under a label; a label that has lines already is repeated."""
        lines = [value.strip()] if value.strip() else []
        if self.lines.get(label):
            self.repeated.append((label, lines))
        else:
            self.lines[label] = lines
        return lines


def taken_apart(text: str) -> Parts:
    """Sort the lines of a message under their labels.

    A line without a label continues the value above it, but after an empty line only an agenda and
    a note go on. In a note, and in an agenda without numbers, a line that looks like an unknown
    label is part of the value.
    """
    parts = Parts()
    label: Label | None = None
    lines = parts.unlabelled
    is_after_gap = False
    for line in text.splitlines():
        if not line.strip():
            is_after_gap = True
            continue
        headed = _HEADED.fullmatch(line)
        named = _label_of(headed["head"]) if headed else None
        goes_on = _goes_on(label, lines, line)
        if headed and named and not (goes_on and _BULLETED.match(line)):
            label = named
            lines = parts.open_label(named, headed["value"])
        elif headed and _may_be_a_label(headed["head"]) and not goes_on:
            label, lines = None, [line.strip()]
            parts.unknown.append(lines)
        else:
            if is_after_gap and not goes_on:
                label, lines = None, parts.unlabelled
            lines.append(line.strip())
        is_after_gap = False
    return parts


def _label_of(head: str) -> Label | None:
    return _LABELS_BY_WORDS.get(" ".join(_words(head)))


def _may_be_a_label(head: str) -> bool:
    return len(_words(head)) <= _MOST_WORDS_OF_A_LABEL


def _words(head: str) -> list[str]:
    return re.findall(r"[^\W_]+", normal(head))


def _goes_on(label: Label | None, lines: list[str], line: str) -> bool:
    """Say whether a line goes on with an agenda or a note, whatever it looks like."""
    if label is Label.AGENDA:
        for item in (_NUMBERED, _BULLETED):
            if any(item.match(earlier) for earlier in lines):
                return item.match(line) is not None
        return True
    return label is Label.NOTE
