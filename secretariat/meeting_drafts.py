"""A meeting that is being prepared: what was read of it, what is still open, and who changed what.

What could be read is on the Meeting. Its Draft row keeps what is not a value yet, in `fields`:
"day" (ISO), "time" {"words", "pick", "fold"}, "number", "unclear" by label {"kind", "words",
"choices"}, "notes" (lines that were not used) and "pasted", the messages that it was read from
[{"id", "text"}]. From these everything is derived anew at each look, so that a draft which grew
old by a day asks about its date by itself.
"""

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.announcements import LABELS, Label
from secretariat.deliveries import mark_stale
from secretariat.draft_clashes import CHANGED, CLASH, changes_since
from secretariat.draft_fields import (
    COLUMNS,
    OPTIONAL,
    UNUSED,
    agenda_of,
    clear,
    draft_of,
    joined,
    notes_of,
    read,
    shown_of,
    take,
    topic,
    write_agenda,
)
from secretariat.events import record
from secretariat.open_points import OpenPoint, open_point, schedule_of
from secretariat.permissions import Action
from secretariat.readers import Reader
from secretariat.refusals import Gone, Outdated
from storage import (
    Draft,
    Event,
    Fields,
    Meeting,
    MeetingStatus,
    WorkingGroup,
)


@dataclass(frozen=True)
class Prepared:
    """A draft after a step: what it asks next (None: it could be published).

    `is_ripe` once: the step that answered its last question. `clash` is the id of the Draft that
    keeps a change which met another's; the meeting is then as the other left it.
    """

    meeting: Meeting
    point: OpenPoint | None
    is_ripe: bool = False
    clash: int | None = None


async def point_of(session: AsyncSession, meeting: Meeting, now: datetime) -> OpenPoint | None:
    """Give what a draft asks next, or None if it could be published."""
    draft = await draft_of(session, meeting)
    return open_point(meeting, draft.fields, now)


async def begin(
    session: AsyncSession,
    group: WorkingGroup,
    by: Reader,
    text: str,
    now: datetime,
    *,
    message_id: int | None = None,
) -> Prepared:
    """Make a draft of a meeting from a pasted message."""
    by.require(Action.PREPARE_MEETING, group.id)
    meeting = Meeting(
        working_group_id=group.id, created_by=by.person.id, created_at=now, zone=group.zone
    )
    session.add(meeting)
    await session.flush()
    draft = await draft_of(session, meeting)
    draft.author_id = by.person.id
    session.add(draft)
    said = read(meeting, text, now)
    pasted = [{"id": message_id, "text": text}]
    fields = {**draft.fields, "pasted": pasted, "notes": notes_of(said)}
    await take(session, meeting, fields, said, list(Label))
    return await _keep(session, meeting, draft, fields, by, now, before={})


async def begin_again(session: AsyncSession, old: Meeting, by: int, now: datetime) -> Meeting:
    """Make a draft for a new date of a meeting that was called off: all but its date and time."""
    meeting = Meeting(
        working_group_id=old.working_group_id,
        created_by=by,
        created_at=now,
        zone=old.zone,
        audience=dict(old.audience),
        **{name: getattr(old, name) for name in COLUMNS.values()},
    )
    session.add(meeting)
    await session.flush()
    agenda = await agenda_of(session, old)
    await write_agenda(session, meeting, agenda)
    session.add(await draft_of(session, meeting))
    record(
        session,
        now,
        "draft_begun",
        topic(meeting),
        person_id=by,
        working_group_id=meeting.working_group_id,
        after={"from": old.id},
    )
    return meeting


