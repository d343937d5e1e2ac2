"""The routing tables, and what a handler receives: presses, commands, answers, screens.

A handler module registers its functions with the decorators of this module; `handlers/router.py`
dispatches by these tables, and tests enumerate them. Every route names the action it needs.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind, Priority, topic_of
from secretariat.permissions import Action
from secretariat.readers import Reader
from storage import Base, Card, Question, WorkingGroup
from storage.inserts import insert_once
from views.presses import Press, Pressed
from views.screen import Screen
from views.words import Words, words_of


@dataclass(frozen=True)
class Account:
    """The Telegram account that an update came from, as Telegram names it."""

    telegram_id: int
    name: str
    username: str | None
    language: str


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message. `kind` is "document", "photo", "voice", "sticker" …"""

    kind: str
    file_id: str = ""
    name: str = ""
    size: int = 0  # bytes
    #: Only for a question that takes a file: fetched before the transaction; None if it was not.
    content: bytes | None = None


@dataclass(frozen=True)
class Said:
    """What a tap is answered with; an alert must be dismissed, it says that nothing was done."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(kw_only=True)
class Arrived:
    """One update on its way through a handler, inside the transaction that marks it done.

    `now` is UTC. `reader` is None for an account that has not joined. `subject` is what a press is
    about, already checked to be of a group where the reader may do this; `group` is that group, or
    the one the reader looks at.
    """

    session: AsyncSession
    now: datetime
    update_id: int
    account: Account
    chat_id: int
    reader: Reader | None
    words: Words
    #: The bot's username, as links to it name it.
    bot_name: str
    group: WorkingGroup | None = None
    subject: Base | None = None
    #: Of a tap: the message it is on. Of a message: its own id.
    message_id: int | None = None
    is_tap: bool = False
    text: str = ""
    attachment: Attachment | None = None
    #: True when a message that was handled before has been edited.
    edited: bool = False
    said: Said = field(default_factory=Said)
    _sent: int = 0

    @property
    def me(self) -> Reader:
        """The reader; only for routes that need a right, which an unknown account never has."""
        assert self.reader is not None
        return self.reader

    @property
    def here(self) -> WorkingGroup:
        """The group; only for routes that need a right in one."""
        assert self.group is not None
        return self.group

    def toast(self, text: str) -> None:
        """Answer the tap with a line that goes away by itself (at most 200 characters)."""
        self.said = Said(text[:200])

    def alert(self, text: str) -> None:
        """Answer the tap with a box: only where the tap did not do what its label says."""
        self.said = Said(text[:200], alert=True)

    async def show(self, kind: Kind, **args: Any) -> None:
        """Show a screen in place of the message that was tapped; after typing, as a new message."""
        if not self.is_tap or self.message_id is None:
            await self.send(kind, **args)
            return
        here = {"chat_id": self.chat_id, "message_id": self.message_id}
        screen = {
            "kind": str(kind),
            "args": args,
            "topic": topic_of(args),
            "person_id": self.reader.person.id if self.reader else None,
            "stale_at": self.now,
            "priority": int(Priority.ANSWER),
        }
        # A tap may come before the message that it is on has been recorded.
        await insert_once(self.session, Card, [{**here, **screen, "pushed": False}])
        await self.session.execute(update(Card).filter_by(**here).values(**screen))

    async def send(self, kind: Kind, **args: Any) -> None:
        """Send a screen as a new message, before anything else that is waiting."""
        self._sent += 1
        await owe(
            self.session,
            self.now,
            [
                Owed(
                    key=f"answer:{self.update_id}:{self._sent}",
                    kind=kind,
                    person_id=self.reader.person.id if self.reader else None,
                    chat_id=self.chat_id,
                    args=args,
                    priority=Priority.ANSWER,
                )
            ],
        )

    async def ask(self, question: str, **args: Any) -> None:
        """Wait for this account's next text (or a reply to this card) as the answer to a question.

        A later question, a press or a command takes this one's place.
        """
        await self.session.execute(delete(Question).where(*self._asked()))
        self.session.add(
            Question(
                chat_id=self.chat_id,
                telegram_id=self.account.telegram_id,
                kind=question,
                asked_at=self.now,
                args=args,
                message_id=self.message_id if self.is_tap else None,
            )
        )

    async def take_question(self) -> Question | None:
        """Take back what was asked in this chat, if anything was, and give it."""
        question: Question | None = await self.session.scalar(
            select(Question).where(*self._asked())
        )
        if question is not None:
            await self.session.execute(delete(Question).where(*self._asked()))
            self.session.expunge(question)
        return question

    def _asked(self) -> tuple[Any, ...]:
        return (
            Question.chat_id == self.chat_id,
            Question.telegram_id == self.account.telegram_id,
        )


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a screen's renderer receives besides the screen's arguments.

    `reader` is None for an account that has not joined. The session only reads.
    """

    session: AsyncSession
    now: datetime
    reader: Reader | None
    words: Words
    #: The bot's username, as links to it name it.
    bot_name: str
    #: Being sent again without knowing whether it arrived before.
    repeat: bool = False

    @property
    def me(self) -> Reader:
        """The reader; only for screens of people who have joined."""
        assert self.reader is not None
        return self.reader

    @property
    def zone(self) -> ZoneInfo:
        """The reader's zone."""
        return self.reader.zone if self.reader else ZoneInfo("UTC")


