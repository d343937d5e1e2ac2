"""The bot's own name, and the rights it asks for."""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.members import ALL_RIGHTS, rights_object
from simulator.methods.access import read_json
from simulator.methods.registry import method
from simulator.methods.settings import read_language
from simulator.parameters import Parameters
from simulator.world import World

NAME_LIMIT = 64


@method("setMyName")
def set_my_name(_world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will set the bot's name for a language; no name takes it away."""
    language = read_language(parameters)
    name = parameters.text("name").strip()
    if len(name) > NAME_LIMIT:
        raise bad_request("bot name is too long")
    if name:
        bot.names[language] = name
    else:
        bot.names.pop(language, None)
    # The same object is in every message: there the name for all languages is shown.
    bot.user["first_name"] = bot.names.get("") or bot.name
    return True


@method("getMyName")
def get_my_name(_world: World, bot: BotAccount, parameters: Parameters) -> dict[str, str]:
    """This will give the name in a language, or the one for all."""
    language = read_language(parameters)
    return {"name": bot.names.get(language) or bot.names.get("") or bot.name}


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(
    _world: World, bot: BotAccount, parameters: Parameters
) -> bool:
    """This will set what is asked for when the bot is made an administrator; none clears it."""
    given = parameters.text("rights")
    rights = read_json(given, "ChatAdministratorRights") if given else {}
    if not isinstance(rights, dict):
        raise bad_request("object expected as administrator rights")
    for name, value in rights.items():
        if name in ALL_RIGHTS and not isinstance(value, bool):
            raise bad_request(
                f'can\'t parse ChatAdministratorRights: Field "{name}" must be of type Boolean'
            )
    bot.default_rights[_kind(parameters)] = rights
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(
    _world: World, bot: BotAccount, parameters: Parameters
) -> dict[str, Any]:
    """This will give those rights for groups, or for channels."""
    kind = _kind(parameters)
    rights = bot.default_rights.get(kind, {})
    is_anonymous = bool(rights.get("is_anonymous"))
    shown = "channel" if kind == "channel" else "supergroup"
    return rights_object(rights, shown, is_anonymous=is_anonymous)


def _kind(parameters: Parameters) -> str:
    return "channel" if parameters.is_true("for_channels") else "group"
