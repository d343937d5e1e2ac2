"""Action items of their owners: /tasks, the card, updates, blocked, done, not for our office."""

from handlers import item_desk
from handlers.routes import Arrived, Attachment, Look, on_answer, on_command, on_press, screen
from secretariat import item_history, item_work
from secretariat.item_cards import ItemCard, card_of, closed_items_of, open_items_of, reminded_items
from secretariat.item_owners import OPEN
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import ActionItem, ActionUpdate, ItemState
from views import item_drafts as draft_views
from views import item_lists, presses
from views import items as views
from views.presses import Pressed
from views.screen import Screen

#: Telegram lets a bot fetch files up to this size (Bot API, getFile); larger ones are refused.
LARGEST = 20 * 1024 * 1024

_READY = {
    "u1": item_history.STARTED,
    "u2": item_history.HALF,
    "u3": item_history.NEARLY,
}
_REASONS = {
    "b1": item_history.PERMISSION,
    "b2": item_history.OTHER_OFFICE,
    "b3": item_history.RESOURCES,
}


@on_command("tasks", Action.WORK_ON_ITEM)
async def tasks_command(arrived: Arrived) -> None:
    """List one's own items; to the secretariat the group's."""
    if arrived.me.may(Action.ASSIGN_ITEM, arrived.here.id):
        await arrived.send(Kind.ITEMS, group=arrived.here.id, desk=True)
    else:
        await arrived.send(Kind.ITEMS, group=arrived.here.id)


@on_press(presses.ITEMS, Action.WORK_ON_ITEM)
async def items_press(arrived: Arrived, pressed: Pressed) -> None:
    """List one's own items, open or closed."""
    which, _, page = pressed.argument.partition("-")
    number = int(page) if presses.is_number(page) else 0
    await arrived.show(Kind.ITEMS, group=arrived.here.id, over=which == "closed", page=number)


@screen(Kind.ITEMS)
async def items_screen(
    look: Look, group: int, over: bool = False, page: int = 0, desk: bool = False
) -> Screen | None:
    """Render a reader's own items; at the secretariat's desk the group's."""
    if desk:
        return await item_desk.desk_items(look, group, over=over, page=page)
    if not look.me.may(Action.WORK_ON_ITEM, group):
        return None
    closed = await closed_items_of(look.session, look.me, group, look.now)
    if over:
        return item_lists.closed_list(look.words, group, closed, page)
    cards = await open_items_of(look.session, look.me, group, look.now)
    return item_lists.item_list(look.words, group, cards, len(closed), page)


@on_press(presses.ITEM, Action.WORK_ON_ITEM)
async def item_press(arrived: Arrived, pressed: Pressed) -> None:
    """Do what an owner does with an item."""
    item, version, now = _item(arrived), pressed.version, arrived.now
    session, me, verb = arrived.session, arrived.me, pressed.argument
    match verb:
        case "card":
            await item_work.require_owner(session, item, me, now)
        case "done":
            await item_work.report_done(session, item, version, me, now)
            arrived.toast(views.toast_done(arrived.words))
        case "undo":
            await item_work.take_back_done(session, item, version, me, now)
            arrived.toast(views.toast_undone(arrived.words))
        case "u1" | "u2" | "u3":
            await item_work.add_update(session, item, version, me, now, text=_READY[verb])
            arrived.toast(views.toast_update(arrived.words))
        case "b1" | "b2" | "b3":
            await item_work.block(session, item, version, me, _REASONS[verb], now)
            arrived.toast(views.toast_blocked(arrived.words))
        case "free":
            await item_work.unblock(session, item, version, me, now)
        case "nm":
            await item_work.hand_back(session, item, version, me, now)
            arrived.toast(views.toast_refused(arrived.words))
        case "ours":
            await item_work.take_on(session, item, version, me, now)
        case "upd" | "file":
            await _ask(arrived, "item_update", item)
        case "b4":
            await _ask(arrived, "item_blocked", item)
        case "blk":
            await item_work.require_owner(session, item, me, now)
        case _:
            raise Gone
    panel = verb if verb in ("upd", "file", "blk", "b4") else ""
    await arrived.show(Kind.ITEM, item=item.id, panel=panel)


async def _ask(arrived: Arrived, question: str, item: ActionItem) -> None:
    await item_work.require_owner(arrived.session, item, arrived.me, arrived.now)
    await arrived.ask(question, group=item.working_group_id, item=item.id)


