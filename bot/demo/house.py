"""The demo's house: local Telegram, page, bot, sample group, and what the page may ask for."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import MovableClock
from bot.demo.group_chat import found_group_chat
from bot.demo.offices import EXPERT_WORKING_GROUP, Place, seat_group
from bot.demo.quiet import flip_quiet_hours, in_quiet_hours
from bot.demo.sample import START, put_drafts, put_history
from bot.demo.scenes import SCENES, Stage, prepare
from bot.demo.script import Script
from bot.demo.telling import describe
from bot.demo.tour import tour
from bot.process import Bot
from secretariat import setup
from secretariat.dates import MomentReading, read_moment
from simulator import Server, Telegram
from simulator.errors import ActRefused
from storage import Category, Database, QuorumRule, schema

BOT_NAME = "ewg_desk_bot"
TOKEN = "100001:DEMO-token-of-the-local-Telegram"
#: Whose telephones the page shows first.
PANES = ("Nadia Saleem", "Farhan Javed", "Maria Memon", "Daniel Moreau", "Adeel Niazi")

Host = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class DemoHouse:
    """The whole product on this machine.

    `empty` begins without the sample group; `pace` is how slowly the others answer (0: at once).
    """

    def __init__(self, *, empty: bool = False, pace: float = 1.0) -> None:
        """Prepare; nothing listens yet."""
        self._empty = empty
        self._pace = pace
        self.clock = MovableClock(START, runs=True)
        # Everything but the clock on the wall is real: the bot polls this server over HTTP.
        self.telegram = Telegram(clock=lambda: self.clock.now())
        self.telegram.add_bot(BOT_NAME, name="EWG Secretariat", token=TOKEN)
        self._hosts: dict[str, Host] = {
            "advance": self.advance,
            "next_event": self.next_event,
            "describe": self.describe,
            "restart": self.restart,
            "tap_twice": self.tap_twice,
            "quiet": self.quiet,
            "reset": self.reset,
            "start_empty": self.start_empty,
        }
        #: What can only be asked while there is a group.
        self._hosts_of_group: dict[str, Host] = {
            "story": self.story,
            "scene": self.scene,
            "two_editors": self.two_editors,
        }
        self.server = Server(self.telegram, hosts=self._hosts)
        self.setup_code: str | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="secretariat-demo-"))
        self._script: Script | None = None
        self._database: Database | None = None
        self._bot: Bot | None = None
        # One request of the page at a time: none may meet a bot or a database that is just going.
        self._turn = asyncio.Lock()

    @property
    def bot(self) -> Bot:
        """The running bot."""
        assert self._bot is not None
        return self._bot

    @property
    def database(self) -> Database:
        """Its database."""
        assert self._database is not None
        return self._database

    @property
    def script(self) -> Script:
        """Those who answer by themselves."""
        assert self._script is not None
        return self._script

    async def open(self, port: int) -> None:
        """Make the sample group and begin to serve; raises OSError if the port is taken."""
        await self.server.start(port=port)
        await self._furnish()

    async def close(self) -> None:
        """Stop everything and leave nothing behind."""
        async with self._turn:
            await self._clear()
        await self.server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _furnish(self) -> None:
        self.setup_code = None
        for name, host in self._hosts_of_group.items():
            self._hosts.pop(name, None)
            if not self._empty:
                self._hosts[name] = host
        self._database = Database(f"sqlite:///{self._folder / 'demo.sqlite'}")
        await schema.upgrade(self._database)
        places = sorted(
            (place for place in EXPERT_WORKING_GROUP if place.joined),
            key=lambda place: (*PANES, place.person).index(place.person),
        )
        accounts = {place.person: self._telephone(place) for place in places}
        self.telegram.add_person("Eve Stranger", note={"role": "stranger", "zone": "Asia/Karachi"})
        async with self._database.writing() as session:
            if self._empty:
                self.setup_code = await setup.issue_code(session, self.clock.now())
            else:
                group = await seat_group(
                    session,
                    "Expert Working Group",
                    EXPERT_WORKING_GROUP,
                    {name: account.id for name, account in accounts.items()},
                    name_urdu="ماہرین کا ورکنگ گروپ",
                    quorum_rule=QuorumRule.NUMBER,
                    quorum_number=7,
                    with_menus=True,
                    dial_in="+92 51 000 0000, code 1234",
                )
                await put_history(session, group)
                await put_drafts(session, group)
        await self._start_bot()
        if not self._empty:
            for account in accounts.values():
                await account.starts()
            await found_group_chat(self.telegram, accounts)
        self._script = Script(self.telegram, self._pace)

    def _telephone(self, place: Place) -> Any:
        role = {
            Category.MEMBER: "chair" if place.is_chair else "member",
            Category.OBSERVER: "observer",
            Category.GUEST: "guest",
            Category.SECRETARIAT: "secretariat",
        }[place.category]
        note = {
            "role": role,
            "office": place.short,
            "zone": place.person_given.get("zone", "Asia/Karachi"),
            "language": place.person_given.get("language", "en"),
            "pane": place.person in PANES,
        }
        return self.telegram.add_person(
            place.person, language_code=place.person_given.get("language", "en"), note=note
        )

    async def _start_bot(self) -> None:
        self._bot = Bot(
            token=TOKEN, api_url=self.server.url, database=self.database, clock=self.clock
        )
        await self._bot.start()

    async def _clear(self) -> None:
        if self._script is not None:
            await self._script.stop()
            self._script = None
        if self._bot is not None:
            await self._bot.stop()
            self._bot = None
        if self._database is not None:
            await self._database.close()
            self._database = None
        for file in self._folder.iterdir():
            file.unlink()

    async def advance(self, body: dict[str, Any]) -> dict[str, Any]:
        """Move the clock by {"hours"}, {"days"} or {"to": ISO time}, doing what becomes due.

        {"typed": "15 April, 14:00", "zone"} moves it to what somebody wrote.
        """
        if "typed" in body:
            moment = self._read(str(body["typed"]), ZoneInfo(str(body["zone"])))
        elif "to" in body:
            moment = datetime.fromisoformat(str(body["to"]))
        else:
            span = {name: float(body[name]) for name in ("hours", "days") if name in body}
            moment = self.clock.now() + timedelta(**span)
        async with self._turn:
            await self.bot.advance(moment)
        return {}

    def _read(self, text: str, zone: ZoneInfo) -> datetime:
        now = self.clock.now()
        found = read_moment(text, now=now, zone=zone)
        if not isinstance(found, MomentReading):
            raise ValueError(f"“{text}” was not understood. Write for example 15 April, 14:00")
        if found.moment.utc < now:
            raise ValueError("The clock goes forward only; Start over takes it back")
        return found.moment.utc

    async def next_event(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Move the clock to the next moment at which something is due, and do it."""
        async with self._turn:
            await self.bot.until_quiet()
            told = await self._describe()
            if not told["next"]:
                return {"what": "Nothing is due"}
            first = told["next"][0]
            await self.bot.advance(datetime.fromisoformat(first["at"]))
        return {"what": first["what"]}

    async def describe(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Tell what is due, what just happened, and which rows were touched."""
        async with self._turn:
            return await self._describe() if self._database is not None else {}

    async def _describe(self) -> dict[str, Any]:
        now = self.clock.now()
        told = await describe(self.database, self.telegram, now)
        if self.setup_code is not None:
            text = f"The setup code for the first secretary is {self.setup_code}"
            told["log"].insert(0, {"at": START.isoformat(), "text": text})
        return {**told, "quiet": await in_quiet_hours(self.database, now)}

    async def story(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Give the steps of the tour, and the names and titles of the scenes."""
        scenes = [
            {"name": scene.name, "title": scene.title, "words": scene.words} for scene in SCENES
        ]
        return {"tour": tour(), "scenes": scenes}

    async def scene(self, body: dict[str, Any]) -> dict[str, Any]:
        """Start over and play the scene of that {"name"}; "show" has whose phones show it."""
        found = [scene for scene in SCENES if scene.name == body.get("name")]
        if not found:
            raise LookupError(f"There is no scene {body.get('name')}")
        async with self._turn:
            await self._begin_again()
            async with self._acting() as stage:
                show = await prepare(stage, found[0])
        self.server.publish({"type": "host", "reload": True})
        return {"show": show}

    async def two_editors(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Have both secretaries open the draft of a meeting."""
        [scene] = [scene for scene in SCENES if scene.name == "two-editors"]
        async with self._turn, self._acting() as stage:
            try:
                show = await prepare(stage, scene)
            except ActRefused:
                raise LookupError("No meeting is in draft now: begin one first") from None
        return {"show": show, "what": scene.words}

    async def quiet(self, body: dict[str, Any]) -> dict[str, Any]:
        """Turn the quiet hours of a {"person"} on from now, or off, in their own settings."""
        async with self._turn, self._acting():
            account = self.telegram.account(int(body["person"]))
            await flip_quiet_hours(self.database, account, self.clock.now())
        return {}

    @asynccontextmanager
    async def _acting(self) -> AsyncIterator[Stage]:
        """Let people act for the page, each act after the bot is done with the one before."""
        before, self.telegram.settle = self.telegram.settle, self._settle
        self.script.pace = 0
        try:
            yield Stage(self.telegram, self.bot, self.clock, self.script)
        finally:
            self.telegram.settle = before
            self.script.pace = self._pace

    async def _settle(self) -> None:
        await self.telegram.drained(self.telegram.bot)
        await self.bot.until_quiet()

    async def restart(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Stop the bot and start another on the same database: nothing is lost."""
        async with self._turn:
            await self.bot.stop()
            await self._start_bot()
        return {}

    async def tap_twice(self, body: dict[str, Any]) -> dict[str, Any]:
        """Send a person's tap once more, whatever has become of its message since."""
        account = self.telegram.account(int(body["person"]))
        chat = self.telegram.groups[int(body["chat"])] if body.get("chat") else account.room
        message = chat.messages[int(body["message"])]
        await account.taps_data(str(body["data"]), on=message)
        return {}

    async def reset(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Start over, at the first morning of the sample group."""
        await self._start_over(empty=False)
        return {}

    async def start_empty(self, _body: dict[str, Any]) -> dict[str, Any]:
        """Start over without the sample group; "what" has the code for the first secretary."""
        await self._start_over(empty=True)
        return {"what": f"Setup code: {self.setup_code}"}

    async def _start_over(self, *, empty: bool) -> None:
        async with self._turn:
            self._empty = empty
            await self._begin_again()
        self.server.publish({"type": "host", "reload": True})

    async def _begin_again(self) -> None:
        await self._clear()
        self.telegram.forget()
        self.clock = MovableClock(START, runs=True)
        await self._furnish()
