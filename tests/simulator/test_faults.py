"""Faults, flood limits and the log of calls."""

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from local_telegram import FARHAN, JAMIL, Moments, Scene

from simulator.calls import KEPT
from simulator.clock import Clock
from simulator.errors import ApiError
from simulator.limits import FloodLimits, Strictness

KEYBOARD = [[{"text": "Press", "callback_data": "p.1"}]]
CUT = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


async def attempt(scene: Scene, text: str = "Hello") -> tuple[int, Any]:
    reply = await scene.wire.call("sendMessage", chat_id=FARHAN, text=text)
    return reply.status, reply.body


async def test_a_429_says_how_long_to_wait_in_body_and_header(scene: Scene) -> None:
    scene.telegram.faults.add(method="sendMessage", kind="429", retry_after=7)

    reply = await scene.wire.call("sendMessage", chat_id=FARHAN, text="x")

    assert (reply.status, reply.body, reply.headers["Retry-After"]) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
        "7",
    )
    assert scene.farhan.inbox == []
    assert (await attempt(scene))[0] == 200


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [
        ("500", "Internal Server Error"),
        ("502", "Bad Gateway"),
        ("503", "Service Unavailable"),
        ("504", "Gateway Timeout"),
    ],
)
async def test_a_failure_of_the_server_has_no_effect(scene: Scene, kind: Any, phrase: str) -> None:
    scene.telegram.faults.add(kind=kind)

    answer = await attempt(scene)

    assert answer == (
        int(kind),
        {"ok": False, "error_code": int(kind), "description": phrase},
    )
    assert scene.farhan.inbox == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_failure_of_the_proxy_is_a_page(scene: Scene, status: int) -> None:
    kind: Any = f"{status}_html"
    scene.telegram.faults.add(kind=kind)

    answered, page = await attempt(scene)

    assert answered == status
    assert page.startswith(f"<html>\r\n<head><title>{status} ".encode())
    assert scene.farhan.inbox == []


