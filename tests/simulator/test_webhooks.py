"""Webhooks: what setWebhook takes, and how updates come."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from endpoints import Endpoint, endpoint
from local_telegram import FARHAN, Reply, Scene, until

from simulator.methods import perform
from simulator.parameters import Parameters
from simulator.webhooks import LONGEST_DELAY

KEYBOARD = json.dumps({"inline_keyboard": [[{"text": "Press", "callback_data": "r.1"}]]})


@pytest.fixture
async def hook(scene: Scene) -> AsyncIterator[Endpoint]:
    """A bot that listens and has set its webhook."""
    async with endpoint() as listening:
        reply = await scene.wire.call("setWebhook", url=listening.url, secret_token="s-3_X")
        assert reply.body == {"ok": True, "result": True, "description": "Webhook was set"}
        yield listening


async def info(scene: Scene) -> dict[str, object]:
    found: dict[str, object] = (await scene.wire.call("getWebhookInfo")).body["result"]
    return found


def refusal(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.body["description"]


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "ftp://example.org/"}, "invalid webhook URL specified"),
        ({"url": "https://example.org:99999/"}, "invalid webhook URL specified"),
        (
            {"url": "http://example.org/"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org:444/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://10.0.0.1/"}, "bad webhook: IP address 10.0.0.1 is reserved"),
        (
            {"url": "https://example.org/", "ip_address": "192.168.1.1"},
            "bad webhook: IP address 192.168.1.1 is reserved",
        ),
        (
            {"url": "https://example.org/", "ip_address": "nowhere"},
            "bad webhook: Invalid IP address specified",
        ),
        ({"url": "https://example.org/", "secret_token": "x" * 257}, "secret token is too long"),
        (
            {"url": "https://example.org/", "secret_token": "a+b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_what_a_webhook_may_not_be(
    scene: Scene, parameters: dict[str, str], description: str
) -> None:
    reply = await scene.wire.call("setWebhook", **parameters)

    assert refusal(reply) == (400, f"Bad Request: {description}")
    assert (await info(scene))["url"] == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://example.org:8443/",
        "https://8.8.8.8:88/",
        "http://127.0.0.1:5/",
        "http://localhost:5/",
        "http://[::1]:5/",
    ],
)
async def test_https_and_ports_are_asked_of_other_machines_only(scene: Scene, url: str) -> None:
    reply = await scene.wire.call("setWebhook", url=url)

    assert reply.body == {"ok": True, "result": True, "description": "Webhook was set"}
    assert (await info(scene))["url"] == url


@pytest.mark.parametrize(("asked", "given"), [("", 40), ("7", 7), ("0", 1), ("101", 100)])
async def test_what_a_webhook_is_can_be_asked(scene: Scene, asked: str, given: int) -> None:
    await scene.wire.upload(
        "setWebhook",
        {"certificate": ("own.pem", b"PEM")},
        url="example.org/hook",
        max_connections=asked,
        ip_address="8.8.8.8",
        allowed_updates='["message", "poll"]',
    )

    assert await info(scene) == {
        "url": "https://example.org/hook",
        "has_custom_certificate": True,
        "pending_update_count": 0,
        "max_connections": given,
        "ip_address": "8.8.8.8",
        "allowed_updates": ["message", "poll"],
    }


async def test_the_same_webhook_again_is_already_set(scene: Scene, hook: Endpoint) -> None:
    again = await scene.wire.call("setWebhook", url=hook.url, secret_token="s-3_X")
    other = await scene.wire.call("setWebhook", url=hook.url, secret_token="other")
    deleted = await scene.wire.call("setWebhook")
    twice = await scene.wire.call("deleteWebhook")

    assert [reply.body["description"] for reply in (again, other, deleted, twice)] == [
        "Webhook is already set",
        "Webhook was set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]


async def test_a_refused_address_leaves_no_webhook(scene: Scene, hook: Endpoint) -> None:
    await scene.wire.call("setWebhook", url="http://example.org/")

    assert (await info(scene))["url"] == ""


async def test_where_limits_hold_a_webhook_is_set_once_a_second(scene: Scene) -> None:
    scene.telegram.limits = "realistic"
    replies = [await scene.wire.call("setWebhook", url="https://example.org/") for _ in range(2)]
    scene.moments.pass_by(seconds=1)
    replies.append(await scene.wire.call("setWebhook", url="https://example.org/2"))

    assert [reply.status for reply in replies] == [200, 429, 200]
    assert replies[1].headers["Retry-After"] == "1"


async def test_one_update_comes_with_each_request(scene: Scene, hook: Endpoint) -> None:
    await scene.farhan.says("line 0")
    await scene.farhan.says("line 1")
    await scene.telegram.drained()

    first, second = hook.posts
    assert hook.said == ["line 0", "line 1"]
    assert second.update["update_id"] == first.update["update_id"] + 1
    assert first.headers["X-Telegram-Bot-Api-Secret-Token"] == "s-3_X"
    assert first.headers["Content-Type"] == "application/json"
    assert (await info(scene))["pending_update_count"] == 0


async def test_what_waited_already_comes_too(scene: Scene) -> None:
    await scene.farhan.says("line 0")
    async with endpoint() as listening:
        await scene.wire.call("setWebhook", url=listening.url)
        await scene.telegram.drained()

    assert listening.said == ["line 0"]
    assert "X-Telegram-Bot-Api-Secret-Token" not in listening.posts[0].headers


async def test_what_waits_can_be_dropped_first(scene: Scene) -> None:
    await scene.farhan.says("line 0")
    async with endpoint() as listening:
        await scene.wire.call("setWebhook", url=listening.url, drop_pending_updates=True)
        await scene.farhan.says("line 1")
        await scene.telegram.drained()

    assert listening.said == ["line 1"]


async def test_one_chat_waits_for_its_turn_and_others_do_not(scene: Scene, hook: Endpoint) -> None:
    await scene.sent(reply_markup=KEYBOARD)
    hook.held.add("line 0")
    await scene.farhan.says("line 0")
    await scene.farhan.says("line 1")
    await scene.farhan.taps("Press")
    await scene.nadia.says("from Nadia")
    await until(lambda: len(hook.posts) == 3)

    before = hook.said
    hook.held.clear()
    await scene.telegram.drained()

    # A press has a lane of its own, so it may overtake the same person's message.
    assert sorted(before) == ["from Nadia", "line 0", "r.1"]
    assert hook.said[3:] == ["line 1"]


async def test_no_more_requests_at_once_than_asked_for(scene: Scene) -> None:
    async with endpoint() as listening:
        await scene.wire.call("setWebhook", url=listening.url, max_connections=1)
        await scene.farhan.says("line 0")
        await scene.nadia.says("line 1")
        await scene.telegram.drained()

    assert (sorted(listening.said), listening.most_at_once) == (["line 0", "line 1"], 1)


async def test_attempts_come_at_once_and_then_after_longer_and_longer(
    scene: Scene, hook: Endpoint
) -> None:
    hook.answers = [web.Response(status=502) for _ in range(10)]
    await scene.farhan.says("line 0")
    waits = []
    for _ in range(9):
        await until(lambda: bool(scene.moments.sleepers))
        waits += scene.moments.waits
        scene.moments.pass_by(seconds=waits[-1] + 1)
        await until(lambda: not scene.moments.sleepers)
    await scene.telegram.drained()

    assert waits[:5] == [2, 4, 8, 16, 32]
    assert [LONGEST_DELAY[0] <= wait <= LONGEST_DELAY[1] for wait in waits[5:]] == [True] * 4
    assert hook.said == ["line 0"] * 11


async def test_an_error_is_told(scene: Scene, hook: Endpoint) -> None:
    hook.answers = [web.Response(status=502), web.Response(status=302)]
    await scene.farhan.says("line 0")
    await until(lambda: bool(scene.moments.sleepers))

    found = await info(scene)

    assert found["last_error_message"] == "Wrong response from the webhook: 302 Found"
    assert found["last_error_date"] == int(scene.moments.now.timestamp())
    assert found["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("asked", "waits"), [("30", [30]), ("9999", [3600]), ("0", []), ("soon", [])]
)
async def test_a_bot_may_ask_for_time(
    scene: Scene, hook: Endpoint, asked: str, waits: list[float]
) -> None:
    hook.answers = [web.Response(status=429, headers={"Retry-After": asked})]
    await scene.farhan.says("line 0")
    await until(lambda: bool(scene.moments.sleepers) or not scene.telegram.unconfirmed())

    assert scene.moments.waits == waits


async def test_an_update_is_given_up_when_it_would_be_too_old(scene: Scene, hook: Endpoint) -> None:
    await scene.sent(reply_markup=KEYBOARD)
    hook.answers = [web.Response(status=503, headers={"Retry-After": "200"})]

    await scene.farhan.taps("Press")
    await scene.telegram.drained()

    # A press lives for 150 seconds.
    assert hook.said == ["r.1"]


async def test_nobody_listening_is_an_error_like_any_other(scene: Scene) -> None:
    async with endpoint() as listening:
        pass
    await scene.wire.call("setWebhook", url=listening.url)
    await scene.farhan.says("line 0")
    await until(lambda: bool(scene.moments.sleepers))

    assert (await info(scene))["last_error_message"] == "Connection refused"
    assert scene.moments.waits == [2]


async def test_other_machines_are_never_called(scene: Scene) -> None:
    await scene.wire.call("setWebhook", url="https://example.org/")
    await scene.farhan.says("line 0")
    await until(lambda: bool(scene.moments.sleepers))

    assert (await info(scene))["last_error_message"] == (
        "The local Telegram does not call other machines"
    )


async def test_an_address_that_is_gone_for_a_day_is_forgotten(scene: Scene, hook: Endpoint) -> None:
    hook.answers = [web.Response(status=410), web.Response(status=410), web.Response(status=410)]
    await scene.farhan.says("line 0")
    await until(lambda: bool(scene.moments.sleepers))
    scene.moments.pass_by(hours=23)
    await until(lambda: not scene.telegram.webhooks)

    assert [update["message"]["text"] for update in await scene.updates()] == ["line 0"]


@pytest.mark.parametrize(
    "answer",
    [
        web.json_response({"method": "SendMessage", "chat_id": FARHAN, "text": "Answer"}),
        web.Response(
            text=f"method=sendMessage&chat_id={FARHAN}&text=Answer",
            content_type="application/x-www-form-urlencoded",
        ),
    ],
)
async def test_the_answer_may_be_a_call(scene: Scene, hook: Endpoint, answer: web.Response) -> None:
    hook.answers = [answer]

    await scene.farhan.says("line 0")
    await until(lambda: bool(scene.farhan.inbox))

    assert scene.farhan.reads() == "Answer"
    assert [call.method for call in scene.telegram.calls] == ["setWebhook", "sendMessage"]


@pytest.mark.parametrize(
    "text",
    [
        '{"method": "deleteWebhook"}',
        '{"method": "getMe"}',
        '{"method": "noSuchMethod"}',
        '{"method": "sendMessage", "chat_id": 1}',
        '["sendMessage"]',
        "ok",
        "\xff\x00",
    ],
)
async def test_any_other_answer_is_only_an_answer(scene: Scene, hook: Endpoint, text: str) -> None:
    hook.answers = [web.Response(text=text)]

    await scene.farhan.says("line 0")
    await scene.farhan.says("line 1")
    await scene.telegram.drained()

    assert hook.said == ["line 0", "line 1"]
    assert list(scene.telegram.webhooks) == [100]


async def test_get_updates_is_refused_while_a_webhook_is_set(scene: Scene, hook: Endpoint) -> None:
    refused = await scene.wire.call("getUpdates")
    await scene.wire.call("deleteWebhook")
    answered = await scene.wire.call("getUpdates")

    assert refusal(refused) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
    assert answered.status == 200


async def test_setting_a_webhook_ends_a_held_call(scene: Scene) -> None:
    call = asyncio.create_task(scene.wire.call("getUpdates", timeout=50))
    await until(lambda: scene.telegram.bot.updates.is_held)

    await scene.wire.call("setWebhook", url="https://example.org/")

    assert refusal(await call) == (409, "Conflict: terminated by setWebhook request")


async def test_deleting_a_webhook_keeps_what_is_under_way(scene: Scene, hook: Endpoint) -> None:
    hook.held.add("line 0")
    await scene.farhan.says("line 0")
    await until(lambda: bool(hook.posts))

    await scene.wire.call("deleteWebhook")

    assert [update["message"]["text"] for update in await scene.updates()] == ["line 0"]


async def test_a_server_that_comes_back_goes_on_delivering(scene: Scene, hook: Endpoint) -> None:
    await scene.server.stop()
    await scene.farhan.says("line 0")
    is_quiet = not hook.posts

    await scene.server.start()
    await scene.telegram.drained()

    assert (is_quiet, hook.said) == (True, ["line 0"])


async def test_kinds_are_chosen_for_a_webhook_too(scene: Scene) -> None:
    async with endpoint() as listening:
        await scene.wire.call("setWebhook", url=listening.url, allowed_updates='["callback_query"]')
        await scene.farhan.says("line 0")

    assert scene.telegram.unconfirmed() == 0


async def test_a_webhook_that_is_overtaken_while_it_is_set_is_refused(
    scene: Scene, hook: Endpoint
) -> None:
    hook.held.add("line 0")
    await scene.farhan.says("line 0")
    await until(lambda: bool(hook.posts))
    calls = [
        perform(scene.telegram, scene.telegram.bot, "setWebhook", Parameters({"url": url}))
        for url in ("https://example.org/1", "https://example.org/2")
    ]

    first, second = await asyncio.gather(*calls)

    assert (first.status, json.loads(first.encoded)["description"], second.status) == (
        409,
        "Conflict: terminated by other setWebhook",
        200,
    )
    assert (await info(scene))["url"] == "https://example.org/2"
