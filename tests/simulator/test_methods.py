"""What methods answer and do when nothing is wrong."""

import json
from typing import Any

import pytest
from local_telegram import FARHAN, JAMIL, NADIA, Reply, Scene

from simulator.methods import METHODS
from simulator.methods.known import NAMES

BOT = {"id": 100, "is_bot": True, "first_name": "EWG Secretariat", "username": "ewg_desk_bot"}
CHAT = {
    "id": FARHAN,
    "type": "private",
    "first_name": "Farhan",
    "last_name": "Javed",
    "username": "fjaved_moi",
}
ROWS = [[{"text": "In person", "callback_data": "r.1", "style": "success"}]]
KEYBOARD = json.dumps({"inline_keyboard": ROWS})
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\1\0" + b"\0\0\0\x40" + b"rest"
JPEG = b"\xff\xd8\xff\xe0\0\4xx\xff\xc0\0\x11\x08\0\x40\1\0" + bytes(12)


def ok(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}


def test_every_method_is_one_of_the_bot_api() -> None:
    assert METHODS.keys() - NAMES == set()


async def test_get_me_describes_the_bot(scene: Scene) -> None:
    reply = await scene.wire.get("/bot100:TEST/getMe")

    assert (reply.status, reply.body) == (
        200,
        ok(
            {
                **BOT,
                "can_join_groups": True,
                "can_read_all_group_messages": False,
                "supports_guest_queries": False,
                "supports_inline_queries": False,
                "can_connect_to_business": False,
                "has_main_web_app": False,
                "has_topics_enabled": False,
                "allows_users_to_create_topics": False,
                "can_manage_bots": False,
            }
        ),
    )


FORM = {"chat_id": str(FARHAN), "text": "Grüße & more"}


@pytest.mark.parametrize(
    ("verb", "path", "options"),
    [
        ("GET", "/bot100:TEST/sendMessage", {"params": FORM}),
        ("POST", "/bot100:TEST/sendMessage", {"params": FORM}),
        ("POST", "/bot100:TEST/sendMessage", {"data": FORM}),
        ("POST", "/bot100:TEST/sendMessage", {"json": FORM | {"chat_id": FARHAN}}),
        ("POST", "/bot100:TEST/SENDMESSAGE", {"data": FORM}),
        ("POST", "/bot100%3ATEST/sendmessage", {"data": FORM}),
        ("POST", "/bot100:TEST/", {"data": FORM | {"method": "sendMessage"}}),
        ("POST", "/bot100:TEST/sendMessage", {"params": {"text": "x"}, "data": FORM}),
    ],
)
async def test_parameters_may_come_in_any_way(
    scene: Scene, verb: str, path: str, options: dict[str, Any]
) -> None:
    reply = await scene.wire.request(verb, path, **options)

    assert (reply.status, reply.body) == (
        200,
        ok(
            {
                "message_id": 4,
                "from": BOT,
                "chat": CHAT,
                "date": 1775448000,
                "text": "Grüße & more",
            }
        ),
    )


async def test_multipart_carries_plain_parameters_too(scene: Scene) -> None:
    reply = await scene.wire.upload("sendMessage", {"unused": ("a.txt", b"x")}, **FORM)

    assert reply.body["result"]["text"] == "Grüße & more"


