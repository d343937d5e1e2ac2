"""From an update to the function that handles it: who is it, what is it about, may they."""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User

from handlers import strangers
from handlers.routes import (
    COMMANDS,
    EDITS,
    FILE_QUESTIONS,
    PRESS_ROUTES,
    QUESTIONS,
    Account,
    Arrived,
    Attachment,
    Said,
    words_for,
)
from secretariat import reachability
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.readers import Reader, reader_by_account
from secretariat.refusals import Gone, NotAllowed, OldDate, Refusal
from storage import (
    ActionItem,
    Base,
    Draft,
    Holding,
    Invitation,
    Letter,
    Meeting,
    Notice,
    Person,
    Question,
    Seat,
    WorkingGroup,
)
from views import presses, refusals
from views.presses import About, Pressed

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,}))?(?:\s+|$)")
#: Marks that turn writing round or hide in it; stripped from what people write.
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")

_MODELS: dict[About, type[Base]] = {
    About.GROUP: WorkingGroup,
    About.MEETING: Meeting,
    About.PERSON: Person,
    About.INVITATION: Invitation,
    About.DRAFT: Draft,
    About.NOTICE: Notice,
    About.ITEM: ActionItem,
    About.LETTER: Letter,
}


def queue_of(update: dict[str, object]) -> int:
    """Give whose queue a raw update joins: the person who acted, else the chat (0 if neither)."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        for owner in ("from", "user", "chat"):
            found = part.get(owner)
            if isinstance(found, dict) and isinstance(found.get("id"), int):
                return int(found["id"])
    return 0


async def file_wanted(session: AsyncSession, update: Update) -> str | None:
    """Give the id of the file to fetch before an update is handled: it answers a question."""
    message = update.message
    if message is None or message.document is None or message.from_user is None:
        return None
    asked = await session.scalar(
        select(Question.kind).where(
            Question.chat_id == message.chat.id, Question.telegram_id == message.from_user.id
        )
    )
    size = message.document.file_size or 0
    return message.document.file_id if 0 < size <= FILE_QUESTIONS.get(asked or "", 0) else None


async def handle(
    session: AsyncSession,
    update: Update,
    now: datetime,
    bot_name: str,
    content: bytes | None = None,
) -> Said | None:
    """Do what an update asks for, in the transaction given; give the answer to a tap, if it is one.

    A Refusal undoes what the handler did and is said to the person; any other exception leaves.
    `bot_name` is the bot's username: commands for another bot are not for us. `content` is the
    file that `file_wanted` named.
    """
    if update.my_chat_member is not None:
        await _reached(session, update.my_chat_member, now)
        return None
    arrived = await _read(session, update, now, bot_name)
    if arrived is None:
        # A button shows that it works until its tap is answered, wherever that was.
        return Said() if update.callback_query is not None else None
    if content is not None and arrived.attachment is not None:
        arrived.attachment = replace(arrived.attachment, content=content)
    pressed = None
    if update.callback_query is not None:
        pressed = presses.read(update.callback_query.data or "")
    try:
        async with session.begin_nested():
            if update.callback_query is not None:
                await _press(arrived, pressed)
            else:
                await _message(arrived)
    except Refusal as refusal:
        arrived.said = Said()
        if refusal.is_final and not arrived.is_tap:
            # Whatever is typed, it would be refused: to ask for it again would never end.
            await arrived.take_question()
        await _refuse(arrived, refusal)
    return arrived.said if arrived.is_tap else None


async def _read(
    session: AsyncSession, update: Update, now: datetime, bot_name: str
) -> Arrived | None:
    query, message = update.callback_query, update.message or update.edited_message
    user = query.from_user if query is not None else message.from_user if message else None
    if user is None or user.is_bot:
        return None
    chat = query.message.chat if query and query.message else message.chat if message else None
    if chat is None or chat.type != "private":
        return None
    reader = await reader_by_account(session, now, user.id)
    if reader is not None:
        await reachability.found_again(session, reader.person, now)
    account = _account(user)
    language = account.language
    if reader is None:
        language = await strangers.language_of(session, account) or language
    arrived = Arrived(
        session=session,
        now=now,
        update_id=update.update_id,
        account=account,
        chat_id=chat.id,
        reader=reader,
        words=words_for(reader, language),
        bot_name=bot_name,
        group=reader.group if reader else None,
        is_tap=query is not None,
        message_id=_message_id(query, message),
    )
    if message is not None and query is None:
        arrived.text = _BIDI.sub("", message.text or message.caption or "").strip()
        arrived.attachment = _attachment(message)
        arrived.edited = update.edited_message is not None
    return arrived


def _message_id(query: CallbackQuery | None, message: Message | None) -> int | None:
    if query is not None:
        return query.message.message_id if query.message else None
    return message.message_id if message else None


def _account(user: User) -> Account:
    return Account(user.id, user.full_name, user.username, (user.language_code or "en")[:2])


def _attachment(message: Message) -> Attachment | None:
    if message.document is not None:
        file = message.document
        return Attachment("document", file.file_id, file.file_name or "file", file.file_size or 0)
    if message.photo:
        photo = message.photo[-1]
        return Attachment("photo", photo.file_id, "photo.jpg", photo.file_size or 0)
    for kind in ("voice", "video_note", "video", "audio", "sticker", "contact", "location", "poll"):
        if getattr(message, kind):
            return Attachment(kind)
    return None if message.text else Attachment("other")


async def _press(arrived: Arrived, pressed: Pressed | None) -> None:
    if pressed is None:
        raise Gone
    route = PRESS_ROUTES[pressed.press.verb]
    await arrived.take_question()
    if route.action is Action.ARRIVE:
        await route.call(arrived, pressed)
        return
    if arrived.reader is None:
        raise NotAllowed(route.action)
    if pressed.press.about is About.NOTHING:
        arrived.reader.require(route.action, arrived.group.id if arrived.group else None)
    else:
        await _enter(arrived, arrived.reader, pressed, route.action)
    await route.call(arrived, pressed)


async def _enter(arrived: Arrived, reader: Reader, pressed: Pressed, action: Action) -> None:
    """Load what a press is about, in the group where the reader may do this; else NotAllowed.

    What does not exist and what belongs to others is refused in the same words.
    """
    model = _MODELS[pressed.press.about]
    # Two who press at the same moment are handled one after the other: the second sees the first's.
    lock = {"of": model, "key_share": True}
    subject = await arrived.session.get(model, pressed.object_id, with_for_update=lock)
    if subject is None:
        raise NotAllowed(action)
    if isinstance(subject, WorkingGroup):
        homes = [subject.id]
    elif isinstance(subject, Person):
        homes = list(
            await arrived.session.scalars(
                select(Seat.working_group_id)
                .join(Holding, Holding.seat_id == Seat.id)
                .where(Holding.person_id == subject.id)
            )
        )
    else:
        homes = [subject.working_group_id]  # type: ignore[attr-defined]
    allowed = next((home for home in homes if reader.may(action, home)), None)
    if allowed is None:
        raise NotAllowed(action)
    arrived.subject = subject
    arrived.group = reader.groups[allowed]


async def _message(arrived: Arrived) -> None:
    command = _COMMAND.match(arrived.text)
    if command and command[2] and command[2].lower() != arrived.bot_name.lower():
        return
    if command and not arrived.edited:
        await arrived.take_question()
        arrived.text = arrived.text[command.end() :].strip()
        name = command[1].lower()
        if arrived.reader is None and not _is_open(name):
            await strangers.answer(arrived)
            return
        route = COMMANDS[name if name in COMMANDS else "help"]
        if arrived.reader is not None and route.action is not Action.ARRIVE:
            arrived.reader.require(route.action, arrived.group.id if arrived.group else None)
        await route.call(arrived)
        return
    if arrived.edited:
        # An edit of an old message is not the answer to what is asked now.
        if arrived.reader is not None:
            await _edit(arrived)
        return
    question = await arrived.take_question()
    if question is not None:
        answer = QUESTIONS[question.kind]
        if answer.action is not Action.ARRIVE:
            if arrived.reader is None:
                raise NotAllowed(answer.action)
            group = question.args.get("group")
            group_id = int(group) if group else arrived.group.id if arrived.group else None
            arrived.reader.require(answer.action, group_id)
            arrived.group = arrived.reader.groups[group_id or 0]
        args = {name: value for name, value in question.args.items() if name != "group"}
        await answer.call(arrived, **args)
        return
    if arrived.reader is None:
        await strangers.answer(arrived)
    else:
        await QUESTIONS["nothing"].call(arrived)


async def _edit(arrived: Arrived) -> None:
    for handle_edit in EDITS:
        if await handle_edit(arrived):
            return
    await QUESTIONS["edited"].call(arrived)


def _is_open(name: str) -> bool:
    return name in COMMANDS and COMMANDS[name].action is Action.ARRIVE


async def _refuse(arrived: Arrived, refusal: Refusal) -> None:
    if arrived.reader is None and isinstance(refusal, NotAllowed):
        await strangers.turn_away(arrived)
        return
    zone = arrived.reader.zone if arrived.reader else ZoneInfo("UTC")
    text = refusals.sentence(arrived.words, refusal, zone)
    if arrived.is_tap:
        arrived.alert(text)
    else:
        await arrived.send(Kind.SAID, text=text)
    if isinstance(refusal, OldDate):
        await arrived.send(Kind.INVITATION, meeting=refusal.meeting_id)


async def _reached(session: AsyncSession, change: ChatMemberUpdated, now: datetime) -> None:
    """Note that a person stopped the assistant, or started it again."""
    reader = await reader_by_account(session, now, change.from_user.id)
    if reader is None or change.chat.type != "private":
        return
    if change.new_chat_member.status == "kicked":
        await reachability.stopped(session, reader.person, now)
    else:
        await reachability.found_again(session, reader.person, now)
