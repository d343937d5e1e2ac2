"""Drafts of notices: what is written, for whom, of which kind, until it is sent or deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import today_in
from secretariat.dates import DateReading, MomentReading, read_date, read_moment
from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.notice_audiences import Part, audience_for, coming_meeting
from secretariat.refusals import Gone, NotAllowed, Refusal, TooLong, require_version
from storage import Fields, Notice, NoticeState, WorkingGroup

#: Telegram takes 4,096 characters (Bot API, sendMessage); the rest is for what stands around the
#: text: the discreet first line, the foot with a name and a date, the mark of a repeat.
TEXT_LIMIT = 3_700
_LINES_WITHOUT_COST = 60
#: An acknowledgement is asked until this hour where only a day was said.
CLOSE_OF_DAY = time(17, 0)

#: Cards that show a draft: its preview above all.
DRAFT_CARDS = (Kind.NOTICE_PREVIEW, Kind.NOTICE_AUDIENCE, Kind.NOTICE)


class AlreadySent(Refusal):
    """The notice has been sent, or is about to be: it is not sent again, changed or stopped."""

    is_final = True

    def __init__(self, sent_at: datetime) -> None:
        super().__init__(sent_at)
        self.sent_at = sent_at


class PastDeadline(Refusal):
    """The moment until which to acknowledge is over."""


@dataclass(frozen=True)
class Content:
    """What a notice says: text as it was written, perhaps a file by Telegram's id of it."""

    text: str
    file_id: str | None = None
    file_name: str | None = None


async def write(
    session: AsyncSession, group_id: int, author_id: int, content: Content, now: datetime
) -> Notice:
    """Keep a new draft, meant for the members. Raises TooLong."""
    _require_length(content)
    notice = Notice(
        working_group_id=group_id,
        author_id=author_id,
        text=content.text,
        file_id=content.file_id,
        file_name=content.file_name,
        created_at=now,
        audience={"parts": [str(Part.MEMBERS)], "people": [], "meeting": None},
    )
    session.add(notice)
    await session.flush()
    note(session, notice, "notice_drafted", author_id, now, after={"text": content.text})
    return notice


async def rewrite(
    session: AsyncSession,
    notice: Notice,
    version: int,
    editor_id: int,
    content: Content,
    now: datetime,
) -> None:
    """Put another text in place of a draft's; a file stays unless another comes with the text.

    Raises TooLong, Outdated or AlreadySent.
    """
    require_draft(notice, version)
    _require_length(content)
    before: Fields = {"text": notice.text, "file": notice.file_name}
    notice.text = content.text
    if content.file_id is not None:
        notice.file_id, notice.file_name = content.file_id, content.file_name
    after: Fields = {"text": notice.text, "file": notice.file_name}
    note(session, notice, "notice_rewritten", editor_id, now, before=before, after=after)
    await edited(session, notice, now)


async def toggle_part(
    session: AsyncSession, notice: Notice, version: int, editor_id: int, part: Part, now: datetime
) -> None:
    """Choose a part of the group for a draft, or leave it out again.

    "Attending" and "no reply" stay about the meeting that is next at this moment.
    """
    require_draft(notice, version)
    before = dict(notice.audience)
    parts = _toggled(before.get("parts", []), str(part))
    about_meeting = not {Part.ATTENDING, Part.SILENT}.isdisjoint(parts)
    meeting = before.get("meeting")
    if about_meeting and meeting is None:
        coming = await coming_meeting(session, notice.working_group_id, now)
        meeting = coming.id if coming is not None else None
    notice.audience = {**before, "parts": parts, "meeting": meeting if about_meeting else None}
    _note_audience(session, notice, before, editor_id, now)
    await edited(session, notice, now)


async def toggle_person(
    session: AsyncSession, notice: Notice, version: int, editor_id: int, person: int, now: datetime
) -> None:
    """Pick one person of the group for a draft, or leave them out again. Raises NotAllowed."""
    require_draft(notice, version)
    audience = await audience_for(session, notice, now)
    if person not in {one.person.id for one in audience.everyone}:
        raise NotAllowed
    before = dict(notice.audience)
    notice.audience = {**before, "people": _toggled(before.get("people", []), person)}
    _note_audience(session, notice, before, editor_id, now)
    await edited(session, notice, now)


