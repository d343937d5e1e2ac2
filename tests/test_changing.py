"""Postponing and cancelling a meeting that is out."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from secretariat import meeting_changes, reminders
from secretariat.kinds import Kind
from simulator.chats import Answer
from storage import (
    AgendaItem,
    Delivery,
    DeliveryState,
    Draft,
    Meeting,
    MeetingStatus,
    Reminder,
    ReminderState,
    Reply,
)
from tests.groups import Group, ewg, foreign_group
from tests.house import House
from tests.test_announcing import plain
from tests.test_publishing import publish

NEW = datetime(2026, 4, 22, 9, tzinfo=UTC)

CONFIRM = """Postpone to Wed 22 Apr 2026, 14:00 PKT?
Now: Wed 15 Apr 2026, 14:00 PKT
Replies again by: Fri 17 Apr, 17:00 PKT

The 1 reply is asked again, because the date changes. You keep the earlier answer for comparison.
12 people get a new notice with sound."""

TOLD = """Postponed to Wed 22 Apr 2026, 14:00 PKT
First meeting of the Expert Working Group
Before: Wed 15 Apr 2026, 14:00 PKT

When: Wed 22 Apr 2026, 14:00 to 16:00 PKT
Where: Committee Room 2, National Police Bureau, Islamabad
Reason: the work plan needs one more week
Reply again by: Fri 17 Apr, 17:00 PKT

