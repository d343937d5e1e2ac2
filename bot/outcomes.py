"""What a call to Telegram came to: the one place that looks at its errors and their English.

The most specific comes first: in PTB BadRequest and TimedOut are both NetworkErrors.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram import error

from bot.network import NotSent


class Verdict(StrEnum):
    """What became of a message, as far as an error tells."""

    SENT = "sent"
    WAIT = "wait"  # 429: not sent, again after `seconds`
    NOT_SENT = "not_sent"  # it never left: again, and it counts as no attempt
    UNKNOWN = "unknown"  # it may have arrived
    UNREACHABLE = "unreachable"  # this person or chat cannot be written to
    MOVED = "moved"  # the group became a supergroup: again to `chat_id`
    REFUSED = "refused"  # this message will never be accepted: a fault of ours


@dataclass(frozen=True)
class Outcome:
    """A verdict with what is needed to act on it. `reason` is Telegram's text, for the record."""

    verdict: Verdict
    reason: str = ""
    seconds: float = 0
    chat_id: int | None = None


#: 400s that speak of the chat, not of the message.
_CHAT_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "have no write access to the chat",
    "chat_write_forbidden",
    "not enough rights to send",
)

#: 400s on editing that mean there is nothing more to do.
_NOTHING_TO_EDIT = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)


def judge(failure: Exception) -> Outcome:
    """Tell what a failed call came to."""
    reason = str(failure)
    match failure:
        case error.ChatMigrated():
            return Outcome(Verdict.MOVED, reason, chat_id=failure.new_chat_id)
        case error.RetryAfter():
            return Outcome(Verdict.WAIT, reason, seconds=seconds_to_wait(failure))
        case error.Forbidden():
            return Outcome(Verdict.UNREACHABLE, reason)
        case error.BadRequest():
            gone = any(sign in reason.lower() for sign in _CHAT_GONE)
            return Outcome(Verdict.UNREACHABLE if gone else Verdict.REFUSED, reason)
        case NotSent() | error.InvalidToken() | error.Conflict():
            # A refused token cannot have sent anything; the process says so and goes on trying.
            return Outcome(Verdict.NOT_SENT, reason)
        case error.NetworkError():
            return Outcome(Verdict.UNKNOWN, reason)
        case error.TelegramError() if "Invalid server response" in reason:
            return Outcome(Verdict.UNKNOWN, reason)
        case _:
            return Outcome(Verdict.REFUSED, f"{type(failure).__name__}: {reason}")


def seconds_to_wait(refusal: error.RetryAfter) -> float:
    """Give for how long Telegram asks to wait."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_already_true(failure: Exception) -> bool:
    """Tell whether a failed edit left nothing to do: it shows that already, or is gone."""
    return isinstance(failure, error.BadRequest) and any(
        sign in str(failure).lower() for sign in _NOTHING_TO_EDIT
    )


def is_too_late(failure: Exception) -> bool:
    """Tell whether a tap could not be answered because its time is over: no error."""
    return isinstance(failure, error.BadRequest) and "query is too old" in str(failure).lower()
