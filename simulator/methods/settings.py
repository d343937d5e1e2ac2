"""What a bot tells Telegram about itself: commands, descriptions, its menu button.

Source: TDLib, BotCommand.cpp and BotCommandScope.cpp. A limit on all commands together is known
from bots' reports only.
"""

import json
import re
from typing import Any

from simulator.chats import BotAccount, Chat, Person, PrivateChat
from simulator.errors import bad_request
from simulator.groups import Group
from simulator.methods.access import read_chat, read_json
from simulator.methods.registry import method
from simulator.objects import bot_object
from simulator.parameters import Parameters
from simulator.world import World

COMMANDS_LIMIT = 100
COMMANDS_SIZE = 7800
"""About how many bytes of JSON all commands of one scope may have."""
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PLAIN_SCOPES = frozenset(
    ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
)
_CHAT_SCOPES = frozenset(("chat", "chat_administrators", "chat_member"))


@method("getMe")
def get_me(_world: World, bot: BotAccount, _parameters: Parameters) -> dict[str, Any]:
    """This will describe the bot itself."""
    return bot_object(bot)


@method("setMyCommands")
def set_my_commands(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will set the menu of commands for a scope and a language; none deletes it."""
    commands = _read_commands(parameters.text("commands"))
    scope = _read_scope(world, bot, parameters)
    language = read_language(parameters)
    if len(commands) > COMMANDS_LIMIT or len(json.dumps(commands)) > COMMANDS_SIZE:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        bot.commands[scope, language] = commands
    else:
        bot.commands.pop((scope, language), None)
    return True


@method("getMyCommands")
def get_my_commands(world: World, bot: BotAccount, parameters: Parameters) -> list[dict[str, str]]:
    """This will give what was set for exactly this scope and language."""
    scope = _read_scope(world, bot, parameters)
    return bot.commands.get((scope, read_language(parameters)), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will remove the menu of a scope and language, so that a wider one is shown."""
    scope = _read_scope(world, bot, parameters)
    bot.commands.pop((scope, read_language(parameters)), None)
    return True


@method("setMyDescription")
def set_my_description(_world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will set what an empty chat with the bot shows."""
    text = parameters.text("description")
    return _describe(bot.descriptions, parameters, text, DESCRIPTION_LIMIT)


@method("getMyDescription")
def get_my_description(_world: World, bot: BotAccount, parameters: Parameters) -> dict[str, str]:
    """This will give the description in a language, or the one for all languages."""
    return {"description": _described(bot.descriptions, parameters)}


@method("setMyShortDescription")
def set_my_short_description(_world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will set what the bot's profile shows."""
    text = parameters.text("short_description")
    return _describe(bot.short_descriptions, parameters, text, SHORT_DESCRIPTION_LIMIT)


@method("getMyShortDescription")
def get_my_short_description(
    _world: World, bot: BotAccount, parameters: Parameters
) -> dict[str, str]:
    """This will give the short description in a language, or the one for all languages."""
    return {"short_description": _described(bot.short_descriptions, parameters)}


@method("setChatMenuButton")
def set_chat_menu_button(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will set the button beside the text field, of one private chat or of all."""
    given = parameters.text("menu_button")
    button = read_json(given, "menu button") if given else {"type": "default"}
    if not isinstance(button, dict):
        raise bad_request("object expected as menu button")
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    if not parameters.text("chat_id"):
        bot.menu_button = button
        return True
    if not parameters.identifier("chat_id"):
        raise bad_request("invalid chat_id specified")
    _private(read_chat(world, bot, parameters, access="read")).menu_button = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will give the menu button of a chat, or the general one."""
    if not parameters.text("chat_id"):
        return bot.menu_button
    chat = _private(read_chat(world, bot, parameters, access="read"))
    return chat.menu_button or bot.menu_button


def commands_for(bot: BotAccount, chat: Chat, person: Person) -> list[dict[str, str]]:
    """This will give the menu that a person sees in a chat: narrowest scope first, and in each
    the person's language before the one for all (Bot API, determining list of commands).
    """
    language = (person.language_code or "")[:2]
    for scope in _scopes(chat, person):
        for tongue in (language, ""):
            if (scope, tongue) in bot.commands:
                return bot.commands[scope, tongue]
    return []


def _scopes(chat: Chat, person: Person) -> list[str]:
    if not isinstance(chat, Group):
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    is_admin = chat.member(person.user).is_admin
    return [
        f"chat_member:{chat.id}:{person.id}",
        *([f"chat_administrators:{chat.id}"] if is_admin else []),
        f"chat:{chat.id}",
        *(["all_chat_administrators"] if is_admin else []),
        "all_group_chats",
        "default",
    ]


def _private(chat: Chat) -> PrivateChat:
    if not isinstance(chat, PrivateChat):
        raise bad_request("chat not found")
    return chat


def _read_commands(given: str) -> list[dict[str, str]]:
    if not given:
        return []
    commands = read_json(given, "commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    return [_read_command(command) for command in commands]


def _read_command(command: object) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if field not in command:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
        if not isinstance(command[field], str):
            raise bad_request(f'can\'t parse BotCommand: Field "{field}" must be of type String')
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _read_scope(world: World, bot: BotAccount, parameters: Parameters) -> str:
    given = parameters.text("scope")
    if not given:
        return "default"
    scope = read_json(given, "BotCommandScope")
    if not isinstance(scope, dict):
        raise bad_request("BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind is None:
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    chat_id = Parameters({"chat_id": str(scope["chat_id"])})
    chat = read_chat(world, bot, chat_id, access="members")
    member = f":{scope.get('user_id')}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{member}"


def read_language(parameters: Parameters) -> str:
    """This will read `language_code`: two letters, or "" for all languages."""
    language = parameters.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _describe(kept: dict[str, str], parameters: Parameters, text: str, limit: int) -> bool:
    language = read_language(parameters)
    if len(text) > limit:
        raise bad_request("description is too long")
    if text:
        kept[language] = text
    else:
        kept.pop(language, None)
    return True


def _described(kept: dict[str, str], parameters: Parameters) -> str:
    return kept.get(read_language(parameters)) or kept.get("", "")
