"""The inbox: stored before it is confirmed, in effect exactly once, whatever goes wrong."""

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from bot import inbox
from handlers.routes import COMMANDS, PRESS_ROUTES, Arrived, on_command, on_press
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind, Priority
from secretariat.permissions import Action
from simulator.accounts import Account
from simulator.faults import FaultKind
from storage import Arrival, ArrivalState, Event
from storage.database import async_url
from tests.groups import ewg
from tests.house import TOKEN, House
from views.presses import PRESSES, About, Press, Pressed

#: A kind of button that only these tests have.
PRESS = Press("test", About.NOTHING)
FAULT = (
    "That did not work, because of a fault on our side\n\n"
    "Your last message or tap was not recorded. Sorry. Please try again, or ring the secretariat. "
    "Reference {reference}."
)

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")


class Desk:
    """What the tests' own handlers did: /test TEXT and a tap, both of which note what came."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.tries: list[str] = []
        #: Texts whose handling fails, and how many times more.
        self.failing: dict[str, int] = {}
        self.before: Callable[[AsyncSession], Awaitable[None]] | None = None

    async def handle(self, arrived: Arrived, what: str) -> None:
        self.tries.append(what)
        if self.before is not None:
            await self.before(arrived.session)
        arrived.session.add(
            # The trail's subjects are short.
            Event(
                at=arrived.now,
                verb="noted",
                subject=what.split(" x")[0],
                person_id=arrived.me.person.id,
            )
        )
        await arrived.send(Kind.SAID, text=f"Noted: {what}")
        if self.failing.get(what, 0) > 0:
            self.failing[what] -= 1
            raise ZeroDivisionError("a fault of ours")
        self.noted.append(what)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()

    @on_command("test", Action.SEE_OWN)
    async def command(arrived: Arrived) -> None:
        await desk.handle(arrived, arrived.text)

    @on_press(PRESS, Action.SEE_OWN)
    async def press(arrived: Arrived, pressed: Pressed) -> None:
        await desk.handle(arrived, pressed.argument)
        arrived.toast(f"Noted: {pressed.argument}")

    PRESSES[PRESS.verb] = PRESS
    yield desk
    del COMMANDS["test"], PRESS_ROUTES[PRESS.verb], PRESSES[PRESS.verb]


async def arrivals(house: House) -> list[Arrival]:
    async with house.database.reading() as session:
        return list(await session.scalars(select(Arrival).order_by(Arrival.update_id)))


async def events(house: House) -> list[str]:
    """Give what was noted in the trail, which is written with the arrival or not at all."""
    return [one.subject for one in await house.rows(Event, Event.verb == "noted")]


async def card_of(house: House, account: Account) -> Any:
    """Give a message of the bot's in somebody's chat, to tap on."""
    async with house.database.writing() as session:
        one = Owed(
            key=f"card:{account.id}",
            kind=Kind.SAID,
            chat_id=account.id,
            args={"text": "A card"},
            priority=Priority.ANSWER,
        )
        await owe(session, house.clock.now(), [one])
    assert house.bot is not None
    house.bot.wake()
    await house.settle()
    return account.inbox[-1]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.01)


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE", "AFTER_CONFLICT"):
        monkeypatch.setattr(inbox, name, 0.02)


async def test_an_update_is_in_the_table_before_it_is_confirmed(house: House, desk: Desk) -> None:
    group = await ewg(house)
    queue = house.account.updates
    confirmed: list[bool] = []
    get = queue.get

    async def watched(offset: int, limit: int, timeout: int) -> Any:  # noqa: ASYNC109
        async with house.database.reading() as session:
            stored = set(await session.scalars(select(Arrival.update_id)))
        confirmed.extend(one.number in stored for one in queue.pending() if one.number < offset)
        return await get(offset, limit, timeout)

    queue.get = watched  # type: ignore[method-assign]
    for number in range(3):
        await group.farhan.says(f"/test {number}")

    assert confirmed == [True] * 3
    assert house.telegram.unconfirmed() == 0


async def test_what_was_stored_and_not_confirmed_takes_effect_once(
    house: House, desk: Desk
) -> None:
    group = await ewg(house)
    assert house.bot is not None
    poller = house.bot.poller
    await house.stop_bot()
    await group.farhan.says("/test one")
    await poller.store([json.loads(one.encoded) for one in house.account.updates.pending()])
    waiting = house.telegram.unconfirmed()
    stored = [one.state for one in await arrivals(house)]

    # The process ends here; the next one gets the same update again.
    await house.start_bot()

    assert (waiting, stored) == (1, [ArrivalState.NEW])
    assert await events(house) == ["one"]
    assert group.farhan.reads(n=9) == ["Noted: one"]
    assert house.telegram.unconfirmed() == 0


def message(update_id: int, account: Account, said: str, **given: Any) -> dict[str, Any]:
    """Give an update as Telegram writes it."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_775_448_000,
            "chat": {"id": account.id, "type": "private", "first_name": "x"},
            "from": account.person.user,
            "text": said,
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
            **given,
        },
    }