@pytest.mark.parametrize(
    ("parameters", "fields"),
    [
        (
            {"text": "<b>Hi</b> /start", "parse_mode": "HTML"},
            {
                "text": "Hi /start",
                "entities": [
                    {"type": "bold", "offset": 0, "length": 2},
                    {"type": "bot_command", "offset": 3, "length": 6},
                ],
            },
        ),
        (
            {
                "text": "Hi",
                "parse_mode": "HTML",
                "entities": '[{"type":"italic","offset":0,"length":2}]',
            },
            {"text": "Hi"},
        ),
        (
            {"text": "Hi", "entities": '[{"type":"italic","offset":0,"length":2}]'},
            {"text": "Hi", "entities": [{"type": "italic", "offset": 0, "length": 2}]},
        ),
        ({"text": "  Hi \n"}, {"text": "Hi"}),
        ({"text": "😀" * 4096}, {"text": "😀" * 4096}),
        (
            {"text": "Hi", "reply_markup": KEYBOARD},
            {"text": "Hi", "reply_markup": {"inline_keyboard": ROWS}},
        ),
        ({"text": "Hi", "reply_markup": '{"keyboard": [["Yes"]]}'}, {"text": "Hi"}),
        ({"text": "Hi", "reply_markup": '{"inline_keyboard": []}'}, {"text": "Hi"}),
        (
            {"text": "Hi", "protect_content": "true"},
            {"text": "Hi", "has_protected_content": True},
        ),
        (
            {"text": "Hi", "link_preview_options": '{"is_disabled": true}'},
            {"text": "Hi", "link_preview_options": {"is_disabled": True}},
        ),
        ({"text": "Hi", "message_thread_id": "7"}, {"text": "Hi"}),
        (
            {
                "text": "Hi",
                "reply_parameters": '{"message_id": 99, "allow_sending_without_reply": true}',
            },
            {"text": "Hi"},
        ),
        (
            {"text": "Hi", "reply_to_message_id": "99", "allow_sending_without_reply": "1"},
            {"text": "Hi"},
        ),
        (
            {
                "text": f'<a href="tg://user?id={NADIA}">N</a> <a href="tg://user?id=9">X</a>',
                "parse_mode": "HTML",
            },
            {
                "text": "N X",
                "entities": [
                    {
                        "type": "text_mention",
                        "offset": 0,
                        "length": 1,
                        "user": {
                            "id": NADIA,
                            "is_bot": False,
                            "first_name": "Nadia",
                            "last_name": "Saleem",
                            "language_code": "ur",
                        },
                    }
                ],
            },
        ),
    ],
)
async def test_send_message_answers_with_the_message(
    scene: Scene, parameters: dict[str, Any], fields: dict[str, Any]
) -> None:
    message = await scene.sent(**parameters)

    common = {"message_id": 4, "from": BOT, "chat": CHAT, "date": 1775448000}
    assert message == common | fields


BUTTONS = [
    ({"text": "A", "callback_data": "x" * 64}, {"text": "A", "callback_data": "x" * 64}),
    ({"text": "A", "callback_data": "x", "style": ""}, {"text": "A", "callback_data": "x"}),
    (
        {"text": "A", "callback_data": "x", "style": "danger"},
        {"text": "A", "callback_data": "x", "style": "danger"},
    ),
    (
        {"text": "A", "callback_data": "x", "url": "example.org"},
        {"text": "A", "url": "http://example.org/"},
    ),
    (
        {"text": "A", "copy_text": {"text": "x" * 256}},
        {"text": "A", "copy_text": {"text": "x" * 256}},
    ),
]


@pytest.mark.parametrize(("button", "kept"), BUTTONS)
async def test_of_several_actions_the_first_counts(
    scene: Scene, button: dict[str, Any], kept: dict[str, Any]
) -> None:
    message = await scene.sent(reply_markup=json.dumps({"inline_keyboard": [[button]]}))

    assert message["reply_markup"] == {"inline_keyboard": [[kept]]}


async def test_long_rows_are_cut_and_empty_buttons_dropped(scene: Scene) -> None:
    named = [{"text": str(number), "callback_data": "x"} for number in range(14)]
    unnamed = [{"text": "", "callback_data": "x"}]
    markup = json.dumps({"inline_keyboard": [named, unnamed]})

    message = await scene.sent(reply_markup=markup)

    assert message["reply_markup"] == {"inline_keyboard": [named[:12]]}


async def test_editing_replaces_text_and_removes_the_keyboard(scene: Scene) -> None:
    sent = await scene.sent(reply_markup=KEYBOARD)
    scene.moments.pass_by(hours=50)

    reply = await scene.wire.call(
        "editMessageText", chat_id=FARHAN, message_id=sent["message_id"], text="Changed"
    )

    del sent["reply_markup"]
    assert reply.body == ok(sent | {"text": "Changed", "edit_date": sent["date"] + 50 * 3600})
    [shown] = scene.farhan.inbox
    assert (shown.text, shown.labels, shown.edited) == ("Changed", [], True)


