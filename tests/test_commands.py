"""The command line, as an operator meets it: each command as a process of its own."""

import asyncio
import importlib.metadata
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import __version__
from bot.__main__ import COMMANDS
from simulator import Server, Telegram
from storage import Database, schema

ROOT = Path(__file__).parent.parent
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
TZDATA = importlib.metadata.version("tzdata")


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


async def begin(*args: str, **environment: str) -> asyncio.subprocess.Process:
    inherited = {
        name: value
        for name, value in os.environ.items()
        # Many processes start here: each may use what another has compiled.
        if not name.startswith("SECRETARIAT_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *args,
        cwd=ROOT,
        env={**inherited, "PYTHONUNBUFFERED": "1", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def end(process: asyncio.subprocess.Process, seconds: float = 60) -> Ended:
    out, err = await asyncio.wait_for(process.communicate(), seconds)
    assert process.returncode is not None
    ended = Ended(process.returncode, out.decode(), err.decode())
    assert TOKEN not in ended.out + ended.err
    return ended


async def call(*args: str, **environment: str) -> Ended:
    return await end(await begin(*args, **environment))


async def line_with(stream: asyncio.StreamReader | None, words: str) -> str:
    """Read lines up to the one that has these words, and give it."""
    assert stream is not None
    async with asyncio.timeout(60):
        while True:
            line = (await stream.readline()).decode()
            assert line, f"ended without {words!r}"
            if words in line:
                return line.rstrip()


class Office:
    """A configuration in a folder, and the local Telegram it names."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.telegram = Telegram(patience=0.0)
        self.telegram.add_bot("ewg_desk_bot", name="EWG", token=TOKEN)
        self.server = Server(self.telegram)
        self.path = folder / "config.toml"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port: int = taken.getsockname()[1]
        self.configure()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def configure(self, *, token: str = TOKEN, database: str | None = None, more: str = "") -> None:
        self.path.write_text(
            f'[telegram]\ntoken = "{token}"\napi_url = "{self.url}"\n'
            f'[database]\nurl = "{database or self.database_url}"\n{more}'
        )

    async def open(self) -> None:
        await self.server.start(port=self.port)

    async def begin(self, command: str) -> asyncio.subprocess.Process:
        return await begin(command, "--config", str(self.path))

    async def call(self, command: str) -> Ended:
        return await end(await self.begin(command))

    async def until_it_polls(self) -> None:
        async with asyncio.timeout(60):
            while not self.telegram.bot.updates.is_held:  # noqa: ASYNC110 (nobody tells)
                await asyncio.sleep(0.02)

    async def has_tables(self) -> bool:
        database = Database(self.database_url)
        try:
            return await schema.current(database) is not None
        finally:
            await database.close()


@pytest.fixture
async def office(tmp_path: Path, database_url: str) -> AsyncIterator[Office]:
    office = Office(tmp_path, database_url)
    yield office
    await office.server.stop()


async def test_help_lists_every_command_and_loads_none_of_them() -> None:
    """What is not loaded cannot make it slow: it answers at once."""
    heavy = {"telegram", "sqlalchemy", "aiohttp", "alembic", "pydantic", "openpyxl"}
    program = (
        "import sys; from click.testing import CliRunner; from bot.__main__ import main;"
        "found = CliRunner().invoke(main, ['--help']);"
        f"print(found.exit_code, sorted(set(sys.modules) & {heavy!r})); print(found.output)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)

    first, *lines = out.decode().splitlines()
    assert first == "0 []"
    assert [line.split()[0] for line in lines if line.strip()][-len(COMMANDS) :] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
async def test_each_command_explains_itself(command: str) -> None:
    ended = await call(command, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: python -m bot {command} [OPTIONS]")


async def test_a_mistyped_command_is_refused() -> None:
    ended = await call("chek")

    assert (ended.code, ended.out) == (2, "")
    assert "No such command 'chek'" in ended.err


async def test_the_version_is_the_packages() -> None:
    ended = await call("--version")

    assert (ended.code, ended.out) == (0, f"{__version__}\n")


async def shown(office: Office) -> str:
    """Give the database's address as it is told: with its driver, without its password."""
    database = Database(office.database_url)
    try:
        return database.url.render_as_string(hide_password=True)
    finally:
        await database.close()


async def test_check_finds_nothing_to_do(office: Office) -> None:
    await office.open()

    ended = await office.call("check")

    assert ended.out.splitlines() == [
        f"ok    configuration: {office.path}",
        f"ok    database: {await shown(office)}",
        "ok    schema: empty; the first run makes the tables",
        f"ok    time zones: tzdata {TZDATA}",
        "ok    clock: agrees with Telegram's",
        "ok    token: @ewg_desk_bot",
        "ok    webhook: none, updates are fetched",
        "ok    commands: 0 listed; `run` lists them",
    ]
    assert ended.code == 0
    assert not await office.has_tables()


async def test_check_knows_the_newest_schema_and_an_older_one(office: Office) -> None:
    await office.open()
    await office.call("migrate")
    newest = await office.call("check")
    database = Database(office.database_url)
    async with database.writing() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    await database.close()

    older = await office.call("check")

    assert newest.out.splitlines()[2] == f"ok    schema: {schema.newest()}"
    assert (newest.code, older.code) == (0, 1)
    assert older.out.splitlines()[2] == "FAULT schema: older; run: python -m bot migrate"


async def test_check_says_that_the_token_is_refused(office: Office) -> None:
    await office.open()
    office.telegram.bots.clear()

    ended = await office.call("check")

    assert ended.code == 1
    assert [line for line in ended.out.splitlines() if not line.startswith("ok")] == [
        "FAULT token: Telegram refuses it; ask BotFather for it again"
    ]


async def test_check_says_that_there_is_no_token(office: Office) -> None:
    office.configure(token="")

    ended = await office.call("check")

    assert ended.code == 1
    assert ended.out.splitlines()[-1] == (
        f"FAULT {office.path}: telegram.token is missing; BotFather gives one "
        "(docs/operator.md says how)"
    )


async def test_check_says_that_telegram_cannot_be_reached(office: Office) -> None:
    ended = await office.call("check")

    assert ended.code == 1
    network, token = ended.out.splitlines()[4:]
    assert network == f"FAULT network: {office.url} cannot be reached: ClientConnectorError"
    assert token.startswith("FAULT token: could not be tried: ClientConnectorError")


@pytest.mark.parametrize("command", ["check", "run", "migrate"])
async def test_a_database_that_cannot_be_opened_is_told(office: Office, command: str) -> None:
    await office.open()
    (office.folder / "a folder").mkdir()
    office.configure(database=f"sqlite:///{office.folder}/a folder")

    ended = await office.call(command)

    assert ended.code == 1
    told = ended.out if command == "check" else ended.err
    assert "unable to open database file" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("command", ["check", "run", "migrate"])
async def test_a_folder_that_is_missing_is_told(office: Office, command: str) -> None:
    office.configure(database=f"sqlite:///{office.folder}/absent/x.sqlite")

    ended = await office.call(command)

    assert (ended.code, ended.err) == (
        1,
        f"database.url: the folder {office.folder}/absent does not exist; make it first\n",
    )


async def test_a_server_that_does_not_answer_is_told_without_the_password(
    office: Office,
) -> None:
    url = f"postgresql://scott:tiger-7@127.0.0.1:{office.port}/ewg"
    office.configure(database=url)

    ended = await office.call("check")

    assert ended.code == 1
    assert ended.out.splitlines()[1].startswith(
        f"FAULT database: postgresql+psycopg://scott:***@127.0.0.1:{office.port}/ewg "
        "cannot be written: "
    )
    assert "tiger-7" not in ended.out + ended.err


@pytest.mark.parametrize("command", ["check", "run", "migrate"])
async def test_a_mistake_in_the_configuration_ends_with_code_2(
    office: Office, command: str
) -> None:
    office.configure(more="[log]\nlevl = 'info'\n")

    ended = await office.call(command)

    assert (ended.code, ended.out, ended.err) == (
        2,
        "",
        f'{office.path}: unknown key log.levl; did you mean "level"?\n',
    )


async def test_a_configuration_that_is_not_there_ends_with_code_2(tmp_path: Path) -> None:
    path = tmp_path / "absent.toml"

    ended = await call("run", "--config", str(path))

    assert (ended.code, ended.err) == (
        2,
        f"{path}: there is no such file; copy config.example.toml to it\n",
    )


async def test_migrating_twice_changes_nothing_the_second_time(office: Office) -> None:
    first, second = await office.call("migrate"), await office.call("migrate")

    assert (first.code, first.out) == (
        0,
        f"The schema went from nothing to {schema.newest()}.\n",
    )
    assert (second.code, second.out) == (0, f"The schema is up to date ({schema.newest()}).\n")


async def test_the_first_run_tells_a_setup_code_once_and_a_stop_ends_it(office: Office) -> None:
    await office.open()

    process = await office.begin("run")
    code = await line_with(process.stdout, "Setup code")
    await office.until_it_polls()
    process.send_signal(signal.SIGTERM)
    ended = await end(process, 10)

    assert re.fullmatch(r"Setup code: [A-Z0-9]{4}-[A-Z0-9]{4}", code)
    assert "Setup code" not in ended.out
    assert ended.code == 0
    assert ended.err.splitlines()[-1].endswith("Stopped; nothing is lost.")
    assert await office.has_tables()


async def test_the_setup_code_is_not_in_the_log(office: Office) -> None:
    await office.open()
    office.configure(more="[log]\nlevel = 'debug'\n")

    process = await office.begin("run")
    code = (await line_with(process.stdout, "Setup code")).removeprefix("Setup code: ")
    await office.until_it_polls()
    process.send_signal(signal.SIGINT)
    ended = await end(process, 10)

    assert ended.code == 0
    assert code not in ended.err


async def test_a_run_waits_for_a_telegram_that_cannot_be_reached_yet(office: Office) -> None:
    process = await office.begin("run")
    said = await line_with(process.stderr, "Telegram cannot be reached")

    await office.open()
    await office.until_it_polls()

    assert "asks again in 1 s" in said
    process.send_signal(signal.SIGTERM)
    assert (await end(process, 10)).code == 0


async def test_a_run_that_has_not_reached_telegram_can_be_stopped(office: Office) -> None:
    process = await office.begin("run")
    await line_with(process.stderr, "Telegram cannot be reached")

    process.send_signal(signal.SIGTERM)

    assert (await end(process, 10)).code == 0


async def test_a_run_with_a_token_that_is_refused_ends_with_a_plain_line(office: Office) -> None:
    await office.open()
    office.telegram.bots.clear()

    ended = await office.call("run")

    assert ended.code == 1
    assert ended.err.splitlines()[-1] == (
        "telegram.token: Telegram refuses the token; ask BotFather for it again"
    )
    assert "Traceback" not in ended.err


async def test_a_run_without_a_token_says_what_is_missing(office: Office) -> None:
    office.configure(token="")

    ended = await office.call("run")

    assert (ended.code, ended.err.splitlines()[-1]) == (
        2,
        f"{office.path}: telegram.token is missing; BotFather gives one "
        "(docs/operator.md says how)",
    )


async def test_a_run_on_an_older_schema_is_refused(office: Office) -> None:
    await office.open()
    await office.call("migrate")
    database = Database(office.database_url)
    async with database.writing() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    await database.close()

    ended = await office.call("run")

    assert (ended.code, ended.err.splitlines()[-1]) == (
        1,
        f"The database has the schema older, this release needs {schema.newest()}: "
        "make a copy of it, then run: python -m bot migrate",
    )


async def test_the_environment_is_enough_to_run(office: Office) -> None:
    await office.open()
    process = await begin(
        "run",
        SECRETARIAT_TELEGRAM_TOKEN=TOKEN,
        SECRETARIAT_TELEGRAM_API_URL=office.url,
        SECRETARIAT_DATABASE_URL=office.database_url,
    )

    await office.until_it_polls()

    process.send_signal(signal.SIGTERM)
    assert (await end(process, 10)).code == 0
