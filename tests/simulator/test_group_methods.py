"""What methods answer and do in groups when nothing is wrong."""

import json
from typing import Any

import pytest
from gathering import Gathering, kinds
from local_telegram import FARHAN, JAMIL, NADIA, STRANGER

from simulator.errors import ActRefused

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\1\0" + b"\0\0\0\x40" + b"rest"


async def result(gathering: Gathering, method: str, **parameters: Any) -> Any:
    reply = await gathering.call(method, **parameters)
    assert reply.status == 200, reply.body
    return reply.body["result"]


async def test_a_forward_names_who_wrote_it(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    words = await scene.nadia.says("My words", at=office)
    post = await scene.farhan.says("News", at=gathering.channel)
    to_farhan = {"chat_id": FARHAN}

    from_person = await result(
        gathering, "forwardMessage", **to_farhan, from_chat_id=office.id, message_id=words.id
    )
    from_channel = await result(
        gathering,
        "forwardMessage",
        **to_farhan,
        from_chat_id=gathering.channel.id,
        message_id=post.id,
    )
    again = await result(
        gathering,
        "forwardMessage",
        chat_id=office.id,
        from_chat_id=FARHAN,
        message_id=from_person["message_id"],
    )

    origin = {
        "type": "user",
        "date": 1775448000,
        "sender_user": scene.nadia.person.user,
    }
    assert (from_person["text"], from_person["forward_origin"]) == ("My words", origin)
    assert again["forward_origin"] == origin
    assert from_channel["forward_origin"] == {
        "type": "channel",
        "date": 1775448000,
        "chat": gathering.channel.object,
        "message_id": post.id,
    }
    edited = await gathering.call(
        "editMessageText", **to_farhan, message_id=from_person["message_id"], text="x"
    )
    assert edited.body["description"] == "Bad Request: message can't be edited"


async def test_many_are_forwarded_and_copied_without_those_that_cannot_be(
    gathering: Gathering,
) -> None:
    office = gathering.office
    one, secret = (
        await gathering.posts(office, "1"),
        await gathering.posts(office, "2", protect_content="true"),
    )
    ids = json.dumps([1, one.id, secret.id, 99])

    for method in ("forwardMessages", "copyMessages"):
        sent = await result(
            gathering, method, chat_id=FARHAN, from_chat_id=office.id, message_ids=ids
        )
        assert len(sent) == 1

    assert gathering.scene.farhan.reads(2) == ["1", "1"]


async def test_an_album_shares_an_id(gathering: Gathering) -> None:
    media = [
        {"type": "photo", "media": "attach://a", "caption": "<b>Plan</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://b"},
    ]
    reply = await gathering.scene.wire.upload(
        "sendMediaGroup",
        {"a": ("a.png", PNG), "b": ("b.png", PNG)},
        chat_id=gathering.office.id,
        media=json.dumps(media),
    )

    first, second = reply.body["result"]
    assert (first["caption"], first["caption_entities"][0]["type"]) == ("Plan", "bold")
    assert first["media_group_id"] == second["media_group_id"]
    assert "caption" not in second


async def test_a_file_can_be_replaced_by_another(gathering: Gathering) -> None:
    wire, office = gathering.scene.wire, gathering.office
    sent = await wire.upload(
        "sendDocument", {"document": ("a.csv", b"a")}, chat_id=office.id, caption="A"
    )
    where = {"chat_id": office.id, "message_id": sent.body["result"]["message_id"]}
    media = json.dumps({"type": "photo", "media": "attach://p", "caption": "B"})

    edited = await wire.upload("editMessageMedia", {"p": ("p.png", PNG)}, **where, media=media)

    message = edited.body["result"]
    assert (message["caption"], "document" in message, len(message["photo"])) == ("B", False, 1)
    file_id = message["photo"][0]["file_id"]
    same = json.dumps({"type": "photo", "media": file_id, "caption": "B"})
    again = await gathering.call("editMessageMedia", **where, media=same)
    assert again.body["description"].startswith("Bad Request: message is not modified")


async def test_votes_are_told_to_the_bot_that_asked(gathering: Gathering) -> None:
    office, nadia = gathering.office, gathering.scene.nadia
    sent = await result(
        gathering,
        "sendPoll",
        chat_id=office.id,
        question="Which day?",
        options='["Tuesday", {"text": "Friday"}]',
        is_anonymous="false",
    )
    question = office.messages[sent["message_id"]]

    await nadia.votes(question, "Friday")
    with pytest.raises(ActRefused, match="OPTIONS_TOO_MUCH"):
        await nadia.votes(question, "Friday", "Tuesday")
    stopped = await result(gathering, "stopPoll", chat_id=office.id, message_id=sent["message_id"])
    with pytest.raises(ActRefused, match="MESSAGE_POLL_CLOSED"):
        await nadia.votes(question, "Tuesday")

    count, answer = await gathering.news()
    assert count["poll"]["total_voter_count"] == 1
    assert answer["poll_answer"] == {
        "poll_id": sent["poll"]["id"],
        "user": nadia.person.user,
        "option_ids": [1],
        "option_persistent_ids": ["1"],
    }
    assert [option["voter_count"] for option in stopped["options"]] == [0, 1]
    assert stopped["is_closed"] is True


async def test_a_poll_closes_by_itself(gathering: Gathering) -> None:
    office = gathering.office
    sent = await result(
        gathering,
        "sendPoll",
        chat_id=office.id,
        question="Now?",
        options='["Yes"]',
        open_period="60",
    )
    gathering.scene.moments.pass_by(seconds=60)

    with pytest.raises(ActRefused, match="MESSAGE_POLL_CLOSED"):
        await gathering.scene.nadia.votes(office.messages[sent["message_id"]], "Yes")


async def test_reactions_are_told_to_administrators_that_asked(gathering: Gathering) -> None:
    office, nadia = gathering.office, gathering.scene.nadia
    card = await gathering.posts(office)
    await gathering.call("getUpdates", allowed_updates='["message_reaction"]')

    await nadia.reacts(card, "🔥")
    unheard = await gathering.news()
    await gathering.scene.farhan.promotes(gathering.bot, office)
    await nadia.reacts(card, "👍")

    [update] = await gathering.news()
    assert unheard == []
    assert update["message_reaction"] == {
        "chat": office.object,
        "message_id": card.id,
        "user": nadia.person.user,
        "date": update["message_reaction"]["date"],
        "old_reaction": [{"type": "emoji", "emoji": "🔥"}],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    }


async def test_members_are_described(gathering: Gathering) -> None:
    office = gathering.office
    await gathering.scene.farhan.restricts(gathering.scene.nadia, office, can_send_polls=False)

    async def status(user_id: int) -> str:
        member = await result(gathering, "getChatMember", chat_id=office.id, user_id=user_id)
        found: str = member["status"]
        return found

    assert [await status(one) for one in (FARHAN, NADIA, JAMIL, 100)] == [
        "creator",
        "restricted",
        "member",
        "member",
    ]
    assert await result(gathering, "getChatMemberCount", chat_id=office.id) == 4
    assert await result(gathering, "getChatMemberCount", chat_id=FARHAN) == 2
    admins = await result(gathering, "getChatAdministrators", chat_id=office.id)
    assert [admin["user"]["id"] for admin in admins] == [FARHAN]


async def test_leaving_is_told_and_final(gathering: Gathering) -> None:
    office = gathering.office

    left = [await result(gathering, "leaveChat", chat_id=office.id)]

    assert left == [True]
    assert kinds(await gathering.news()) == ["message: left_chat_member", "my_chat_member"]
    again = await gathering.call("sendMessage", chat_id=office.id, text="x")
    assert again.body["description"] == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_link_lets_in_as_many_as_it_says_for_as_long(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.promotes(gathering.bot, office)
    until = scene.telegram.clock.unix() + 100
    link = await result(
        gathering, "createChatInviteLink", chat_id=office.id, member_limit=1, expire_date=until
    )
    await scene.nadia.leaves(office)
    await scene.jamil.leaves(office)

    await scene.nadia.joins(office, link["invite_link"])
    with pytest.raises(ActRefused, match="INVITE_HASH_EXPIRED"):
        await scene.jamil.joins(office, link["invite_link"])

    other = await result(gathering, "createChatInviteLink", chat_id=office.id, expire_date=until)
    scene.moments.pass_by(seconds=100)
    with pytest.raises(ActRefused, match="INVITE_HASH_EXPIRED"):
        await scene.jamil.joins(office, other["invite_link"])


async def test_a_new_primary_link_ends_the_one_before(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.promotes(gathering.bot, office)
    first, second = [
        await result(gathering, "exportChatInviteLink", chat_id=office.id) for _ in range(2)
    ]
    umer = scene.telegram.account(STRANGER)

    with pytest.raises(ActRefused, match="INVITE_HASH_EXPIRED"):
        await umer.joins(office, first)

    assert await umer.joins(office, second) is True
    assert (await result(gathering, "getChat", chat_id=office.id))["invite_link"] == second


async def test_who_asks_to_join_can_be_written_to_and_let_in(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.promotes(gathering.bot, office)
    link = await result(
        gathering, "createChatInviteLink", chat_id=office.id, creates_join_request="true"
    )
    umer = scene.telegram.account(STRANGER)
    await gathering.news()

    is_in = await umer.joins(office, link["invite_link"])
    [asked] = await gathering.news()
    await scene.sent(chat_id=asked["chat_join_request"]["user_chat_id"], text="Who are you?")
    await result(gathering, "approveChatJoinRequest", chat_id=office.id, user_id=umer.id)

    assert is_in is False
    assert asked["chat_join_request"]["invite_link"] == link
    assert umer.reads() == "Who are you?"
    assert office.member(umer.person.user).status == "member"


async def test_topics_are_managed_by_who_may(gathering: Gathering) -> None:
    forum = gathering.forum
    await gathering.scene.farhan.promotes(gathering.bot, forum, can_manage_topics=True)
    await gathering.news()
    topic = await result(gathering, "createForumTopic", chat_id=forum.id, name="Minutes")
    this = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}

    await result(gathering, "editForumTopic", **this, name="Record")
    same = await gathering.call("editForumTopic", **this, name="Record")
    await result(gathering, "closeForumTopic", **this)
    await result(gathering, "sendMessage", **this, text="still")
    await result(gathering, "reopenForumTopic", **this)

    assert same.body["description"] == "Bad Request: TOPIC_NOT_MODIFIED"
    assert kinds(await gathering.news()) == [
        "message: forum_topic_created",
        "message: forum_topic_edited",
        "message: forum_topic_closed",
        "message: forum_topic_reopened",
    ]


async def test_an_administrator_deletes_and_pins(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.promotes(gathering.bot, office)
    words = await scene.nadia.says("Words", at=office)
    card = await gathering.posts(office)
    await gathering.news()

    await result(gathering, "deleteMessages", chat_id=office.id, message_ids=f"[{words.id}, 99]")
    await result(gathering, "pinChatMessage", chat_id=office.id, message_id=card.id)
    pinned = (await result(gathering, "getChat", chat_id=office.id))["pinned_message"]
    await result(gathering, "unpinChatMessage", chat_id=office.id)

    assert words.deleted
    assert pinned["message_id"] == card.id
    assert office.pinned == []
    assert kinds(await gathering.news()) == ["message: pinned_message"]


async def test_an_inline_query_is_answered_once_and_soon(gathering: Gathering) -> None:
    with pytest.raises(ActRefused, match="BOT_INLINE_DISABLED"):
        await gathering.scene.farhan.asks_inline("date")
    gathering.bot.is_inline = True

    query = await gathering.scene.farhan.asks_inline("date")
    results = json.dumps([{"type": "article", "id": "1", "title": "Tuesday"}])
    answers = [
        (
            await gathering.call("answerInlineQuery", inline_query_id=query.id, results=results)
        ).status
        for _ in range(2)
    ]

    assert answers == [200, 400]
    assert query.results == json.loads(results)


async def test_names_and_rights_are_kept(gathering: Gathering) -> None:
    await result(gathering, "setMyName", name="Secretary")
    await result(gathering, "setMyName", name="معاون", language_code="ur")
    rights = json.dumps({"can_pin_messages": True})
    await result(gathering, "setMyDefaultAdministratorRights", rights=rights)

    names = [
        (await result(gathering, "getMyName", language_code=code))["name"] for code in ("ur", "fr")
    ]
    await gathering.scene.farhan.promotes(gathering.bot, gathering.office)
    member = gathering.office.member(gathering.bot.user)

    assert names == ["معاون", "Secretary"]
    assert (await result(gathering, "getMe"))["first_name"] == "Secretary"
    assert {name for name, value in member.rights.items() if value} == {
        "can_manage_chat",
        "can_pin_messages",
    }
