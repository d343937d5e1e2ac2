"""Acts in groups over the control plane."""

from typing import Any

import pytest
from gathering import Gathering
from local_telegram import FARHAN, JAMIL, NADIA, STRANGER, Scene


async def act(scene: Scene, order: str, person: int = FARHAN, **fields: Any) -> tuple[int, Any]:
    reply = await scene.wire.post("/_emu/act", json={"person": person, "act": order, **fields})
    return reply.status, reply.body


async def test_a_group_lives_by_orders(scene: Scene) -> None:
    _, made = await act(scene, "create_group", title="Club", type="group", members=[NADIA])
    club = made["chat"]
    await act(scene, "add_bot", chat=club, startgroup="g_7")
    _, migrated = await act(scene, "migrate", chat=club)
    office = migrated["chat"]
    for name, fields in [
        ("add", {"member": JAMIL}),
        ("promote", {"member": 100, "rights": {"can_pin_messages": True}}),
        ("rename", {"title": "Office"}),
        ("restrict", {"member": JAMIL, "permissions": {"can_send_messages": False}}),
        ("permit", {"permissions": {"can_send_polls": False}}),
        ("demote", {"member": 100}),
        ("kick", {"member": NADIA}),
        ("unban", {"member": NADIA}),
    ]:
        assert await act(scene, name, chat=office, **fields) == (200, {"ok": True})
    assert await act(scene, "join", NADIA, chat=office) == (200, {"ok": True, "joined": True})
    assert await act(scene, "leave", NADIA, chat=office) == (200, {"ok": True})

    shown = (await scene.wire.get("/_emu/state")).body["groups"]

    assert [(group["title"], group["is_active"]) for group in shown] == [
        ("Club", False),
        ("Office", True),
    ]
    assert {member["id"]: member["status"] for member in shown[1]["members"]} == {
        FARHAN: "creator",
        NADIA: "left",
        JAMIL: "restricted",
        100: "member",
    }
    assert [message["event"] for message in shown[0]["messages"]] == [
        "group_chat_created",
        "new_chat_members",
        None,
        "migrate_to_chat_id",
    ]


async def test_people_speak_tap_vote_and_react_by_orders(gathering: Gathering) -> None:
    scene, office, forum = gathering.scene, gathering.office, gathering.forum
    markup = '{"inline_keyboard": [[{"text": "Going", "callback_data": "r.1"}]]}'
    card = await gathering.posts(office, "Come?", reply_markup=markup)
    poll = await gathering.call(
        "sendPoll", chat_id=office.id, question="Which?", options='["A", "B"]'
    )
    await gathering.call("getUpdates", allowed_updates='["message", "poll", "callback_query"]')
    here = {"chat": office.id}

    _, said = await act(scene, "text", NADIA, **here, text="/yes", message=card.id)
    await act(scene, "edit", NADIA, **here, message=said["message"], text="/yes please")
    await act(scene, "tap", NADIA, **here, message=card.id, text="Going")
    await act(scene, "react", NADIA, **here, message=card.id, emoji="👍")
    await act(
        scene, "vote", NADIA, **here, message=poll.body["result"]["message_id"], answers=["B"]
    )
    await act(scene, "pin", **here, message=card.id)
    _, topic = await act(scene, "create_topic", chat=forum.id, name="Points")
    await act(scene, "text", NADIA, chat=forum.id, topic=topic["topic"], text="/one")
    await act(scene, "close_topic", chat=forum.id, topic=topic["topic"])
    await act(scene, "reopen_topic", chat=forum.id, topic=topic["topic"])

    heard = [
        (kind, content.get("text") or content.get("data"))
        for update in await gathering.news()
        for kind, content in update.items()
    ]
    assert heard == [
        ("message", "/yes"),
        ("callback_query", "r.1"),
        ("poll", None),
        ("message", None),
        ("message", None),
        ("message", "/one"),
        ("message", None),
        ("message", None),
    ]
    assert card.reactions == {NADIA: [{"type": "emoji", "emoji": "👍"}]}


ORDERS_REFUSED = [
    ({"act": "kick", "member": JAMIL}, 409, "CHAT_ADMIN_REQUIRED"),
    ({"act": "kick", "member": 7}, 404, "no member 7"),
    ({"act": "join"}, 409, "USER_ALREADY_PARTICIPANT"),
    ({"act": "join", "chat": 7}, 404, "no chat 7"),
    ({"act": "join", "chat": 0}, 400, "chat is missing"),
    ({"act": "close_topic", "topic": 7}, 404, "no topic 7"),
    ({"act": "pin", "message": 99}, 404, "no message 99"),
    ({"act": "promote", "member": JAMIL, "rights": "all"}, 400, "rights is not an object"),
    ({"act": "add_bot", "startgroup": "not so"}, 409, "START_PARAM_INVALID"),
    ({"act": "create_group", "title": "x", "type": "party"}, 400, "unknown type: party"),
    ({"act": "dance"}, 400, "unknown act: dance"),
]


@pytest.mark.parametrize(("order", "status", "error"), ORDERS_REFUSED)
async def test_orders_that_cannot_be_done_say_why(
    gathering: Gathering, order: dict[str, Any], status: int, error: str
) -> None:
    body = {"chat": gathering.office.id} | order
    answered = await act(gathering.scene, body.pop("act"), NADIA, **body)

    assert answered == (status, {"ok": False, "error": error})


async def test_the_menu_of_commands_in_a_group_is_that_of_the_narrowest_scope(
    gathering: Gathering,
) -> None:
    office = gathering.office
    for name, scope in [
        ("groups", {"type": "all_group_chats"}),
        ("admins", {"type": "chat_administrators", "chat_id": office.id}),
        ("nadia", {"type": "chat_member", "chat_id": office.id, "user_id": NADIA}),
    ]:
        commands = [{"command": name, "description": "x"}]
        await gathering.scene.wire.post(
            "/bot100:TEST/setMyCommands", json={"commands": commands, "scope": scope}
        )

    async def menu(person: int) -> list[str]:
        where = {"person": person, "chat": office.id}
        reply = await gathering.scene.wire.get("/_emu/commands", params=where)
        return [command["command"] for command in reply.body["commands"]]

    assert [await menu(one) for one in (FARHAN, NADIA, JAMIL)] == [
        ["admins"],
        ["nadia"],
        ["groups"],
    ]
    assert await menu(STRANGER) == ["groups"]
