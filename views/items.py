"""An action item as its owners see it: card, questions, list, reminders."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import item_history
from secretariat.item_cards import ItemCard
from secretariat.item_work import ForTheGroup
from storage import ActionUpdate, ItemState
from views import presses
from views.item_lines import (
    code,
    due,
    entry_text,
    history_of,
    owner_line,
    state,
    task,
    title,
)
from views.moments import moment
from views.offices import cut
from views.refusals import words_for
from views.screen import Button, File, Rows, Screen, Style, in_pairs, rows
from views.words import Words


def assigned(words: Words, card: ItemCard) -> Screen:
    """Tell an owner of a new item."""
    item = card.item
    return Screen(
        words.page(
            words.say(
                "<b>New action item for you: {code}, {due}</b>",
                code=code(item),
                due=due(words, item),
            ),
            task(words, item),
            Markup(),
            _and_others(words, card),
            words.say("Tap to open the card."),
        ),
        rows(
            Button(
                words.label("Open {code}", code=code(item)), _data(card, "card"), style=Style.NEXT
            ),
            Button(words.label("Not for our office"), _data(card, "nm"))
            if _may_refuse(card)
            else None,
        ),
    )


def _and_others(words: Words, card: ItemCard) -> Markup | None:
    return owner_line(words, card) if len(card.owners) > 1 else None


def sent_back(words: Words, card: ItemCard, why: str | None) -> Screen:
    """Tell an owner that the secretariat does not take an item for done."""
    return Screen(
        words.page(
            words.say(
                "<b>{code} is sent back by the secretariat, {due}</b>",
                code=code(card.item),
                due=due(words, card.item),
            ),
            task(words, card.item),
            words.say("Still needed: {why}", why=cut(why, 500)) if why else None,
        ),
        rows(
            Button(
                words.label("Open {code}", code=code(card.item)),
                _data(card, "card"),
                style=Style.NEXT,
            )
        ),
    )


def item_card(words: Words, card: ItemCard, zone: ZoneInfo) -> Screen:
    """Give the card of an owner's item; `zone` is the reader's."""
    if card.item.state is ItemState.REPORTED:
        return _reported(words, card, zone)
    if card.is_refused:
        return _refused(words, card)
    text = words.page(
        title(words, card.item),
        task(words, card.item),
        Markup(),
        owner_line(words, card),
        words.say("Status: <b>{state}</b>", state=state(words, card.item)),
        words.say("<b>Overdue</b>") if card.is_overdue else None,
        history_of(words, card),
    )
    return Screen(text, (*work_rows(words, card), *rows(_to_list(words, card))))


def work_rows(words: Words, card: ItemCard) -> Rows:
    """Give what an owner can do with an item that is not over."""
    if card.item.state in item_history.OVER:
        return ()
    if card.item.state is ItemState.BLOCKED:
        blocked = Button(words.label("No longer blocked"), _data(card, "free"))
    else:
        blocked = Button(words.label("Blocked"), _data(card, "blk"))
    others = [Button(words.label("Add an update"), _data(card, "upd")), blocked]
    if _may_refuse(card):
        others.append(Button(words.label("Not for our office"), _data(card, "nm")))
    done = Button(words.label("Done"), _data(card, "done"), style=Style.SAFE)
    return (*rows(done), *in_pairs(others))


def _may_refuse(card: ItemCard) -> bool:
    """Tell whether the office can say that the item is not for it: not one of the whole group."""
    return any(not one.is_group for one in card.mine)


def _reported(words: Words, card: ItemCard, zone: ZoneInfo) -> Screen:
    at = next(
        (one.update.at for one in card.history if one.update.state is ItemState.REPORTED), None
    )
    when = moment(words, at, zone, named=False) if at is not None else Markup()
    return Screen(
        words.page(
            words.say("<b>{code} marked done, {at}</b>", code=code(card.item), at=when),
            task(words, card.item),
            Markup(),
            words.say("The secretariat closes it after a look. You may add the result."),
            history_of(words, card),
        ),
        rows(
            Button(words.label("Attach a file"), _data(card, "file"), style=Style.NEXT),
            Button(words.label("Undo"), _data(card, "undo")),
        ),
    )


def _refused(words: Words, card: ItemCard) -> Screen:
    return Screen(
        words.page(
            words.say("<b>{code}: marked as not for your office</b>", code=code(card.item)),
            task(words, card.item),
            Markup(),
            words.say("The secretariat has been told and decides whose it is."),
        ),
        rows(
            Button(words.label("It is ours after all"), _data(card, "ours")),
            _to_list(words, card),
        ),
    )


def write_update(words: Words, card: ItemCard) -> Screen:
    """Ask for an update."""
    return Screen(
        words.page(
            words.say("<b>{code}: write your update in one message</b>", code=code(card.item)),
            words.say(
                "Two lines are enough. You can also send a file up to 20 MB. "
                "Voice messages cannot go into the record."
            ),
        ),
        (
            *in_pairs(
                [
                    Button(words.label("Just started"), _data(card, "u1")),
                    Button(words.label("Half done"), _data(card, "u2")),
                    Button(words.label("Nearly done"), _data(card, "u3")),
                    Button(words.label("Back"), _data(card, "card")),
                ]
            ),
        ),
    )


def attach(words: Words, card: ItemCard) -> Screen:
    """Ask for the result of an item that is reported done."""
    return Screen(
        words.page(
            words.say(
                "<b>{code}: send the file, or a line about the result</b>", code=code(card.item)
            ),
            words.say("A file up to 20 MB. Voice messages cannot go into the record."),
        ),
        rows(Button(words.label("Back"), _data(card, "card"))),
    )


def ask_why_blocked(words: Words, card: ItemCard) -> Screen:
    """Ask what is in the way."""
    return Screen(
        words.page(
            words.say("<b>{code}: what is in the way?</b>", code=code(card.item)),
            words.say("The secretariat sees it at once. The due date stays."),
        ),
        (
            *rows(
                Button(words.label("Waiting for permission"), _data(card, "b1")),
                Button(words.label("Waiting for another office"), _data(card, "b2")),
            ),
            *in_pairs(
                [
                    Button(words.label("No resources"), _data(card, "b3")),
                    Button(words.label("Type it"), _data(card, "b4")),
                    Button(words.label("Back"), _data(card, "card")),
                ]
            ),
        ),
    )


def type_why(words: Words, card: ItemCard) -> Screen:
    """Ask for what is in the way in the owner's own words."""
    return Screen(
        words.page(
            words.say("<b>{code}: write what is in the way</b>", code=code(card.item)),
            words.say("One message. The secretariat sees it at once."),
        ),
        rows(Button(words.label("Back"), _data(card, "blk"))),
    )


