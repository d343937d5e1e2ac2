"""The audit trail: every change is an event, with what was before and after."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import Event, Fields


def record(
    session: AsyncSession,
    now: datetime,
    verb: str,
    subject: str,
    *,
    person_id: int | None = None,
    working_group_id: int | None = None,
    before: Fields | None = None,
    after: Fields | None = None,
) -> None:
    """Write one line of the trail; `subject` is a topic such as "meeting:12"."""
    session.add(
        Event(
            at=now,
            verb=verb,
            subject=subject,
            person_id=person_id,
            working_group_id=working_group_id,
            before=before or {},
            after=after or {},
        )
    )


async def last_event(session: AsyncSession, subject: str) -> Event | None:
    """Give the newest line of the trail about a subject."""
    found: Event | None = await session.scalar(
        select(Event).where(Event.subject == subject).order_by(Event.id.desc()).limit(1)
    )
    return found
