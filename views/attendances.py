"""The attendance sentence of the record, in the languages' own grammar.

It is text for copying: no HTML and no marks of direction.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup, escape

from secretariat.attendances import Attendance, Office
from views import presses
from views.screen import Button, Screen, rows
from views.words import Words

#: Words that say what kind of office it is where a place follows: "Home Department | Sindh".
_KINDS = frozenset(
    {
        "Agency",
        "Authority",
        "Board",
        "Bureau",
        "Commission",
        "Council",
        "Department",
        "Directorate",
        "Division",
        "Office",
        "Secretariat",
    }
)
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]+")
#: Zer, and the hamza on he, by which an Urdu word is joined to the next (izafat).
_ZER, _HE_HAMZA, _HE = "\u0650", ("\u06c2", "\u06c1\u0654"), "\u06c1"


def attendance_screen(words: Words, attendance: Attendance, meeting_id: int) -> Screen:
    """Give the sentence to copy."""
    text = Markup("<pre>") + escape(sentences(words, attendance)) + Markup("</pre>")
    return Screen(
        words.page(words.say("<b>Attendance text</b>"), Markup(), text),
        rows(Button(words.label("Back"), presses.BOARD.write(meeting_id, "show"))),
    )


def sentences(words: Words, attendance: Attendance) -> str:
    """Give who chairs, attends, joins by video link, and sent apologies."""
    text = _after(words, attendance) if attendance.is_over else _before(words, attendance)
    if attendance.apologies:
        regrets = words.label(
            "Apologies were received from {offices}.", offices=listed(words, attendance.apologies)
        )
        text = f"{text} {regrets}".strip()
    return text


def _before(words: Words, attendance: Attendance) -> str:
    given = _given(words, attendance)
    match (attendance.chair is not None, bool(attendance.in_person), bool(attendance.by_video)):
        case (True, True, True):
            return words.label(
                "The meeting will be chaired by {chair}, and attended by {room}; "
                "whereas {video} will join by video link.",
                **given,
            )
        case (True, True, False):
            return words.label(
                "The meeting will be chaired by {chair}, and attended by {room}.", **given
            )
        case (True, False, True):
            return words.label(
                "The meeting will be chaired by {chair}; {video} will join by video link.", **given
            )
        case (True, False, False):
            return words.label("The meeting will be chaired by {chair}.", **given)
        case (False, True, True):
            return words.label(
                "The meeting will be attended by {room}; whereas {video} will join by video link.",
                **given,
            )
        case (False, True, False):
            return words.label("The meeting will be attended by {room}.", **given)
        case (False, False, True):
            return words.label("The meeting will be joined by video link by {video}.", **given)
    return words.label("No office has confirmed its attendance yet.")


def _after(words: Words, attendance: Attendance) -> str:
    given = _given(words, attendance)
    match (attendance.chair is not None, bool(attendance.in_person), bool(attendance.by_video)):
        case (True, True, True):
            return words.label(
                "The meeting was chaired by {chair}, and attended by {room}; "
                "whereas {video} joined by video link.",
                **given,
            )
        case (True, True, False):
            return words.label(
                "The meeting was chaired by {chair}, and attended by {room}.", **given
            )
        case (True, False, True):
            return words.label(
                "The meeting was chaired by {chair}; {video} joined by video link.", **given
            )
        case (True, False, False):
            return words.label("The meeting was chaired by {chair}.", **given)
        case (False, True, True):
            return words.label(
                "The meeting was attended by {room}; whereas {video} joined by video link.",
                **given,
            )
        case (False, True, False):
            return words.label("The meeting was attended by {room}.", **given)
        case (False, False, True):
            return words.label("The meeting was joined by video link by {video}.", **given)
    return words.label("No attendance is recorded.")


def _given(words: Words, attendance: Attendance) -> dict[str, str]:
    return {
        "chair": _chair(words, attendance),
        "room": _representatives(words, attendance.in_person),
        "video": _representatives(words, attendance.by_video),
    }


def _representatives(words: Words, offices: Sequence[Office]) -> str:
    if not offices:
        return ""
    return words.label_many(
        "a representative of {offices}",
        "representatives of {offices}",
        len(offices),
        offices=listed(words, offices),
    )


def _chair(words: Words, attendance: Attendance) -> str:
    """Name the chair by post and organisation: "the National Coordinator, NACTA"."""
    office = attendance.chair
    if office is None:
        return ""
    if words.rtl:
        post = office.post_urdu or office.post
        short = office.short_name_urdu or office.name_urdu or office.short_name
    else:
        post, short = office.post, office.short_name
    if post:
        named = words.label("the {post}, {office}", post=post, office=short)
    else:
        named = listed(words, [office])
    if attendance.chair_by_video:
        return words.label("{chair} (by video link)", chair=named)
    return named


def listed(words: Words, offices: Sequence[Office]) -> str:
    """List offices in their order, those of one kind said together in the place of the first."""
    if words.language == "ur":
        return _in_urdu([office.name_urdu or office.name for office in offices])
    return _in_english([office.name for office in offices])


def _in_english(names: Sequence[str]) -> str:
    return _joined(
        [
            f"the {_plural(kind)} {_joined(rests)}"
            if len(rests) > 1
            else _the(f"{kind} {rests[0]}")
            for kind, rests in _gathered(names, _english_kind)
        ]
    )


def _gathered(
    names: Iterable[str], kind_of: Callable[[str], tuple[str, str]]
) -> list[tuple[str, list[str]]]:
    """Gather names by the words that say their kind; a name without any stays by itself."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        kind, rest = kind_of(name)
        kinds.setdefault(kind, []).append(rest)
    return list(kinds.items())


