"""Groups and channels: what a bot is told of them, and what it hears in them."""

from typing import Any

import pytest
from gathering import Gathering
from local_telegram import FARHAN, NADIA, STRANGER, Scene

from simulator.errors import ActRefused
from simulator.groups import ANONYMOUS

FIRST_BASIC = -2_200_000_001
FIRST_SUPERGROUP = -1_002_200_000_002


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    """What happened: the kind of update, and for a message what it carries."""
    names = []
    for update in updates:
        [(kind, content)] = update.items()
        carried = set(content) - {
            "message_id",
            "from",
            "chat",
            "date",
            "sender_chat",
            "message_thread_id",
            "is_topic_message",
            "reply_to_message",
        }
        names.append(kind if "message_id" not in content else f"{kind}: {min(carried)}")
    return names


def test_every_kind_of_chat_has_its_range_of_ids(gathering: Gathering) -> None:
    assert gathering.basic.id == FIRST_BASIC
    assert gathering.office.id == FIRST_SUPERGROUP
    assert gathering.channel.id == FIRST_SUPERGROUP - 2


async def test_a_new_basic_group_tells_its_bot(scene: Scene) -> None:
    group = await scene.farhan.creates_group("Basic", scene.telegram.bot, chat_type="group")

    updates = await scene.updates()

    chat = {"id": group.id, "title": "Basic", "type": "group"}
    assert updates[0]["my_chat_member"] == {
        "chat": chat,
        "from": scene.farhan.person.user,
        "date": 1775448000,
        "old_chat_member": {"user": scene.telegram.bot.user, "status": "left"},
        "new_chat_member": {"user": scene.telegram.bot.user, "status": "member"},
    }
    assert updates[1]["message"] == {
        "message_id": 4,
        "from": scene.farhan.person.user,
        "chat": chat,
        "date": 1775448000,
        "group_chat_created": True,
    }


