"""Notices that were sent: the hold and Stop, copies, acknowledgements, questions, the report."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import letters, notices
from secretariat.deliveries import mark_stale
from secretariat.kinds import Kind
from secretariat.notice_reports import report_on
from secretariat.permissions import Action
from secretariat.refusals import Gone, NotAllowed
from storage import Notice, NoticeState, Person, Recipient, WorkingGroup
from views import notice_cards as views
from views import presses, refusals
from views.presses import Pressed
from views.screen import Screen


@on_press(presses.SEND, Action.SEND_NOTICE)
async def send_press(arrived: Arrived, pressed: Pressed) -> None:
    """Send a notice to the number of people on the button, stop it, or remind of it."""
    notice = _notice(arrived)
    who, version, now = arrived.me.person.id, pressed.version, arrived.now
    verb, _, count = pressed.argument.partition("-")
    match verb:
        case "go" if presses.is_number(count):
            try:
                await notices.send(arrived.session, notice, version, who, int(count), now)
            except notices.AudienceChanged as refusal:
                arrived.alert(refusals.sentence(arrived.words, refusal, arrived.me.zone))
                await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id)
                return
            await arrived.show(Kind.NOTICE_REPORT, notice=notice.id)
        case "stop":
            await notices.stop(arrived.session, notice, version, who, now)
            arrived.toast(views.stopped(arrived.words))
            await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id)
        case "remind":
            count_reminded = await notices.remind(arrived.session, notice, version, who, now)
            arrived.toast(views.reminded(arrived.words, count_reminded))
        case _:
            raise Gone


@on_press(presses.REPORT, Action.PREPARE_NOTICE)
async def report_press(arrived: Arrived, _pressed: Pressed) -> None:
    """Show what became of a notice."""
    notice = _notice(arrived)
    if notice.state is not NoticeState.SENT:
        raise Gone
    await arrived.show(Kind.NOTICE_REPORT, notice=notice.id)


@screen(Kind.NOTICE_REPORT)
async def notice_report_screen(look: Look, notice: int) -> Screen | None:
    """Render the hold while a notice can be stopped, then the report."""
    sent = await look.session.get_one(Notice, notice)
    may_send = look.me.may(Action.SEND_NOTICE, sent.working_group_id)
    if sent.state is not NoticeState.SENT or not look.me.may(
        Action.PREPARE_NOTICE, sent.working_group_id
    ):
        return None
    report = await report_on(look.session, sent, look.now)
    if report.is_held:
        return views.held(look.words, report, may_send=may_send)
    group = await look.session.get_one(WorkingGroup, sent.working_group_id)
    return views.report_card(look.words, report, ZoneInfo(group.zone), may_send=may_send)


@on_press(presses.ACKNOWLEDGE, Action.ACKNOWLEDGE)
async def acknowledge_press(arrived: Arrived, pressed: Pressed) -> None:
    """Take an acknowledgement, or ask for the question about a notice."""
    notice = _notice(arrived)
    person_id = arrived.me.person.id
    if pressed.argument == "q":
        if await notices.recipient_of(arrived.session, notice, person_id, arrived.now) is None:
            raise NotAllowed
        await arrived.send(Kind.SAID, text=views.ask_question(arrived.words, notice))
        await _ask_question(arrived, notice.id)
        return
    done = await notices.acknowledge(arrived.session, notice, person_id, arrived.now)
    zone = ZoneInfo(arrived.here.zone)
    arrived.toast(views.acknowledged(arrived.words, done.at, zone, is_new=done.is_new))


async def _ask_question(arrived: Arrived, notice: int) -> None:
    await arrived.ask("notice_question", group=arrived.here.id, notice=notice)


@on_answer("notice_question", Action.ACKNOWLEDGE)
async def take_question(arrived: Arrived, notice: int) -> None:
    """Pass a question about a notice on to the secretariat."""
    if not arrived.text or arrived.attachment is not None:
        await arrived.send(Kind.SAID, text=views.question_in_words(arrived.words))
        await _ask_question(arrived, notice)
        return
    letter = await letters.write(
        arrived.session,
        arrived.me,
        arrived.here.id,
        arrived.text,
        arrived.now,
        about=f"notice:{notice}",
    )
    await letters.send(arrived.session, arrived.me, letter, arrived.now)
    await mark_stale(arrived.session, f"notice:{notice}", arrived.now, kinds=[Kind.NOTICE_REPORT])
    await arrived.send(Kind.SAID, text=views.question_sent(arrived.words))


@screen(Kind.NOTICE, Kind.NOTICE_TO_ACKNOWLEDGE)
async def notice_screen(look: Look, notice: int, preview: bool = False) -> Screen | None:
    """Render a notice as its readers get it; a preview for those who prepare it."""
    return await _copy(look, notice, preview=preview)


@screen(Kind.NOTICE_REMINDER)
async def notice_reminder_screen(look: Look, notice: int) -> Screen | None:
    """Render the reminder to acknowledge a notice."""
    return await _copy(look, notice, reminder=True)


async def _copy(
    look: Look, notice_id: int, *, preview: bool = False, reminder: bool = False
) -> Screen | None:
    notice = await look.session.get_one(Notice, notice_id)
    group = await look.session.get_one(WorkingGroup, notice.working_group_id)
    acknowledged_at = None
    if preview:
        if not look.me.may(Action.PREPARE_NOTICE, group.id):
            return None
    else:
        recipient = await look.session.scalar(
            select(Recipient).where(
                Recipient.notice_id == notice.id, Recipient.person_id == look.me.person.id
            )
        )
        if recipient is None or not look.me.may(Action.ACKNOWLEDGE, group.id):
            return None
        acknowledged_at = recipient.acknowledged_at
    sender = look.me.person if look.me.may(Action.SEND_NOTICE, group.id) and preview else None
    if notice.sent_by is not None:
        sender = await look.session.get_one(Person, notice.sent_by)
    name = (group.name_urdu if look.words.rtl else None) or group.name
    return views.notice_copy(
        look.words,
        notice,
        sender,
        ZoneInfo(group.zone),
        group=name if len(look.me.groups) > 1 else None,
        acknowledged_at=acknowledged_at,
        preview=preview,
        reminder=reminder,
    )


def _notice(arrived: Arrived) -> Notice:
    assert isinstance(arrived.subject, Notice)
    return arrived.subject
