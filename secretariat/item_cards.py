"""Pictures of action items: one item as its reader sees it, lists in order of urgency, counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from secretariat.audiences import today_in
from secretariat.item_history import OVER
from secretariat.item_owners import OPEN, Ownership, all_seats, ownerships
from secretariat.readers import Reader
from storage import ActionItem, ActionUpdate, ItemState, Organisation, Person, Seat, WorkingGroup

#: In which order the secretariat looks at items: what waits for it comes before what runs.
_ORDER = {
    ItemState.REPORTED: 1,
    ItemState.BLOCKED: 2,
    ItemState.IN_PROGRESS: 3,
    ItemState.OPEN: 4,
    ItemState.CLOSED: 5,
    ItemState.DROPPED: 6,
}


@dataclass(frozen=True)
class Entry:
    """One line of an item's history."""

    update: ActionUpdate
    by: Person


@dataclass(frozen=True)
class ItemCard:
    """An item as things stand; `today` is the day on its group's calendar.

    `history` is newest first. `mine` are the owners for which the reader speaks, `office` is the
    one by which they do.
    """

    item: ActionItem
    group: WorkingGroup
    owners: tuple[Ownership, ...]
    mine: tuple[Ownership, ...]
    office: Organisation | None
    history: tuple[Entry, ...]
    today: date

    @property
    def is_overdue(self) -> bool:
        """True if the day has passed and it is still to be done."""
        return is_overdue(self.item, self.today)

    @property
    def is_refused(self) -> bool:
        """True if the reader's office has handed it back."""
        return bool(self.mine) and not any(one.owner.accepted for one in self.mine)

    @property
    def as_written(self) -> str | None:
        """The owner's words that mean nobody of the roster."""
        first = self.history[-1].update if self.history else None
        return first.text if first is not None and not self.owners else None

    @property
    def files(self) -> tuple[Entry, ...]:
        """The lines of its history that carry a file, oldest first."""
        return tuple(one for one in reversed(self.history) if one.update.file_id is not None)


@dataclass(frozen=True)
class Tally:
    """Items counted: still to be done, of these overdue, reported done, closed or dropped."""

    open: int
    overdue: int
    reported: int
    over: int


def is_overdue(item: ActionItem, today: date) -> bool:
    """Tell whether an item's day has passed and it is still to be done."""
    return item.state in OPEN and item.due_on is not None and item.due_on < today


async def card_of(
    session: AsyncSession, item_id: int, reader: Reader, now: datetime
) -> ItemCard | None:
    """Give an item as a reader would see it; whether they may is asked elsewhere."""
    item = await session.scalar(
        select(ActionItem)
        .options(selectinload(ActionItem.owners), selectinload(ActionItem.updates))
        .where(ActionItem.id == item_id)
    )
    if item is None:
        return None
    group = await session.get_one(WorkingGroup, item.working_group_id)
    today = today_in(group, now)
    seats = await all_seats(session, group.id, today)
    history = [
        Entry(update, await session.get_one(Person, update.by_id))
        for update in reversed(item.updates)
    ]
    return await _card(session, item, group, seats, reader, tuple(history), today)


async def _card(
    session: AsyncSession,
    item: ActionItem,
    group: WorkingGroup,
    seats: Sequence[Seat],
    reader: Reader,
    history: tuple[Entry, ...],
    today: date,
) -> ItemCard:
    owners = tuple(await ownerships(session, item.owners, seats, today))
    mine = tuple(
        one
        for one in owners
        if any(invitee.person.id == reader.person.id for invitee in one.people)
    )
    office = next(
        (
            invitee.seat.organisation
            for one in mine
            for invitee in one.people
            if invitee.person.id == reader.person.id
        ),
        None,
    )
    return ItemCard(item, group, owners, mine, office, history, today)


async def open_items_of(
    session: AsyncSession, reader: Reader, group_id: int, now: datetime
) -> list[ItemCard]:
    """Give a reader's own items of a group that are not over, the earliest date first.

    Those that are reported done are among them, though nothing is left to do for the reader.
    """
    cards = await _cards(session, reader, group_id, now, list(_ORDER.keys() - set(OVER)))
    mine = [card for card in cards if card.mine and not card.is_refused]
    mine.sort(key=lambda one: (one.item.due_on or date.max, one.item.number))
    return mine


async def closed_items_of(
    session: AsyncSession, reader: Reader, group_id: int, now: datetime
) -> list[ItemCard]:
    """Give a reader's own items of a group that are over, the newest first."""
    cards = await _cards(session, reader, group_id, now, OVER)
    mine = [card for card in cards if card.mine and not card.is_refused]
    return sorted(mine, key=lambda one: -one.item.number)


async def all_items(
    session: AsyncSession, reader: Reader, group_id: int, now: datetime, *, over: bool
) -> list[ItemCard]:
    """Give a group's items in the order in which the secretariat looks at them.

    Overdue ones first; with `over` those closed or dropped, the newest first.
    """
    if over:
        cards = await _cards(session, reader, group_id, now, OVER)
        return sorted(cards, key=lambda one: -one.item.number)
    cards = await _cards(session, reader, group_id, now, list(_ORDER.keys() - set(OVER)))
    cards.sort(
        key=lambda one: (
            not one.is_overdue,
            _ORDER[one.item.state],
            one.item.due_on or date.max,
            one.item.number,
        )
    )
    return cards


async def _cards(
    session: AsyncSession,
    reader: Reader,
    group_id: int,
    now: datetime,
    states: Collection[ItemState],
) -> list[ItemCard]:
    """Give a group's items in some states, without their history but for the first line."""
    group = await session.get_one(WorkingGroup, group_id)
    today = today_in(group, now)
    seats = await all_seats(session, group_id, today)
    found = await session.scalars(
        select(ActionItem)
        .options(selectinload(ActionItem.owners), selectinload(ActionItem.updates))
        .where(ActionItem.working_group_id == group_id, ActionItem.state.in_(list(states)))
        .order_by(ActionItem.number)
    )
    cards = []
    for item in found:
        begun = await session.get_one(Person, item.created_by)
        first = tuple(Entry(update, begun) for update in item.updates[:1])
        cards.append(await _card(session, item, group, seats, reader, first, today))
    return cards


async def tally(session: AsyncSession, group_id: int, today: date) -> Tally:
    """Count a group's items."""
    items = list(
        await session.scalars(select(ActionItem).where(ActionItem.working_group_id == group_id))
    )
    return Tally(
        open=sum(item.state in OPEN for item in items),
        overdue=sum(is_overdue(item, today) for item in items),
        reported=sum(item.state is ItemState.REPORTED for item in items),
        over=sum(item.state in OVER for item in items),
    )


async def reminded_items(
    session: AsyncSession, reader: Reader, ids: Sequence[int], now: datetime
) -> list[ItemCard]:
    """Give those of some items that the reader still has to do, the earliest date first."""
    cards = [await card_of(session, item_id, reader, now) for item_id in ids]
    due = [
        card
        for card in cards
        if card is not None and card.mine and not card.is_refused and card.item.state in OPEN
    ]
    return sorted(due, key=lambda one: (one.item.due_on or date.max, one.item.number))
