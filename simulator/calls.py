"""The log of every call a bot made."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

KEPT = 50_000
"""So many calls are kept at least, and never more than twice as many."""

TOO_MANY = 429
AWAY = (500, 502, 503, 504)
"""HTTP statuses of a server that is not there. 501 is a gap of this one."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API and what was answered; the token is not part of it.

    `at` is the world's time. `parameters` are the strings as they came, uploads as their file
    names. `encoded` is the answer as it went out, "" if it was no JSON or there was none.
    `status` is the HTTP status, 0 if the connection was cut instead.
    """

    at: datetime
    bot_id: int
    method: str
    parameters: dict[str, str]
    status: int
    # Text and not objects: hundreds of thousands of answers would slow the garbage collector.
    encoded: str

    @property
    def answer(self) -> Any:
        """The whole JSON answer, None if there was none."""
        return json.loads(self.encoded) if self.encoded else None

    @property
    def is_trouble(self) -> bool:
        """Whether it failed for no fault of its own: cut off, too early, or nobody there."""
        return self.status in (0, TOO_MANY, *AWAY)

    def as_json(self) -> dict[str, Any]:
        """This will describe the call for the control plane."""
        return {
            "at": self.at.isoformat(),
            "bot_id": self.bot_id,
            "method": self.method,
            "parameters": self.parameters,
            "status": self.status,
            "answer": self.answer,
        }
