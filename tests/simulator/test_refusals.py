"""Every refusal, as the whole answer that goes over the wire."""

import io
import json

import pytest
from local_telegram import FARHAN, JAMIL, NADIA, RIDA, STRANGER, Scene

KEYBOARD = json.dumps({"inline_keyboard": [[{"text": "In person", "callback_data": "r.1"}]]})
START, TEXT, FINAL, DOCUMENT, OWN, PROTECTED = 1, 4, 5, 6, 7, 8


def keyboard(*buttons: object) -> str:
    return json.dumps({"inline_keyboard": [list(buttons)]})


def button(**fields: object) -> dict[str, object]:
    return {"text": "Press"} | fields


@pytest.fixture
async def room(scene: Scene) -> Scene:
    await scene.sent(text="Choose", reply_markup=KEYBOARD)
    await scene.sent(text="Shared?", reply_markup=json.dumps({"force_reply": True}))
    await scene.wire.upload("sendDocument", {"document": ("a.csv", b"a,b")}, chat_id=FARHAN)
    await scene.farhan.says("my own words")
    await scene.sent(text="Confidential", protect_content="true")
    return scene


SEND = "sendMessage"
EDIT = "editMessageText"
MARKUP = "editMessageReplyMarkup"
IN_CHAT = {"chat_id": FARHAN}
TO_FARHAN = {"chat_id": FARHAN, "text": "Hello"}
BUTTON = "Bad Request: can't parse inline keyboard button: "
COMMAND = "Bad Request: can't parse BotCommand: "

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)

