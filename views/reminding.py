"""Reminders of a meeting: what is said a week, a day and an hour before, by what was replied."""

from collections import Counter

from markupsafe import Markup

from secretariat.boards import Board
from secretariat.invitation_cards import InvitationCard
from secretariat.occasions import Form, ReminderCard
from storage import Mode
from views import presses
from views.invitations import reply_rows, span
from views.moments import file_size
from views.reminder_parts import (
    change_reply,
    deputy_of,
    in_days,
    is_address,
    moment_ahead,
    open_meeting,
    own_time,
    place,
    who_is_coming,
)
from views.screen import Button, Screen, Style, in_pairs, rows
from views.words import Words

#: Decisions named in the chair's reminder.
DECISIONS = 3


def week(words: Words, reminder: ReminderCard) -> Screen:
    """Remind some days before, silently: what was replied, and the papers."""
    card = reminder.card
    return Screen(
        words.page(
            words.say("<b>{when}</b>", when=in_days(words, reminder)),
            *own_time(words, card),
            _week_line(words, reminder),
            _papers_line(words, card),
        ),
        rows(
            *in_pairs(_papers_and_reply(words, card, style=Style.NEXT)),
            Button(
                words.label("No more reminders for this"),
                presses.MEETING.write(card.meeting_id, "mute", card.revision),
            ),
        ),
    )


def _week_line(words: Words, reminder: ReminderCard) -> Markup | None:
    card = reminder.card
    match reminder.form:
        case Form.IN_PERSON if card.venue and card.attends_personally:
            return words.say("You attend <b>in person</b>, {venue}.", venue=card.venue)
        case Form.IN_PERSON if card.attends_personally:
            return words.say("You attend <b>in person</b>.")
        case Form.IN_PERSON if card.venue:
            return words.say("Your office attends <b>in person</b>, {venue}.", venue=card.venue)
        case Form.IN_PERSON:
            return words.say("Your office attends <b>in person</b>.")
        case Form.VIDEO if card.attends_personally:
            return words.say("You attend <b>by video link</b>.")
        case Form.VIDEO:
            return words.say("Your office attends <b>by video link</b>.")
        case Form.ALTERNATE:
            return words.say("{name} represents your office.", name=deputy_of(card))
        case Form.ALTERNATE_TO_FOLLOW:
            return words.say("The name of your alternate is awaited.")
    return None


def day(words: Words, reminder: ReminderCard) -> Screen:
    """Remind on the day before; who has not replied is asked."""
    card = reminder.card
    match reminder.form:
        case Form.CHAIR:
            return _day_of_chair(words, reminder)
        case Form.ALTERNATE:
            return _day_of_principal(words, reminder)
        case Form.ALTERNATE_TO_FOLLOW:
            return Screen(
                words.page(
                    words.say(
                        "<b>{when}: the name of your alternate is awaited</b>",
                        when=moment_ahead(words, reminder),
                    ),
                    *own_time(words, card),
                ),
                rows(
                    Button(
                        words.label("Name an alternate"),
                        presses.REPLY.write(card.meeting_id, "d", card.revision),
                        style=Style.NEXT,
                    ),
                    change_reply(words, card),
                ),
            )
        case Form.UNANSWERED | Form.NOT_SURE | Form.UNDECIDED:
            return _day_of_silent(words, reminder)
        case Form.VIDEO:
            return _day_of_video(words, reminder)
    return Screen(
        words.page(
            _attends_line(words, reminder),
            words.value(card.venue) if card.venue else None,
            *own_time(words, card),
            Markup(),
            words.value(reminder.gate_text) if reminder.gate_text else None,
        ),
        rows(*in_pairs(_papers_and_reply(words, card))),
    )


def _attends_line(words: Words, reminder: ReminderCard) -> Markup:
    when, mine = moment_ahead(words, reminder), reminder.card.attends_personally
    match reminder.form, mine:
        case Form.VIDEO, True:
            return words.say("<b>{when}: you attend by video link</b>", when=when)
        case Form.VIDEO, False:
            return words.say("<b>{when}: your office attends by video link</b>", when=when)
        case _, True:
            return words.say("<b>{when}: you attend in person</b>", when=when)
    return words.say("<b>{when}: your office attends in person</b>", when=when)


