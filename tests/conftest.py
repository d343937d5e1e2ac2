"""Databases for the tests: SQLite in a temporary folder, or PostgreSQL where its URL is given."""

import gc
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import Base
from storage.database import async_url
from tests.house import House, opened

#: "postgresql://user:password@host:port/database": every test then runs on PostgreSQL, each in a
#: database of its own. Unset: SQLite.
POSTGRES = os.environ.get("TEST_DATABASE_URL", "")


def pytest_collection_finish() -> None:
    # What is imported by now lives until the end: looking through it again and again takes time.
    gc.collect()
    gc.freeze()


#: Where files live in memory: a commit waits there for no disk, and a test commits hundreds.
MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def database_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture
async def database_url(database_folder: Path) -> str:
    if POSTGRES:
        return await empty_postgres()
    return empty_sqlite(database_folder)


def empty_sqlite(folder: Path) -> str:
    """Give the URL of this worker's own file, which is not there yet: always the same one."""
    for left in folder.iterdir():
        left.unlink()
    return f"sqlite:///{folder}/secretariat.sqlite"


def own_postgres(kind: str) -> URL:
    """Give the URL of a database of this worker's own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return async_url(POSTGRES).set(database=f"{kind}_{worker}")


async def made(mine: URL) -> bool:
    """Make a database unless it is there, and cut off whoever is still counted as connected.

    Gives True if it was made. A process that a test has killed may seem connected for a while.
    """
    server = create_async_engine(async_url(POSTGRES), isolation_level="AUTOCOMMIT")
    name = {"name": mine.database}
    async with server.connect() as connection:
        known = await connection.scalar(
            text("SELECT 1 FROM pg_database WHERE datname = :name"), name
        )
        if not known:
            await connection.execute(text(f"CREATE DATABASE {mine.database}"))
        await connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            name,
        )
    await server.dispose()
    return not known


async def empty_postgres() -> str:
    """Give the URL of a database without any tables."""
    mine = own_postgres("empty")
    await made(mine)
    engine = create_async_engine(mine, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()
    return mine.render_as_string(hide_password=False)


async def postgres_with_tables() -> str:
    """Give the URL of a database with all tables, and nothing in them: made anew they take long."""
    mine = own_postgres("house")
    is_new = await made(mine)
    engine = create_async_engine(mine)
    async with engine.begin() as connection:
        if is_new:
            await connection.run_sync(Base.metadata.create_all)
        names = ", ".join(table.name for table in Base.metadata.sorted_tables)
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    await engine.dispose()
    return mine.render_as_string(hide_password=False)


@pytest.fixture
async def house(database_folder: Path) -> AsyncIterator[House]:
    url = await postgres_with_tables() if POSTGRES else empty_sqlite(database_folder)
    async with opened(url) as house:
        yield house


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    outcome = yield
    report = outcome.get_result()
    house = getattr(item, "funcargs", {}).get("house")
    if report.when == "call" and report.failed and isinstance(house, House):
        report.sections.append(("What was said", house.telegram.transcript()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    # In CI a skipped test is a failure: what is not run proves nothing.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("SECRETARIAT_NO_SKIP") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
