"""`kill -9` in mid-broadcast and in mid-reply, judged by the local Telegram's own record."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.demo.offices import Place, seat_group
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind, Priority
from simulator import Server, Telegram
from simulator.accounts import Account
from simulator.messages import Message
from storage import (
    Arrival,
    ArrivalState,
    Category,
    Database,
    Delivery,
    DeliveryState,
    Event,
    Meeting,
    MeetingStatus,
    Mode,
    Reply,
    schema,
)

pytestmark = [pytest.mark.crash, pytest.mark.timeout(280)]

TOKEN = "100:CRASH"
KILLS = 20
MEMBERS = 24
REPEAT = "(repeat: you may already have this)"
ROOT = Path(__file__).parent.parent


class Office:
    """A secretariat whose bot is a process of its own, to be killed."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.telegram = Telegram()
        self.telegram.add_bot("ewg_desk_bot", name="EWG", token=TOKEN)
        self.server = Server(self.telegram)
        self.database = Database(database_url)
        self.folder = folder
        self.members: list[Account] = []
        self.ids: dict[str, int] = {}
        self.seats: dict[str, int] = {}
        self.meeting = 0
        self._url = database_url
        self._child: asyncio.subprocess.Process | None = None

    async def furnish(self) -> None:
        """Make a group of many members, with a meeting that everyone may reply to."""
        await schema.upgrade(self.database)
        await self.server.start(port=0)
        names = [f"Member {number:02}" for number in range(MEMBERS)]
        places = [Place(f"Office {name}", f"Office {name}", name) for name in names]
        places.append(Place("Secretariat", "Secretariat", "Nadia Saleem", Category.SECRETARIAT))
        accounts = {place.person: self.telegram.add_person(place.person) for place in places}
        for account in accounts.values():
            account.room.known = account.room.started = True
        self.members = [accounts[name] for name in names]
        async with self.database.writing() as session:
            group = await seat_group(
                session, "Many", places, {name: one.id for name, one in accounts.items()}
            )
            self.ids, self.seats = group.people, group.seats
            now = datetime.now(UTC)
            meeting = Meeting(
                working_group_id=group.id,
                created_by=group.people["Nadia Saleem"],
                created_at=now,
                zone="Asia/Karachi",
                title="A meeting",
                starts_at=now + timedelta(days=9),
                ends_at=now + timedelta(days=9, hours=2),
                reply_by=now + timedelta(days=5),
                venue="Room 1",
                link="https://meet.example.org/1",
                number=1,
                status=MeetingStatus.PUBLISHED,
                published_at=now,
            )
            session.add(meeting)
            await session.flush()
            self.meeting = meeting.id
            await owe(
                session,
                now,
                [
                    Owed(
                        key=f"invitation:{meeting.id}:1:{person_id}",
                        kind=Kind.INVITATION,
                        person_id=person_id,
                        args={"meeting": meeting.id},
                        priority=Priority.ANSWER,
                    )
                    for name, person_id in group.people.items()
                    if name in names
                ],
            )
        config = (
            f'[telegram]\ntoken = "{TOKEN}"\napi_url = "{self.server.url}"\n'
            f'[database]\nurl = "{self._url}"\n[log]\nlevel = "warning"\n'
        )
        (self.folder / "config.toml").write_text(config)

    async def start(self) -> None:
        """Start the bot and wait until it asks for updates."""
        polls = len(self.telegram.calls_of("getUpdates"))
        self._child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            "--config",
            str(self.folder / "config.toml"),
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        queue = self.telegram.bot.updates
        await until(lambda: queue.is_held or len(self.telegram.calls_of("getUpdates")) > polls)

    async def kill(self) -> None:
        """End the bot as a power cut would."""
        assert self._child is not None
        self._child.send_signal(signal.SIGKILL)
        await self._child.wait()

    async def stop(self) -> int:
        """Ask the bot to stop; give its exit code."""
        assert self._child is not None
        self._child.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._child.wait(), 10)

    async def count(self, *where: object) -> int:
        async with self.database.reading() as session:
            return int(await session.scalar(select(func.count()).where(*where)) or 0)  # type: ignore[arg-type]

    async def is_done(self) -> bool:
        """Tell whether everything that arrived has been handled and everything owed is settled."""
        waiting = await self.count(Arrival.state == ArrivalState.NEW)
        owed = await self.count(Delivery.state.in_([DeliveryState.QUEUED, DeliveryState.SENDING]))
        return waiting == 0 and owed == 0 and self.telegram.unconfirmed() == 0


async def until(true: object, seconds: float = 60.0) -> None:
    """Wait until something is so; fail after a while."""
    async with asyncio.timeout(seconds):
        while True:
            found = true()  # type: ignore[operator]
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def an_office(database_url: str, folder: Path) -> AsyncIterator[Office]:
    office = Office(database_url, folder)
    await office.furnish()
    try:
        yield office
    finally:
        if office._child is not None and office._child.returncode is None:
            await office.kill()
        await office.server.stop()
        await office.database.close()


