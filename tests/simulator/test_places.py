"""Forums, channels, and people among each other."""

import pytest
from gathering import Gathering, kinds
from local_telegram import NADIA, STRANGER

from simulator.errors import ActRefused


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


async def test_a_restriction_ends_when_its_time_is_over(gathering: Gathering) -> None:
    scene, office = gathering.scene, gathering.office
    until = scene.telegram.clock.unix() + 60
    await scene.farhan.restricts(scene.nadia, office, until, can_send_messages=False)
    await scene.farhan.restricts(gathering.bot, office, until, can_send_messages=False)
    muted = await gathering.call("sendMessage", chat_id=office.id, text="Hello")
    scene.moments.pass_by(seconds=60)

    await scene.nadia.says("Hello", at=office)
    heard = await gathering.call("sendMessage", chat_id=office.id, text="Hello")

    assert (muted.status, heard.status) == (400, 200)
    assert office.member(scene.nadia.person.user).status == "member"
