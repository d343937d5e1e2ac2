"""What went wrong between the bots and Telegram, and what they did about it, in plain words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from simulator.calls import AWAY, TOO_MANY, Call
from simulator.world import World

_PAUSE = 5.0
"""Seconds without a failed call after which Telegram was away a second time."""
_WORDS = {
    "sendMessage": "a message",
    "editMessageText": "the change of a message",
    "editMessageReplyMarkup": "the change of a message's buttons",
    "sendDocument": "a file",
    "answerCallbackQuery": "the answer to a tap",
    "getUpdates": "its question for news",
}


def troubles(world: World) -> list[dict[str, Any]]:
    """This will tell of every refusal for haste, cut line and absence, oldest first.

    Each is {"at": ISO time, "text": a sentence or two}.
    """
    calls = world.calls
    failed = [at for at, call in enumerate(calls) if call.is_trouble]
    told = [_told_once(world, calls, at) for at in failed if calls[at].status not in AWAY]
    told += [_told_away(calls, absence) for absence in _absences(calls, failed)]
    return [{"at": at.isoformat(), "text": text} for at, text in sorted(told)]


def _told_once(world: World, calls: Sequence[Call], at: int) -> tuple[datetime, str]:
    call = calls[at]
    what = _what(world, call)
    again = next((one for one in calls[at + 1 :] if _repeats(one, call)), None)
    waited = _seconds(call.at, again.at) if again else ""
    if call.status == TOO_MANY:
        asked = (call.answer or {}).get("parameters", {}).get("retry_after", 1)
        said = f"Telegram refused {what}: too many at once, wait {_count(asked)}."
        did = f"The bot waited {waited} and sent it again." if again else "The bot waits."
        return call.at, f"{said} {did}"
    said = f"The line broke over {what}: the bot cannot know whether it arrived."
    if again is None:
        return call.at, f"{said} It has not sent it again so far."
    is_same = again.parameters.get("text") == call.parameters.get("text")
    marked = "" if is_same else ", marked as a repeat"
    return call.at, f"{said} After {waited} it sent it once more{marked}."


def _repeats(later: Call, call: Call) -> bool:
    if (later.bot_id, later.method) != (call.bot_id, call.method):
        return False
    if later.parameters.get("chat_id") != call.parameters.get("chat_id"):
        return False
    # A repeat after a broken line may say that it is one.
    first, second = (one.parameters.get("text", "") for one in (call, later))
    return first[:_ALIKE] in second or second[:_ALIKE] in first


_ALIKE = 40
"""Characters by which a text is known again: its first line, as a rule."""


def _absences(calls: Sequence[Call], failed: Iterable[int]) -> Iterator[list[int]]:
    """This will give the places of the calls that failed while Telegram was away, each time."""
    together: list[int] = []
    for at in failed:
        if calls[at].status not in AWAY:
            continue
        pause = (calls[at].at - calls[together[-1]].at).total_seconds() if together else 0
        if pause > _PAUSE:
            yield together
            together = []
        together.append(at)
    if together:
        yield together


def _told_away(calls: Sequence[Call], absence: list[int]) -> tuple[datetime, str]:
    first, last = calls[absence[0]], calls[absence[-1]]
    many = "1 call" if len(absence) == 1 else f"{len(absence)} calls"
    span = "a moment" if len(absence) == 1 else _seconds(first.at, last.at)
    said = f"Telegram was away for {span}: {many} of the bot failed."
    if all(one.is_trouble for one in calls[absence[-1] + 1 :]):
        return first.at, f"{said} It keeps trying."
    return first.at, f"{said} It kept trying and is through again."


def _what(world: World, call: Call) -> str:
    words = _WORDS.get(call.method, f"a call of {call.method}")
    number = call.parameters.get("chat_id", "")
    chat = int(number) if number.lstrip("-").isdecimal() else 0
    if chat in world.people:
        return f"{words} to {world.people[chat].name}"
    if chat in world.groups:
        return f"{words} to {world.groups[chat].title}"
    return words


def _seconds(first: datetime, second: datetime) -> str:
    return _count(round((second - first).total_seconds()))


def _count(seconds: int) -> str:
    if seconds >= 120:
        return f"{seconds // 60} minutes"
    return "1 second" if seconds == 1 else f"{seconds} seconds"