async def store(house: House, *updates: dict[str, Any]) -> None:
    assert house.bot is not None
    await house.bot.poller.store(list(updates))
    house.bot.wake()
    await house.settle()


async def test_the_same_update_stored_twice_takes_effect_once(house: House, desk: Desk) -> None:
    group = await ewg(house)
    one = message(7, group.farhan, "/test one")

    await store(house, one, one)
    await store(house, one)

    assert await events(house) == ["one"]
    assert group.farhan.reads(n=9) == ["Noted: one"]
    (arrival,) = await arrivals(house)
    # What people wrote is not kept here once it has been taken in.
    assert (arrival.state, arrival.raw, arrival.tries) == (ArrivalState.DONE, "", 0)


async def test_a_fault_that_passes_costs_nothing(house: House, desk: Desk) -> None:
    group = await ewg(house)
    desk.failing["one"] = 2

    await group.farhan.says("/test one")

    assert desk.tries == ["one"] * 3
    assert await events(house) == ["one"]
    assert group.farhan.reads(n=9) == ["Noted: one"]
    (arrival,) = await arrivals(house)
    assert (arrival.state, arrival.tries) == (ArrivalState.DONE, 2)


async def test_what_fails_three_times_is_set_aside_and_its_sender_told(
    house: House, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    desk.failing["bad"] = 99

    await group.farhan.says("/test bad")
    await group.farhan.says("/test good")

    assert desk.tries == ["bad"] * 3 + ["good"]
    first, second = await arrivals(house)
    reference = f"{first.update_id % 0x10000:04X}"
    # Nothing of what the failed tries did is left, neither in the trail nor in the chat.
    assert await events(house) == ["good"]
    assert group.farhan.reads(n=9) == [FAULT.format(reference=reference), "Noted: good"]
    assert (first.state, first.tries) == (ArrivalState.SET_ASIDE, 3)
    assert first.error == "ZeroDivisionError('a fault of ours')"
    # It is kept for a person to look at.
    assert "/test bad" in first.raw
    assert second.state is ArrivalState.DONE
    assert f"(reference {reference})" in caplog.text


async def test_what_was_set_aside_stays_so_after_a_restart(house: House, desk: Desk) -> None:
    group = await ewg(house)
    desk.failing["bad"] = 99
    await group.farhan.says("/test bad")

    await house.restart_bot()

    assert desk.tries == ["bad"] * 3
    assert len(group.farhan.inbox) == 1


async def test_a_fault_is_owned_up_to_in_the_language_of_the_app(house: House, desk: Desk) -> None:
    group = await ewg(house)
    desk.failing["bad"] = 99

    await store(
        house,
        message(
            7,
            group.farhan,
            "/test bad",
            **{"from": {**group.farhan.person.user, "language_code": "ur"}},
        ),
    )

    assert "0007" in group.farhan.reads()
    assert "Reference" not in group.farhan.reads()


async def test_one_persons_fault_holds_up_nobody(house: House, desk: Desk) -> None:
    group = await ewg(house)
    desk.failing["bad"] = 99
    await house.stop_bot()
    await group.farhan.says("/test bad")
    await group.chair.says("/test fine")
    await group.farhan.says("/test later")

    await house.start_bot()

    assert sorted(await events(house)) == ["fine", "later"]


async def test_a_tap_that_failed_is_answered_and_its_sender_told(house: House, desk: Desk) -> None:
    group = await ewg(house)
    card = await card_of(house, group.farhan)
    desk.failing["bad"] = 99

    answer = await group.farhan.taps_data(PRESS.write(argument="bad"), on=card)

    # The button stops spinning; what is said about it is a message that stays.
    assert answer is not None
    assert answer.text == ""
    assert group.farhan.reads().startswith("That did not work, because of a fault on our side")
    assert len(house.telegram.calls_of("answerCallbackQuery")) == 1


async def test_a_tap_is_answered_once_with_its_outcome(house: House, desk: Desk) -> None:
    group = await ewg(house)
    card = await card_of(house, group.farhan)
    desk.failing["one"] = 1

    answer = await group.farhan.taps_data(PRESS.write(argument="one"), on=card)

    assert answer is not None
    assert (answer.text, answer.alert) == ("Noted: one", False)
    assert len(house.telegram.calls_of("answerCallbackQuery")) == 1


async def test_a_tap_that_is_answered_too_late_is_no_error(
    house: House, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    card = await card_of(house, group.farhan)
    await house.stop_bot()
    await group.farhan.taps_data(PRESS.write(argument="one"), on=card)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))

    with caplog.at_level(logging.WARNING):
        await house.start_bot()

    (call,) = house.telegram.calls_of("answerCallbackQuery")
    assert call.status == 400
    assert await events(house) == ["one"]
    assert [one.message for one in caplog.records if one.name.startswith("bot.")] == []


