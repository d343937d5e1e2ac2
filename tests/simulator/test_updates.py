"""getUpdates: offsets, holding, conflicts, kinds, expiry."""

import asyncio
import json

import aiohttp
import pytest
from local_telegram import FARHAN, Scene, until

from simulator.acts import say
from simulator.lanes import lane_of
from simulator.updates import ANSWER_SIZE, DEFAULT_KINDS, IDLE, KINDS, LIFETIMES

FIRST = 870_000_000
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@pytest.fixture
async def five(scene: Scene) -> int:
    """Five messages wait; the result is the number of the first update."""
    for number in range(5):
        await scene.farhan.says(f"line {number}")
    [first, *_] = await scene.updates(offset=0)
    scene.moments.pass_by(seconds=60)
    number: int = first["update_id"]
    return number


async def texts(scene: Scene, **parameters: object) -> list[str]:
    return [update["message"]["text"] for update in await scene.updates(**parameters)]


def numbered(*numbers: int) -> list[str]:
    return [f"line {number}" for number in numbers]


async def held(scene: Scene) -> None:
    """Wait until a call is held."""
    await until(lambda: scene.telegram.bot.updates.is_held)


@pytest.mark.parametrize(
    ("offset", "limit", "expected", "left"),
    [
        (None, None, (0, 1, 2, 3, 4), 5),
        (0, None, (0, 1, 2, 3, 4), 5),
        ("x", None, (0, 1, 2, 3, 4), 5),
        (2, None, (2, 3, 4), 3),
        (5, None, (), 0),
        # An offset from the future falls back to the oldest and confirms nothing.
        (6, None, (0, 1, 2, 3, 4), 5),
        (1000, None, (0, 1, 2, 3, 4), 5),
        (-1, None, (4,), 1),
        (-2, None, (3, 4), 2),
        (-100, None, (0, 1, 2, 3, 4), 5),
        (None, 2, (0, 1), 5),
        (None, 0, (0,), 5),
        (None, -3, (0,), 5),
        (None, 1000, (0, 1, 2, 3, 4), 5),
        (3, 1, (3,), 2),
    ],
)
async def test_offset_confirms_and_limit_is_clamped(
    scene: Scene,
    five: int,
    offset: int | str | None,
    limit: int | None,
    expected: tuple[int, ...],
    left: int,
) -> None:
    parameters: dict[str, object] = {} if limit is None else {"limit": limit}
    if offset is not None:
        relative = isinstance(offset, int) and offset > 0
        parameters["offset"] = five + int(offset) if relative else offset

    assert await texts(scene, **parameters) == numbered(*expected)
    assert scene.telegram.unconfirmed() == left


async def test_update_ids_follow_each_other(scene: Scene, five: int) -> None:
    updates = await scene.updates()

    assert [update["update_id"] for update in updates] == list(range(five, five + 5))


