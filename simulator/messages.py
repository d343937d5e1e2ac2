"""Messages, and what a person sees of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from simulator.files import StoredFile
from simulator.polls import Poll
from simulator.text import to_html

Entity = dict[str, Any]
Keyboard = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button as a person sees it: what it says and the one thing it does.

    Exactly one of `data`, `url` and `copy` is set; none for kinds the local Telegram only shows.
    """

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str = ""

    @property
    def kind(self) -> Literal["callback", "url", "copy", "other"]:
        """What a press does."""
        if self.data is not None:
            return "callback"
        if self.url is not None:
            return "url"
        return "copy" if self.copy is not None else "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A file in a message, as a person saves it."""

    file_name: str
    content: bytes
    mime: str


@dataclass(slots=True, eq=False)
class Message:
    """A message of one chat.

    `text` and `entities` are the caption if there is a file. Entities are Bot API objects with
    UTF-16 offsets. `sent_at` and `edited_at` are Unix seconds. `attachment` is what a file, voice,
    contact or service message adds to the Bot API object. `author` is the Bot API User who sent
    it, None for a post of a channel; `sender_chat` the Chat in whose name it was sent.
    """

    id: int
    chat_id: int
    from_bot: bool
    sent_at: int
    text: str
    entities: list[Entity] = field(default_factory=list)
    kind: str = "text"
    file: StoredFile | None = None
    attachment: dict[str, Any] = field(default_factory=dict)
    reply_to: "Message | None" = None
    keyboard: Keyboard | None = None
    reply_keyboard: dict[str, Any] | None = None
    """Any other reply_markup: a reply keyboard, its removal, a forced reply."""
    extras: dict[str, Any] = field(default_factory=dict)
    """Fields that are echoed, such as link_preview_options and has_protected_content."""
    silent: bool = False
    edited_at: int | None = None
    deleted: bool = False
    sender: int = 0
    """The id of who really sent it, even where that is not shown."""
    author: dict[str, Any] | None = None
    sender_chat: dict[str, Any] | None = None
    thread_id: int | None = None
    """The topic of a forum, or the message a thread of replies began with."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Its ids in the message boxes of other bots, by their ids: basic groups only."""
    pins: "Message | None" = None
    """What a service message says was pinned."""
    poll: Poll | None = None
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    """ReactionTypes by the id of who reacted."""

    def number_for(self, bot_id: int) -> int:
        """This will give the id by which a bot knows the message."""
        return self.numbers.get(bot_id, self.id)

    def is_of(self, bot_id: int) -> bool:
        """This will say whether that bot sent it."""
        return self.from_bot and self.sender == bot_id

    @property
    def date(self) -> datetime:
        """When it was sent, in UTC."""
        return datetime.fromtimestamp(self.sent_at, UTC)

    @property
    def edited(self) -> bool:
        """Whether it has been changed since it was sent."""
        return self.edited_at is not None

    @property
    def html(self) -> str:
        """The text with its formatting as HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of inline buttons."""
        return [[_button(button) for button in row] for row in self.keyboard or []]

    @property
    def labels(self) -> list[str]:
        """What the inline buttons say, in reading order."""
        return [button["text"] for row in self.keyboard or [] for button in row]

    @property
    def document(self) -> Document | None:
        """The file it carries."""
        if self.file is None:
            return None
        return Document(self.file.file_name, self.file.content, self.file.mime)


def _button(button: dict[str, Any]) -> Button:
    copied = button.get("copy_text")
    return Button(
        button["text"],
        data=button.get("callback_data"),
        url=button.get("url"),
        copy=copied["text"] if copied else None,
        style=button.get("style", ""),
    )
