"""The local Telegram by itself: its command line, its README, and plain HTTP."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator.__main__ import make_telegram, read_arguments
from simulator.methods import METHODS
from simulator.tables import README, checks, table, written


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """The address of a local Telegram that runs as a process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    yield line.split("/ has the page")[0]
    process.terminate()
    assert await process.wait() == 0


async def curl(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Run curl; gives the HTTP status and the JSON."""
    command = shutil.which("curl")
    if command is None:
        pytest.fail("this test needs curl")
    process = await asyncio.create_subprocess_exec(
        command, "-s", "-w", "\n%{http_code}", *arguments, stdout=subprocess.PIPE
    )
    output, _ = await process.communicate()
    body, _, status = output.decode().rpartition("\n")
    return int(status), json.loads(body)


async def test_a_conversation_by_curl(url: str) -> None:
    bot = f"{url}/bot1:TEST"
    person = "5000000001"

    _, me = await curl(f"{bot}/getMe")
    early = await curl(f"{bot}/sendMessage", "-d", f"chat_id={person}", "-d", "text=Hello")
    await curl(f"{url}/_emu/act", "-d", json.dumps({"person": int(person), "act": "start"}))
    _, updates = await curl(f"{bot}/getUpdates?timeout=5")
    sent = await curl(
        f"{bot}/sendDocument",
        "-F",
        f"chat_id={person}",
        "-F",
        f"document=@{README}",
        "-F",
        "caption=R",
    )
    lost = await curl(f"{bot}/sendMassage")

    assert me["result"]["username"] == "local_1_bot"
    assert early == (
        400,
        {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"},
    )
    assert [update["message"]["text"] for update in updates["result"]] == ["/start"]
    assert (sent[0], sent[1]["result"]["document"]["file_name"]) == (200, "README.md")
    assert lost[0] == 404


def test_the_command_line_makes_the_world() -> None:
    asked = ["--token", "7:SEVEN", "--token", "8:EIGHT", "--person", "Ada", "--lint"]

    telegram = make_telegram(read_arguments([*asked, "--limits", "strict"]))

    assert [bot.token for bot in telegram.bots.values()] == ["7:SEVEN", "8:EIGHT"]
    assert [person.name for person in telegram.people.values()] == ["Ada"]
    assert (telegram.limits, telegram.lints.is_on) == ("strict", True)


def test_without_wishes_there_is_a_bot_and_two_people() -> None:
    telegram = make_telegram(read_arguments([]))

    assert (list(telegram.bots), len(telegram.people)) == (["1:TEST"], 2)
    assert (telegram.limits, telegram.lints.is_on) == ("off", False)


@pytest.mark.parametrize("token", ["", "1", "x:y", "0:y", ":y", "1:", "1:a/b", "1:" + "x" * 80])
def test_a_token_that_no_bot_has_is_refused(token: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["--token", token])

    assert "argument --token: a token " in capsys.readouterr().err


def test_the_readme_has_the_table_of_the_code() -> None:
    text = README.read_text("utf-8")

    assert written(text) == text


def test_the_table_finds_what_a_method_refuses() -> None:
    found = checks(METHODS["answerCallbackQuery"])

    assert found["own"] == {
        "'query is too old and response timeout expired or query ID is invalid'",
        "'MESSAGE_TOO_LONG'",
        "'URL_INVALID'",
    }
    assert "| answerCallbackQuery |  |  |  |  | 3 |" in table().splitlines()
