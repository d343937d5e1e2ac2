"""Refusals in groups, as whole answers."""

import json
from typing import Any

import pytest
from gathering import CARD, WORDS, Gathering, refused
from local_telegram import FARHAN, JAMIL, NADIA, STRANGER

GONE = -1_002_200_000_099
NOTHING_THERE = "Bad Request: chat not found"
TEXT = {"text": "Hello"}
QUESTION = {"question": "Which?", "options": '["A", "B"]'}

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
