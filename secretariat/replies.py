"""Replies: what each invited office says, kept once for each date of a meeting."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import Meeting, Reply


async def replies_of(session: AsyncSession, meeting: Meeting) -> dict[int, Reply]:
    """Give the replies to the meeting's present date, by seat id."""
    found = await session.scalars(
        select(Reply).where(Reply.meeting_id == meeting.id, Reply.revision == meeting.revision)
    )
    return {reply.seat_id: reply for reply in found}


async def previous_reply(session: AsyncSession, meeting: Meeting, seat_id: int) -> Reply | None:
    """Give what a seat last replied to an earlier date of the meeting, if anything."""
    found: Reply | None = await session.scalar(
        select(Reply)
        .where(
            Reply.meeting_id == meeting.id,
            Reply.seat_id == seat_id,
            Reply.revision < meeting.revision,
        )
        .order_by(Reply.revision.desc())
        .limit(1)
    )
    return found
