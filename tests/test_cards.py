"""Cards: messages already in chats are kept true by editing them, whatever Telegram answers."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import update

from handlers.routes import SCREENS, Look
from secretariat.deliveries import Owed, mark_stale, owe
from secretariat.kinds import Kind, Priority
from simulator.faults import FaultKind
from storage import Card, Delivery, DeliveryState
from tests.groups import Group, ewg
from tests.house import House, opened
from tests.test_inbox import TROUBLES, trouble, until
from views import presses
from views.screen import Button, Screen

TOPIC = "meeting:5"


class Board:
    """What is true at the moment: every card of these tests shows its text."""

    def __init__(self) -> None:
        self.text: str | None = "One"
        self.failing = False
        self.during: Callable[[], Awaitable[None]] | None = None

    async def draw(self, look: Look, **_given: Any) -> Screen | None:
        text = self.text
        if self.during is not None:
            during, self.during = self.during, None
            await during()
        if self.failing:
            raise ZeroDivisionError("a fault of ours")
        if text is None:
            return None
        return Screen(Markup(text), ((Button("Help", presses.HELP.write()),),))


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    board = Board()
    monkeypatch.setitem(SCREENS, Kind.SAID, board.draw)
    return board


async def hang(house: House, group: Group, *names: str) -> None:
    """Send the board's card to these people."""
    async with house.database.writing() as session:
        await owe(
            session,
            house.clock.now(),
            [
                Owed(
                    key=f"board:{name}",
                    kind=Kind.SAID,
                    person_id=group.ids[name],
                    args={"meeting": 5},
                    priority=Priority.NOTICE,
                )
                for name in names
            ],
        )
    await look(house)


async def look(house: House) -> None:
    assert house.bot is not None
    house.bot.wake()
    await house.settle()


async def mark(house: House, **given: Any) -> None:
    async with house.database.writing() as session:
        await mark_stale(session, TOPIC, house.clock.now(), **given)


async def change(house: House, board: Board, text: str | None) -> None:
    """Let something else be true, and every card of it be redrawn."""
    board.text = text
    await mark(house)
    await look(house)


def edits(house: House) -> int:
    return len(house.telegram.calls_of("editMessageText"))


async def stale(house: House) -> list[bool]:
    return [card.stale_at is not None for card in await house.rows(Card)]


