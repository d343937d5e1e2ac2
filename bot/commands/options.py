"""What the commands share: the --config option, and errors without a traceback."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from sqlalchemy.exc import ArgumentError, DBAPIError
from telegram.error import InvalidToken

from bot import logs
from bot.config import Config, ConfigRefused, read_config
from bot.emitter import Occupied
from storage import Database, MissingDriver, sqlite_path

DEFAULT = Path("config.toml")
Result = TypeVar("Result")

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The configuration file.  [default: config.toml, if there is one]",
)


def load(config_path: Path | None) -> tuple[Config, Path | None]:
    """Read the configuration named on the command line; exit with code 2 if it is refused."""
    path = config_path or (DEFAULT if DEFAULT.exists() else None)
    try:
        config = read_config(path)
    except ConfigRefused as refused:
        fail(str(refused), code=2)
    logs.set_up(config.log.level, config.log.format)
    return config, path


def fail(text: str, code: int = 1) -> NoReturn:
    """Say in plain words why nothing is done, and exit."""
    click.echo(text, err=True)
    raise SystemExit(code)


def open_database(config: Config) -> Database:
    """Open the configured database; exit with what to do if it cannot be."""
    url = config.database.url
    try:
        path = sqlite_path(url)
        if path is not None and not path.parent.is_dir():
            fail(f"database.url: the folder {path.parent} does not exist; make it first")
        return Database(url)
    except MissingDriver as missing:
        fail(
            f"database.url: this needs a package that is not installed; install the extra "
            f'"{missing.args[0]}": pip install working-group-secretariat[{missing.args[0]}]'
        )
    except ArgumentError:
        fail("database.url: not understood; sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")


def run_async(make: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run a command's coroutine; expected failures end it with one plain line and code 1."""
    try:
        return asyncio.run(make())
    except ConfigRefused as refused:
        fail(str(refused), code=2)
    except Occupied as occupied:
        fail(
            "Another process is running on this database; stop it first, or give this one a "
            f"database of its own ({occupied})"
        )
    except InvalidToken:
        fail("telegram.token: Telegram refuses the token; ask BotFather for it again")
    except DBAPIError as fault:
        fail(f"database.url: the database cannot be used: {logs.without_secrets(str(fault.orig))}")
