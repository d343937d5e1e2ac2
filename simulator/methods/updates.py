"""Receiving updates."""

from typing import Any

from simulator.chats import BotAccount
from simulator.methods.registry import Described, Encoded, method
from simulator.parameters import Parameters
from simulator.updates import DEFAULT_KINDS
from simulator.world import World

LONGEST_HOLD = 50
"""Seconds a getUpdates call is held at most."""


@method("getUpdates")
async def get_updates(_world: World, bot: BotAccount, parameters: Parameters) -> Encoded:
    """This will give the updates from `offset` on, waiting up to `timeout` seconds for one."""
    wanted = parameters.text("allowed_updates")
    if wanted:
        bot.updates.allow(wanted)
    updates = await bot.updates.get(
        parameters.integer("offset", lowest=-(1 << 31), highest=(1 << 31) - 1),
        parameters.integer("limit", 100, lowest=1, highest=100),
        parameters.integer("timeout", lowest=0, highest=LONGEST_HOLD),
    )
    encoded = ",".join(update.encoded for update in updates)
    return Encoded(f"[{encoded}]")


@method("deleteWebhook")
def delete_webhook(_world: World, bot: BotAccount, parameters: Parameters) -> Described:
    """This will confirm that there is no webhook, and drop what waits if asked to."""
    if parameters.is_true("drop_pending_updates"):
        bot.updates.clear()
        return Described(True, "Webhook was deleted")
    return Described(True, "Webhook is already deleted")


@method("getWebhookInfo")
def get_webhook_info(_world: World, bot: BotAccount, _parameters: Parameters) -> dict[str, Any]:
    """This will say that no webhook is set, and how much waits."""
    found: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    if bot.updates.allowed != DEFAULT_KINDS:
        found["allowed_updates"] = sorted(bot.updates.allowed)
    return found
