"""Free text: offered to the secretariat, sent, answered."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers import helps, item_drafts
from handlers.routes import Arrived, Look, on_answer, on_edit, on_press, screen
from secretariat import letters
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.readers import readers
from secretariat.refusals import Gone, NotAllowed
from storage import Letter, Meeting, Notice, Organisation, Person, WorkingGroup
from views import letters as views
from views import presses
from views.presses import Pressed
from views.screen import Screen

#: How much of a notice's first line names it.
_TITLE = 80


@on_answer("nothing", Action.WRITE_TO_SECRETARIAT)
async def nothing_asked(arrived: Arrived) -> None:
    """Offer what is typed while nothing is asked to the secretariat; help its staff instead."""
    if arrived.group is None:
        await arrived.send(Kind.HOME)
        return
    if arrived.me.may(Action.SEE_DESK, arrived.here.id):
        # A secretary does not write to herself.
        if not await item_drafts.take_line(arrived):
            await arrived.send(Kind.HELP)
        return
    await _offer(arrived)


async def _offer(arrived: Arrived) -> None:
    """Ask whether to send what was typed."""
    if not arrived.text or arrived.attachment is not None:
        await helps.say_unusable(arrived)
        return
    letter = await letters.write(
        arrived.session, arrived.me, arrived.here.id, arrived.text, arrived.now
    )
    await arrived.send(Kind.LETTER_CONFIRM, letter=letter.id, message=arrived.message_id or 0)


@on_edit
async def edited(arrived: Arrived) -> bool:
    """Take over a change to a message that waits to be sent."""
    letter = await letters.of_message(arrived.session, arrived.me, arrived.message_id or 0)
    if letter is None:
        return False
    if not letter.text or not arrived.text:
        await arrived.send(Kind.SAID, text=views.edit_not_read(arrived.words))
    else:
        await letters.rewrite(arrived.session, arrived.me, letter, arrived.text, arrived.now)
    return True


@on_answer("edited", Action.WRITE_TO_SECRETARIAT)
async def changed_too_late(arrived: Arrived) -> None:
    """Say that a change to any other message has no effect; a moving location is no message."""
    if arrived.text and arrived.attachment is None:
        await arrived.send(Kind.SAID, text=views.edit_not_read(arrived.words))


@on_press(presses.ASK, Action.WRITE_TO_SECRETARIAT)
async def ask(arrived: Arrived, pressed: Pressed) -> None:
    """Wait for a message to the secretariat of the button's group, else the one looked at."""
    group_id = pressed.object_id or arrived.here.id
    arrived.me.require(Action.WRITE_TO_SECRETARIAT, group_id)
    await arrived.ask("letter", group=group_id)
    await arrived.send(Kind.LETTER_ASK, group=group_id)


@on_answer("letter", Action.WRITE_TO_SECRETARIAT)
async def letter_typed(arrived: Arrived) -> None:
    """Ask whether to send it; what is not text leaves the question as it was."""
    if not arrived.text or arrived.attachment is not None:
        await arrived.ask("letter", group=arrived.here.id)
    await _offer(arrived)


@on_press(presses.ASK_SEND, Action.WRITE_TO_SECRETARIAT)
async def send_or_not(arrived: Arrived, pressed: Pressed) -> None:
    """Send a letter, or forget it."""
    letter = arrived.subject
    assert isinstance(letter, Letter)
    match pressed.argument:
        case "go":
            is_news = await letters.send(arrived.session, arrived.me, letter, arrived.now)
            toast = views.toast_sent if is_news else views.toast_sent_before
            arrived.toast(toast(arrived.words))
        case "no":
            await letters.withdraw(arrived.session, arrived.me, letter, arrived.now)
        case _:
            raise Gone
    await arrived.show(Kind.LETTER_CONFIRM, letter=letter.id)


@on_press(presses.ANSWER, Action.ANSWER_LETTERS)
async def answer_press(arrived: Arrived, pressed: Pressed) -> None:
    """Show a letter, send its whole text, or ask for the answer to it."""
    letter = arrived.subject
    assert isinstance(letter, Letter)
    if letter.sent_at is None:
        raise NotAllowed(Action.ANSWER_LETTERS)
    match pressed.argument:
        case "show":
            await arrived.show(Kind.LETTER, letter=letter.id)
        case "text":
            for which in ("text", "answer"):
                for part in range(len(letters.parts_of(letters.text_of(letter, which)))):
                    await arrived.send(Kind.LETTER_TEXT, letter=letter.id, which=which, part=part)
        case "ask":
            await letters.require_open(arrived.session, letter)
            await arrived.ask("letter_answer", group=letter.working_group_id, letter=letter.id)
            await arrived.show(Kind.LETTER, letter=letter.id, asking=True)
        case _:
            raise Gone


