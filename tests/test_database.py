"""The database: two verbs, aware times, no lost updates, and a connection that stays usable."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from storage import Base, Database, Note, Question, in_transaction
from storage.base import NaiveDateTime
from storage.database import MissingDriver, async_url, sqlite_path
from tests.house import MONDAY


@pytest.fixture
async def database(database_url: str) -> object:
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield database
    await database.close()


async def write(database: Database, value: str, name: str = "count") -> None:
    async with database.writing() as session:
        session.add(Note(name=name, value=value))


async def read(database: Database, name: str = "count") -> str | None:
    async with database.reading() as session:
        found: str | None = await session.scalar(select(Note.value).where(Note.name == name))
        return found


def question(asked_at: datetime) -> Question:
    return Question(chat_id=1, telegram_id=5_000_000_001, kind="x", asked_at=asked_at)


async def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError) as caught:
        async with database.writing() as session:
            session.add(question(datetime(2026, 4, 6, 9, 0)))  # noqa: DTZ001

    assert isinstance(caught.value.orig, NaiveDateTime)


@pytest.mark.parametrize("offset", [0, 5, -3])
async def test_a_time_comes_back_as_aware_utc(database: Database, offset: int) -> None:
    there = MONDAY.astimezone(timezone(timedelta(hours=offset)))
    async with database.writing() as session:
        session.add(question(there))

    async with database.reading() as session:
        found = await session.scalar(select(Question.asked_at))

    assert found == MONDAY
    assert found.tzinfo is UTC


async def test_times_of_different_zones_are_compared_as_moments(database: Database) -> None:
    karachi = timezone(timedelta(hours=5))
    async with database.writing() as session:
        session.add(question(datetime(2026, 4, 6, 12, 0, tzinfo=karachi)))

    async with database.reading() as session:
        before = select(func.count()).where(Question.asked_at < MONDAY + timedelta(hours=4))
        found = await session.scalar(before)

    assert found == 1


async def test_writing_commits_and_reading_sees_it(database: Database) -> None:
    await write(database, "1")

    assert await read(database) == "1"


async def test_an_exception_takes_everything_back(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            session.add(Note(name="count", value="1"))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await read(database) is None
    await write(database, "2")
    assert await read(database) == "2"


async def test_a_refused_commit_takes_everything_back(database: Database) -> None:
    await write(database, "1")

    async def fail() -> None:
        async with database.writing() as session:
            session.add(Note(name="other", value="1"))
            session.add(Note(name="count", value="2"))

    with pytest.raises(IntegrityError):
        await fail()

    assert (await read(database), await read(database, "other")) == ("1", None)


async def test_what_is_written_is_seen_by_nobody_before_it_is_committed(
    database: Database,
) -> None:
    async with database.writing() as session:
        session.add(Note(name="count", value="1"))
        await session.flush()

        seen = await asyncio.create_task(read(database))

    assert seen is None


async def test_reading_never_writes(database: Database) -> None:
    async with database.reading() as session:
        session.add(Note(name="count", value="1"))
        await session.flush()

    assert await read(database) is None


async def test_eight_who_write_at_once_lose_nothing(database: Database) -> None:
    await write(database, "0")

    async def count_on() -> None:
        for _ in range(20):
            async with database.writing() as session:
                note = await session.get_one(Note, "count", with_for_update=True)
                # Others have every chance to come between reading and writing.
                await asyncio.sleep(0)
                note.value = str(int(note.value) + 1)

    await asyncio.gather(*(count_on() for _ in range(8)))

    assert await read(database) == "160"


async def test_one_of_two_claims_wins(database: Database) -> None:
    await write(database, "free")

    async def claim() -> int:
        async with database.writing() as session:
            claimed = await session.execute(
                update(Note).where(Note.name == "count", Note.value == "free").values(value="taken")
            )
            return int(claimed.rowcount)  # type: ignore[attr-defined]

    found = await asyncio.gather(*(claim() for _ in range(8)))

    assert sorted(found) == [0] * 7 + [1]


async def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    await write(database, "1")
    async with database.writing() as session:
        await session.execute(update(Note).values(value="2"))

        async with asyncio.timeout(2):
            seen = [await asyncio.create_task(read(database)) for _ in range(3)]

    assert seen == ["1", "1", "1"]


async def test_one_reading_sees_one_moment(database: Database) -> None:
    """On SQLite a reading is a snapshot; PostgreSQL promises that for each statement only."""
    await write(database, "1")
    async with database.reading() as session:
        before = await session.scalar(select(Note.value))
        await asyncio.create_task(write(database, "1", "other"))
        after = await session.scalar(select(func.count()).select_from(Note))

    assert before == "1"
    assert after == (1 if database.is_sqlite else 2)


async def tick(database: Database, value: str, reached: asyncio.Event) -> None:
    async with database.writing() as session:
        await session.execute(update(Note).values(value=value))
        reached.set()
        await asyncio.sleep(0)


async def test_who_is_cancelled_in_mid_write_leaves_a_usable_connection(
    database: Database,
) -> None:
    """Cancelled after so many turns of the event loop: before, in and after the commit."""
    await write(database, "0")
    before = "0"
    for number in range(24):
        turns = number % 12
        reached = asyncio.Event()
        task = asyncio.create_task(tick(database, str(number), reached))
        await reached.wait()
        for _ in range(turns):
            await asyncio.sleep(0)

        task.cancel()
        (ended,) = await asyncio.gather(task, return_exceptions=True)

        assert isinstance(ended, asyncio.CancelledError | None)
        async with asyncio.timeout(5):
            found = await read(database)
            await write(database, "fine", f"after {number}")
        assert found in (before, str(number))
        assert await read(database, f"after {number}") == "fine"
        before = found


async def test_who_is_cancelled_while_waiting_for_the_writer_holds_up_nobody(
    database: Database,
) -> None:
    await write(database, "0")
    async with database.writing() as session:
        await session.execute(update(Note).values(value="1"))
        waiting = [asyncio.create_task(tick(database, "2", asyncio.Event())) for _ in range(3)]
        await asyncio.sleep(0.05)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async with asyncio.timeout(5):
        await write(database, "fine", "after")
    assert await read(database) == "1"


async def test_both_verbs_are_transactions_and_say_so(database: Database) -> None:
    seen = [in_transaction.get()]
    async with database.writing():
        seen.append(in_transaction.get())
    async with database.reading():
        seen.append(in_transaction.get())
        async with database.reading():
            pass
        seen.append(in_transaction.get())
    with pytest.raises(ZeroDivisionError):
        async with database.writing():
            raise ZeroDivisionError
    seen.append(in_transaction.get())

    assert seen == [False, True, True, True, False]


async def test_the_connections_are_set_up_as_the_promises_need(database: Database) -> None:
    async def ask(session: AsyncSession, *names: str) -> list[object]:
        verb = "PRAGMA" if database.is_sqlite else "SHOW"
        return [await session.scalar(text(f"{verb} {name}")) for name in names]

    for opened in (database.writing, database.reading):
        async with opened() as session:
            if database.is_sqlite:
                pragmas = "foreign_keys", "journal_mode", "synchronous", "busy_timeout"
                # synchronous 2 is FULL: a commit outlives a power cut.
                assert await ask(session, *pragmas) == [1, "wal", 2, 5000]
            else:
                settings = "timezone", "statement_timeout", "lock_timeout"
                assert await ask(session, *settings) == ["UTC", "5s", "2s"]


async def test_a_foreign_key_is_kept(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            await session.execute(
                text(
                    "INSERT INTO draft (working_group_id, author_id, kind, created_at, fields, "
                    "version) VALUES (1, 1, 'x', '2026-04-06 04:00:00+00', '{}', 1)"
                )
            )


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///x.sqlite", "sqlite+aiosqlite"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+psycopg"),
    ],
)
def test_the_url_gets_the_driver_that_is_installed(url: str, driver: str) -> None:
    assert async_url(url).drivername == driver


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///x.sqlite", "x.sqlite"),
        ("sqlite:////var/lib/x.sqlite", "/var/lib/x.sqlite"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://u:p@h/d", None),
    ],
)
def test_the_file_of_a_url_is_known(url: str, path: str | None) -> None:
    found = sqlite_path(url)

    assert (str(found) if found else None) == path


def test_a_driver_that_is_missing_is_told_by_the_name_of_its_extra() -> None:
    with pytest.raises(MissingDriver) as caught:
        Database("mysql+aiomysql://u:p@h/d")

    assert caught.value.args == ("postgres",)
