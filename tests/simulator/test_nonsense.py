"""Whatever a bot sends, it is answered as Telegram answers, and never by a fault of the server."""

import itertools
import json
from typing import Any

import pytest
from gathering import Gathering
from local_telegram import FARHAN, NADIA

NONSENSE = [
    "",
    "x",
    "-1",
    "9" * 30,
    "null",
    "{}",
    "[]",
    "[[]]",
    "[{}]",
    '[{"type": []}]',
    '[{"type": {}, "id": [], "text": 5, "media": []}]',
    '[{"type": "emoji", "emoji": []}]',
    '[{"type": "article", "id": [], "title": "x"}]',
    '[{"type": "article", "id": "\\ud800", "title": "x"}]',
    '[{"type": "photo", "media": "x", "caption": [], "parse_mode": {}}]',
    '[{"text": "x", "text_parse_mode": 5, "text_entities": {}}, "\\ud800"]',
    '{"type": "document", "media": "x", "caption_entities": 5}',
    '{"can_pin_messages": 5, "type": [], "message_id": []}',
    "\x00\u202e",
]
METHODS = {
    "sendPoll": ["question", "question_entities", "options", "type", "correct_option_ids"],
    "setMessageReaction": ["reaction", "message_id"],
    "answerInlineQuery": ["inline_query_id", "results"],
    "sendMediaGroup": ["media", "reply_parameters", "message_thread_id"],
    "editMessageMedia": ["media", "reply_markup", "message_id"],
    "deleteMessages": ["message_ids"],
    "forwardMessages": ["message_ids", "from_chat_id"],
    "copyMessages": ["message_ids", "message_thread_id"],
    "getChatMember": ["user_id", "chat_id"],
    "createChatInviteLink": ["name", "expire_date", "member_limit"],
    "approveChatJoinRequest": ["user_id"],
    "createForumTopic": ["name", "icon_color", "icon_custom_emoji_id"],
    "editForumTopic": ["name", "message_thread_id"],
    "setMyDefaultAdministratorRights": ["rights", "for_channels"],
    "setMyName": ["name", "language_code"],
}


@pytest.mark.parametrize("method", METHODS)
async def test_nonsense_is_answered(gathering: Gathering, method: str) -> None:
    await gathering.scene.farhan.promotes(gathering.bot, gathering.forum)
    card = await gathering.posts(gathering.forum)
    sound: dict[str, Any] = {
        "chat_id": gathering.forum.id,
        "from_chat_id": gathering.forum.id,
        "message_id": card.id,
        "message_ids": json.dumps([card.id]),
        "user_id": NADIA,
        "question": "Which?",
        "options": '["A"]',
        "name": "Name",
        "message_thread_id": gathering.topic.id,
    }

    answers = [
        await gathering.call(method, **(sound | {name: value}))
        for name, value in itertools.product(METHODS[method], NONSENSE)
    ]

    assert {reply.status for reply in answers} <= {200, 400, 403, 501}
    assert (await gathering.call("sendMessage", chat_id=FARHAN, text="Still here")).status == 200
