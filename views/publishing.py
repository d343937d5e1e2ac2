"""Publishing a meeting: the twenty seconds, the receipt, the text for who is not on it."""

from collections.abc import Sequence

from markupsafe import Markup

from secretariat import meetings
from secretariat.draft_cards import DraftCard, Receipt
from storage import MeetingStatus, Person
from views import presses
from views.draft_parts import (
    by_hand_names,
    full_moment,
    numbered,
    shortened,
    unreachable_line,
)
from views.moments import hours, moment, zone_name
from views.offices import listed, person
from views.refusals import words_for
from views.screen import Button, Rows, Screen, Style, rows
from views.words import FSI, LRI, PDI, RLM, Words

#: Characters that a copying button takes (Bot API, CopyTextButton).
COPIED = 256
#: Of the agenda in a text for copying: items, and characters of each.
ITEMS, ITEM = 25, 100
_MARKS = str.maketrans(dict.fromkeys((FSI, LRI, PDI, RLM)))


def hold(words: Words, receipt: Receipt) -> Screen:
    """Say that nothing has left yet, and offer to stop."""
    meeting = receipt.meeting
    count = receipt.delivered.total
    name = numbered(words, meeting, receipt.zone)
    return Screen(
        words.page(
            words.say("<b>Publishing in 20 seconds</b>"),
            words.many(
                "{meeting}, to 1 person", "{meeting}, to {count} people", count, meeting=name
            ),
        ),
        rows(
            Button(
                words.label("Stop"),
                presses.PUBLISH.write(meeting.id, "stop", meeting.revision),
                style=Style.STOPS,
            )
        ),
    )


def receipt(words: Words, receipt: Receipt) -> Screen:
    """Say what was published and whom it has reached so far."""
    meeting = receipt.meeting
    assert meeting.published_at is not None
    published = meeting.published_at - meetings.HOLD
    return Screen(
        words.page(
            words.say("<b>Published {at}</b>", at=moment(words, published, receipt.zone)),
            numbered(words, meeting, receipt.zone),
            Markup(),
            *delivery_lines(words, receipt),
            words.say("This meeting was cancelled.")
            if meeting.status is MeetingStatus.CANCELLED
            else None,
        ),
        receipt_rows(words, receipt),
    )


def receipt_rows(words: Words, receipt: Receipt) -> Rows:
    """Give what can be done with a meeting that is out."""
    meeting = receipt.meeting
    return rows(
        Button(
            words.label("RSVP board"), presses.BOARD.write(meeting.id, "show"), style=Style.NEXT
        ),
        Button(words.label("Text for who is not on it"), presses.PUBLISH.write(meeting.id, "hand"))
        if receipt.reach.by_hand or receipt.reach.vacant
        else None,
        Button(
            words.label("Change, postpone or cancel"),
            presses.CHANGE.write(meeting.id, "show", meeting.version),
        )
        if meeting.status is MeetingStatus.PUBLISHED
        else None,
    )


def delivery_lines(words: Words, receipt: Receipt) -> tuple[Markup | None, ...]:
    """Say how many of the notices have arrived, and name whom they did not reach."""
    delivered, reach = receipt.delivered, receipt.reach
    lost = {one.id: one for one in delivered.unreachable}
    lost |= {one.person.id: one.person for one in reach.unreachable}
    by_hand = by_hand_names(words, reach)
    return (
        words.say(
            "Delivered: {sent} of {total} on the assistant",
            sent=delivered.sent,
            total=delivered.total,
        ),
        words.say("By hand: {names}", names=by_hand) if by_hand else None,
        unreachable_line(words, list(lost.values())),
        _failed_line(words, delivered.failed),
        _unknown_line(words, delivered.unknown),
    )


def _failed_line(words: Words, people: Sequence[Person]) -> Markup | None:
    if not people:
        return None
    names = listed(words, [person(words, one) for one in people])
    return words.say("Not delivered: {names}", names=names)


def _unknown_line(words: Words, people: Sequence[Person]) -> Markup | None:
    if not people:
        return None
    names = listed(words, [person(words, one) for one in people])
    return words.say("May not have arrived: {names}", names=names)


def hand_text(words: Words, card: DraftCard) -> Screen:
    """Give the notice as a text to send to who is not on the assistant, without the video link."""
    text = notice_text(words, card)
    names = by_hand_names(words, card.reach)
    head = words.page(
        words.say("<b>Text for who is not on the assistant</b>"),
        words.say("For: {names}", names=names) if names else None,
    )
    return Screen(
        # Outside the page, which would put marks into what is copied.
        head + Markup("\n\n<pre>{}</pre>").format(text),
        rows(
            Button(words.label("Copy the text"), copy=text, style=Style.NEXT)
            if len(text) <= COPIED
            else None,
            Button(words.label("Back"), presses.PUBLISH.write(card.meeting.id, "receipt")),
        ),
    )


def notice_text(words: Words, card: DraftCard) -> str:
    """Give a meeting's notice without HTML and without marks that would be copied unseen."""
    meeting = card.meeting
    assert meeting.starts_at is not None
    start = meeting.starts_at.astimezone(card.zone)
    end = (meeting.ends_at or meeting.starts_at).astimezone(card.zone)
    group = (card.group.name_urdu if words.rtl else None) or card.group.name
    telephone = meeting.telephone or card.group.telephone
    lines = [
        words.label("Meeting of the {group}", group=group),
        meeting.title,
        "",
        words.label("Date: {at}", at=full_moment(words, meeting.starts_at, card.zone)),
        words.label(
            "Time: {hours} {zone}",
            hours=hours(words, start, end),
            zone=zone_name(words, card.zone, meeting.starts_at),
        ),
        words.label("Venue: {venue}", venue=meeting.venue) if meeting.venue else None,
        *_agenda(words, card),
        "",
        words.label(
            "Kindly confirm your office's representation by {at}.",
            at=moment(words, meeting.reply_by, card.zone),
        )
        if meeting.reply_by
        else words.label("Kindly confirm your office's representation."),
        words.label("Secretariat: {telephone}", telephone=telephone) if telephone else None,
    ]
    return "\n".join(line for line in lines if line is not None).translate(_MARKS)


def _agenda(words: Words, card: DraftCard) -> list[str]:
    if not card.agenda:
        return []
    items = [
        words.label("{number}. {item}", number=number, item=shortened(item, ITEM))
        for number, item in enumerate(card.agenda[:ITEMS], 1)
    ]
    more = len(card.agenda) - ITEMS
    if more > 0:
        items.append(words.label_many("and 1 more item", "and {count} more items", more))
    return [words.label("Agenda:"), *items]


def stopped(words: Words) -> str:
    """Give the toast after Stop."""
    return words.label("Stopped. Nothing was sent; the draft is kept.")


@words_for(meetings.TooLate)
def _too_late(words: Words, _refusal: meetings.TooLate, _zone: object) -> str:
    return words.label(
        "It is too late to stop: the notice is out. You can change, postpone or cancel the meeting."
    )


@words_for(meetings.NotReady)
def _not_ready(words: Words, _refusal: meetings.NotReady, _zone: object) -> str:
    return words.label("Something is still open in this draft, so nothing was published.")