def _english_kind(name: str) -> tuple[str, str]:
    """Part a name into kind and rest: "Ministry of | Finance", "Home Department | Sindh"."""
    parts = name.split()
    for place, word in enumerate(parts[:-1]):
        if (word == "of" and place > 0) or (word in _KINDS and parts[place + 1] != "of"):
            return " ".join(parts[: place + 1]), " ".join(parts[place + 1 :])
    return name, ""


def _plural(kind: str) -> str:
    """Give the plural of a kind: "Ministry of" is "Ministries of"."""
    parts = kind.split()
    place = -2 if parts[-1] == "of" else -1
    noun = parts[place]
    if re.search(r"[^aeiou]y$", noun):
        parts[place] = f"{noun[:-1]}ies"
    else:
        parts[place] = f"{noun}es" if re.search(r"(s|x|z|ch|sh)$", noun) else f"{noun}s"
    return " ".join(parts)


def _the(name: str) -> str:
    """Put the article before a name: not before a name that begins with an acronym."""
    name = name.strip()
    if name.lower().startswith("the "):
        return f"the {name[4:]}"
    if _ACRONYM.fullmatch(name.split()[0]) and _english_kind(name)[1] == "":
        return name
    return f"the {name}"


def _joined(items: Sequence[str]) -> str:
    """Join as "A and B" and "A, B, and C"; items that hold a comma are parted by semicolons."""
    if len(items) == 1:
        return items[0]
    comma = ";" if any("," in item for item in items) else ","
    if len(items) == 2 and comma == "," and not any(" and " in item for item in items):
        return f"{items[0]} and {items[1]}"
    return f"{comma} ".join(items[:-1]) + f"{comma} and {items[-1]}"


def _in_urdu(names: Sequence[str]) -> str:
    parts = [
        f"{_urdu_plural(kind)} {_with_and(rests)}" if len(rests) > 1 else f"{kind} {rests[0]}"
        for kind, rests in _gathered(names, _urdu_kind)
    ]
    return _with_and([part.strip() for part in parts])


def _urdu_kind(name: str) -> tuple[str, str]:
    """Part a name after a word in izafat: «وزارتِ | داخلہ»."""
    kind, _space, rest = name.partition(" ")
    return (kind, rest) if rest and kind.endswith((_ZER, *_HE_HAMZA)) else (name, "")


def _urdu_plural(kind: str) -> str:
    """Give the plural of a word in izafat: «وزارتِ» is «وزارت ہائے»."""
    for ending in _HE_HAMZA:
        if kind.endswith(ending):
            return f"{kind.removesuffix(ending)}{_HE} ہائے"
    return f"{kind.removesuffix(_ZER)} ہائے"


def _with_and(items: Sequence[str]) -> str:
    return "، ".join(items[:-1]) + f" اور {items[-1]}" if len(items) > 1 else items[0]
