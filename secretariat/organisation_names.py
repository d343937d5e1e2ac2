"""Which office is meant by a name as somebody wrote it: in full, shortened, by its initials.

Offices differ by one word (Home Department Punjab, Home Department Sindh), so no measure of
likeness over the whole name is used: where each of two names has a telling word the other lacks,
they are two offices.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from secretariat.names import PARTIAL_FROM, Resolution, Suggestion, Why, decide
from secretariat.titles import clean, fold

_SPELT_OUT = {
    "dept": "department",
    "deptt": "department",
    "departments": "department",
    "ministries": "ministry",
    "min": "ministry",
    "div": "division",
    "govt": "government",
    "natl": "national",
    "auth": "authority",
    "centre": "center",
    "programme": "program",
    "organisation": "organization",
    "defence": "defense",
    "counterterrorism": "counter terrorism",
    "antinarcotics": "anti narcotics",
    "kp": "khyber pakhtunkhwa",
    "kpk": "khyber pakhtunkhwa",
    "pukhtunkhwa": "pakhtunkhwa",
    "pakhtunkwa": "pakhtunkhwa",
    "gb": "gilgit baltistan",
    "ajk": "azad jammu kashmir",
    "baluchistan": "balochistan",
    "panjab": "punjab",
    "sind": "sindh",
    "hq": "headquarters",
    "hqs": "headquarters",
    "headquarter": "headquarters",
    fold("وزارت"): "ministry",
    fold("محکمہ"): "department",
}
_CONNECTING_WORDS = "of and the for to on in at a an by کا کی کے و اور"
_PLACE_WORDS = (
    "punjab sindh balochistan khyber pakhtunkhwa gilgit baltistan azad jammu kashmir islamabad "
    "karachi lahore peshawar quetta پنجاب سندھ بلوچستان خیبر پختونخوا اسلام آباد"
)
# Words of so many offices that sharing one is no sign of being one.
_GENERIC_WORDS = (
    "ministry department division office bureau authority commission agency government pakistan "
    "federal national council institute center directorate general secretariat provincial service "
    "committee board headquarters wing cell unit pak پاکستان قومی ادارہ"
)
_OF = re.compile(r"\b(m|d|o)/o\b\.?", re.IGNORECASE)
_OF_WORDS = {"m": "ministry of", "d": "department of", "o": "office of"}
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NEAR_FROM = 88.0
# Folded like everything they are compared with, or Urdu spellings would be missed.
_CONNECTING, _PLACES, _GENERIC = (
    frozenset(fold(words).split()) for words in (_CONNECTING_WORDS, _PLACE_WORDS, _GENERIC_WORDS)
)


@dataclass(frozen=True)
class KnownOrganisation:
    """An office on record: `id` is the organisation's, aliases are spellings confirmed before."""

    id: int
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()


def rank_organisations(query: str, candidates: Sequence[KnownOrganisation]) -> list[Suggestion]:
    """This will return which offices may be meant by `query`, the likeliest first, one entry each.

    The order of `candidates` does not matter. "SPCC" suggests SPPC (same letters), "National
    Police Bureau" one that is known as NPB only, "CTD Punjab" the department in full.
    """
    ranked: list[tuple[Suggestion, str]] = []
    for known in candidates:
        names = [(name, Why.EXACT) for name in (known.name, known.short_name) if name]
        names += [(alias, Why.ALIAS) for alias in known.aliases]
        matches = [
            match
            for name, equal in names
            for ours in _forms(query)
            for theirs in _forms(name)
            if (match := _match(ours, theirs, equal))
        ]
        if matches:
            score, why = max(matches)
            ranked.append((Suggestion(known.id, round(score, 1), why), known.name))
    ranked.sort(key=lambda row: (-row[0].score, row[1], row[0].id))
    return [suggestion for suggestion, _ in ranked]


