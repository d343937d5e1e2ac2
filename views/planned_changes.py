"""Postponing and cancelling as the secretary prepares, confirms and stops it."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import planned_changes
from secretariat.announcements import Label
from secretariat.change_cards import PlannedChange
from secretariat.planned_changes import Stage
from storage import Meeting
from views import presses
from views.basics import home
from views.changing import moved_line
from views.concerns import look_at
from views.draft_parts import numbered
from views.moments import day, moment
from views.open_points import choice_label, news
from views.publishing import delivery_lines, receipt_rows
from views.refusals import words_for
from views.screen import Button, Screen, Style, in_pairs, rows
from views.words import Words


def choices(words: Words, meeting: Meeting, zone: ZoneInfo) -> Screen:
    """Ask what is to become of a meeting that is out."""

    def press(argument: str) -> str:
        return presses.CHANGE.write(meeting.id, argument, meeting.version)

    return Screen(
        words.page(
            words.say("<b>{meeting}</b>", meeting=numbered(words, meeting, zone)),
            Markup(),
            words.say("Postpone it, or cancel it? Nothing is sent before you confirm."),
        ),
        rows(
            Button(words.label("Postpone"), press("post"), style=Style.NEXT),
            Button(words.label("Cancel the meeting"), press("cancel"), style=Style.STOPS),
            Button(words.label("Back"), presses.PUBLISH.write(meeting.id, "receipt")),
        ),
    )


def no_longer(words: Words) -> Screen:
    """Say that a meeting cannot be changed any more."""
    return Screen(
        words.say("This meeting is over or was cancelled, so it cannot be changed."),
        rows(home(words)),
    )


def _data(change: PlannedChange, argument: str) -> str:
    return presses.CHANGE_DRAFT.write(change.draft_id, argument, change.version)


def _back(words: Words, change: PlannedChange) -> Button:
    return Button(words.label("Go back"), _data(change, "back"))


def _name(words: Words, change: PlannedChange) -> Markup:
    at = moment(words, change.before, change.zone)
    if change.meeting.number is None:
        return words.say("Meeting of {at}", at=at)
    return words.say("Meeting {number}, {at}", number=change.meeting.number, at=at)


def change(words: Words, card: PlannedChange, note: Markup | None = None) -> Screen:
    """Give a change in its present stage; a note says why its question is asked again."""
    match card.stage:
        case Stage.HELD:
            return _held(words, card)
        case Stage.MADE:
            return _made(words, card)
        case Stage.FAILED:
            return _failed(words, card)
    if card.is_cancellation:
        return _cancel(words, card)
    if card.point is not None or card.starts_at is None:
        return ask_date(words, card, note)
    return _postpone(words, card)


def ask_date(words: Words, card: PlannedChange, note: Markup | None = None) -> Screen:
    """Ask for the new date, or what is unclear in the one that was typed."""
    point = card.point
    explained: Markup | None = None
    first = words.say("<b>Postpone to which date?</b>")
    buttons = [
        Button(str(day(words, one)), _data(card, f"set-{one.isoformat()}"))
        for one in card.likely_days
    ]
    if point is not None and (point.words or point.label is not Label.DATE):
        first, explained = news(words, point, card.zone, on=card.day)
        if (point.choices and point.label is not Label.DATE) or point.words:
            buttons = [
                Button(
                    choice_label(words, choice, card.zone, with_year=True),
                    _data(card, f"choose-{point.label.name}-{number}"),
                )
                for number, choice in enumerate(point.choices)
            ] or buttons
    return Screen(
        words.page(
            note or first,
            _name(words, card),
            Markup(),
            explained if note is None else None,
            words.say(
                "Tap a day or type one, for example <i>22 April</i> or "
                "<i>22 April, 3 to 5 pm</i>. The hours stay unless you write others."
            ),
        ),
        rows(*in_pairs(buttons), _back(words, card)),
    )


def ask_reply_by(words: Words, card: PlannedChange, note: Markup | None = None) -> Screen:
    """Ask until when replies to the new date are due."""
    now = moment(words, card.reply_by, card.zone) if card.reply_by else None
    return Screen(
        words.page(
            note or words.say("<b>Replies again by which day?</b>"),
            words.say("Now: {value}", value=now) if now else None,
            Markup(),
            words.say("Write for example <i>10 April</i>; replies close at 17:00."),
        ),
        rows(_back_to_card(words, card)),
    )


def ask_reason(words: Words, card: PlannedChange, note: Markup | None = None) -> Screen:
    """Ask for the reason that everyone is told."""
    return Screen(
        words.page(
            note or words.say("<b>Type the reason in one sentence</b>"),
            words.say("Now: {value}", value=card.reason) if card.reason else None,
            Markup(),
            words.say("Everyone who gets the notice reads it."),
        ),
        rows(_back_to_card(words, card)),
    )


def _back_to_card(words: Words, card: PlannedChange) -> Button:
    return Button(words.label("Go back"), _data(card, "card"))


def not_understood(words: Words, text: str) -> Markup:
    """Say that a day was not understood."""
    return words.say("<b>The date was not understood: “{words}”</b>", words=text[:80])


def only_text(words: Words) -> Markup:
    """Explain that something other than text came."""
    return words.say("<b>Only text can be used here</b>")


def _headline(words: Words, card: PlannedChange) -> Markup:
    assert card.starts_at is not None
    at = moment(words, card.starts_at, card.zone, year=True)
    if card.starts_at < card.before:
        return words.say("<b>Bring forward to {at}?</b>", at=at)
    return words.say("<b>Postpone to {at}?</b>", at=at)


def _postpone(words: Words, card: PlannedChange) -> Screen:
    asked_again = words.say("No reply was given yet.")
    if card.replies:
        asked_again = words.many(
            "The 1 reply is asked again, because the date changes. "
            "You keep the earlier answer for comparison.",
            "All {count} replies are asked again, because the date changes. "
            "You keep the earlier answers for comparison.",
            card.replies,
        )
    reply_by = moment(words, card.reply_by, card.zone) if card.reply_by else None
    return Screen(
        words.page(
            _headline(words, card),
            words.say("Now: {value}", value=moment(words, card.before, card.zone, year=True)),
            words.say("Replies again by: {at}", at=reply_by) if reply_by else None,
            words.say("Reason: {reason}", reason=card.reason) if card.reason else None,
            Markup(),
            asked_again,
            words.many(
                "1 person gets a new notice with sound.",
                "{count} people get a new notice with sound.",
                card.people,
            ),
            look_at(words, card.concerns, card.zone),
        ),
        rows(
            *in_pairs(
                [
                    Button(words.label("Add a reason"), _data(card, "why")),
                    Button(words.label("Other date"), _data(card, "date")),
                ]
            ),
            Button(words.label("Reply by another day"), _data(card, "reply")),
            Button(
                words.label_many(
                    "Postpone, tell 1 person", "Postpone, tell {count} people", card.people
                ),
                _data(card, "go"),
                style=Style.STOPS,
            ),
            _back(words, card),
        ),
    )


def _cancel_headline(words: Words, card: PlannedChange) -> Markup:
    at = moment(words, card.before, card.zone)
    if card.meeting.number is None:
        return words.say("<b>Cancel the meeting of {at}?</b>", at=at)
    return words.say("<b>Cancel meeting {number}, {at}?</b>", number=card.meeting.number, at=at)


def _cancel(words: Words, card: PlannedChange) -> Screen:
    return Screen(
        words.page(
            _cancel_headline(words, card),
            words.say("Reason: {reason}", reason=card.reason) if card.reason else None,
            Markup(),
            words.many(
                "1 person gets a message with sound. Reminders stop. "
                "The agenda is kept as a draft for a new date.",
                "{count} people get a message with sound. Reminders stop. "
                "The agenda is kept as a draft for a new date.",
                card.people,
            ),
        ),
        rows(
            Button(words.label("Postpone instead"), _data(card, "post")),
            Button(words.label("Add a reason"), _data(card, "why")),
            Button(
                words.label_many(
                    "Cancel meeting, tell 1 person", "Cancel meeting, tell {count}", card.people
                ),
                _data(card, "go"),
                style=Style.STOPS,
            ),
            _back(words, card),
        ),
    )


def _held(words: Words, card: PlannedChange) -> Screen:
    stop = Button(words.label("Stop"), _data(card, "stop"), style=Style.STOPS)
    people = words.many("To 1 person", "To {count} people", card.people)
    if card.is_cancellation:
        return Screen(
            words.page(words.say("<b>Cancelling in 20 seconds</b>"), _name(words, card), people),
            rows(stop),
        )
    assert card.starts_at is not None
    after = moment(words, card.starts_at, card.zone, year=True)
    return Screen(
        words.page(
            words.say("<b>Moving in 20 seconds to {at}</b>", at=after), _name(words, card), people
        ),
        rows(stop),
    )


def _made(words: Words, card: PlannedChange) -> Screen:
    assert card.receipt is not None
    if card.is_cancellation:
        again = card.again
        return Screen(
            words.page(
                words.say("<b>The meeting is cancelled</b>"),
                _name(words, card),
                Markup(),
                *delivery_lines(words, card.receipt),
                words.say("The agenda is kept as a draft for a new date."),
            ),
            rows(
                Button(words.label("Continue the draft"), presses.DRAFT.write(again, "open"))
                if again
                else None,
                home(words),
            ),
        )
    assert card.starts_at is not None
    return Screen(
        words.page(
            words.say(
                "<b>{moved}</b>", moved=moved_line(words, card.before, card.starts_at, card.zone)
            ),
            words.say("Before: {at}", at=_name(words, card)),
            Markup(),
            *delivery_lines(words, card.receipt),
        ),
        receipt_rows(words, card.receipt),
    )


def _failed(words: Words, card: PlannedChange) -> Screen:
    return Screen(
        words.page(
            words.say("<b>Nothing was changed</b>"),
            _name(words, card),
            Markup(),
            words.say(
                "The meeting was changed by someone else, or has begun, in those 20 seconds."
            ),
        ),
        rows(home(words)),
    )


def stopped(words: Words) -> str:
    """Give the toast after Stop."""
    return words.label("Stopped. Nothing was changed and nothing was sent.")


@words_for(planned_changes.SameDate)
def _same_date(words: Words, _refusal: planned_changes.SameDate, _zone: ZoneInfo) -> str:
    return words.label("The meeting has this date and time already. Type another one.")


@words_for(planned_changes.BeingChanged)
def _being_changed(words: Words, _refusal: planned_changes.BeingChanged, _zone: ZoneInfo) -> str:
    return words.label(
        "Another change of this meeting is on its way. Try again when it has been made or stopped."
    )


@words_for(planned_changes.UnfitReplyBy)
def _unfit(words: Words, _refusal: planned_changes.UnfitReplyBy, _zone: ZoneInfo) -> str:
    return words.label(
        "Replies must close after today and before the meeting begins. Type another day."
    )
