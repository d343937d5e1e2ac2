"""Action items as the secretariat sees them: the list, one item, and the news of it."""

from collections.abc import Sequence

from markupsafe import Markup

from secretariat import item_history
from secretariat.item_cards import ItemCard, Tally
from storage import Draft, ItemState, Person
from views import presses
from views.item_lines import (
    LINE,
    code,
    due_from,
    entry_text,
    history_of,
    owners,
    short_task,
    state,
    task,
    title,
)
from views.item_lists import open_button, page_of, turn_row
from views.offices import cut, person
from views.screen import LABEL_WIDTH, Button, Screen, Style, in_pairs, rows
from views.words import Words


def desk_list(
    words: Words,
    group_id: int,
    cards: Sequence[ItemCard],
    tally: Tally,
    drafts: Sequence[Draft],
    page: int,
) -> Screen:
    """List a group's items: overdue first, then what waits for the secretariat."""
    shown, page = page_of(cards, page)
    head = (
        words.say(
            "<b>Action items: {open} open, {overdue} overdue</b>",
            open=tally.open,
            overdue=tally.overdue,
        )
        if tally.overdue
        else words.say("<b>Action items: {open} open</b>", open=tally.open)
    )
    return Screen(
        words.page(
            head,
            words.say("Reported done, to be closed: {count}", count=tally.reported)
            if tally.reported
            else None,
            Markup(),
            *(_line(words, card) for card in shown),
        ),
        (
            *rows(
                *(
                    Button(
                        cut(
                            words.label("To settle: {line}", line=str(draft.fields["task"])),
                            LABEL_WIDTH[1],
                        ),
                        presses.ASSIGN.write(draft.id, "card", draft.version),
                    )
                    for draft in drafts
                ),
                *(open_button(card, presses.ITEM_DESK) for card in shown),
                turn_row(words, presses.ALL_ITEMS, group_id, "open", page, len(cards)),
                Button(
                    words.label("New action item"),
                    presses.ALL_ITEMS.write(group_id, "new"),
                    style=Style.NEXT,
                ),
                Button(
                    words.label("Closed items ({count})", count=tally.over),
                    presses.ALL_ITEMS.write(group_id, "over-0"),
                )
                if tally.over
                else None,
                Button(words.label("Close"), presses.HOME.write()),
            ),
        ),
    )


def over_list(words: Words, group_id: int, cards: Sequence[ItemCard], page: int) -> Screen:
    """List a group's items that are closed or dropped."""
    shown, page = page_of(cards, page)
    return Screen(
        words.page(
            words.say("<b>Closed items: {count}</b>", count=len(cards)),
            Markup(),
            *(_line(words, card) for card in shown),
        ),
        rows(
            *(open_button(card, presses.ITEM_DESK) for card in shown),
            turn_row(words, presses.ALL_ITEMS, group_id, "over", page, len(cards)),
            Button(words.label("Back"), presses.ALL_ITEMS.write(group_id)),
        ),
    )


def _line(words: Words, card: ItemCard) -> Markup:
    return words.say(
        "<b>{code}</b> {owners}, {due}: {task} ({state})",
        code=code(card.item),
        owners=owners(words, card),
        due=due_from(words, card),
        task=short_task(card.item, 50),
        state=state(words, card.item),
    )


def desk_card(words: Words, card: ItemCard, *, headline: Markup | None = None) -> Screen:
    """Give one item to the secretariat; `headline` is the news it is sent with."""
    item = card.item
    if headline is None and item.state is ItemState.REPORTED:
        headline = words.say("<b>{code} reported done</b>", code=code(item))
    return Screen(
        words.page(
            headline or title(words, item),
            task(words, item),
            Markup(),
            words.say(
                "Owner: {owners}; {due}", owners=owners(words, card), due=due_from(words, card)
            )
            if headline
            else words.say("Owner: {owners}", owners=owners(words, card)),
            words.say("Status: <b>{state}</b>", state=state(words, item)),
            words.say("<b>Overdue</b>") if card.is_overdue else None,
            words.many("1 file", "{count} files", len(card.files)) if card.files else None,
            history_of(words, card),
        ),
        (
            *in_pairs(_buttons(words, card)),
            *rows(Button(words.label("All items"), presses.ALL_ITEMS.write(item.working_group_id))),
        ),
    )


