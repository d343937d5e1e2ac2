"""Two editors of one draft: what each changed, and the change that waits for a decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.announcements import Label
from secretariat.draft_fields import topic
from storage import Draft, Event, Meeting, Person

#: The kind of the draft row that keeps a change which met another's.
CLASH = "clash"
#: The trail's verb for a change of a draft's fields.
CHANGED = "draft_changed"


@dataclass(frozen=True)
class FieldChange:
    """That someone changed a field of a draft: the values as `shown` gives them."""

    by: Person
    at: datetime
    label: Label
    before: Any
    after: Any


@dataclass(frozen=True)
class Clash:
    """Two editors: what others changed meanwhile, and the change that was not made."""

    theirs: tuple[FieldChange, ...]
    label: Label
    words: str

    @property
    def is_same_field(self) -> bool:
        """True if both changed one field, so that only one of the two can be kept."""
        return any(change.label is self.label for change in self.theirs)


async def changes_since(
    session: AsyncSession, meeting: Meeting, version: int, but: int
) -> list[FieldChange]:
    """Give what people other than `but` changed in a draft after a version, oldest first."""
    rows = await session.execute(
        select(Event, Person)
        .join(Person, Person.id == Event.person_id)
        .where(Event.subject == topic(meeting), Event.verb == CHANGED, Event.person_id != but)
        .order_by(Event.id)
    )
    return [
        FieldChange(person, event.at, Label[name], event.before.get(name), value)
        for event, person in rows
        if event.after["version"] > version
        for name, value in event.after.items()
        if name != "version"
    ]


async def clash_of(session: AsyncSession, meeting: Meeting, clash_id: int) -> Clash | None:
    """Give a change that met others', or None once it was settled."""
    draft = await session.get(Draft, clash_id)
    if draft is None or draft.kind != CLASH or draft.subject != topic(meeting):
        return None
    theirs = await changes_since(session, meeting, draft.fields["version"], draft.author_id)
    return Clash(tuple(theirs), Label[draft.fields["label"]], draft.fields["words"])
