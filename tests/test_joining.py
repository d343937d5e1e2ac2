"""From the invitation to "You are registered": the invited, the secretariat, and whoever else."""

import pytest

from storage import (
    Card,
    Event,
    Invitation,
    InvitationState,
    Meeting,
    MeetingStatus,
    Person,
    Standing,
    WorkingGroup,
)
from tests.groups import Group, ewg, foreign_group, published_meeting
from tests.house import House
from tests.ways_in import invite, person_of, waiting, woken

IS_IT_YOU = "Is this invitation for you?"
WAITING = (
    "Thank you. One step remains.\n\n"
    "The secretariat confirms that this account is yours, usually the same working day. "
    "You will get a message here. Nothing more is needed from you.\n"
    "Telephone of the secretariat: 051 000 0000"
)
NOT_ADMITTED = (
    "This account was not confirmed\n\n"
    "If you were invited, kindly ring the secretariat: it can send you a new link."
)
NO_LONGER = (
    "This link is no longer valid. Ask the secretariat for a new one; you need not do anything "
    "else."
)
USED = (
    "This link has already been used\n\n"
    "It was opened from another Telegram account on Mon 6 Apr. If that was not you, tell the "
    "secretariat. Nothing is shown on the other account until they confirm it."
)


async def state_of(house: House, invitation: Invitation) -> InvitationState:
    found: list[Invitation] = await house.rows(Invitation, Invitation.id == invitation.id)
    return found[0].state


