"""Where methods are found by name and run."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.calls import Call
from simulator.chats import BotAccount
from simulator.errors import ApiError
from simulator.parameters import Parameters, leading_integer
from simulator.world import World

Method = Callable[[World, BotAccount, Parameters], Any]
"""Takes a call and returns its result, or an awaitable of it where Telegram holds the call.

A plain function: from its first check to its effect nothing else happens in the world.
"""

METHODS: dict[str, Method] = {}


@dataclass(frozen=True, slots=True)
class Described:
    """A result that is answered with a description beside it."""

    result: Any
    description: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """A result that is JSON already."""

    json: str


def method(name: str) -> Callable[[Method], Method]:
    """This will register a function as the method of that name."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to: the HTTP status, the JSON, and the seconds of a 429."""

    status: int
    encoded: str
    retry_after: int | None = None


async def perform(
    world: World, bot: BotAccount, name: str, parameters: Parameters, *, is_logged: bool = True
) -> Outcome:
    """This will run a method and note the call; a refusal is an outcome as well.

    `is_logged` is False where the bot will never see the outcome.
    """
    try:
        result = METHODS[name](world, bot, parameters)
        if asyncio.iscoroutine(result):
            result = await result
        if world.lints.is_on:
            person = world.people.get(leading_integer(parameters.text("chat_id")))
            quiet = person.quiet if person else None
            world.lints.check(bot.id, name, parameters, result, quiet)
        outcome = Outcome(200, _encoded(result))
    except ApiError as refusal:
        outcome = refused(refusal)
    if is_logged:
        note_call(world, bot, name, parameters, outcome.status, outcome.encoded)
    return outcome


def refused(refusal: ApiError) -> Outcome:
    """This will make the outcome of a refusal."""
    answer: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    retry_after = (refusal.parameters or {}).get("retry_after")
    return Outcome(refusal.code, json.dumps(answer), retry_after)


def note_call(
    world: World,
    bot: BotAccount,
    name: str,
    parameters: Parameters,
    status: int = 0,
    encoded: str = "",
) -> None:
    """This will put a call into the log."""
    values = parameters.values
    if parameters.uploads:
        names = {part: upload.file_name for part, upload in parameters.uploads.items()}
        values = {**values, **names}
    world.log(Call(world.clock.now(), bot.id, name, values, status, encoded))


def _encoded(result: Any) -> str:
    if type(result) is Encoded:
        return f'{{"ok": true, "result": {result.json}}}'
    if type(result) is Described:
        answer = {"ok": True, "result": result.result, "description": result.description}
        return json.dumps(answer)
    return json.dumps({"ok": True, "result": result})
