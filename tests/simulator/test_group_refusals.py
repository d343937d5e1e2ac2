"""Refusals in groups and of the methods that are mostly for groups, as whole answers."""

import json
from typing import Any

import pytest
from gathering import Gathering
from local_telegram import FARHAN, JAMIL, NADIA, STRANGER, TOKEN

GONE = -1_002_200_000_099


@pytest.fixture
async def places(gathering: Gathering) -> Gathering:
    """Every place the bot cannot act in, by name; message 1 of each supergroup is a service."""
    scene, bot = gathering.scene, gathering.bot
    farhan = scene.farhan
    for name, kind in (("Left", "supergroup"), ("Kicked", "supergroup"), ("Club", "group")):
        await farhan.creates_group(name, bot, chat_type=kind)
    await farhan.creates_group("Muted", bot)
    await farhan.creates_group("Deleted", bot, chat_type="group")
    await farhan.creates_group("Dead", bot, chat_type="supergroup")
    await farhan.creates_group("Old", bot, chat_type="group")
    await farhan.creates_group("Lost", bot, chat_type="channel")
    await farhan.creates_group("Mute channel", bot, chat_type="channel")
    await farhan.creates_group("Admin", bot, scene.nadia)
    groups = {group.title: group for group in scene.telegram.groups.values()}
    await scene.wire.call("leaveChat", chat_id=groups["Left"].id)
    await farhan.kicks(bot, groups["Kicked"])
    await farhan.kicks(bot, groups["Club"])
    await farhan.kicks(bot, groups["Lost"])
    await farhan.restricts(bot, groups["Muted"], **dict.fromkeys(SENDING, False))
    await farhan.deletes_group(groups["Deleted"])
    await farhan.deletes_group(groups["Dead"])
    await farhan.promotes(bot, groups["Mute channel"], can_edit_messages=True)
    await farhan.promotes(bot, groups["Admin"])
    await farhan.migrates(groups["Old"])
    await gathering.posts(gathering.office, "Card")
    await scene.nadia.says("Words", at=gathering.office)
    await gathering.call(
        "sendPoll", chat_id=gathering.office.id, question="Which?", options='["A", "B"]'
    )
    return gathering


SENDING = (
    "can_send_messages",
    "can_send_documents",
    "can_send_photos",
    "can_send_polls",
    "can_react_to_messages",
)
CARD, WORDS, POLL = 5, 6, 7
NOTHING_THERE = "Bad Request: chat not found"
TEXT = {"text": "Hello"}
QUESTION = {"question": "Which?", "options": '["A", "B"]'}
EMOJI = '[{"type": "emoji", "emoji": "👍"}]'
ALBUM = '[{"type": "document", "media": "x"}]'