def _day_of_video(words: Words, reminder: ReminderCard) -> Screen:
    card = reminder.card
    lead = span(words, card.link_lead)
    if not card.has_link or card.link:
        link = None
    elif reminder.test_link:
        link = words.say(
            "Try the link today; it opens a test room. The real link comes {span} before.",
            span=lead,
        )
    else:
        link = words.say("The link comes {span} before.", span=lead)
    return Screen(
        words.page(
            _attends_line(words, reminder),
            *own_time(words, card),
            Markup(),
            link,
            words.say(
                "By telephone, if the connection is weak: {telephone}.", telephone=card.dial_in
            )
            if card.dial_in
            else None,
        ),
        rows(
            open_meeting(words, card),
            Button(words.label("Test the link"), url=reminder.test_link, style=Style.NEXT)
            if is_address(reminder.test_link) and reminder.test_link
            else None,
            *in_pairs(_papers_and_reply(words, card)),
        ),
    )


def _day_of_silent(words: Words, reminder: ReminderCard) -> Screen:
    when, card = moment_ahead(words, reminder), reminder.card
    if reminder.form is Form.NOT_SURE:
        first = words.say("<b>{when}: you were not sure yet</b>", when=when)
    else:
        first = words.say("<b>{when}: no reply from you yet</b>", when=when)
    return Screen(
        words.page(
            first,
            place(words, card),
            *own_time(words, card),
            Markup(),
            words.say("Your confirmation is still awaited."),
        ),
        reply_rows(words, card),
    )


def _day_of_principal(words: Words, reminder: ReminderCard) -> Screen:
    return Screen(
        words.page(
            words.say(
                "<b>{when}: {name} represents you</b>",
                when=moment_ahead(words, reminder),
                name=deputy_of(reminder.card),
            ),
            words.say("Nothing is needed from you."),
        ),
        rows(change_reply(words, reminder.card)),
    )


def _day_of_chair(words: Words, reminder: ReminderCard) -> Screen:
    card, board = reminder.card, reminder.board
    assert board is not None
    return Screen(
        words.page(
            _quorum_line(words, board, moment_ahead(words, reminder)),
            *own_time(words, card),
            Markup(),
            _counts(words, board),
            *(
                words.say(
                    "Decision expected: {title} (item {number})",
                    title=one.title,
                    number=one.number,
                )
                for one in reminder.decisions[:DECISIONS]
            ),
            words.say("Your own reply: <b>not given yet</b>") if card.reply is None else None,
        ),
        rows(
            who_is_coming(words, card),
            Button(
                words.label("Agenda and papers"),
                presses.MEETING.write(card.meeting_id, "pap", card.revision),
            )
            if card.papers
            else None,
            change_reply(words, card),
        ),
    )


def _quorum_line(words: Words, board: Board, when: Markup) -> Markup:
    quorum = board.quorum
    given: dict[str, object] = {
        "when": when,
        "expected": quorum.expected,
        "total": quorum.total,
    }
    if quorum.needed is None:
        return words.say("<b>{when}: {expected} of {total} expected</b>", **given)
    if quorum.is_met:
        return words.say("<b>{when}: quorum met, {expected} of {total}</b>", **given)
    return words.say("<b>{when}: quorum not met, {expected} of {total}</b>", **given)


def _counts(words: Words, board: Board) -> Markup:
    counted = Counter(line.mode for line in board.members)
    waiting = counted[None] + counted[Mode.NOT_SURE]
    parts = [
        words.say("In person {count}", count=counted[Mode.IN_PERSON]),
        words.say("video {count}", count=counted[Mode.VIDEO]),
        words.say("deputy {count}", count=counted[Mode.DEPUTY]),
        words.say("apologies {count}", count=counted[Mode.APOLOGIES]),
        words.say("no reply {count}", count=waiting),
    ]
    return words.comma(parts)


def _papers_and_reply(
    words: Words, card: InvitationCard, style: Style = Style.PLAIN
) -> list[Button]:
    papers = Button(
        words.label("Papers ({count})", count=card.papers),
        presses.MEETING.write(card.meeting_id, "pap", card.revision),
        style=style,
    )
    return [papers, change_reply(words, card)] if card.papers else [change_reply(words, card)]


def _papers_line(words: Words, card: InvitationCard) -> Markup | None:
    if not card.papers:
        return None
    size = file_size(words, card.papers_size)
    return words.many(
        "Papers: 1 file, {size}.", "Papers: {count} files, {size}.", card.papers, size=size
    )