async def write_field(
    session: AsyncSession,
    meeting: Meeting,
    by: Reader,
    label: Label,
    words: str,
    version: int,
    now: datetime,
) -> Prepared:
    """Set one field of a draft from what was typed; an empty text clears what is optional.

    What is not understood becomes the draft's open point, with the former value kept. If others
    changed the draft since `version`, nothing is written and the change is kept as a clash.
    """
    _require_draft(meeting)
    draft = await draft_of(session, meeting)
    if meeting.version != version and await changes_since(session, meeting, version, by.person.id):
        clash = Draft(
            working_group_id=meeting.working_group_id,
            author_id=by.person.id,
            kind=CLASH,
            created_at=now,
            subject=topic(meeting),
            fields={"label": label.name, "words": words, "version": version},
        )
        session.add(clash)
        await session.flush()
        return Prepared(meeting, open_point(meeting, draft.fields, now), clash=clash.id)
    before = await shown_of(session, meeting, draft.fields)
    fields = copy.deepcopy(draft.fields)
    if words.strip():
        # A form that was pasted in answer to one question is taken whole.
        said = read(meeting, words, now)
        if label not in said.words:
            said = read(meeting, f"{LABELS[label][0]}: {words}", now)
        labels = [one for one in said.words if one not in UNUSED]
        await take(session, meeting, fields, said, labels)
    elif label in OPTIONAL:
        await clear(session, meeting, fields, label)
    return await _keep(session, meeting, draft, fields, by, now, before=before)


async def settle(
    session: AsyncSession,
    meeting: Meeting,
    by: Reader,
    label: Label,
    choice: int,
    version: int,
    now: datetime,
) -> Prepared:
    """Answer a draft's open point with one of its choices.

    Raises Gone if it is no longer open, Outdated if others changed the draft meanwhile.
    """
    await _require_current(session, meeting, version, by)
    draft = await draft_of(session, meeting)
    point = open_point(meeting, draft.fields, now)
    if point is None or point.label is not label or choice >= len(point.choices):
        raise Gone
    before = await shown_of(session, meeting, draft.fields)
    fields = copy.deepcopy(draft.fields)
    chosen = point.choices[choice]
    fields.setdefault("unclear", {}).pop(label.name, None)
    if label is Label.REPLY_BY:
        meeting.reply_by = datetime.fromisoformat(chosen.stored)
    else:
        fields["day" if label is Label.DATE else "time"] = chosen.stored
    return await _keep(session, meeting, draft, fields, by, now, before=before)


async def leave_as_it_was(
    session: AsyncSession, meeting: Meeting, by: Reader, label: Label, now: datetime
) -> Prepared:
    """Drop what was typed for a field and not understood; its former value stands."""
    _require_draft(meeting)
    draft = await draft_of(session, meeting)
    fields = copy.deepcopy(draft.fields)
    before = await shown_of(session, meeting, draft.fields)
    fields.setdefault("unclear", {}).pop(label.name, None)
    return await _keep(session, meeting, draft, fields, by, now, before=before)


async def add_pasted(
    session: AsyncSession, meeting: Meeting, by: Reader, text: str, message_id: int, now: datetime
) -> Prepared:
    """Take a message that goes on where a long pasted one was cut by Telegram."""
    draft = await draft_of(session, meeting)
    parts = [*draft.fields.get("pasted", []), {"id": message_id, "text": text}]
    return await _read_again(session, meeting, draft, parts, by, now)


async def edit_pasted(
    session: AsyncSession, meeting: Meeting, by: Reader, text: str, message_id: int, now: datetime
) -> Prepared:
    """Follow an edit of the pasted message: only the lines that differ change their fields."""
    by.require(Action.PREPARE_MEETING, meeting.working_group_id)
    draft = await draft_of(session, meeting)
    parts = [
        {"id": part["id"], "text": text if part["id"] == message_id else part["text"]}
        for part in draft.fields.get("pasted", [])
    ]
    return await _read_again(session, meeting, draft, parts, by, now)


async def _read_again(
    session: AsyncSession,
    meeting: Meeting,
    draft: Draft,
    parts: list[dict[str, Any]],
    by: Reader,
    now: datetime,
) -> Prepared:
    _require_draft(meeting)
    old = read(meeting, joined(draft.fields.get("pasted", [])), now).words
    said = read(meeting, joined(parts), now)
    before = await shown_of(session, meeting, draft.fields)
    fields = {**copy.deepcopy(draft.fields), "pasted": parts, "notes": notes_of(said)}
    changed = [label for label in Label if said.words.get(label) != old.get(label)]
    await take(session, meeting, fields, said, changed)
    for label in changed:
        if label not in said.words and label in OPTIONAL:
            await clear(session, meeting, fields, label)
    return await _keep(session, meeting, draft, fields, by, now, before=before)


