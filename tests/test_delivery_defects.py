"""What once went wrong, or could, between the tables and Telegram: races, hangs, bad minutes."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError

from bot import loops
from handlers.routes import SCREENS, Look
from secretariat.deliveries import Owed, mark_stale, owe, supersede
from secretariat.kinds import Kind, Priority
from storage import (
    Card,
    Delivery,
    DeliveryState,
)
from tests.groups import Group, ewg
from tests.house import House
from views.screen import File, Screen

REPEAT = "\n\n(repeat: you may already have this)"


class Board:
    """A screen of the test's own: what it says now, and what happens while it is drawn."""

    def __init__(self) -> None:
        self.text = "old"
        self.file: File | None = None
        self.drawings = 0
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.failures: list[Exception] = []

    async def draw(self, look: Look, **_args: Any) -> Screen:
        self.drawings += 1
        text = self.text
        if self.failures:
            raise self.failures.pop()
        if self.meanwhile is not None:
            act, self.meanwhile = self.meanwhile, None
            await act()
        return Screen(Markup(text), file=self.file)


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    board = Board()
    monkeypatch.setitem(SCREENS, Kind.BOARD, board.draw)
    return board


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "PAUSE_AFTER_FAILURE", 0.02)


def line(group: Group, name: str, text: str, **given: Any) -> Owed:
    values = {"priority": Priority.NOTICE, "key": f"{name}:{text}", **given}
    return Owed(kind=Kind.SAID, person_id=group.ids[name], args={"text": text}, **values)


def card_of(group: Group, name: str, kind: Kind = Kind.BOARD, **given: Any) -> Owed:
    values = {"priority": Priority.NOTICE, "key": f"{kind}:{name}", **given}
    args = {"meeting": 7} if kind is Kind.BOARD else {}
    return Owed(kind=kind, person_id=group.ids[name], args=args, **values)


async def tell(house: House, *owed: Owed) -> None:
    """Owe messages without waiting for anything."""
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), owed)
    assert house.bot is not None
    house.bot.wake()


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 (a person who looks at a telephone)
            await asyncio.sleep(0.01)


@contextmanager
def hurried(house: House) -> Iterator[None]:
    """Let people act without waiting for the bot."""
    settle, house.telegram.settle = house.telegram.settle, None
    yield
    house.telegram.settle = settle


@contextmanager
def away(house: House, start: str, times: int) -> Iterator[list[str]]:
    """Have the next statements that start so fail as when the database is away."""
    failed: list[str] = []
    engine = house.database.engine.sync_engine

    def fail(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(start) and len(failed) < times:
            failed.append(statement)
            raise OperationalError(statement, {}, Exception("the server is gone"))

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield failed
    finally:
        event.remove(engine, "before_cursor_execute", fail)


async def change(house: House, board: Board, text: str) -> None:
    board.text = text
    async with house.database.writing() as session:
        await mark_stale(session, "meeting:7", house.clock.now())
    assert house.bot is not None
    house.bot.wake()


async def test_one_who_is_not_answered_holds_up_nobody_else(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says("/start")
    home = group.farhan.inbox[-1]
    house.telegram.faults.add(kind="timeout_after", method="answerCallbackQuery", seconds=2.0)

    with hurried(house):
        await group.farhan.taps("Help", on=home)
        await until(lambda: bool(house.telegram.calls_of("answerCallbackQuery")))
        before = time.monotonic()
        await group.maria.says("/help")
        await until(lambda: bool(group.maria.inbox))
        waited = time.monotonic() - before

    assert waited < 1.5


async def test_a_stop_does_not_wait_for_a_telegram_that_hangs(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "GRACE", 1.0)
    group = await ewg(house)
    sana = group.people["Sana Qureshi"]
    await sana.says("/start")
    home = sana.inbox[-1]
    for method in ("sendMessage", "answerCallbackQuery", "editMessageText"):
        house.telegram.faults.add(kind="hang", method=method, times=9)
    with hurried(house):
        await tell(house, line(group, "Farhan Javed", "Hello"))
        await sana.taps("Help", on=home)
        await until(lambda: bool(house.telegram.calls_of("answerCallbackQuery")))
        await until(lambda: bool(house.telegram.calls_of("editMessageText")))

    before = time.monotonic()
    await house.stop_bot()
    took = time.monotonic() - before
    house.telegram.faults.clear()
    await house.start_bot()
    await house.advance(seconds=16)

    assert took < 4.0
    assert group.farhan.reads(n=9) == ["Hello" + REPEAT]
    assert home.edited


async def test_a_tap_before_the_message_is_recorded_leaves_one_card(house: House) -> None:
    group = await ewg(house)
    house.telegram.faults.add(kind="timeout_after", method="sendMessage", seconds=0.5)

    with hurried(house):
        await tell(house, card_of(group, "Farhan Javed", Kind.HOME))
        await until(lambda: bool(group.farhan.inbox))
        await group.farhan.taps("Help")
        await until(lambda: bool(house.telegram.calls_of("answerCallbackQuery")))
    await house.settle()

    (delivery,) = await house.rows(Delivery)
    (found,) = await house.rows(Card)
    (message,) = group.farhan.inbox
    assert (delivery.state, delivery.repeats) == (DeliveryState.SENT, 0)
    assert (found.kind, found.message_id, found.stale_at) == ("help", message.id, None)
    assert message.edited


async def test_a_change_while_a_message_is_rendered_is_shown_after_all(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    board.meanwhile = lambda: change(house, board, "new")

    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()

    assert group.farhan.reads(n=9) == ["new"]


async def test_a_change_that_is_not_committed_yet_when_a_message_leaves_is_shown_after_all(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await house.stop_bot()
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), [card_of(group, "Farhan Javed")])

    async with house.database.writing() as session:
        await mark_stale(session, "meeting:7", house.clock.now())

    (delivery,) = await house.rows(Delivery)
    assert delivery.touched


async def test_a_change_while_a_card_is_drawn_is_drawn_too(house: House, board: Board) -> None:
    group = await ewg(house)
    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()
    board.meanwhile = lambda: change(house, board, "newest")

    await change(house, board, "new")
    await house.settle()

    assert group.farhan.reads(n=9) == ["newest"]


async def test_what_was_taken_back_in_flight_is_not_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "GRACE", 1.0)
    group = await ewg(house)
    house.telegram.faults.add(kind="hang", method="sendMessage")
    with hurried(house):
        await tell(house, card_of(group, "Farhan Javed", Kind.HELP))
        await until(lambda: bool(house.telegram.calls_of("sendMessage")))
    async with house.database.writing() as session:
        await session.execute(update(Delivery).values(topic="meeting:7"))
        taken_back = await supersede(session, "meeting:7")

    await house.restart_bot()
    await house.advance(minutes=1)

    assert taken_back == 0
    assert group.farhan.inbox == []
    (delivery,) = await house.rows(Delivery)
    assert delivery.state is DeliveryState.EXPIRED