def _buttons(words: Words, card: ItemCard) -> list[Button]:
    files = [
        Button(words.label("Open the file"), _data(card, "file"))
        if len(card.files) == 1
        else Button(words.label("Open the files"), _data(card, "file"))
    ]
    if not card.files:
        files = []
    if card.item.state in item_history.OVER:
        return [Button(words.label("Open it again"), _data(card, "reopen")), *files]
    close = Button(words.label("Close as done"), _data(card, "close"), style=Style.SAFE)
    if card.item.state is ItemState.REPORTED:
        return [close, Button(words.label("Send back"), _data(card, "back")), *files]
    return [
        close,
        Button(words.label("Change owner"), _data(card, "owner")),
        Button(words.label("Drop the item"), _data(card, "drop"), style=Style.STOPS),
        *files,
    ]


def news(words: Words, card: ItemCard, what: str, by: Person) -> Screen:
    """Give the news of an item, as long as it is so; else the item as it stands."""
    item = card.item
    headline = None
    if what == "done" and item.state is ItemState.REPORTED:
        headline = words.say(
            "<b>{code} reported done by {person}</b>", code=code(item), person=person(words, by)
        )
    elif what == "blocked" and item.state is ItemState.BLOCKED and item.blocked_why:
        headline = words.say(
            "<b>{code} blocked: {why}</b>",
            code=code(item),
            why=entry_text(words, item.blocked_why, LINE),
        )
    elif what == "not_ours" and any(not one.owner.accepted for one in card.owners):
        headline = words.say(
            "<b>{code}: not for our office, says {person}</b>",
            code=code(item),
            person=person(words, by),
        )
    return desk_card(words, card, headline=headline)


def ask_why_back(words: Words, card: ItemCard) -> Screen:
    """Ask what is still needed."""
    return Screen(
        words.page(
            words.say("<b>{code}: what is still needed?</b>", code=code(card.item)),
            words.say("Write it in one message. The owners get it with the item."),
        ),
        rows(
            Button(words.label("Send back without a reason"), _data(card, "plain")),
            Button(words.label("Back"), _data(card, "card")),
        ),
    )


def ask_new_owner(words: Words, card: ItemCard) -> Screen:
    """Ask to whom an item is given."""
    return Screen(
        words.page(
            words.say("<b>{code}: whose is it now?</b>", code=code(card.item)),
            words.say("Now: {owners}", owners=owners(words, card)),
            words.say("Type a name or an office, or tap. The new owners are told."),
        ),
        (
            *in_pairs(
                [
                    Button(words.label("An office"), _data(card, "of-0")),
                    Button(words.label("The whole group"), _data(card, "all")),
                    Button(words.label("Back"), _data(card, "card")),
                ]
            ),
        ),
    )


def drop_item(words: Words, card: ItemCard) -> Screen:
    """Ask before an item is dropped."""
    return Screen(
        words.page(
            words.say("<b>Drop {code}?</b>", code=code(card.item)),
            words.say("It stays on record as dropped; its owners are not reminded of it any more."),
        ),
        rows(
            Button(words.label("Drop the item"), _data(card, "dropyes"), style=Style.STOPS),
            Button(words.label("Back"), _data(card, "card")),
        ),
    )


def owner_not_clear(words: Words, typed: str) -> str:
    """Say that typed words do not name one owner."""
    return words.label(
        "“{words}” does not name one person or office of the group. Nothing was changed: write "
        "the full name, or choose an office.",
        words=cut(typed, 60),
    )


def toast_closed(words: Words) -> str:
    """Give the toast of closing."""
    return words.label("Closed.")


def toast_sent_back(words: Words) -> str:
    """Give the toast of sending back."""
    return words.label("Sent back. The owners are told.")


def toast_reassigned(words: Words) -> str:
    """Give the toast of another owner."""
    return words.label("The new owner is told.")


def _data(card: ItemCard, argument: str) -> str:
    return presses.ITEM_DESK.write(card.item.id, argument, card.item.version)