REFUSALS = [
    # chats, users, access
    (SEND, {"text": "x"}, 400, "Bad Request: chat_id is empty"),
    (SEND, {"chat_id": "", "text": "x"}, 400, "Bad Request: chat_id is empty"),
    (SEND, {"chat_id": 77, "text": "x"}, 400, "Bad Request: chat not found"),
    (SEND, {"chat_id": STRANGER, "text": "x"}, 400, "Bad Request: chat not found"),
    (SEND, {"chat_id": "@nobody", "text": "x"}, 400, "Bad Request: chat not found"),
    (SEND, {"chat_id": "@fjaved_moi", "text": "x"}, 400, "Bad Request: chat not found"),
    (SEND, {"chat_id": "Farhan", "text": "x"}, 400, "Bad Request: chat not found"),
    (
        SEND,
        {"chat_id": NADIA, "text": "x"},
        403,
        "Forbidden: bot can't initiate conversation with a user",
    ),
    (SEND, {"chat_id": JAMIL, "text": "x"}, 403, "Forbidden: bot was blocked by the user"),
    (SEND, {"chat_id": RIDA, "text": "x"}, 403, "Forbidden: user is deactivated"),
    (
        SEND,
        {"chat_id": 200, "text": "x"},
        403,
        "Forbidden: the bot can't send messages to the bot",
    ),
    (
        SEND,
        {"chat_id": "@Other_Bot", "text": "x"},
        403,
        "Forbidden: the bot can't send messages to the bot",
    ),
    ("getChat", {"chat_id": STRANGER}, 400, "Bad Request: chat not found"),
    (
        "sendChatAction",
        {"chat_id": JAMIL, "action": "typing"},
        403,
        "Forbidden: bot was blocked by the user",
    ),
    (
        "sendChatAction",
        {"chat_id": STRANGER, "action": "dancing"},
        400,
        "Bad Request: wrong parameter action in request",
    ),
    # texts
    (SEND, IN_CHAT, 400, "Bad Request: message text is empty"),
    (SEND, {"chat_id": 77}, 400, "Bad Request: message text is empty"),
    (SEND, IN_CHAT | {"text": " \n "}, 400, "Bad Request: text must be non-empty"),
    (SEND, {"chat_id": 77, "text": " "}, 400, "Bad Request: chat not found"),
    (
        SEND,
        IN_CHAT | {"text": "<b></b>", "parse_mode": "HTML"},
        400,
        "Bad Request: text must be non-empty",
    ),
    (SEND, IN_CHAT | {"text": "x" * 4097}, 400, "Bad Request: message is too long"),
    (SEND, {"chat_id": 77, "text": "x" * 4097}, 400, "Bad Request: chat not found"),
    (SEND, {"chat_id": 77, "text": "x" * 32769}, 400, "Bad Request: text is too long"),
    (
        SEND,
        {"chat_id": 77, "text": "x", "parse_mode": "TeX"},
        400,
        "Bad Request: unsupported parse_mode",
    ),
    (
        SEND,
        {"chat_id": 77, "text": "<i>x</b>", "parse_mode": "html"},
        400,
        "Bad Request: can't parse entities: Unmatched end tag at byte offset 4, "
        'expected "</i>", found "</b>"',
    ),
    (
        SEND,
        TO_FARHAN | {"entities": '[{"type": "bold", "offset": 9, "length": 1}]'},
        400,
        "Bad Request: entity begins after the end of the text at UTF-16 offset 9",
    ),
    (
        SEND,
        TO_FARHAN | {"entities": '[{"type": "bold", "length": 1}]'},
        400,
        "Bad Request: can't parse MessageEntity: Can't find field \"offset\"",
    ),
    # keyboards
    (
        SEND,
        TO_FARHAN | {"reply_markup": "{"},
        400,
        "Bad Request: can't parse reply keyboard markup JSON object",
    ),
    (SEND, TO_FARHAN | {"reply_markup": "[]"}, 400, "Bad Request: object expected as reply markup"),
    (
        SEND,
        TO_FARHAN | {"reply_markup": '{"inline_keyboard": 1}'},
        400,
        'Bad Request: field "inline_keyboard" must be of type Array',
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": '{"inline_keyboard": [{}]}'},
        400,
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of '
        "Arrays",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": '{"keyboard": ["Yes"]}'},
        400,
        'Bad Request: field "keyboard" must be an Array of Arrays',
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard("Yes")},
        400,
        BUTTON + "InlineKeyboardButton must be an Object",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard({"callback_data": "x"})},
        400,
        BUTTON + 'Can\'t find field "text"',
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard(button(callback_data="x", style="blue"))},
        400,
        BUTTON + "invalid button style specified",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard(button())},
        400,
        BUTTON + "Text buttons are unallowed in the inline keyboard",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard(button(callback_data=""))},
        400,
        BUTTON + "Text buttons are unallowed in the inline keyboard",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard(button(callback_data="ш" * 33))},
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard(button(url="http://nowhere"))},
        400,
        "Bad Request: inline keyboard button URL 'http://nowhere' is invalid: Wrong HTTP URL",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_markup": keyboard(button(web_app={"url": "http://example.org"}))},
        400,
        "Bad Request: inline keyboard button URL 'http://example.org' is invalid: "
        "Only HTTPS links are allowed",
    ),
    (
        SEND,
        TO_FARHAN
        | {
            "reply_markup": json.dumps(
                {"inline_keyboard": [[button(callback_data="x")]] * 101},
            )
        },
        400,
        "Bad Request: reply markup is too long",
    ),
    (
        SEND,
        TO_FARHAN
        | {
            "reply_markup": json.dumps(
                {"inline_keyboard": [[button(callback_data="x" * 62, url=None)]] * 99},
            )
        },
        400,
        "Bad Request: reply markup is too long",
    ),
    # editing
    (EDIT, {"text": "x"}, 400, "Bad Request: message identifier is not specified"),
    (EDIT, {"text": "x", "message_id": TEXT}, 400, "Bad Request: chat_id is empty"),
    (EDIT, {"text": "x", "inline_message_id": "AB"}, 400, "Bad Request: MESSAGE_ID_INVALID"),
    (EDIT, TO_FARHAN, 400, "Bad Request: message to edit not found"),
    (EDIT, TO_FARHAN | {"message_id": 99}, 400, "Bad Request: message to edit not found"),
    (EDIT, TO_FARHAN | {"message_id": 2}, 400, "Bad Request: message to edit not found"),
    (EDIT, TO_FARHAN | {"message_id": OWN}, 400, "Bad Request: message can't be edited"),
    (EDIT, TO_FARHAN | {"message_id": FINAL}, 400, "Bad Request: message can't be edited"),
    (
        EDIT,
        TO_FARHAN | {"message_id": DOCUMENT},
        400,
        "Bad Request: there is no text in the message to edit",
    ),
    (
        EDIT,
        TO_FARHAN | {"message_id": TEXT, "reply_markup": '{"remove_keyboard": true}'},
        400,
        "Bad Request: inline keyboard expected",
    ),
    (
        EDIT,
        IN_CHAT | {"message_id": TEXT, "text": "Choose", "reply_markup": KEYBOARD},
        400,
        NOT_MODIFIED,
    ),
    (MARKUP, IN_CHAT | {"message_id": TEXT, "reply_markup": KEYBOARD}, 400, NOT_MODIFIED),
    (MARKUP, IN_CHAT | {"message_id": 99}, 400, "Bad Request: message to edit not found"),
    (
        "editMessageCaption",
        IN_CHAT | {"message_id": TEXT, "caption": "x"},
        400,
        "Bad Request: there is no caption in the message to edit",
    ),
    (
        "editMessageCaption",
        IN_CHAT | {"message_id": DOCUMENT, "caption": "x" * 1025},
        400,
        "Bad Request: message caption is too long",
    ),
    ("editMessageCaption", IN_CHAT | {"message_id": DOCUMENT}, 400, NOT_MODIFIED),
    # deleting, copying, replying, pinning
    ("deleteMessage", {"message_id": 1}, 400, "Bad Request: chat identifier is not specified"),
    ("deleteMessage", IN_CHAT, 400, "Bad Request: message identifier is not specified"),
    (
        "deleteMessage",
        IN_CHAT | {"message_id": 99},
        400,
        "Bad Request: message to delete not found",
    ),
    (
        "copyMessage",
        IN_CHAT | {"from_chat_id": FARHAN, "message_id": 99},
        400,
        "Bad Request: message to copy not found",
    ),
    (
        "copyMessage",
        IN_CHAT | {"message_id": 1},
        400,
        'Bad Request: parameter "from_chat_id" is required',
    ),
    (
        "copyMessage",
        {"chat_id": JAMIL, "from_chat_id": FARHAN, "message_id": 1},
        403,
        "Forbidden: bot was blocked by the user",
    ),
    (
        "copyMessage",
        IN_CHAT | {"from_chat_id": FARHAN, "message_id": PROTECTED},
        400,
        "Bad Request: message has protected content and can't be copied",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_to_message_id": 99},
        400,
        "Bad Request: message to be replied not found",
    ),
    (
        SEND,
        TO_FARHAN | {"reply_parameters": '{"message_id": 99}'},
        400,
        "Bad Request: message to be replied not found",
    ),
    (
        "pinChatMessage",
        IN_CHAT | {"message_id": 99},
        400,
        "Bad Request: message to pin not found",
    ),
    # presses
    (
        "answerCallbackQuery",
        {"callback_query_id": "12345"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    (
        "answerCallbackQuery",
        {},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    # files
    ("getFile", {}, 400, "Bad Request: file_id not specified"),
    ("getFile", {"file_id": "nonsense"}, 400, "Bad Request: invalid file_id"),
    ("sendDocument", IN_CHAT, 400, "Bad Request: there is no document in the request"),
    ("sendPhoto", IN_CHAT, 400, "Bad Request: there is no photo in the request"),
    (
        "sendDocument",
        IN_CHAT | {"document": "attach://missing"},
        400,
        "Bad Request: there is no document in the request",
    ),
    (
        "sendDocument",
        IN_CHAT | {"document": "https://example.org/a.pdf"},
        400,
        "Bad Request: failed to get HTTP URL content",
    ),
    # what a bot says of itself
    ("setMyCommands", {"commands": "{"}, 400, "Bad Request: can't parse commands JSON object"),
    ("setMyCommands", {"commands": "{}"}, 400, "Bad Request: expected an Array of BotCommand"),
    (
        "setMyCommands",
        {"commands": '[{"command": "help"}]'},
        400,
        COMMAND + 'Can\'t find field "description"',
    ),
    (
        "setMyCommands",
        {"commands": '[{"command": "/", "description": "x"}]'},
        400,
        "Bad Request: command must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": json.dumps([{"command": "h" * 33, "description": "x"}])},
        400,
        "Bad Request: command length must not exceed 32",
    ),
    (
        "setMyCommands",
        {"commands": '[{"command": "help", "description": " "}]'},
        400,
        "Bad Request: command description must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": json.dumps([{"command": "help", "description": "x" * 257}])},
        400,
        "Bad Request: command description length must not exceed 256",
    ),
    (
        "setMyCommands",
        {"commands": '[{"command": "Help", "description": "x"}]'},
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": json.dumps([{"command": "help", "description": "x"}] * 101)},
        400,
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": json.dumps([{"command": "help", "description": "x" * 256}] * 40)},
        400,
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"language_code": "english"},
        400,
        "Bad Request: invalid language code specified",
    ),
    (
        "getMyCommands",
        {"scope": '{"type": "planet"}'},
        400,
        "Bad Request: can't parse BotCommandScope: Unsupported type specified",
    ),
    (
        "getMyCommands",
        {"scope": f'{{"type": "chat", "chat_id": {STRANGER}}}'},
        400,
        "Bad Request: chat not found",
    ),
    ("setChatMenuButton", {"chat_id": "x"}, 400, "Bad Request: invalid chat_id specified"),
    (
        "setMyDescription",
        {"description": "x" * 513},
        400,
        "Bad Request: description is too long",
    ),
    # the server
    ("sendMassage", TO_FARHAN, 404, "Not Found: method not found"),
    (
        "sendGift",
        {"url": "https://example.org"},
        501,
        "Not Implemented: the local Telegram has no sendGift yet",
    ),
]


