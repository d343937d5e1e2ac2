"""Asking again who has not replied: the secretariat's plan, and what the silent get."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import nudges
from secretariat.invitation_cards import InvitationCard
from secretariat.nudges import SilentSeat, reachable_people
from storage import Person
from views import presses
from views.invitations import reply_rows
from views.moments import moment
from views.offices import office, person
from views.refusals import words_for
from views.screen import Button, Screen, Style, rows
from views.words import Words

#: At most this many people are named; the others are counted.
NAMED = 30


def plan(
    words: Words,
    meeting_id: int,
    seats: Sequence[SilentSeat],
    *,
    rounds: int,
    automatic: datetime | None,
    zone: ZoneInfo,
) -> Screen:
    """Ask whether to remind now; `rounds` is how often that was done, `automatic` what comes."""
    count = len(reachable_people(seats))
    back = Button(words.label("Back"), presses.BOARD.write(meeting_id, "show"))
    first = (
        words.many("<b>Remind 1 person now?</b>", "<b>Remind {count} people now?</b>", count)
        if count
        else words.say("<b>Nobody can be reminded here</b>")
    )
    send = presses.NUDGE.write(meeting_id, "send", rounds)
    return Screen(
        words.page(
            first,
            Markup(),
            *_lines(words, seats),
            Markup(),
            _automatic(words, automatic, zone),
        ),
        rows(
            Button(
                words.label_many("Send 1 reminder", "Send {count} reminders", count),
                send,
                style=Style.NEXT,
            )
            if count
            else None,
            back,
        ),
    )


def _lines(words: Words, seats: Sequence[SilentSeat]) -> list[Markup]:
    here = [(seat, who) for seat in seats for who in seat.reachable]
    away = [(seat, who) for seat in seats for who in seat.others]
    lines = [
        words.say(
            "On the assistant: {name}, {office}. Reminded so far: {times}",
            name=person(words, who),
            office=office(words, seat.seat.organisation),
            times=_times(words, seat.reminded),
        )
        for seat, who in here[:NAMED]
    ]
    lines += [_to_ring(words, seat, who) for seat, who in away[:NAMED]]
    nobody = [seat for seat in seats if not seat.reachable and not seat.others]
    lines += [
        words.say("Nobody named: {office}", office=office(words, seat.seat.organisation))
        for seat in nobody[:NAMED]
    ]
    more = len(here) + len(away) + len(nobody) - len(lines)
    if more:
        lines.append(words.many("and {count} more", "and {count} more", more))
    return lines


def _to_ring(words: Words, seat: SilentSeat, who: Person) -> Markup:
    number = who.telephone or seat.seat.organisation.telephone
    name, of = person(words, who), office(words, seat.seat.organisation)
    if number is None:
        return words.say("Not on the assistant: {name}, {office}", name=name, office=of)
    return words.say(
        "Not on the assistant: {name}, {office}. Ring {number}", name=name, office=of, number=number
    )


def _times(words: Words, count: int) -> Markup:
    return words.many("once", "{count} times", count) if count else words.say("never")


def _automatic(words: Words, at: datetime | None, zone: ZoneInfo) -> Markup:
    if at is None:
        return words.say("No automatic reminder is planned.")
    return words.say("An automatic reminder is planned for {at}.", at=moment(words, at, zone))


def nudge(words: Words, card: InvitationCard, now: datetime) -> Screen:
    """Ask a member for the reply."""
    if card.reply_by is not None and now < card.reply_by:
        by = moment(words, card.reply_by, card.zone, named=False)
        first = words.say("<b>Your reply is needed by {at}</b>", at=by)
    else:
        first = words.say("<b>Your reply is still awaited</b>")
    unsure = presses.REPLY.write(card.meeting_id, "u", card.revision)
    return Screen(
        words.page(
            first,
            _which(words, card),
            Markup(),
            words.say("Kindly confirm your office's representation."),
        ),
        rows(*reply_rows(words, card), Button(words.label("Not sure yet"), unsure)),
    )


def _which(words: Words, card: InvitationCard) -> Markup:
    at = moment(words, card.starts_at, card.zone)
    if card.venue and card.has_link:
        return words.say("Meeting of {at}, {venue} or video link", at=at, venue=card.venue)
    if card.venue:
        return words.say("Meeting of {at}, {venue}", at=at, venue=card.venue)
    if card.has_link:
        return words.say("Meeting of {at}, by video link", at=at)
    return words.say("Meeting of {at}", at=at)


def sent(words: Words, count: int) -> str:
    """Give the toast when reminders are on their way."""
    return words.label_many("1 reminder is being sent.", "{count} reminders are being sent.", count)


@words_for(nudges.AlreadyReminded)
def _already_reminded(words: Words, _refusal: nudges.AlreadyReminded, _zone: ZoneInfo) -> str:
    return words.label("These reminders were sent already, so nothing was sent again.")
