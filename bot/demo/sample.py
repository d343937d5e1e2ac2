"""What lies behind the sample group at start: a closed meeting and its action items."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.offices import Seated
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
)

#: Monday 6 April 2026, 09:00 in Karachi: where the demo's clock begins.
START = datetime(2026, 4, 6, 4, 0, tzinfo=UTC)
_CLOSED_ON = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
_RECORDED = START - timedelta(days=30)

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
        session.add(
            ActionItem(
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
        )
