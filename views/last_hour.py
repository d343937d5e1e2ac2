"""The reminder of the last hour, and the video link."""

from datetime import timedelta

from markupsafe import Markup

from secretariat.occasions import Form, ReminderCard
from views import presses
from views.invitations import span
from views.moments import moment
from views.reminder_parts import hour_and_zone, open_meeting, own_time, place, who_is_coming
from views.screen import Button, Screen, rows
from views.words import Words


def an_hour(words: Words, reminder: ReminderCard) -> Screen:
    """Remind shortly before the start: the room, the link, or who is expected."""
    card = reminder.card
    match reminder.form:
        case Form.CHAIR | Form.STAFF:
            return _hour_of_chair(words, reminder)
        case Form.VIDEO:
            return Screen(
                words.page(
                    _hour_line(words, reminder, words.say("by video link")),
                    *own_time(words, card),
                    words.say("The link comes {span} before.", span=span(words, card.link_lead))
                    if card.has_link and not card.link and not card.has_started
                    else None,
                    words.say("By telephone: {telephone}", telephone=card.dial_in)
                    if card.dial_in
                    else None,
                ),
                rows(open_meeting(words, card)),
            )
    switch = Button(
        words.label("Switch to video link"),
        presses.REPLY.write(card.meeting_id, "v", card.revision),
    )
    return Screen(
        words.page(
            _hour_line(words, reminder, words.say("in person")),
            words.value(card.venue) if card.venue else None,
            *own_time(words, card),
            words.say("For assistance on arrival: {telephone}.", telephone=card.telephone)
            if card.telephone
            else None,
        ),
        rows(switch if card.has_link and card.may_reply else None),
    )


def _hour_line(words: Words, reminder: ReminderCard, how: Markup) -> Markup:
    at = hour_and_zone(words, reminder.card)
    if reminder.card.has_started:
        return words.say("<b>The meeting started at {at}</b>", at=at)
    return words.say("<b>{left}, {at}: {how}</b>", left=_time_left(words, reminder), at=at, how=how)


def _time_left(words: Words, reminder: ReminderCard) -> Markup:
    minutes = max(1, round((reminder.card.starts_at - reminder.now) / timedelta(minutes=1)))
    if 55 <= minutes <= 65:
        return words.say("In one hour")
    return words.many("In 1 minute", "In {count} minutes", minutes)


def _hour_of_chair(words: Words, reminder: ReminderCard) -> Screen:
    card, board = reminder.card, reminder.board
    assert board is not None
    given: dict[str, object] = {
        "expected": board.quorum.expected,
        "total": board.quorum.total,
        "needed": board.quorum.needed,
    }
    if card.has_started:
        first = words.say("<b>The meeting started at {at}</b>", at=hour_and_zone(words, card))
    elif board.quorum.needed is None:
        first = words.say(
            "<b>{left}: {expected} of {total} expected</b>",
            left=_time_left(words, reminder),
            **given,
        )
    else:
        first = words.say(
            "<b>{left}: {expected} of {total} expected, {needed} needed</b>",
            left=_time_left(words, reminder),
            **given,
        )
    return Screen(
        words.page(first, place(words, card), *own_time(words, card)),
        rows(open_meeting(words, card), who_is_coming(words, card)),
    )


def link(words: Words, reminder: ReminderCard) -> Screen:
    """Give the video link to an office that chose it."""
    card = reminder.card
    at = moment(words, card.starts_at, card.zone)
    return Screen(
        words.page(
            words.say("<b>The video link: {at}</b>", at=at),
            *own_time(words, card),
            words.say("By telephone: {telephone}", telephone=card.dial_in)
            if card.dial_in
            else None,
        ),
        rows(open_meeting(words, card)),
    )
