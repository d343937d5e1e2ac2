"""Acts of people that are ordered over the control plane, as JSON."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from simulator import acts
from simulator.accounts import Account
from simulator.errors import ActRefused
from simulator.group_orders import GROUP_ACTS, Order
from simulator.order_fields import (
    ControlError,
    find_account,
    find_place,
    read_field,
    read_message,
    read_number,
)
from simulator.world import World


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
    name = str(body.get("act"))
    try:
        if name in _ACTS:
            return _ACTS[name](world, account, body)
        if name in GROUP_ACTS:
            return GROUP_ACTS[name](Order(world, account.person, account.bot, body))
    except ActRefused as refusal:
        raise ControlError(409, str(refusal)) from None
    raise ControlError(400, f"unknown act: {name}")


def _text(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    chat = find_place(world, account, body.get("chat"))
    reply_to = read_message(chat, body) if body.get("message") else None
    topic = read_number(body["topic"]) if body.get("topic") else None
    text = read_field(body, "text")
    message = acts.say(world, account.bot, chat, text, reply_to, by=account.person, topic=topic)
    return {"message": message.id}


def _tap(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    chat = find_place(world, account, body.get("chat"))
    message = read_message(chat, body)
    bot = acts.bot_of(world, message) or account.bot
    data = body.get("data") and read_field(body, "data")
    if not data:
        _, button = acts.find_button(chat, read_field(body, "text"), message)
        if button.url is not None:
            started = acts.open_url(world, account.bot, account.room, button.url)
            return {"url": button.url, "started": started is not None}
        if button.data is None:
            return {"copy": button.copy}
        data = button.data
    callback = acts.press(world, bot, chat, message, data, by=account.person)
    return {"callback": callback.id}


def _start(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    payload = read_field(body, "payload") if body.get("payload") else None
    message = acts.start(world, account.bot, account.room, payload)
    return {"message": message.id}


def _edit(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    chat = find_place(world, account, body.get("chat"))
    message = read_message(chat, body)
    text = read_field(body, "text")
    acts.edit(world, account.bot, chat, message, text, by=account.person)
    return {"message": message.id}


def _file(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    try:
        content = base64.b64decode(read_field(body, "content_base64"), validate=True)
    except binascii.Error:
        raise ControlError(400, "content_base64 is not base64") from None
    mime = str(body.get("mime") or "application/octet-stream")
    caption = str(body["text"]) if body.get("text") else None
    name = read_field(body, "name")
    chat = find_place(world, account, body.get("chat"))
    message = acts.send_file(
        world, account.bot, chat, "document", name, content, mime, caption, by=account.person
    )
    return {"message": message.id}


def _voice(world: World, account: Account, body: dict[str, Any]) -> dict[str, Any]:
    chat = find_place(world, account, body.get("chat"))
    message = acts.send_file(
        world, account.bot, chat, "voice", "voice.ogg", b"OggS", "audio/ogg", by=account.person
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
        account.keeps_quiet(read_field(body, "begins"), read_field(body, "ends"), zone)
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
