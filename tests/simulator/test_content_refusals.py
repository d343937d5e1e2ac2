"""Refusals of polls, reactions, albums and inline results, and of sessions."""

import json
from typing import Any

import pytest
from gathering import CARD, POLL, Gathering, refused
from local_telegram import TOKEN

TEXT = {"text": "Hello"}
QUESTION = {"question": "Which?", "options": '["A", "B"]'}
EMOJI = '[{"type": "emoji", "emoji": "👍"}]'
ALBUM = '[{"type": "document", "media": "x"}]'

REFUSALS: list[tuple[str, str | int, dict[str, Any], int, str]] = [
    # polls
    ("sendPoll", "Office", {}, 400, 'Bad Request: parameter "question" is required'),
    ("sendPoll", "Office", {"question": "?"}, 400, "Bad Request: can't parse options JSON object"),
    (
        "sendPoll",
        "Office",
        {"question": "?", "options": "[]"},
        400,
        "Bad Request: poll must have at least 1 option",
    ),
    (
        "sendPoll",
        "Office",
        {"question": "?", "options": json.dumps(["x"] * 13)},
        400,
        "Bad Request: poll can't have more than 12 options",
    ),
    (
        "sendPoll",
        "Office",
        {"question": "?" * 301, "options": '["A"]'},
        400,
        "Bad Request: poll question length must not exceed 300",
    ),
    (
        "sendPoll",
        "Office",
        {"question": "?", "options": json.dumps(["x" * 101])},
        400,
        "Bad Request: poll options length must not exceed 100",
    ),
    (
        "sendPoll",
        "Office",
        {"question": "?", "options": '["A", ""]'},
        400,
        "Bad Request: poll options must be non-empty",
    ),
    (
        "sendPoll",
        "Office",
        QUESTION | {"type": "riddle"},
        400,
        "Bad Request: unsupported poll type specified",
    ),
    (
        "sendPoll",
        "Office",
        QUESTION | {"type": "quiz", "correct_option_ids": "[2]"},
        400,
        "Bad Request: wrong correct option ID specified",
    ),
    ("stopPoll", "Office", {"message_id": CARD}, 400, "Bad Request: message is not a poll"),
    (
        "stopPoll",
        "Office",
        {"message_id": 99},
        400,
        "Bad Request: message with poll to stop not found",
    ),
    (
        "editMessageText",
        "Office",
        TEXT | {"message_id": POLL},
        400,
        "Bad Request: there is no text in the message to edit",
    ),
    # reactions
    (
        "setMessageReaction",
        "Office",
        {"message_id": CARD, "reaction": "{"},
        400,
        "Bad Request: can't parse reaction types JSON object",
    ),
    (
        "setMessageReaction",
        "Office",
        {"message_id": CARD, "reaction": "{}"},
        400,
        "Bad Request: expected an Array of ReactionType",
    ),
    (
        "setMessageReaction",
        "Office",
        {"message_id": CARD, "reaction": '[{"emoji": "👍"}]'},
        400,
        "Bad Request: can't parse ReactionType: Can't find field \"type\"",
    ),
    (
        "setMessageReaction",
        "Office",
        {"message_id": CARD, "reaction": '[{"type": "emoji", "emoji": "🚀"}]'},
        400,
        "Bad Request: REACTION_INVALID",
    ),
    (
        "setMessageReaction",
        "Office",
        {"message_id": CARD, "reaction": json.dumps(json.loads(EMOJI) * 2)},
        400,
        "Bad Request: REACTIONS_TOO_MANY",
    ),
    (
        "setMessageReaction",
        "Office",
        {"message_id": 99, "reaction": EMOJI},
        400,
        "Bad Request: message to react not found",
    ),
    # albums and media
    ("sendMediaGroup", "Office", {}, 400, 'Bad Request: parameter "media" is required'),
    (
        "sendMediaGroup",
        "Office",
        {"media": "[]"},
        400,
        "Bad Request: there are no messages to send",
    ),
    (
        "sendMediaGroup",
        "Office",
        {"media": json.dumps(json.loads(ALBUM) * 11)},
        400,
        "Bad Request: too many messages to send as an album",
    ),
    (
        "sendMediaGroup",
        "Office",
        {"media": '[{"type": "document", "media": "x"}, {"type": "photo", "media": "y"}]'},
        400,
        "Bad Request: document can't be mixed with other media types",
    ),
    (
        "sendMediaGroup",
        "Office",
        {"media": '[{"type": "document", "media": "attach://none"}]'},
        400,
        "Bad Request: can't parse InputMedia: media not found",
    ),
    (
        "sendMediaGroup",
        "Office",
        {"media": '[{"type": "sticker", "media": "x"}]'},
        400,
        'Bad Request: can\'t parse InputMedia: type "sticker" is unsupported',
    ),
    (
        "sendMediaGroup",
        "Office",
        {"media": '[{"type": "video", "media": "x"}]'},
        501,
        "Not Implemented: the local Telegram has no video in media yet",
    ),
    (
        "editMessageMedia",
        "Office",
        {"message_id": POLL, "media": '{"type": "document", "media": "x"}'},
        400,
        "Bad Request: message can't be edited",
    ),
    (
        "editMessageMedia",
        "Office",
        {"message_id": CARD},
        400,
        'Bad Request: parameter "media" is required',
    ),
    # the bot itself, and inline
    ("setMyName", "", {"name": "x" * 65}, 400, "Bad Request: bot name is too long"),
    (
        "setMyDefaultAdministratorRights",
        "",
        {"rights": "[]"},
        400,
        "Bad Request: object expected as administrator rights",
    ),
    (
        "answerInlineQuery",
        "",
        {"inline_query_id": "1", "results": "[]"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    (
        "answerInlineQuery",
        "",
        {"results": '[{"type": "article"}]'},
        400,
        "Bad Request: can't parse inline query result: Can't find field \"id\"",
    ),
    (
        "answerInlineQuery",
        "",
        {"results": json.dumps([{"type": "photo", "id": "1"}] * 51)},
        400,
        "Bad Request: RESULTS_TOO_MUCH",
    ),
]


@pytest.mark.parametrize(("method", "place", "parameters", "status", "description"), REFUSALS)
async def test_refusals_are_worded_as_telegram_words_them(
    places: Gathering,
    method: str,
    place: str | int,
    parameters: dict[str, Any],
    status: int,
    description: str,
) -> None:
    answer = await refused(places, method, place, parameters)

    body = {"ok": False, "error_code": status, "description": description}
    assert answer == (status, body)


async def test_after_logging_out_every_call_is_refused(gathering: Gathering) -> None:
    out = await gathering.call("logOut")

    after = [await gathering.call(method) for method in ("getMe", "logOut", "getUpdates")]

    assert out.body == {"ok": True, "result": True}
    assert {(reply.status, reply.body["description"]) for reply in after} == {(400, "Logged out")}


async def test_a_bot_is_closed_once_and_not_too_soon(gathering: Gathering) -> None:
    await gathering.call("getMe")
    gathering.scene.moments.pass_by(seconds=200)

    early = await gathering.call("close")
    gathering.scene.moments.pass_by(seconds=400)
    done = await gathering.call("close")
    again = await gathering.call("close")

    assert (early.status, early.body["parameters"]) == (429, {"retry_after": 400})
    assert done.body == {"ok": True, "result": True}
    assert again.body["description"] == "Bad Request: the bot has already been closed"


async def test_a_file_of_another_kind_cannot_go_into_an_album(gathering: Gathering) -> None:
    document = await gathering.scene.farhan.sends_file("a.csv", b"x", at=gathering.office)
    file_id = gathering.scene.telegram.files.id_for(document.file, int(TOKEN.split(":")[0]))
    media = json.dumps([{"type": "photo", "media": file_id}])

    reply = await gathering.call("sendMediaGroup", chat_id=gathering.office.id, media=media)

    assert reply.body["description"] == "Bad Request: can't use file of type Document as Photo"