def resolve_organisation(query: str, candidates: Sequence[KnownOrganisation]) -> Resolution:
    """This will decide which office is meant by `query`, or what is to be asked.

    The ladder of `names.resolve`: an equal name, short name or alias alone is `Found`.
    """
    return decide(rank_organisations(query, candidates))


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[tuple[str, ...], ...]:
    """This will return the words of `name`, and apart those of a short name in brackets."""
    text = _OF.sub(lambda found: _OF_WORDS[found[1].lower()] + " ", clean(name))
    inside = [found for found in _BRACKETS.findall(text) if _is_short(fold(found).split())]
    forms = [_BRACKETS.sub(" ", text) if inside else text, *inside]
    return tuple(words for form in forms if (words := _words(form)))


def _words(form: str) -> tuple[str, ...]:
    spelt = " ".join(_SPELT_OUT.get(word, word) for word in fold(form).split())
    return tuple(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
        for word in spelt.split()
        if word not in _CONNECTING
    )


def _is_short(words: Sequence[str]) -> bool:
    """This will say whether `words` are one short name, like NACTA."""
    return len(words) == 1 and 2 <= len(words[0]) <= 8


def _match(asked: tuple[str, ...], own: tuple[str, ...], equal: Why) -> tuple[float, Why] | None:
    if asked == own:
        return (100.0 if equal is Why.EXACT else 99.0), equal
    if _is_short(asked) and _is_short(own):
        return _match_short(asked[0], own[0])
    asked, own = _lengthened(asked, own), _lengthened(own, asked)
    if sorted(asked) == sorted(own):
        return 97.0, Why.SKELETON
    beyond = [word for word in asked if word not in own]
    lacking = [word for word in own if word not in asked]
    shared = [word for word in asked if word in own]
    if not _tell(beyond) or not _tell(lacking):
        return _partial(shared, beyond, lacking)
    return _near(beyond, lacking)


def _match_short(asked: str, own: str) -> tuple[float, Why] | None:
    # Same letters in another order or number: NBP for NPB, SPCC for SPPC. Another letter is
    # another office: NPA is not NPB.
    if len(asked) == len(own) >= 3 and asked[0] == own[0] and set(asked) == set(own):
        return 84.0, Why.NEAR
    return None


def _lengthened(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """This will put the words of `other` for their initials, as in CTD Punjab."""
    full: list[str] = []
    for word in words:
        run = None if word in other or not 2 <= len(word) <= 8 else _run_of(word, other)
        full.extend(run or (word,))
    return tuple(full)


def _run_of(initials: str, words: tuple[str, ...]) -> tuple[str, ...] | None:
    # MoFA writes the "of" that the words no longer have.
    for letters in (initials, initials[0] + initials[2:] if initials[1] == "o" else initials):
        for start in range(len(words) - len(letters) + 1):
            run = words[start : start + len(letters)]
            if len(run) > 1 and "".join(word[0] for word in run) == letters:
                return run
    return None


def _tell(words: Sequence[str]) -> bool:
    return any(word not in _GENERIC for word in words)


def _partial(shared: list[str], beyond: list[str], lacking: list[str]) -> tuple[float, Why] | None:
    """This will match a name that is part of the other, one telling word being in both."""
    if not _tell(shared):
        return None
    if (lacking and not _PLACES.isdisjoint(beyond)) or (beyond and not _PLACES.isdisjoint(lacking)):
        # Finance Department Punjab is not the Ministry of Finance.
        return None
    if _tell(beyond):
        return 85.0, Why.NEAR
    known = len(shared) / (len(shared) + len(beyond) + len(lacking))
    return PARTIAL_FROM + 6.0 * known, Why.PARTIAL


def _near(beyond: list[str], lacking: list[str]) -> tuple[float, Why] | None:
    """This will match misspellings: each telling word has one on the other side that is close."""
    ours = [word for word in beyond if word not in _GENERIC]
    theirs = [word for word in lacking if word not in _GENERIC]
    if len(ours) != len(theirs):
        return None
    worst = 100.0
    for word in ours:
        close, other = max(
            (100.0 * JaroWinkler.normalized_similarity(word, other), other) for other in theirs
        )
        if close < _NEAR_FROM or word[0] != other[0] or {word, other} <= _PLACES:
            return None
        theirs.remove(other)
        worst = min(worst, close)
    return min(worst, 89.0), Why.NEAR
