"""Letters: what people write to the secretariat, and the answers.

written ─Send→ waiting ─answered by one of the staff→ answered
   └ Do not send → withdrawn (its text is blanked)
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.deliveries import Owed, mark_stale, owe
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.reachability import staff_of, tell_staff
from secretariat.readers import Reader
from secretariat.refusals import Gone, NotAllowed, Refusal
from storage import Delivery, Letter, Person
from storage.inserts import changed

#: The longest text that a card quotes whole; a longer one also goes in messages of its own.
QUOTED = 900
#: Characters in one of those: even with a mark before every line it stays below Telegram's 4096.
PART = 2600


class AlreadyAnswered(Refusal):
    """Another of the staff has answered this letter: nothing was sent."""

    def __init__(self, by: Person) -> None:
        super().__init__(by.id)
        self.by = by


class AlreadySent(Refusal):
    """The letter has gone to the secretariat: it cannot be changed or taken back."""

    is_final = True


async def write(
    session: AsyncSession,
    reader: Reader,
    group_id: int,
    text: str,
    now: datetime,
    about: str | None = None,
) -> Letter:
    """Keep a text for the secretariat of a group; nothing goes out before `send`.

    `about` says what it was asked from ("notice:7"). Raises NotAllowed outside the reader's groups.
    """
    reader.require(Action.WRITE_TO_SECRETARIAT, group_id)
    letter = Letter(
        working_group_id=group_id,
        person_id=reader.person.id,
        text=text,
        written_at=now,
        about=about,
    )
    session.add(letter)
    await session.flush()
    return letter


async def rewrite(
    session: AsyncSession, reader: Reader, letter: Letter, text: str, now: datetime
) -> None:
    """Take over what its writer corrected before it was sent. Raises AlreadySent, Gone."""
    _require_writer(reader, letter)
    if letter.sent_at is not None:
        raise AlreadySent
    letter.text = text
    await mark_stale(session, f"letter:{letter.id}", now)


async def send(session: AsyncSession, reader: Reader, letter: Letter, now: datetime) -> bool:
    """Send a letter to the secretariat; False if it had been sent before. Raises Gone."""
    _require_writer(reader, letter)
    if letter.sent_at is not None:
        return False
    letter.sent_at = now
    topic = f"letter:{letter.id}"
    record(
        session,
        now,
        "letter_sent",
        topic,
        person_id=letter.person_id,
        working_group_id=letter.working_group_id,
    )
    await session.flush()
    await tell_staff(
        session,
        now,
        letter.working_group_id,
        Kind.LETTER,
        topic,
        {"letter": letter.id},
        but=letter.person_id,
        action=Action.ANSWER_LETTERS,
    )
    staff = await staff_of(session, letter.working_group_id, now, Action.ANSWER_LETTERS)
    for person_id in staff:
        if person_id != letter.person_id:
            await _owe_parts(session, now, letter, "text", person_id)
    return True


async def withdraw(session: AsyncSession, reader: Reader, letter: Letter, now: datetime) -> None:
    """Forget a text that is not to be sent. Raises AlreadySent."""
    if letter.person_id != reader.person.id:
        raise NotAllowed(Action.WRITE_TO_SECRETARIAT)
    if letter.sent_at is not None:
        raise AlreadySent
    if not letter.text:
        return
    letter.text = ""
    record(session, now, "letter_withdrawn", f"letter:{letter.id}", person_id=letter.person_id)
    await session.flush()


async def require_open(session: AsyncSession, letter: Letter) -> None:
    """Raise AlreadyAnswered for a letter that has its answer, Gone for one that was not sent."""
    if letter.sent_at is None:
        raise Gone
    if letter.answered_by is not None:
        answerer = await session.get_one(Person, letter.answered_by)
        raise AlreadyAnswered(answerer)


async def answer(
    session: AsyncSession, reader: Reader, letter: Letter, text: str, now: datetime
) -> None:
    """Send a letter's answer to who wrote it; the other staff's cards show by whom.

    Raises NotAllowed, AlreadyAnswered, Gone; then nothing was changed.
    """
    reader.require(Action.ANSWER_LETTERS, letter.working_group_id)
    await require_open(session, letter)
    taken = await session.execute(
        update(Letter)
        .where(Letter.id == letter.id, Letter.answered_by.is_(None))
        .values(answer=text, answered_by=reader.person.id, answered_at=now)
    )
    await session.refresh(letter)
    if changed(taken) != 1:
        await require_open(session, letter)
    topic = f"letter:{letter.id}"
    record(
        session,
        now,
        "letter_answered",
        topic,
        person_id=reader.person.id,
        working_group_id=letter.working_group_id,
    )
    await owe(
        session,
        now,
        [
            Owed(
                key=f"letter-answer:{letter.id}",
                kind=Kind.LETTER_ANSWER,
                person_id=letter.person_id,
                args={"letter": letter.id},
            )
        ],
    )
    await _owe_parts(session, now, letter, "answer", letter.person_id)
    await mark_stale(session, topic, now)


async def of_message(session: AsyncSession, reader: Reader, message_id: int) -> Letter | None:
    """Give the letter that a reader's message became, by the card that asked whether to send it."""
    letter_id = await session.scalar(
        select(Delivery.args["letter"].as_integer())
        .where(
            Delivery.person_id == reader.person.id,
            Delivery.kind == str(Kind.LETTER_CONFIRM),
            Delivery.args["message"].as_integer() == message_id,
        )
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    return None if letter_id is None else await session.get(Letter, letter_id)


def parts_of(text: str) -> list[str]:
    """Cut a text that a card cannot quote whole into messages; an empty list if it can."""
    if len(text) <= QUOTED:
        return []
    parts = []
    while text:
        cut = len(text)
        if cut > PART:
            cut = max(text.rfind("\n", 0, PART), text.rfind(" ", 0, PART)) + 1 or PART
        parts.append(text[:cut])
        text = text[cut:]
    return [part for part in parts if part.strip()]


def text_of(letter: Letter, which: str) -> str:
    """Give a letter's "text" or its "answer"."""
    return letter.text if which == "text" else letter.answer or ""


def _require_writer(reader: Reader, letter: Letter) -> None:
    if letter.person_id != reader.person.id:
        raise NotAllowed(Action.WRITE_TO_SECRETARIAT)
    if not letter.text:
        raise Gone


async def _owe_parts(
    session: AsyncSession, now: datetime, letter: Letter, which: str, person_id: int
) -> None:
    await owe(
        session,
        now,
        [
            Owed(
                key=f"letter-{which}:{letter.id}:{part}:{person_id}",
                kind=Kind.LETTER_TEXT,
                person_id=person_id,
                args={"letter": letter.id, "which": which, "part": part},
            )
            for part in range(len(parts_of(text_of(letter, which))))
        ],
    )
