"""What orders over the control plane say: who, where, about which message."""

from typing import Any

from simulator.accounts import Account
from simulator.chats import Chat
from simulator.messages import Message
from simulator.world import World


class ControlError(Exception):
    """A request to the control plane that cannot be done, with the HTTP status for it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def find_account(world: World, person: object) -> Account:
    """This will find the person with that id; raises ControlError 404."""
    found = world.people.get(read_number(person))
    if found is None:
        raise ControlError(404, f"no person {person}")
    return Account(world, found)


def find_place(world: World, account: Account, number: object) -> Chat:
    """This will find the group with that id, or the private chat if there is no id; raises
    ControlError 404.
    """
    if not number:
        return account.room
    group = world.groups.get(read_number(number))
    if group is None:
        raise ControlError(404, f"no chat {number}")
    return group


def read_message(chat: Chat, body: dict[str, Any]) -> Message:
    """This will find the message that `body` names; raises ControlError 404."""
    message = chat.find(read_number(body.get("message")))
    if message is None:
        raise ControlError(404, f"no message {body.get('message')}")
    return message


def read_field(body: dict[str, Any], name: str) -> str:
    """This will give a text that must be there; raises ControlError 400."""
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