Your earlier reply: In person"""

STRUCK = (
    "Meeting: Wed 15 Apr 2026, 14:00 PKT\n"
    "Postponed to Wed 22 Apr 2026, 14:00 PKT. Reply on the new card below."
)


def said(answer: object) -> str:
    assert isinstance(answer, Answer)
    return answer.text


async def out(house: House) -> Group:
    """Give the group with a meeting that is out, to which Interior comes in person."""
    group = await ewg(house)
    await publish(house, group.nadia)
    await group.farhan.taps("In person")
    return group


async def ask_new_date(group: Group, typed: str = "22 April") -> None:
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Postpone")
    await group.nadia.says(typed)


async def postpone(house: House, group: Group, typed: str = "22 April") -> None:
    await ask_new_date(group, typed)
    await group.nadia.taps("Postpone, tell")
    await house.advance(seconds=25)


async def the_meeting(house: House) -> Meeting:
    found: list[Meeting] = await house.rows(Meeting)
    return found[0]


async def test_the_new_date_is_shown_before_anything_is_sent(house: House) -> None:
    group = await out(house)

    await ask_new_date(group)

    assert group.nadia.reads() == CONFIRM
    assert group.nadia.inbox[-1].labels == [
        "Add a reason",
        "Other date",
        "Reply by another day",
        "Postpone, tell 12 people",
        "Go back",
    ]
    assert len(group.farhan.inbox) == 1


async def test_everyone_is_told_with_sound_and_asked_again(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    await group.nadia.taps("Add a reason")
    await group.nadia.says("the work plan needs one more week")
    await group.nadia.taps("Postpone, tell")

    await house.advance(seconds=25)

    assert group.farhan.reads(2) == [STRUCK, TOLD]
    assert group.farhan.inbox[0].labels == []
    assert group.farhan.inbox[1].labels == [
        "Again in person",
        "Video link",
        "Name an alternate",
        "Apologies",
    ]
    assert group.farhan.sounds == 2
    told = await house.rows(Delivery, Delivery.kind == str(Kind.POSTPONED))
    assert len(told) == 12
    assert "reply" not in group.people["Finance"].reads().splitlines()[-1]


async def test_replying_again_makes_it_the_meetings_card(house: House) -> None:
    group = await out(house)
    await postpone(house, group)

    answer = await group.farhan.taps("Again in person")

    assert said(answer).startswith("Recorded: In person.")
    assert group.farhan.reads().startswith("You attend in person: Wed 22 Apr, 14:00 PKT")
    assert [(one.revision, one.mode) for one in await house.rows(Reply)] == [
        (1, "in_person"),
        (2, "in_person"),
    ]


async def test_a_tap_on_an_old_card_is_refused_and_the_new_one_shown(house: House) -> None:
    group = await out(house)
    old = group.people["Finance"].inbox[-1]
    await postpone(house, group)

    answer = await group.people["Finance"].taps_data("r.1.p.1", on=old)

    assert said(answer) == "This card is for the old date. The new one is below."
    assert [one.revision for one in await house.rows(Reply)] == [1]


async def test_nothing_is_changed_for_twenty_seconds(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)

    await group.nadia.taps("Postpone, tell")
    await house.advance(seconds=19)

    assert group.nadia.reads() == (
        "Moving in 20 seconds to Wed 22 Apr 2026, 14:00 PKT\n"
        "Meeting 1, Wed 15 Apr, 14:00 PKT\nTo 12 people"
    )
    meeting = await the_meeting(house)
    assert (meeting.revision, meeting.starts_at) == (1, NEW - timedelta(days=7))
    assert len(group.farhan.inbox) == 1


async def test_stop_at_nineteen_seconds_leaves_the_meeting_as_it_was(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    await group.nadia.taps("Postpone, tell")
    await house.advance(seconds=19)
    before = await house.rows(Reminder, Reminder.state == ReminderState.PLANNED)

    answer = await group.nadia.taps("Stop")
    await house.advance(minutes=5)

    assert said(answer) == "Stopped. Nothing was changed and nothing was sent."
    assert group.nadia.reads() == CONFIRM
    assert (await the_meeting(house)).revision == 1
    assert len(group.farhan.inbox) == 1
    assert len(await house.rows(Reminder, Reminder.state == ReminderState.PLANNED)) == (
        len(before) - 1
    )


async def test_stop_at_twenty_one_seconds_is_too_late(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    await group.nadia.taps("Postpone, tell")
    (draft,) = await house.rows(Draft, Draft.kind == "postponement")
    card = group.nadia.inbox[-1]
    await house.advance(seconds=21)

    answer = await group.nadia.taps_data(f"ch.{draft.id}.stop.{draft.version}", on=card)

    assert said(answer).startswith("It is too late to stop")
    assert (await the_meeting(house)).starts_at == NEW


async def test_what_was_stopped_can_be_confirmed_again(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    await group.nadia.taps("Postpone, tell")
    await group.nadia.taps("Stop")

    await group.nadia.taps("Postpone, tell")
    await house.advance(seconds=25)

    assert (await the_meeting(house)).starts_at == NEW
    assert len(group.farhan.inbox) == 2


async def test_a_double_tap_postpones_once(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    card = group.nadia.inbox[-1]
    (draft,) = await house.rows(Draft, Draft.kind == "postponement")

    for _ in range(2):
        await group.nadia.taps_data(f"ch.{draft.id}.go.{draft.version}", on=card)
    await house.advance(seconds=25)
    await group.nadia.taps_data(f"ch.{draft.id}.go.{draft.version}", on=card)
    await house.advance(seconds=25)

    assert (await the_meeting(house)).revision == 2
    assert len(group.farhan.inbox) == 2


async def test_a_restart_within_the_twenty_seconds_changes_nothing(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    await house.restart_bot()
    await group.nadia.taps("Postpone, tell")

    await house.restart_bot()
    await house.advance(seconds=25)

    assert (await the_meeting(house)).starts_at == NEW
    assert len(group.farhan.inbox) == 2


async def test_the_card_becomes_the_receipt(house: House) -> None:
    group = await out(house)

    await postpone(house, group)

    assert group.nadia.reads() == (
        "Postponed to Wed 22 Apr 2026, 14:00 PKT\n"
        "Before: Meeting 1, Wed 15 Apr, 14:00 PKT\n\n"
        "Delivered: 12 of 12 on the assistant\n"
        "By hand: Rida Aslam, Economic Affairs"
    )


async def test_reminders_follow_the_new_date(house: House) -> None:
    group = await out(house)

    await postpone(house, group)

    rows = await house.rows(Reminder, Reminder.subject == "meeting:1")
    states = {(one.revision, one.state) for one in rows if one.rule != "meeting.published"}
    assert states == {(1, ReminderState.CANCELLED), (2, ReminderState.PLANNED)}
    due = {one.rule: one.due_at for one in rows if one.revision == 2}
    assert due["meeting.hour"] == NEW - timedelta(hours=1)


async def test_two_postponements_strike_out_each_card_with_its_own_date(house: House) -> None:
    group = await out(house)
    await postpone(house, group)

    await postpone(house, group, "29 April")

    texts = [text.splitlines()[0] for text in group.farhan.reads(3)]
    assert texts == [
        "Meeting: Wed 15 Apr 2026, 14:00 PKT",
        "Meeting: Wed 22 Apr 2026, 14:00 PKT",
        "Postponed to Wed 29 Apr 2026, 14:00 PKT",
    ]


TYPED = [
    ("22 April, 3 to 5 pm", datetime(2026, 4, 22, 10, tzinfo=UTC), timedelta(hours=2)),
    ("22 April 10:00", datetime(2026, 4, 22, 5, tzinfo=UTC), timedelta(hours=2)),
    ("15:00 to 16:00", datetime(2026, 4, 15, 10, tzinfo=UTC), timedelta(hours=1)),
    ("2026-04-22", NEW, timedelta(hours=2)),
    ("بدھ 22 اپریل", NEW, timedelta(hours=2)),
]


@pytest.mark.parametrize(("typed", "starts_at", "length"), TYPED)
async def test_a_new_date_is_typed_with_or_without_hours(
    house: House, typed: str, starts_at: datetime, length: timedelta
) -> None:
    group = await out(house)

    await postpone(house, group, typed)

    meeting = await the_meeting(house)
    assert meeting.starts_at == starts_at
    assert meeting.ends_at == starts_at + length


UNCLEAR = [
    ("15/13", "The date was not understood: “15/13”"),
    ("next Wednesday", "One thing is unclear: the date"),
    ("22 April, 2 to 4", "One thing is unclear: the time"),
    ("Tuesday 22 April", "One thing is unclear: the date"),
    ("1 April 2026", "The date is past: Wed 1 Apr 2026"),
    ("15 April", "The meeting has this date and time already. Type another one."),
]


@pytest.mark.parametrize(("typed", "first"), UNCLEAR)
async def test_an_unclear_date_is_asked_again(house: House, typed: str, first: str) -> None:
    group = await out(house)

    await ask_new_date(group, typed)
    asked = group.nadia.reads().splitlines()[0]
    await group.nadia.says("22 April, 2 to 4 pm")

    assert asked == first
    assert group.nadia.reads().splitlines()[0] == "Postpone to Wed 22 Apr 2026, 14:00 PKT?"


async def test_one_of_two_readings_is_tapped(house: House) -> None:
    group = await out(house)
    await ask_new_date(group, "22 April, 2 to 4")

    await group.nadia.taps("14:00 to 16:00")

    assert group.nadia.reads().splitlines()[0] == "Postpone to Wed 22 Apr 2026, 14:00 PKT?"


async def test_a_day_is_tapped_and_an_earlier_one_is_brought_forward(house: House) -> None:
    group = await out(house)
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Postpone")
    offered = group.nadia.inbox[-1].labels

    await group.nadia.says("13 April")

    assert offered[:6] == [
        "Mon 20 Apr",
        "Tue 21 Apr",
        "Wed 22 Apr",
        "Thu 23 Apr",
        "Mon 27 Apr",
        "Tue 28 Apr",
    ]
    assert group.nadia.reads().splitlines()[0] == "Bring forward to Mon 13 Apr 2026, 14:00 PKT?"


async def test_voice_in_the_middle_keeps_the_question(house: House) -> None:
    group = await out(house)
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Postpone")

    await group.nadia.sends_voice()
    explained = group.nadia.reads().splitlines()[0]
    await group.nadia.says("22 April")

    assert explained == "Only text can be used here"
    assert group.nadia.reads() == CONFIRM


async def test_the_day_of_replies_is_changed(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)

    await group.nadia.taps("Reply by another day")
    await group.nadia.says("soon")
    unread = group.nadia.reads().splitlines()[0]
    await group.nadia.says("25 April")
    unfit = group.nadia.reads()
    await group.nadia.says("20 April")
    await group.nadia.taps("Postpone, tell")
    await house.advance(seconds=25)

    assert unread == "The date was not understood: “soon”"
    assert unfit.startswith("Replies must close after today and before the meeting begins.")
    assert (await the_meeting(house)).reply_by == datetime(2026, 4, 20, 12, tzinfo=UTC)


async def test_a_postponement_under_a_day_ahead_rings_at_night(house: House) -> None:
    group = await out(house)
    await house.advance_to(datetime(2026, 4, 14, 17, tzinfo=UTC))
    heard = group.farhan.sounds

    await postpone(house, group)

    assert group.farhan.sounds == heard + 1


async def test_a_postponement_long_ahead_is_silent_at_night(house: House) -> None:
    group = await out(house)
    await house.advance_to(datetime(2026, 4, 7, 17, tzinfo=UTC))
    heard = group.farhan.sounds

    await postpone(house, group)

    assert group.farhan.sounds == heard
    assert group.farhan.reads().startswith("Postponed to")


async def test_two_secretaries_cannot_change_one_meeting_at_once(house: House) -> None:
    group = await out(house)
    await ask_new_date(group)
    await group.nadia.taps("Postpone, tell")
    (draft,) = await house.rows(Draft, Draft.kind == "postponement")
    meeting = await the_meeting(house)
    await group.kashif.says("/help")
    card = group.kashif.inbox[-1]
    await group.kashif.taps_data(f"nc.{meeting.id}.cancel.{meeting.version}", on=card)

    answer = await group.kashif.taps("Cancel meeting")
    await house.advance(seconds=25)

    assert said(answer).startswith("Another change of this meeting is on its way.")
    assert (await the_meeting(house)).status is MeetingStatus.PUBLISHED
    assert draft.author_id == group.ids["Nadia Saleem"]


async def test_a_confirmation_of_what_was_moved_meanwhile_is_refused(house: House) -> None:
    group = await out(house)
    await group.kashif.says("/help")
    meeting = await the_meeting(house)
    await group.kashif.taps_data(f"nc.{meeting.id}.cancel.1", on=group.kashif.inbox[-1])
    await postpone(house, group)

    answer = await group.kashif.taps("Cancel meeting")
    await house.advance(seconds=25)

    assert said(answer).startswith("This was changed meanwhile, so nothing was done.")
    assert (await the_meeting(house)).status is MeetingStatus.PUBLISHED


async def test_cancelling_tells_everyone_and_keeps_the_agenda(house: House) -> None:
    group = await out(house)
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Cancel the meeting")
    asked = group.nadia.reads()
    await group.nadia.taps("Add a reason")
    await group.nadia.says("the chair is called to <another> duty")
    await group.nadia.taps("Cancel meeting, tell 12")

    await house.advance(seconds=25)

    assert asked == (
        "Cancel meeting 1, Wed 15 Apr, 14:00 PKT?\n\n"
        "12 people get a message with sound. Reminders stop. "
        "The agenda is kept as a draft for a new date."
    )
    assert group.farhan.reads() == (
        "Cancelled: meeting of Wed 15 Apr, 14:00 PKT\n"
        "First meeting of the Expert Working Group\n\n"
        "Reason: the chair is called to <another> duty\n"
        "No reply is needed. A new date will come as a new notice."
    )
    assert group.farhan.inbox[-1].labels == []
    assert group.farhan.sounds == 2
    old, again = await house.rows(Meeting)
    assert (old.status, again.status) == (MeetingStatus.CANCELLED, MeetingStatus.DRAFT)
    items = await house.rows(AgendaItem, AgendaItem.meeting_id == again.id)
    assert [item.title for item in items] == [
        "Opening remarks",
        "Work plan 2026-27, for approval",
        "Research assignments",
    ]
    assert await house.rows(Reminder, Reminder.state == ReminderState.PLANNED) == []


async def test_the_draft_of_a_cancelled_meeting_goes_on_with_its_date(house: House) -> None:
    group = await out(house)
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Cancel the meeting")
    await group.nadia.taps("Cancel meeting")
    await house.advance(seconds=25)

    await group.nadia.taps("Continue the draft")
    asked = group.nadia.reads().splitlines()[0]
    await group.nadia.says("22 April")
    await group.nadia.says("14:00")
    await group.nadia.taps("Publish to 12 people")
    await house.advance(seconds=25)

    assert asked == "One thing is missing: the date"
    assert group.farhan.reads().startswith("Meeting: Wed 22 Apr 2026, 14:00 PKT")


async def test_a_cancellation_can_be_stopped(house: House) -> None:
    group = await out(house)
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Cancel the meeting")
    await group.nadia.taps("Cancel meeting")
    held = group.nadia.reads()

    await group.nadia.taps("Stop")
    await house.advance(minutes=2)

    assert held == ("Cancelling in 20 seconds\nMeeting 1, Wed 15 Apr, 14:00 PKT\nTo 12 people")
    assert (await the_meeting(house)).status is MeetingStatus.PUBLISHED
    assert len(group.farhan.inbox) == 1


async def test_a_reply_to_a_cancelled_meeting_is_refused(house: House) -> None:
    group = await out(house)
    old = group.people["Finance"].inbox[-1]
    await group.nadia.taps("Change, postpone or cancel")
    await group.nadia.taps("Cancel the meeting")
    await group.nadia.taps("Cancel meeting")
    await house.advance(seconds=25)

    answer = await group.people["Finance"].taps_data("r.1.p.1", on=old)

    assert isinstance(answer, Answer)
    assert answer.alert
    assert len(await house.rows(Reply)) == 1


@pytest.mark.parametrize("argument", ["show", "post", "cancel"])
async def test_who_may_not_change_a_meeting_is_refused(house: House, argument: str) -> None:
    group = await out(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    for who in (rana, group.assistant, group.farhan):
        await who.says("/help")

    answers = [
        await who.taps_data(f"nc.1.{argument}.2", on=who.inbox[-1])
        for who in (rana, group.assistant, group.farhan)
    ]

    assert [said(one) for one in answers] == ["Only the secretariat can do this."] * 3
    assert await house.rows(Draft, Draft.kind == "postponement") == []


@pytest.mark.parametrize("argument", ["go", "stop", "set-2026-04-22", "choose-DATE-0", "back"])
async def test_a_foreign_secretary_cannot_touch_a_change(house: House, argument: str) -> None:
    group = await out(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    await rana.says("/help")
    await ask_new_date(group)
    (draft,) = await house.rows(Draft, Draft.kind == "postponement")

    answer = await rana.taps_data(f"ch.{draft.id}.{argument}.{draft.version}", on=rana.inbox[-1])
    await house.advance(seconds=25)

    assert said(answer) == "Only the secretariat can do this."
    assert (await the_meeting(house)).revision == 1


@pytest.mark.parametrize("argument", ["set-x", "choose-DATE-9", "choose-X-0", "nothing", ""])
async def test_forged_data_is_refused(house: House, argument: str) -> None:
    group = await out(house)
    await ask_new_date(group)
    (draft,) = await house.rows(Draft, Draft.kind == "postponement")

    answer = await group.nadia.taps_data(
        f"ch.{draft.id}.{argument}.{draft.version}", on=group.nadia.inbox[-1]
    )

    assert said(answer).startswith("This button no longer applies.")


async def test_the_draft_of_an_announcement_is_no_change(house: House) -> None:
    group = await out(house)
    (draft,) = await house.rows(Draft)

    answer = await group.nadia.taps_data(f"ch.{draft.id}.go.1", on=group.nadia.inbox[-1])

    assert said(answer).startswith("This button no longer applies.")


async def move_by_a_week(house: House) -> None:
    """Move the meeting in a transaction of its own, as the twenty seconds' end does."""
    async with house.database.writing() as session:
        meeting = await session.get_one(Meeting, 1)
        await meeting_changes.move(
            session, meeting, NEW, NEW + timedelta(hours=2), None, None, 1, house.clock.now()
        )