async def test_a_card_shows_what_has_become_true(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed", "Sana Qureshi")

    await change(house, board, "Two")

    assert group.farhan.reads(n=9) == ["Two"]
    assert group.people["Sana Qureshi"].reads(n=9) == ["Two"]
    assert edits(house) == 2
    assert await stale(house) == [False, False]


async def test_a_card_that_is_still_true_is_not_edited(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")

    await change(house, board, "One")

    assert edits(house) == 0
    assert await stale(house) == [False]


async def test_a_change_that_is_taken_back_in_time_edits_nothing(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    await house.stop_bot()
    board.text = "Two"
    await mark(house)
    board.text = "One"
    await mark(house)

    await house.start_bot()

    assert edits(house) == 0


async def test_one_persons_card_only_may_be_redrawn(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed", "Sana Qureshi")
    board.text = "Two"

    await mark(house, person_id=group.ids["Farhan Javed"])
    await look(house)

    assert (group.farhan.reads(), group.people["Sana Qureshi"].reads()) == ("Two", "One")


async def test_what_is_no_longer_shown_to_a_reader_is_left_as_it_was(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")

    await change(house, board, None)

    assert group.farhan.reads(n=9) == ["One"]
    assert (edits(house), await stale(house)) == (0, [False])


async def test_a_message_that_shows_it_already_is_true(house: House, board: Board) -> None:
    """Telegram says "message is not modified" where our record of what it shows is behind."""
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    async with house.database.writing() as session:
        await session.execute(update(Card).values(drawn="something else"))

    await change(house, board, "One")
    await house.advance(minutes=5)

    (call,) = house.telegram.calls_of("editMessageText")
    assert call.status == 400
    assert await stale(house) == [False]


async def test_a_message_that_was_deleted_is_let_be(
    house: House, board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed", "Sana Qureshi")
    house.telegram.delete(group.farhan.room, group.farhan.inbox[-1])

    await change(house, board, "Two")
    await house.advance(minutes=5)

    assert group.people["Sana Qureshi"].reads() == "Two"
    assert (edits(house), await stale(house)) == (2, [False, False])
    assert [one.message for one in caplog.records if one.name == "bot.cards"] == []


async def test_who_has_blocked_the_assistant_is_not_tried_again(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed", "Sana Qureshi")
    group.farhan.room.blocked = True

    await change(house, board, "Two")
    await house.advance(minutes=5)

    assert group.people["Sana Qureshi"].reads() == "Two"
    assert (edits(house), await stale(house)) == (2, [False, False])


async def test_a_429_holds_its_own_chat_until_it_is_over(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed", "Sana Qureshi")
    house.telegram.faults.add(
        method="editMessageText", chat_id=group.farhan.id, kind="429", retry_after=30
    )

    await change(house, board, "Two")
    seen = group.farhan.reads(), group.people["Sana Qureshi"].reads()
    await house.advance(seconds=29)
    then = group.farhan.reads()
    await house.advance(seconds=2)

    assert seen == ("One", "Two")
    assert (then, group.farhan.reads()) == ("One", "Two")
    assert edits(house) == 3


@pytest.mark.parametrize(
    "kind", ["500", "502_html", "reset_before", "reset_after", "timeout_after"]
)
async def test_an_edit_that_failed_is_made_again(
    database_url: str, board: Board, kind: FaultKind
) -> None:
    async with opened(database_url, patience=0.3) as house:
        group = await ewg(house)
        await hang(house, group, "Farhan Javed")
        house.telegram.faults.add(method="editMessageText", kind=kind, seconds=1.0)

        await change(house, board, "Two")
        waiting = await stale(house)
        await house.advance(seconds=6)

        assert waiting == [True]
        assert group.farhan.reads(n=9) == ["Two"]
        assert (edits(house), await stale(house)) == (2, [False])


async def test_a_line_that_is_down_costs_no_edit(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    house.telegram.settle = None
    port = int(house.server.url.rsplit(":", 1)[1])
    await house.server.stop()
    board.text = "Two"
    await mark(house)
    assert house.bot is not None
    house.bot.painter.wake()
    await asyncio.sleep(0.1)
    await house.server.start(port=port)

    await house.advance(minutes=2)

    assert group.farhan.reads(n=9) == ["Two"]
    assert await stale(house) == [False]


async def test_what_changes_while_a_card_is_drawn_is_drawn_as_well(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")

    async def change_meanwhile() -> None:
        board.text = "Three"
        await mark(house)

    board.during = change_meanwhile

    await change(house, board, "Two")

    assert group.farhan.reads(n=9) == ["Three"]
    assert (edits(house), await stale(house)) == (2, [False])


async def test_what_changes_while_an_edit_is_on_its_way_is_drawn_as_well(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    house.telegram.faults.add(method="editMessageText", kind="slow", seconds=0.3)
    board.text = "Two"
    await mark(house)
    assert house.bot is not None
    house.bot.wake()
    await until(lambda: not house.telegram.faults)

    await change(house, board, "Three")

    assert group.farhan.reads(n=9) == ["Three"]
    assert (edits(house), await stale(house)) == (2, [False])


async def test_what_changes_while_a_message_is_on_its_way_is_drawn_into_it(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    house.telegram.faults.add(method="sendMessage", kind="slow", seconds=0.3)
    hanging = asyncio.create_task(hang(house, group, "Farhan Javed"))
    await until(lambda: not house.telegram.faults)

    await change(house, board, "Two")
    await hanging

    assert group.farhan.reads(n=9) == ["Two"]
    assert edits(house) == 1


async def test_what_changes_while_a_message_is_written_is_drawn_into_it(
    house: House, board: Board
) -> None:
    group = await ewg(house)

    async def change_meanwhile() -> None:
        board.text = "Two"
        await mark(house)

    board.during = change_meanwhile

    await hang(house, group, "Farhan Javed")

    assert group.farhan.reads(n=9) == ["Two"]


async def test_a_tap_before_the_message_is_on_record_is_no_harm(house: House, board: Board) -> None:
    group = await ewg(house)
    house.telegram.settle = None
    house.telegram.faults.add(method="sendMessage", kind="timeout_after", seconds=0.5)
    hanging = asyncio.create_task(hang(house, group, "Farhan Javed"))
    await until(lambda: bool(group.farhan.inbox))

    await group.farhan.taps("Help")
    await hanging
    await house.settle()
    await house.advance(minutes=1)

    (delivery,) = await house.rows(Delivery)
    (card,) = await house.rows(Card)
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 1)
    assert (card.kind, card.stale_at) == (str(Kind.HELP), None)
    assert len(group.farhan.inbox) == 1
    assert group.farhan.reads() != "One"


async def test_a_busy_card_is_drawn_at_most_once_in_its_pause(house: House, board: Board) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    await house.advance(seconds=10)
    seen = []

    for number in range(6):
        board.text = f"{number}"
        await mark(house, pause=timedelta(seconds=2))
        await look(house)
        seen.append(group.farhan.reads())
        await house.advance(milliseconds=500)
    await house.advance(seconds=2)

    # At once, then two seconds after that, and the last state in the end.
    assert seen == ["0", "0", "0", "0", "3", "3"]
    assert group.farhan.reads(n=9) == ["5"]
    assert edits(house) == 3


async def test_a_card_in_a_dead_process_hands_is_drawn_at_the_next_start(
    house: House, board: Board
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    house.telegram.settle = None
    house.telegram.faults.add(method="editMessageText", kind="hang")
    board.text = "Two"
    await mark(house)
    assert house.bot is not None
    house.bot.wake()
    await until(lambda: not house.telegram.faults)
    assert await stale(house) == [True]
    for task in list(house.bot.painter._flying.values()):
        task.cancel()

    await house.restart_bot()

    assert group.farhan.reads(n=9) == ["Two"]


async def test_a_card_at_fault_is_given_up_and_holds_up_nobody(
    house: House, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed", "Sana Qureshi")
    draw = board.draw

    async def draw_for(look: Look, **given: Any) -> Screen | None:
        board.failing = look.me.person.name == "Farhan Javed"
        return await draw(look, **given)

    monkeypatch.setitem(SCREENS, Kind.SAID, draw_for)

    await change(house, board, "Two")
    await house.advance(minutes=5)

    assert (group.farhan.reads(), group.people["Sana Qureshi"].reads()) == ("One", "Two")
    assert (edits(house), await stale(house)) == (1, [False, False])


@pytest.mark.parametrize("kind", TROUBLES)
async def test_a_card_is_true_again_after_the_database_was_away(
    house: House, board: Board, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    await hang(house, group, "Farhan Javed")
    house.telegram.settle = None
    house.telegram.faults.add(method="editMessageText", kind="slow", seconds=0.3)
    board.text = "Two"
    await mark(house)
    assert house.bot is not None
    house.bot.wake()
    await until(lambda: not house.telegram.faults)

    async with trouble(house, kind):
        await until(lambda: group.farhan.reads() == "Two")
        await asyncio.sleep(0.1)
        made = edits(house)
    await house.settle()
    await house.advance(minutes=3)

    assert group.farhan.reads(n=9) == ["Two"]
    assert await stale(house) == [False]
    # It is not drawn again and again meanwhile.
    assert made <= 2