REFUSALS: list[tuple[str, str | int, dict[str, Any], int, str]] = [
    # getting in
    ("sendMessage", GONE, TEXT, 400, NOTHING_THERE),
    ("sendMessage", "@nowhere", TEXT, 400, NOTHING_THERE),
    ("sendMessage", "Left", TEXT, 403, "Forbidden: bot is not a member of the supergroup chat"),
    ("sendMessage", "Kicked", TEXT, 403, "Forbidden: bot was kicked from the supergroup chat"),
    ("sendMessage", "Club", TEXT, 403, "Forbidden: bot was kicked from the group chat"),
    ("sendMessage", "Lost", TEXT, 403, "Forbidden: bot was kicked from the channel chat"),
    ("sendMessage", "Deleted", TEXT, 403, "Forbidden: the group chat was deleted"),
    ("sendMessage", "Dead", TEXT, 403, "Forbidden: bot was kicked from the supergroup chat"),
    ("getChat", "Left", {}, 403, "Forbidden: bot is not a member of the supergroup chat"),
    ("getChat", "Kicked", {}, 403, "Forbidden: bot was kicked from the supergroup chat"),
    ("leaveChat", "Left", {}, 403, "Forbidden: bot is not a member of the supergroup chat"),
    # muted
    (
        "sendMessage",
        "Muted",
        TEXT,
        400,
        "Bad Request: not enough rights to send text messages to the chat",
    ),
    ("sendMessage", "Muted", {"text": " "}, 400, "Bad Request: text must be non-empty"),
    (
        "sendPoll",
        "Muted",
        QUESTION,
        400,
        "Bad Request: not enough rights to send polls to the chat",
    ),
    (
        "sendMessage",
        "Mute channel",
        TEXT,
        400,
        "Bad Request: need administrator rights in the channel chat",
    ),
    ("setMessageReaction", "Muted", {"message_id": 1}, 400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    # keyboards
    (
        "sendMessage",
        "Office",
        TEXT | {"reply_markup": '{"keyboard": [[{"text": "x", "request_contact": true}]]}'},
        400,
        "Bad Request: phone number can be requested in private chats only",
    ),
    (
        "sendMessage",
        "Office",
        TEXT
        | {
            "reply_markup": '{"inline_keyboard": [[{"text": "x", "web_app": '
            '{"url": "https://example.org"}}]]}'
        },
        400,
        "Bad Request: BUTTON_TYPE_INVALID",
    ),
    # editing and deleting
    (
        "editMessageText",
        "Office",
        TEXT | {"message_id": WORDS},
        400,
        "Bad Request: message can't be edited",
    ),
    (
        "editMessageText",
        "Office",
        TEXT | {"message_id": 99},
        400,
        "Bad Request: message to edit not found",
    ),
    (
        "deleteMessage",
        "Office",
        {"message_id": WORDS},
        400,
        "Bad Request: message can't be deleted",
    ),
    (
        "deleteMessages",
        "Office",
        {"message_ids": f"[{CARD}, {WORDS}]"},
        400,
        "Bad Request: message can't be deleted",
    ),
    (
        "deleteMessages",
        "Office",
        {"message_ids": json.dumps(list(range(1, 102)))},
        400,
        "Bad Request: too many message identifiers specified",
    ),
    (
        "deleteMessages",
        "Office",
        {"message_ids": "7"},
        400,
        "Bad Request: expected an Array of message identifiers",
    ),
    (
        "deleteMessages",
        "Office",
        {"message_ids": "{"},
        400,
        "Bad Request: can't parse message identifiers JSON object",
    ),
    (
        "deleteMessages",
        "Office",
        {},
        400,
        "Bad Request: message identifiers are not specified",
    ),
    # pinning
    (
        "pinChatMessage",
        "Office",
        {"message_id": CARD},
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    ),
    ("pinChatMessage", "Office", {"message_id": 99}, 400, "Bad Request: message to pin not found"),
    (
        "unpinChatMessage",
        "Office",
        {"message_id": 99},
        400,
        "Bad Request: message to unpin not found",
    ),
    (
        "unpinAllChatMessages",
        "Office",
        {},
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    ),
    # forwarding and copying
    (
        "forwardMessage",
        "Office",
        {"message_id": 1},
        400,
        'Bad Request: parameter "from_chat_id" is required',
    ),
    (
        "forwardMessage",
        "Office",
        {"from_chat_id": FARHAN, "message_id": 99},
        400,
        "Bad Request: message to forward not found",
    ),
    (
        "forwardMessages",
        "Office",
        {"from_chat_id": FARHAN, "message_ids": "[98, 99]"},
        400,
        "Bad Request: there are no messages to forward",
    ),
    (
        "copyMessages",
        "Office",
        {"from_chat_id": FARHAN, "message_ids": "[]"},
        400,
        "Bad Request: message identifiers are not specified",
    ),
    # members
    ("getChatMember", "Office", {}, 400, "Bad Request: invalid user_id specified"),
    ("getChatMember", "Office", {"user_id": -5}, 400, "Bad Request: invalid user_id specified"),
    ("getChatMember", "Office", {"user_id": STRANGER}, 400, "Bad Request: user not found"),
    ("getChatMember", FARHAN, {"user_id": NADIA}, 400, "Bad Request: member not found"),
    (
        "getChatMember",
        "Kicked",
        {"user_id": 100},
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    ),
    (
        "getChatAdministrators",
        FARHAN,
        {},
        400,
        "Bad Request: there are no administrators in the private chat",
    ),
    ("leaveChat", FARHAN, {}, 400, "Bad Request: can't leave private chats"),
    # links and requests
    (
        "exportChatInviteLink",
        "Office",
        {},
        400,
        "Bad Request: not enough rights to manage chat invite link",
    ),
    (
        "createChatInviteLink",
        FARHAN,
        {},
        400,
        "Bad Request: can't invite members to a private chat",
    ),
    (
        "createChatInviteLink",
        "Admin",
        {"creates_join_request": "true", "member_limit": 2},
        400,
        "Bad Request: member limit can't be specified for links requiring administrator approval",
    ),
    (
        "createChatInviteLink",
        "Admin",
        {"expire_date": 5},
        400,
        "Bad Request: EXPIRE_DATE_INVALID",
    ),
    (
        "approveChatJoinRequest",
        "Office",
        {"user_id": JAMIL},
        400,
        "Bad Request: not enough rights to manage chat join requests",
    ),
    (
        "approveChatJoinRequest",
        FARHAN,
        {"user_id": JAMIL},
        400,
        "Bad Request: the chat can't have join requests",
    ),
    (
        "approveChatJoinRequest",
        "Admin",
        {"user_id": NADIA},
        400,
        "Bad Request: USER_ALREADY_PARTICIPANT",
    ),
    (
        "declineChatJoinRequest",
        "Admin",
        {"user_id": JAMIL},
        400,
        "Bad Request: HIDE_REQUESTER_MISSING",
    ),
    # topics
    (
        "sendMessage",
        "Forum",
        TEXT | {"message_thread_id": 1},
        400,
        "Bad Request: message thread not found",
    ),
    (
        "sendMessage",
        "Forum",
        TEXT | {"message_thread_id": 99},
        400,
        "Bad Request: message thread not found",
    ),
    ("createForumTopic", "Office", {"name": "x"}, 400, "Bad Request: the chat is not a forum"),
    (
        "createForumTopic",
        "Forum",
        {"name": "x"},
        400,
        "Bad Request: not enough rights to create a topic",
    ),
    (
        "closeForumTopic",
        "Forum",
        {"message_thread_id": 4},
        400,
        "Bad Request: not enough rights to edit the topic",
    ),
    ("closeForumTopic", "Forum", {"message_thread_id": 9}, 400, "Bad Request: TOPIC_ID_INVALID"),
    (
        "deleteForumTopic",
        "Forum",
        {"message_thread_id": 4},
        400,
        "Bad Request: not enough rights to delete a topic",
    ),
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
    groups = {group.title: group.id for group in places.scene.telegram.groups.values()}
    chat = {"chat_id": groups.get(place, place)} if isinstance(place, str) else {"chat_id": place}

    reply = await places.call(method, **(chat | parameters if place else parameters))

    assert (reply.status, reply.body) == (
        status,
        {"ok": False, "error_code": status, "description": description},
    )


async def test_a_closed_topic_and_a_closed_poll_are_refused(gathering: Gathering) -> None:
    forum, topic = gathering.forum, gathering.topic
    await gathering.scene.farhan.closes_topic(forum, topic)
    poll = await gathering.call("sendPoll", chat_id=FARHAN, **QUESTION)
    where = {"chat_id": FARHAN, "message_id": poll.body["result"]["message_id"]}
    await gathering.call("stopPoll", **where)

    closed = await gathering.call(
        "sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id
    )
    stopped = await gathering.call("stopPoll", **where)

    assert closed.body["description"] == "Bad Request: TOPIC_CLOSED"
    assert stopped.body["description"] == "Bad Request: poll has already been closed"


@pytest.mark.parametrize(
    ("place", "description"),
    [
        ("basic", "Bad Request: message can't be deleted for everyone"),
        ("office", "Bad Request: message can't be deleted"),
        ("channel", "Bad Request: message can't be deleted"),
    ],
)
async def test_after_two_days_a_message_stays(
    gathering: Gathering, place: str, description: str
) -> None:
    group = getattr(gathering, place)
    message = await gathering.posts(group)
    gathering.scene.moments.pass_by(hours=48, seconds=1)

    reply = await gathering.call("deleteMessage", chat_id=group.id, message_id=message.id)

    assert (reply.status, reply.body["description"]) == (400, description)


async def test_reads_still_work_where_a_group_was_upgraded(places: Gathering) -> None:
    [old] = [one for one in places.scene.telegram.groups.values() if one.migrated_to]

    statuses = {
        method: (await places.call(method, chat_id=old.id, user_id=FARHAN)).status
        for method in ("getChat", "getChatMember", "getChatMemberCount", "getChatAdministrators")
    }

    assert statuses == dict.fromkeys(statuses, 200)


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