async def hours_before(house: House) -> None:
    await house.advance_to(datetime(2026, 4, 15, 7, 59, tzinfo=UTC))


def of_the_hour(text: str) -> bool:
    return text.startswith("In one hour")


async def test_a_reminder_planned_for_the_old_date_never_comes(house: House) -> None:
    group = await out(house)
    await hours_before(house)

    await move_by_a_week(house)
    await house.advance(hours=3)

    assert not any(map(of_the_hour, group.farhan.reads(9)))
    assert group.farhan.reads().startswith("Postponed to Wed 22 Apr")


async def test_a_reminder_queued_for_the_old_date_is_taken_back(house: House) -> None:
    group = await out(house)
    await hours_before(house)
    await queue_the_hour(house)

    await move_by_a_week(house)
    await wake(house)

    assert not any(map(of_the_hour, group.farhan.reads(9)))
    states = {one.state for one in await of_kind(house, Kind.REMIND_HOUR)}
    assert states == {DeliveryState.SUPERSEDED}


async def queue_the_hour(house: House) -> None:
    """Take the hour's reminder as the clock would, and leave what it owes in the queue."""
    now = datetime(2026, 4, 15, 8, 0, tzinfo=UTC)
    house.clock.move_to(now)
    async with house.database.writing() as session:
        due = await reminders.first_due(session, now)
        assert due is not None
        await reminders.take(session, due, now)