async def test_the_card_gives_a_link_and_a_code_but_never_both_in_one_text(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    link = (
        "You are invited to the working group assistant on Telegram. "
        f"Open: https://t.me/ewg_desk_bot?start=i_{invitation.token}"
    )
    code = (
        "You are invited to the working group assistant on Telegram. "
        f"Find @ewg_desk_bot, press Start and type {invitation.code}"
    )

    first = group.nadia.reads()
    copied = await group.nadia.taps("Copy the link text"), await group.nadia.taps("Copy the code")
    await group.nadia.taps("Show the code")
    second = group.nadia.reads()

    assert first == (
        "Invitation ready: Rida Aslam\n"
        "Economic Affairs Division, Member\n\n"
        "Send the text to this person only, by WhatsApp, SMS or e-mail. "
        "The link works once, until Mon 20 Apr.\n" + link
    )
    assert copied == (link, code)
    assert second == (
        "Invitation ready: Rida Aslam\n"
        "Economic Affairs Division, Member\n\n"
        "Send the text to this person only, or say the code on the telephone. "
        "The code works once, until Mon 20 Apr.\n" + code
    )


async def test_the_text_to_forward_is_in_the_language_of_the_invited(house: House) -> None:
    group = await ewg(house)

    invitation = await invite(house, group, "Maria Memon")

    assert await group.nadia.taps("Copy the link text") == (
        "آپ کو ٹیلی گرام پر ورکنگ گروپ کے خودکار معاون میں مدعو کیا جاتا ہے۔ لنک کھولیں: "
        f"https://t.me/ewg_desk_bot?start=i_{invitation.token}"
    )


async def test_somebody_joins_by_their_link_in_two_steps(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam", username="rida_ead")

    await rida.starts(f"i_{invitation.token}")
    asked = rida.reads()
    await rida.taps("Yes, join")
    waits = rida.reads()
    before = await person_of(house, group)
    request = group.nadia.reads()
    await group.nadia.taps("Confirm")

    assert asked == (
        "Is this invitation for you?\n\n"
        "Rida Aslam\n"
        "Economic Affairs Division\n"
        "Member, Expert Working Group\n\n"
        "In this chat the secretariat sends you meeting notices, reminders and your action items."
        "\n\n"
        "What is kept: name, office, Telegram account number, your replies and settings. Seen by "
        "the secretariat and the chair only; attendance, decisions and action owners appear in "
        "the group's records.\n"
        "Do not send classified material here. Chats with this assistant are not end-to-end "
        "encrypted."
    )
    assert waits == WAITING
    assert (before.standing, before.telegram_id) == (Standing.WAITING, None)
    assert request == (
        "New member to confirm\n\n"
        "Link of: Rida Aslam, Economic Affairs Division\n"
        "Opened by: Telegram account “Rida Aslam”, @rida_ead, Mon 6 Apr, 09:00 PKT\n\n"
        "If unsure, ring the office first."
    )
    person = await person_of(house, group)
    assert (person.standing, person.telegram_id, person.language) == (
        Standing.JOINED,
        rida.id,
        "en",
    )
    assert [message.text.split("\n")[0] for message in rida.inbox] == [
        "Thank you. This account is confirmed.",
        "You are registered",
        "Meeting: Wed 15 Apr 2026, 14:00 PKT",
    ]
    assert rida.inbox[1].text == (
        "You are registered\n\n"
        "Rida Aslam, Economic Affairs Division\n"
        "Times: Karachi (PKT). Language: English.\n"
        "Quiet hours: 21:00 to 07:00, messages then arrive without sound.\n\n"
        "Next: reply to the meeting notice below."
    )
    assert [message.silent for message in rida.inbox] == [False, False, True]


async def test_the_whole_way_in_urdu(house: House) -> None:
    group = await ewg(house, name_urdu="ماہرین کا ورکنگ گروپ")
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")

    await rida.starts(f"i_{invitation.token}")
    await rida.taps("اردو")
    asked = rida.reads()
    await rida.taps("جی ہاں، شامل ہوں")
    waits = rida.reads()
    await group.nadia.taps("Confirm")

    assert asked.startswith(
        "کیا یہ دعوت نامہ آپ کے نام ہے؟\n\n"
        "نام: \u2068ردا اسلم\u2069\n"
        "ادارہ: \u2068اقتصادی امور ڈویژن\u2069\n"
        "حیثیت: رکن، \u2068ماہرین کا ورکنگ گروپ\u2069\n\n"
    )
    assert waits.startswith("شکریہ۔ ایک مرحلہ باقی ہے۔")
    assert "آپ کا اندراج ہو گیا ہے" in rida.reads()
    assert "زبان: اردو" in rida.reads()
    assert (await person_of(house, group)).language == "ur"


async def test_who_is_listed_as_reading_urdu_is_asked_in_urdu(house: House) -> None:
    group = await ewg(house)
    async with house.database.writing() as session:
        (await session.get_one(Person, group.ids["Rida Aslam"])).language = "ur"
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")

    await rida.starts(f"i_{invitation.token}")
    in_urdu = rida.reads()
    await rida.taps("English")

    assert in_urdu.startswith("کیا یہ دعوت نامہ آپ کے نام ہے؟")
    assert rida.reads().startswith(IS_IT_YOU)


async def test_somebody_joins_by_their_code(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")
    await rida.starts()

    await rida.says(invitation.code.lower().replace("-", " "))
    await rida.taps("Yes, join")

    assert rida.reads() == WAITING


async def test_a_restart_between_all_steps_changes_nothing(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")

    await house.restart_bot()
    await rida.starts(f"i_{invitation.token}")
    await house.restart_bot()
    await rida.taps("Yes, join")
    await house.restart_bot()
    await group.nadia.taps("Confirm")
    await house.restart_bot()

    assert (await person_of(house, group)).telegram_id == rida.id
    assert "You are registered" in rida.reads()


async def test_without_the_second_step_yes_is_enough(house: House) -> None:
    group = await ewg(house, two_step=False)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")
    await rida.starts(f"i_{invitation.token}")
    heard = len(group.nadia.inbox)

    await rida.taps("Yes, join")

    assert "You are registered" in rida.reads()
    assert (await person_of(house, group)).standing is Standing.JOINED
    assert len(group.nadia.inbox) == heard
    assert group.nadia.reads().startswith("Rida Aslam has joined")


async def test_an_alternate_is_confirmed_whatever_the_group_says(house: House) -> None:
    group = await ewg(house, two_step=False)
    async with house.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE holding SET capacity = 'alternate' WHERE person_id = {group.ids['Rida Aslam']}"
        )
    rida = house.person("Rida Aslam")

    await waiting(house, group, rida)

    assert rida.reads() == WAITING
    assert (await person_of(house, group)).telegram_id is None


async def test_whoever_makes_a_link_cannot_take_a_secretarys_place(house: House) -> None:
    group = await ewg(house, two_step=False)
    thief = house.person("Thief")
    invitation = await invite(house, group, "Kashif Mir")

    await thief.starts(f"i_{invitation.token}")
    await thief.taps("Yes, join")

    assert thief.reads() == WAITING
    assert (await person_of(house, group, "Kashif Mir")).telegram_id == group.kashif.id


async def test_a_member_whose_new_link_somebody_else_opened_can_report_it(house: House) -> None:
    group = await ewg(house)
    eve = house.person("Eve")
    invitation = await invite(house, group, "Farhan Javed")
    await eve.starts(f"i_{invitation.token}")

    await group.farhan.starts(f"i_{invitation.token}")
    await group.farhan.taps("Tell the secretariat")

    assert group.farhan.reads() == USED + "\nThe secretariat has been told."
    assert group.nadia.reads().startswith("A link was opened from two accounts")


async def test_start_again_shows_how_it_stands(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")

    await rida.starts(f"i_{invitation.token}")
    await rida.starts(f"i_{invitation.token}")
    opened = rida.reads(2)
    await rida.taps("Yes, join")
    await rida.starts()
    await rida.starts(f"i_{invitation.token}")
    await group.nadia.taps("Confirm")
    await rida.starts(f"i_{invitation.token}")

    assert [text.split("\n")[0] for text in opened] == [IS_IT_YOU, IS_IT_YOU]
    assert [message.text for message in rida.inbox[2:4]] == [
        "Thank you. This account is confirmed."
    ] * 2
    assert rida.inbox[-1].labels[-1] == "Help"


async def test_this_is_not_me_keeps_nothing_and_leaves_the_link_open(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    eve, rida = house.person("Eve Other", username="eve_other"), house.person("Rida Aslam")
    await eve.starts(f"i_{invitation.token}")

    await eve.taps("This is not me")
    told = eve.reads()
    await rida.starts(f"i_{invitation.token}")

    assert told == "Nothing was stored. You can delete this chat."
    assert rida.reads().startswith(IS_IT_YOU)
    async with house.database.engine.connect() as connection:
        kept = [
            row
            for table in ("invitation", "event", "stranger", "person")
            for row in await connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert [row for row in kept if "Eve" in repr(row) or str(eve.id) in repr(row)] == []


async def test_not_me_does_not_buy_more_guesses(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    eve = house.person("Eve")
    await eve.starts("i_forged")
    await eve.starts(f"i_{invitation.token}")

    await eve.taps("This is not me")
    await eve.starts("i_forged")

    assert "3 tries left today" in eve.reads()


async def test_a_link_opened_from_another_account_is_refused_and_can_be_reported(
    house: House,
) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    eve, rida = house.person("Eve"), house.person("R. Aslam", username="rida")
    await eve.starts(f"i_{invitation.token}")
    await eve.taps("Yes, join")

    await rida.starts(f"i_{invitation.token}")
    refused = rida.reads()
    await rida.taps("Tell the secretariat")
    await rida.taps_data(f"je.{invitation.id}.used.0", on=rida.inbox[-1])

    assert refused == USED
    assert rida.reads() == USED + "\nThe secretariat has been told."
    reports = [one for one in group.nadia.inbox if "two accounts" in one.text]
    assert [one.text for one in reports] == [
        "A link was opened from two accounts\n\n"
        "Link of: Rida Aslam, Economic Affairs Division\n"
        "Telegram account “R. Aslam”, @rida holds the same link and says that the first opening "
        "was not theirs.\n\n"
        "If unsure, ring the office first. A new link ends this one."
    ]


async def test_a_new_link_ends_the_wrong_account_and_lets_the_right_one_in(house: House) -> None:
    group = await ewg(house)
    eve, rida = house.person("Eve"), house.person("Rida Aslam")
    first = await waiting(house, group, eve)

    await group.nadia.taps("Wrong person, new link")
    second = (await house.rows(Invitation))[-1]
    await rida.starts(f"i_{first.token}")
    with_the_old = rida.reads()
    await rida.starts(f"i_{second.token}")
    await rida.taps("Yes, join")
    await group.kashif.taps("Confirm")

    assert eve.reads() == NOT_ADMITTED
    assert with_the_old == NO_LONGER
    assert (await person_of(house, group)).telegram_id == rida.id
    assert await state_of(house, first) is InvitationState.CANCELLED


async def test_an_expired_link_says_when_it_ended(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")

    await house.advance(days=14)
    await rida.starts(f"i_{invitation.token}")

    assert rida.reads() == (
        "This link ended on Mon 20 Apr. Ask the secretariat for a new one; you need not do "
        "anything else."
    )


async def test_a_question_left_open_until_the_link_ends_leads_nowhere(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")
    await rida.starts(f"i_{invitation.token}")

    await house.advance(days=15)
    await rida.taps("Yes, join")

    assert rida.reads().startswith("This link ended on Mon 20 Apr.")
    assert (await person_of(house, group)).standing is Standing.LISTED


async def test_who_waits_is_confirmed_even_after_the_link_has_ended(house: House) -> None:
    group = await ewg(house)
    rida = house.person("Rida Aslam")
    await waiting(house, group, rida)

    await house.advance(days=20)
    await group.nadia.taps("Confirm")

    assert (await person_of(house, group)).standing is Standing.JOINED


async def test_a_cancelled_link_is_no_longer_valid(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida = house.person("Rida Aslam")

    await group.nadia.taps("Cancel link")
    await rida.starts(f"i_{invitation.token}")
    await rida.says(invitation.code)

    assert group.nadia.reads().startswith("Invitation cancelled: Rida Aslam")
    assert rida.reads(2) == [NO_LONGER, NO_LONGER]


async def test_a_second_press_on_new_link_makes_no_second_one(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    card = group.nadia.inbox[-1]

    await group.nadia.taps("New link")
    await group.nadia.taps_data(f"il.{invitation.id}.new.0", on=card)

    assert [one.state for one in await house.rows(Invitation)] == [
        InvitationState.CANCELLED,
        InvitationState.OPEN,
    ]


async def test_next_person_goes_down_the_list_to_the_last(house: House) -> None:
    group = await ewg(house)
    async with house.database.writing() as session:
        (await session.get_one(Person, group.ids["Adeel Niazi"])).standing = Standing.LISTED
    await invite(house, group)

    await group.nadia.taps("Next person")
    second = group.nadia.reads()
    answer = await group.nadia.taps("Next person")

    assert second.startswith("Invitation ready: Adeel Niazi\nNational Police Academy, Member")
    assert getattr(answer, "text", None) == (
        "Nobody further down the list is without an account here."
    )
    assert len(await house.rows(Invitation)) == 2


async def test_both_secretaries_are_asked_and_see_what_was_decided(house: House) -> None:
    group = await ewg(house)
    rida = house.person("Rida Aslam", username="rida")
    await waiting(house, group, rida)

    answer = await group.kashif.taps("Confirm")

    decided = (
        "Rida Aslam has joined\n\n"
        "Link of: Rida Aslam, Economic Affairs Division\n"
        "Opened by: Telegram account “Rida Aslam”, @rida, Mon 6 Apr, 09:00 PKT\n\n"
        "Recorded by Kashif Mir, Mon 6 Apr, 09:00 PKT"
    )
    assert getattr(answer, "text", None) == "Confirmed: Rida Aslam"
    assert (group.nadia.reads(), group.kashif.reads()) == (decided, decided)
    assert group.assistant.inbox == []


async def test_confirming_twice_changes_nothing(house: House) -> None:
    group = await ewg(house)
    rida = house.person("Rida Aslam")
    invitation = await waiting(house, group, rida)
    card = group.nadia.inbox[-1]
    await group.nadia.taps("Confirm")
    inbox = len(rida.inbox)

    again = await group.nadia.taps_data(f"ja.{invitation.id}.ok.0", on=card)
    other = await group.kashif.taps_data(f"ja.{invitation.id}.no.0", on=group.kashif.inbox[-1])

    assert again is not None
    assert again.text == "This was decided already."
    assert other is not None
    assert (other.text or "").startswith("This button no longer applies.")
    assert len(rida.inbox) == inbox
    events = await house.rows(Event, Event.verb == "admitted")
    assert len(events) == 1


async def test_a_refused_account_is_told_and_has_nothing(house: House) -> None:
    group = await ewg(house)
    eve = house.person("Eve")
    invitation = await waiting(house, group, eve)

    await group.nadia.taps("Refuse")
    await eve.says("why?")

    assert [message.text for message in eve.inbox[:2]] == [NOT_ADMITTED, NOT_ADMITTED]
    assert eve.reads().startswith("This is a private assistant")
    assert await state_of(house, invitation) is InvitationState.REFUSED
    assert (await person_of(house, group)).standing is Standing.LISTED
    assert group.kashif.reads().startswith("Account refused: Rida Aslam")


@pytest.mark.parametrize("who", ["assistant", "chair", "farhan", "daniel"])
async def test_only_a_secretary_may_confirm(house: House, who: str) -> None:
    group = await ewg(house)
    rida = house.person("Rida Aslam")
    invitation = await waiting(house, group, rida)
    account = getattr(group, who)
    await account.starts()

    answer = await account.taps_data(f"ja.{invitation.id}.ok.0", on=account.inbox[-1])

    assert answer.text == "Only the secretariat can do this."
    assert (await person_of(house, group)).standing is Standing.WAITING


async def test_a_secretary_of_another_group_may_not_confirm(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    rida = house.person("Rida Aslam")
    invitation = await waiting(house, group, rida)
    await rana.starts()

    answers = [
        await rana.taps_data(data, on=rana.inbox[-1])
        for data in (f"ja.{invitation.id}.ok.0", f"il.{invitation.id}.new.0", "ja.999.ok.0")
    ]

    assert [one and one.text for one in answers] == ["Only the secretariat can do this."] * 3
    assert (await person_of(house, group)).standing is Standing.WAITING


async def test_another_account_cannot_press_for_the_opener(house: House) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)
    rida, eve = house.person("Rida Aslam"), house.person("Eve")
    await rida.starts(f"i_{invitation.token}")
    await eve.starts()

    answers = [
        await eve.taps_data(data, on=eve.inbox[-1])
        for data in (f"j.{invitation.id}.yes.0", f"j.{invitation.id}.no.0", "j.999.yes.0")
    ]

    assert [one and one.text for one in answers] == ["This is a private assistant"] * 3
    assert rida.reads().startswith(IS_IT_YOU)
    assert (await person_of(house, group)).standing is Standing.LISTED


async def test_a_link_forwarded_to_a_member_is_not_used_and_staff_hear_of_it(
    house: House,
) -> None:
    group = await ewg(house)
    invitation = await invite(house, group)

    await group.farhan.starts(f"i_{invitation.token}")
    await group.farhan.starts(f"i_{invitation.token}")

    assert group.farhan.reads() == (
        "This link is for another person\n\n"
        "This account is registered already, so the link was not used. The secretariat has been "
        "told; nothing else is needed from you."
    )
    reports = [one for one in group.nadia.inbox if "another member" in one.text]
    assert [one.text for one in reports] == [
        "A link was opened by another member\n\n"
        "Link of: Rida Aslam, Economic Affairs Division\n"
        "Opened by: Telegram account “Farhan Javed”\n"
        "The account of: Farhan Javed\n\n"
        "The link was not used and still works for the right person."
    ]
    assert await state_of(house, invitation) is InvitationState.OPEN


async def test_staff_do_not_learn_who_somebody_is_in_another_group(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    invitation = await invite(house, group)

    await other.people["Ports"].starts(f"i_{invitation.token}")

    assert group.nadia.reads() == (
        "A link was opened by a registered account\n\n"
        "Link of: Rida Aslam, Economic Affairs Division\n"
        "Opened by: Telegram account “Omar Foreign”\n\n"
        "The link was not used and still works for the right person."
    )


async def test_one_account_cannot_become_two_people(house: House) -> None:
    group = await ewg(house)
    async with house.database.writing() as session:
        adeel = await session.get_one(Person, group.ids["Adeel Niazi"])
        adeel.standing, adeel.telegram_id = Standing.LISTED, None
    eve = house.person("Eve")
    await waiting(house, group, eve)
    second = await invite(house, group, "Adeel Niazi")
    await eve.starts(f"i_{second.token}")
    await eve.taps("Yes, join")
    requests = [one for one in group.nadia.inbox if "New member" in one.text]

    await group.nadia.taps("Confirm", on=requests[0])
    answer = await group.nadia.taps("Confirm", on=requests[1])

    assert getattr(answer, "text", None) == (
        "This account belongs to another person on the roster. Nothing was done."
    )
    assert (await person_of(house, group)).telegram_id == eve.id
    assert (await person_of(house, group, "Adeel Niazi")).telegram_id is None


async def test_a_member_with_a_new_account_moves_and_the_old_one_is_a_stranger(
    house: House,
) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    new = house.person("Farhan New")
    invitation = await invite(house, group, "Farhan Javed")
    await new.starts(f"i_{invitation.token}")
    await new.taps("Yes, join")

    await group.nadia.taps("Confirm")
    await house.advance(minutes=2)
    await group.farhan.says("hello")

    assert (await person_of(house, group, "Farhan Javed")).telegram_id == new.id
    assert group.farhan.reads().startswith("This is a private assistant")
    cards = await house.rows(Card, Card.chat_id == group.farhan.id)
    assert [card.kind for card in cards] == ["stranger"]


async def test_only_meetings_to_come_follow_and_each_once(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    cancelled = await published_meeting(house, group, number=2)
    observers = await published_meeting(house, group, number=3, audience={"categories": ["guest"]})
    async with house.database.writing() as session:
        (await session.get_one(Meeting, cancelled)).status = MeetingStatus.CANCELLED
    rida = house.person("Rida Aslam")
    await waiting(house, group, rida)

    await group.nadia.taps("Confirm")
    await house.restart_bot()

    assert observers > cancelled
    assert [("Meeting: Wed" in one.text) for one in rida.inbox] == [False, False, True]


async def test_a_persons_menu_follows_their_joining(house: House) -> None:
    group = await ewg(house)
    rida = house.person("Rida Aslam")
    await waiting(house, group, rida)

    await group.nadia.taps("Confirm")

    scopes = [
        call.parameters.get("scope")
        for call in house.telegram.calls_of("setMyCommands")
        if str(rida.id) in str(call.parameters.get("scope"))
    ]
    assert len(scopes) == 1


async def test_who_lost_the_seat_meanwhile_cannot_come_in(house: House) -> None:
    group = await ewg(house)
    rida = house.person("Rida Aslam")
    invitation = await waiting(house, group, rida)
    async with house.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"DELETE FROM holding WHERE person_id = {group.ids['Rida Aslam']}"
        )

    answer = await group.nadia.taps("Confirm")
    await rida.starts(f"i_{invitation.token}")

    assert (getattr(answer, "text", None) or "").startswith("This button no longer applies.")
    assert (await person_of(house, group)).telegram_id is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<3 & Co", "<3 & Co"),
        ("\u202eevil\u2067", "evil"),
        ("🙂🙂", "🙂🙂"),
        ("A" * 64, "A" * 64),
        ("محمد علی", "محمد علی"),
    ],
    ids=["html", "rtl", "emoji", "long", "urdu"],
)
async def test_any_account_name_can_be_shown_to_the_secretariat(
    house: House, name: str, shown: str
) -> None:
    group = await ewg(house)
    stranger = house.person(name)

    await waiting(house, group, stranger)

    assert f"Telegram account “{shown}”, Mon 6 Apr" in group.nadia.reads()


async def test_members_switch_the_language_from_help(house: House) -> None:
    group: Group = await ewg(house)
    await group.farhan.starts()

    await group.farhan.taps_data("lang.0.ur-help.0", on=group.farhan.inbox[-1])

    assert (await person_of(house, group, "Farhan Javed")).language == "ur"
    assert group.farhan.inbox[-1].text[0] >= "\u0600"


async def test_the_group_of_a_waiting_account_may_have_no_telephone(house: House) -> None:
    group = await ewg(house)
    async with house.database.writing() as session:
        (await session.get_one(WorkingGroup, group.id)).telephone = None
    rida = house.person("Rida Aslam")

    await waiting(house, group, rida)
    await woken(house)

    assert rida.reads() == WAITING.rsplit("\n", 1)[0]
