"""What Telegram accepts from a bot and a careful bot does not do: noted, never refused."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from simulator.clock import Clock
from simulator.hours import QuietHours
from simulator.keyboards import ACTIONS
from simulator.parameters import Parameters

Rule = Literal[
    "several_actions",
    "wide_label",
    "raw_user_text",
    "unanswered_tap",
    "repeated_send",
    "sound_in_quiet_hours",
]

LABEL_WIDTH = {1: 30, 2: 16, 3: 8}
"""Characters of a label that a narrow telephone shows whole, by the buttons in its row."""
ROW_WIDTH = 24
"""The characters that longer rows share."""
MOMENT = timedelta(seconds=3)
"""Within this time the same message twice is taken for a mistake."""
ANSWERING = timedelta(seconds=60)
"""So long after a person did something a sound is an answer, whatever the hour."""
FINDINGS_LIMIT = 1000
HEARD_LIMIT = 500
SHORTEST_HEARD = 3

_SPOKEN = frozenset(("text", "caption", "first_name", "last_name", "title", "file_name"))
# The messages inside an update are mostly the bot's own.
_OF_THE_BOT = frozenset(("message", "pinned_message", "reply_to_message", "reply_markup"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was noted; `message_id` is 0 where no message was made."""

    at: datetime
    rule: Rule
    bot_id: int
    chat_id: int
    message_id: int
    note: str

    def as_json(self) -> dict[str, Any]:
        """This will describe it for the control plane."""
        return {**asdict(self), "at": self.at.isoformat()}

    def __str__(self) -> str:
        where = f"chat {self.chat_id}" + (f" #{self.message_id}" if self.message_id else "")
        return f"{self.at:%d %b %H:%M} {self.rule} in {where}: {self.note}"


@dataclass(frozen=True, slots=True)
class _Tap:
    at: datetime
    bot_id: int
    chat_id: int
    message_id: int
    value: str


