"""The fields of a meeting's draft: read from words, written, cleared, and shown in the trail."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.announcements import Announcement, Label, ProblemKind, read_announcement
from secretariat.open_points import unclear_from
from secretariat.readers import Reader
from storage import AgendaItem, Draft, Fields, Meeting, MeetingStatus

#: The kind of the draft row that goes with a meeting which is being prepared.
ANNOUNCEMENT = "announcement"

#: The fields that the control card offers to change, in its order.
EDITABLE = (
    *(Label.TITLE, Label.DATE, Label.TIME, Label.VENUE),
    *(Label.LINK, Label.AGENDA, Label.REPLY_BY),
)
#: What a meeting can do without: typed away with a button.
OPTIONAL = frozenset({Label.VENUE, Label.LINK, Label.AGENDA, Label.REPLY_BY})

COLUMNS = {
    Label.TITLE: "title",
    Label.VENUE: "venue",
    Label.LINK: "link",
    Label.TELEPHONE: "telephone",
    Label.GATE: "gate_text",
    Label.DIAL_IN: "dial_in",
    Label.TEST_LINK: "test_link",
    Label.MAP: "map",
}
#: Labels that the reader knows and a meeting has no place for yet.
UNUSED = (Label.CHAIR, Label.MODERATOR, Label.NOTE)


def topic(meeting: Meeting) -> str:
    """Give the topic of everything about a meeting."""
    return f"meeting:{meeting.id}"


async def draft_of(session: AsyncSession, meeting: Meeting) -> Draft:
    """Give the draft row of a meeting; for one that was not pasted a new one, not yet added."""
    found: Draft | None = await session.scalar(
        select(Draft).where(Draft.kind == ANNOUNCEMENT, Draft.subject == topic(meeting))
    )
    if found is not None:
        return found
    fields: Fields = {}
    if meeting.starts_at is not None:
        fields = _facts_of(meeting, meeting.starts_at)
    return Draft(
        working_group_id=meeting.working_group_id,
        author_id=meeting.created_by,
        kind=ANNOUNCEMENT,
        created_at=meeting.created_at,
        subject=topic(meeting),
        fields=fields,
    )


def _facts_of(meeting: Meeting, starts_at: datetime) -> Fields:
    zone = ZoneInfo(meeting.zone)
    start = starts_at.astimezone(zone)
    words = f"{start:%H:%M}"
    if meeting.ends_at is not None:
        words = f"{words} to {meeting.ends_at.astimezone(zone):%H:%M}"
    return {"day": start.date().isoformat(), "time": {"words": words, "pick": 0}}


def read(meeting: Meeting, text: str, now: datetime) -> Announcement:
    """Read a message as the announcement of a meeting, in its zone and on its day."""
    zone = ZoneInfo(meeting.zone)
    return read_announcement(text, today=now.astimezone(zone).date(), zone=zone)


async def take(
    session: AsyncSession,
    meeting: Meeting,
    fields: Fields,
    said: Announcement,
    labels: Collection[Label],
) -> None:
    """Put what was read of these labels into the draft; what was not read becomes unclear."""
    unclear = fields.setdefault("unclear", {})
    problems = {problem.label: problem for problem in said.problems if problem.label}
    values: Mapping[Label, object | None] = {
        Label.TITLE: said.title,
        Label.DATE: said.date,
        Label.TIME: said.time,
        Label.VENUE: said.venue,
        Label.LINK: said.link,
        Label.AGENDA: said.agenda or None,
        Label.REPLY_BY: said.reply_by,
        Label.NUMBER: said.number,
        **said.others,
    }
    for label in labels:
        if label not in said.words or label in UNUSED:
            continue
        unclear.pop(label.name, None)
        problem = problems.get(label)
        if values.get(label) is None and problem is not None and label is not Label.NUMBER:
            unclear[label.name] = unclear_from(problem, ZoneInfo(meeting.zone))
            continue
        if label is Label.DATE and said.date is not None:
            fields["day"] = said.date.day.isoformat()
        elif label is Label.TIME:
            fields["time"] = {"words": said.words[label], "pick": 0}
        elif label is Label.REPLY_BY:
            meeting.reply_by = said.reply_by.utc if said.reply_by else None
        elif label is Label.AGENDA:
            await write_agenda(session, meeting, said.agenda)
        elif label is Label.NUMBER:
            fields["number"] = said.number
        elif label in COLUMNS:
            setattr(meeting, COLUMNS[label], values.get(label))


_NOTED = (
    *(ProblemKind.UNKNOWN_LABEL, ProblemKind.UNLABELLED),
    *(ProblemKind.DUPLICATE, ProblemKind.TOO_MANY_ITEMS),
)


def notes_of(said: Announcement) -> list[dict[str, Any]]:
    """List what of a message was not used, for the secretary to look at."""
    found = [
        {"kind": problem.kind.name, "label": problem.label and problem.label.name, "words": words}
        for problem in said.problems
        if (words := problem.words[:200]) and problem.kind in _NOTED
    ]
    found += [
        {"kind": "CUT", "label": Label.AGENDA.name, "words": problem.words[:200]}
        for problem in said.problems
        if problem.kind is ProblemKind.TOO_LONG and problem.label is Label.AGENDA
    ]
    if Label.NUMBER in said.words and said.number is None:
        found.append({"kind": "NUMBER", "label": None, "words": said.words[Label.NUMBER][:200]})
    found += [
        {"kind": "UNUSED", "label": label.name, "words": said.words[label][:200]}
        for label in UNUSED
        if label in said.words
    ]
    return found


async def clear(session: AsyncSession, meeting: Meeting, fields: Fields, label: Label) -> None:
    """Empty a field that a meeting can do without."""
    fields.setdefault("unclear", {}).pop(label.name, None)
    if label is Label.AGENDA:
        await write_agenda(session, meeting, ())
    elif label is Label.REPLY_BY:
        meeting.reply_by = None
    else:
        setattr(meeting, COLUMNS[label], None)


async def agenda_of(session: AsyncSession, meeting: Meeting) -> tuple[str, ...]:
    """Give the items of a meeting's agenda in order."""
    found = await session.scalars(
        select(AgendaItem.title)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position)
    )
    return tuple(found)