PressHandler = Callable[[Arrived, Pressed], Awaitable[None]]
Handler = Callable[[Arrived], Awaitable[None]]
#: An answer to a question: the question's arguments are given by name.
AnswerHandler = Callable[..., Awaitable[None]]
#: Handles the edit of a message that was handled before, if it is of its topic; tells whether.
EditHandler = Callable[[Arrived], Awaitable[bool]]
#: Gives the screen, or None if it is no longer true or this reader is no longer entitled to it.
Renderer = Callable[..., Awaitable[Screen | None]]


Called = TypeVar("Called", bound=Callable[..., Awaitable[Any]])


@dataclass(frozen=True)
class Route(Generic[Called]):
    """A function and the action that is needed to reach it."""

    call: Called
    action: Action


PRESS_ROUTES: dict[str, Route[PressHandler]] = {}
COMMANDS: dict[str, Route[Handler]] = {}
QUESTIONS: dict[str, Route[AnswerHandler]] = {}
#: Questions whose answer may be a file to be read: its largest size in bytes.
FILE_QUESTIONS: dict[str, int] = {}
SCREENS: dict[Kind, Renderer] = {}
#: Asked in turn whether an edited message is theirs; the first that says True has handled it.
EDITS: list[EditHandler] = []


def on_press(press: Press, action: Action) -> Callable[[PressHandler], PressHandler]:
    """Register the function for a kind of button."""

    def register(call: PressHandler) -> PressHandler:
        assert press.verb not in PRESS_ROUTES, press.verb
        PRESS_ROUTES[press.verb] = Route(call, action)
        return call

    return register


def on_command(name: str, action: Action) -> Callable[[Handler], Handler]:
    """Register the function for a typed command, named without its slash."""

    def register(call: Handler) -> Handler:
        assert name not in COMMANDS, name
        COMMANDS[name] = Route(call, action)
        return call

    return register


def on_answer(
    question: str, action: Action, *, file_up_to: int = 0
) -> Callable[[AnswerHandler], AnswerHandler]:
    """Register the function for the answer to a question (see Arrived.ask).

    With `file_up_to` (bytes) a file that comes is fetched: `arrived.attachment.content`.
    """

    def register(call: AnswerHandler) -> AnswerHandler:
        assert question not in QUESTIONS, question
        QUESTIONS[question] = Route(call, action)
        if file_up_to:
            FILE_QUESTIONS[question] = file_up_to
        return call

    return register


def on_edit(call: EditHandler) -> EditHandler:
    """Register a function for edits of messages; it checks the right itself."""
    EDITS.append(call)
    return call


def screen(*kinds: Kind) -> Callable[[Renderer], Renderer]:
    """Register the renderer of one or several kinds of message."""

    def register(call: Renderer) -> Renderer:
        for kind in kinds:
            assert kind not in SCREENS, kind
            SCREENS[kind] = call
        return call

    return register


async def render(look: Look, kind: Kind, args: dict[str, Any]) -> Screen | None:
    """Give a message as it is to be shown now; None if it is no longer true."""
    return await SCREENS[kind](look, **{k: v for k, v in args.items() if k not in OVERRULES})


#: Arguments of a message that are for its delivery, not for its screen.
OVERRULES = frozenset({"sound", "rings", "language"})


def words_for(reader: Reader | None, fallback: str) -> Words:
    """Give the words of a reader's language, or of a stranger's app."""
    return words_of(reader.language if reader else fallback)
