"""Setting, removing and looking at the webhook.

Source: the open Bot API server, Client::process_set_webhook_query and WebhookActor.
"""

import ipaddress
import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from simulator.chats import BotAccount
from simulator.errors import bad_request, too_many_requests
from simulator.methods.known import BY_LOWER_CASE
from simulator.methods.registry import METHODS, Described, method, perform
from simulator.parameters import Parameters
from simulator.updates import DEFAULT_KINDS
from simulator.webhooks import Address, Webhook, is_loopback
from simulator.world import World

PORTS = (443, 80, 88, 8443)
SECRET_LIMIT = 256
CONNECTIONS_LIMIT = 100
INTERRUPTED = "Conflict: terminated by setWebhook request"
"""What a held getUpdates hears."""
OVERTAKEN = "Conflict: terminated by other setWebhook"
"""What a setWebhook hears that was still ending the old one when the next came."""

_SECRET = re.compile(r"[A-Za-z0-9_-]*")


@method("setWebhook")
async def set_webhook(world: World, bot: BotAccount, parameters: Parameters) -> Described:
    """This will have updates posted to an address from now on; an empty one ends that."""
    url = parameters.text("url")
    if not url:
        return await _delete(world, bot, parameters)
    if not world.may_set_webhook(bot):
        raise too_many_requests(1)
    parts = _split(url)
    secret_token = parameters.text("secret_token")
    if len(secret_token.encode("utf-8", "surrogatepass")) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret_token):
        raise bad_request("secret token contains unallowed characters")
    address = Address(
        url if "://" in url else f"https://{url}",
        secret_token,
        parameters.integer("max_connections", 40, lowest=1, highest=CONNECTIONS_LIMIT),
        parameters.text("ip_address"),
        "certificate" in parameters.uploads,
    )
    is_dropping = parameters.is_true("drop_pending_updates")
    previous = world.webhooks.get(bot.id)
    if previous is not None and previous.address == address and not is_dropping:
        bot.updates.allow(parameters.text("allowed_updates"))
        return Described(True, "Webhook is already set")
    # The old one goes first, so that after a refusal there is none.
    await _remove(world, bot)
    if bot.id in world.webhooks:
        await bot.updates.refuse(OVERTAKEN)
    _check(parts, address)
    bot.updates.allow(parameters.text("allowed_updates"))
    if is_dropping:
        bot.updates.clear()
    bot.updates.interrupt(INTERRUPTED)
    _set(world, bot, address)
    return Described(True, "Webhook was set")


@method("deleteWebhook")
async def delete_webhook(world: World, bot: BotAccount, parameters: Parameters) -> Described:
    """This will end the webhook, and drop what waits if asked to."""
    return await _delete(world, bot, parameters)


@method("getWebhookInfo")
def get_webhook_info(world: World, bot: BotAccount, _parameters: Parameters) -> dict[str, Any]:
    """This will tell where updates go, how many wait, and what last went wrong."""
    webhook = world.webhooks.get(bot.id)
    found: dict[str, Any] = {
        "url": webhook.address.url if webhook else "",
        "has_custom_certificate": webhook is not None and webhook.address.has_certificate,
        "pending_update_count": len(bot.updates),
    }
    if webhook is not None:
        found["max_connections"] = webhook.address.max_connections
        if webhook.address.ip_address:
            found["ip_address"] = webhook.address.ip_address
        if webhook.last_error_date is not None:
            found["last_error_date"] = webhook.last_error_date
            found["last_error_message"] = webhook.last_error
    if bot.updates.allowed != DEFAULT_KINDS:
        found["allowed_updates"] = sorted(bot.updates.allowed)
    return found


async def _delete(world: World, bot: BotAccount, parameters: Parameters) -> Described:
    is_dropping = parameters.is_true("drop_pending_updates")
    was_set = await _remove(world, bot)
    if is_dropping:
        bot.updates.clear()
    if was_set or is_dropping:
        return Described(True, "Webhook was deleted")
    return Described(True, "Webhook is already deleted")


def _set(world: World, bot: BotAccount, address: Address) -> None:
    async def run(name: str, parameters: Parameters) -> None:
        known = BY_LOWER_CASE.get(name)
        if known in METHODS:
            await perform(world, bot, known, parameters)

    def forget() -> None:
        del world.webhooks[bot.id]

    webhook = world.webhooks[bot.id] = Webhook(address, bot.updates, world.clock, run, forget)
    webhook.start()


async def _remove(world: World, bot: BotAccount) -> bool:
    webhook = world.webhooks.pop(bot.id, None)
    if webhook is None:
        return False
    await webhook.stop()
    return True


def _split(url: str) -> SplitResult:
    # An address without a scheme is taken for https.
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        is_possible = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        is_possible = None
    if not is_possible or parts.scheme not in ("http", "https") or not url.isprintable():
        raise bad_request("invalid webhook URL specified")
    return parts


def _check(parts: SplitResult, address: Address) -> None:
    """This will refuse what Telegram does not call, except on this machine (as with --local)."""
    host = parts.hostname or ""
    if address.ip_address:
        try:
            host = str(ipaddress.ip_address(address.ip_address))
        except ValueError:
            raise bad_request("bad webhook: Invalid IP address specified") from None
    if is_loopback(host):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    try:
        is_public = ipaddress.ip_address(host).is_global
    except ValueError:
        return
    if not is_public:
        raise bad_request(f"bad webhook: IP address {host} is reserved")
