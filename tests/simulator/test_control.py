"""The control plane: state, acts, stream, faults, host callbacks, the page."""

import asyncio
import base64
import json
from typing import Any

import aiohttp
import pytest
from local_telegram import FARHAN, JAMIL, Scene

from simulator import Server, Telegram
from simulator.control import POLICY

KEYBOARD = json.dumps(
    {
        "inline_keyboard": [
            [
                {"text": "In person", "callback_data": "r.1", "style": "success"},
                {"text": "Map", "url": "https://example.org/map"},
                {"text": "Copy", "copy_text": {"text": "copied"}},
                {"text": "Start", "url": "https://t.me/ewg_desk_bot?start=abc"},
                {"text": "App", "web_app": {"url": "https://example.org/"}},
            ]
        ]
    }
)
QUIET = {
    "blocked": False,
    "offline": False,
    "deleted": False,
    "unread": 0,
    "sounds": 0,
    "silents": 0,
}


async def act(scene: Scene, person: int = FARHAN, **fields: Any) -> tuple[int, Any]:
    reply = await scene.wire.post("/_emu/act", json={"person": person, **fields})
    return reply.status, reply.body


async def state(scene: Scene) -> dict[str, Any]:
    found: dict[str, Any] = (await scene.wire.get("/_emu/state")).body
    return found


async def test_the_state_shows_people_and_chats(scene: Scene) -> None:
    scene.farhan.person.note.update({"role": "member", "pane": True})
    await scene.sent(text="Choose", reply_markup=KEYBOARD)
    await scene.sent(text="Quiet", disable_notification="true")

    shown = await state(scene)

    assert shown["clock"] == {"now": "2026-04-06T04:00:00+00:00", "movable": False}
    assert shown["bots"][0] == {"id": 100, "username": "ewg_desk_bot", "name": "EWG Secretariat"}
    assert shown["host"] == []
    assert shown["people"][0] == {
        "blocked": False,
        "offline": False,
        "quiet": None,
        "deleted": False,
        "id": FARHAN,
        "name": "Farhan Javed",
        "username": "fjaved_moi",
        "language": "en",
        "unread": 2,
        "sounds": 1,
        "silents": 1,
        "role": "member",
        "pane": True,
    }
    assert [person["name"] for person in shown["people"]] == [
        "Farhan Javed",
        "Nadia Saleem",
        "Jamil Baloch",
        "Rida Aslam",
        "Umer Riaz",
    ]
    assert shown["chats"][str(FARHAN)][1] == {
        "id": 4,
        "date": 1775448000,
        "edit_date": None,
        "from": "bot",
        "text": "Choose",
        "entities": [],
        "keyboard": [
            [
                {"text": "In person", "kind": "callback", "value": "r.1", "style": "success"},
                {"text": "Map", "kind": "url", "value": "https://example.org/map", "style": ""},
                {"text": "Copy", "kind": "copy", "value": "copied", "style": ""},
                {
                    "text": "Start",
                    "kind": "url",
                    "value": "https://t.me/ewg_desk_bot?start=abc",
                    "style": "",
                },
                {"text": "App", "kind": "other", "value": "", "style": ""},
            ]
        ],
        "reply_keyboard": None,
        "reply_to": None,
        "document": None,
        "kind": "text",
        "silent": False,
    }


async def test_a_reply_keyboard_stays_until_it_is_removed(scene: Scene) -> None:
    await scene.sent(reply_markup='{"keyboard": [["Yes", {"text": "No"}]]}')

    shown = (await state(scene))["chats"][str(FARHAN)][-1]["reply_keyboard"]

    assert shown == [[{"text": "Yes"}, {"text": "No"}]]


async def test_a_file_in_the_state_can_be_saved(scene: Scene) -> None:
    await scene.wire.upload("sendDocument", {"document": ("a.ics", b"VCAL")}, chat_id=FARHAN)

    document = (await state(scene))["chats"][str(FARHAN)][-1]["document"]
    download = await scene.wire.get(document["url"])

    assert (document["name"], document["size"]) == ("a.ics", 4)
    assert (download.status, download.body) == (200, b"VCAL")
    assert download.headers["Content-Disposition"] == "attachment"


async def test_a_person_acts_over_http(scene: Scene) -> None:
    await scene.sent(text="Choose", reply_markup=KEYBOARD)
    scene.telegram.bot.updates.clear()

    answers = [
        await act(scene, act="text", text="Hello"),
        await act(scene, act="text", text="To that", message=4),
        await act(scene, act="edit", text="Hello!", message=5),
        await act(scene, act="start", payload="abc"),
        await act(
            scene,
            act="file",
            name="a.csv",
            content_base64=base64.b64encode(b"1,2").decode(),
            text="Mine",
        ),
        await act(scene, act="voice"),
        await act(scene, act="block"),
        await act(scene, act="unblock"),
    ]

    updates = await scene.updates()
    assert [status for status, _ in answers] == [200] * 8
    assert [body.get("message") for _, body in answers] == [5, 6, 5, 7, 8, 9, None, None]
    assert [list(update)[1] for update in updates] == [
        "message",
        "message",
        "edited_message",
        "message",
        "message",
        "message",
        "my_chat_member",
        "my_chat_member",
    ]
    assert updates[1]["message"]["reply_to_message"]["message_id"] == 4
    assert updates[4]["message"]["caption"] == "Mine"


