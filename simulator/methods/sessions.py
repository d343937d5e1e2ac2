"""Taking a bot from one Bot API server to another."""

import math

from simulator.chats import BotAccount
from simulator.errors import ApiError, bad_request, too_many_requests
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World

CLOSED_NOT_BEFORE = 600
"""Seconds after its first call in which a bot cannot be closed (Bot API, close)."""


@method("logOut")
def log_out(_world: World, bot: BotAccount, _parameters: Parameters) -> bool:
    """This will end the bot's session: from then on every call is refused."""
    bot.is_logged_out = True
    return True


@method("close")
def close(world: World, bot: BotAccount, _parameters: Parameters) -> bool:
    """This will close the bot's session, as before it moves to another local server."""
    if bot.is_closed:
        raise bad_request("the bot has already been closed")
    age = world.clock.now().timestamp() - (bot.opened_at or 0)
    if age < CLOSED_NOT_BEFORE:
        raise too_many_requests(math.ceil(CLOSED_NOT_BEFORE - age))
    bot.is_closed = True
    return True


def open_session(world: World, bot: BotAccount) -> None:
    """This will note a bot's first call; raises ApiError 400 if it has logged out."""
    if bot.is_logged_out:
        raise ApiError(400, "Logged out")
    if bot.opened_at is None:
        bot.opened_at = world.clock.now().timestamp()
