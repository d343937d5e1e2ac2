"""Faults: what can go wrong between a bot and Telegram, on demand."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, Literal, get_args

from simulator.errors import ApiError, too_many_requests

LONGEST = 24 * 3600
"""Seconds that a fault may last at most; no bot waits as long."""

FaultKind = Literal[
    "429",
    "500",
    "502",
    "503",
    "504",
    "429_html",
    "500_html",
    "502_html",
    "503_html",
    "504_html",
    "reset_before",
    "reset_after",
    "timeout_after",
    "slow",
    "hang",
]
KINDS = get_args(FaultKind)


@dataclass(slots=True)
class Fault:
    """One planned fault, for the calls that fit; `times` says how many are still to come, `after`
    how many of them go well before, `until` on the monotonic clock when it is over all the same.

    Numbers are the status of an answer in Telegram's JSON, with _html that of a page by the proxy
    in front of it; these and reset_before come instead of the effect. reset_after closes the
    connection after it; timeout_after answers only `seconds` after it; slow takes effect and
    answers after `seconds`, and has no effect if the bot hangs up before; hang never answers
    and has none.
    """

    kind: FaultKind
    method: str | None
    chat_id: int | None
    text: str | None
    times: int
    retry_after: int
    seconds: float
    after: int
    until: float | None = None

    @property
    def status(self) -> int | None:
        """The HTTP status it answers instead of the effect."""
        number = self.kind.removesuffix("_html")
        return int(number) if number.isdecimal() else None

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page."""
        return self.kind.endswith("_html")

    def fits(self, method: str, chat_id: str, text: str) -> bool:
        """This will say whether it is meant for this call."""
        return (
            (self.method is None or method.lower() in self.method.lower().split(","))
            and self.chat_id in (None, _number(chat_id))
            and (self.text is None or self.text in text)
        )

    def refusal(self) -> ApiError:
        """This will make the answer in Telegram's words."""
        status = self.status or 500
        if status == 429:
            return too_many_requests(self.retry_after)
        return ApiError(status, HTTPStatus(status).phrase)


class Faults:
    """The faults still to come, in the order they were added."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._planned: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._planned)

    def add(
        self,
        *,
        kind: FaultKind,
        method: str | None = None,
        chat_id: int | None = None,
        text: str | None = None,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 1.0,
        after: int = 0,
        lasts: float | None = None,
    ) -> Fault:
        """This will make the next calls that fit fail, but for the first `after` of them.

        `method` is the Bot API name, or several with commas between them; `chat_id` and `text` (a
        part of the text or caption) narrow it down; `retry_after` is for 429, `seconds` for the
        slow kinds. With `lasts` every call fails for so many seconds, however many come. Raises
        ValueError for an unknown kind, and for what is not of the kind it must be.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown kind of fault: {kind}")
        for name, number in (("times", times), ("retry_after", retry_after), ("after", after)):
            if type(number) is not int or number < 0:
                raise ValueError(f"{name} is not a count: {number}")
        for span in (seconds, lasts or 0):
            if not isinstance(span, int | float) or not 0 <= span <= LONGEST:
                raise ValueError(f"seconds are not between 0 and {LONGEST}: {span}")
        if not isinstance(method, str | None) or not isinstance(text, str | None):
            raise ValueError("method and text are texts")
        until = None if lasts is None else self._monotonic() + lasts
        fault = Fault(kind, method, chat_id, text, times, retry_after, seconds, after, until)
        self._planned.append(fault)
        return fault

    def as_json(self) -> list[dict[str, Any]]:
        """This will describe those still to come for the control plane."""
        return [asdict(fault) for fault in self._planned]

    def clear(self) -> None:
        """This will forget all of them."""
        self._planned.clear()

    def take(self, method: str, chat_id: str, text: str) -> Fault | None:
        """This will give the first fault meant for this call, and count it."""
        now = self._monotonic()
        self._planned = [one for one in self._planned if one.until is None or now < one.until]
        for fault in self._planned:
            if fault.fits(method, chat_id, text):
                if fault.after:
                    fault.after -= 1
                    continue
                if fault.until is None:
                    fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None


def _number(chat_id: str) -> int | None:
    try:
        return int(chat_id)
    except ValueError:
        return None
