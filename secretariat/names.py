"""Which person is meant by a name as somebody wrote it.

Identity comes from the Telegram account and from the aliases a secretary has confirmed.
Likeness of names only ever suggests: `resolve` finds a person in silence by an equal name or
alias alone, and every other reading of a name is one that a human confirms.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from secretariat.spellings import (
    Word,
    is_same_spelling,
    is_same_word,
    likeness,
    read_words,
    skeleton,
)
from secretariat.titles import clean, fold, is_rank, split_honorific

__all__ = [
    "Choose",
    "Found",
    "Known",
    "Nobody",
    "Resolution",
    "Suggest",
    "Suggestion",
    "Twins",
    "Why",
    "clean",
    "decide",
    "rank",
    "resolve",
    "skeleton",
    "split_honorific",
    "twins",
]

# Figures tried on 46 labelled pairs and 22 queries: below 75 suggestions are noise; one name is
# proposed alone only from 80, and only when the next is 8 behind.
FLOOR = 75.0
ALONE_FROM = 80.0
AHEAD_BY = 8.0
PARTIAL_FROM = 90.0
_NEAR_TO = 89.0
_TWINS_FROM = 90.0

_WITH_OFFICE = re.compile(r"^(?P<name>[^(,]+?)\s*[(,]\s*(?P<office>[^()]+?)\s*\)?$")


class Why(StrEnum):
    """Why somebody is suggested, the strongest reason first."""

    EXACT = "exact"
    ALIAS = "alias"
    SKELETON = "skeleton"
    PARTIAL = "partial"
    NEAR = "near"


@dataclass(frozen=True)
class Known:
    """A person on the roster: `id` is the person's, aliases are spellings confirmed before."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    post: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Suggestion:
    """One who may be meant: `score` 0 to 100, in the order of `Why` (NEAR ends at 89)."""

    id: int
    score: float
    why: Why


@dataclass(frozen=True)
class Found:
    """The one meant, by equal name or alias; nobody need be asked."""

    suggestion: Suggestion


@dataclass(frozen=True)
class Suggest:
    """One is probably meant: to be confirmed, or echoed with a way to change it."""

    suggestion: Suggestion


@dataclass(frozen=True)
class Choose:
    """Several fit, the likeliest first: which one is asked."""

    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Nobody:
    """None on the roster fits."""


Resolution = Found | Suggest | Choose | Nobody


class Twins(StrEnum):
    """How two names in one list may be one person's; a human is asked in both cases."""

    SURE = "sure"
    PERHAPS = "perhaps"


def rank(query: str, candidates: Sequence[Known]) -> list[Suggestion]:
    """This will return who may be meant by `query`, the likeliest first, one entry per person.

    An office after the name ("Umar Riaz (NPA)", "Umar Riaz, NPA") puts those of that office
    before others of the same name. The order of `candidates` does not matter.
    """
    name, office = _apart(query)
    suggestions: list[tuple[Suggestion, bool, str]] = []
    for known in candidates:
        # What follows the comma may be no office: "Khosa, Tariq".
        asked = (name, query) if office else (name,)
        matches = [_match(words, known.name, is_alias=False) for words in asked]
        matches += [_match(w, alias, is_alias=True) for w in asked for alias in known.aliases]
        best = max((match for match in matches if match), default=None)
        if best:
            suggestion = Suggestion(known.id, best[0], best[1])
            suggestions.append((suggestion, _is_of(known, office), known.name))
    suggestions.sort(key=lambda row: (-row[0].score, not row[1], row[2], row[0].id))
    return [suggestion for suggestion, _, _ in suggestions]


def resolve(query: str, candidates: Sequence[Known]) -> Resolution:
    """This will decide who is meant by `query`, or what is to be asked.

    Equal name → alias → one of the same spelling → one with part of the name → several to choose
    from → one that is near. Only the first two give `Found`, and not when the office written
    beside the name is another than the known one's.
    """
    ranked = rank(query, candidates)
    _, office = _apart(query)
    if not office:
        return decide(ranked)
    of_office = {known.id for known in candidates if _is_of(known, office)}
    fitting = [one for one in ranked if one.id in of_office]
    passed = {one.why for one in fitting}
    decision = decide([one for one in ranked if one.id in of_office or one.why not in passed])
    if not isinstance(decision, Found) or decision.suggestion.id in of_office:
        return decision
    if fitting:
        return Choose((decision.suggestion, *fitting))
    without_office = {known.id for known in candidates if not (known.organisation or known.post)}
    return decision if decision.suggestion.id in without_office else Suggest(decision.suggestion)


