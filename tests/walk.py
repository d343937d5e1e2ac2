"""A walk through the product in one language, and what must be true of every text met on it."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import select

from bot.demo.offices import EXPERT_WORKING_GROUP
from secretariat.kinds import Kind
from simulator.accounts import Account
from simulator.calls import Call
from simulator.chats import Answer
from simulator.messages import Message
from storage import Card, Delivery, DeliveryState
from tests.house import House
from views.screen import LABEL_WIDTH
from views.words import words_of

#: Telegram's own limits (Bot API): a toast, and the buttons of one message.
TOAST, BUTTONS = 200, 100
#: What a lock screen shows of a first line, and what a small phone shows of a message.
FIRST_LINE, LINES = 64, 12

_TAGS = re.compile(r"<[^>]*>")
#: Lists are folded; a text to forward is for others to read.
_FOLDED = re.compile(r"<blockquote expandable>.*?</blockquote>|<pre>.*?</pre>", re.DOTALL)
_ISOLATES = "\u2066\u2067\u2068\u2069"
#: An isolate may stand round an address, which Telegram then finds without it, never within.
_KEPT_WHOLE = re.compile(r"<(code|pre|a)\b[^>]*>.*?</\1>", re.DOTALL)
#: What decides from which side a line is drawn (Unicode UAX #9; an isolate is what it holds).
_STRONG = ("L", "R", "AL", "FSI", "LRI")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_EMOJI = re.compile("[\u2600-\u26ff\u2705\u2728\u274c\u2b50\U0001f000-\U0001faff\ufe0f]")
_NEVER = re.compile(
    r"[{}]|(?i:\b(?:bots?|great|oops|datetime)\b)|\b(?:None|True|False)\b|\b[a-z]+_[a-z]+\b"
)
_ZONE = "، پاکستان کا وقت"
#: Whoever wants a discreet lock screen has this line and an empty one above every message.
_COVERS = {words_of(code).label("Working group: new message") for code in ("en", "ur")}
#: Words of every language's own: zones, Telegram, kinds of files, addresses, codes, keys.
_ANY_LANGUAGE = re.compile(
    r"https?://\S*|@\w+|\b[A-Z0-9]{4}-[A-Z0-9]{4}\b|/[a-z]+\b|\w+\.(?:pdf|docx|csv|xlsx)\b|"
    r"\b(?:PKT|CES?T|GMT|BST|E[SD]T|PDT|UTC|Telegram|English|CSV|XLSX|MB|Excel|Start|A\d+)\b"
)


@dataclass(frozen=True)
class Spoken:
    """What one call of the Bot API said: HTML (or plain text), rows of labels, texts to copy."""

    language: str
    where: str
    html: str
    rows: tuple[tuple[str, ...], ...] = ()
    copied: tuple[str, ...] = ()
    is_toast: bool = False

    @property
    def text(self) -> str:
        """The text as it is read."""
        return html.unescape(_TAGS.sub("", self.html))


@dataclass
class Walk:
    """One language's walk: acts by English labels, the kinds met, everything that was said."""

    house: House
    language: str
    met: set[Kind] = field(default_factory=set)
    spoken: list[Spoken] = field(default_factory=list)
    #: Who reads another language than the walk's at the moment, by their chat.
    readers: dict[int, str] = field(default_factory=dict)
    #: The language of who tapped last: an answer to a tap names no chat.
    _asker: str = ""
    _read: int = 0

    def __post_init__(self) -> None:
        self._asker = self.language
        settled = self.house.settle

        async def settle() -> None:
            await settled()
            await self._look_round()

        self.house.settle = settle  # type: ignore[method-assign]
        self.house.telegram.settle = settle

    async def _look_round(self) -> None:
        async with self.house.database.reading() as session:
            sent = select(Delivery.kind).where(Delivery.state == DeliveryState.SENT)
            for query in (sent.distinct(), select(Card.kind).distinct()):
                self.met |= {Kind(kind) for kind in await session.scalars(query)}
        calls = self.house.telegram.calls
        new, self._read = calls[self._read :], len(calls)
        for call in new:
            self.spoken += self._spoken_in(call)

    def _spoken_in(self, call: Call) -> Iterator[Spoken]:
        given, chat = call.parameters, int(call.parameters.get("chat_id", 0))
        language = self.readers.get(chat, self.language)
        where = f"{call.method} to {chat}"
        if call.status == 200 and call.method in ("sendMessage", "editMessageText", "sendDocument"):
            keyboard = json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
            yield Spoken(
                language,
                where,
                given.get("text", given.get("caption", "")),
                tuple(tuple(button["text"] for button in row) for row in keyboard),
                tuple(b["copy_text"]["text"] for row in keyboard for b in row if "copy_text" in b),
            )
        elif call.method == "answerCallbackQuery" and given.get("text"):
            yield Spoken(self._asker, where, given["text"], is_toast=True)
        elif call.method == "setMyCommands":
            code = json.loads(given.get("scope", "{}")).get("chat_id")
            default = given.get("language_code") or "en"
            language = self.readers.get(int(code), self.language) if code else default
            for line in json.loads(given["commands"]):
                yield Spoken(language, where, html.escape(line["description"]), is_toast=True)

    def faults(self, known: tuple[str, ...]) -> list[str]:
        """Name everything that is wrong; what people typed, and `known`, stays as they wrote it."""
        chats = (chat for bot in self.house.telegram.bots.values() for chat in bot.chats.values())
        typed = {
            line.strip()
            for chat in chats
            for message in chat.messages.values()
            if not message.from_bot
            for line in message.text.split("\n")
            # A single word could be one of the screens' own.
            if " " in line.strip()
        }
        theirs = sorted({*typed, *known}, key=len, reverse=True)
        return sorted(
            {
                f"{fault}\n    [{one.where}] {one.html}"
                for one in self.spoken
                for fault in faults_of(one, theirs)
            }
        )

    def person(self, name: str, **given: str) -> Account:
        """Give somebody whose app is in the walk's language."""
        return self.house.person(name, language_code=self.language, **given)

    async def taps(
        self, who: Account, label: str, on: Message | None = None
    ) -> Answer | str | None:
        """Tap a button by its English label, {placeholders} standing for anything."""
        fits = self._pattern(label)
        for message in [on] if on else reversed(who.inbox):
            for is_meant in (fits.fullmatch, fits.match):
                for shown in message.labels:
                    if is_meant(plain(shown)):
                        self._asker = self.readers.get(who.id, self.language)
                        return await who.taps(shown, message)
        raise AssertionError(
            f"{who.name} has no button “{label}” ({fits.pattern}): {who.inbox[-1].labels} under "
            f"{who.inbox[-1].text}\n\n{self.house.telegram.transcript()}"
        )

    def _pattern(self, english: str) -> re.Pattern[str]:
        """Give what a label reads in the walk's language, in each of its numbers."""
        forms = {english, NAMES.get(english, english)}
        known = [one for one in _messages() if one[0] == english]
        # Only what is no label by itself may be one with its values filled in.
        for message, meaning, urdu, own in known or _messages():
            if meaning.fullmatch(english) and re.search("[a-z]", _VALUE.sub("", message)):
                forms |= urdu if self.language == "ur" else own
        return re.compile("|".join(map(_any_value, forms)))

    async def switches(self, who: Account, language: str, label: str) -> None:
        """Tap a language's own name; from then on this person reads it."""
        self.readers[who.id] = language
        for message in reversed(who.inbox):
            if label in message.labels:
                await who.taps(label, message)
                return
        raise AssertionError(f"{label} is not on {who.inbox[-1].labels}")


