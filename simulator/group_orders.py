"""Acts of people with groups that are ordered over the control plane, as JSON.

`chat` is the group's id, `member` the id of another person or of a bot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator import acts, gatherings, opinions
from simulator.accounts import Account
from simulator.chats import BotAccount, Chat, ChatType, Person
from simulator.groups import Group, Topic
from simulator.messages import Message
from simulator.order_fields import ControlError, find_place, read_field, read_message, read_number
from simulator.world import World

_TYPES: dict[str, ChatType] = {
    "group": "group",
    "supergroup": "supergroup",
    "channel": "channel",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What `person` is to do, and what the request says about it."""

    world: World
    person: Person
    bot: BotAccount
    body: dict[str, Any]

    @property
    def chat(self) -> Chat:
        """The group, or the private chat if none is named."""
        account = Account(self.world, self.person, self.bot)
        return find_place(self.world, account, self.body.get("chat"))

    @property
    def group(self) -> Group:
        """The group; raises ControlError if none is named."""
        chat = self.chat
        if not isinstance(chat, Group):
            raise ControlError(400, "chat is missing")
        return chat

    @property
    def member(self) -> Person | BotAccount:
        """The other person, or the bot; raises ControlError 404."""
        return _account(self.world, self.body.get("member"))

    @property
    def message(self) -> Message:
        """The message; raises ControlError 404."""
        return read_message(self.chat, self.body)

    @property
    def topic(self) -> Topic:
        """The topic; raises ControlError 404."""
        topic = self.group.topics.get(read_number(self.body.get("topic")))
        if topic is None:
            raise ControlError(404, f"no topic {self.body.get('topic')}")
        return topic

    def flags(self, name: str) -> dict[str, bool]:
        """This will read an object of rights or permissions."""
        given = self.body.get(name) or {}
        if not isinstance(given, dict):
            raise ControlError(400, f"{name} is not an object")
        return {str(key): bool(value) for key, value in given.items()}


def _account(world: World, number: object) -> Person | BotAccount:
    found = read_number(number)
    for bot in world.bots.values():
        if bot.id == found:
            return bot
    if found not in world.people:
        raise ControlError(404, f"no member {number}")
    return world.people[found]


def _create_group(order: Order) -> dict[str, Any]:
    chat_type = _TYPES.get(str(order.body.get("type") or "supergroup"))
    if chat_type is None:
        raise ControlError(400, f"unknown type: {order.body.get('type')}")
    members = [_account(order.world, number) for number in order.body.get("members") or []]
    group = gatherings.create(
        order.world,
        order.person,
        read_field(order.body, "title"),
        chat_type,
        members,
        is_forum=chat_type == "supergroup" and bool(order.body.get("is_forum")),
        username=str(order.body.get("username") or ""),
    )
    return {"chat": group.id}


def _join(order: Order) -> dict[str, Any]:
    link = str(order.body.get("link") or "")
    return {"joined": gatherings.join(order.world, order.group, order.person, link)}


def _leave(order: Order) -> dict[str, Any]:
    gatherings.leave(order.world, order.group, order.person)
    return {}


def _add(order: Order) -> dict[str, Any]:
    gatherings.add(order.world, order.group, order.person, order.member)
    return {}


def _add_bot(order: Order) -> dict[str, Any]:
    payload = str(order.body.get("startgroup") or "")
    if payload:
        acts.check_payload(payload)
    gatherings.add(order.world, order.group, order.person, order.bot)
    if not payload:
        return {}
    text = f"/start@{order.bot.username} {payload}"
    message = acts.say(order.world, order.bot, order.group, text, by=order.person)
    return {"message": message.id}


def _kick(order: Order) -> dict[str, Any]:
    gatherings.remove(order.world, order.group, order.person, order.member)
    return {}


def _unban(order: Order) -> dict[str, Any]:
    gatherings.unban(order.world, order.group, order.person, order.member)
    return {}


def _promote(order: Order) -> dict[str, Any]:
    gatherings.promote(
        order.world,
        order.group,
        order.person,
        order.member,
        order.flags("rights"),
        is_anonymous=bool(order.body.get("is_anonymous")),
    )
    return {}


def _demote(order: Order) -> dict[str, Any]:
    gatherings.demote(order.world, order.group, order.person, order.member)
    return {}


def _restrict(order: Order) -> dict[str, Any]:
    permissions = order.flags("permissions")
    gatherings.restrict(order.world, order.group, order.person, order.member, permissions)
    return {}


def _permit(order: Order) -> dict[str, Any]:
    gatherings.permit(order.group, order.person, order.flags("permissions"))
    return {}


def _migrate(order: Order) -> dict[str, Any]:
    return {"chat": gatherings.migrate(order.world, order.group, order.person).id}


def _rename(order: Order) -> dict[str, Any]:
    gatherings.rename(order.world, order.group, order.person, read_field(order.body, "title"))
    return {}


def _delete_group(order: Order) -> dict[str, Any]:
    gatherings.delete(order.world, order.group, order.person)
    return {}


def _create_topic(order: Order) -> dict[str, Any]:
    name = read_field(order.body, "name")
    return {"topic": gatherings.create_topic(order.world, order.group, order.person, name).id}


def _close_topic(order: Order) -> dict[str, Any]:
    is_closed = order.body["act"] == "close_topic"
    gatherings.close_topic(order.world, order.group, order.person, order.topic, is_closed=is_closed)
    return {}


def _pin(order: Order) -> dict[str, Any]:
    gatherings.pin(order.world, order.group, order.person, order.message)
    return {}


def _vote(order: Order) -> dict[str, Any]:
    answers = [str(answer) for answer in order.body.get("answers") or []]
    opinions.vote(order.world, order.person, order.message, answers)
    return {}


def _react(order: Order) -> dict[str, Any]:
    emoji = str(order.body.get("emoji") or "")
    opinions.react(order.world, order.person, order.chat, order.message, emoji)
    return {}


GROUP_ACTS: dict[str, Callable[[Order], dict[str, Any]]] = {
    "create_group": _create_group,
    "join": _join,
    "leave": _leave,
    "add": _add,
    "add_bot": _add_bot,
    "kick": _kick,
    "unban": _unban,
    "promote": _promote,
    "demote": _demote,
    "restrict": _restrict,
    "permit": _permit,
    "migrate": _migrate,
    "rename": _rename,
    "delete_group": _delete_group,
    "create_topic": _create_topic,
    "close_topic": _close_topic,
    "reopen_topic": _close_topic,
    "pin": _pin,
    "vote": _vote,
    "react": _react,
}
"""What the act is called in the request, and what does it; gives what came of it."""