def decide(ranked: Sequence[Suggestion]) -> Resolution:
    """This will climb the ladder of `resolve` over suggestions that are already ranked."""
    certain = [one for one in ranked if one.why in (Why.EXACT, Why.ALIAS)]
    if certain:
        return Found(certain[0]) if len(certain) == 1 else Choose(tuple(certain))
    for why in (Why.SKELETON, Why.PARTIAL):
        group = [one for one in ranked if one.why is why and one.score >= PARTIAL_FROM]
        if group:
            return Suggest(group[0]) if len(group) == 1 else Choose(tuple(group))
    if not ranked:
        return Nobody()
    is_ahead = len(ranked) == 1 or (
        ranked[0].score >= ALONE_FROM and ranked[0].score - ranked[1].score >= AHEAD_BY
    )
    return Suggest(ranked[0]) if is_ahead else Choose(tuple(ranked))


def twins(first: str, second: str) -> Twins | None:
    """This will say whether two names of one list look like one person's."""
    one, other = read_words(first), read_words(second)
    if is_same_spelling(one, other):
        return Twins.SURE
    shorter = min(one, other, key=len)
    # A lone first name is in too many names to be worth a question.
    if len(shorter) < 2 or not _tells(shorter):
        return None
    return Twins.PERHAPS if likeness(one, other) >= _TWINS_FROM else None


def _apart(query: str) -> tuple[str, str]:
    written = _WITH_OFFICE.match(clean(query))
    if not written or not fold(written["name"]) or _is_mark_of_rank(written["office"]):
        return query, ""
    return written["name"], written["office"]


def _is_mark_of_rank(beside: str) -> bool:
    return is_rank(beside) or fold(beside) == "r"


def _is_of(known: Known, office: str) -> bool:
    if not office:
        return False
    own = set(fold(f"{known.organisation} {known.post}").split())
    return bool(own & {word for word in fold(office).split() if word not in ("of", "and", "the")})


def _match(query: str, spelling: str, *, is_alias: bool) -> tuple[float, Why] | None:
    if not _folded(query)[1]:
        return None
    if _is_equal(query, spelling) or (is_alias and fold(query) == fold(spelling)):
        return (99.0, Why.ALIAS) if is_alias else (100.0, Why.EXACT)
    asked, own = read_words(query), read_words(spelling)
    if is_same_spelling(asked, own):
        return 97.0, Why.SKELETON
    return _partial(asked, own) or _near(asked, own)


def _is_equal(first: str, second: str) -> bool:
    """This will say whether two names are letter for letter one, titles aside.

    Two who bear different titles (Brig Ahmed Khan, Dr Ahmed Khan) may be two people.
    """
    one, other = _folded(first), _folded(second)
    return one[1] == other[1] and _agree(one[0], other[0]) and _agree(one[2], other[2])


@lru_cache(maxsize=8192)
def _folded(name: str) -> tuple[frozenset[str], str, frozenset[str]]:
    honorific, bare, rank_ = split_honorific(name)
    return frozenset(fold(honorific).split()), fold(bare), frozenset(fold(rank_).split())


def _agree(first: frozenset[str], second: frozenset[str]) -> bool:
    return first <= second or second <= first


def _tells(words: Iterable[Word]) -> bool:
    """This will say whether a word among `words` tells people apart."""
    return any(not word.is_common and not word.is_initial for word in words)


def _partial(asked: Sequence[Word], own: Sequence[Word]) -> tuple[float, Why] | None:
    """This will match a part of a name: "Khosa", "S. Khan", or a longer form of a known name."""
    shorter, longer = (asked, own) if len(asked) <= len(own) else (own, asked)
    rest = list(longer)
    for word in shorter:
        at = next((i for i, other in enumerate(rest) if _stands_for(word, other)), None)
        if at is None:
            return None
        # Whatever is passed over stays out: the order of the words is part of the name.
        rest = rest[at + 1 :]
    if not shorter:
        return None
    if not _tells(shorter):
        # "Khan" or "Hussain": everyone of that name, and no more than a question.
        return (min(79.0, 76.0 + len(shorter)), Why.PARTIAL) if shorter is asked else None
    beyond = [w for w in longer if not any(_stands_for(word, w) for word in shorter)]
    if shorter is own and _tells(beyond):
        return 85.0, Why.NEAR
    known = sum(map(_weight, shorter)) / sum(map(_weight, longer))
    return PARTIAL_FROM + 6.0 * min(known, 1.0), Why.PARTIAL


def _stands_for(word: Word, other: Word) -> bool:
    if word.is_initial or other.is_initial:
        return word.text[0] == other.text[0]
    return is_same_word(word, other)


def _weight(word: Word) -> float:
    return 0.25 if word.is_common or word.is_initial else 1.0


def _near(asked: Sequence[Word], own: Sequence[Word]) -> tuple[float, Why] | None:
    """This will match misspellings; a shared common word counts for nothing."""
    shorter, longer = sorted((asked, own), key=len)
    if not _tells(shorter):
        return None
    beyond = len([word for word in longer if _tells([word])]) - len(
        [word for word in shorter if _tells([word])]
    )
    score = min(likeness(asked, own), _NEAR_TO)
    if len(own) < len(asked):
        score -= 5.0 * max(beyond, 0)
    return (round(score, 1), Why.NEAR) if score >= FLOOR else None
