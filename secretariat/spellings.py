"""How one name comes to be spelt in several ways, and how to see that it is still one name.

Names of Urdu, Arabic and Persian origin are written in Latin letters by ear: Ejaz, Ijaz and
Aijaz are one name; Umar and Umair, Zahra and Zohra, Hussain and Hassan are not. Measures of
string distance cannot tell these apart (Umer Riaz is as far from Umar Riaz as from Umer Niaz),
so two questions are asked here instead: are the consonants the same (`skeleton`), and does no
vowel contradict (`is_same_spelling`)?
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from secretariat.titles import fold, split_honorific

# Says that a text is a skeleton already: "Ishaq Dar" leaves "dr", which must not be read as a
# title when a stored skeleton is put through again.
_MARK = "≈"

# One name, and the spellings of it that the rules below would take for another name.
_FAMILIES = {
    "muhammad": "mohd md mohammad mohammed mohamed mohamad muhamad muhammed mohammod",
    "hussain": "husain hussein husayn hussayn husein hosein hossain",
    "hassan": "hasan",
    "ijaz": "ejaz aijaz eijaz aejaz ajaz",
    "javed": "javaid jawed javid jaweed jawaid javeed",
    "parvez": "pervez pervaiz parvaiz perwez perwaiz parwez",
    "kureshi": "qureshi qureishi quraishi koreshi",
    "chaudhri": "chaudhry chaudhary choudhry choudhary chowdhury chowdhry choudhury chaudry ch",
    "fayyaz": "fiaz fayaz faiyaz fiyaz",
    "riaz": "riyaz reyaz",
    "usman": "osman uthman othman",
    "sheikh": "shaikh shaykh sheik",
    "sidiki": "siddiqui siddiqi siddiquee sidiqui",
    "yusuf": "yousaf yousuf yousef yusaf youssef yousif",
    "shahzad": "shehzad",
    "daud": "dawood dawud daood dawoud",
    "gilani": "geelani gillani jilani",
    "aisha": "ayesha aysha aishah ayisha",
    "fatima": "fatimah fatema",
    "maryam": "mariam mariyam",
    "zainab": "zaynab zainub",
    "mukhtar": "mukhtiar",
    "ahmad": "ahmed ahmet",
    "rahman": "rehman rahmaan rehmaan",
    "khwaja": "khawaja khuaja",
}
_FAMILY = {spelling: name for name, others in _FAMILIES.items() for spelling in others.split()}
# Kept whole: without vowels Hussain would equal Hassan, and Muhammad Mahmud and Moeed (Md).
_WHOLE = {"muhammad", "hussain", "hassan"}
# Elsewhere "-i-" and "-ee-" can be two names (Nasir, Naseer; Adil, Adeel; Rashid, Rasheed).
_ONE_NAME = (
    "salim karim rahim latif jamil hakim nadim navid wasim nasim hanif sharif aziz shafik kabir "
    "nabil khalil jalil halim azim farid rafik anis amin munir bashir nazir habib hamim"
)
_COMMON = (
    "khan hussain hassan shah ahmad ali muhammad malik iqbal sheikh chaudhry mirza rana raja "
    "qureshi siddiqui butt abbas raza bibi begum abd abdul din rahman ullah syed khwaja akbar "
    "خان حسین حسن شاہ احمد علی محمد ملک اقبال شیخ چوہدری مرزا رانا راجہ قریشی صدیقی بٹ عباس رضا"
)
_LINEAGE = (
    "syed sayed sayyid sayyed syeda sayeda haji hafiz hafez maulana mufti allama qari pir "
    "سید سیدہ حاجی حافظ مولانا مفتی علامہ قاری پیر"
)
_ARTICLES = {"ul", "ur", "uz", "us", "ud", "un", "ush", "al", "ar", "el", "as", "ad", "az", "e"}
_SECOND = (
    "haque haq huq hak rahman rehman rehmaan din deen islam aziz qadir qadeer jabbar ghaffar majid "
    "majeed hameed hamid karim kareem wahab sattar razzaq razaq salam khaliq latif hakim hakeem "
    "ghafoor ghani basit hai hadi mateen matin rashid rauf raouf raheem rahim zaman nabi samad "
    "hassan hasan mulk amin"
)
_GLUED = re.compile(rf"(\w{{3,}}?)(?:u[lrzsd]|ush)({'|'.join(_SECOND.split())})")
_JOINS = {"ur": "r", "uz": "z", "us": "s", "ud": "d", "un": "n", "ush": "sh"}
_VOWELS = "aeiouy"


@dataclass(frozen=True)
class Word:
    """One word of a name: as folded, its consonants, and the vowels before each of them."""

    text: str
    bones: str
    vowels: tuple[str, ...]

    @property
    def is_common(self) -> bool:
        """Whether so many bear it (Khan, Hussain) that it says little about who is meant."""
        return self.bones in _COMMON_BONES

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter that stands for a name."""
        return len(self.text) == 1


def skeleton(name: str) -> str:
    """This will return the key that spellings of one name share: "≈Aks dhr" and the like.

    Titles and "Syed" are dropped, the article of compound names too; vowels go, but a first one
    stays as A and a last one as it is; the words are sorted. An equal key is a reason to ask
    whether two people are one, never a reason to merge them. Urdu script is folded, not reduced.
    """
    if name.startswith(_MARK):
        return name
    return _MARK + " ".join(sorted(word.bones for word in read_words(name)))


@lru_cache(maxsize=8192)
def read_words(name: str) -> tuple[Word, ...]:
    """This will return the words of `name` that tell people apart, in the order written."""
    spelt = fold(split_honorific(name)[1]).split()
    while (
        spelt
        and spelt[0] in _LINEAGE_WORDS
        and any(_word(w).bones not in _COMMON_BONES for w in spelt[1:])
    ):
        spelt = spelt[1:]
    return tuple(_word(word) for word in _without_articles(spelt))


