"""Who there is: people, bots, and the chats between them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.hours import QuietHours
from simulator.messages import Message
from simulator.polls import Poll
from simulator.updates import UpdateQueue

ChatType = Literal["private", "group", "supergroup", "channel"]


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
    """A press of a button in `chat`.

    `asked_at` is Unix time; the bot has a short while to answer.
    """

    id: str
    person: Person
    chat: "Chat"
    message: Message
    data: str
    asked_at: float
    answer: Answer | None = None


@dataclass(slots=True, eq=False)
class InlineQuery:
    """What someone typed after the bot's name. `asked_at` is Unix time."""

    id: str
    person: Person
    text: str
    asked_at: float
    results: list[dict[str, Any]] | None = None


class Chat:
    """A place where messages are. `id` is what the Bot API calls it, `object` its Chat."""

    def __init__(self, chat_id: int, chat_type: ChatType, described: dict[str, Any]) -> None:
        self.id = chat_id
        self.type: ChatType = chat_type
        self.object = described
        self.messages: dict[int, Message] = {}
        self.pinned: list[int] = []
        self.action = ""

    @property
    def live(self) -> list[Message]:
        """The messages that are not deleted, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def find(self, message_id: int) -> Message | None:
        """This will find a message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def find_for(self, bot: "BotAccount", message_id: int) -> Message | None:
        """This will find a message by the number that a bot knows it by."""
        return self.find(message_id)


class PrivateChat(Chat):
    """The chat of a person with one bot; its id is the person's own.

    `known` says that the bot has seen the person anywhere, `started` that the person has written
    to it.
    """

    def __init__(self, person: Person) -> None:
        described: dict[str, Any] = {
            "id": person.id,
            "first_name": person.first_name,
            "type": "private",
        }
        if person.last_name:
            described["last_name"] = person.last_name
        if person.username:
            described["username"] = person.username
        super().__init__(person.id, "private", described)
        self.person = person
        self.known = False
        self.started = False
        self.blocked = False
        self.answers: list[Answer] = []
        self.menu_button: dict[str, Any] | None = None


class BotAccount:
    """A bot: its token, what it told Telegram about itself, and what waits for it.

    `last_message_id` counts for all its private chats and basic groups together, as Telegram's
    message box does, so a message id alone is never a key. `hears_all` is privacy mode switched
    off, `is_inline` inline mode switched on, as with BotFather.
    """

    def __init__(
        self, bot_id: int, token: str, username: str, name: str, updates: UpdateQueue
    ) -> None:
        self.id = bot_id
        self.token = token
        self.username = username
        self.name = name
        self.updates = updates
        self.hears_all = False
        self.is_inline = False
        self.opened_at: float | None = None
        """Unix time of its first call."""
        self.is_closed = False
        self.is_logged_out = False
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.polls: dict[str, Poll] = {}
        self.names: dict[str, str] = {}
        self.default_rights: dict[str, dict[str, bool]] = {}
        """What it asks for when it is made an administrator: of "group" and of "channel"."""
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_button: dict[str, Any] = {"type": "commands"}
        self.last_message_id = 0
        self.last_callback = 0
        self.last_album = 0
        self.user: dict[str, Any] = {
            "id": bot_id,
            "is_bot": True,
            "first_name": name,
            "username": username,
        }

    def next_message_id(self) -> int:
        """This will give the id of the next message of any private chat or basic group."""
        self.last_message_id += 1
        return self.last_message_id

    def next_album_id(self) -> str:
        """This will give an id that no other album has."""
        self.last_album += 1
        return str((self.id << 20) + self.last_album)

    def private_chat(self, person_id: int) -> PrivateChat | None:
        """This will give the chat with a person, if there is one."""
        chat = self.chats.get(person_id)
        return chat if isinstance(chat, PrivateChat) else None

    def next_callback_id(self, person: Person) -> str:
        """This will give a 64-bit number, as text, that no other press has."""
        self.last_callback += 1
        return str((person.id << 28) + self.last_callback * 1_000_003 % (1 << 28))
