"""The database: one connection that writes, others that read, on SQLite or PostgreSQL.

Two verbs: `writing()` opens a transaction that commits at its end, `reading()` one that never
writes. Nothing is sent to Telegram inside either: `in_transaction` tells the network layer.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from storage import sqlite

#: The columns that the transaction at hand has written to, as "table.column".
_written: ContextVar[set[str] | None] = ContextVar("written", default=None)
_INSERT = re.compile(r"\s*INSERT INTO (\w+) \(([^)]*)\)")
_UPDATE = re.compile(r"\s*UPDATE (\w+) SET (.*?)(?: WHERE |$)", re.DOTALL)
_SET = re.compile(r"(\w+)\"?\s*=")

#: True inside `writing()` and `reading()`; the network layer refuses to speak then.
in_transaction: ContextVar[bool] = ContextVar("in_transaction", default=False)


class MissingDriver(Exception):
    """The database's URL needs a package that is not installed; `args[0]` names the extra."""


def is_away(failure: BaseException) -> bool:
    """Tell whether the database cannot answer now: the same may work in a moment.

    A refused value is none of that: it would be refused for ever.
    """
    return isinstance(failure, (OperationalError, NoConnection)) or (
        isinstance(failure, DBAPIError) and failure.connection_invalidated
    )


def async_url(url: str) -> URL:
    """Give the URL with the driver this program uses: aiosqlite, or psycopg 3."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}.get(backend)
    return parsed if driver is None else parsed.set(drivername=driver)


def sqlite_path(url: str) -> Path | None:
    """Give the file of a SQLite URL, or None for another database or one in memory."""
    parsed = make_url(url)
    if (
        parsed.get_backend_name() != "sqlite"
        or not parsed.database
        or parsed.database == ":memory:"
    ):
        return None
    return Path(parsed.database)


class Database:
    """The tables of one secretariat. Open it once in each process; close it at the end."""

    def __init__(self, url: str) -> None:
        """Prepare the engines; nothing is connected yet. `url` is SQLAlchemy's form."""
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        try:
            self._writer = self._engine(write=True)
            event.listen(self._writer.sync_engine, "before_cursor_execute", _note_columns)
            self._reader = self._engine(write=False)
        except ModuleNotFoundError as missing:
            raise MissingDriver("postgres") from missing
        #: Called after each commit with the columns that it has written to, as "table.column".
        self.committed: Callable[[frozenset[str]], None] = lambda _columns: None
        self._write = async_sessionmaker(self._writer, expire_on_commit=False)
        self._read = async_sessionmaker(self._reader, expire_on_commit=False)

    def _engine(self, *, write: bool) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(
                self.url,
                pool_size=8,
                pool_pre_ping=True,
                connect_args={
                    "options": "-c timezone=UTC -c statement_timeout=5s -c lock_timeout=2s "
                    "-c idle_in_transaction_session_timeout=15s"
                },
            )
        # One writer: with several, SQLite's busy handler is unfair and p99 grows twentyfold.
        pool = {"pool_size": 1, "max_overflow": 0} if write else {"pool_size": 4}
        engine = create_async_engine(
            self.url, pool_timeout=60, connect_args={"async_creator_fn": sqlite.connect}, **pool
        )

        @event.listens_for(engine.sync_engine, "connect")
        def set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
            cursor = connection.cursor()
            for pragma in (
                "foreign_keys=ON",
                "journal_mode=WAL",
                "synchronous=FULL",
                "busy_timeout=5000",
                "journal_size_limit=67108864",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        begin = sqlite.WAITS if write else "BEGIN"

        @event.listens_for(engine.sync_engine, "begin")
        def take_lock(connection) -> None:  # type: ignore[no-untyped-def]
            connection.exec_driver_sql(begin)

        return engine

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes, for migrations and checks."""
        return self._writer

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction; commit it at the end, roll it back if an exception leaves it."""
        token = in_transaction.set(True)
        columns: set[str] = set()
        noting = _written.set(columns)
        session = self._write()
        try:
            yield session
            await _to_its_end(session.commit())
        finally:
            _written.reset(noting)
            in_transaction.reset(token)
            await _to_its_end(session.close())
        if columns:
            self.committed(frozenset(columns))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that only reads, and never waits for the writer."""
        token = in_transaction.set(True)
        session = self._read()
        try:
            yield session
        finally:
            in_transaction.reset(token)
            await _to_its_end(session.close())

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        await self._reader.dispose()


def _note_columns(
    _connection: Connection, _cursor: DBAPICursor, statement: str, *_others: object
) -> None:
    columns = _written.get()
    if columns is not None:
        columns |= _columns_of(statement)


@lru_cache(maxsize=2000)
def _columns_of(statement: str) -> frozenset[str]:
    """Give what an INSERT or UPDATE, as SQLAlchemy writes them, gives values to."""
    if found := _INSERT.match(statement):
        names = [name.strip(' "') for name in found[2].split(",")]
    elif found := _UPDATE.match(statement):
        names = _SET.findall(found[2])
    else:
        return frozenset()
    return frozenset(f"{found[1]}.{name}" for name in names)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Await work that a cancelled task must not leave half-way; then let it be cancelled.

    A commit or a rollback that is interrupted leaves its connection unusable for the next one.
    """
    task = asyncio.create_task(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        # Whatever came of it is told to nobody who could use it: the row says it.
        task.exception()
        raise asyncio.CancelledError
    task.result()
