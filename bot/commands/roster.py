"""`python -m bot roster`."""

import asyncio
from pathlib import Path

import click
from sqlalchemy import select

from bot.clock import Clock
from bot.commands.options import config_option, fail, load, open_database, run_async
from bot.commands.run import prepare
from bot.config import Config
from secretariat.refusals import Refusal
from secretariat.roster_imports import Imported, import_file
from secretariat.roster_plans import Ask
from storage import Database, WorkingGroup
from views.refusals import sentence
from views.rosters import question_line
from views.words import words_of


class DryRun(Exception):
    """Nothing is to be kept: leaves the transaction, which is rolled back."""


@click.command(name="roster")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--group", "group_id", type=int, help="The group's number, where there are several.")
@click.option("--dry-run", is_flag=True, help="Show what an import would do; change nothing.")
@config_option
def command(file: Path, group_id: int | None, *, dry_run: bool, config_path: Path | None) -> None:
    """Import members from a CSV or XLSX file: name, office, role, language."""
    config, _ = load(config_path)
    database = open_database(config)
    run_async(lambda: _import(config, database, file, group_id, dry_run=dry_run))


async def _import(
    config: Config, database: Database, file: Path, group_id: int | None, *, dry_run: bool
) -> None:
    words = words_of(config.secretariat.language)
    content = await asyncio.to_thread(file.read_bytes)
    found: Imported | tuple[Ask, ...] = ()
    try:
        await prepare(database)
        async with database.writing() as session:
            groups = list(await session.scalars(select(WorkingGroup).order_by(WorkingGroup.id)))
            group = _chosen(groups, group_id)
            found = await import_file(session, group, file.name, content, Clock().now(), by=None)
            if dry_run:
                raise DryRun
    except DryRun:
        click.echo("Nothing was changed. An import would do this:")
    except Refusal as refusal:
        fail(f"{file}: {sentence(words, refusal, config.zone())}")
    finally:
        await database.close()
    if isinstance(found, Imported):
        click.echo(
            f"{found.added} people added, {found.known} known before; "
            f"{found.organisations} organisations and {found.seats} seats added; "
            f"{len(found.seatless)} people without a seat."
        )
        return
    for ask in found:
        click.echo(question_line(words, ask), err=True)
    fail(
        f"{len(found)} things have to be answered first; nothing was imported. Send the file to "
        "the assistant instead (Members, Add members): it asks them one by one."
    )


def _chosen(groups: list[WorkingGroup], group_id: int | None) -> WorkingGroup:
    if not groups:
        fail("There is no working group yet: type the setup code in the private chat first.")
    if group_id is None and len(groups) == 1:
        return groups[0]
    chosen = next((group for group in groups if group.id == group_id), None)
    if chosen is None:
        listed = "\n".join(f"  {group.id}  {group.name}" for group in groups)
        fail(f"Say which group with --group:\n{listed}")
    return chosen