async def _keep(
    session: AsyncSession,
    meeting: Meeting,
    draft: Draft,
    fields: Fields,
    by: Reader,
    now: datetime,
    *,
    before: Mapping[str, Any],
) -> Prepared:
    """Write a step down: the schedule from its parts, the version, the trail, the stale cards."""
    schedule = schedule_of(fields, ZoneInfo(meeting.zone))
    meeting.starts_at = schedule.start.utc if schedule else None
    meeting.ends_at = schedule.end.utc if schedule and schedule.end else None
    point = open_point(meeting, fields, now)
    is_ripe = point is None and not fields.get("ripe")
    draft.fields = {**fields, "ripe": True} if is_ripe else fields
    session.add(draft)
    if before:
        meeting.version += 1
    await session.flush()
    after = await shown_of(session, meeting, fields)
    changed = [name for name, value in after.items() if before.get(name) != value]
    record(
        session,
        now,
        CHANGED if before else "draft_begun",
        topic(meeting),
        person_id=by.person.id,
        working_group_id=meeting.working_group_id,
        before={name: before.get(name) for name in changed},
        after={**{name: after[name] for name in changed}, "version": meeting.version},
    )
    await mark_stale(session, topic(meeting), now)
    return Prepared(meeting, point, is_ripe)


async def settle_clash(
    session: AsyncSession,
    meeting: Meeting,
    by: Reader,
    clash_id: int,
    version: int,
    now: datetime,
    *,
    mine: bool,
) -> Prepared:
    """Make the change that met another's after all, or drop it."""
    _require_draft(meeting)
    clash = await session.get(Draft, clash_id)
    if clash is None or clash.kind != CLASH or clash.author_id != by.person.id:
        raise Gone
    if clash.subject != topic(meeting):
        raise Gone
    fields = dict(clash.fields)
    await session.delete(clash)
    if mine:
        label = Label[fields["label"]]
        return await write_field(session, meeting, by, label, fields["words"], version, now)
    return Prepared(meeting, await point_of(session, meeting, now))


async def set_audience(
    session: AsyncSession,
    meeting: Meeting,
    by: Reader,
    categories: Collection[str],
    version: int,
    now: datetime,
) -> None:
    """Set which categories of seats a draft invites. Raises Outdated if others changed it."""
    await _require_current(session, meeting, version, by)
    before = dict(meeting.audience)
    meeting.audience = {"categories": list(categories)}
    await note_change(session, meeting, by, now, "audience_changed", before, meeting.audience)


async def note_change(
    session: AsyncSession,
    meeting: Meeting,
    by: Reader,
    now: datetime,
    verb: str,
    before: Fields,
    after: Fields,
) -> None:
    """Write down a change of a draft that is none of its labelled fields."""
    meeting.version += 1
    record(
        session,
        now,
        verb,
        topic(meeting),
        person_id=by.person.id,
        working_group_id=meeting.working_group_id,
        before=before,
        after={**after, "version": meeting.version},
    )
    await mark_stale(session, topic(meeting), now)


def _require_draft(meeting: Meeting) -> None:
    if meeting.status is not MeetingStatus.DRAFT:
        raise Gone


async def _require_current(
    session: AsyncSession, meeting: Meeting, version: int, by: Reader
) -> None:
    """Refuse what was begun on an older version, unless only its own author changed it since."""
    _require_draft(meeting)
    if meeting.version == version:
        return
    others = await session.scalar(
        select(Event.id)
        .where(
            Event.subject == topic(meeting),
            Event.person_id != by.person.id,
            Event.after["version"].as_integer() > version,
        )
        .limit(1)
    )
    if others is not None:
        raise Outdated(meeting, version)
