"""The log of every call a bot made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API and what was answered; the token is not part of it.

    `at` is the world's time. `parameters` are the strings as they came, uploads as their file
    names. `answer` is the whole JSON answer, or None if the connection was cut instead. `status`
    is the HTTP status, 0 if there was no answer.
    """

    at: datetime
    bot_id: int
    method: str
    parameters: dict[str, str]
    status: int
    answer: Any
