"""When who sits in a group changes: what the newly seated are owed, and which cards are redrawn."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import meetings
from secretariat.deliveries import mark_stale
from secretariat.kinds import Kind
from secretariat.reply_news import BOARD_PAUSE
from storage import Meeting, MeetingStatus

#: Cards that show who is invited, who speaks for an office, and who is on the assistant.
_OF_THE_SEATS = (Kind.BOARD, Kind.NUDGE_PLAN, Kind.PUBLICATION)


async def meetings_to_come(
    session: AsyncSession, working_group_id: int, now: datetime
) -> list[Meeting]:
    """Give a group's published meetings that have not begun, the earliest first."""
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.working_group_id == working_group_id,
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.starts_at > now,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return list(found)


async def seats_changed(
    session: AsyncSession,
    working_group_id: int,
    now: datetime,
    newcomers: Collection[int] = (),
    *,
    sound: bool = True,
) -> None:
    """Owe the invitations that are out to newcomers (person ids), and have the cards redrawn.

    Who has an invitation to the same date already, or is not invited, is owed nothing.
    """
    await session.flush()
    for meeting in await meetings_to_come(session, working_group_id, now):
        topic = f"meeting:{meeting.id}"
        if newcomers:
            await meetings.invite(session, meeting, now, newcomers, sound=sound)
        for person_id in newcomers:
            await mark_stale(session, topic, now, person_id=person_id, kinds=[Kind.INVITATION])
        await mark_stale(session, topic, now, kinds=_OF_THE_SEATS, pause=BOARD_PAUSE)