@on_answer("letter_answer", Action.ANSWER_LETTERS)
async def answer_typed(arrived: Arrived, letter: int) -> None:
    """Send the answer, unless somebody was first."""
    kept = await arrived.session.get_one(Letter, letter)
    if not arrived.text or arrived.attachment is not None:
        await arrived.ask("letter_answer", group=kept.working_group_id, letter=letter)
        await helps.say_unusable(arrived)
        return
    try:
        await letters.answer(arrived.session, arrived.me, kept, arrived.text, arrived.now)
    except letters.AlreadyAnswered:
        # Said here: as a refusal it would put the question back, which nobody can answer any more.
        await arrived.send(Kind.LETTER, letter=letter, late=True)
        return
    await arrived.send(Kind.LETTER, letter=letter)


@screen(Kind.LETTER_ASK)
async def ask_screen(look: Look, group: int) -> Screen | None:
    """Render the request for a message, for who may write to that secretariat."""
    if look.reader is None or not look.me.may(Action.WRITE_TO_SECRETARIAT, group):
        return None
    return views.write_now(look.words, _named(look, look.me.groups[group]))


@screen(Kind.LETTER_CONFIRM)
async def confirm_screen(look: Look, letter: int, **_message: int) -> Screen | None:
    """Render a letter to its writer, as it stands.

    The argument `message` is not shown: it says which message became it (letters.of_message).
    """
    kept = await look.session.get(Letter, letter)
    if look.reader is None or kept is None or kept.person_id != look.me.person.id:
        return None
    if not kept.text:
        return views.not_sent(look.words)
    if kept.sent_at is None:
        group = await look.session.get_one(WorkingGroup, kept.working_group_id)
        return views.send_this(look.words, kept, _named(look, group))
    return views.sent(look.words, kept, kept.sent_at, await _answerer(look, kept), look.zone)


@screen(Kind.LETTER)
async def letter_screen(
    look: Look, letter: int, asking: bool = False, late: bool = False
) -> Screen | None:
    """Render a letter to the secretariat."""
    kept = await look.session.scalar(
        select(Letter).options(joinedload(Letter.person)).where(Letter.id == letter)
    )
    if look.reader is None or kept is None or kept.sent_at is None:
        return None
    if not look.me.may(Action.ANSWER_LETTERS, kept.working_group_id):
        return None
    writer = (await readers(look.session, look.now, [kept.person_id]))[kept.person_id]
    holding = writer.seat_in(kept.working_group_id)
    office: Organisation | None = holding.seat.organisation if holding else None
    return views.for_staff(
        look.words,
        kept,
        office,
        await _about(look, kept),
        await _answerer(look, kept),
        look.zone,
        asking=asking,
        late=late,
    )


@screen(Kind.LETTER_TEXT)
async def text_screen(look: Look, letter: int, which: str, part: int) -> Screen | None:
    """Render a part of a long letter or answer, to its writer or the secretariat."""
    kept = await look.session.get(Letter, letter)
    if look.reader is None or kept is None or kept.sent_at is None:
        return None
    is_writer = kept.person_id == look.me.person.id
    if not is_writer and not look.me.may(Action.ANSWER_LETTERS, kept.working_group_id):
        return None
    parts = letters.parts_of(letters.text_of(kept, which))
    return views.whole(parts[part]) if part < len(parts) else None


@screen(Kind.LETTER_ANSWER)
async def letter_answer_screen(look: Look, letter: int) -> Screen | None:
    """Render the answer to who wrote."""
    kept = await look.session.get(Letter, letter)
    if look.reader is None or kept is None or kept.person_id != look.me.person.id:
        return None
    answerer = await _answerer(look, kept)
    return None if answerer is None else views.answer(look.words, kept, answerer, look.zone)


def _named(look: Look, group: WorkingGroup) -> WorkingGroup | None:
    """Give the group if it has to be named, because the reader has several."""
    return group if len(look.me.groups) > 1 else None


async def _answerer(look: Look, letter: Letter) -> Person | None:
    if letter.answered_by is None:
        return None
    return await look.session.get_one(Person, letter.answered_by)


async def _about(look: Look, letter: Letter) -> views.About:
    """Give what a letter was asked from, by its topic ("notice:7")."""
    kind, _, number = (letter.about or "").partition(":")
    if kind == "notice":
        notice = await look.session.get(Notice, int(number))
        line = notice.text.strip().split("\n")[0] if notice is not None else ""
        return views.About(notice=line[:_TITLE])
    if kind == "meeting":
        meeting = await look.session.get(Meeting, int(number))
        if meeting is not None and meeting.starts_at is not None:
            return views.About(meeting=(meeting.starts_at, ZoneInfo(meeting.zone)))
    return views.About()
