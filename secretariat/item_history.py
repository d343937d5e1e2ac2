"""An action item's history: every change is a line of it, raises the version, redraws the cards."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.audiences import Invitee, today_in
from secretariat.deliveries import mark_stale
from secretariat.events import record
from secretariat.item_owners import all_seats, owning_people
from secretariat.refusals import Refusal
from storage import ActionItem, ActionUpdate, Fields, ItemState, WorkingGroup

#: Entries that people do not type; views word them.
STARTED, HALF, NEARLY = "@started", "@half", "@nearly"
PERMISSION, OTHER_OFFICE, RESOURCES = "@permission", "@office", "@resources"
NOT_OURS, OURS_AGAIN, TAKEN_BACK = "@not_ours", "@ours_again", "@taken_back"
SENT_BACK, REOPENED, REASSIGNED, UNBLOCKED = "@sent_back", "@reopened", "@reassigned", "@unblocked"

#: Nothing is left to do.
OVER = (ItemState.CLOSED, ItemState.DROPPED)


class AlreadyReported(Refusal):
    """The item is reported done already."""

    is_final = True


class ItemClosed(Refusal):
    """The item is closed or dropped: its owners can do nothing more with it."""

    is_final = True


async def load(session: AsyncSession, item_id: int) -> ActionItem | None:
    """Give an item with its owners and history."""
    found: ActionItem | None = await session.scalar(
        select(ActionItem)
        .options(selectinload(ActionItem.owners), selectinload(ActionItem.updates))
        .where(ActionItem.id == item_id)
        .execution_options(populate_existing=True)
    )
    return found


async def loaded(session: AsyncSession, item: ActionItem) -> ActionItem:
    """Give an item that is there with its owners and history."""
    found = await load(session, item.id)
    assert found is not None
    return found


def require_not_over(item: ActionItem) -> None:
    """Raise ItemClosed for an item with which nothing is left to do."""
    if item.state in OVER:
        raise ItemClosed


async def people_of_item(session: AsyncSession, item: ActionItem, now: datetime) -> list[Invitee]:
    """Give everyone whose item (owners loaded) it is today, each person once."""
    group = await session.get_one(WorkingGroup, item.working_group_id)
    today = today_in(group, now)
    return owning_people(item.owners, await all_seats(session, group.id, today), today)


async def change(
    session: AsyncSession,
    item: ActionItem,
    by_id: int,
    now: datetime,
    state: ItemState,
    text: str | None,
    file: tuple[str, str] | None = None,
) -> None:
    """Write a line of an item\'s history, raise its version, have its cards redrawn."""
    item.state = state
    if state is not ItemState.BLOCKED:
        item.blocked_why = None
    item.updates.append(
        ActionUpdate(
            by_id=by_id,
            at=now,
            state=state,
            text=text,
            file_id=file[0] if file else None,
            file_name=file[1] if file else None,
        )
    )
    item.version += 1
    await session.flush()
    await mark_stale(session, f"item:{item.id}", now)


def trail(
    session: AsyncSession,
    item: ActionItem,
    verb: str,
    by_id: int,
    now: datetime,
    *,
    before: Fields | None = None,
    after: Fields | None = None,
) -> None:
    """Write one line of the audit trail about an item."""
    record(
        session,
        now,
        verb,
        f"item:{item.id}",
        person_id=by_id,
        working_group_id=item.working_group_id,
        before=before,
        after={"state": str(item.state), **(after or {})},
    )
