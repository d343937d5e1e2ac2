"""Acts of people that are ordered over the control plane, as JSON."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from simulator import acts
from simulator.accounts import Account
from simulator.chats import Chat
from simulator.errors import ActRefused
from simulator.messages import Message
from simulator.world import World


class ControlError(Exception):
    """A request to the control plane that cannot be done, with the HTTP status for it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def act(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """This will let a person do what `body` says and return what came of it.

    While the person is offline it is only noted, and done when the person is online again.
    Raises ControlError.
    """
    account = find_account(world, body.get("person"))
    if body.get("act") == "online":
        return _come_online(world, account)
    if account.person.offline and body.get("act") != "offline":
        account.person.waiting.append(body)
        return {"waiting": True}
    return _perform(world, account, body)


def _come_online(world: World, account: Account) -> dict[str, Any]:
    person = account.person
    person.offline = False
    waiting, person.waiting = person.waiting, []
    world.tell_person(account.room)
    refused = []
    for body in waiting:
        try:
            _perform(world, account, body)
        except ControlError as error:
            refused.append(error.message)
    return {"done": len(waiting) - len(refused), "refused": refused}


def _perform(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    perform = _ACTS.get(str(body.get("act")))
    if perform is None:
        raise ControlError(400, f"unknown act: {body.get('act')}")
    try:
        return perform(world, account, body)
    except ActRefused as refusal:
        raise ControlError(409, str(refusal)) from None


def _text(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    reply_to = _message(account.room, body) if body.get("message") else None
    text = _field(body, "text")
    message = acts.say(world, account.bot, account.room, text, reply_to)
    return {"message": message.id}


def _tap(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    message = _message(account.room, body)
    if body.get("data"):
        value = _field(body, "data")
        callback = acts.press(world, account.bot, account.room, message, value)
        return {"callback": callback.id}
    _, button = acts.find_button(account.room, _field(body, "text"), message)
    if button.data is not None:
        callback = acts.press(world, account.bot, account.room, message, button.data)
        return {"callback": callback.id}
    if button.url is not None:
        started = acts.open_url(world, account.bot, account.room, button.url)
        return {"url": button.url, "started": started is not None}
    return {"copy": button.copy}


def _start(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    payload = _field(body, "payload") if body.get("payload") else None
    message = acts.start(world, account.bot, account.room, payload)
    return {"message": message.id}


def _edit(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    message = _message(account.room, body)
    acts.edit(world, account.bot, account.room, message, _field(body, "text"))
    return {"message": message.id}


def _file(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    try:
        content = base64.b64decode(_field(body, "content_base64"), validate=True)
    except binascii.Error:
        raise ControlError(400, "content_base64 is not base64") from None
    mime = str(body.get("mime") or "application/octet-stream")
    caption = str(body["text"]) if body.get("text") else None
    name = _field(body, "name")
    message = acts.send_file(
        world, account.bot, account.room, "document", name, content, mime, caption
    )
    return {"message": message.id}


def _voice(world: World, account: Account, _body: dict[str, Any]) -> dict[str, Any]:
    message = acts.send_file(
        world, account.bot, account.room, "voice", "voice.ogg", b"OggS", "audio/ogg"
    )
    return {"message": message.id}


def _block(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    world.block(account.bot, account.room, is_blocked=body["act"] == "block")
    return {}


def _go_offline(world: World, account: Account, _body: dict[str, Any]) -> dict[str, Any]:
    account.person.offline = True
    world.tell_person(account.room)
    return {}


def _quiet(_world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    if not body.get("begins"):
        account.keeps_no_quiet()
        return {}
    zone = str(body.get("zone") or "UTC")
    try:
        account.keeps_quiet(_field(body, "begins"), _field(body, "ends"), zone)
    except ValueError as error:
        raise ControlError(400, str(error)) from None
    return {"quiet": str(account.person.quiet)}


_ACTS: dict[str, Callable[[World, Account, dict[str, Any]], dict[str, Any]]] = {
    "text": _text,
    "tap": _tap,
    "start": _start,
    "edit": _edit,
    "file": _file,
    "voice": _voice,
    "block": _block,
    "unblock": _block,
    "offline": _go_offline,
    "quiet": _quiet,
}


def find_account(world: World, person: object) -> Account:
    """This will find the person with that id; raises ControlError 404."""
    found = world.people.get(read_number(person))
    if found is None:
        raise ControlError(404, f"no person {person}")
    return Account(world, found)


def _message(chat: Chat, body: dict[str, Any]) -> Message:
    message = chat.find(read_number(body.get("message")))
    if message is None:
        raise ControlError(404, f"no message {body.get('message')}")
    return message


def _field(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise ControlError(400, f"{name} is missing")
    return value


def read_number(value: object) -> int:
    """This will read an id or count; raises ControlError 400."""
    try:
        return int(str(value))
    except ValueError:
        raise ControlError(400, f"{value} is not a number") from None
