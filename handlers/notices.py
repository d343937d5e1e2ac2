"""Writing a notice: /send, its text or file, its audience, its kind, and the preview."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import pastes
from handlers.routes import QUESTIONS, Arrived, Look, on_answer, on_command, on_press, screen
from secretariat import notice_drafts
from secretariat.audiences import today_in
from secretariat.kinds import Kind
from secretariat.notice_audiences import Part, audience_for
from secretariat.notice_drafts import Content
from secretariat.notices import sent_by_group
from secretariat.permissions import Action
from secretariat.refusals import Gone, TooLong
from storage import Notice, NoticeState, Person, WorkingGroup
from views import notice_cards, presses, refusals
from views import notices as views
from views.invitations import preview_only
from views.presses import Pressed
from views.screen import Screen

#: Drafts offered to go on with, notices listed as sent.
DRAFTS = 3
SENT = 8


@on_command("send", Action.PREPARE_NOTICE)
async def send_command(arrived: Arrived) -> None:
    """Ask for a notice; what is typed after the command is its text already."""
    if arrived.text:
        await take_text(arrived)
        return
    await _ask_text(arrived)
    await arrived.send(Kind.NOTICE_DRAFT, group=arrived.here.id)


@on_press(presses.NOTICES, Action.PREPARE_NOTICE)
async def notices_press(arrived: Arrived, pressed: Pressed) -> None:
    """Ask for a notice, or list those that were sent."""
    if pressed.argument == "sent":
        await arrived.show(Kind.NOTICE_DRAFT, group=arrived.here.id, listed=True)
        return
    await _ask_text(arrived)
    await arrived.show(Kind.NOTICE_DRAFT, group=arrived.here.id)


@screen(Kind.NOTICE_DRAFT)
async def notice_draft_screen(look: Look, group: int, listed: bool = False) -> Screen | None:
    """Render the question for a notice's text, or the list of those that were sent."""
    if not look.me.may(Action.PREPARE_NOTICE, group):
        return None
    sent = await sent_by_group(look.session, group, SENT)
    if listed:
        return notice_cards.sent_list(look.words, group, sent)
    drafts = await notice_drafts.drafts_of(look.session, group, DRAFTS)
    return views.compose(look.words, group, drafts, has_sent=bool(sent))


async def _ask_text(arrived: Arrived, **about: int) -> None:
    await arrived.ask("notice_text", group=arrived.here.id, **about)


@on_answer("notice_text", Action.PREPARE_NOTICE)
async def take_text(arrived: Arrived, notice: int = 0, version: int = 0) -> None:
    """Keep the text or file of a new notice, or in place of a draft's old text."""
    attachment = arrived.attachment
    if attachment is not None and attachment.kind != "document":
        await _say_and_ask(
            arrived, views.not_a_file(arrived.words, attachment.kind), notice, version
        )
        return
    if not arrived.text and attachment is None:
        await _say_and_ask(arrived, views.unfinished(arrived.words), notice, version)
        return
    content = Content(arrived.text)
    if attachment is not None:
        content = Content(arrived.text, attachment.file_id, attachment.name)
    try:
        if notice:
            draft = await arrived.session.get_one(Notice, notice)
            await notice_drafts.rewrite(
                arrived.session, draft, version, arrived.me.person.id, content, arrived.now
            )
            await _preview_below(arrived, draft)
        else:
            draft = await notice_drafts.write(
                arrived.session, arrived.here.id, arrived.me.person.id, content, arrived.now
            )
            await arrived.send(Kind.NOTICE_AUDIENCE, notice=draft.id)
    except TooLong as refusal:
        text = refusals.sentence(arrived.words, refusal, arrived.me.zone)
        await _say_and_ask(arrived, text, notice, version)
        await _await_rest(arrived, notice, version, is_kept=False)
        return
    await _await_rest(arrived, draft.id, draft.version, is_kept=True)


async def _await_rest(arrived: Arrived, notice: int, version: int, *, is_kept: bool) -> None:
    if pastes.may_go_on(arrived):
        await arrived.ask(
            "notice_rest",
            group=arrived.here.id,
            begun=arrived.text,
            at=arrived.now.isoformat(),
            notice=notice,
            version=version,
            is_kept=is_kept,
        )


