"""One line of a list of members: a name, and what stands beside it.

The printed form puts the office in brackets in whichever order its author likes: "Umar Riaz
(NPA, Director)", "Tariq Khosa (Director NIOC)", "Dr Farhan Zahid, SSP". An office is an
organisation and a post; they are told apart by the words that posts are made of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from secretariat.names import clean, split_honorific
from secretariat.titles import fold, is_rank


class RosterRole(StrEnum):
    """In which capacity somebody is listed."""

    MEMBER = "member"
    OBSERVER = "observer"
    GUEST = "guest"
    CHAIR = "chair"
    SECRETARIAT = "secretariat"
    ASSISTANT = "assistant"
    ALTERNATE = "alternate"
    STAFF_OFFICER = "staff officer"


class Matter(StrEnum):
    """What a list leaves open."""

    DUPLICATE = "duplicate"
    TWO_OFFICES = "two offices"
    NO_OFFICE = "no office"
    PAST_OFFICE = "past office"
    UNKNOWN_ROLE = "unknown role"
    UNKNOWN_LANGUAGE = "unknown language"


@dataclass(frozen=True)
class Office:
    """What makes a seat, as written: an organisation and the post in it; either may be empty."""

    organisation: str
    post: str = ""


@dataclass(frozen=True)
class Note:
    """Something to show beside a line and not to ask: the words of the list it is about."""

    matter: Matter
    line: int
    words: str = ""


@dataclass(frozen=True)
class RosterLine:
    """One entry: `number` counts the entries of the list from 1, `original` is the line as pasted.

    Of two `offices` none is preferred: which one is held in this group is for a human to say.
    `language` is "en", "ur" or empty; `telephone` keeps its digits and a leading plus.
    """

    number: int
    original: str
    name: str
    honorific: str = ""
    rank: str = ""
    offices: tuple[Office, ...] = ()
    past_office: str = ""
    role: RosterRole = RosterRole.MEMBER
    language: str = ""
    telephone: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def organisation(self) -> str:
        """The organisation's words, when there is one office and not two."""
        return self.offices[0].organisation if len(self.offices) == 1 else ""

    @property
    def post(self) -> str:
        """The post's words, when there is one office and not two."""
        return self.offices[0].post if len(self.offices) == 1 else ""

    @property
    def has_seat(self) -> bool:
        """Whether the line names an organisation, and so a seat in the group."""
        return any(office.organisation for office in self.offices)


