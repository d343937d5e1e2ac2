"""What once went wrong, or could, between the tables and Telegram: races, hangs, bad minutes."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import delete, event, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncSession

from bot import loops
from bot.pacing import Limits
from handlers.routes import SCREENS, Look
from secretariat.deliveries import Owed, mark_stale, owe, supersede
from secretariat.kinds import Kind, Priority
from secretariat.reminders import FAN_OUTS, Plan, on_due, plan
from simulator.accounts import Account
from storage import (
    Arrival,
    ArrivalState,
    Card,
    Delivery,
    DeliveryState,
    Lease,
    Reminder,
    ReminderState,
)
from tests.groups import Group, ewg, published_meeting
from tests.house import House, opened
from views.screen import File, Screen

HOUR = timedelta(hours=1)
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


#: A term that this process is never in.
LATER_TERM = 10**6


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


def raw_message(account: Account, text: str, **chat: Any) -> dict[str, Any]:
    return {
        "message_id": 900,
        "date": 1775448000,
        "chat": {"id": account.id, "type": "private", "first_name": "X", **chat},
        "from": {"id": account.id, "is_bot": False, "first_name": "X", "language_code": "en"},
        "text": text,
    }


A_GROUP = {"id": -100123, "type": "supergroup", "title": "Office"}


async def receive(house: House, *parts: dict[str, Any]) -> list[Arrival]:
    """Have updates arrive as if Telegram had sent them; give them as they stand in the end."""
    assert house.bot is not None
    await house.bot.poller.store(
        [{"update_id": 900_000 + n, **part} for n, part in enumerate(parts)]
    )
    house.bot.wake()
    await house.settle()
    return await arrivals_of(house)


async def arrivals_of(house: House) -> list[Arrival]:
    async with house.database.reading() as session:
        return list(await session.scalars(select(Arrival).order_by(Arrival.update_id)))


async def test_what_is_not_said_to_the_assistant_in_private_does_nothing(house: House) -> None:
    group = await ewg(house)
    in_group = raw_message(group.farhan, "/help", **A_GROUP)
    anonymous = {key: value for key, value in in_group.items() if key != "from"}

    arrivals = await receive(
        house,
        {"message": in_group},
        {"message": anonymous},
        {"channel_post": anonymous},
        {"edited_message": in_group},
        {"something_new": {"user": in_group["from"]}},
    )

    assert [arrival.state for arrival in arrivals] == [ArrivalState.DONE] * 5
    assert await house.rows(Delivery) == []


async def test_a_tap_that_is_not_for_us_is_answered_all_the_same(house: House) -> None:
    group = await ewg(house)
    tap = {"chat_instance": "1", "data": "help", "from": raw_message(group.farhan, "")["from"]}

    await receive(
        house,
        {"callback_query": {**tap, "id": "1", "inline_message_id": "x"}},
        {"callback_query": {**tap, "id": "2", "message": raw_message(group.farhan, "", **A_GROUP)}},
    )

    answered = house.telegram.calls_of("answerCallbackQuery")
    assert sorted(call.parameters["callback_query_id"] for call in answered) == ["1", "2"]


async def test_letters_that_no_encoding_knows_hold_up_nobody(house: House) -> None:
    group = await ewg(house)

    _, arrival = await receive(
        house,
        {"message": raw_message(group.farhan, "half a letter \ud83d")},
        {"message": raw_message(group.maria, "/help")},
    )

    assert arrival.state is ArrivalState.DONE


async def test_nothing_that_is_asked_all_the_time_reads_a_whole_table(house: House) -> None:
    group = await ewg(house)
    asked: dict[str, Any] = {}

    def note(_c: Any, _k: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        tables = " ".join(("FROM arrival", "FROM delivery", "FROM card", "UPDATE card"))
        if any(start in statement for start in re.findall(r"[A-Z]+ \w+", tables)):
            asked[statement] = parameters

    engines = (house.database._reader.sync_engine, house.database._writer.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    await published_meeting(house, group)
    await group.farhan.taps("Video link")
    await house.advance(days=8)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)

    used: set[str] = set()
    explain, whole = "EXPLAIN QUERY PLAN ", r"SCAN (arrival|delivery|card)(?! USING)"
    async with house.database.reading() as session:
        connection = await session.connection()
        if not house.database.is_sqlite:
            explain, whole = "EXPLAIN ", r"Seq Scan on (arrival|delivery|card)\b"
            await connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in asked.items():
            plan_of = await connection.exec_driver_sql(explain + statement, parameters)
            lines = [" ".join(map(str, row)) for row in plan_of]
            assert [line for line in lines if re.search(whole, line)] == [], statement
            used.update(re.findall(r"ix_\w+", " ".join(lines)))
    assert {"ix_arrival_new", "ix_delivery_due", "ix_card_stale", "ix_card_topic"} <= used


async def test_what_fails_in_a_group_is_not_excused_there(house: House) -> None:
    group = await ewg(house)
    broken = raw_message(group.farhan, "", **A_GROUP, photo=[{"file_id": 1}])
    del broken["date"]

    (arrival,) = await receive(house, {"message": broken})

    assert arrival.state is ArrivalState.SET_ASIDE
    assert await house.rows(Delivery) == []


async def test_a_busy_database_costs_an_update_no_try(house: House) -> None:
    group = await ewg(house)

    with away(house, "INSERT INTO delivery", times=4):
        await group.farhan.says("/help")

    arrivals = await arrivals_of(house)
    assert [(one.state, one.tries) for one in arrivals] == [(ArrivalState.DONE, 0)]
    assert group.farhan.reads().startswith("What you can do here")


async def test_a_message_whose_recording_fails_for_a_while_is_not_repeated(house: House) -> None:
    group = await ewg(house)

    with away(house, "INSERT INTO card", times=3) as failed:
        await tell(house, line(group, "Farhan Javed", "Hello"))
        await house.settle()
        await house.advance(minutes=1)

    assert len(failed) == 3
    assert group.farhan.reads(n=9) == ["Hello"]
    (delivery,) = await house.rows(Delivery)
    assert (delivery.state, delivery.repeats) == (DeliveryState.SENT, 0)


@pytest.mark.parametrize(
    "failure", [NoConnection("no free connection"), OperationalError("x", {}, Exception("gone"))]
)
async def test_a_message_that_cannot_be_rendered_now_is_sent_in_a_moment(
    house: House, board: Board, failure: Exception
) -> None:
    group = await ewg(house)
    board.failures = [failure]

    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()

    assert group.farhan.reads(n=9) == ["old"]
    (delivery,) = await house.rows(Delivery)
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 1)


async def test_a_reminder_that_breaks_a_constraint_holds_up_no_other(house: House) -> None:
    group = await ewg(house)
    now = house.clock.now()
    due = now + timedelta(minutes=5)

    @on_due("test.twice")
    async def twice(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
        await session.execute(insert(Lease).values(name="a", boot_id="", epoch=1, expires_at=now))
        await session.execute(insert(Lease).values(name="a", boot_id="", epoch=1, expires_at=now))

    @on_due("test.line")
    async def say(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
        await owe(session, now, [line(group, "Farhan Javed", "Reminder")])

    async with house.database.writing() as session:
        plans = [
            Plan(subject=rule, rule=rule, revision=1, due_at=due, expires_at=due + HOUR)
            for rule in ("test.twice", "test.line")
        ]
        await plan(session, now, plans)
    await house.advance(minutes=6)
    del FAN_OUTS["test.twice"], FAN_OUTS["test.line"]

    assert group.farhan.reads(n=9) == ["Reminder"]
    assert [one.state for one in await house.rows(Reminder)] == [
        ReminderState.SET_ASIDE,
        ReminderState.TAKEN,
    ]


async def test_a_message_that_is_left_in_flight_is_found_while_running(house: House) -> None:
    group = await ewg(house)
    await house.stop_bot()
    await tell_nobody(house, line(group, "Farhan Javed", "Hello"))
    await house.start_bot()
    assert house.bot is not None
    async with house.database.writing() as session:
        await session.execute(update(Delivery).values(state=DeliveryState.SENDING, attempts=1))

    house.bot.wake()
    await house.settle()
    await house.advance(seconds=16)

    assert group.farhan.reads(n=9)[-1] == "Hello" + REPEAT


async def tell_nobody(house: House, *owed: Owed) -> None:
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), owed)


async def test_a_429_keeps_the_order_of_its_chat_and_the_rest_of_the_queue(house: House) -> None:
    group = await ewg(house)
    house.telegram.faults.add(kind="429", method="sendMessage", retry_after=20)

    await tell(house, *(line(group, "Farhan Javed", str(n)) for n in range(50)))
    await house.settle()
    await tell(house, line(group, "Farhan Javed", "last"), line(group, "Sana Qureshi", "other"))
    await house.settle()
    before = len(group.farhan.inbox)
    await house.advance(seconds=30)

    assert before == 0
    assert group.people["Sana Qureshi"].reads(n=9) == ["other"]
    assert group.farhan.reads(n=99) == [*map(str, range(50)), "last"]


async def test_a_chat_at_its_pace_hides_nobody_behind_it(database_url: str) -> None:
    limits = Limits(bulk_per_second=1e9, private_seconds=30.0, private_burst=1)
    async with opened(database_url, limits=limits) as house:
        group = await ewg(house)

        with hurried(house):
            await tell(house, *(line(group, "Farhan Javed", str(n)) for n in range(60)))
            await tell(house, line(group, "Sana Qureshi", "other"))
            await until(lambda: bool(group.people["Sana Qureshi"].inbox))

        assert group.people["Sana Qureshi"].reads(n=9) == ["other"]
        assert group.farhan.reads(n=9) == ["0"]
        await leave(house)


async def leave(house: House) -> None:
    """Stop the bot before the house wants to settle."""
    await house.stop_bot()


async def test_cards_of_a_chat_at_its_pace_hide_nobody_behind_them(
    database_url: str, board: Board
) -> None:
    limits = Limits(bulk_per_second=1e9, private_seconds=0.0)
    async with opened(database_url, limits=limits) as house:
        group = await ewg(house)
        owed = [card_of(group, "Farhan Javed", key=f"card:{n}") for n in range(60)]
        await tell(house, *owed, card_of(group, "Sana Qureshi"))
        await house.settle()
        assert house.bot is not None
        house.bot.governor.limits = Limits(bulk_per_second=1e9, private_seconds=30.0)

        with hurried(house):
            await change(house, board, "new")
            sana = group.people["Sana Qureshi"]
            await until(lambda: sana.reads() == "new")

        assert sum(message.text == "new" for message in group.farhan.inbox) <= 3
        await leave(house)


async def test_cards_that_show_it_already_take_no_place_in_the_pace(
    database_url: str, board: Board
) -> None:
    limits = Limits(bulk_per_second=1e9, private_seconds=30.0)
    async with opened(database_url, limits=limits) as house:
        group = await ewg(house)
        await tell(house, card_of(group, "Farhan Javed"))
        await house.settle()
        for _ in range(5):
            await change(house, board, "old")
            await house.settle()

        await tell(house, line(group, "Farhan Javed", "One"), line(group, "Farhan Javed", "Two"))
        await house.settle()

        assert group.farhan.reads(n=9) == ["old", "One", "Two"]


async def test_a_card_whose_edit_never_succeeds_is_tried_ever_less_often(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()
    house.telegram.faults.add(kind="500", method="editMessageText", times=10**6)

    await change(house, board, "new")
    await house.settle()
    await house.advance(days=2)
    tries = len(house.telegram.calls_of("editMessageText"))
    house.telegram.faults.clear()
    await house.advance(hours=1)

    assert tries < 70
    assert group.farhan.reads(n=9) == ["new"]


async def test_a_line_that_was_down_keeps_the_order(house: House) -> None:
    group = await ewg(house)
    port = int(house.server.url.rsplit(":", 1)[1])
    await house.server.stop()
    await tell_nobody(house, *(line(group, "Farhan Javed", str(n)) for n in range(3)))
    assert house.bot is not None
    bot = house.bot
    await until(lambda: bot.governor.halted_for > 0)
    await house.server.start(port=port)

    await house.advance(minutes=2)

    assert group.farhan.reads(n=9) == ["0", "1", "2"]


async def test_who_has_lost_the_lease_to_a_later_term_sends_nothing(house: House) -> None:
    group = await ewg(house)
    lease = {"name": "emitter", "boot_id": "another", "epoch": LATER_TERM}
    async with house.database.writing() as session:
        await session.execute(delete(Lease))
        await session.execute(insert(Lease).values(expires_at=house.clock.now(), **lease))

    await tell(house, *(line(group, "Farhan Javed", str(n)) for n in range(50)))
    await house.settle()

    assert group.farhan.inbox == []
    assert {one.state for one in await house.rows(Delivery)} == {DeliveryState.QUEUED}


async def test_what_a_later_term_has_in_flight_is_left_to_it(house: House) -> None:
    group = await ewg(house)
    assert house.bot is not None
    await tell(house, line(group, "Farhan Javed", "Hello"))
    await house.settle()
    later = {"state": DeliveryState.SENDING, "epoch": LATER_TERM}
    async with house.database.writing() as session:
        await session.execute(update(Delivery).values(**later))

    house.bot.wake()
    await house.settle()

    (delivery,) = await house.rows(Delivery)
    assert (delivery.state, delivery.repeats) == (DeliveryState.SENDING, 0)


async def test_a_long_halt_outlives_a_restart(house: House) -> None:
    group = await ewg(house)
    for name in ("Farhan Javed", "Sana Qureshi"):
        house.telegram.faults.add(
            kind="429", method="sendMessage", chat_id=group.people[name].id, retry_after=120
        )
    await tell(house, line(group, "Farhan Javed", "1"), line(group, "Sana Qureshi", "1"))
    assert house.bot is not None
    bot = house.bot
    await until(lambda: bot.governor.halted_for > 100)

    await house.stop_bot()
    with hurried(house):
        await start_hurried(house)
        assert house.bot is not None
        halted = house.bot.governor.halted_for
        await house.stop_bot()

    assert 100 < halted <= 120


async def start_hurried(house: House) -> None:
    settle, house.settle = house.settle, nothing  # type: ignore[method-assign]
    await house.start_bot()
    house.settle = settle  # type: ignore[method-assign]


async def nothing() -> None:
    """Settle nothing."""


async def test_a_text_whose_file_is_refused_for_now_is_labelled_when_it_comes_again(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    board.text, board.file = "x" * 1100, File("minutes.txt", content=b"Minutes")
    house.telegram.faults.add(kind="429", method="sendDocument", retry_after=3)

    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()
    await house.advance(minutes=1)

    first, again, file = group.farhan.inbox
    assert (first.text, again.text) == (board.text, board.text + REPEAT)
    assert file.document is not None


@pytest.mark.parametrize("text", ["ab\n\n" * 280, "😀" * 600])
async def test_a_caption_is_measured_as_telegram_measures_it(
    house: House, board: Board, text: str
) -> None:
    group = await ewg(house)
    board.text, board.file = text + ".", File("minutes.txt", content=b"Minutes")

    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()

    assert len(group.farhan.inbox) == 2
    (delivery,) = await house.rows(Delivery)
    assert delivery.state is DeliveryState.SENT


async def test_a_reminder_that_only_changes_cards_has_them_drawn_at_once(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await tell(house, card_of(group, "Farhan Javed"))
    await house.settle()
    board.text = "new"

    @on_due("test.stale")
    async def mark(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
        await mark_stale(session, "meeting:7", now)

    due = house.clock.now() + timedelta(minutes=5)
    async with house.database.writing() as session:
        only = Plan(subject="x", rule="test.stale", revision=1, due_at=due, expires_at=due + HOUR)
        await plan(session, house.clock.now(), [only])
    await house.advance(minutes=5)
    del FAN_OUTS["test.stale"]

    assert group.farhan.reads(n=9) == ["new"]


async def test_lists_of_commands_that_telegram_refuses_are_not_asked_for_at_every_turn(
    house: House,
) -> None:
    group = await ewg(house)
    await house.stop_bot()
    house.telegram.faults.add(kind="500", method="setMyCommands", times=10**6)
    await house.start_bot()
    tried = len(house.telegram.calls_of("setMyCommands"))

    for _ in range(5):
        await group.farhan.says("/help")

    assert len(house.telegram.calls_of("setMyCommands")) == tried