#: English names of the sample group's people and offices to their Urdu forms.
NAMES = {
    english: urdu
    for place in EXPERT_WORKING_GROUP
    for english, urdu in (
        (place.person, str(place.person_given.get("name_urdu", ""))),
        (place.short, place.short_urdu or ""),
        (place.office, place.office_urdu or ""),
    )
    if urdu
} | {"Madrid": "میڈرڈ"}


_VALUE = re.compile(r"\{\w+\}")


@cache
def _messages() -> list[tuple[str, re.Pattern[str], frozenset[str], frozenset[str]]]:
    """Give every English form, what it stands for, and all its forms in Urdu and English."""
    found = []
    for key, texts in words_of("ur").texts.items():
        english = frozenset({key} if isinstance(key, str) else key)
        urdu = frozenset({texts} if isinstance(texts, str) else texts)
        found += [(one, re.compile(_any_value(one)), urdu, english) for one in sorted(english)]
    return found


def _any_value(message: str) -> str:
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(message))


def plain(text: str) -> str:
    """Give a text as it is seen: without marks of direction."""
    return "".join(one for one in text if unicodedata.category(one) != "Cf")


def faults_of(spoken: Spoken, known: Sequence[str]) -> Iterator[str]:
    """Name what is wrong with a text; `known` are words of people, which stay as written."""
    yield from _labels(spoken)
    if len(spoken.copied) and any(set(one) & set(_ISOLATES) for one in spoken.copied):
        yield "an isolate in text to copy"
    if any(set(found[0]) & set(_ISOLATES) for found in _KEPT_WHOLE.finditer(spoken.html)):
        yield "an isolate within a link or code"
    said = plain(spoken.text)
    if spoken.is_toast:
        if len(spoken.text) > TOAST:
            yield f"a toast of {len(spoken.text)} characters"
    else:
        # A message of one sentence has no headline; a zone's long name stands last, to be cut.
        first = said.split("\n")[0].removesuffix(_ZONE)
        if spoken.html.lstrip("\u200f").startswith("<b>") and len(first) > FIRST_LINE:
            yield f"a first line of {len(first)} characters"
        shown = _FOLDED.sub("", spoken.html).strip("\n").split("\n")
        if len(shown) - 2 * (shown[0] in _COVERS) > LINES:
            yield f"{len(shown)} visible lines"
    for text in (spoken.text, *(label for row in spoken.rows for label in row)):
        yield from _wording(spoken.language, text, known)


