"""Acting as a person: what the bot gets of it, and what the person sees."""

import json

import pytest
from local_telegram import FARHAN, JAMIL, Scene

from simulator.chats import Answer
from simulator.errors import ActRefused
from simulator.messages import Button, Document
from simulator.world import FIRST_PERSON

KEYBOARD = json.dumps(
    {
        "inline_keyboard": [
            [
                {"text": "In person", "callback_data": "r.1", "style": "success"},
                {"text": "In", "callback_data": "r.2"},
            ],
            [
                {"text": "Open", "url": "t.me/ewg_desk_bot?start=abc"},
                {"text": "Map", "url": "https://example.org/map"},
                {"text": "Copy link", "copy_text": {"text": "copied"}},
            ],
        ]
    }
)


async def newest(scene: Scene) -> dict[str, object]:
    update = (await scene.updates(offset=-1))[0]
    del update["update_id"]
    return update


async def test_start_carries_its_payload(scene: Scene) -> None:
    await scene.farhan.starts("join_7-x")

    assert (await newest(scene))["message"] == {
        "message_id": 4,
        "from": {
            "id": FARHAN,
            "is_bot": False,
            "first_name": "Farhan",
            "last_name": "Javed",
            "username": "fjaved_moi",
            "language_code": "en",
        },
        "chat": {
            "id": FARHAN,
            "type": "private",
            "first_name": "Farhan",
            "last_name": "Javed",
            "username": "fjaved_moi",
        },
        "date": 1775448000,
        "text": "/start join_7-x",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


@pytest.mark.parametrize("payload", ["with space", "x" * 65, "dot.", ""])
async def test_a_payload_telegram_does_not_carry_is_refused(scene: Scene, payload: str) -> None:
    with pytest.raises(ActRefused, match="START_PARAM_INVALID"):
        await scene.farhan.starts(payload)

    assert scene.telegram.unconfirmed() == 0


async def test_ids_of_people_are_beyond_32_bits(scene: Scene) -> None:
    assert scene.farhan.id == FIRST_PERSON > 2**32


async def test_private_chats_share_one_counter_of_message_ids(scene: Scene) -> None:
    mine = await scene.farhan.says("one")
    await scene.jamil.unblocks()
    theirs = await scene.jamil.says("two")
    third = await scene.sent()

    assert (mine.id, theirs.id, third["message_id"]) == (4, 5, 6)


async def test_a_reply_shows_what_it_answers(scene: Scene) -> None:
    question = await scene.sent(text="Which date?")

    await scene.farhan.says("Tuesday", reply_to=scene.farhan.chat[-1])

    message = (await newest(scene))["message"]
    assert message["reply_to_message"] == question


async def test_a_reply_to_a_reply_nests_no_further(scene: Scene) -> None:
    first = await scene.farhan.says("one")
    second = await scene.farhan.says("two", reply_to=first)
    await scene.farhan.says("three", reply_to=second)

    original = (await newest(scene))["message"]["reply_to_message"]

    assert original["text"] == "two"
    assert "reply_to_message" not in original


async def test_an_edit_is_an_update_of_its_own(scene: Scene) -> None:
    message = await scene.farhan.says("Tuseday")
    scene.moments.pass_by(seconds=9)

    await scene.farhan.edits(message, "Tuesday")

    update = await newest(scene)
    assert list(update) == ["edited_message"]
    edited = update["edited_message"]
    assert (edited["text"], edited["edit_date"] - edited["date"]) == ("Tuesday", 9)


async def test_only_own_texts_can_be_edited(scene: Scene) -> None:
    await scene.sent()

    with pytest.raises(ActRefused, match="MESSAGE_EDIT_FORBIDDEN"):
        await scene.farhan.edits(scene.farhan.chat[-1], "changed")


async def test_a_long_text_is_cut_by_the_app(scene: Scene) -> None:
    await scene.farhan.says("x" * 4097)

    lengths = [len(update["message"]["text"]) for update in await scene.updates()]
    assert lengths == [4096, 1]


async def test_a_person_sees_text_buttons_and_sound(scene: Scene) -> None:
    await scene.sent(
        text="Meet <b>Tue &amp; Wed</b>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        disable_notification="true",
    )
    await scene.sent(text="loud")

    first, second = scene.farhan.inbox
    assert first.text == "Meet Tue & Wed"
    assert first.html == "Meet <b>Tue &amp; Wed</b>"
    assert first.entities == [{"type": "bold", "offset": 5, "length": 9}]
    assert first.labels == ["In person", "In", "Open", "Map", "Copy link"]
    assert first.buttons[0][0] == Button("In person", data="r.1", style="success")
    assert first.buttons[1][2] == Button("Copy link", copy="copied")
    assert (first.silent, second.silent) == (True, False)
    assert first.date == scene.moments.now
    assert (first.from_bot, first.edited, first.deleted) == (True, False, False)
    assert scene.farhan.sounds == 1
    assert scene.farhan.reads() == "loud"
    assert scene.farhan.reads(n=2) == ["Meet Tue & Wed", "loud"]


async def test_a_tap_gives_the_bots_answer(scene: Scene) -> None:
    await scene.sent(reply_markup=KEYBOARD)

    async def answer() -> None:
        if scene.telegram.unconfirmed():
            [update] = await scene.updates(offset=-1)
            query = update["callback_query"]["id"]
            await scene.updates(offset=update["update_id"] + 1)
            await scene.wire.call(
                "answerCallbackQuery", callback_query_id=query, text="Noted", show_alert="true"
            )

    scene.telegram.settle = answer
    answered = await scene.farhan.taps("In person")

    assert answered == Answer("Noted", alert=True)
    assert scene.farhan.toasts == [Answer("Noted", alert=True)]


async def test_a_tap_is_a_callback_query(scene: Scene) -> None:
    message = await scene.sent(reply_markup=KEYBOARD)

    answered = await scene.farhan.taps("In person")

    query = (await newest(scene))["callback_query"]
    assert answered is None
    assert query["message"] == message
    assert (query["from"]["id"], query["data"]) == (FARHAN, "r.1")
    assert query["id"].isdecimal()
    assert query["chat_instance"].isdecimal()


@pytest.mark.parametrize(("label", "data"), [("In", "r.2"), ("In p", "r.1")])
async def test_a_whole_label_goes_before_its_beginning(scene: Scene, label: str, data: str) -> None:
    await scene.sent(reply_markup=KEYBOARD)

    await scene.farhan.taps(label)

    assert (await newest(scene))["callback_query"]["data"] == data


async def test_the_newest_message_that_has_the_button_is_tapped(scene: Scene) -> None:
    old = await scene.sent(reply_markup=KEYBOARD)
    new = await scene.sent(reply_markup=KEYBOARD)
    await scene.sent(text="no buttons")

    await scene.farhan.taps("In person")
    on_newest = (await newest(scene))["callback_query"]["message"]["message_id"]
    await scene.farhan.taps("In person", on=scene.farhan.inbox[0])
    on_chosen = (await newest(scene))["callback_query"]["message"]["message_id"]

    assert (on_newest, on_chosen) == (new["message_id"], old["message_id"])


async def test_a_missing_button_says_which_there_are(scene: Scene) -> None:
    await scene.sent(reply_markup=KEYBOARD)

    with pytest.raises(ActRefused, match=r"no button 'Video'; the latest are \['In person'"):
        await scene.farhan.taps("Video")


async def test_links_open_and_copies_are_copied(scene: Scene) -> None:
    await scene.sent(reply_markup=KEYBOARD)

    assert await scene.farhan.taps("Copy") == "copied"
    assert await scene.farhan.taps("Map") == "https://example.org/map"
    assert scene.telegram.unconfirmed() == 0
    await scene.farhan.taps("Open")
    assert (await newest(scene))["message"]["text"] == "/start abc"


async def test_data_that_is_no_longer_on_the_keyboard_is_refused_by_the_app(scene: Scene) -> None:
    await scene.sent(reply_markup=KEYBOARD)
    message = scene.farhan.inbox[0]

    await scene.farhan.taps_data("r.999", on=message)
    forged = (await newest(scene))["callback_query"]["data"]

    assert forged == "r.999"
    await scene.wire.call("editMessageReplyMarkup", chat_id=FARHAN, message_id=message.id)
    with pytest.raises(ActRefused, match="no button"):
        await scene.farhan.taps("In person", on=message)


async def test_a_press_on_a_deleted_message_names_only_its_number(scene: Scene) -> None:
    sent = await scene.sent(reply_markup=KEYBOARD)
    message = scene.farhan.inbox[0]
    await scene.wire.call("deleteMessage", chat_id=FARHAN, message_id=message.id)

    await scene.farhan.taps_data("r.1", on=message)

    assert (await newest(scene))["callback_query"]["message"] == {
        "chat": sent["chat"],
        "message_id": sent["message_id"],
        "date": 0,
    }
    assert scene.farhan.inbox == []
    assert message.deleted is True


async def test_a_file_goes_to_the_bot_and_back(scene: Scene) -> None:
    await scene.farhan.sends_file("list.csv", b"a;b", mime="text/csv", caption="The /roster")

    message = (await newest(scene))["message"]
    assert (message["caption"], message["caption_entities"][0]["type"]) == (
        "The /roster",
        "bot_command",
    )
    document = message["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "list.csv",
        "text/csv",
        3,
    )
    file = (await scene.wire.call("getFile", file_id=document["file_id"])).body["result"]
    assert file["file_unique_id"] == document["file_unique_id"]
    download = await scene.wire.get(f"/file/bot100:TEST/{file['file_path']}")
    assert (download.status, download.body) == (200, b"a;b")
    again = await scene.sent("sendDocument", document=document["file_id"], caption="Back")
    assert again["document"] == document
    assert scene.farhan.inbox[-1].document == Document("list.csv", b"a;b", "text/csv")


async def test_a_file_id_belongs_to_one_bot(scene: Scene) -> None:
    message = await scene.farhan.sends_file("list.csv", b"a;b")
    file_id = message.attachment["document"]["file_id"]

    reply = await scene.wire.call("getFile", token="200:OTHER", file_id=file_id)

    assert reply.body["description"] == "Bad Request: invalid file_id"


async def test_other_things_are_sent_too(scene: Scene) -> None:
    await scene.farhan.sends_voice()
    await scene.farhan.sends_photo(caption="the hall")
    await scene.farhan.sends_sticker()
    await scene.farhan.sends_contact("+92300", "Nadia", user_id=7)
    await scene.farhan.sends_contact("+92301")

    messages = [update["message"] for update in await scene.updates()]
    contacts = [message["contact"] for message in messages[3:]]
    assert messages[0]["voice"]["duration"] == 3
    assert messages[1]["caption"] == "the hall"
    assert messages[1]["photo"][0]["width"] == 1280
    assert messages[2]["sticker"]["type"] == "regular"
    assert contacts == [
        {"phone_number": "+92300", "first_name": "Nadia", "user_id": 7},
        {"phone_number": "+92301", "first_name": "Farhan", "user_id": FARHAN},
    ]


async def test_blocking_and_unblocking_are_told_to_the_bot(scene: Scene) -> None:
    await scene.farhan.blocks()
    await scene.farhan.blocks()
    blocked = await newest(scene)
    refused = await scene.wire.call("sendMessage", chat_id=FARHAN, text="x")
    await scene.farhan.unblocks()
    unblocked = await newest(scene)

    bot = {"id": 100, "is_bot": True, "first_name": "EWG Secretariat", "username": "ewg_desk_bot"}
    member = {"user": bot, "status": "member"}
    kicked = {"user": bot, "status": "kicked", "until_date": 0}
    assert blocked == {
        "my_chat_member": {
            "chat": scene.farhan.room.object,
            "from": scene.farhan.person.user,
            "date": 1775448000,
            "old_chat_member": member,
            "new_chat_member": kicked,
        }
    }
    assert refused.status == 403
    assert unblocked["my_chat_member"]["new_chat_member"] == member
    assert (await scene.sent(text="x"))["text"] == "x"


async def test_who_blocked_the_bot_cannot_write_but_can_start_again(scene: Scene) -> None:
    with pytest.raises(ActRefused, match="the bot is blocked"):
        await scene.jamil.says("hello")

    await scene.jamil.starts()

    assert [list(update)[1] for update in await scene.updates()] == ["my_chat_member", "message"]
    assert (await scene.sent(chat_id=JAMIL))["chat"]["id"] == JAMIL


async def test_a_deleted_account_does_nothing(scene: Scene) -> None:
    with pytest.raises(ActRefused, match="the account was deleted"):
        await scene.rida.says("hello")


async def test_every_act_waits_until_the_bot_has_settled(scene: Scene) -> None:
    acts = []

    async def settle() -> None:
        acts.append(scene.telegram.unconfirmed())

    scene.telegram.settle = settle
    message = await scene.farhan.says("one")
    await scene.farhan.edits(message, "two")
    await scene.farhan.blocks()

    assert acts == [1, 2, 3]


async def test_the_transcript_tells_it_all(scene: Scene) -> None:
    await scene.sent(text="Which?\nNow", reply_markup=KEYBOARD, disable_notification="true")
    await scene.farhan.sends_file("a.csv", b"12")

    assert scene.telegram.transcript() == (
        "=== Farhan Javed (5000000001) with @ewg_desk_bot ===\n"
        "06 Apr 04:00 #1 Farhan: /start\n"
        "06 Apr 04:00 #4 bot [silent]: Which?\n"
        "    Now\n"
        "    [In person] [In]\n"
        "    [Open] [Map] [Copy link]\n"
        "06 Apr 04:00 #5 Farhan [document a.csv, 2 bytes]: \n"
        "\n"
        "=== Jamil Baloch (5000000003) with @ewg_desk_bot ===\n"
        "06 Apr 04:00 #2 Jamil: /start\n"
        "(the bot is blocked)\n"
        "\n"
        "=== Rida Aslam (5000000004) with @ewg_desk_bot ===\n"
        "06 Apr 04:00 #3 Rida: /start"
    )