async def write_agenda(session: AsyncSession, meeting: Meeting, items: Collection[str]) -> None:
    """Put an agenda in place of the one there is."""
    # By statements: the unit of work would insert before it deletes, against the unique position.
    await session.execute(delete(AgendaItem).where(AgendaItem.meeting_id == meeting.id))
    rows = [
        {"meeting_id": meeting.id, "position": position, "title": title}
        for position, title in enumerate(items, 1)
    ]
    if rows:
        await session.execute(insert(AgendaItem), rows)


async def shown_of(session: AsyncSession, meeting: Meeting, fields: Fields) -> dict[str, Any]:
    """Give a draft's fields by label's name as JSON: what the trail and a clash show."""
    zone = ZoneInfo(meeting.zone)
    start, end = meeting.starts_at, meeting.ends_at
    hours: list[str] | None = None
    if start is not None:
        hours = [f"{start.astimezone(zone):%H:%M}"]
        if end is not None:
            hours.append(f"{end.astimezone(zone):%H:%M}")
    time_words = (fields.get("time") or {}).get("words")
    return {
        Label.TITLE.name: meeting.title,
        Label.DATE.name: start.astimezone(zone).date().isoformat() if start else fields.get("day"),
        Label.TIME.name: hours or (time_words and [time_words]),
        Label.VENUE.name: meeting.venue,
        Label.LINK.name: meeting.link,
        Label.AGENDA.name: list(await agenda_of(session, meeting)),
        Label.REPLY_BY.name: meeting.reply_by.isoformat() if meeting.reply_by else None,
    }


async def drafts_in(session: AsyncSession, working_group_id: int, limit: int = 4) -> list[Meeting]:
    """Give a group's meetings that are being prepared, the newest first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.working_group_id == working_group_id, Meeting.status == MeetingStatus.DRAFT)
        .order_by(Meeting.id.desc())
        .limit(limit)
    )
    return list(found)


async def pasted_by(session: AsyncSession, by: Reader, message_id: int) -> Meeting | None:
    """Give the meeting that a person announced with one of their messages, if any."""
    drafts = await session.scalars(
        select(Draft)
        .where(Draft.kind == ANNOUNCEMENT, Draft.author_id == by.person.id)
        .order_by(Draft.id.desc())
        .limit(20)
    )
    for draft in drafts:
        if any(part["id"] == message_id for part in draft.fields.get("pasted", [])):
            assert draft.subject is not None
            return await session.get(Meeting, int(draft.subject.removeprefix("meeting:")))
    return None


def joined(parts: list[dict[str, Any]]) -> str:
    """Join what Telegram's app cut: in the middle of a word at 4,096 characters, else at a line."""
    text = ""
    for part in parts:
        text += part["text"] if len(part["text"]) >= 4096 else part["text"] + "\n"
    return text
