"""`python -m bot migrate`."""

from pathlib import Path

import click

from bot.commands.options import config_option, load, open_database, run_async
from storage import Database, schema


@click.command(name="migrate")
@config_option
def command(config_path: Path | None) -> None:
    """Bring the database to this release's schema. Make a copy of it first."""
    config, _ = load(config_path)
    run_async(lambda: _migrate(open_database(config)))


async def _migrate(database: Database) -> None:
    try:
        before = await schema.current(database)
        if before == schema.newest():
            click.echo(f"The schema is up to date ({before}).")
            return
        await schema.upgrade(database)
        click.echo(f"The schema went from {before or 'nothing'} to {schema.newest()}.")
    finally:
        await database.close()
