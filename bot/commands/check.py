"""`python -m bot check`."""

import importlib.metadata
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
import click
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from telegram import Bot, error

from bot import logs
from bot.commands.options import config_option, load, open_database, run_async
from bot.config import Config, ConfigRefused, require_token
from bot.network import AiohttpRequest
from storage import Database, schema

#: What is tolerated between this clock and Telegram's, in seconds.
SKEW = 5


@click.command(name="check")
@config_option
def command(config_path: Path | None) -> None:
    """Check configuration, database, schema, clock, token and webhook, one line each."""
    config, path = load(config_path)
    click.echo(f"ok    configuration: {path or 'environment and defaults'}")
    if not run_async(lambda: _check(config, path, open_database(config))):
        raise SystemExit(1)


async def _check(config: Config, path: Path | None, database: Database) -> bool:
    fine = True
    try:
        async for ok, line in _lines(config, path, database):
            click.echo(f"{'ok   ' if ok else 'FAULT'} {line}")
            fine = fine and ok
    finally:
        await database.close()
    return fine


async def _lines(
    config: Config, path: Path | None, database: Database
) -> AsyncIterator[tuple[bool, str]]:
    yield await _database(database)
    yield await _schema(database)
    yield True, f"time zones: tzdata {importlib.metadata.version('tzdata')}"
    try:
        token = require_token(config, path)
    except ConfigRefused as refused:
        yield False, str(refused)
        return
    yield await _clock(config.telegram.api_url)
    async for line in _telegram(config.telegram.api_url, token):
        yield line


async def _database(database: Database) -> tuple[bool, str]:
    shown = database.url.render_as_string(hide_password=True)
    try:
        async with database.writing() as session:
            await session.execute(text("SELECT 1"))
    except (DBAPIError, OSError) as fault:
        why = logs.without_secrets(str(getattr(fault, "orig", fault)))
        return False, f"database: {shown} cannot be written: {why}"
    return True, f"database: {shown}"


async def _schema(database: Database) -> tuple[bool, str]:
    try:
        current = await schema.current(database)
    except (DBAPIError, OSError):
        return False, "schema: unknown, because the database cannot be used"
    if current is None:
        return True, "schema: empty; the first run makes the tables"
    if current != schema.newest():
        return False, f"schema: {current}; run: python -m bot migrate"
    return True, f"schema: {current}"


async def _clock(api_url: str) -> tuple[bool, str]:
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(api_url, timeout=aiohttp.ClientTimeout(total=10)) as answer,
        ):
            told = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError) as fault:
        return False, f"network: {api_url} cannot be reached: {type(fault).__name__}"
    if told is None:
        return True, "clock: the server tells no time"
    apart = abs((datetime.now(UTC) - parsedate_to_datetime(told)).total_seconds())
    if apart > SKEW:
        return False, f"clock: {apart:.0f} s away from Telegram's; set this machine's time"
    return True, "clock: agrees with Telegram's"


async def _telegram(api_url: str, token: str) -> AsyncIterator[tuple[bool, str]]:
    request = AiohttpRequest()
    bot = Bot(token, base_url=f"{api_url}/bot", request=request, get_updates_request=request)
    try:
        me = await bot.get_me()
        yield True, f"token: @{me.username}"
        webhook = await bot.get_webhook_info()
        if webhook.url:
            yield False, "webhook: one is set; `run` takes it away, nothing pending is lost"
        else:
            yield True, "webhook: none, updates are fetched"
        commands = await bot.get_my_commands()
        yield True, f"commands: {len(commands)} listed" + ("" if commands else "; `run` lists them")
    except error.InvalidToken:
        yield False, "token: Telegram refuses it; ask BotFather for it again"
    except error.TelegramError as fault:
        yield False, f"token: could not be tried: {logs.without_secrets(str(fault))}"
    finally:
        await request.shutdown()
