"""Who there is: people, bots, and the chats between them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.hours import QuietHours
from simulator.messages import Message
from simulator.updates import UpdateQueue

ChatType = Literal["private"]


@dataclass(slots=True, eq=False)
class Person:
    """A human user. `user` is the Bot API object, made once because every message has it."""

    id: int
    first_name: str
    last_name: str
    username: str | None
    language_code: str | None
    note: dict[str, Any]
    deleted: bool = False
    offline: bool = False
    quiet: QuietHours | None = None
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """What the person did while offline, as the control plane was asked for it."""
    user: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.user = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                self.user[name] = getattr(self, name)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Answer:
    """What answerCallbackQuery showed to the person who pressed."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class Callback:
    """A press of a button. `asked_at` is Unix time; the bot has a short while to answer."""

    id: str
    person: Person
    message: Message
    data: str
    asked_at: float
    answer: Answer | None = None


@dataclass(slots=True, eq=False)
class Chat:
    """One chat as one bot sees it.

    `id` is what the Bot API calls it: the person's own id for a private chat. `known` says that
    the bot has seen the person anywhere, `started` that the person has written to it.
    """

    id: int
    type: ChatType
    person: Person
    known: bool = False
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    menu_button: dict[str, Any] | None = None
    action: str = ""
    object: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.object = {"id": self.id, "first_name": self.person.first_name, "type": self.type}
        if self.person.last_name:
            self.object["last_name"] = self.person.last_name
        if self.person.username:
            self.object["username"] = self.person.username

    @property
    def live(self) -> list[Message]:
        """The messages that are not deleted, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def find(self, message_id: int) -> Message | None:
        """This will find a message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


class BotAccount:
    """A bot: its token, what it told Telegram about itself, and what waits for it.

    `last_message_id` counts for all its private chats together, as Telegram's message box does,
    so a message id alone is never a key.
    """

    def __init__(
        self, bot_id: int, token: str, username: str, name: str, updates: UpdateQueue
    ) -> None:
        self.id = bot_id
        self.token = token
        self.username = username
        self.name = name
        self.updates = updates
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_button: dict[str, Any] = {"type": "commands"}
        self.last_message_id = 0
        self.last_callback = 0
        self.user: dict[str, Any] = {
            "id": bot_id,
            "is_bot": True,
            "first_name": name,
            "username": username,
        }

    def next_message_id(self) -> int:
        """This will give the id of the next message of any private chat."""
        self.last_message_id += 1
        return self.last_message_id

    def next_callback_id(self, person: Person) -> str:
        """This will give a 64-bit number, as text, that no other press has."""
        self.last_callback += 1
        return str((person.id << 28) + self.last_callback * 1_000_003 % (1 << 28))
