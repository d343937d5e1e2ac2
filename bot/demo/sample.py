"""What lies behind the sample group at start: a closed meeting, its action items, two drafts."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.offices import Seated
from secretariat import item_reminders, meeting_drafts, notice_drafts
from secretariat.item_owners import OPEN
from secretariat.readers import readers
from storage import (
    ActionItem,
    ActionOwner,
    ActionUpdate,
    AgendaItem,
    DueKind,
    ItemState,
    Meeting,
    MeetingStatus,
    Mode,
    Reply,
    WorkingGroup,
)

#: Monday 6 April 2026, 09:00 in Karachi: where the demo's clock begins.
START = datetime(2026, 4, 6, 4, 0, tzinfo=UTC)
_CLOSED_ON = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
_RECORDED = START - timedelta(days=30)

_FRIDAY = START - timedelta(days=3)
_MEETING_BEGUN = """Title: Field visit to the National Police Academy
Date: 27 May"""
_NOTICE_BEGUN = """The work plan 2026-27 has been placed before the Coordinator for approval.

Kindly send your office's comments on items 4 to 6 by Friday."""

_CAME = {
    "Coordinator": Mode.IN_PERSON,
    "Interior": Mode.IN_PERSON,
    "Foreign Affairs": Mode.IN_PERSON,
    "Finance": Mode.DEPUTY,
    "Law and Justice": Mode.IN_PERSON,
    "Home Punjab": Mode.VIDEO,
    "Home KP": Mode.IN_PERSON,
    "Home Sindh": Mode.VIDEO,
    "Home Balochistan": Mode.APOLOGIES,
    "State Bank": Mode.VIDEO,
    "Police Academy": Mode.IN_PERSON,
}

#: Number, task, owner, due day, state, why blocked, what was last said.
_ITEMS = (
    (
        "Map the reporting channels of the member offices",
        "Adeel Niazi",
        date(2026, 4, 30),
        ItemState.IN_PROGRESS,
        None,
        "Data received from two departments.",
    ),
    (
        "Nominate a focal person for data exchange",
        "Farhan Javed",
        date(2026, 3, 31),
        ItemState.OPEN,
        None,
        None,
    ),
    (
        "Share the data format for suspicious transactions",
        "Kamran Lodhi",
        date(2026, 5, 12),
        ItemState.BLOCKED,
        "Waiting for the permission of the head of department",
        "Asked for permission on 20 March.",
    ),
    (
        "Send the list of provincial training institutes",
        "Maria Memon",
        date(2026, 3, 20),
        ItemState.CLOSED,
        None,
        "List sent.",
    ),
)


async def put_history(session: AsyncSession, group: Seated) -> None:
    """Put the closed first meeting, its replies and its four action items into the database."""
    secretary = group.people["Nadia Saleem"]
    meeting = Meeting(
        working_group_id=group.id,
        created_by=secretary,
        created_at=_RECORDED - timedelta(days=14),
        zone="Asia/Karachi",
        title="Inception meeting of the Expert Working Group",
        starts_at=_CLOSED_ON,
        ends_at=_CLOSED_ON + timedelta(hours=2),
        reply_by=_CLOSED_ON - timedelta(days=3),
        venue="Committee Room 2, Secretariat Block, Islamabad",
        link="https://meet.example.org/ewg-inception",
        number=1,
        status=MeetingStatus.CLOSED,
        published_at=_RECORDED - timedelta(days=14),
        published_by=secretary,
        agenda=[
            AgendaItem(position=1, title="Opening remarks"),
            AgendaItem(position=2, title="Terms of reference, for approval"),
            AgendaItem(position=3, title="Any other business"),
        ],
    )
    session.add(meeting)
    await session.flush()
    for office, mode in _CAME.items():
        session.add(
            Reply(
                meeting_id=meeting.id,
                seat_id=group.seats[office],
                revision=1,
                mode=mode,
                recorded_at=_RECORDED - timedelta(days=10),
                recorded_by=secretary,
                deputy_name="Aliya Shah, Deputy Secretary" if mode is Mode.DEPUTY else None,
                deputy_mode=Mode.IN_PERSON if mode is Mode.DEPUTY else None,
                reason="Official travel" if mode is Mode.APOLOGIES else None,
            )
        )
    for number, (task, owner, due, state, blocked, said) in enumerate(_ITEMS, 1):
        owner_id = group.people[owner]
        updates = [ActionUpdate(by_id=secretary, at=_RECORDED, state=ItemState.OPEN)]
        if said is not None:
            updates.append(
                ActionUpdate(
                    by_id=owner_id, at=_RECORDED + timedelta(days=12), state=state, text=said
                )
            )
        item = ActionItem(
            working_group_id=group.id,
            number=number,
            words=f"ACTION: {owner} to {task[0].lower()}{task[1:]} by {due:%-d %B}",
            task=task,
            created_by=secretary,
            created_at=_RECORDED,
            meeting_id=meeting.id,
            due_kind=DueKind.DATE,
            due_on=due,
            first_due_on=due,
            state=state,
            blocked_why=blocked,
            owners=[ActionOwner(person_id=owner_id)],
            updates=updates,
        )
        session.add(item)
        await session.flush()
        if state in OPEN:
            await item_reminders.plan_for(session, item, [owner_id], START)


async def put_drafts(session: AsyncSession, group: Seated) -> None:
    """Put into the database what the secretary had begun to write on Friday."""
    secretary = group.people["Nadia Saleem"]
    found = await readers(session, _FRIDAY, [secretary])
    working_group = await session.get_one(WorkingGroup, group.id)
    await meeting_drafts.begin(session, working_group, found[secretary], _MEETING_BEGUN, _FRIDAY)
    await notice_drafts.write(
        session, group.id, secretary, notice_drafts.Content(_NOTICE_BEGUN), _FRIDAY
    )