def _labels(spoken: Spoken) -> Iterator[str]:
    if sum(map(len, spoken.rows)) > BUTTONS:
        yield f"{sum(map(len, spoken.rows))} buttons"
    for row in spoken.rows:
        if len(row) > max(LABEL_WIDTH):
            yield f"{len(row)} buttons in a row"
            continue
        for label in row:
            if len(plain(label)) > LABEL_WIDTH[len(row)]:
                yield f"label of {len(plain(label))}, {len(row)} in a row: {label}"


def _wording(language: str, text: str, known: Sequence[str]) -> Iterator[str]:
    own = plain(text)
    for one in known:
        own = own.replace(one, "")
        if own.endswith("…"):
            begun = (one[:length] for length in range(len(one), 3, -1))
            own = next((own[: -len(cut) - 1] for cut in begun if own.endswith(cut + "…")), own)
    own = _ANY_LANGUAGE.sub("", own)
    if found := _NEVER.search(own) or _EMOJI.search(own):
        yield f"“{found[0]}” in: {text}"
    if re.search(r"\S {2,}\S", plain(text)):
        yield f"a doubled space in: {text}"
    if language != "ur":
        return
    if found := _LATIN.search(own):
        yield f"English “{found[0]}” in: {text}"
    for line in text.split("\n"):
        if not re.search("[\u0600-\u06ff]", line):
            continue
        if sum((one in _ISOLATES[:3]) - (one == _ISOLATES[3]) for one in line):
            yield f"unbalanced isolates: {line}"
        if not _is_from_the_right(line):
            yield f"not from the right: {line}"


def _is_from_the_right(line: str) -> bool:
    if line.startswith("\u200f"):
        return True
    directions = map(unicodedata.bidirectional, line)
    return next((one for one in directions if one in _STRONG), "R") in ("R", "AL")