async def test_an_answer_has_about_four_megabytes(scene: Scene) -> None:
    bot = scene.telegram.bot
    for _ in range(4):
        bot.updates.add("message", {"text": "x" * (ANSWER_SIZE // 3)})

    updates = await scene.updates()

    assert len(updates) == 2


async def test_a_held_call_gets_the_update_that_comes(scene: Scene) -> None:
    call = asyncio.create_task(texts(scene, timeout=50))
    await held(scene)

    await scene.farhan.says("line 0")

    assert await call == ["line 0"]


async def test_a_held_call_gets_everything_that_comes_at_once(scene: Scene) -> None:
    call = asyncio.create_task(texts(scene, timeout=50))
    await held(scene)

    for number in range(3):
        say(scene.telegram, scene.farhan.bot, scene.farhan.room, f"line {number}")

    assert await call == numbered(0, 1, 2)


async def test_a_held_call_ends_empty_when_its_time_is_over(scene: Scene) -> None:
    scene.telegram.bot.updates.patience = 0.01
    await scene.updates(offset=7)

    # The same offset again within the patience is held that long although no timeout is given.
    reply = await scene.wire.call("getUpdates", offset=7)

    assert (reply.status, reply.body) == (200, {"ok": True, "result": []})


async def test_the_same_offset_again_is_held(scene: Scene) -> None:
    await scene.updates(offset=FIRST)
    call = asyncio.create_task(texts(scene, offset=FIRST))
    await held(scene)

    await scene.farhan.says("line 0")

    assert await call == ["line 0"]


async def test_the_same_offset_at_once_gets_one_update(scene: Scene) -> None:
    await scene.updates(offset=FIRST)
    for number in range(2):
        await scene.farhan.says(f"line {number}")

    assert await texts(scene, offset=FIRST) == numbered(0)
    scene.moments.pass_by(seconds=0.5)
    assert await texts(scene, offset=FIRST) == numbered(0, 1)


async def test_the_same_offset_later_is_answered_at_once(scene: Scene) -> None:
    await scene.updates(offset=FIRST)
    scene.moments.pass_by(seconds=3)

    assert await texts(scene, offset=FIRST) == []


async def test_another_waiting_call_ends_the_first_with_a_conflict(scene: Scene) -> None:
    first = asyncio.create_task(scene.wire.call("getUpdates", timeout=50))
    await held(scene)
    second = asyncio.create_task(texts(scene, timeout=50, offset=FIRST))

    reply = await first
    await scene.farhan.says("line 0")

    assert (reply.status, reply.body) == (
        409,
        {"ok": False, "error_code": 409, "description": CONFLICT},
    )
    assert await second == ["line 0"]


async def test_a_second_conflict_soon_after_is_answered_later(scene: Scene) -> None:
    scene.telegram.bot.updates.patience = 0.05
    loop = asyncio.get_running_loop()

    first = asyncio.create_task(scene.wire.call("getUpdates", timeout=50, offset=FIRST))
    await held(scene)
    second = asyncio.create_task(scene.wire.call("getUpdates", timeout=50, offset=FIRST - 1))
    statuses = [(await first).status]
    began = loop.time()
    third = asyncio.create_task(scene.wire.call("getUpdates", timeout=50, offset=FIRST - 2))
    statuses.append((await second).status)
    waited = loop.time() - began
    await scene.farhan.says("line 0")
    statuses.append((await third).status)

    assert statuses == [409, 409, 200]
    assert waited >= 0.05


async def test_a_call_answered_at_once_does_not_disturb_the_waiting_one(scene: Scene) -> None:
    waiting = asyncio.create_task(texts(scene, timeout=50, offset=FIRST))
    await held(scene)

    assert await texts(scene, offset=FIRST + 1) == []

    await scene.farhan.says("line 0")
    assert await waiting == ["line 0"]


async def test_a_call_whose_client_hung_up_takes_nothing(scene: Scene) -> None:
    async with aiohttp.ClientSession() as leaving:
        url = f"{scene.server.url}/bot100:TEST/getUpdates?timeout=50"
        call = asyncio.create_task(leaving.get(url))
        await held(scene)
        call.cancel()
    await until(lambda: not scene.telegram.bot.updates.is_held)

    await scene.farhan.says("line 0")

    assert await texts(scene) == ["line 0"]
    assert scene.telegram.unconfirmed() == 1


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ('["message"]', {"message"}),
        ('["Message", "callback_query", "no_such"]', {"message", "callback_query"}),
        ('["chat_member"]', {"chat_member"}),
        ("[]", DEFAULT_KINDS),
        ('["no_such"]', DEFAULT_KINDS),
        # What cannot be read keeps what was there before.
        ("", {"poll"}),
        ("[", {"poll"}),
        ('{"message": true}', {"poll"}),
        ('["message", 1]', {"poll"}),
    ],
)
async def test_allowed_updates_are_remembered(
    scene: Scene, wanted: str, expected: set[str]
) -> None:
    await scene.updates(allowed_updates='["poll"]')

    await scene.updates(allowed_updates=wanted, offset=1)

    assert scene.telegram.bot.updates.allowed == expected


def test_three_kinds_come_only_on_request() -> None:
    assert {"chat_member", "message_reaction", "message_reaction_count"} == KINDS - DEFAULT_KINDS


async def test_kinds_are_chosen_when_an_update_is_made(scene: Scene) -> None:
    await scene.farhan.says("line 0")
    await scene.updates(allowed_updates='["callback_query"]')
    await scene.farhan.says("line 1")

    assert await texts(scene, offset=1) == ["line 0"]
    info = (await scene.wire.call("getWebhookInfo")).body["result"]
    assert info == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "allowed_updates": ["callback_query"],
    }


async def test_updates_are_kept_for_a_day_and_presses_for_150_seconds(scene: Scene) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Press", "callback_data": "r.1"}]]}
    await scene.sent(reply_markup=json.dumps(keyboard))
    await scene.farhan.says("line 0")
    await scene.farhan.taps("Press")

    scene.moments.pass_by(seconds=149)
    kinds = [list(update)[1] for update in await scene.updates()]
    scene.moments.pass_by(seconds=2)
    after_expiry = await texts(scene)
    scene.moments.pass_by(hours=24)

    assert kinds == ["message", "callback_query"]
    assert after_expiry == ["line 0"]
    assert await scene.updates() == []
    assert scene.telegram.unconfirmed() == 0


