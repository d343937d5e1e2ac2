"""Log lines: one line of text or one JSON object each, and never a secret."""

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-"
PASSWORD = "tiger-7"
TOLD = f"postgresql://scott:{PASSWORD}@db.example.org/ewg"

#: The ways in which a secret gets into a sentence.
LEAKS = [
    (TOKEN, "***"),
    (f"token {TOKEN}, refused", "token ***, refused"),
    (
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        "POST https://api.telegram.org/bot***/getMe",
    ),
    (f"GET /file/bot{TOKEN}/documents/1.pdf", "GET /file/bot***/documents/1.pdf"),
    (f"/bot{TOKEN.replace(':', '%3A')}/getMe", "/bot***/getMe"),
    (f"'{TOKEN}'", "'***'"),
    (TOLD, "postgresql://scott:***@db.example.org/ewg"),
    (f"redis://:{PASSWORD}@db", "redis://:***@db"),
]

#: What looks a little like one.
INNOCENT = [
    "2026-04-06 09:00:00",
    "http://127.0.0.1:8080/health",
    "connect to 10.0.0.123:5432",
    "invitation:1000:12345",
    "sqlite:///secretariat.sqlite",
    "Delivery answer:870000001:1 was refused",
    "mailto:office@example.org",
    "http://db.example.org:5432/x",
]


@pytest.mark.parametrize(("text", "told"), LEAKS)
def test_a_secret_is_blacked_out(text: str, told: str) -> None:
    assert logs.without_secrets(text) == told


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_no_secret_stays(text: str) -> None:
    assert logs.without_secrets(text) == text


@given(
    before=st.text(max_size=20).filter(lambda text: not text[-1:].isdigit()),
    number=st.integers(min_value=100, max_value=10**12),
    secret=st.from_regex(r"A[A-Za-z0-9_-]{34}", fullmatch=True),
)
def test_a_token_never_leaves_wherever_it_stands(before: str, number: int, secret: str) -> None:
    assert secret not in logs.without_secrets(f"{before}{number}:{secret}/getMe")


def record(text: str, *args: object, failure: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(failure), failure, failure.__traceback__) if failure else None
    found = logging.LogRecord("bot.inbox", logging.WARNING, "", 0, text, args, exc_info)
    found.created = 1_775_448_000.25
    return found


def raised() -> RuntimeError:
    """Give an exception with a traceback, whose text and whose cause's text hold secrets."""
    try:
        try:
            raise ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ConnectionError as cause:
            raise RuntimeError(TOLD) from cause
    except RuntimeError as failure:
        return failure


def test_a_line_of_text_has_the_time_the_level_and_the_words() -> None:
    line = logs.TextFormatter().format(record("%s updates", 3))

    assert line == "2026-04-06 04:00:00Z warning 3 updates"


def test_a_line_of_json_has_the_same_for_a_machine() -> None:
    line = logs.JsonFormatter().format(record("%s updates: ے", 3))

    assert "\n" not in line
    assert json.loads(line) == {
        "at": "2026-04-06T04:00:00.250000+00:00",
        "level": "warning",
        "from": "bot.inbox",
        "text": "3 updates: ے",
    }


@pytest.mark.parametrize("formatter", [logs.TextFormatter(), logs.JsonFormatter()])
def test_no_secret_leaves_in_a_message_its_values_or_an_exception(
    formatter: logging.Formatter,
) -> None:
    line = formatter.format(record(f"{TOKEN} %s %r", TOLD, [TOKEN], failure=raised()))

    assert "RuntimeError" in line
    assert "ConnectionError" in line
    assert TOKEN.split(":")[1] not in line
    assert PASSWORD not in line


def test_a_json_line_stays_json_when_secrets_are_taken_out() -> None:
    line = logs.JsonFormatter().format(record(f'"{TOKEN}" "{TOLD}"', failure=raised()))

    assert json.loads(line)["text"] == '"***" "postgresql://scott:***@db.example.org/ewg"'


@pytest.fixture
def untouched_logging() -> object:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before


@pytest.mark.parametrize("form", ["text", "json"])
def test_whatever_logs_in_this_process_is_cleaned(
    form: str, untouched_logging: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(sys, "stderr", Paper(written))
    logs.set_up("info", form)

    logging.getLogger("asyncio").error("lost %s", TOKEN, exc_info=raised())
    logging.getLogger("bot").debug("too little to tell")
    logging.getLogger("aiohttp.access").info("GET /")

    text = "".join(written)
    assert text.count("lost ***") == 1
    assert "too little" not in text
    assert "GET /" not in text
    assert TOKEN.split(":")[1] not in text
    assert PASSWORD not in text


class Paper:
    """What is written to standard error."""

    def __init__(self, written: list[str]) -> None:
        self.write = written.append

    def flush(self) -> None:
        pass