async def test_twenty_kills_lose_nothing_and_every_repeat_is_labelled(
    database_url: str, tmp_path: Path
) -> None:
    moments = random.Random(20)
    async with an_office(database_url, tmp_path) as office:
        await office.start()
        await until(lambda: all(member.inbox for member in office.members))
        await office.kill()
        texts = [f"Notice {number}" for number in range(KILLS)]
        async with office.database.writing() as session:
            await owe(
                session,
                datetime.now(UTC),
                [
                    Owed(
                        key=f"{text}:{member.id}",
                        kind=Kind.SAID,
                        person_id=office.ids[member.name],
                        args={"text": text},
                        priority=Priority.NOTICE,
                    )
                    for text in texts
                    for member in office.members
                ],
            )
        taps: dict[str, list[str]] = {member.name: [] for member in office.members}

        for _ in range(KILLS):
            await office.start()
            for member in moments.sample(office.members, 6):
                label = moments.choice(["In person", "Video link"])
                card, button = reply_button(member, label)
                await member.taps_data(button, on=card)
                taps[member.name].append(label)
                await asyncio.sleep(moments.uniform(0.0, 0.05))
            await asyncio.sleep(moments.uniform(0.0, 0.4))
            await office.kill()
        await office.start()
        await until(office.is_done, 120)
        code = await office.stop()

        assert code == 0
        await judge_broadcast(office, texts)
        await judge_taps(office, taps)


def reply_button(member: Account, label: str) -> tuple[Message, str]:
    """Find a member's card of the meeting, and the data of the button that replies so."""
    for message in member.inbox:
        for row in message.buttons:
            for button in row:
                if button.data.startswith("r.") and button.label.startswith(label):
                    return message, button.data
    raise AssertionError(f"{member.name} has no button {label}: {member.reads(n=99)}")


async def judge_broadcast(office: Office, texts: list[str]) -> None:
    """Everybody got every notice; whatever came twice says so."""
    unlabelled, labelled = 0, 0
    for member in office.members:
        seen = Counter(
            message.text.split("\n")[0]
            for message in member.inbox
            if message.text.startswith("Notice ")
        )
        assert sorted(seen) == sorted(texts)
        for text in texts:
            copies = [one.text for one in member.inbox if one.text.split("\n")[0] == text]
            labelled += sum(REPEAT in one for one in copies)
            unlabelled += sum(REPEAT not in one for one in copies) > 1
    assert unlabelled == 0
    # Never more than were in flight at a kill.
    assert labelled <= 4 * KILLS


async def judge_taps(office: Office, taps: dict[str, list[str]]) -> None:
    """Every tap was applied, once: the last one holds, and the trail has each change."""
    modes = {"In person": Mode.IN_PERSON, "Video link": Mode.VIDEO}
    async with office.database.reading() as session:
        for name, labels in taps.items():
            seat_id = office.seats[f"Office {name}"]
            replies = list(await session.scalars(select(Reply).where(Reply.seat_id == seat_id)))
            events = await session.scalar(
                select(func.count())
                .select_from(Event)
                .where(Event.person_id == office.ids[name], Event.verb == "reply")
            )
            changes = [
                label
                for number, label in enumerate(labels)
                if labels[number - 1 : number] != [label]
            ]
            assert [reply.mode for reply in replies] == [modes[one] for one in labels[-1:]]
            assert events == len(changes)


async def test_a_stop_repeats_nothing(database_url: str, tmp_path: Path) -> None:
    async with an_office(database_url, tmp_path) as office:
        async with office.database.writing() as session:
            await owe(
                session,
                datetime.now(UTC),
                [
                    Owed(
                        key=f"notice:{n}:{member.id}",
                        kind=Kind.SAID,
                        person_id=office.ids[member.name],
                        args={"text": f"Notice {n}"},
                        priority=Priority.NOTICE,
                    )
                    for n in range(3)
                    for member in office.members
                ],
            )
        codes = []

        for _ in range(3):
            await office.start()
            await asyncio.sleep(0.3)
            codes.append(await office.stop())
        await office.start()
        await until(office.is_done, 60)
        codes.append(await office.stop())

        assert codes == [0, 0, 0, 0]
        for member in office.members:
            texts = [one.text for one in member.inbox if one.text.startswith("Notice")]
            assert sorted(texts) == ["Notice 0", "Notice 1", "Notice 2"]


async def test_a_second_process_on_the_same_database_is_refused(
    database_url: str, tmp_path: Path
) -> None:
    async with an_office(database_url, tmp_path) as office:
        await office.start()

        second = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            "--config",
            str(tmp_path / "config.toml"),
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(second.communicate(), 20)

        assert second.returncode == 1
        assert said.decode().startswith("Another process is running on this database")
        assert await office.stop() == 0