@pytest.mark.parametrize(
    ("parameters", "description", "left"),
    [
        ({}, "Webhook is already deleted", 1),
        ({"drop_pending_updates": "true"}, "Webhook was deleted", 0),
    ],
)
async def test_deleting_the_webhook_may_drop_what_waits(
    scene: Scene, parameters: dict[str, str], description: str, left: int
) -> None:
    await scene.farhan.says("line 0")

    reply = await scene.wire.call("deleteWebhook", **parameters)

    assert reply.body == {"ok": True, "result": True, "description": description}
    assert scene.telegram.unconfirmed() == left


async def test_drained_waits_for_the_confirmation(scene: Scene) -> None:
    await scene.farhan.says("line 0")
    waiting = asyncio.create_task(scene.telegram.drained())

    [update] = await scene.updates()
    was_drained_early = waiting.done()
    await scene.updates(offset=update["update_id"] + 1)
    await waiting

    assert was_drained_early is False
    assert scene.telegram.unconfirmed() == 0


async def test_stopping_the_server_lets_a_held_call_go(scene: Scene) -> None:
    call = asyncio.create_task(scene.wire.call("getUpdates", timeout=50))
    await held(scene)

    await scene.server.stop()

    assert (await call).body == {"ok": True, "result": []}


async def test_bots_have_queues_of_their_own(scene: Scene) -> None:
    await scene.farhan.says("line 0")

    reply = await scene.wire.call("getUpdates", token="200:OTHER")

    assert reply.body == {"ok": True, "result": []}
    assert (await scene.updates())[0]["message"]["chat"]["id"] == FARHAN


@pytest.mark.parametrize(("kind", "seconds"), [("poll", 24 * 3600), *sorted(LIFETIMES.items())])
async def test_each_kind_has_a_life_of_its_own(scene: Scene, kind: str, seconds: int) -> None:
    scene.telegram.bot.updates.add(kind, {"id": "1"})

    scene.moments.pass_by(seconds=seconds - 1)
    before = scene.telegram.unconfirmed()
    scene.moments.pass_by(seconds=1)

    assert (before, scene.telegram.unconfirmed()) == (1, 0)


async def test_what_happened_a_day_ago_is_no_update(scene: Scene) -> None:
    now = int(scene.moments.now.timestamp())
    for ago in (0, 86_399, 86_400, 200_000):
        scene.telegram.bot.updates.add("message", {"date": now - ago, "text": str(ago)})
    edited = {"date": now - 200_000, "edit_date": now, "text": "edited"}
    scene.telegram.bot.updates.add("edited_message", edited)

    updates = await scene.updates()

    assert [list(update)[1] for update in updates] == ["message", "message", "edited_message"]


async def test_after_an_idle_week_numbers_begin_anywhere(scene: Scene) -> None:
    await scene.farhan.says("line 0")
    [before] = [update["update_id"] for update in await scene.updates()]
    scene.moments.pass_by(seconds=IDLE)
    await scene.farhan.says("line 1")
    await scene.farhan.says("line 2")

    first, second = [update["update_id"] for update in await scene.updates(offset=before + 1)]

    assert (first == before + 1, second - first) == (False, 1)


@pytest.mark.parametrize(
    ("kind", "payload", "lane"),
    [
        ("message", {"chat": {"id": -7}, "from": {"id": 5}}, -7),
        ("edited_message", {"chat": {"id": 5}}, 5),
        ("channel_post", {"chat": {"id": -100}}, -100),
        ("callback_query", {"from": {"id": 5}, "message": {"chat": {"id": -7}}}, 5 + (3 << 33)),
        ("my_chat_member", {"chat": {"id": -7}, "from": {"id": 5}}, -7 + (5 << 33)),
        (
            "chat_member",
            {"from": {"id": 1}, "new_chat_member": {"user": {"id": 5}}},
            5 + (6 << 33),
        ),
        ("chat_join_request", {"chat": {"id": -7}, "from": {"id": 5}}, 5 + (6 << 33)),
        ("poll", {"id": "77"}, 77),
        ("poll_answer", {"poll_id": "77", "user": {"id": 5}}, 77),
    ],
)
def test_updates_go_in_lanes(kind: str, payload: dict[str, object], lane: int) -> None:
    assert lane_of(kind, payload) == lane
