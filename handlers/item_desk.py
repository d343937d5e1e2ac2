"""Action items at the secretariat's desk: the group's list, one item, its news."""

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import item_drafts, items
from secretariat.audiences import today_in
from secretariat.item_cards import ItemCard, all_items, card_of, tally
from secretariat.kinds import Kind
from secretariat.members import OwnerFound, find_owners
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import ActionItem, ActionOwner, Person
from views import item_desk as views
from views import item_drafts as draft_views
from views import presses
from views.presses import Pressed
from views.screen import Screen

#: Lines that are not assigned yet, offered above the list.
DRAFTS = 3


@on_press(presses.ALL_ITEMS, Action.ASSIGN_ITEM)
async def all_items_press(arrived: Arrived, pressed: Pressed) -> None:
    """List the group's items, or ask for a new one's line."""
    which, _, page = pressed.argument.partition("-")
    number = int(page) if presses.is_number(page) else 0
    group_id = arrived.here.id
    if which == "new":
        await arrived.ask("item_line", group=group_id)
        await arrived.show(Kind.ITEM_QUESTION, group=group_id)
        return
    await arrived.show(Kind.ITEMS, group=group_id, over=which == "over", page=number, desk=True)


async def desk_items(look: Look, group: int, *, over: bool, page: int) -> Screen | None:
    """Render a group's items to its secretariat."""
    if not look.me.may(Action.ASSIGN_ITEM, group):
        return None
    cards = await all_items(look.session, look.me, group, look.now, over=over)
    if over:
        return views.over_list(look.words, group, cards, page)
    today = today_in(look.me.groups[group], look.now)
    return views.desk_list(
        look.words,
        group,
        cards,
        await tally(look.session, group, today),
        await item_drafts.open_drafts(look.session, group, DRAFTS),
        page,
    )


@on_press(presses.ITEM_DESK, Action.CLOSE_ITEM)
async def item_desk_press(arrived: Arrived, pressed: Pressed) -> None:
    """Close an item, send it back, drop it, open it again, give it to others."""
    item, session, now = _item(arrived), arrived.session, arrived.now
    who, version = arrived.me.person.id, pressed.version
    verb, _, rest = pressed.argument.partition("-")
    panel, page = "", 0
    match verb:
        case "card":
            pass
        case "close":
            await items.close(session, item, version, who, now)
            arrived.toast(views.toast_closed(arrived.words))
        case "dropyes":
            await items.close(session, item, version, who, now, dropped=True)
        case "reopen":
            await items.reopen(session, item, version, who, now)
        case "plain":
            await items.send_back(session, item, version, who, None, now)
            arrived.toast(views.toast_sent_back(arrived.words))
        case "back":
            await _ask(arrived, "item_back", item)
            panel = verb
        case "owner":
            await _ask(arrived, "item_owner_new", item)
            panel = verb
        case "of" if presses.is_number(rest):
            panel, page = verb, int(rest)
        case "fo" if presses.is_number(rest):
            office = await item_drafts.office_in(session, arrived.here, int(rest), now)
            owner = ActionOwner(organisation_id=office.id)
            await items.reassign(session, item, version, who, [owner], now)
            arrived.toast(views.toast_reassigned(arrived.words))
        case "all":
            await items.reassign(session, item, version, who, [ActionOwner()], now)
            arrived.toast(views.toast_reassigned(arrived.words))
        case "drop":
            panel = verb
        case "file":
            await _send_files(arrived, item)
            return
        case _:
            raise Gone
    await arrived.show(Kind.ITEM, item=item.id, desk=True, panel=panel, page=page)


async def _send_files(arrived: Arrived, item: ActionItem) -> None:
    card = await card_of(arrived.session, item.id, arrived.me, arrived.now)
    if card is None or not card.files:
        raise Gone
    for entry in card.files:
        await arrived.send(Kind.ITEM_FILE, item=item.id, update=entry.update.id)


async def _ask(arrived: Arrived, question: str, item: ActionItem) -> None:
    await arrived.ask(question, group=item.working_group_id, item=item.id, version=item.version)


@on_answer("item_back", Action.CLOSE_ITEM)
async def take_reason(arrived: Arrived, item: int, version: int) -> None:
    """Send an item back with what is still needed."""
    kept = await arrived.session.get_one(ActionItem, item)
    if not arrived.text or arrived.attachment is not None:
        await arrived.send(Kind.SAID, text=draft_views.only_text(arrived.words))
        await _ask(arrived, "item_back", kept)
        return
    who = arrived.me.person.id
    await items.send_back(arrived.session, kept, version, who, arrived.text, arrived.now)
    await arrived.send(Kind.ITEM, item=item, desk=True)


@on_answer("item_owner_new", Action.ASSIGN_ITEM)
async def take_owner(arrived: Arrived, item: int, version: int) -> None:
    """Give an item to the typed owners, if the words are clear."""
    kept = await arrived.session.get_one(ActionItem, item)
    found = []
    if arrived.text and arrived.attachment is None:
        found = await find_owners(arrived.session, kept.working_group_id, arrived.text, arrived.now)
    clear = [one for one in found if isinstance(one, OwnerFound)]
    if not clear or len(clear) != len(found):
        await arrived.send(Kind.SAID, text=views.owner_not_clear(arrived.words, arrived.text))
        await _ask(arrived, "item_owner_new", kept)
        return
    owners = [item_drafts.owner_of({"kind": str(one.kind), "id": one.id}) for one in clear]
    who = arrived.me.person.id
    await items.reassign(arrived.session, kept, version, who, owners, arrived.now)
    await arrived.send(Kind.ITEM, item=item, desk=True)


async def desk_item(look: Look, card: ItemCard, panel: str, page: int) -> Screen:
    """Render an item, or a question about it, to the secretariat."""
    match panel:
        case "back":
            return views.ask_why_back(look.words, card)
        case "owner":
            return views.ask_new_owner(look.words, card)
        case "drop":
            return views.drop_item(look.words, card)
        case "of":
            return draft_views.choose_office(
                look.words,
                await item_drafts.offices_of(look.session, card.group, look.now),
                page,
                presses.ITEM_DESK,
                card.item.id,
                card.item.version,
            )
    return views.desk_card(look.words, card)


@screen(Kind.ITEM_NEWS)
async def item_news_screen(look: Look, item: int, news: str, by: int) -> Screen | None:
    """Render the news of an item to the secretariat."""
    card = await card_of(look.session, item, look.me, look.now)
    if card is None or not look.me.may(Action.ASSIGN_ITEM, card.item.working_group_id):
        return None
    return views.news(look.words, card, news, await look.session.get_one(Person, by))


def _item(arrived: Arrived) -> ActionItem:
    assert isinstance(arrived.subject, ActionItem)
    return arrived.subject
