"""Action items in a few words: number, date, owners, state, history."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import item_history as history
from secretariat.item_cards import Entry, ItemCard
from secretariat.item_owners import Ownership
from storage import ActionItem, DueKind, ItemState
from views.moments import day
from views.offices import cut, full_office, office, person
from views.words import Words

#: Lines of the history on a card, and how much of each but the newest.
LINES, LINE, NEWEST = 8, 120, 500
#: How much of a task stands on a card, and in a list.
TASK, SHORT_TASK = 700, 70


def code(item: ActionItem) -> str:
    """Give an item's number as it is cited: "A1"."""
    return f"A{item.number}"


def title(words: Words, item: ActionItem) -> Markup:
    """Give the first line of a card: number and date."""
    match item.due_kind:
        case DueKind.DATE if item.due_on is not None:
            on = day(words, item.due_on, year=True)
            return words.say("<b>{code}: due {day}</b>", code=code(item), day=on)
        case DueKind.NEXT_MEETING:
            return words.say("<b>{code}: due by the next meeting</b>", code=code(item))
        case DueKind.RECURRING:
            return words.say("<b>{code}: recurring, {words}</b>", code=code(item), words=said(item))
    return words.say("<b>{code}: no date</b>", code=code(item))


def due(words: Words, item: ActionItem) -> Markup:
    """Give an item's date within a line: "due Thu 30 Apr"."""
    match item.due_kind:
        case DueKind.DATE if item.due_on is not None:
            return words.say("due {day}", day=day(words, item.due_on))
        case DueKind.NEXT_MEETING:
            return words.say("due by the next meeting")
        case DueKind.RECURRING:
            return words.say("recurring, {words}", words=said(item))
    return words.say("no date")


def due_from(words: Words, card: ItemCard) -> Markup:
    """Give an item's date as seen from today: "due tomorrow, Thu 30 Apr"."""
    item = card.item
    if item.due_on is None:
        return due(words, item)
    on = day(words, item.due_on)
    if item.due_on < card.today:
        return words.say("was due on {day}", day=on)
    if item.due_on == card.today:
        return words.say("due today, {day}", day=on)
    if item.due_on == card.today + timedelta(days=1):
        return words.say("due tomorrow, {day}", day=on)
    return words.say("due {day}", day=on)


def said(item: ActionItem) -> str:
    """Give the words in which an item's date was set."""
    return cut(item.due_words or "", 40)


def task(words: Words, item: ActionItem) -> Markup:
    """Give what is to be done."""
    return words.value(_begun(cut(item.task, TASK)))


def short_task(item: ActionItem, width: int = SHORT_TASK) -> str:
    """Give what is to be done, for a list."""
    return cut(" ".join(item.task.split()), width)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def state(words: Words, item: ActionItem) -> Markup:
    """Give where an item stands."""
    match item.state:
        case ItemState.OPEN:
            return words.say("not started")
        case ItemState.IN_PROGRESS:
            return words.say("in progress")
        case ItemState.BLOCKED if item.blocked_why:
            return words.say("blocked: {why}", why=entry_text(words, item.blocked_why, LINE))
        case ItemState.BLOCKED:
            return words.say("blocked")
        case ItemState.REPORTED:
            return words.say("reported done")
        case ItemState.CLOSED:
            return words.say("closed")
        case ItemState.DROPPED:
            return words.say("dropped")


def owner_name(words: Words, owner: Ownership) -> Markup:
    """Give one owner: a person with the office, a post, an office, or the group."""
    if owner.person is not None:
        who = person(words, owner.person)
        seated = owner.people[0].seat.organisation if owner.people else None
        if seated is None:
            return words.value(who)
        return words.say("{person}, {office}", person=who, office=office(words, seated))
    if owner.seat is not None:
        post = (owner.seat.post_urdu if words.rtl else None) or owner.seat.post
        seated = owner.seat.organisation
        if post is None:
            return words.value(full_office(words, seated))
        return words.say("{post}, {office}", post=post, office=office(words, seated))
    if owner.organisation is not None:
        return words.value(full_office(words, owner.organisation))
    return words.say("every member office")


