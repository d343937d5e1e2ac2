"""Faults: what can go wrong between a bot and Telegram, on demand."""

from dataclasses import dataclass
from typing import Literal, get_args

FaultKind = Literal[
    "429",
    "500",
    "502_html",
    "reset_before",
    "reset_after",
    "timeout_after",
    "slow",
    "hang",
]
KINDS = get_args(FaultKind)


@dataclass(slots=True)
class Fault:
    """One planned fault, for the calls that fit; `times` says how many are still to come.

    429, 500, 502_html and reset_before come instead of the effect; reset_after closes the
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

    def fits(self, method: str, chat_id: str, text: str) -> bool:
        """This will say whether it is meant for this call."""
        return (
            self.method in (None, method)
            and self.chat_id in (None, _number(chat_id))
            and (self.text is None or self.text in text)
        )


class Faults:
    """The faults still to come, in the order they were added."""

    def __init__(self) -> None:
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
    ) -> Fault:
        """This will make the next calls that fit fail.

        `method` is the Bot API name, `chat_id` and `text` (a part of the text or caption) narrow
        it down; `retry_after` is for 429, `seconds` for the slow kinds. Raises ValueError for an
        unknown kind.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown kind of fault: {kind}")
        fault = Fault(kind, method, chat_id, text, times, retry_after, seconds)
        self._planned.append(fault)
        return fault

    def clear(self) -> None:
        """This will forget all of them."""
        self._planned.clear()

    def take(self, method: str, chat_id: str, text: str) -> Fault | None:
        """This will give the first fault meant for this call, and count it."""
        for fault in self._planned:
            if fault.fits(method, chat_id, text):
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
