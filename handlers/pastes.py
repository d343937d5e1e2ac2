"""Long pastes: Telegram's apps cut a text at 4,096 characters and send the rest of it at once."""

from datetime import datetime, timedelta

from telegram.constants import MessageLimit

from handlers.routes import Arrived

#: Characters from which on a text may be the first part of one: an app prefers to cut at a line.
LONG = 3500
#: How soon the rest follows; what is typed later is something else.
AT_ONCE = timedelta(seconds=15)


def may_go_on(arrived: Arrived) -> bool:
    """Tell whether what came may be the beginning of a longer text."""
    return len(arrived.text) >= LONG and arrived.attachment is None


def is_rest(arrived: Arrived, at: str) -> bool:
    """Tell whether what came goes on with a text that came at a moment (ISO)."""
    is_text = bool(arrived.text) and arrived.attachment is None
    return is_text and arrived.now - datetime.fromisoformat(at) <= AT_ONCE


def joined(begun: str, rest: str) -> str:
    """Join two parts: cut in the middle of a word where the first is full, else at a line's end."""
    return begun + ("" if len(begun) >= MessageLimit.MAX_TEXT_LENGTH else "\n") + rest