@on_answer("item_update", Action.WORK_ON_ITEM)
async def take_update(arrived: Arrived, item: int) -> None:
    """Put a text or a file into the record; an addition is welcome whatever changed meanwhile."""
    kept = await arrived.session.get_one(ActionItem, item)
    problem = _problem(arrived, arrived.attachment)
    if problem is not None:
        await arrived.send(Kind.SAID, text=problem)
        await _ask(arrived, "item_update", kept)
        return
    file = None
    if arrived.attachment is not None:
        file = (arrived.attachment.file_id, arrived.attachment.name)
    await item_work.add_update(
        arrived.session,
        kept,
        kept.version,
        arrived.me,
        arrived.now,
        text=arrived.text or None,
        file=file,
    )
    await arrived.send(Kind.ITEM, item=item)


def _problem(arrived: Arrived, attachment: Attachment | None) -> str | None:
    """Give why what was sent cannot go into the record, if it cannot."""
    if attachment is None:
        return None if arrived.text else views.not_recorded(arrived.words, "")
    if attachment.kind != "document":
        return views.not_recorded(arrived.words, attachment.kind)
    return views.too_large(arrived.words) if attachment.size > LARGEST else None


@on_answer("item_blocked", Action.WORK_ON_ITEM)
async def take_reason(arrived: Arrived, item: int) -> None:
    """Take what is in the way, in the owner's own words."""
    kept = await arrived.session.get_one(ActionItem, item)
    if not arrived.text or arrived.attachment is not None:
        await arrived.send(Kind.SAID, text=draft_views.only_text(arrived.words))
        await _ask(arrived, "item_blocked", kept)
        return
    await item_work.block(
        arrived.session, kept, kept.version, arrived.me, arrived.text, arrived.now
    )
    await arrived.send(Kind.ITEM, item=item)


@screen(Kind.ITEM)
async def item_screen(
    look: Look, item: int, panel: str = "", desk: bool = False, page: int = 0
) -> Screen | None:
    """Render an item to its owner or to the secretariat; to nobody else."""
    card = await card_of(look.session, item, look.me, look.now)
    if card is None:
        return None
    group_id = card.item.working_group_id
    if look.me.may(Action.ASSIGN_ITEM, group_id) and (desk or not card.mine):
        return await item_desk.desk_item(look, card, panel, page)
    if not card.mine or not look.me.may(Action.WORK_ON_ITEM, group_id):
        return None
    match panel:
        case "upd":
            return views.write_update(look.words, card)
        case "file":
            return views.attach(look.words, card)
        case "blk":
            return views.ask_why_blocked(look.words, card)
        case "b4":
            return views.type_why(look.words, card)
    return views.item_card(look.words, card, look.zone)


@screen(Kind.ITEM_ASSIGNED)
async def assigned_screen(look: Look, item: int) -> Screen | None:
    """Render a new item to its owner; once something was done about it, its card."""
    card = await _own_card(look, item)
    if card is None:
        return None
    if card.item.state is not ItemState.OPEN or card.is_refused:
        return views.item_card(look.words, card, look.zone)
    return views.assigned(look.words, card)


@screen(Kind.ITEM_SENT_BACK)
async def sent_back_screen(look: Look, item: int, why: str | None) -> Screen | None:
    """Render to an owner that an item is not done yet; None once it is reported again."""
    card = await _own_card(look, item)
    if card is None or card.is_refused or card.item.state not in OPEN:
        return None
    return views.sent_back(look.words, card, why)


@screen(Kind.ITEM_WEEK, Kind.ITEM_DAY, Kind.ITEM_DUE, Kind.ITEM_OVERDUE)
async def item_reminder_screen(look: Look, items: list[int]) -> Screen | None:
    """Render the reminder of a morning's items that the reader still has to do; None if none."""
    cards = await reminded_items(look.session, look.me, items, look.now)
    return item_lists.reminder(look.words, cards) if cards else None


@screen(Kind.ITEM_FILE)
async def item_file_screen(look: Look, item: int, update: int) -> Screen | None:
    """Render a file from an item's history, for the secretariat and the item's owners."""
    card = await card_of(look.session, item, look.me, look.now)
    if card is None:
        return None
    if not card.mine and not look.me.may(Action.ASSIGN_ITEM, card.item.working_group_id):
        return None
    entry = await look.session.get(ActionUpdate, update)
    if entry is None or entry.action_item_id != item or entry.file_id is None:
        return None
    return views.file_of(look.words, card, entry)


async def _own_card(look: Look, item: int) -> ItemCard | None:
    card = await card_of(look.session, item, look.me, look.now)
    return card if card is not None and card.mine else None


def _item(arrived: Arrived) -> ActionItem:
    assert isinstance(arrived.subject, ActionItem)
    return arrived.subject
