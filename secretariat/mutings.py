"""That a person wants no more reminders of one meeting; its changes still come."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.kinds import Kind
from storage import Meeting, Muting
from storage.inserts import changed


async def mute(session: AsyncSession, meeting: Meeting, person_id: int, now: datetime) -> None:
    """Turn the reminders of a meeting off for a person; doing it again changes nothing."""
    if await session.get(Muting, (meeting.id, person_id)) is not None:
        return
    session.add(Muting(meeting_id=meeting.id, person_id=person_id))
    await session.flush()
    await _changed(session, meeting, person_id, "mute", now)


async def unmute(session: AsyncSession, meeting: Meeting, person_id: int, now: datetime) -> None:
    """Turn the reminders of a meeting on again for a person."""
    gone = await session.execute(
        delete(Muting).where(Muting.meeting_id == meeting.id, Muting.person_id == person_id)
    )
    if changed(gone):
        await _changed(session, meeting, person_id, "unmute", now)


async def muted_people(session: AsyncSession, meeting_id: int) -> set[int]:
    """Give the ids of those who want no more reminders of a meeting."""
    return set(
        await session.scalars(select(Muting.person_id).where(Muting.meeting_id == meeting_id))
    )


async def _changed(
    session: AsyncSession, meeting: Meeting, person_id: int, verb: str, now: datetime
) -> None:
    topic = f"meeting:{meeting.id}"
    record(
        session,
        now,
        verb,
        topic,
        person_id=person_id,
        working_group_id=meeting.working_group_id,
    )
    await mark_stale(session, topic, now, person_id=person_id, kinds=[Kind.INVITATION])
