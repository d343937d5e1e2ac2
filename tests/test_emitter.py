"""One emitter: a second process is refused, and a dead one is out of the way."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from bot import emitter
from bot.clock import Clock
from bot.emitter import FileLock, LeaseHold, Occupied
from storage import Base, Database, Lease, sqlite_path

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parent.parent

#: Takes the place and keeps it until it is killed.
HOLDER = """
import asyncio, sys
from bot.clock import Clock
from bot.emitter import FileLock, LeaseHold
from storage import Database, sqlite_path

async def main(url):
    path = sqlite_path(url)
    hold = FileLock(path) if path else LeaseHold(Database(url), Clock(), lambda: None)
    await hold.acquire()
    print("held", flush=True)
    await asyncio.sleep(3600)

asyncio.run(main(sys.argv[1]))
"""


class Place:
    """The emitter's place of one database: a lock on a file, or a lease, as the bot takes it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.database = Database(url)
        self.path = sqlite_path(url)

    def hold(self, lost: Callable[[], None] = lambda: None) -> FileLock | LeaseHold:
        return FileLock(self.path) if self.path else LeaseHold(self.database, Clock(), lost)

    async def run_out(self) -> None:
        """Let a lease's fifteen seconds be over; a lock on a file has no row and knows no time."""
        async with self.database.writing() as session:
            await session.execute(update(Lease).values(expires_at=LONG_AGO))

    async def is_over(self) -> bool:
        async with self.database.reading() as session:
            return await session.scalar(select(Lease.expires_at)) == LONG_AGO


@pytest.fixture
async def place(database_url: str) -> AsyncIterator[Place]:
    place = Place(database_url)
    async with place.database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield place
    await place.database.close()


async def test_a_second_is_refused_while_the_first_holds_it(place: Place) -> None:
    first, second = place.hold(), place.hold()
    await first.acquire()

    with pytest.raises(Occupied):
        await second.acquire()
    with pytest.raises(Occupied):
        await second.acquire()

    await first.release()


async def test_who_gives_it_up_lets_the_next_in_at_once(place: Place) -> None:
    first, second = place.hold(), place.hold()
    await first.acquire()

    await first.release()

    await second.acquire()
    with pytest.raises(Occupied):
        await first.acquire()
    await second.release()


async def test_each_term_has_a_number_of_its_own(place: Place) -> None:
    epochs = []

    for _ in range(3):
        hold = place.hold()
        epochs.append(await hold.acquire())
        await hold.release()

    # A lock on a file needs none: nobody can hold it twice.
    assert epochs == ([0, 0, 0] if place.path else [1, 2, 3])


async def test_who_was_refused_gives_nothing_back_of_the_others(place: Place) -> None:
    first, second = place.hold(), place.hold()
    await first.acquire()
    with pytest.raises(Occupied):
        await second.acquire()

    await second.release()

    with pytest.raises(Occupied):
        await place.hold().acquire()
    await first.release()


async def test_of_many_who_come_at_once_one_gets_it(place: Place) -> None:
    holds = [place.hold() for _ in range(6)]

    found = await asyncio.gather(*(hold.acquire() for hold in holds), return_exceptions=True)

    assert sorted(isinstance(one, Occupied) for one in found) == [False] + [True] * 5
    await asyncio.gather(*(hold.release() for hold in holds))


async def test_a_killed_holder_is_out_of_the_way(place: Place) -> None:
    """A lock ends with its process, at once; a lease fifteen seconds after its last renewal."""
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, place.url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout is not None
    assert await asyncio.wait_for(holder.stdout.readline(), 20) == b"held\n"
    with pytest.raises(Occupied):
        await place.hold().acquire()

    holder.send_signal(signal.SIGKILL)
    await holder.wait()
    await place.run_out()

    hold = place.hold()
    assert await hold.acquire() == (0 if place.path else 2)
    await hold.release()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 (the holder tells nobody)
            await asyncio.sleep(0.01)


async def test_a_lease_is_renewed_in_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock on a file needs no renewal."""
    monkeypatch.setattr(emitter, "RENEW", 0.02)
    hold = place.hold()
    await hold.acquire()
    await place.run_out()

    async with asyncio.timeout(10):
        while await place.is_over():  # noqa: ASYNC110 (the holder tells nobody)
            await asyncio.sleep(0.02)

    with pytest.raises(Occupied):
        await place.hold().acquire()
    await hold.release()


async def test_who_finds_the_lease_in_other_hands_stops_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was frozen for longer than its term; nobody can take a lock from it."""
    monkeypatch.setattr(emitter, "RENEW", 0.02)
    told: list[str] = []
    frozen = place.hold(lambda: told.append("lost"))
    await frozen.acquire()

    async with place.database.writing() as session:
        await session.execute(update(Lease).values(boot_id="another", epoch=2))
    await until(lambda: bool(told) or place.path is not None)

    assert told == ([] if place.path else ["lost"])
    # It gives nothing back that is the other's.
    await frozen.release()
    async with place.database.reading() as session:
        found = await session.scalar(select(Lease.boot_id))
    assert found == (None if place.path else "another")


async def test_a_lease_that_cannot_be_renewed_is_given_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is away: somebody else may hold the lease by now. A lock needs no database."""
    monkeypatch.setattr(emitter, "RENEW", 0.02)
    told: list[str] = []
    hold = place.hold(lambda: told.append("lost"))
    await hold.acquire()

    async with place.database.writing() as session:
        await session.execute(text("ALTER TABLE lease RENAME TO gone"))
    await until(lambda: bool(told) or place.path is not None)

    assert told == ([] if place.path else ["lost"])
    async with place.database.writing() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO lease"))
    await hold.release()


async def test_the_lease_goes_by_the_databases_clock(place: Place) -> None:
    hold = place.hold()
    await hold.acquire()

    async with place.database.reading() as session:
        expires = await session.scalar(select(Lease.expires_at))
        now = await session.scalar(select(func.now()))

    if place.path:
        assert expires is None
    else:
        assert expires is not None
        assert 13 < (expires - now).total_seconds() <= 15
    await hold.release()


async def test_the_lock_stands_beside_the_database(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.sqlite"), FileLock(tmp_path / "b.sqlite")

    await first.acquire()
    await second.acquire()

    assert sorted(os.listdir(tmp_path)) == ["a.sqlite.lock", "b.sqlite.lock"]  # noqa: PTH208
    await first.release()
    await second.release()
