"""Groups and channels: what a bot is told of them, and what it hears in them."""

import pytest
from gathering import Gathering, kinds
from local_telegram import FARHAN, NADIA, Scene

from simulator.errors import ActRefused
from simulator.groups import ANONYMOUS

FIRST_BASIC = -2_200_000_001
FIRST_SUPERGROUP = -1_002_200_000_002


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