@pytest.mark.parametrize("kind", ["500", "502_html", "429", "reset_before", "reset_after"])
async def test_a_tap_whose_answer_is_lost_has_its_effect(
    house: House, desk: Desk, kind: FaultKind
) -> None:
    group = await ewg(house)
    card = await card_of(house, group.farhan)
    house.telegram.faults.add(method="answerCallbackQuery", kind=kind)

    await group.farhan.taps_data(PRESS.write(argument="one"), on=card)

    assert await events(house) == ["one"]
    assert group.farhan.reads() == "Noted: one"
    assert len(house.telegram.calls_of("answerCallbackQuery")) == 1


async def test_one_persons_updates_are_handled_in_their_order(house: House, desk: Desk) -> None:
    group = await ewg(house)
    await house.stop_bot()
    people = [group.farhan, group.people["Sana Qureshi"], group.chair]
    for number in range(12):
        for person in people:
            await person.says(f"/test {person.name} {number}")
    desk.failing["Sana Qureshi 3"] = 1

    await house.start_bot()

    for person in people:
        mine = [what for what in desk.noted if what.startswith(person.name)]
        assert mine == [f"{person.name} {number}" for number in range(12)]
        assert person.reads(n=99) == [f"Noted: {what}" for what in mine]


async def test_who_takes_long_holds_up_only_themselves(house: House, desk: Desk) -> None:
    group = await ewg(house)
    card = await card_of(house, group.farhan)
    await house.stop_bot()
    await group.farhan.taps_data(PRESS.write(argument="slow"), on=card)
    await group.farhan.says("/test after")
    await group.chair.says("/test other")
    house.telegram.faults.add(method="answerCallbackQuery", kind="slow", seconds=0.5)

    await house.start_bot()

    # The answer to the tap keeps Farhan's queue busy; Maria does not wait for it.
    assert desk.noted == ["slow", "other", "after"]


async def test_an_edited_command_is_not_given_again(house: House, desk: Desk) -> None:
    group = await ewg(house)
    said = await group.farhan.says("/test one")

    await group.farhan.edits(said, "/test two")

    assert await events(house) == ["one"]
    assert [one.state for one in await arrivals(house)] == [ArrivalState.DONE] * 2


GROUP = {"id": -100_500, "type": "supergroup", "title": "Office chat"}
STRANGER = {"id": 901, "is_bot": False, "first_name": "Admin"}
CHANNEL = {"id": -100_600, "type": "channel", "title": "News"}