def file_of(words: Words, card: ItemCard, update: ActionUpdate) -> Screen:
    """Give a file from an item's history."""
    assert update.file_id is not None
    name = update.file_name or words.label("a file")
    return Screen(
        words.page(
            words.say("File of {code}: {name}", code=code(card.item), name=name),
            entry_text(words, update.text, 500) if update.text else None,
        ),
        file=File(name, file_id=update.file_id),
    )


def toast_update(words: Words) -> str:
    """Give the toast of a ready update."""
    return words.label("Recorded. The secretariat sees it on the card.")


def toast_blocked(words: Words) -> str:
    """Give the toast of "blocked"."""
    return words.label("Recorded as blocked. The secretariat has been told.")


def toast_done(words: Words) -> str:
    """Give the toast of "done"."""
    return words.label("Marked done. The secretariat has been told.")


def toast_undone(words: Words) -> str:
    """Give the toast of Undo."""
    return words.label("Taken back: the item is open again.")


def toast_refused(words: Words) -> str:
    """Give the toast of "not for our office"."""
    return words.label("The secretariat has been told.")


def not_recorded(words: Words, kind: str) -> str:
    """Say why what was sent cannot go into the record."""
    if kind == "voice":
        return words.label(
            "Voice messages cannot go into the record. Nothing was lost: type a line, or send a "
            "file."
        )
    return words.label(
        "This cannot go into the record. Nothing was lost: type a line, or send it as a file."
    )


def too_large(words: Words) -> str:
    """Say that a file is too large to be kept."""
    return words.label("The file is larger than 20 MB. Nothing was lost: send a smaller one.")


def _data(card: ItemCard, argument: str) -> str:
    return presses.ITEM.write(card.item.id, argument, card.item.version)


def _to_list(words: Words, card: ItemCard) -> Button:
    return Button(words.label("All my items"), presses.ITEMS.write(card.item.working_group_id))


@words_for(item_history.AlreadyReported)
def _already_reported(words: Words, _refusal: item_history.AlreadyReported, _zone: ZoneInfo) -> str:
    return words.label("This item is marked done already. The secretariat closes it after a look.")


@words_for(item_history.ItemClosed)
def _item_closed(words: Words, _refusal: item_history.ItemClosed, _zone: ZoneInfo) -> str:
    return words.label("This item is closed. Nothing was changed.")


@words_for(ForTheGroup)
def _for_the_group(words: Words, _refusal: ForTheGroup, _zone: ZoneInfo) -> str:
    return words.label(
        "This item is the whole group's. Kindly write to the secretariat if your office has no "
        "part in it."
    )