class Lints:
    """Looks over a bot's shoulder while `is_on`; what it saw is in `findings()`.

    `window` is how many seconds a tap may wait for its answer.
    """

    def __init__(self, clock: Clock, window: float) -> None:
        self.is_on = False
        self._clock = clock
        self._window = timedelta(seconds=window)
        self._findings: dict[tuple[str, int, int, str], Finding] = {}
        # What people wrote, and are called, that means something in HTML; the newest last.
        self._heard: dict[str, None] = {}
        self._acted: dict[int, datetime] = {}
        self._taps: dict[str, _Tap] = {}
        self._sent: dict[tuple[int, str], tuple[datetime, tuple[str, ...]]] = {}

    def findings(self) -> list[Finding]:
        """This will give everything noted so far, the same thing in one chat once."""
        self._collect_taps()
        return list(self._findings.values())

    def clear(self) -> None:
        """This will forget everything."""
        for memory in (self._findings, self._heard, self._acted, self._taps, self._sent):
            memory.clear()

    def hear(self, bot_id: int, kind: str, payload: dict[str, Any]) -> None:
        """This will remember what an update tells the bot."""
        if not self.is_on:
            return
        now = self._clock.now()
        for spoken in _spoken(payload):
            self._heard.pop(spoken, None)
            self._heard[spoken] = None
        while len(self._heard) > HEARD_LIMIT:
            del self._heard[next(iter(self._heard))]
        place = payload.get("message", payload)
        chat_id = place.get("chat", {}).get("id", 0)
        self._acted[chat_id] = now
        self._sent.pop((bot_id, str(chat_id)), None)
        if kind == "callback_query":
            message_id = place.get("message_id", 0)
            value = str(payload.get("data", ""))
            self._taps[payload["id"]] = _Tap(now, bot_id, chat_id, message_id, value)

    def check(
        self,
        bot_id: int,
        name: str,
        parameters: Parameters,
        result: object,
        quiet: QuietHours | None,
    ) -> None:
        """This will look at a call that Telegram accepted; `quiet` are the hours of whom it went
        to.
        """
        values = parameters.values
        if name == "answerCallbackQuery":
            self._taps.pop(parameters.text("callback_query_id"), None)
            return
        if not name.startswith(("send", "edit", "copy", "forward")) or name == "sendChatAction":
            return
        message_id = result.get("message_id", 0) if isinstance(result, dict) else 0
        notes = [*_check_keyboard(values.get("reply_markup", "")), *self._check_text(values)]
        if not name.startswith("edit"):
            notes += self._check_repeat(bot_id, name, parameters)
            notes += self._check_sound(values, quiet)
        for rule, note in notes:
            self._note(rule, bot_id, values.get("chat_id", ""), message_id, note)

    def _check_text(self, values: dict[str, str]) -> Iterator[tuple[Rule, str]]:
        if values.get("parse_mode", "").lower() != "html":
            return
        text = values.get("text") or values.get("caption") or ""
        for spoken in self._heard:
            if spoken in text:
                yield "raw_user_text", f"{spoken!r} is a person's and went into HTML as it is"

    def _check_repeat(
        self, bot_id: int, name: str, parameters: Parameters
    ) -> Iterator[tuple[Rule, str]]:
        chat = bot_id, parameters.text("chat_id")
        names = ("text", "caption", "reply_markup", "document", "photo", "message_thread_id")
        uploads = [upload.file_name for upload in parameters.uploads.values()]
        said = (name, *(parameters.text(one) for one in (*names, "message_id")), *uploads)
        now = self._clock.now()
        before = self._sent.get(chat)
        self._sent[chat] = now, said
        if before is not None and before[1] == said and now - before[0] <= MOMENT:
            yield "repeated_send", f"the same {name} twice within {MOMENT.seconds} seconds"

    def _check_sound(
        self, values: dict[str, str], quiet: QuietHours | None
    ) -> Iterator[tuple[Rule, str]]:
        is_silent = values.get("disable_notification", "").lower() in ("true", "yes", "1")
        if quiet is None or is_silent:
            return
        now = self._clock.now()
        acted = self._acted.get(_number(values.get("chat_id", "")))
        if acted is not None and now - acted <= ANSWERING:
            return
        if quiet.covers(now):
            yield "sound_in_quiet_hours", f"a sound at {now:%H:%M} UTC, quiet are {quiet}"

    def _collect_taps(self) -> None:
        now = self._clock.now()
        for callback_id, tap in list(self._taps.items()):
            if now > tap.at + self._window:
                del self._taps[callback_id]
                note = f"the tap on {tap.value!r} was never answered"
                chat_id = str(tap.chat_id)
                self._note("unanswered_tap", tap.bot_id, chat_id, tap.message_id, note)

    def _note(self, rule: Rule, bot_id: int, chat_id: str, message_id: int, note: str) -> None:
        number = _number(chat_id)
        finding = Finding(self._clock.now(), rule, bot_id, number, message_id, note)
        if len(self._findings) < FINDINGS_LIMIT:
            self._findings.setdefault((rule, bot_id, number, note), finding)


def _check_keyboard(markup: str) -> Iterator[tuple[Rule, str]]:
    for row in _inline_rows(markup):
        width = LABEL_WIDTH.get(len(row), ROW_WIDTH // max(len(row), 1))
        for button in row:
            label = button["text"]
            actions = [action for action in ACTIONS if button.get(action) not in (None, "", False)]
            if len(actions) > 1:
                yield "several_actions", f"{label!r} has {' and '.join(actions)}"
            if _drawn(label) > width:
                yield (
                    "wide_label",
                    f"{label!r} has {_drawn(label)} characters, "
                    f"a row of {len(row)} shows about {width}",
                )


def _inline_rows(markup: str) -> list[list[dict[str, Any]]]:
    try:
        rows = json.loads(markup)["inline_keyboard"]
    # A method that has no keyboard does not read what it was given.
    except (ValueError, KeyError, TypeError):
        return []
    return rows if isinstance(rows, list) else []


def _spoken(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _OF_THE_BOT:
                yield from _spoken(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _spoken(item, name)
    elif (
        isinstance(value, str)
        and name in _SPOKEN
        and len(value) >= SHORTEST_HEARD
        and ("<" in value or "&" in value)
    ):
        yield value


def _drawn(label: str) -> int:
    """Count what takes room in a label: marks of direction do not."""
    return sum(unicodedata.category(mark) != "Cf" for mark in label)


def _number(chat_id: str) -> int:
    try:
        return int(chat_id)
    except ValueError:
        return 0