_ROLES = {
    RosterRole.MEMBER: "member, members, regular member, رکن, ممبر, اراکین",
    RosterRole.OBSERVER: "observer, observers, مبصر",
    RosterRole.GUEST: "guest, invitee, special invitee, invited, مہمان, مدعو",
    RosterRole.CHAIR: (
        "chair, chairman, chairperson, chairwoman, presiding officer, "
        "صدر, صدر اجلاس, چیئرمین, چیئرپرسن, چیئر"
    ),
    RosterRole.SECRETARIAT: (
        "secretariat, secretary, secretary of the group, minute taker, "
        "سیکریٹریٹ, سیکرٹریٹ, سیکریٹری, سیکرٹری"
    ),
    RosterRole.ASSISTANT: "assistant, pa, personal assistant, معاون",
    RosterRole.ALTERNATE: "alternate, alternate member, alt, deputy, متبادل, متبادل رکن, نائب",
    RosterRole.STAFF_OFFICER: (
        "staff officer, so, pso, principal staff officer, ps, private secretary, "
        "اسٹاف آفیسر, سٹاف آفیسر, اسٹاف افسر, سٹاف افسر"
    ),
}
ROLES = {fold(word): role for role, words in _ROLES.items() for word in words.split(", ")}
# Beside a name these say what somebody is in an office, not in the group.
_POSTS_TOO = frozenset(
    fold("chairman secretary deputy assistant so ps pso pa معاون نائب صدر سیکریٹری سیکرٹری").split()
)
_ROLE_ALONE = {word: role for word, role in ROLES.items() if word not in _POSTS_TOO}
_ROLE_BESIDE = {
    word: role
    for word, role in _ROLE_ALONE.items()
    if role in (RosterRole.OBSERVER, RosterRole.GUEST, RosterRole.ALTERNATE)
}
LANGUAGES = {
    fold(word): code
    for code, words in {
        "en": "en, eng, english, انگریزی, انگلش",
        "ur": "ur, urd, urdu, اردو",
    }.items()
    for word in words.split(", ")
}
_HEAD_WORDS = (
    "director dg ddg adg secretary manager officer representative adviser advisor chairman "
    "chairperson chairwoman chair member coordinator commissioner governor minister inspector "
    "superintendent head chief president convener convenor registrar analyst specialist "
    "consultant expert assistant attache ambassador counsellor counselor consul dean professor "
    "editor lead focal commandant igp ig aig dig ssp sp js ds so rd ed ceo cfo coo md gm "
    "سیکریٹری سیکرٹری ڈائریکٹر منیجر مینیجر افسر آفیسر نمائندہ مشیر چیئرمین رکن ممبر کمشنر گورنر "
    "انسپکٹر سربراہ صدر رابطہ کار"
)
_QUALIFIER_WORDS = (
    "joint additional addl deputy assistant asst senior sr junior acting executive managing vice "
    "country national regional provincial resident programme program project projects section "
    "staff legal political research technical principal special chief federal under administrative "
    "communications liaison desk field admin media policy first second third "
    "جوائنٹ ایڈیشنل ڈپٹی اسسٹنٹ نائب قومی سینئر پروگرام خصوصی"
)
_HEADS, _QUALIFIERS = (frozenset(fold(w).split()) for w in (_HEAD_WORDS, _QUALIFIER_WORDS))
_AFTER_HEAD = frozenset({"general", fold("جنرل")})
_PAST = re.compile(
    r"^(former(ly)?|ex|retired|retd|late|erstwhile|سابق|سابقہ)\b[\s-]*", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s+(?:&|and|cum|اور)\s+", re.IGNORECASE)
_RETIRED = re.compile(r"\(\s*(r|retd|rtd|retired)\.?\s*\)", re.IGNORECASE)
_EDGES = " ,،;؛:-–—/"
# The name ends at a bracket, a comma, a colon, or a dash that stands free.
_NAME_ENDS = re.compile(r"\s[-–—]\s|[(\[,،:]")
_OUTSIDE_BRACKETS = re.compile(r"[,،/](?![^(]*\))")
_NUMBERED = re.compile(
    r"^\s*(?:[-–—•·*▪●]\s*)?(?:[(\[]?\d{1,4}\s*[.)\]:۔/-]+\s*|\d{1,4}\s+(?=\D))?"
)
_TELEPHONE = re.compile(
    r"(?:\b(?:tel|ph|phone|mob|mobile|cell|فون)\b[\s.:]*)?(\+?\d[\d\s().-]{5,}\d)", re.IGNORECASE
)


@dataclass(frozen=True)
class Printed:
    """A printed line taken apart: what stands beside the name, each kind by itself."""

    name: str
    office: str
    role: str
    rank: str
    telephone: str


def part_printed(text: str) -> Printed:
    """This will part "15. Umar Riaz (NPA, Director)" and its like into name and what is beside."""
    text, telephone = _without_telephone(clean(_NUMBERED.sub("", text, count=1)))
    # "(R)" belongs to a rank; the bracket that opens an office must not be taken for it.
    shielded = _RETIRED.sub(lambda found: f"‹{found[1]}›", text)
    end = _NAME_ENDS.search(shielded)
    name, beside = (shielded[: end.start()], shielded[end.start() :]) if end else (shielded, "")
    parts = _parts(_open_brackets(beside))
    ranks = [part for part in parts if is_rank(part)]
    offices = [part for part in parts if part not in ranks]
    role = next((part for part in offices[1:] if _ROLE_BESIDE.get(fold(part))), "")
    return Printed(
        name=name.replace("‹", "(").replace("›", ")"),
        office=", ".join(part for part in offices if part != role),
        role=role,
        rank=", ".join(ranks),
        telephone=telephone,
    )


def read_printed(number: int, original: str) -> RosterLine:
    """This will read a printed line; its number and bullet are dropped, `original` is kept."""
    parts = part_printed(original)
    return build_line(
        number,
        original,
        name=parts.name,
        office=parts.office,
        role=parts.role,
        rank=parts.rank,
        telephone=parts.telephone,
    )


def build_line(
    number: int,
    original: str,
    *,
    name: str,
    office: str = "",
    post: str = "",
    role: str = "",
    language: str = "",
    telephone: str = "",
    honorific: str = "",
    rank: str = "",
) -> RosterLine:
    """This will make a line of its fields as written; a role or language unknown gives a note.

    With a `post` of its own, `office` is the organisation and is not taken apart.
    """
    before, bare, after = split_honorific(name)
    notes: list[Note] = []
    is_role_only = not role and fold(office) in _ROLE_ALONE
    said_role = fold(office) if is_role_only else fold(role)
    known_role = _known_role(said_role)
    if said_role and known_role is None:
        notes.append(Note(Matter.UNKNOWN_ROLE, number, clean(role)))
    known_language = LANGUAGES.get(fold(language), "")
    if fold(language) and not known_language:
        notes.append(Note(Matter.UNKNOWN_LANGUAGE, number, clean(language)))
    offices, past = ((), "") if is_role_only else read_offices(office, post)
    if past:
        notes.append(Note(Matter.PAST_OFFICE, number, past))
    if len(offices) > 1:
        notes.append(Note(Matter.TWO_OFFICES, number, clean(office)))
    if not any(held.organisation for held in offices):
        notes.append(Note(Matter.NO_OFFICE, number))
    return RosterLine(
        number=number,
        original=original,
        name=bare,
        honorific=clean(honorific) or before,
        rank=", ".join(filter(None, (after, clean(rank)))),
        offices=offices,
        past_office=past,
        role=known_role or RosterRole.MEMBER,
        language=known_language,
        telephone=telephone_in(telephone),
        notes=tuple(notes),
    )


def read_offices(office: str, post: str = "") -> tuple[tuple[Office, ...], str]:
    """This will return the offices in the words beside a name, and the past ones as written.

    "Secretary NIOC, Director PIPS" are two, "Joint Secretary, Narcotics Control" is one, and
    "Former IGP KP" is none: nobody sits for an office left behind.
    """
    if fold(post):
        return (Office(clean(office), clean(post)),), ""
    past, current = _past_apart(_parts(office))
    split = [_post_apart(part) for part in current]
    organisations = [held.organisation for held in split if not held.post]
    posts = [held for held in split if held.post]
    past_words = ", ".join(past)
    if organisations:
        # An organisation by itself: what stands beside it is the post in it, whole.
        beside = [part for part, held in zip(current, split, strict=True) if held.post]
        return (Office(", ".join(organisations), ", ".join(beside)),), past_words
    placed = {fold(held.organisation): held for held in posts if held.organisation}
    if not placed:
        together = ", ".join(held.post for held in posts)
        return ((Office("", together),) if together else ()), past_words
    return tuple(placed.values()), past_words


def telephone_in(text: str) -> str:
    """This will return the telephone number in `text`, its digits and a leading plus, or ""."""
    return _without_telephone(clean(text))[1]


def _without_telephone(text: str) -> tuple[str, str]:
    for found in _TELEPHONE.finditer(text):
        digits = "".join(str(int(mark)) for mark in found[1] if mark.isdecimal())
        if 7 <= len(digits) <= 15:
            plus = "+" if found[1].startswith("+") else ""
            rest = text[: found.start()] + text[found.end() :]
            return rest.strip(_EDGES), plus + digits
    return text, ""


def _known_role(said: str) -> RosterRole | None:
    if said in ROLES:
        return ROLES[said]
    # "chair, host", "member (observer)": the first word that is a role.
    return next((ROLES[word] for word in said.split() if word in ROLES), None)


def _parts(words: str) -> list[str]:
    """This will part offices at commas and slashes, and at "and" between two whole offices."""
    parts: list[str] = []
    for piece in _OUTSIDE_BRACKETS.split(clean(words)):
        halves = _BETWEEN.split(piece)
        held = [_post_apart(half) for half in halves]
        are_whole = len(halves) > 1 and all(one.post and one.organisation for one in held)
        parts += halves if are_whole else [piece]
    return [part for part in (part.strip(_EDGES) for part in parts) if fold(part)]


def _open_brackets(beside: str) -> str:
    """This will put commas for the outer brackets; "(NACTA)" inside them stays as it is."""
    depth = 0
    opened: list[str] = []
    for mark in beside:
        depth -= mark in ")]" and depth > 0
        opened.append(", " if mark in "()[]" and depth == 0 else mark)
        depth += mark in "(["
    return "".join(opened)


def _past_apart(parts: Sequence[str]) -> tuple[list[str], list[str]]:
    past: list[str] = []
    current: list[str] = []
    was_past = False
    for part in parts:
        # "Former Director, NPB": the organisation belongs to the post before it.
        was_past = bool(_PAST.match(part)) or (was_past and not _post_apart(part).post)
        (past if was_past else current).append(part)
    return past, current


def _post_apart(part: str) -> Office:
    """This will tell post from organisation in one part: Director | NIOC, or UNODC | Director."""
    words = part.split()
    folded = [fold(word) for word in words]
    end = _post_length(folded)
    if end:
        rest = words[end:]
        while rest and fold(rest[0]) in ("of", "for", "the", "to", "at", ""):
            rest = rest[1:]
        return Office(" ".join(rest), " ".join(words[:end]))
    for start in range(1, len(words)):
        if _post_length(folded[start:]) == len(words) - start:
            return Office(" ".join(words[:start]), " ".join(words[start:]))
    return Office(part)


def _post_length(folded: Sequence[str]) -> int:
    """This will count the words at the start that make a post: qualifiers, a head, "general"."""
    at = 0
    while at < len(folded) and folded[at] in _QUALIFIERS:
        at += 1
    if at == len(folded) or folded[at] not in _HEADS:
        return 0
    at += 1
    while at < len(folded) and (folded[at] in _AFTER_HEAD or folded[at] in _HEADS):
        at += 1
    return at