@on_answer("notice_rest", Action.PREPARE_NOTICE)
async def take_rest(
    arrived: Arrived, begun: str, at: str, notice: int, version: int, is_kept: bool
) -> None:
    """Take the second half of a text that Telegram cut; later, it is an answer like any.

    `is_kept`: the first half is a draft; else it was too long by itself and is asked for again.
    """
    is_rest = pastes.is_rest(arrived, at)
    if is_rest:
        arrived.text = pastes.joined(begun, arrived.text)
    if not is_kept:
        await take_text(arrived, notice, version)
    elif is_rest:
        await _add_rest(arrived, notice, version)
    else:
        await QUESTIONS["nothing"].call(arrived)


async def _add_rest(arrived: Arrived, notice: int, version: int) -> None:
    """Put the whole text in place of its first half; the cards that show it are redrawn."""
    draft = await arrived.session.get_one(Notice, notice)
    try:
        await notice_drafts.rewrite(
            arrived.session,
            draft,
            version,
            arrived.me.person.id,
            Content(arrived.text),
            arrived.now,
        )
    except TooLong as refusal:
        text = refusals.sentence(arrived.words, refusal, arrived.me.zone)
        await _say_and_ask(arrived, text, notice, version)
        return
    await _await_rest(arrived, notice, draft.version, is_kept=True)


async def _say_and_ask(arrived: Arrived, text: str, notice: int, version: int) -> None:
    """Say what was wrong with an answer, and wait for another one."""
    await arrived.send(Kind.SAID, text=text)
    await _ask_text(arrived, notice=notice, version=version)


@on_press(presses.NOTICE, Action.PREPARE_NOTICE)
async def notice_press(arrived: Arrived, pressed: Pressed) -> None:
    """Change a draft, or walk between its cards."""
    notice, verb, rest = _notice(arrived), *_split(pressed.argument)
    who, version, now = arrived.me.person.id, pressed.version, arrived.now
    match verb:
        case "copy":
            arrived.toast(preview_only(arrived.words))
        case "open" | "back":
            await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id)
        case "aud":
            await arrived.show(Kind.NOTICE_AUDIENCE, notice=notice.id, is_below=True)
        case "prev":
            await arrived.show(Kind.NOTICE_AUDIENCE, notice=notice.id, is_done=True)
            await _preview_below(arrived, notice)
        case "part" if rest in set(Part):
            await notice_drafts.toggle_part(arrived.session, notice, version, who, Part(rest), now)
        case "pick":
            await _pick(arrived, notice, rest)
        case "who":
            person, _, page = rest.partition("-")
            if not presses.is_number(person):
                raise Gone
            await notice_drafts.toggle_person(
                arrived.session, notice, version, who, int(person), now
            )
            await _pick(arrived, notice, page)
        case "txt":
            await _ask_text(arrived, notice=notice.id, version=notice.version)
            await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id, panel="text")
        case "when":
            await _ask_when(arrived, notice)
            await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id, panel="when")
        case "ack" | "noack" | "by":
            await notice_drafts.ask_acknowledgement(
                arrived.session,
                notice,
                version,
                who,
                asked=verb != "noack",
                until=_until(arrived.here, rest) if verb == "by" else None,
                now=now,
            )
            await _kind_changed(arrived, notice)
        case "snd":
            await notice_drafts.set_sound(arrived.session, notice, version, who, now)
            await _kind_changed(arrived, notice)
        case "del":
            await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id, panel="delete")
        case "gone":
            await notice_drafts.drop(arrived.session, notice, version, who, now)
            await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id)
        case _:
            raise Gone


async def _preview_below(arrived: Arrived, notice: Notice) -> None:
    """Send the exact copy, and below it the card that controls it."""
    await arrived.send(Kind.NOTICE, notice=notice.id, preview=True)
    await arrived.send(Kind.NOTICE_PREVIEW, notice=notice.id)


async def _kind_changed(arrived: Arrived, notice: Notice) -> None:
    """Show a draft whose copy has another foot now; a copy with a file cannot be redrawn."""
    if notice.file_id is not None:
        await _preview_below(arrived, notice)
    else:
        await arrived.show(Kind.NOTICE_PREVIEW, notice=notice.id)


