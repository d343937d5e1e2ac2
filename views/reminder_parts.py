"""What the reminders of a meeting share: when it is as seen from now, and their buttons."""

from markupsafe import Markup

from secretariat.invitation_cards import InvitationCard
from secretariat.occasions import ReminderCard, days_left
from views import presses
from views.invitations import short_deputy, when_lines
from views.moments import hour, moment, zone_name
from views.screen import Button, Style
from views.words import Words


def moment_ahead(words: Words, reminder: ReminderCard) -> Markup:
    """Say when the meeting is as seen from now: "Tomorrow 14:00 PKT"."""
    card = reminder.card
    left = days_left(card, reminder.now, card.reader_zone)
    same_day = left == days_left(card, reminder.now, card.zone)
    at = hour_and_zone(words, card)
    if left == 1 and same_day:
        return words.say("Tomorrow {at}", at=at)
    if left == 0 and same_day:
        return words.say("Today {at}", at=at)
    return in_days(words, reminder)


def in_days(words: Words, reminder: ReminderCard) -> Markup:
    """Say when the meeting is, with its date: "In 7 days: Wed 15 Apr, 14:00 PKT"."""
    card = reminder.card
    at = moment(words, card.starts_at, card.zone)
    left = days_left(card, reminder.now, card.reader_zone)
    if left <= 0:
        return words.say("Today: {at}", at=at)
    return words.many("Tomorrow: {at}", "In {count} days: {at}", left, at=at)


def hour_and_zone(words: Words, card: InvitationCard) -> Markup:
    """Give the start's hour on the meeting's own clock."""
    local = card.starts_at.astimezone(card.zone)
    zone = zone_name(words, card.zone, card.starts_at)
    return words.say("{hour} {zone}", hour=hour(words, local.time()), zone=zone)


def own_time(words: Words, card: InvitationCard) -> tuple[Markup, ...]:
    """Give the reader's own hours where their clock differs from the meeting's."""
    return when_lines(words, card)[1:]


def place(words: Words, card: InvitationCard) -> Markup | None:
    """Give where the meeting is."""
    if card.venue and card.has_link:
        return words.say("{venue}, or video link", venue=card.venue)
    if card.venue:
        return words.value(card.venue)
    return words.say("By video link") if card.has_link else None


def change_reply(words: Words, card: InvitationCard) -> Button:
    """Give the button that leads to the reader's own reply."""
    return Button(
        words.label("Change my reply") if card.reply else words.label("My reply"),
        presses.MEETING.write(card.meeting_id, "card", card.revision),
    )


def who_is_coming(words: Words, card: InvitationCard) -> Button:
    """Give the button that leads to the board."""
    return Button(
        words.label("Who is coming"),
        presses.BOARD.write(card.meeting_id, "show"),
        style=Style.NEXT,
    )


def open_meeting(words: Words, card: InvitationCard) -> Button | None:
    """Give the button that opens the video link, where it may be shown."""
    if not is_address(card.link) or card.link is None:
        return None
    return Button(words.label("Open the meeting"), url=card.link, style=Style.NEXT)


def is_address(link: str | None) -> bool:
    """Tell whether a link can be put on a button."""
    return link is not None and link.startswith(("http://", "https://"))


def deputy_of(card: InvitationCard) -> str:
    """Give the name of the deputy who comes."""
    assert card.reply is not None
    return short_deputy(card.reply.deputy_name or "")