def is_same_spelling(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """This will say whether both are one name: same words in the same order, no vowel against it.

    The order counts because Ahmed Ali and Ali Ahmed are two people.
    """
    return bool(first) and len(first) == len(second) and all(map(is_same_word, first, second))


def is_same_word(first: Word, second: Word) -> bool:
    """This will say whether two words are spellings of one name."""
    if first.text == second.text:
        return True
    if first.bones != second.bones or len(first.vowels) != len(second.vowels):
        return False
    gaps = zip(first.vowels, second.vowels, strict=True)
    return all(_may_be_one(a, b, is_first=at == 0) for at, (a, b) in enumerate(gaps))


def likeness(first: Sequence[Word], second: Sequence[Word]) -> float:
    """This will return 0 to 100: the worst pair in the best pairing of the shorter name's words.

    The worst, not the mean, so that a shared Khan cannot carry two different first names.
    """
    # By the words too, so that the answer is the same whichever name comes first.
    shorter, longer = sorted((first, second), key=lambda name: (len(name), [w.text for w in name]))
    if not shorter:
        return 0.0
    pairs = sorted(
        ((_word_likeness(a, b), i, j) for i, a in enumerate(shorter) for j, b in enumerate(longer)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    worst, left, right = 100.0, set(range(len(shorter))), set(range(len(longer)))
    for value, i, j in pairs:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            worst = value
    return worst


def _word_likeness(first: Word, second: Word) -> float:
    if is_same_word(first, second):
        return 100.0
    return 100.0 * JaroWinkler.normalized_similarity(first.text, second.text)


def _without_articles(spelt: list[str]) -> list[str]:
    """This will part glued compounds (Ziauddin) and drop their article (Zia ud Din, Mujeebur)."""
    parted: list[str] = []
    for word in spelt:
        glued = _GLUED.fullmatch(word)
        if glued:
            parted += glued.groups()
        elif word.endswith(("ullah", "ulla")) and len(word) > 5:
            parted += [word[: word.rindex("ull")], "ullah"]
        elif word.startswith("عبدال") and len(word) > 6:
            parted += ["عبد", word[3:]]
        else:
            parted.append(word)
    kept: list[str] = []
    for at, word in enumerate(parted):
        following = parted[at + 1] if at + 1 < len(parted) else ""
        if following and kept and word in _ARTICLES:
            continue
        kept.append(_without_ending(word, following))
    return kept


def _without_ending(word: str, following: str) -> str:
    if not following or len(word) < 5:
        return word
    if word == "abdul" or (word.endswith("ul") and following in _SECOND.split()):
        return word[:-2]
    for ending, start in _JOINS.items():
        # Only before its own letter: Mansur Ali keeps his r, Fazlur Rehman loses the article's.
        if word.endswith(ending) and following.startswith(start):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=8192)
def _word(text: str) -> Word:
    name = _FAMILY.get(text, text)
    if name.replace("ee", "i") in _ONE_NAME.split():
        name = name.replace("ee", "i")
    if name in _WHOLE or len(name) == 1 or not name.isascii() or not name.isalpha():
        return Word(text, name, ())
    return Word(text, *_bare(name))


def _bare(name: str) -> tuple[str, tuple[str, ...]]:
    """This will return the consonants of `name` and the vowels before each, and after the last."""
    for said, written in (("ph", "f"), ("qu", "ku"), ("gh", "g"), ("dh", "d"), ("ck", "k")):
        name = name.replace(said, written)
    name = re.sub(r"ku(?=[aeiy])", "k", name).replace("q", "k").replace("w", "v")
    if len(name) > 4:
        name = re.sub(r"(?<=a)h$", "", name)
    name = re.sub(rf"([^{_VOWELS}])\1+", r"\1", name)
    bones: list[str] = []
    gaps: list[str] = []
    gap = ""
    for at, letter in enumerate(name):
        if letter in _VOWELS and not (at == 0 and letter == "y"):
            gap += letter
            continue
        bones.append(letter)
        gaps.append(_sound(gap))
        gap = ""
    start = "A" if gaps and gaps[0] else ""
    last = _sound(gap)
    end = {"e": ""}.get(last, last) if bones else "A"
    return start + "".join(bones) + end, (*gaps, last)


def _sound(vowels: str) -> str:
    """This will reduce a run of vowels to the sounds it may stand for; I is a sure long one."""
    sound = vowels.replace("ee", "I").replace("oo", "u").translate(str.maketrans("oy", "ui"))
    sound = re.sub(r"(.)\1+", r"\1", sound)
    if sound in ("ai", "ae", "ei", "aI", "aie", "aei", "eI", "aeI"):
        return "ai"
    if sound in ("ui", "ue", "uI", "uie", "uei"):
        return "ui"
    return "u" if sound in ("uu", "au", "ua") else sound


def _may_be_one(first: str, second: str, *, is_first: bool) -> bool:
    if first == second:
        return True
    pair = {first, second}
    if is_first:
        return pair <= {"i", "I", "e", "ai"}
    if pair <= {"i", "I"}:
        return False
    if "" in pair:
        return pair <= {"", "a", "e", "u"}
    # A written e may be any short vowel: Umer, Rehman, Yousef, Mohsen.
    return "e" in pair and pair <= {"e", "a", "i", "u"}


_LINEAGE_WORDS = frozenset(map(fold, _LINEAGE.split()))
_COMMON_BONES = frozenset(_word(fold(name)).bones for name in _COMMON.split())