@pytest.mark.parametrize(("method", "parameters", "status", "description"), REFUSALS)
async def test_refusals_are_worded_as_telegram_words_them(
    room: Scene, method: str, parameters: dict[str, object], status: int, description: str
) -> None:
    reply = await room.wire.call(method, **parameters)

    assert (reply.status, reply.body) == (
        status,
        {"ok": False, "error_code": status, "description": description},
    )
    assert reply.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/nonsense", 404, "Not Found"),
        ("/bot100:TEST", 404, "Not Found"),
        ("/bot/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot0100:TEST/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot100/getMe", 401, "Unauthorized: invalid token specified"),
        ("/botabc:TEST/getMe", 401, "Unauthorized: invalid token specified"),
        (f"/bot100:{'T' * 80}/getMe", 401, "Unauthorized: invalid token specified"),
        (f"/bot{1 << 54}:TEST/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot100:OTHER/getMe", 401, "Unauthorized"),
        ("/bot101:TEST/getMe", 401, "Unauthorized"),
        ("/bot100:TEST/", 404, "Not Found: method not found"),
        ("/file/bot100:TEST/documents/none.csv", 404, "Not Found"),
        ("/file/bot100:OTHER/documents/file_0", 404, "Not Found"),
    ],
)
async def test_paths_and_tokens_are_checked_first(
    scene: Scene, path: str, status: int, description: str
) -> None:
    reply = await scene.wire.get(path)

    assert (reply.status, reply.body) == (
        status,
        {"ok": False, "error_code": status, "description": description},
    )


