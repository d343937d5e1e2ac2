"""Inserting what must exist once: the unique constraint decides, on either database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Result, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.base import Base


def changed(result: Result[Any]) -> int:
    """Give how many rows a statement inserted, updated or deleted."""
    assert isinstance(result, CursorResult)
    return result.rowcount


async def insert_once(
    session: AsyncSession, model: type[Base], rows: Sequence[dict[str, Any]]
) -> int:
    """Insert the rows whose unique key is new, leave the others as they are.

    `rows` hold plain column values by name, all with the same names. Gives the number inserted.
    """
    if not rows:
        return 0
    table = model.__table__
    assert isinstance(table, Table)
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql.insert if is_postgresql else sqlite.insert)(table)
    # As parameters, and not as values: the statement is compiled once, however many there are.
    # SQLAlchemy keeps the count of an INSERT only where it is told to.
    once = insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return changed(await session.execute(once, list(rows)))
