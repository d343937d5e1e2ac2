"""Where methods are found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.chats import BotAccount
from simulator.parameters import Parameters
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