@pytest.mark.parametrize(
    "given",
    [
        {"chat": GROUP},
        {"chat": {"id": -77, "type": "group", "title": "Office chat"}},
        {"from": {"id": 900, "is_bot": True, "first_name": "Other", "username": "other_bot"}},
        {"chat": CHANNEL, "sender_chat": CHANNEL, "from": None},
        {"text": "/test@other_desk_bot one"},
    ],
    ids=["supergroup", "group", "bot", "channel", "another bot's command"],
)
async def test_what_is_not_said_to_us_in_private_is_left_alone(
    house: House, desk: Desk, given: dict[str, Any]
) -> None:
    group = await ewg(house)
    update = message(7, group.farhan, "/test one", **given)
    update["message"] = {name: value for name, value in update["message"].items() if value}
    before = len(house.telegram.calls_of("sendMessage"))

    await store(house, update)

    (arrival,) = await arrivals(house)
    assert (arrival.state, arrival.tries) == (ArrivalState.DONE, 0)
    assert desk.tries == []
    assert len(house.telegram.calls_of("sendMessage")) == before


@pytest.mark.parametrize(
    "part",
    [
        {"inline_query": {"id": "1", "from": STRANGER, "query": "", "offset": ""}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/test one"}},
        {"something_of_the_year_2030": {"id": 5}},
        {
            "my_chat_member": {
                "chat": GROUP,
                "date": 1,
                "from": STRANGER,
                "old_chat_member": {
                    "status": "left",
                    "user": {"id": 100, "is_bot": True, "first_name": "B"},
                },
                "new_chat_member": {
                    "status": "member",
                    "user": {"id": 100, "is_bot": True, "first_name": "B"},
                },
            }
        },
    ],
    ids=["inline query", "channel post", "unknown", "joined a group"],
)
async def test_updates_that_are_not_for_us_are_done_without_a_word(
    house: House, desk: Desk, part: dict[str, Any]
) -> None:
    await store(house, {"update_id": 7, **part})

    (arrival,) = await arrivals(house)
    assert (arrival.state, arrival.tries) == (ArrivalState.DONE, 0)
    assert house.telegram.calls_of("sendMessage") == []


@pytest.mark.parametrize(
    "broken",
    [
        {"update_id": 7, "message": {"message_id": 1}},
        {"update_id": 7, "callback_query": {"id": "1"}},
        {"update_id": 7, "message": "text"},
    ],
)
async def test_an_update_that_nobody_can_read_does_not_stop_the_inbox(
    house: House, desk: Desk, broken: dict[str, Any]
) -> None:
    group = await ewg(house)

    await store(house, broken, message(8, group.farhan, "/test one"))

    assert [one.state for one in await arrivals(house)][1] is ArrivalState.DONE
    assert await events(house) == ["one"]


@pytest.mark.parametrize("text", ["\ud83d", "a\x00b", "\u202e\u0627", "x" * 4096])
async def test_whatever_is_written_can_be_stored(house: House, desk: Desk, text: str) -> None:
    """Half a letter of two code units, NUL, and other text that databases refuse."""
    group = await ewg(house)

    await store(
        house,
        message(7, group.farhan, f"/start {text}"),
        message(8, group.farhan, "/test one"),
    )

    found = await arrivals(house)
    assert [one.update_id for one in found] == [7, 8]
    assert ArrivalState.NEW not in [one.state for one in found]
    assert await events(house) == ["one"]


@pytest.mark.parametrize("kind", ["500", "502_html", "429", "reset_before", "reset_after", "slow"])
async def test_updates_come_through_whatever_telegram_answers(
    house: House, desk: Desk, short_pauses: None, kind: FaultKind
) -> None:
    group = await ewg(house)
    house.telegram.faults.add(method="getUpdates", kind=kind, times=3, retry_after=0, seconds=0.05)

    await group.farhan.says("/test one")
    await group.farhan.says("/test two")

    assert await events(house) == ["one", "two"]
    assert house.telegram.unconfirmed() == 0
    await until(lambda: not house.telegram.faults)


async def test_a_429_on_polling_is_waited_out(
    house: House, desk: Desk, short_pauses: None, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    house.telegram.faults.add(method="getUpdates", kind="429", times=2, retry_after=1)

    await group.farhan.says("/test one")
    await group.farhan.says("/test two")

    assert await events(house) == ["one", "two"]
    assert caplog.text.count("Telegram asks to wait 1.0 s before the next poll") == 2


async def test_a_second_poller_is_reported_and_nothing_is_lost(
    house: House, desk: Desk, short_pauses: None, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    await until(lambda: house.account.updates.is_held)
    async with aiohttp.ClientSession() as other:
        await other.get(f"{house.server.url}/bot{TOKEN}/getUpdates?timeout=1")

    await group.farhan.says("/test one")

    assert await events(house) == ["one"]
    assert "Another process polls with this token; stop one of the two" in caplog.text


async def test_a_token_that_is_refused_in_mid_run_is_said_and_tried_again(
    house: House, desk: Desk, short_pauses: None, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    house.telegram.settle = None
    await group.farhan.says("/test one")
    await house.settle()
    held = house.telegram.bots.pop(TOKEN)
    # The poll that is held ends, and the next one is refused.
    house.account.updates.stop()
    await until(lambda: "Telegram refuses the token; correct it" in caplog.text)

    house.telegram.bots[TOKEN] = held
    await group.farhan.says("/test two")
    await house.settle()

    assert await events(house) == ["one", "two"]
    assert TOKEN not in caplog.text


#: How a database can be away on this kind of it.
TROUBLES = ["gone"] if POSTGRES else ["read_only", "full"]


async def set_pragma(house: House, pragma: str) -> None:
    """Set something of the one connection that writes, without a transaction."""

    def set_it(connection: Connection) -> None:
        connection.connection.cursor().execute(f"PRAGMA {pragma}")

    async with house.database.engine.connect() as connection:
        await connection.run_sync(set_it)


@asynccontextmanager
async def trouble(house: House, kind: str) -> AsyncIterator[None]:
    """Have the database refuse to be written for a while."""
    if kind != "gone":
        pragma, before = {
            "read_only": ("query_only=ON", "query_only=OFF"),
            "full": ("max_page_count=1", "max_page_count=1073741823"),
        }[kind]
        await set_pragma(house, pragma)
        yield
        await set_pragma(house, before)
        return
    name = house.database.url.database
    engine = create_async_engine(async_url(POSTGRES), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false"))
        await connection.execute(
            text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='{name}'")
        )
        yield
        await connection.execute(text(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true"))
    await engine.dispose()


@pytest.mark.parametrize("kind", TROUBLES)
async def test_nothing_is_confirmed_that_could_not_be_stored(
    house: House, desk: Desk, short_pauses: None, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    group = await ewg(house)
    house.telegram.settle = None
    long = "x" * 4000

    async with trouble(house, kind):
        for number in range(5):
            await group.farhan.says(f"/test {number} {long}")
        await until(lambda: "Updates could not be stored; they were not confirmed" in caplog.text)
        # Asked again and again, and each time the same are still there.
        polls = len(house.telegram.calls_of("getUpdates"))
        await until(lambda: len(house.telegram.calls_of("getUpdates")) > polls + 2)
        waiting = house.telegram.unconfirmed()
    await house.settle()

    assert waiting == 5
    assert await events(house) == ["0", "1", "2", "3", "4"]
    assert house.telegram.unconfirmed() == 0


async def test_a_database_that_goes_away_in_mid_handling_costs_no_try(
    house: House, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    group = await ewg(house)
    house.telegram.settle = None
    gone = trouble(house, "gone")

    async def leave(session: AsyncSession) -> None:
        if POSTGRES:
            await asyncio.create_task(enter(gone))
        else:
            # The connection is in the handler's hands.
            await session.execute(text("PRAGMA query_only=ON"))

    desk.before = leave
    await group.farhan.says("/test one")
    await until(lambda: "Inbox stumbled" in caplog.text)
    desk.before = None
    if POSTGRES:
        await gone.__aexit__(None, None, None)
    else:
        await set_pragma(house, "query_only=OFF")
    await house.settle()

    assert await events(house) == ["one"]
    (arrival,) = await arrivals(house)
    assert (arrival.state, arrival.tries) == (ArrivalState.DONE, 0)


async def enter(context: AbstractAsyncContextManager[None]) -> None:
    await context.__aenter__()