async def test_taps_work_by_label_and_by_data(scene: Scene) -> None:
    await scene.sent(text="Choose", reply_markup=KEYBOARD)

    tapped = [
        await act(scene, act="tap", message=4, data="r.1"),
        await act(scene, act="tap", message=4, text="In person"),
    ]
    others = [
        (await act(scene, act="tap", message=4, text=label))[1]
        for label in ("Map", "Copy", "Start")
    ]

    queries = [update["callback_query"]["id"] for update in (await scene.updates())[:2]]
    assert tapped == [(200, {"ok": True, "callback": query}) for query in queries]
    assert others == [
        {"ok": True, "url": "https://example.org/map", "started": False},
        {"ok": True, "copy": "copied"},
        {"ok": True, "url": "https://t.me/ewg_desk_bot?start=abc", "started": True},
    ]


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"act": "text", "text": "x", "person": 7}, 404, "no person 7"),
        ({"act": "text", "text": "x", "person": "me"}, 400, "me is not a number"),
        ({"act": "dance"}, 400, "unknown act: dance"),
        ({"act": "text"}, 400, "text is missing"),
        ({"act": "text", "text": "  "}, 409, "MESSAGE_EMPTY"),
        ({"act": "tap", "message": 99, "data": "x"}, 404, "no message 99"),
        ({"act": "tap", "message": 1, "data": "x"}, 409, "DATA_INVALID"),
        ({"act": "edit", "message": 1, "text": "/start"}, 409, "MESSAGE_NOT_MODIFIED"),
        ({"act": "start", "payload": "a b"}, 409, "START_PARAM_INVALID"),
        ({"act": "file", "name": "a", "content_base64": "!"}, 400, "content_base64 is not base64"),
        ({"act": "text", "text": "x", "person": JAMIL}, 409, "the bot is blocked"),
    ],
)
async def test_what_cannot_be_done_is_said(
    scene: Scene, body: dict[str, Any], status: int, error: str
) -> None:
    answer = await act(scene, **{"person": FARHAN} | body)

    assert answer == (status, {"ok": False, "error": error})


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"{", "the body is not JSON"), (b"[]", "the body is not an object")],
)
async def test_a_body_that_is_no_object_is_refused(
    scene: Scene, content: bytes, error: str
) -> None:
    reply = await scene.wire.post("/_emu/act", data=content)

    assert (reply.status, reply.body) == (400, {"ok": False, "error": error})


async def test_acts_wait_while_a_person_is_offline(scene: Scene) -> None:
    await act(scene, act="offline")

    waiting = await act(scene, act="text", text="later")
    await act(scene, act="tap", message=1, data="x")
    before = (scene.telegram.unconfirmed(), (await state(scene))["people"][0]["offline"])
    online = await act(scene, act="online")

    assert waiting == (200, {"ok": True, "waiting": True})
    assert before == (0, True)
    assert online == (200, {"ok": True, "done": 1, "refused": ["DATA_INVALID"]})
    assert [update["message"]["text"] for update in await scene.updates()] == ["later"]


async def test_an_act_does_not_wait_for_the_settle_hook(scene: Scene) -> None:
    async def settle() -> None:
        raise AssertionError("awaited")

    scene.telegram.settle = settle

    assert (await act(scene, act="text", text="x"))[0] == 200


async def test_commands_are_those_this_person_sees(scene: Scene) -> None:
    async def set_commands(name: str, **where: Any) -> None:
        commands = json.dumps([{"command": name, "description": "x"}])
        await scene.wire.call("setMyCommands", commands=commands, **where)

    async def seen(person: int) -> list[str]:
        reply = await scene.wire.get(f"/_emu/commands?person={person}")
        return [command["command"] for command in reply.body["commands"]]

    seen_first = await seen(FARHAN)
    await set_commands("general")
    await set_commands("urdu", language_code="ur")
    general = [await seen(FARHAN), await seen(FARHAN + 1)]
    await set_commands("private", scope='{"type": "all_private_chats"}')
    private = [await seen(FARHAN), await seen(FARHAN + 1)]
    await set_commands("own", scope=json.dumps({"type": "chat", "chat_id": FARHAN}))
    own = [await seen(FARHAN), await seen(FARHAN + 1)]

    assert seen_first == []
    assert general == [["general"], ["urdu"]]
    assert private == [["private"], ["private"]]
    assert own == [["own"], ["private"]]


async def test_the_transcript_comes_as_text_and_json(scene: Scene) -> None:
    text = await scene.wire.get("/_emu/transcript?format=text")
    as_json = await scene.wire.get("/_emu/transcript?format=json")

    assert text.body.decode() == scene.telegram.transcript()
    assert as_json.body[str(FARHAN)][0]["text"] == "/start"


