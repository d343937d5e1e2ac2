"""Where a message goes and what goes with it, as every method that sends has it."""

from typing import Any

from simulator.chats import BotAccount, Chat
from simulator.errors import bad_request
from simulator.keyboards import read_markup
from simulator.messages import Message
from simulator.methods.access import (
    find_reply,
    read_chat,
    read_json,
    read_reply,
    read_thread,
    require_sending,
)
from simulator.parameters import Parameters
from simulator.world import World

PREVIEW = "link_preview_options"


class Envelope:
    """Read in the order of the real server: what a call says, then where it leads, then whether
    the bot may do it. Every step raises ApiError.
    """

    chat: Chat

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._reply = read_reply(parameters)
        self._markup = read_markup(parameters.text("reply_markup"))
        self._reply_to: Message | None = None
        self._thread_id: int | None = None

    def address(self, world: World, bot: BotAccount) -> Chat:
        """This will find the chat, the message replied to, and the topic."""
        self.chat = read_chat(world, bot, self._parameters)
        self._reply_to = find_reply(bot, self.chat, self._reply)
        self._thread_id = read_thread(self.chat, self._parameters, self._reply_to)
        return self.chat

    def check(self, bot: BotAccount, kind: str) -> None:
        """This will ask whether such a message with this keyboard may be sent there."""
        require_sending(self.chat, bot, kind, self._thread_id)
        self._markup.check(is_private=self.chat.type == "private")

    def fields(self, **extras: Any) -> dict[str, Any]:
        """This will give the fields of Message; `extras` are more that are echoed."""
        parameters = self._parameters
        if parameters.is_true("protect_content"):
            extras["has_protected_content"] = True
        return {
            "keyboard": self._markup.inline,
            "reply_keyboard": self._markup.other,
            "silent": parameters.is_true("disable_notification"),
            "reply_to": self._reply_to,
            "thread_id": self._thread_id,
            "extras": extras,
        }


def read_preview(parameters: Parameters) -> dict[str, Any]:
    """This will read `link_preview_options`, which messages echo."""
    given = parameters.text(PREVIEW)
    if not given:
        return {}
    options = read_json(given, "link preview options")
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return {PREVIEW: options} if options else {}
