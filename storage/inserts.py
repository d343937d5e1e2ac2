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
    dialect = session.get_bind().dialect.name
    inserted = 0
    # SQLite takes at most 32,766 parameters in one statement.
    for start in range(0, len(rows), 500):
        chunk = list(rows[start : start + 500])
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        result = await session.execute(insert(table).values(chunk).on_conflict_do_nothing())
        inserted += changed(result)
    return inserted
