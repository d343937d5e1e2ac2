"""SQLite for SQLAlchemy's asyncio: statements run at once, what waits for the disk in a thread.

aiosqlite hands every step of a statement to a thread and back, which costs ten times as much as
a small statement itself. Ours take well under a millisecond, so they run where they are asked
for. Only what waits goes to a thread: the writer's turn (`BEGIN IMMEDIATE`) and the disk at
`COMMIT`. This has the shape that SQLAlchemy's aiosqlite dialect asks of a connection.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self

WAITS = "BEGIN IMMEDIATE"


class Cursor:
    """A cursor whose steps do not wait, but for a transaction's beginning."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement; wait for the writer's turn if that is what it asks for."""
        if operation == WAITS:
            await asyncio.to_thread(self._cursor.execute, operation)
        else:
            self._cursor.execute(operation, parameters)
        return self

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Run a statement once for each of the parameters."""
        self._cursor.executemany(operation, parameters)
        return self

    async def fetchone(self) -> Any:
        """Give the next row, or None."""
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Give the next rows."""
        return self._cursor.fetchmany(size or self._cursor.arraysize)

    async def fetchall(self) -> list[Any]:
        """Give the rows that are left."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Let go of the rows."""
        self._cursor.close()


class Connection:
    """A connection to a SQLite file, with the names that aiosqlite gives its parts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ValueError("Connection closed")
        return self._connection

    def cursor(self) -> Cursor:
        """Give a new cursor."""
        return Cursor(self._open.cursor())

    async def create_function(
        self, name: str, count: int, function: Callable[..., Any], deterministic: bool = False
    ) -> None:
        """Give SQL a function of ours."""
        self._open.create_function(name, count, function, deterministic=deterministic)

    async def commit(self) -> None:
        """Wait for the disk, if anything was begun."""
        if self._open.in_transaction:
            await asyncio.to_thread(self._open.commit)

    async def rollback(self) -> None:
        """Undo what was begun."""
        self._open.rollback()

    async def close(self) -> None:
        """Close it."""
        self.stop()

    def stop(self) -> None:
        """Close at once, from wherever: also what SQLAlchemy does with a connection it gives up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


async def connect(*args: Any, **given: Any) -> Connection:
    """Open a file as `sqlite3.connect` does; the driver opens no transaction by itself.

    Its own way sends no BEGIN before a SELECT, and two who read, then write, silently lose one
    of the writes.
    """
    given |= {"isolation_level": None, "check_same_thread": False}
    return Connection(await asyncio.to_thread(sqlite3.connect, *args, **given))
