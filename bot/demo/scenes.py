"""The scenes: what the page can open with, each reached by what people really do.

Nothing is put into the database: from the first morning on, people write and tap, and the clock
moves. So a scene cannot show what the product does not do.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import MovableClock
from bot.demo.script import Script
from bot.demo.tour import MEMBER, NOTICE, OBSERVER, PASSES, SECRETARY, SILENT
from bot.process import Bot
from simulator import Telegram
from simulator.accounts import Account

INVITED = "Rida Aslam"
STRANGER = "Eve Stranger"
COLLEAGUE = "Kashif Mir"


@dataclass(frozen=True)
class Stage:
    """The sample group with the real bot behind it, and the people as actors."""

    telegram: Telegram
    bot: Bot
    clock: MovableClock
    script: Script

    def person(self, name: str) -> Account:
        """Give the account of somebody with that name; LookupError if there is none."""
        for person in self.telegram.people.values():
            if person.name == name:
                return self.telegram.account(person.id)
        raise LookupError(name)

    async def wait(self, **span: float) -> None:
        """Let time pass, and all that becomes due in it; others answer what they are asked."""
        await self.bot.advance(self.clock.now() + timedelta(**span))
        await self.script.answered()
        await self.bot.until_quiet()


@dataclass(frozen=True)
class Scene:
    """A prepared moment: its name in the address, what is seen, and whose phones show it."""

    name: str
    title: str
    words: str
    prepare: Callable[[Stage], Awaitable[None]]
    show: tuple[str, ...] = (SECRETARY,)


async def _draft(stage: Stage) -> None:
    nadia = stage.person(SECRETARY)
    await nadia.says("/new")
    await nadia.taps("Paste one message")
    await nadia.says(NOTICE)


async def _published(stage: Stage) -> None:
    await _draft(stage)
    await stage.person(SECRETARY).taps("Publish to")
    await stage.wait(minutes=1)


async def _board(stage: Stage) -> None:
    await _published(stage)
    await stage.person(MEMBER).taps("In person")
    nadia = stage.person(SECRETARY)
    await nadia.says("/menu")
    await nadia.taps("RSVP board")


async def _reminded(stage: Stage) -> None:
    await _published(stage)
    await stage.person(MEMBER).taps("In person")
    await stage.person(OBSERVER).taps("Video link")
    await stage.wait(days=2, hours=5)


async def _nudged(stage: Stage) -> None:
    await _reminded(stage)
    await stage.wait(days=1)


async def _postponed(stage: Stage) -> None:
    await _published(stage)
    await stage.person(MEMBER).taps("In person")
    nadia = stage.person(SECRETARY)
    await nadia.taps("Change, postpone")
    await nadia.taps("Postpone")
    await nadia.says("22 April")
    await nadia.taps("Postpone, tell")
    await stage.wait(minutes=1)


async def _notice(stage: Stage) -> None:
    nadia = stage.person(SECRETARY)
    await nadia.says("/send")
    await nadia.says(PASSES)
    await nadia.taps("Next: preview")
    await nadia.taps("Ask to acknowledge")
    await nadia.taps("Send to")
    await stage.wait(minutes=1)
    await stage.person(SILENT).taps("Acknowledged")


async def _overdue(stage: Stage) -> None:
    await stage.wait(days=1)
    await stage.person(MEMBER).says("/menu")
    await stage.person(MEMBER).taps("My action items")
    nadia = stage.person(SECRETARY)
    await nadia.says("/menu")
    await nadia.taps("Action items")


async def _invited(stage: Stage) -> None:
    nadia = stage.person(SECRETARY)
    await nadia.says("/menu")
    await nadia.taps("Members")
    await nadia.taps("Next")
    await nadia.taps(INVITED)
    await nadia.taps("Invitation")
    account = stage.telegram.add_person(INVITED, note={"zone": "Asia/Karachi", "role": "invited"})
    await account.opens(_link(nadia))
    await account.taps("Yes, join")


def _link(secretary: Account) -> str:
    """Give the invitation's address from the words of the secretary's newest message."""
    words = [*secretary.reads().split(), *_hidden_in_buttons(secretary)]
    return next(word for word in words if word.startswith("https://t.me/"))


def _hidden_in_buttons(account: Account) -> list[str]:
    rows = account.inbox[-1].buttons
    values = [button.copy or button.url or "" for row in rows for button in row]
    return [word for value in values for word in value.split()]


async def _stranger(stage: Stage) -> None:
    await _published(stage)
    eve = stage.person(STRANGER)
    await eve.starts()
    await eve.says("Which meetings are there?")


async def _two_editors(stage: Stage) -> None:
    for name in (SECRETARY, COLLEAGUE):
        editor = stage.person(name)
        await editor.says("/new")
        await editor.taps("Continue the draft")


SCENES = (
    Scene("publish", "A pasted notice", "Read, completed and shown before it is sent.", _draft),
    Scene(
        "rsvp",
        "A member's reply",
        "The meeting is announced; Farhan has not replied yet.",
        _published,
        (MEMBER,),
    ),
    Scene("board", "The reply board", "Who comes, how, and whether there is a quorum.", _board),
    Scene(
        "reminders",
        "Reminders that differ",
        "A week before: each phone shows what its owner needs.",
        _reminded,
        (MEMBER,),
    ),
    Scene(
        "nudge",
        "A nudge",
        "Only those who have not replied are asked again.",
        _nudged,
        (SILENT,),
    ),
    Scene(
        "postpone",
        "A new date",
        "Replies are asked again; the old card refuses politely.",
        _postponed,
        (MEMBER,),
    ),
    Scene(
        "notice",
        "A notice to acknowledge",
        "Adeel has acknowledged it; Farhan has not.",
        _notice,
        (MEMBER,),
    ),
    Scene(
        "overdue",
        "Overdue action items",
        "What the desk sees, and what their owner sees.",
        _overdue,
    ),
    Scene(
        "join",
        "A new member",
        "Rida opened her invitation; the secretariat confirms that it is her.",
        _invited,
        (SECRETARY, INVITED),
    ),
    Scene(
        "stranger",
        "A stranger",
        "Somebody who is on no list writes, and learns nothing.",
        _stranger,
        (STRANGER,),
    ),
    Scene(
        "two-editors",
        "Two editors",
        "Both secretaries have the same draft open; what one changes, the other sees.",
        _two_editors,
        (SECRETARY, COLLEAGUE),
    ),
)


async def prepare(stage: Stage, scene: Scene) -> list[int]:
    """Play a scene on a stage as it is at the first morning, and give whose phones show it."""
    await scene.prepare(stage)
    return [stage.person(name).id for name in scene.show]
