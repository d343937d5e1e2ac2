"""The schema: bringing a database up to date, and telling whether it is.

Alembic is imported by this module only, which the commands import when they need it: it costs a
tenth of a second that `--help` should not.
"""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage import Base, Database


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


async def _on_connection(database: Database, work: Callable[[Connection], object]) -> None:
    async with database.engine.connect() as connection:
        await connection.run_sync(work)
        await connection.commit()


async def upgrade(database: Database) -> None:
    """Bring the database to this release's schema; an empty one gets all tables."""
    await _on_connection(database, lambda connection: command.upgrade(_config(connection), "head"))


async def downgrade(database: Database) -> None:
    """Take all tables away again. For tests of the migrations: it deletes everything."""
    await _on_connection(
        database, lambda connection: command.downgrade(_config(connection), "base")
    )


async def revise(database: Database, message: str) -> None:
    """Write a new migration from what the tables are now and what the database has."""
    await _on_connection(
        database,
        lambda connection: command.revision(_config(connection), message, autogenerate=True),
    )


def newest() -> str:
    """Give the revision that this release needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


async def current(database: Database) -> str | None:
    """Give the database's revision; None for one without tables."""
    async with database.engine.connect() as connection:
        found: str | None = await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )
    return found


async def differences(database: Database) -> list[object]:
    """Give in what the database differs from the tables as the code has them."""
    async with database.engine.connect() as connection:
        found: list[object] = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), Base.metadata)
        )
    return found