async def ask_acknowledgement(
    session: AsyncSession,
    notice: Notice,
    version: int,
    editor_id: int,
    *,
    asked: bool,
    until: datetime | None,
    now: datetime,
) -> None:
    """Have a draft's readers acknowledge it, by a moment (UTC) or whenever; or not at all.

    Raises PastDeadline, Outdated or AlreadySent.
    """
    require_draft(notice, version)
    if until is not None and until <= now:
        raise PastDeadline
    before = _kind_of(notice)
    notice.acknowledge, notice.acknowledge_by = asked, until if asked else None
    note(session, notice, "notice_kind", editor_id, now, before=before, after=_kind_of(notice))
    await edited(session, notice, now)


async def set_sound(
    session: AsyncSession, notice: Notice, version: int, editor_id: int, now: datetime
) -> None:
    """Have a draft for information sound when it arrives, or be silent again."""
    require_draft(notice, version)
    before = _kind_of(notice)
    notice.with_sound = not notice.with_sound
    note(session, notice, "notice_kind", editor_id, now, before=before, after=_kind_of(notice))
    await edited(session, notice, now)


async def drop(
    session: AsyncSession, notice: Notice, version: int, editor_id: int, now: datetime
) -> None:
    """Delete a draft; its text stays in the trail."""
    require_draft(notice, version)
    notice.state = NoticeState.DROPPED
    note(session, notice, "notice_dropped", editor_id, now, before={"text": notice.text})
    await edited(session, notice, now)


async def drafts_of(session: AsyncSession, group_id: int, most: int) -> list[Notice]:
    """Give a group's newest drafts."""
    return await newest(session, group_id, NoticeState.DRAFT, most)


async def read_deadline(
    session: AsyncSession, notice: Notice, words: str, now: datetime
) -> datetime | None:
    """Read a day ("9 April": until 17:00) or a moment on the group's clock; None if unclear."""
    group = await session.get_one(WorkingGroup, notice.working_group_id)
    zone = ZoneInfo(group.zone)
    day = read_date(words, today=today_in(group, now), zone=zone)
    if isinstance(day, DateReading):
        return datetime.combine(day.day, CLOSE_OF_DAY, zone)
    at = read_moment(words, now=now, zone=zone)
    return at.moment.utc if isinstance(at, MomentReading) else None


async def newest(
    session: AsyncSession, group_id: int, state: NoticeState, most: int
) -> list[Notice]:
    """Give a group's newest notices in a state."""
    found = await session.scalars(
        select(Notice)
        .where(Notice.working_group_id == group_id, Notice.state == state)
        .order_by(Notice.id.desc())
        .limit(most)
    )
    return list(found)


def require_draft(notice: Notice, version: int) -> None:
    """Refuse to change what was sent or deleted, or what another has changed meanwhile."""
    if notice.state is NoticeState.SENT and notice.sent_at is not None:
        raise AlreadySent(notice.sent_at)
    if notice.state is not NoticeState.DRAFT:
        raise Gone
    require_version(notice, version)


def note(
    session: AsyncSession,
    notice: Notice,
    verb: str,
    person_id: int,
    now: datetime,
    *,
    before: Fields | None = None,
    after: Fields | None = None,
) -> None:
    """Write one line of the trail about a notice."""
    record(
        session,
        now,
        verb,
        f"notice:{notice.id}",
        person_id=person_id,
        working_group_id=notice.working_group_id,
        before=before,
        after=after,
    )


async def edited(session: AsyncSession, notice: Notice, now: datetime) -> None:
    """Raise a draft's version, and have the cards that show it redrawn."""
    notice.version += 1
    await mark_stale(session, f"notice:{notice.id}", now, kinds=DRAFT_CARDS)


def _require_length(content: Content) -> None:
    # A reader of a right-to-left language gets a mark before each line of another direction.
    length = len(content.text) + max(0, content.text.count("\n") - _LINES_WITHOUT_COST)
    if length > TEXT_LIMIT:
        raise TooLong(length, TEXT_LIMIT)


def _toggled(chosen: Iterable[object], one: object) -> list[object]:
    kept = [other for other in chosen if other != one]
    return kept if len(kept) < len(list(chosen)) else [*kept, one]


def _kind_of(notice: Notice) -> Fields:
    until = notice.acknowledge_by
    return {
        "acknowledge": notice.acknowledge,
        "until": until.isoformat() if until else None,
        "sound": notice.with_sound,
    }


def _note_audience(
    session: AsyncSession, notice: Notice, before: Fields, editor: int, now: datetime
) -> None:
    after = dict(notice.audience)
    note(session, notice, "notice_audience", editor, now, before=before, after=after)
