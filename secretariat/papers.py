"""Papers of a meeting that is being prepared: files that Telegram keeps, known by their ids."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.meeting_drafts import note_change
from secretariat.permissions import Action
from secretariat.readers import Reader
from secretariat.refusals import Gone, Refusal
from storage import Meeting, MeetingStatus, Paper

#: Bytes. A paper is sent on by its file id, so that only what people can open on a phone counts.
LARGEST = 50_000_000
MOST = 20


class PaperTooBig(Refusal):
    """A paper is larger than can be sent on; `size` in bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class TooManyPapers(Refusal):
    """A meeting has as many papers as it may have."""


async def papers_of(session: AsyncSession, meeting: Meeting) -> list[Paper]:
    """Give a meeting's papers in the order they were added."""
    found = await session.scalars(
        select(Paper).where(Paper.meeting_id == meeting.id).order_by(Paper.id)
    )
    return list(found)


async def add_paper(
    session: AsyncSession,
    meeting: Meeting,
    by: Reader,
    name: str,
    file_id: str,
    size: int,
    now: datetime,
) -> None:
    """Attach a file; `size` in bytes. Raises PaperTooBig, TooManyPapers, Gone if it is no draft."""
    by.require(Action.PREPARE_MEETING, meeting.working_group_id)
    if meeting.status is not MeetingStatus.DRAFT:
        raise Gone
    if size > LARGEST:
        raise PaperTooBig(size)
    if len(await papers_of(session, meeting)) >= MOST:
        raise TooManyPapers
    paper = Paper(title=name[:300], file_id=file_id, size=size, added_by=by.person.id, added_at=now)
    paper.meeting_id = meeting.id
    session.add(paper)
    await note_change(session, meeting, by, now, "paper_added", {}, {"title": paper.title})


async def remove_paper(
    session: AsyncSession, meeting: Meeting, by: Reader, paper_id: int, now: datetime
) -> None:
    """Take a paper out of a draft. Raises Gone if it is not there."""
    by.require(Action.PREPARE_MEETING, meeting.working_group_id)
    paper = await session.get(Paper, paper_id)
    if meeting.status is not MeetingStatus.DRAFT or paper is None:
        raise Gone
    if paper.meeting_id != meeting.id:
        raise Gone
    await session.delete(paper)
    await note_change(session, meeting, by, now, "paper_removed", {"title": paper.title}, {})
