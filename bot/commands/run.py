"""`python -m bot run`."""

import asyncio
import contextlib
import logging
import signal
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.options import config_option, fail, load, open_database, run_async
from bot.config import Config, SecretariatSection, require_token
from bot.health import HealthServer
from bot.process import Bot
from secretariat import setup
from storage import Database, schema

log = logging.getLogger(__name__)


@click.command(name="run")
@config_option
def command(config_path: Path | None) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM)."""
    config, path = load(config_path)
    database = open_database(config)
    run_async(lambda: _run(config, path, database))


async def _run(config: Config, path: Path | None, database: Database) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        # Windows' event loops know no signal handlers; Ctrl-C cancels the task there.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, stop.set)
    try:
        token = require_token(config, path)
        await prepare(database)
        clock = Clock()
        bot = Bot(
            token=token,
            api_url=config.telegram.api_url,
            database=database,
            clock=clock,
            lost=stop.set,
        )
        starting = asyncio.create_task(_start(bot, config.secretariat, database))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            # Told to stop while Telegram could not be reached yet.
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
            return
        await starting
        async with HealthServer(bot, config.server.host, config.server.port):
            log.info("Running. Stop with Ctrl-C or SIGTERM.")
            await stop.wait()
        await bot.stop()
        log.info("Stopped; nothing is lost.")
    finally:
        await database.close()


async def _start(bot: Bot, group: SecretariatSection, database: Database) -> None:
    async with database.writing() as session:
        code = await setup.issue_code(
            session,
            bot.clock.now(),
            name=group.name,
            zone=group.timezone,
            language=group.language,
        )
    if code is not None:
        click.echo(f"Setup code: {code}")
        click.echo("Type it in the private chat with the bot: you become the first secretary.")
    await bot.start()


async def prepare(database: Database) -> None:
    """See that the schema is there: an empty database gets it, an older one is refused."""
    current = await schema.current(database)
    if current is None:
        await schema.upgrade(database)
    elif current != schema.newest():
        fail(
            f"The database has the schema {current}, this release needs {schema.newest()}: "
            "make a copy of it, then run: python -m bot migrate"
        )
