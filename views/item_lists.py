"""Lists of action items, and the reminder of a morning."""

from collections.abc import Sequence

from markupsafe import Markup

from secretariat.item_cards import ItemCard
from secretariat.item_owners import OPEN
from views import presses
from views.basics import home
from views.item_lines import code, due, due_from, short_task, state, task
from views.items import work_rows
from views.offices import cut
from views.screen import LABEL_WIDTH, Button, Screen, rows
from views.words import Words

#: Items on one page of a list.
PAGE = 6


def item_list(
    words: Words, group_id: int, cards: Sequence[ItemCard], over: int, page: int
) -> Screen:
    """List a person's own items; `over` counts those that are closed."""
    closed = Button(
        words.label("Closed items ({count})", count=over),
        presses.ITEMS.write(group_id, "closed-0"),
    )
    if not cards:
        line = words.say("<b>You have no open action items</b>")
        note = words.say("Closed ones: {count}.", count=over) if over else None
        return Screen(words.page(line, note), rows(closed if over else None, home(words)))
    shown, page = page_of(cards, page)
    to_do = sum(card.item.state in OPEN for card in cards)
    return Screen(
        words.page(
            words.many(
                "<b>Your action items: {count} open</b>",
                "<b>Your action items: {count} open</b>",
                to_do,
            )
            if to_do
            else words.say("<b>You have no open action items</b>"),
            Markup(),
            *(list_line(words, card) for card in shown),
        ),
        (
            *rows(*(open_button(card, presses.ITEM) for card in shown)),
            *rows(
                turn_row(words, presses.ITEMS, group_id, "open", page, len(cards)),
                closed if over else None,
                home(words),
            ),
        ),
    )


def closed_list(words: Words, group_id: int, cards: Sequence[ItemCard], page: int) -> Screen:
    """List a person's own items that are over."""
    shown, page = page_of(cards, page)
    return Screen(
        words.page(
            words.say("<b>Your closed action items: {count}</b>", count=len(cards)),
            Markup(),
            *(list_line(words, card) for card in shown),
        ),
        (
            *rows(*(open_button(card, presses.ITEM) for card in shown)),
            *rows(
                turn_row(words, presses.ITEMS, group_id, "closed", page, len(cards)),
                Button(words.label("Back"), presses.ITEMS.write(group_id)),
            ),
        ),
    )


def page_of(cards: Sequence[ItemCard], page: int) -> tuple[Sequence[ItemCard], int]:
    """Give a page of a list, and its number, which is the last one's for a list grown shorter."""
    page = min(max(page, 0), max(0, (len(cards) - 1) // PAGE))
    return cards[page * PAGE : (page + 1) * PAGE], page


def turn_row(
    words: Words,
    press: presses.Press,
    group_id: int,
    verb: str,
    page: int,
    count: int,
) -> list[Button | None]:
    """Give the buttons to the pages before and after."""
    last = max(0, (count - 1) // PAGE)
    return [
        Button(words.label("Earlier"), press.write(group_id, f"{verb}-{page - 1}"))
        if page
        else None,
        Button(words.label("More"), press.write(group_id, f"{verb}-{page + 1}"))
        if page < last
        else None,
    ]


def list_line(words: Words, card: ItemCard) -> Markup:
    """Give an item's line in the owner's list."""
    return words.say(
        "<b>{code}</b> {due}: {task} ({state})",
        code=code(card.item),
        due=due_from(words, card) if card.is_overdue else due(words, card.item),
        task=short_task(card.item),
        state=state(words, card.item),
    )


def open_button(card: ItemCard, press: presses.Press) -> Button:
    """Give the button that opens an item: its number and the beginning of its task."""
    label = f"{code(card.item)} {short_task(card.item)}"
    return Button(cut(label, LABEL_WIDTH[1]), press.write(card.item.id, "card", card.item.version))


def reminder(words: Words, cards: Sequence[ItemCard]) -> Screen:
    """Remind an owner of all items of this morning; one alone can be answered at once."""
    if len(cards) > 1:
        late = sum(card.is_overdue for card in cards)
        head = (
            words.many(
                "<b>Action items: {count} was due, response awaited</b>",
                "<b>Action items: {count} were due, response awaited</b>",
                late,
            )
            if late
            else words.say("<b>Action items due: {count}</b>", count=len(cards))
        )
        lines = [
            words.say(
                "<b>{code}</b> {due}: {task}",
                code=code(card.item),
                due=due_from(words, card),
                task=short_task(card.item),
            )
            for card in cards[: 2 * PAGE]
        ]
        more = len(cards) - len(lines)
        rest = (
            words.many("and 1 more: /tasks", "and {count} more: /tasks", more) if more > 0 else None
        )
        return Screen(
            words.page(head, Markup(), *lines, rest),
            rows(*(open_button(card, presses.ITEM) for card in cards[:PAGE])),
        )
    [card] = cards
    first = words.say("<b>{code} {due}</b>", code=code(card.item), due=due_from(words, card))
    return Screen(
        words.page(
            first,
            task(words, card.item),
            Markup(),
            words.say("One tap tells the secretariat where it stands."),
        ),
        work_rows(words, card),
    )