async def test_editing_the_same_text_with_another_keyboard_is_a_change(scene: Scene) -> None:
    sent = await scene.sent()

    reply = await scene.wire.call(
        "editMessageText",
        chat_id=FARHAN,
        message_id=sent["message_id"],
        text="Hello",
        reply_markup=KEYBOARD,
    )

    assert reply.body["result"]["reply_markup"] == {"inline_keyboard": ROWS}


async def test_a_keyboard_can_be_changed_and_taken_away(scene: Scene) -> None:
    sent = await scene.sent()
    where = {"chat_id": FARHAN, "message_id": sent["message_id"]}

    added = await scene.wire.call("editMessageReplyMarkup", reply_markup=KEYBOARD, **where)
    removed = await scene.wire.call("editMessageReplyMarkup", **where)

    edited = sent | {"edit_date": sent["date"]}
    assert added.body == ok(edited | {"reply_markup": {"inline_keyboard": ROWS}})
    assert removed.body == ok(edited)


async def test_either_sides_message_can_be_deleted(scene: Scene) -> None:
    own = await scene.farhan.says("mine")
    sent = await scene.sent()

    answers = [
        (await scene.wire.call("deleteMessage", chat_id=FARHAN, message_id=number)).body
        for number in (own.id, sent["message_id"])
    ]

    assert answers == [ok(True), ok(True)]
    assert [message.text for message in scene.farhan.chat] == ["/start"]


async def test_a_copy_is_the_bots_own_message(scene: Scene) -> None:
    message = await scene.farhan.sends_file("a.csv", b"x", caption="old")
    await scene.jamil.unblocks()

    reply = await scene.wire.call(
        "copyMessage",
        chat_id=JAMIL,
        from_chat_id=FARHAN,
        message_id=message.id,
        caption="<b>new</b>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
    )

    [copy] = scene.jamil.inbox
    assert reply.body == ok({"message_id": copy.id})
    assert (copy.html, copy.labels) == ("<b>new</b>", ["In person"])
    assert copy.document == message.document


async def test_a_document_is_kept_with_its_name_and_kind(scene: Scene) -> None:
    reply = await scene.wire.upload(
        "sendDocument",
        {"document": ("plan.ics", b"BEGIN:VCALENDAR")},
        chat_id=FARHAN,
        caption="<i>Plan</i>",
        parse_mode="HTML",
    )

    message = reply.body["result"]
    document = message.pop("document")
    assert message == {
        "message_id": 4,
        "from": BOT,
        "chat": CHAT,
        "date": 1775448000,
        "caption": "Plan",
        "caption_entities": [{"type": "italic", "offset": 0, "length": 4}],
    }
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "plan.ics",
        "text/calendar",
        15,
    )


async def test_an_attached_part_may_have_any_name(scene: Scene) -> None:
    reply = await scene.wire.upload(
        "sendDocument",
        {"part7": ("plan.ics", b"x")},
        chat_id=FARHAN,
        document="attach://part7",
    )

    assert reply.body["result"]["document"]["file_name"] == "plan.ics"