async def test_a_bot_comes_by_a_link_that_carries_a_payload(scene: Scene) -> None:
    group = await scene.farhan.creates_group("Office")

    await scene.farhan.adds_bot(group, startgroup="g_7")

    came, welcomed, started = await scene.updates()
    assert came["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert welcomed["message"]["new_chat_members"] == [scene.telegram.bot.user]
    assert started["message"]["text"] == "/start@ewg_desk_bot g_7"


async def test_a_payload_that_no_link_carries_adds_nobody(scene: Scene) -> None:
    group = await scene.farhan.creates_group("Office")

    with pytest.raises(ActRefused, match="START_PARAM_INVALID"):
        await scene.farhan.adds_bot(group, startgroup="not so")

    assert scene.telegram.unconfirmed() == 0


async def test_promoting_and_removing_the_bot_are_told_in_full(gathering: Gathering) -> None:
    farhan, bot, office = gathering.scene.farhan, gathering.bot, gathering.office

    await farhan.promotes(bot, office, can_pin_messages=True)
    [promoted] = await gathering.news()
    await farhan.demotes(bot, office)
    await farhan.kicks(bot, office)
    demoted, left, kicked = await gathering.news()

    member = promoted["my_chat_member"]["new_chat_member"]
    assert {name for name, value in member.items() if value is True} == {
        "can_manage_chat",
        "can_pin_messages",
    }
    assert (member["status"], member["can_be_edited"]) == ("administrator", False)
    assert demoted["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert left["message"]["left_chat_member"] == bot.user
    assert kicked["my_chat_member"]["new_chat_member"] == {
        "user": bot.user,
        "status": "kicked",
        "until_date": 0,
    }


async def test_coming_and_going_are_service_messages(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office

    await scene.nadia.leaves(office)
    await scene.nadia.joins(office)
    await scene.farhan.kicks(scene.nadia, office)

    messages = [update["message"] for update in await gathering.news()]
    nadia = scene.nadia.person.user
    assert [
        (message["from"]["id"], message.get("left_chat_member"), message.get("new_chat_members"))
        for message in messages
    ] == [(NADIA, nadia, None), (NADIA, None, [nadia]), (FARHAN, nadia, None)]


async def test_chat_member_is_for_administrators_that_asked(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.promotes(gathering.bot, office)
    await gathering.news()

    await scene.nadia.leaves(office)
    unasked = kinds(await gathering.news())
    await gathering.call("getUpdates", allowed_updates='["message", "chat_member"]')
    await scene.nadia.joins(office)
    await scene.farhan.demotes(gathering.bot, office)
    await scene.nadia.leaves(office)
    asked = kinds(await gathering.news())

    assert unasked == ["message: left_chat_member"]
    assert asked == [
        "chat_member",
        "message: new_chat_members",
        "message: left_chat_member",
    ]


HEARD_IN_PRIVACY = [
    ("Good morning", False),
    ("/agenda", True),
    ("/agenda@ewg_desk_bot now", True),
    ("/agenda@EWG_Desk_Bot", True),
    ("/agenda@other_bot", False),
    ("ask @ewg_desk_bot", True),
    ("ask @ewg_desk_bots", False),
    ("see /agenda", False),
    ("/ agenda", False),
]


@pytest.mark.parametrize(("text", "is_heard"), HEARD_IN_PRIVACY)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    gathering: Gathering, text: str, is_heard: bool
) -> None:
    await gathering.scene.nadia.says(text, at=gathering.office)

    assert await gathering.heard() == ([text] if is_heard else [])


async def test_replies_to_the_bot_are_heard_and_others_are_not(gathering: Gathering) -> None:
    nadia, office = gathering.scene.nadia, gathering.office
    question = await gathering.posts(office, "Which date?")
    own = await nadia.says("Well", at=office)

    await nadia.says("Tuesday", reply_to=question)
    await nadia.says("or not", reply_to=own)

    [update] = await gathering.news()
    message = update["message"]
    assert (message["text"], message["reply_to_message"]["text"]) == ("Tuesday", "Which date?")
    assert message["message_thread_id"] == question.id
    assert "is_topic_message" not in message


async def test_edits_are_heard_as_messages_are(gathering: Gathering) -> None:
    nadia, office = gathering.scene.nadia, gathering.office
    spoken = await nadia.says("Hello", at=office)
    command = await nadia.says("/agenda", at=office)

    await nadia.edits(spoken, "Hello all")
    await nadia.edits(command, "/agenda now")

    assert kinds(await gathering.news()) == ["message: entities", "edited_message: edit_date"]


async def test_administrators_hear_everything(gathering: Gathering) -> None:
    await gathering.scene.farhan.promotes(gathering.bot, gathering.office, can_pin_messages=True)

    await gathering.scene.nadia.says("Good morning", at=gathering.office)

    assert await gathering.heard() == ["Good morning"]


async def test_privacy_mode_is_what_it_was_when_the_bot_came(gathering: Gathering) -> None:
    scene, bot, office = gathering.scene, gathering.bot, gathering.office

    bot.hears_all = True
    await scene.nadia.says("one", at=office)
    before = await gathering.heard()
    await gathering.call("leaveChat", chat_id=office.id)
    await scene.farhan.adds_bot(office)
    await scene.nadia.says("two", at=office)

    assert before == []
    assert await gathering.heard() == ["two"]
    described = await gathering.call("getMe")
    assert described.body["result"]["can_read_all_group_messages"] is True


async def test_mentions_can_be_kept_from_the_bot(gathering: Gathering) -> None:
    gathering.scene.telegram.mentions_are_heard = False

    await gathering.scene.nadia.says("ask @ewg_desk_bot", at=gathering.office)

    assert await gathering.heard() == []


async def test_a_command_without_a_name_is_for_the_bot_that_wrote_last(
    gathering: Gathering,
) -> None:
    scene, office = gathering.scene, gathering.office
    other = scene.telegram.bots["200:OTHER"]
    await scene.farhan.adds_bot(office, bot=other)
    await scene.wire.call("sendMessage", "200:OTHER", chat_id=office.id, text="I am new")
    await gathering.news()

    await scene.nadia.says("/agenda", at=office)
    passed_by = await gathering.heard()
    await gathering.posts(office)
    await scene.nadia.says("/agenda", at=office)

    assert passed_by == []
    assert await gathering.heard() == ["/agenda"]


async def test_bots_never_hear_each_other(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    other = scene.telegram.bots["200:OTHER"]
    await scene.farhan.promotes(other, office)
    other.updates.clear()

    await gathering.posts(office, "@other_bot /agenda")

    assert scene.telegram.unconfirmed(other) == 0


async def test_ids_are_counted_by_supergroups_and_by_accounts(gathering: Gathering) -> None:
    scene = gathering.scene
    other = scene.telegram.bots["200:OTHER"]
    await scene.farhan.adds_bot(gathering.basic, bot=other)
    last, others_last = gathering.bot.last_message_id, other.last_message_id

    in_basic = await gathering.posts(gathering.basic)
    private = await scene.sent()
    in_office = await gathering.posts(gathering.office)
    in_forum = await gathering.posts(gathering.forum)

    assert (in_basic.id, in_basic.number_for(200)) == (last + 1, others_last + 1)
    assert private["message_id"] == last + 2
    assert (in_office.id, in_forum.id) == (5, 5)


async def test_another_bot_knows_a_message_of_a_basic_group_by_its_own_id(
    gathering: Gathering,
) -> None:
    scene, basic = gathering.scene, gathering.basic
    other = scene.telegram.bots["200:OTHER"]
    other.last_message_id = 700
    await scene.farhan.adds_bot(basic, bot=other)
    where = {"chat_id": basic.id, "text": "Hello"}

    reply = await scene.wire.call("sendMessage", "200:OTHER", **where)
    number = reply.body["result"]["message_id"]
    edited = await scene.wire.call(
        "editMessageText", "200:OTHER", message_id=number, chat_id=basic.id, text="Changed"
    )

    assert number == 702
    assert edited.body["result"]["text"] == "Changed"


async def test_an_anonymous_administrator_is_hidden(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.promotes(scene.nadia, office, is_anonymous=True)
    await gathering.news()

    await scene.nadia.says("/agenda", at=office)
    await scene.nadia.kicks(scene.jamil, office)

    said, gone = [update["message"] for update in await gathering.news()]
    assert (said["from"], said["sender_chat"]) == (ANONYMOUS, office.object)
    assert gone["from"] == ANONYMOUS


async def test_a_basic_group_becomes_a_supergroup(gathering: Gathering) -> None:
    basic = gathering.basic
    card = await gathering.posts(basic)

    new = await gathering.scene.farhan.migrates(basic)

    away, here = [update["message"] for update in await gathering.news()]
    assert (away["chat"]["id"], away["migrate_to_chat_id"]) == (basic.id, new.id)
    assert (here["chat"], here["migrate_from_chat_id"], here["message_id"]) == (
        {"id": new.id, "title": "Basic", "type": "supergroup"},
        basic.id,
        1,
    )
    refused = await gathering.call("sendMessage", chat_id=basic.id, text="Hello")
    assert (refused.status, refused.body) == (
        400,
        {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": new.id},
        },
    )
    assert (await gathering.call("getChat", chat_id=basic.id)).status == 200
    assert (await gathering.posts(new)).id == 2
    old = await gathering.call("deleteMessage", chat_id=new.id, message_id=card.id)
    assert old.body["description"] == "Bad Request: message to delete not found"


async def test_topics_carry_their_thread_and_their_beginning(gathering: Gathering) -> None:
    nadia, forum, topic = gathering.scene.nadia, gathering.forum, gathering.topic

    await nadia.says("/agenda", at=forum, topic=topic)
    await nadia.says("/general", at=forum)
    sent = await gathering.call(
        "sendMessage", chat_id=forum.id, text="Point 1", message_thread_id=topic.id
    )

    in_topic, in_general = [update["message"] for update in await gathering.news()]
    assert (in_topic["message_thread_id"], in_topic["is_topic_message"]) == (topic.id, True)
    assert in_topic["reply_to_message"]["forum_topic_created"] == {
        "name": "Agenda",
        "icon_color": 7322096,
    }
    assert in_topic["chat"]["is_forum"] is True
    assert {
        "message_thread_id",
        "is_topic_message",
        "reply_to_message",
    } & in_general.keys() == set()
    assert sent.body["result"]["message_thread_id"] == topic.id


async def test_a_reply_in_a_topic_stays_in_it(gathering: Gathering) -> None:
    spoken = await gathering.scene.nadia.says("/a", at=gathering.forum, topic=gathering.topic)

    reply = await gathering.posts(gathering.forum, "b", reply_to_message_id=spoken.id)

    assert reply.thread_id == gathering.topic.id


async def test_a_closed_topic_is_for_who_manages_it(gathering: Gathering) -> None:
    scene, forum, topic = gathering.scene, gathering.forum, gathering.topic
    await scene.farhan.closes_topic(forum, topic)

    with pytest.raises(ActRefused, match="TOPIC_CLOSED"):
        await scene.nadia.says("late", at=forum, topic=topic)
    await scene.farhan.says("/owner", at=forum, topic=topic)
    await scene.farhan.reopens_topic(forum, topic)
    await scene.nadia.says("/again", at=forum, topic=topic)

    assert kinds(await gathering.news()) == [
        "message: forum_topic_closed",
        "message: entities",
        "message: forum_topic_reopened",
        "message: entities",
    ]


async def test_a_channel_gives_posts_without_a_sender(gathering: Gathering) -> None:
    farhan, channel = gathering.scene.farhan, gathering.channel

    post = await farhan.says("News", at=channel)
    await farhan.edits(post, "Old news")
    sent = await gathering.call("sendMessage", chat_id="@EWG_news", text="More")

    first, second = await gathering.news()
    assert first == {
        "channel_post": {
            "message_id": 1,
            "sender_chat": channel.object,
            "chat": channel.object,
            "date": 1775448000,
            "text": "News",
        }
    }
    assert second["edited_channel_post"]["text"] == "Old news"
    assert sent.body["result"]["sender_chat"] == channel.object
    assert "from" not in sent.body["result"]


async def test_whoever_is_in_a_group_can_press(gathering: Gathering) -> None:
    nadia, office = gathering.scene.nadia, gathering.office
    markup = '{"inline_keyboard": [[{"text": "Going", "callback_data": "r.1"}]]}'
    card = await gathering.posts(office, "Come?", reply_markup=markup)

    await nadia.taps("Going", on=card)
    [update] = await gathering.news()
    query = update["callback_query"]
    await gathering.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")

    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (NADIA, office.id)
    assert [answer.text for answer in nadia.toasts] == ["Noted"]
    umer = gathering.scene.telegram.account(STRANGER)
    with pytest.raises(ActRefused, match="CHANNEL_PRIVATE"):
        await umer.taps("Going", on=card)


async def test_who_is_seen_in_a_group_is_known_but_has_not_started(gathering: Gathering) -> None:
    umer = gathering.scene.telegram.account(STRANGER)
    strange = await gathering.call("sendMessage", chat_id=umer.id, text="Hello")

    await umer.joins(gathering.office)

    known = await gathering.call("sendMessage", chat_id=umer.id, text="Hello")
    assert strange.body["description"] == "Bad Request: chat not found"
    assert known.body["description"] == "Forbidden: bot can't initiate conversation with a user"


async def test_a_pin_by_a_person_is_told(gathering: Gathering) -> None:
    card = await gathering.posts(gathering.office, "Card")

    await gathering.scene.farhan.pins(card)
    await gathering.scene.farhan.renames(gathering.office, "Bureau")

    pinned, renamed = [update["message"] for update in await gathering.news()]
    assert pinned["pinned_message"]["text"] == "Card"
    assert (renamed["new_chat_title"], renamed["chat"]["title"]) == ("Bureau", "Bureau")


RIGHTS_OF_PEOPLE = [
    ("kicks", ("jamil", "office")),
    ("promotes", ("jamil", "office")),
    ("restricts", ("jamil", "office")),
    ("renames", ("office", "Mine")),
    ("migrates", ("basic",)),
    ("deletes_group", ("office",)),
    ("creates_topic", ("forum", "Mine")),
]


@pytest.mark.parametrize(("act", "named"), RIGHTS_OF_PEOPLE)
async def test_members_may_not_do_what_administrators_do(
    gathering: Gathering, act: str, named: tuple[str, ...]
) -> None:
    meant = [
        getattr(gathering, name, None) or getattr(gathering.scene, name, None) or name
        for name in named
    ]

    with pytest.raises(ActRefused, match="CHAT_ADMIN_REQUIRED"):
        await getattr(gathering.scene.nadia, act)(*meant)

    assert await gathering.news() == []


async def test_the_muted_cannot_speak(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    await scene.farhan.restricts(scene.nadia, office, can_send_messages=False)
    await scene.jamil.leaves(office)

    for person in (scene.nadia, scene.jamil):
        with pytest.raises(ActRefused, match="CHAT_WRITE_FORBIDDEN"):
            await person.says("Hello", at=office)


async def test_the_transcript_shows_groups(gathering: Gathering) -> None:
    await gathering.posts(gathering.forum, "Point 1", message_thread_id=gathering.topic.id)

    chats = gathering.scene.telegram.transcript().split("\n\n")
    [written] = [chat for chat in chats if chat.startswith("=== Forum (forum -100")]
    assert written.split("\n")[-1].endswith("bot EWG Secretariat [in Agenda]: Point 1")