def owners(words: Words, card: ItemCard) -> Markup:
    """Give all owners of an item; those who handed it back are marked."""
    if not card.owners and card.as_written:
        return words.say("{name}, as written", name=cut(card.as_written, LINE))
    if not card.owners:
        return words.say("to be decided")
    named = [
        owner_name(words, one)
        if one.owner.accepted
        else words.say("{owner} (says: not for our office)", owner=owner_name(words, one))
        for one in card.owners
    ]
    return words.all_of(named)


def owner_line(words: Words, card: ItemCard) -> Markup:
    """Give the line that says whose it is, to its owner: "Owner: you, for the Police Academy"."""
    if not card.mine or card.office is None:
        return words.say("Owner: {owners}", owners=owners(words, card))
    own = full_office(words, card.office)
    if len(card.owners) == 1:
        return words.say("Owner: you, for the {office}", office=own)
    others = [owner_name(words, one) for one in card.owners if one not in card.mine]
    if not others:
        return words.say("Owner: you, for the {office}", office=own)
    return words.say(
        "Owners: you, for the {office}, with {others}", office=own, others=words.all_of(others)
    )


def history_of(words: Words, card: ItemCard) -> Markup | None:
    """Give an item's history, newest first, folded."""
    if not card.history:
        return None
    lines = [
        _line(words, card, entry, NEWEST if place == 0 else LINE)
        for place, entry in enumerate(card.history[:LINES])
    ]
    if len(card.history) > LINES:
        more = len(card.history) - LINES
        lines.append(words.many("and {count} earlier line", "and {count} earlier lines", more))
    lines.append(words.say("As written: {line}", line=cut(card.item.words, NEWEST)))
    return Markup("<blockquote expandable>") + words.page(*lines) + Markup("</blockquote>")


def _line(words: Words, card: ItemCard, entry: Entry, width: int) -> Markup:
    update = entry.update
    text = entry_text(words, update.text, width) if update.text else _of_state(words, update.state)
    if update.text and update.state is ItemState.OPEN and entry is card.history[-1]:
        text = words.say("assigned, owner as written: {name}", name=cut(update.text, LINE))
    if update.file_name:
        name = cut(update.file_name, 60)
        text = (
            words.say("{text} (file {name})", text=text, name=name)
            if update.text
            else words.say("file {name}", name=name)
        )
    return words.say(
        "{day}, {person}: {text}",
        day=day(words, update.at.astimezone(ZoneInfo(card.group.zone)).date()),
        person=person(words, entry.by),
        text=text,
    )


def _of_state(words: Words, of: ItemState) -> Markup:
    match of:
        case ItemState.OPEN:
            return words.say("assigned")
        case ItemState.IN_PROGRESS:
            return words.say("in progress")
        case ItemState.BLOCKED:
            return words.say("blocked")
        case ItemState.REPORTED:
            return words.say("reported done")
        case ItemState.CLOSED:
            return words.say("closed")
        case ItemState.DROPPED:
            return words.say("dropped")


def entry_text(words: Words, text: str, width: int) -> Markup:
    """Give an entry of a history: a ready one in words, a typed one as it was typed."""
    match text:
        case history.STARTED:
            return words.say("just started")
        case history.HALF:
            return words.say("half done")
        case history.NEARLY:
            return words.say("nearly done")
        case history.PERMISSION:
            return words.say("waiting for permission")
        case history.OTHER_OFFICE:
            return words.say("waiting for another office")
        case history.RESOURCES:
            return words.say("no resources")
        case history.NOT_OURS:
            return words.say("not for our office")
        case history.OURS_AGAIN:
            return words.say("taken on again")
        case history.TAKEN_BACK:
            return words.say("not done yet after all")
        case history.SENT_BACK:
            return words.say("sent back by the secretariat")
        case history.REOPENED:
            return words.say("opened again")
        case history.REASSIGNED:
            return words.say("given to another owner")
        case history.UNBLOCKED:
            return words.say("no longer blocked")
    return words.value(cut(" ".join(text.split()), width))