async def test_calls_are_listed_without_tokens(scene: Scene) -> None:
    await scene.wire.call("getMe")
    await scene.wire.call("sendMessage", chat_id=FARHAN)

    reply = await scene.wire.get("/_emu/calls?since=1")

    assert reply.body == {
        "calls": [
            {
                "at": "2026-04-06T04:00:00+00:00",
                "bot_id": 100,
                "method": "sendMessage",
                "parameters": {"chat_id": str(FARHAN)},
                "status": 400,
                "answer": {
                    "ok": False,
                    "error_code": 400,
                    "description": "Bad Request: message text is empty",
                },
            }
        ]
    }


async def test_faults_are_added_and_cleared_over_http(scene: Scene) -> None:
    added = await scene.wire.post("/_emu/faults", json={"kind": "500", "times": 2})
    failed = (await scene.wire.call("getMe")).status
    cleared = await scene.wire.request("DELETE", "/_emu/faults")
    refused = await scene.wire.post("/_emu/faults", json={"kind": "meteor"})

    assert (added.body, failed, cleared.body) == ({"ok": True}, 500, {"ok": True})
    assert (refused.status, refused.body) == (
        400,
        {"ok": False, "error": "unknown kind of fault: meteor"},
    )
    assert (await scene.wire.call("getMe")).status == 200


async def test_what_is_not_here_is_said(scene: Scene) -> None:
    reply = await scene.wire.get("/_emu/nothing")

    assert (reply.status, reply.body) == (
        404,
        {"ok": False, "error": "no GET /_emu/nothing here"},
    )


async def test_another_page_may_not_act(scene: Scene) -> None:
    own = await scene.wire.get("/_emu/state", headers={"Origin": scene.server.url})
    other = await scene.wire.get("/_emu/state", headers={"Origin": "http://evil.example"})

    assert own.status == 200
    assert (other.status, other.body) == (
        403,
        {"ok": False, "error": "requests of another page are refused"},
    )


@pytest.fixture
async def hosted() -> Any:
    telegram = Telegram()
    telegram.add_bot("ewg_desk_bot", name="EWG", token="100:TEST")

    async def advance(body: dict[str, Any]) -> dict[str, Any]:
        return {"hours": body["hours"]}

    server = Server(telegram, hosts={"advance": advance})
    await server.start()
    yield server
    await server.stop()


@pytest.mark.parametrize(
    ("path", "body", "status", "answer"),
    [
        ("advance", {"hours": 3}, 200, {"ok": True, "hours": 3}),
        ("advance", {}, 500, {"ok": False, "error": "'hours'"}),
        ("launch", {}, 404, {"ok": False, "error": "the host has no launch"}),
    ],
)
async def test_the_host_is_asked_by_name(
    hosted: Server, path: str, body: dict[str, Any], status: int, answer: dict[str, Any]
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{hosted.url}/_emu/host/{path}", json=body) as response,
    ):
        assert (response.status, await response.json()) == (status, answer)


async def test_the_stream_tells_everything(scene: Scene) -> None:
    events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    opened = asyncio.Event()

    async def listen() -> None:
        async with scene.wire.session.get(scene.server.url + "/_emu/stream") as response:
            async for line in response.content:
                opened.set()
                if line.startswith(b"data: "):
                    events.put_nowait(json.loads(line[6:]))

    listening = asyncio.create_task(listen())
    await opened.wait()
    sent = await scene.sent(text="Choose", reply_markup=KEYBOARD)
    message_id = sent["message_id"]
    await act(scene, act="tap", message=message_id, text="In person")
    [update] = await scene.updates()
    await scene.wire.call(
        "answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Noted"
    )
    await scene.wire.call("editMessageText", chat_id=FARHAN, message_id=message_id, text="Done")
    await scene.wire.call("deleteMessage", chat_id=FARHAN, message_id=message_id)
    await act(scene, act="block")
    scene.server.publish({"type": "log", "at": "09:14", "text": "12 sent"})
    told = [await events.get() for _ in range(6)]
    await scene.server.stop()
    await listening

    assert [event["type"] for event in told] == [
        "message",
        "answer",
        "edit",
        "delete",
        "person",
        "log",
    ]
    assert (told[0]["person"], told[0]["message"]["text"]) == (FARHAN, "Choose")
    assert told[1] == {"type": "answer", "person": FARHAN, "text": "Noted", "alert": False}
    assert told[2]["message"]["text"] == "Done"
    assert told[3] == {"type": "delete", "person": FARHAN, "id": message_id}
    assert told[4]["person"]["blocked"] is True
    assert told[5] == {"type": "log", "at": "09:14", "text": "12 sent"}


async def test_the_page_is_served_under_a_strict_policy(scene: Scene) -> None:
    page = await scene.wire.get("/")
    outside = await scene.wire.get("/page/%2e%2e/server.py")
    missing = await scene.wire.get("/page/nothing.js")

    assert (page.status, page.headers["Content-Security-Policy"]) == (200, POLICY)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert (outside.status, missing.status) == (404, 404)
