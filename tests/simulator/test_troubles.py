"""What the log says in plain words of what went wrong, and of what the bot did."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from simulator import Telegram
from simulator.calls import Call
from simulator.troubles import troubles

MORNING = datetime(2026, 4, 6, 4, 0, tzinfo=UTC)
REFUSED = '{"ok": false, "error_code": 429, "parameters": {"retry_after": 5}}'


@dataclass
class Line:
    """The calls of one bot to one person, by seconds after the morning."""

    telegram: Telegram = field(default_factory=Telegram)

    def call(self, second: float, status: int, text: str = "Notice", **others: str) -> None:
        parameters = {"chat_id": "5000000001", "text": text}
        method = others.get("method", "sendMessage")
        encoded = others.get("encoded", "")
        at = MORNING + timedelta(seconds=second)
        self.telegram.log(Call(at, 100, method, parameters, status, encoded))

    def told(self) -> list[str]:
        return [line["text"] for line in troubles(self.telegram)]


@pytest.fixture
def line() -> Line:
    line = Line()
    line.telegram.add_person("Farhan Javed")
    return line


def test_what_goes_well_is_not_told(line: Line) -> None:
    line.call(0, 200)
    line.call(1, 400)

    assert line.told() == []


def test_a_refusal_for_haste_says_how_long_the_bot_waited(line: Line) -> None:
    line.call(0, 429, encoded=REFUSED)
    before = line.told()
    line.call(2, 200, "Another")
    line.call(5, 200)

    refused = "Telegram refused a message to Farhan Javed: too many at once, wait 5 seconds."
    assert before == [f"{refused} The bot waits."]
    assert line.told() == [f"{refused} The bot waited 5 seconds and sent it again."]


@pytest.mark.parametrize(
    ("again", "did"),
    [
        ("Notice", "After 1 second it sent it once more."),
        ("Perhaps twice: Notice", "After 1 second it sent it once more, marked as a repeat."),
        ("Another", "It has not sent it again so far."),
    ],
)
def test_a_broken_line_says_whether_the_bot_tried_again(line: Line, again: str, did: str) -> None:
    line.call(0, 0)
    line.call(1, 200, again)

    broke = "The line broke over a message to Farhan Javed: the bot cannot know whether it arrived."
    assert line.told() == [f"{broke} {did}"]


def test_an_absence_is_told_in_one_line(line: Line) -> None:
    for second in (0, 2, 4, 8):
        line.call(second, 502, method="getUpdates")
    before = line.told()
    line.call(9, 200, method="getUpdates")
    line.call(60, 503)
    line.call(61, 200)

    away = "Telegram was away for 8 seconds: 4 calls of the bot failed."
    assert before == [f"{away} It keeps trying."]
    assert line.told() == [
        f"{away} It kept trying and is through again.",
        "Telegram was away for a moment: 1 call of the bot failed. "
        "It kept trying and is through again.",
    ]


def test_whoever_listens_is_told_of_a_failure_and_of_its_end(line: Line) -> None:
    told: list[str] = []
    line.telegram.listen(lambda event: told.append(event["type"]))

    for status in (200, 502, 502, 200, 200):
        line.call(0, status)

    assert told == ["trouble"] * 3