async def _pick(arrived: Arrived, notice: Notice, page: str) -> None:
    number = int(page) if presses.is_number(page) else 0
    await arrived.show(Kind.NOTICE_AUDIENCE, notice=notice.id, page=number)


async def _ask_when(arrived: Arrived, notice: Notice) -> None:
    await arrived.ask(
        "notice_when", group=notice.working_group_id, notice=notice.id, version=notice.version
    )


@on_answer("notice_when", Action.PREPARE_NOTICE)
async def take_when(arrived: Arrived, notice: int, version: int) -> None:
    """Take the day until which a notice is to be acknowledged."""
    draft = await arrived.session.get_one(Notice, notice)
    until = await notice_drafts.read_deadline(arrived.session, draft, arrived.text, arrived.now)
    if until is None:
        await arrived.send(Kind.SAID, text=views.no_deadline(arrived.words, arrived.text))
        await _ask_when(arrived, draft)
        return
    try:
        await notice_drafts.ask_acknowledgement(
            arrived.session,
            draft,
            version,
            arrived.me.person.id,
            asked=True,
            until=until,
            now=arrived.now,
        )
    except notice_drafts.PastDeadline as refusal:
        text = refusals.sentence(arrived.words, refusal, arrived.me.zone)
        await arrived.send(Kind.SAID, text=text)
        await _ask_when(arrived, draft)
        return
    await _preview_below(arrived, draft)


@screen(Kind.NOTICE_AUDIENCE)
async def notice_audience_screen(
    look: Look, notice: int, page: int = -1, is_below: bool = False, is_done: bool = False
) -> Screen | None:
    """Render the choice of who gets a notice: parts, or from `page` on the people one by one."""
    draft = await look.session.get_one(Notice, notice)
    if not look.me.may(Action.PREPARE_NOTICE, draft.working_group_id):
        return None
    if draft.state is not NoticeState.DRAFT:
        return await _no_draft(look, draft)
    who = await audience_for(look.session, draft, look.now)
    if is_done:
        return views.audience_chosen(look.words, who)
    if page >= 0:
        return views.pick(look.words, draft, who, page)
    return views.audience(look.words, draft, who, is_below=is_below)


@screen(Kind.NOTICE_PREVIEW)
async def notice_preview_screen(look: Look, notice: int, panel: str = "") -> Screen | None:
    """Render the card below the exact copy, or one of its questions."""
    draft = await look.session.get_one(Notice, notice)
    if not look.me.may(Action.PREPARE_NOTICE, draft.working_group_id):
        return None
    if draft.state is not NoticeState.DRAFT:
        return await _no_draft(look, draft)
    group = await look.session.get_one(WorkingGroup, draft.working_group_id)
    match panel:
        case "text":
            return views.new_text(look.words, draft)
        case "when":
            return views.by_when(look.words, draft, _working_days(today_in(group, look.now)))
        case "delete":
            return views.delete_draft(look.words, draft)
    return views.control(
        look.words,
        draft,
        await audience_for(look.session, draft, look.now),
        ZoneInfo(group.zone),
        may_send=look.me.may(Action.SEND_NOTICE, group.id),
    )


async def _no_draft(look: Look, notice: Notice) -> Screen:
    """Say on a draft's card that it was sent, or deleted."""
    if notice.sent_by is None:
        return views.deleted(look.words, notice.working_group_id)
    group = await look.session.get_one(WorkingGroup, notice.working_group_id)
    sender = await look.session.get_one(Person, notice.sent_by)
    return notice_cards.sent_by(look.words, notice, sender, ZoneInfo(group.zone))


def _notice(arrived: Arrived) -> Notice:
    assert isinstance(arrived.subject, Notice)
    return arrived.subject


def _split(argument: str) -> tuple[str, str]:
    verb, _, rest = argument.partition("-")
    return verb, rest


def _until(group: WorkingGroup, written: str) -> datetime | None:
    """Read the day on a button ("20260409", until the close of that day; "0": no date)."""
    if written == "0":
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Gone from None
    return datetime.combine(day, notice_drafts.CLOSE_OF_DAY, ZoneInfo(group.zone))


def _working_days(today: date) -> list[date]:
    """Give the next four working days."""
    days = [today + timedelta(days=ahead) for ahead in range(1, 8)]
    return [day for day in days if day.weekday() < 5][:4]
