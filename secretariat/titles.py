"""Titles, ranks and honorifics: what is written beside a name and is not the name.

They are kept for addressing a person and left out when two names are compared, because the
same officer is "Dr Farhan Zahid, SSP" in one list and "Farhan Zahid" in the next.
"""

import re
import unicodedata
from functools import lru_cache

# Direction marks, isolates and zero-width spaces: they come with text pasted from chats, and an
# unseen one would make two equal names differ. ZWNJ and ZWJ stay: Urdu spelling uses them.
_UNSEEN = dict.fromkeys(
    (
        *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x2070),
    )
)
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىیېۍےۓې", "ی"),
        **dict.fromkeys("كکڪ", "ک"),
        **dict.fromkeys("هہةۃھەۀۂ", "ہ"),
        **dict.fromkeys("أإآٱا", "ا"),
        **dict.fromkeys("ؤو", "و"),
        **dict.fromkeys("'’‘`´ʼʿʾ\u200c\u200dـءٔ", None),
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)

_BEFORE = (
    "dr doctor mr mister mrs ms miss mst prof professor engr engineer barrister advocate adv "
    "justice hon honourable honorable honble excellency sir madam ambassador amb "
    "gen general lt lieutenant maj major brig brigadier col colonel capt captain cdr commander "
    "cdre commodore adm admiral insp inspector ssp sp asp dsp dig ig igp aig sho "
    "ڈاکٹر جناب محترم محترمہ مسٹر مس مسز پروفیسر انجینئر بیرسٹر جسٹس سر میڈم "
    "جنرل لیفٹیننٹ میجر بریگیڈیئر کرنل کیپٹن کمانڈر ایڈمرل",
    "hon ble, the hon ble, the honourable, the honorable, his excellency, her excellency, lt gen, "
    "lt general, lieutenant general, maj gen, maj general, major general, brigadier general, "
    "lt col, lieutenant colonel, lt cdr, lieutenant commander, rear admiral, vice admiral, "
    "air marshal, air vice marshal, air chief marshal, air commodore, air cdre, group captain, "
    "gp capt, wing commander, wg cdr, squadron leader, sqn ldr, flight lieutenant, flt lt, "
    "sub inspector, عزت مآب, لیفٹیننٹ جنرل, میجر جنرل, لیفٹیننٹ کرنل, ایئر مارشل, "
    "ایس ایس پی, ڈی آئی جی, آئی جی",
)
_AFTER = (
    "ssp sp asp dsp dig ig igp aig psp pas csp fsp dmg psc ndc retd rtd retired phd mbbs frcs llm "
    "llb esq esquire advocate sahib saheb sahab sahiba sb صاحب صاحبہ",
    "ph d, addl ig, additional ig, addl igp, si m, ti m, hi m, sitara i imtiaz, tamgha i imtiaz, "
    "hilal i imtiaz, ایس ایس پی, ڈی آئی جی, آئی جی, ایس پی, ڈی ایس پی",
)
_RETIRED = {"r", "retd", "rtd", "retired", "ر", "ریٹائرڈ"}


def clean(name: str) -> str:
    """This will return `name` fit to be kept and shown: NFKC, no unseen controls, single spaces."""
    text = unicodedata.normalize("NFKC", name.translate(_UNSEEN)).translate(_UNSEEN)
    seen = "".join(
        " " if unicodedata.category(mark) in ("Cc", "Cs", "Co", "Cn") else mark for mark in text
    )
    # Taking a character out can put a letter beside an accent that belongs to it.
    return " ".join(unicodedata.normalize("NFKC", seen).split())


@lru_cache(maxsize=10_000)  # the same names are compared again and again
def fold(text: str) -> str:
    """This will return `text` for comparing: small letters, one form per Urdu letter, ASCII digits.

    Accents, vowel signs, apostrophes and joiners are dropped; other signs become spaces.
    """
    plain = unicodedata.normalize("NFKD", clean(text)).casefold().translate(_LETTERS)
    kept: list[str] = []
    for mark in plain:
        if unicodedata.category(mark) == "Mn":
            continue
        digit = unicodedata.decimal(mark, None)
        kept.append(str(digit) if digit is not None else mark if mark.isalnum() else " ")
    return " ".join("".join(kept).split())


def _phrases(words: str, phrases: str) -> frozenset[str]:
    return frozenset(fold(title) for title in [*words.split(), *phrases.split(", ")])


_PREFIXES = _phrases(*_BEFORE)
_SUFFIXES = _phrases(*_AFTER)
_GLUED = re.compile(
    r"^((?:dr|mr|mrs|ms|prof|engr|brig|col|maj|capt|gen|lt|hon)\.)(?=\w)", re.IGNORECASE
)
_EDGES = " ,،;؛:-–"
_EXCELLENCY = re.compile(r"^H\.E\.?\s+", re.IGNORECASE)


def is_honorific(text: str) -> bool:
    """This will say whether `text` is nothing but titles and ranks that stand before a name."""
    words = fold(text).split()
    return bool(words) and _titles_before(words) == len(words)


def is_rank(text: str) -> bool:
    """This will say whether `text` is nothing but ranks and letters that stand after a name."""
    words = fold(text).split()
    return bool(words) and _name_ends(words) == 0


def split_honorific(name: str) -> tuple[str, str, str]:
    """This will return (honorific, name, rank after the name), each as written.

    "Dr Farhan Zahid, SSP" gives ("Dr", "Farhan Zahid", "SSP"). "Syed" and the like stay in the
    name: letters print them, and `skeleton` leaves them out by itself. A name that is nothing but
    titles is returned whole, as a name.
    """
    text = _GLUED.sub(r"\1 ", clean(name))
    excellency = _EXCELLENCY.match(text)
    words = (text[excellency.end() :] if excellency else text).split()
    # A bare R is an initial; only "(R)" says that an officer has retired.
    folded = ["r." if word in ("R", "r", "R.", "r.") else fold(word) for word in words]
    start = _titles_before(folded)
    end = start + _name_ends(folded[start:])
    middle = " ".join(words[start:end]).strip(_EDGES)
    if not fold(middle):
        return "", clean(name), ""
    honorific = f"{excellency.group() if excellency else ''}{' '.join(words[:start])}"
    return honorific.strip(_EDGES), middle, " ".join(words[end:]).strip(_EDGES)


def _titles_before(words: list[str]) -> int:
    """This will count the leading `words` (folded) that are titles, the longest phrase first."""
    taken = 0
    while taken < len(words):
        if taken and words[taken] in _RETIRED:
            taken += 1
            continue
        for length in (3, 2, 1):
            if " ".join(words[taken : taken + length]) in _PREFIXES:
                taken = min(taken + length, len(words))
                break
        else:
            break
    return taken


def _name_ends(words: list[str]) -> int:
    """This will return where the ranks that close `words` (folded) begin."""
    end = len(words)
    while end > 0:
        if words[end - 1] in _RETIRED:
            end -= 1
            continue
        for length in (3, 2, 1):
            if length <= end and " ".join(words[end - length : end]) in _SUFFIXES:
                end -= length
                break
        else:
            break
    return end