@pytest.mark.parametrize(
    ("options", "status", "description"),
    [
        ({"json": ["a list"]}, 400, "Bad Request: JSON object expected"),
        ({"data": {"text": "x" * (600 << 10)}}, 413, "Request Entity Too Large"),
        (
            {
                "data": b"chat_id=5000000001&text=%FF",
                "headers": {"Content-Type": "application/x-www-form-urlencoded"},
            },
            400,
            "Bad Request: strings must be encoded in UTF-8",
        ),
    ],
)
async def test_bodies_are_checked(
    scene: Scene, options: dict[str, object], status: int, description: str
) -> None:
    scene.telegram.upload_limit = 512 << 10

    reply = await scene.wire.post("/bot100:TEST/sendMessage", **options)

    assert (reply.status, reply.body) == (
        status,
        {"ok": False, "error_code": status, "description": description},
    )


@pytest.mark.parametrize(
    ("files", "description"),
    [
        ({"document": ("a.csv", bytes(3 << 20))}, "Request Entity Too Large"),
        (
            {f"file{number}": ("a.csv", b"x") for number in range(51)},
            "Request Entity Too Large: too many files attached",
        ),
    ],
    ids=["too large", "too many"],
)
async def test_uploads_are_checked(
    scene: Scene, files: dict[str, tuple[str, bytes]], description: str
) -> None:
    scene.telegram.upload_limit = 2 << 20

    reply = await scene.wire.upload("sendDocument", files, chat_id=FARHAN)

    assert (reply.status, reply.body) == (
        413,
        {"ok": False, "error_code": 413, "description": description},
    )