async def wake(house: House) -> None:
    assert house.bot is not None
    house.bot.wake()
    await house.settle()


async def of_kind(house: House, kind: Kind) -> list[Delivery]:
    found: list[Delivery] = await house.rows(Delivery, Delivery.kind == str(kind))
    return found


async def test_a_reminder_that_is_rendered_when_the_date_moves_is_not_sent(house: House) -> None:
    group = await out(house)
    await hours_before(house)
    await queue_the_hour(house)
    assert house.bot is not None

    async with house.database.writing() as session:
        # The outbox reads and renders now, but can claim only after this transaction.
        house.bot.outbox.wake()
        for _ in range(50):
            async with house.database.reading() as reading:
                await reading.scalar(select(Meeting.id))
        meeting = await session.get_one(Meeting, 1)
        await meeting_changes.move(
            session, meeting, NEW, NEW + timedelta(hours=2), None, None, 1, house.clock.now()
        )
    await wake(house)

    assert not any(map(of_the_hour, group.farhan.reads(9)))
    assert group.farhan.reads().startswith("Postponed to Wed 22 Apr")


async def test_who_got_the_old_reminder_gets_the_new_date_and_no_one_else_the_old(
    house: House,
) -> None:
    group = await out(house)
    finance = group.people["Finance"]
    await finance.taps("In person")
    await hours_before(house)
    house.telegram.faults.add(
        method="sendMessage", chat_id=finance.id, times=1, kind="429", retry_after=600
    )
    await house.advance(minutes=2)

    await move_by_a_week(house)
    await house.restart_bot()
    await house.advance(minutes=20)

    assert [text.splitlines()[0] for text in group.farhan.reads(2)] == [
        "Meeting: Wed 15 Apr 2026, 14:00 PKT",
        "Postponed to Wed 22 Apr 2026, 14:00 PKT",
    ]
    assert not any(map(of_the_hour, finance.reads(9)))
    assert finance.reads().startswith("Postponed to Wed 22 Apr")


async def test_the_news_in_urdu(house: House) -> None:
    group = await out(house)
    await group.maria.taps("بالمشافہ")

    await postpone(house, group)

    old, new = map(plain, group.maria.reads(2))
    assert old == (
        "اجلاس: بدھ، 15 اپریل 2026ء، دوپہر 2 بجے، پاکستان کا وقت\n"
        "ملتوی، نئی تاریخ: بدھ، 22 اپریل 2026ء، دوپہر 2 بجے، پاکستان کا وقت۔ "
        "براہِ کرم نیچے نئے کارڈ پر جواب دیں۔"
    )
    assert new.splitlines()[0] == (
        "ملتوی، نئی تاریخ: بدھ، 22 اپریل 2026ء، دوپہر 2 بجے، پاکستان کا وقت"
    )
    assert new.splitlines()[-1] == "آپ کا سابقہ جواب: بالمشافہ شرکت"
