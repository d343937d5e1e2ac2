"""Receiving updates."""

from simulator.chats import BotAccount
from simulator.methods.registry import Encoded, method
from simulator.parameters import Parameters
from simulator.world import World

LONGEST_HOLD = 50
"""Seconds a getUpdates call is held at most."""
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@method("getUpdates")
async def get_updates(_world: World, bot: BotAccount, parameters: Parameters) -> Encoded:
    """This will give the updates from `offset` on, waiting up to `timeout` seconds for one."""
    if bot.updates.receiver is not None:
        await bot.updates.refuse(WEBHOOK_IS_SET)
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