@pytest.mark.parametrize("content", [PNG, JPEG], ids=["png", "jpeg"])
async def test_a_photo_has_the_size_of_the_picture(scene: Scene, content: bytes) -> None:
    reply = await scene.wire.upload("sendPhoto", {"photo": ("board", content)}, chat_id=FARHAN)

    [size] = reply.body["result"]["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (256, 64, len(content))


async def press(scene: Scene) -> str:
    await scene.sent(reply_markup=KEYBOARD)
    await scene.farhan.taps("In person")
    [update] = await scene.updates(offset=-1)
    number: str = update["callback_query"]["id"]
    return number


async def test_a_press_is_answered_once(scene: Scene) -> None:
    query = await press(scene)

    first = await scene.wire.call("answerCallbackQuery", callback_query_id=query, text="x" * 200)
    second = await scene.wire.call("answerCallbackQuery", callback_query_id=query)

    assert first.body == ok(True)
    assert (second.status, second.body["description"]) == (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )


@pytest.mark.parametrize(("seconds", "status"), [(15, 200), (15.5, 400)])
async def test_a_press_is_answered_in_time(scene: Scene, seconds: float, status: int) -> None:
    query = await press(scene)
    scene.moments.pass_by(seconds=seconds)

    reply = await scene.wire.call("answerCallbackQuery", callback_query_id=query)

    assert reply.status == status


@pytest.mark.parametrize(
    ("parameters", "status", "description"),
    [
        ({"text": "x" * 201}, 400, "Bad Request: MESSAGE_TOO_LONG"),
        ({"url": "https://example.org"}, 400, "Bad Request: URL_INVALID"),
        ({"url": "https://t.me/ewg_desk_bot?start=x"}, 200, None),
    ],
)
async def test_an_answer_is_short_and_opens_only_the_bot(
    scene: Scene, parameters: dict[str, str], status: int, description: str | None
) -> None:
    query = await press(scene)

    reply = await scene.wire.call("answerCallbackQuery", callback_query_id=query, **parameters)

    assert (reply.status, reply.body.get("description")) == (status, description)


async def test_a_pin_is_told_to_the_bot_itself(scene: Scene) -> None:
    sent = await scene.sent()
    where = {"chat_id": FARHAN, "message_id": sent["message_id"]}

    answers = [(await scene.wire.call("pinChatMessage", **where)).body for _ in range(2)]

    [update] = await scene.updates()
    chat = (await scene.wire.call("getChat", chat_id=FARHAN)).body["result"]
    assert answers == [ok(True), ok(True)]
    assert update["message"]["pinned_message"] == sent
    assert update["message"]["from"] == BOT
    assert chat["pinned_message"] == sent


async def test_get_chat_works_for_who_blocked_the_bot(scene: Scene) -> None:
    reply = await scene.wire.call("getChat", chat_id=JAMIL)

    assert reply.body["result"] == {
        "id": JAMIL,
        "type": "private",
        "first_name": "Jamil",
        "last_name": "Baloch",
        "accent_color_id": JAMIL % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }


async def test_a_chat_action_shows(scene: Scene) -> None:
    reply = await scene.wire.call("sendChatAction", chat_id=FARHAN, action="Typing")

    assert reply.body == ok(True)
    assert scene.farhan.room.action == "typing"


HELP = {"command": "help", "description": "Help"}
SCOPE_FARHAN = json.dumps({"type": "chat", "chat_id": FARHAN})


async def set_commands(scene: Scene, name: str, **where: str) -> Reply:
    commands = json.dumps([{"command": f"/{name} ", "description": "Help"}])
    return await scene.wire.call("setMyCommands", commands=commands, **where)


async def test_commands_are_kept_for_each_scope_and_language(scene: Scene) -> None:
    await set_commands(scene, "help")
    await set_commands(scene, "madad", language_code="ur")
    await set_commands(scene, "board", scope=SCOPE_FARHAN)

    async def kept(**where: str) -> Any:
        return (await scene.wire.call("getMyCommands", **where)).body["result"]

    assert await kept() == [HELP]
    assert await kept(language_code="ur") == [HELP | {"command": "madad"}]
    assert await kept(scope=SCOPE_FARHAN) == [HELP | {"command": "board"}]
    assert await kept(scope='{"type": "all_private_chats"}') == []
    await scene.wire.call("deleteMyCommands", language_code="ur")
    await scene.wire.call("setMyCommands")
    assert await kept(language_code="ur") == []
    assert await kept() == []


async def test_descriptions_fall_back_to_the_general_one(scene: Scene) -> None:
    for method, name in (
        ("MyDescription", "description"),
        ("MyShortDescription", "short_description"),
    ):
        await scene.wire.call(f"set{method}", **{name: "For all"})
        await scene.wire.call(f"set{method}", language_code="ur", **{name: "Urdu"})

        answers = [
            (await scene.wire.call(f"get{method}", language_code=code)).body["result"][name]
            for code in ("", "ur", "fr")
        ]

        assert answers == ["For all", "Urdu", "For all"]


async def test_the_menu_button_is_general_or_of_one_chat(scene: Scene) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org/"}}

    await scene.wire.call("setChatMenuButton", menu_button=json.dumps(app), chat_id=FARHAN)

    answers = [
        (await scene.wire.call("getChatMenuButton", **where)).body["result"]
        for where in ({"chat_id": FARHAN}, {"chat_id": JAMIL}, {})
    ]
    assert answers == [app, {"type": "commands"}, {"type": "commands"}]