@pytest.mark.parametrize(("kind", "sent"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_reset_comes_before_or_after_the_effect(scene: Scene, kind: Any, sent: int) -> None:
    scene.telegram.faults.add(kind=kind)

    with pytest.raises(CUT):
        await attempt(scene)

    assert len(scene.farhan.inbox) == sent
    assert [(call.method, call.status, call.answer) for call in scene.telegram.calls] == [
        ("sendMessage", 0, None)
    ]


@pytest.mark.parametrize(("kind", "sent"), [("timeout_after", 1), ("slow", 0), ("hang", 0)])
async def test_a_bot_that_gives_up_may_or_may_not_have_sent(
    scene: Scene, kind: Any, sent: int
) -> None:
    scene.telegram.faults.add(kind=kind, seconds=60)
    timeout = aiohttp.ClientTimeout(total=0.1)

    with pytest.raises(TimeoutError):
        await scene.wire.post(
            "/bot100:TEST/sendMessage",
            data={"chat_id": str(FARHAN), "text": "x"},
            timeout=timeout,
        )

    assert len(scene.farhan.inbox) == sent


@pytest.mark.parametrize("kind", ["slow", "timeout_after"])
async def test_a_slow_answer_comes_in_the_end(scene: Scene, kind: Any) -> None:
    scene.telegram.faults.add(kind=kind, seconds=0.02)
    loop = asyncio.get_running_loop()
    began = loop.time()

    status, _ = await attempt(scene)

    assert status == 200
    assert loop.time() - began >= 0.02
    assert scene.farhan.reads() == "Hello"


async def test_faults_fit_method_chat_and_text_and_are_counted(scene: Scene) -> None:
    await scene.jamil.unblocks()
    scene.telegram.faults.add(
        kind="500", method="sendMessage", chat_id=FARHAN, text="Notice", times=2
    )

    statuses = [
        (await scene.wire.call("sendMessage", chat_id=chat, text=text)).status
        for chat, text in [
            (JAMIL, "Notice 1"),
            (FARHAN, "Hello"),
            (FARHAN, "A Notice"),
            (FARHAN, "Notice 2"),
            (FARHAN, "Notice 3"),
        ]
    ]

    assert statuses == [200, 200, 500, 500, 200]


async def test_a_fault_may_come_after_some_calls_went_well(scene: Scene) -> None:
    scene.telegram.faults.add(kind="500", method="sendmessage", after=2, times=1)

    assert [(await attempt(scene))[0] for _ in range(4)] == [200, 200, 500, 200]


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": "2"},
        {"times": -1},
        {"retry_after": 1.5},
        {"after": None},
        {"seconds": "long"},
        {"seconds": -1},
        {"method": 5},
        {"text": ["x"]},
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused(scene: Scene, wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"count|seconds|texts"):
        scene.telegram.faults.add(kind="500", **wrong)


async def test_the_control_plane_tells_what_is_still_to_come(scene: Scene) -> None:
    await scene.wire.post("/_emu/faults", json={"kind": "slow", "times": 2, "chat_id": FARHAN})

    reply = await scene.wire.get("/_emu/faults")

    assert reply.body["faults"] == [
        {
            "kind": "slow",
            "method": None,
            "chat_id": FARHAN,
            "text": None,
            "times": 2,
            "retry_after": 1,
            "seconds": 1.0,
            "after": 0,
            "until": None,
        }
    ]


async def test_the_control_plane_changes_the_limits(scene: Scene) -> None:
    replies = [
        await scene.wire.post("/_emu/limits", json={"limits": "strict"}),
        await scene.wire.post("/_emu/limits", json={"limits": "merciless"}),
        await scene.wire.post("/_emu/limits", json={"limits": ["strict"]}),
        await scene.wire.get("/_emu/limits"),
    ]

    assert [reply.status for reply in replies] == [200, 400, 400, 200]
    assert (replies[3].body["limits"], scene.telegram.limits) == ("strict", "strict")


async def test_faults_can_be_cleared(scene: Scene) -> None:
    scene.telegram.faults.add(kind="500", times=9)
    scene.telegram.faults.clear()

    assert (await attempt(scene))[0] == 200


def test_an_unknown_kind_of_fault_is_refused(scene: Scene) -> None:
    with pytest.raises(ValueError, match="unknown kind of fault: meteor"):
        scene.telegram.faults.add(kind="meteor")  # type: ignore[arg-type]


async def test_calls_are_logged_with_their_answers(scene: Scene) -> None:
    await scene.wire.call("sendMessage", chat_id=FARHAN)
    await scene.wire.upload("sendDocument", {"document": ("a.csv", b"x")}, chat_id=FARHAN)

    refused, sent = scene.telegram.calls
    assert (refused.at, refused.bot_id, refused.method) == (scene.moments.now, 100, "sendMessage")
    assert (refused.parameters, refused.status) == ({"chat_id": str(FARHAN)}, 400)
    assert refused.answer["description"] == "Bad Request: message text is empty"
    assert sent.parameters == {"chat_id": str(FARHAN), "document": "a.csv"}
    assert sent.answer["result"]["document"]["file_name"] == "a.csv"
    assert scene.telegram.calls_of("sendDocument") == [sent]


async def test_of_very_many_calls_the_oldest_are_forgotten(scene: Scene) -> None:
    await scene.wire.call("getMe")
    [call] = scene.telegram.calls
    for number in range(2 * KEPT):
        scene.telegram.log(replace(call, method=str(number)))

    since = 2 * KEPT - 1
    reply = await scene.wire.get(f"/_emu/calls?since={since}")

    assert KEPT <= len(scene.telegram.calls) < 2 * KEPT
    assert [call["method"] for call in reply.body["calls"]] == [str(since - 1), str(since)]


async def test_presses_that_can_no_longer_be_answered_are_forgotten(scene: Scene) -> None:
    message = scene.telegram.send(
        scene.farhan.bot, scene.farhan.room, "Choose", [], keyboard=KEYBOARD
    )
    for _ in range(3):
        await scene.farhan.taps("Press", on=message)
        scene.moments.pass_by(seconds=10)

    assert len(scene.farhan.bot.callbacks) == 2


def limits() -> tuple[FloodLimits, Moments]:
    moments = Moments()
    return FloodLimits(Clock(monotonic=lambda: moments.seconds)), moments


def spent(flood: FloodLimits, strictness: Strictness, chats: list[int]) -> list[int]:
    """How many seconds to wait for each message, 0 for those that went through."""
    waits = []
    for chat in chats:
        try:
            flood.spend(strictness, chat, 10)
            waits.append(0)
        except ApiError as refusal:
            waits.append((refusal.parameters or {})["retry_after"])
    return waits


@pytest.mark.parametrize(
    ("strictness", "chats", "waits"),
    [
        ("off", [1] * 50, [0] * 50),
        ("realistic", [1] * 6, [0] * 5 + [1]),
        ("strict", [1, 1, 2], [0, 1, 0]),
        ("realistic", list(range(1, 32)), [0] * 30 + [1]),
        ("realistic", [-5] * 21, [0] * 20 + [3]),
    ],
)
def test_flood_limits_hold_for_chats_and_over_all(
    strictness: Strictness, chats: list[int], waits: list[int]
) -> None:
    flood, _ = limits()

    assert spent(flood, strictness, chats) == waits


def test_a_bot_that_waits_as_told_goes_on(scene: Scene) -> None:
    flood, moments = limits()
    first = spent(flood, "strict", [1, 1])

    moments.pass_by(seconds=1)

    assert first + spent(flood, "strict", [1]) == [0, 1, 0]


def test_a_bot_that_hammers_waits_longer() -> None:
    flood, moments = limits()
    waits = spent(flood, "strict", [1, 1])
    for _ in range(3):
        moments.pass_by(seconds=0.9)
        waits += spent(flood, "strict", [1])

    assert waits == [0, 1, 1, 1, 1]


def test_a_long_text_counts_twice_where_limits_are_strict() -> None:
    flood, moments = limits()
    flood.spend("strict", 1, 501)
    moments.pass_by(seconds=1)

    assert spent(flood, "strict", [1]) == [1]


async def test_limits_count_what_is_sent_and_edited(scene: Scene) -> None:
    scene.telegram.limits = "strict"
    sent = await scene.sent()

    edited = await scene.wire.call(
        "editMessageText", chat_id=FARHAN, message_id=sent["message_id"], text="x"
    )
    asked = await scene.wire.call("getChat", chat_id=FARHAN)

    assert (edited.status, edited.body["parameters"]) == (429, {"retry_after": 1})
    assert edited.headers["Retry-After"] == "1"
    assert asked.status == 200
    assert scene.farhan.reads() == "Hello"
