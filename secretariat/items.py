"""What the secretariat does with action items: assigns, gives to others, closes, sends back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat import item_drafts, item_reminders
from secretariat.deliveries import Owed, mark_stale, owe
from secretariat.item_history import (
    OVER,
    REASSIGNED,
    REOPENED,
    SENT_BACK,
    change,
    load,
    loaded,
    people_of_item,
    require_not_over,
    trail,
)
from secretariat.kinds import Kind
from secretariat.refusals import Gone, require_version
from storage import ActionItem, ActionOwner, ActionUpdate, Draft, Fields, ItemState


@dataclass(frozen=True)
class Assigned:
    """An item that was made of a draft, and whether that was just now."""

    item: ActionItem
    is_new: bool


async def assign(
    session: AsyncSession, draft: Draft, version: int, by_id: int, now: datetime
) -> Assigned:
    """Make a numbered item of a settled draft and tell its owners, each by one message.

    A second time gives the same item. Raises Gone while a question is open, Outdated.
    """
    if draft.kind == item_drafts.KIND and draft.subject is not None:
        item = await load(session, int(draft.subject.partition(":")[2]))
        if item is None:
            raise Gone
        return Assigned(item, is_new=False)
    ready = item_drafts.require_settled(draft, version)
    last = await session.scalar(
        select(func.max(ActionItem.number)).where(
            ActionItem.working_group_id == draft.working_group_id
        )
    )
    item = ActionItem(
        working_group_id=draft.working_group_id,
        number=(last or 0) + 1,
        words=draft.fields["line"],
        task=ready.task,
        created_by=by_id,
        created_at=now,
        due_kind=ready.due_kind,
        due_words=ready.due_words,
        due_on=ready.due_on,
        first_due_on=ready.due_on,
        owners=list(ready.owners),
        # An owner who is nobody of the roster stands in the history's first line.
        updates=[
            ActionUpdate(
                by_id=by_id,
                at=now,
                state=ItemState.OPEN,
                text=", ".join(ready.as_written) or None,
            )
        ],
    )
    session.add(item)
    await session.flush()
    draft.subject = f"item:{item.id}"
    draft.version += 1
    trail(session, item, "item_assigned", by_id, now, after={"line": item.words})
    await _tell_owners(session, item, now)
    await mark_stale(session, f"draft:{draft.id}", now)
    return Assigned(item, is_new=True)


async def reassign(
    session: AsyncSession,
    item: ActionItem,
    version: int,
    by_id: int,
    owners: Sequence[ActionOwner],
    now: datetime,
) -> None:
    """Give an item to other owners; they are told. Raises ItemClosed, Outdated."""
    item = await loaded(session, item)
    require_not_over(item)
    require_version(item, version)
    before = [_owner_fields(one) for one in item.owners]
    item.owners = list(owners)
    await change(session, item, by_id, now, item.state, REASSIGNED)
    after: Fields = {"owners": [_owner_fields(one) for one in item.owners]}
    trail(session, item, "item_reassigned", by_id, now, before={"owners": before}, after=after)
    await _tell_owners(session, item, now)


async def close(
    session: AsyncSession,
    item: ActionItem,
    version: int,
    by_id: int,
    now: datetime,
    *,
    dropped: bool = False,
) -> ActionItem:
    """Close an item as done, or drop it. Raises ItemClosed, Outdated."""
    item = await loaded(session, item)
    require_not_over(item)
    require_version(item, version)
    item.state_before = item.state
    state = ItemState.DROPPED if dropped else ItemState.CLOSED
    await change(session, item, by_id, now, state, None)
    trail(session, item, f"item_{state}", by_id, now)
    return item


async def reopen(
    session: AsyncSession, item: ActionItem, version: int, by_id: int, now: datetime
) -> ActionItem:
    """Undo the closing of an item."""
    item = await loaded(session, item)
    if item.state not in OVER:
        raise Gone
    require_version(item, version)
    state = item.state_before or ItemState.IN_PROGRESS
    await change(session, item, by_id, now, state, REOPENED)
    item.state_before = ItemState.IN_PROGRESS if state is ItemState.REPORTED else None
    trail(session, item, "item_reopened", by_id, now)
    return item


async def send_back(
    session: AsyncSession,
    item: ActionItem,
    version: int,
    by_id: int,
    why: str | None,
    now: datetime,
) -> ActionItem:
    """Give an item that was reported done back to its owners, and tell them."""
    item = await loaded(session, item)
    require_not_over(item)
    require_version(item, version)
    if item.state is not ItemState.REPORTED:
        raise Gone
    await change(session, item, by_id, now, ItemState.IN_PROGRESS, why or SENT_BACK)
    trail(session, item, "item_sent_back", by_id, now, after={"why": why})
    await owe(
        session,
        now,
        [
            Owed(
                key=f"item_back:{item.id}:{item.version}:{one.person.id}",
                kind=Kind.ITEM_SENT_BACK,
                person_id=one.person.id,
                args={"item": item.id, "why": why},
            )
            for one in await people_of_item(session, item, now)
            if one.is_reachable
        ],
    )
    return item


async def _tell_owners(session: AsyncSession, item: ActionItem, now: datetime) -> None:
    people = await people_of_item(session, item, now)
    await owe(
        session,
        now,
        [
            Owed(
                key=f"item_assigned:{item.id}:{item.version}:{one.person.id}",
                kind=Kind.ITEM_ASSIGNED,
                person_id=one.person.id,
                args={"item": item.id},
            )
            for one in people
            if one.is_reachable
        ],
    )
    await item_reminders.plan_for(session, item, [one.person.id for one in people], now)


def _owner_fields(owner: ActionOwner) -> Fields:
    return {
        "person": owner.person_id,
        "seat": owner.seat_id,
        "organisation": owner.organisation_id,
    }