async def test_a_message_older_than_two_days_cannot_be_deleted(scene: Scene) -> None:
    message = await scene.sent()
    scene.moments.pass_by(hours=48, seconds=1)

    reply = await scene.wire.call("deleteMessage", chat_id=FARHAN, message_id=message["message_id"])

    assert reply.body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: message can't be deleted for everyone",
    }


async def test_a_deleted_message_is_gone_for_every_method(room: Scene) -> None:
    await room.wire.call("deleteMessage", chat_id=FARHAN, message_id=TEXT)

    reply = await room.wire.call(EDIT, chat_id=FARHAN, message_id=TEXT, text="x")

    assert reply.body["description"] == "Bad Request: message to edit not found"


async def test_a_file_too_large_to_download_is_refused(scene: Scene) -> None:
    message = await scene.farhan.sends_file("film.mp4", bytes((20 << 20) + 1))

    reply = await scene.wire.call("getFile", file_id=message.attachment["document"]["file_id"])

    assert reply.body["description"] == "Bad Request: file is too big"


async def test_a_document_cannot_be_sent_as_a_photo(room: Scene) -> None:
    file_id = room.farhan.chat[3].attachment["document"]["file_id"]

    reply = await room.wire.call("sendPhoto", chat_id=FARHAN, photo=file_id)

    assert reply.body["description"] == "Bad Request: can't use file of type Document as Photo"


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"no picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        (b"", "Bad Request: file must be non-empty"),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(10 << 20),
            "Bad Request: file of size 10485768 bytes is too big for a photo; "
            "the maximum size is 10485760 bytes",
        ),
    ],
)
async def test_photos_are_checked(scene: Scene, content: bytes, description: str) -> None:
    reply = await scene.wire.upload("sendPhoto", {"photo": ("p.png", content)}, chat_id=FARHAN)

    assert (reply.status, reply.body["description"]) == (400, description)


async def test_service_messages_can_be_neither_pinned_nor_copied(scene: Scene) -> None:
    message = await scene.sent()
    await scene.wire.call("pinChatMessage", chat_id=FARHAN, message_id=message["message_id"])
    service = message["message_id"] + 1

    pinned = await scene.wire.call("pinChatMessage", chat_id=FARHAN, message_id=service)
    copied = await scene.wire.call(
        "copyMessage", chat_id=FARHAN, from_chat_id=FARHAN, message_id=service
    )

    assert pinned.body["description"] == "Bad Request: service messages can't be pinned"
    assert copied.body["description"] == "Bad Request: message can't be copied"


@pytest.mark.parametrize(
    ("kind", "body", "status", "description"),
    [
        ("multipart/form-data", b"--x--", 400, "Bad Request: boundary not found"),
        (
            "multipart/form-data; boundary=",
            b"--x--",
            400,
            "Bad Request: boundary too big or empty",
        ),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Type: text/plain\r\n\r\nx\r\n--x--\r\n",
            400,
            "Bad Request: field name in multipart/form-data not found",
        ),
        (
            "multipart/form-data; boundary=x",
            b"x",
            400,
            "Bad Request: can't parse form data headers",
        ),
        (
            "application/x-www-form-urlencoded",
            b"text=" + b"x" * (1 << 20),
            413,
            "Request Entity Too Large: too many parameters",
        ),
        (
            "application/json",
            b'{"text": ' + b"[" * 5000,
            400,
            "Bad Request: can't parse JSON object",
        ),
    ],
)
async def test_a_body_that_cannot_be_read(
    scene: Scene, kind: str, body: bytes, status: int, description: str
) -> None:
    reply = await scene.wire.post(
        "/bot100:TEST/sendMessage", data=io.BytesIO(body), headers={"Content-Type": kind}
    )

    assert (reply.status, reply.body["description"]) == (status, description)


@pytest.mark.parametrize("value", ["[" * 101 + "]" * 101, "1e999", "NaN", '{"a": -Infinity}'])
async def test_json_that_cannot_be_answered_is_no_json(scene: Scene, value: str) -> None:
    reply = await scene.wire.call(
        "sendMessage", chat_id=FARHAN, text="x", link_preview_options=value
    )

    assert reply.body["description"] == (
        "Bad Request: can't parse link preview options JSON object"
    )
