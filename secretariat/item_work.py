"""What owners do with an action item: update, blocked, done, not for our office.

    open ─update→ in progress ─done→ reported (the secretariat closes it)
      └──────blocked──┘  ↑──undo──────┘

An action on an older version of the item is refused.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import today_in
from secretariat.deliveries import supersede
from secretariat.item_history import (
    HALF,
    NEARLY,
    NOT_OURS,
    OURS_AGAIN,
    STARTED,
    TAKEN_BACK,
    UNBLOCKED,
    AlreadyReported,
    change,
    loaded,
    require_not_over,
    trail,
)
from secretariat.item_owners import OPEN, all_seats, people_behind
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.reachability import tell_staff
from secretariat.readers import Reader
from secretariat.refusals import Gone, NotAllowed, Refusal, require_version
from storage import ActionItem, ActionOwner, ItemState, WorkingGroup


class ForTheGroup(Refusal):
    """The item is the whole group's: one office cannot hand it back."""


async def require_owner(
    session: AsyncSession, item: ActionItem, reader: Reader, now: datetime
) -> ActionItem:
    """Give the item with all it has if the reader speaks for one of its owners; else NotAllowed."""
    found = await loaded(session, item)
    if not await is_owner(session, found, reader, now):
        raise NotAllowed(Action.WORK_ON_ITEM)
    return found


async def is_owner(session: AsyncSession, item: ActionItem, reader: Reader, now: datetime) -> bool:
    """Tell whether a reader speaks for an owner of an item (owners found), handed back or not."""
    return bool(await _owned_by(session, item, reader, now))


async def add_update(
    session: AsyncSession,
    item: ActionItem,
    version: int,
    reader: Reader,
    now: datetime,
    *,
    text: str | None = None,
    file: tuple[str, str] | None = None,
) -> ActionItem:
    """Add what an owner writes, or a file (Telegram's id and name), to an item's history.

    A started item is in progress; what is blocked or reported done stays that, unless it is one of
    the ready answers that say how far it is. Raises NotAllowed, ItemClosed, Outdated.
    """
    item = await _at(session, item, version, reader, now)
    state = item.state
    if state is ItemState.OPEN or (state in OPEN and text in (STARTED, HALF, NEARLY)):
        state = ItemState.IN_PROGRESS
    await change(session, item, reader.person.id, now, state, text, file)
    trail(session, item, "item_update", reader.person.id, now, after={"text": text, "file": file})
    return item


async def block(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, why: str, now: datetime
) -> ActionItem:
    """Mark an item as blocked, and tell the secretariat. The due date stays."""
    item = await _at(session, item, version, reader, now)
    if item.state is ItemState.REPORTED:
        raise AlreadyReported
    item.blocked_why = why
    await change(session, item, reader.person.id, now, ItemState.BLOCKED, why)
    trail(session, item, "item_blocked", reader.person.id, now, after={"why": why})
    await _tell_staff(session, item, "blocked", reader.person.id, now)
    return item


async def unblock(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, now: datetime
) -> ActionItem:
    """Say that nothing is in an item's way any more."""
    item = await _at(session, item, version, reader, now)
    if item.state is not ItemState.BLOCKED:
        raise Gone
    await change(session, item, reader.person.id, now, ItemState.IN_PROGRESS, UNBLOCKED)
    trail(session, item, "item_unblocked", reader.person.id, now)
    return item


async def report_done(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, now: datetime
) -> ActionItem:
    """Record that an owner says it is done, and tell the secretariat, which closes it.

    Raises AlreadyReported to a second tap.
    """
    found = await require_owner(session, item, reader, now)
    require_not_over(found)
    if found.state is ItemState.REPORTED:
        raise AlreadyReported
    require_version(found, version)
    found.state_before = found.state
    await change(session, found, reader.person.id, now, ItemState.REPORTED, None)
    trail(session, found, "item_reported", reader.person.id, now)
    await _tell_staff(session, found, "done", reader.person.id, now)
    return found


async def take_back_done(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, now: datetime
) -> ActionItem:
    """Undo "done" until the secretariat has closed the item."""
    item = await _at(session, item, version, reader, now)
    if item.state is not ItemState.REPORTED:
        raise Gone
    state = item.state_before or ItemState.IN_PROGRESS
    await supersede(session, f"item:{item.id}", [Kind.ITEM_NEWS])
    await change(session, item, reader.person.id, now, state, TAKEN_BACK)
    trail(session, item, "item_taken_back", reader.person.id, now)
    return item


async def hand_back(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, now: datetime
) -> ActionItem:
    """Mark an item as not for the reader's office, and tell the secretariat, which decides.

    Raises ForTheGroup for an item of the whole group.
    """
    item = await _at(session, item, version, reader, now)
    owned = await _owned_by(session, item, reader, now)
    theirs = [one for one in owned if not _is_group(one)]
    if not theirs:
        raise ForTheGroup
    for owner in theirs:
        owner.accepted = False
    await change(session, item, reader.person.id, now, item.state, NOT_OURS)
    trail(session, item, "item_handed_back", reader.person.id, now)
    await _tell_staff(session, item, "not_ours", reader.person.id, now)
    return item


async def take_on(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, now: datetime
) -> ActionItem:
    """Take back "not for our office"."""
    item = await _at(session, item, version, reader, now)
    refused = [one for one in await _owned_by(session, item, reader, now) if not one.accepted]
    if not refused:
        raise Gone
    for owner in refused:
        owner.accepted = True
    await supersede(session, f"item:{item.id}", [Kind.ITEM_NEWS])
    await change(session, item, reader.person.id, now, item.state, OURS_AGAIN)
    trail(session, item, "item_taken_on", reader.person.id, now)
    return item


async def _at(
    session: AsyncSession, item: ActionItem, version: int, reader: Reader, now: datetime
) -> ActionItem:
    """Give the item if the reader may work on this version of it."""
    found = await require_owner(session, item, reader, now)
    require_not_over(found)
    require_version(found, version)
    return found


async def _owned_by(
    session: AsyncSession, item: ActionItem, reader: Reader, now: datetime
) -> list[ActionOwner]:
    """Give the owners of an item for which a reader speaks."""
    group = await session.get_one(WorkingGroup, item.working_group_id)
    today = today_in(group, now)
    seats = await all_seats(session, group.id, today)
    return [
        owner
        for owner in item.owners
        if any(one.person.id == reader.person.id for one in people_behind(owner, seats, today))
    ]


def _is_group(owner: ActionOwner) -> bool:
    return owner.person_id is None and owner.seat_id is None and owner.organisation_id is None


async def _tell_staff(
    session: AsyncSession, item: ActionItem, news: str, by_id: int, now: datetime
) -> None:
    await tell_staff(
        session,
        now,
        item.working_group_id,
        Kind.ITEM_NEWS,
        f"item_news:{item.id}:{item.version}",
        {"item": item.id, "news": news, "by": by_id},
        but=by_id,
    )
