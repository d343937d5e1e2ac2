"""The parts that cards of a meeting's preparation share: its fields in words, its people."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.announcements import Label
from secretariat.draft_cards import DraftCard
from secretariat.meetings import Reach
from storage import Category, Meeting, Person
from views.moments import day, hour, hours, moment
from views.offices import listed, office, person
from views.words import Words


def full_moment(words: Words, at: datetime, zone: ZoneInfo) -> Markup:
    """Give a moment with its weekday and month in full: "Wednesday 15 April 2026, 14:00"."""
    local = at.astimezone(zone)
    return words.comma([day(words, local.date(), full=True), hour(words, local.time())])


def field_name(words: Words, label: Label) -> Markup:
    """Give a field's name as it stands before its value."""
    match label:
        case Label.TITLE:
            return words.say("Title")
        case Label.DATE:
            return words.say("Date")
        case Label.TIME:
            return words.say("Time")
        case Label.VENUE:
            return words.say("Venue")
        case Label.LINK:
            return words.say("Link")
        case Label.AGENDA:
            return words.say("Agenda")
        case Label.REPLY_BY:
            return words.say("Reply by")
        case Label.NUMBER:
            return words.say("Number")
        case Label.CHAIR:
            return words.say("Chair")
        case Label.MODERATOR:
            return words.say("Moderator")
        case Label.TELEPHONE:
            return words.say("Telephone")
        case Label.GATE:
            return words.say("Gate")
        case Label.DIAL_IN:
            return words.say("Dial-in")
        case Label.TEST_LINK:
            return words.say("Test link")
        case Label.MAP:
            return words.say("Map")
        case Label.NOTE:
            return words.say("Note")


def field_value(words: Words, card: DraftCard, label: Label) -> Markup | None:
    """Give a draft's field as it stands; None if it is empty."""
    meeting, start = card.meeting, card.meeting.starts_at
    match label:
        case Label.DATE if start is not None:
            return day(words, start.astimezone(card.zone).date(), full=True)
        case Label.DATE:
            return day(words, card.day, full=True) if card.day else None
        case Label.TIME if start is not None:
            return hours(
                words,
                start.astimezone(card.zone),
                (meeting.ends_at or start).astimezone(card.zone),
            )
        case Label.TIME:
            return words.value(card.time_words) if card.time_words else None
        case Label.AGENDA:
            count = len(card.agenda)
            return words.many("1 item", "{count} items", count) if count else None
        case Label.REPLY_BY:
            return moment(words, meeting.reply_by, card.zone) if meeting.reply_by else None
    raw = {Label.TITLE: meeting.title, Label.VENUE: meeting.venue, Label.LINK: meeting.link}
    value = raw.get(label)
    return words.value(value) if value else None


def hint(words: Words, label: Label) -> Markup | None:
    """Give an example of how a field is written; None where anything will do."""
    match label:
        case Label.DATE:
            return words.say("Write for example <i>15 April</i> or <i>next Wednesday</i>.")
        case Label.TIME:
            return words.say("Write for example <i>14:00 to 16:00</i> or <i>2 to 4 pm</i>.")
        case Label.REPLY_BY:
            return words.say("Write for example <i>10 April</i>; replies close at 17:00.")
        case Label.LINK:
            return words.say("A link begins with https:// and has no spaces.")
        case Label.AGENDA:
            return words.say("Number the items, or write each on a line of its own.")
    return None


def shortened(text: str, width: int) -> str:
    """Give a text cut to a width, with an ellipsis where it was cut."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def numbered(words: Words, meeting: Meeting, zone: ZoneInfo) -> Markup:
    """Name a meeting by its number and moment: "Meeting 1, Wed 15 Apr 2026, 14:00 PKT"."""
    assert meeting.starts_at is not None
    at = moment(words, meeting.starts_at, zone, year=True)
    if meeting.number is None:
        return words.say("Meeting of {at}", at=at)
    return words.say("Meeting {number}, {at}", number=meeting.number, at=at)


def goes_to(words: Words, reach: Reach) -> Markup:
    """Say how many people of each category get a notice."""
    counted = [
        shown
        for category in Category
        if (shown := people(words, category, reach.count(category))) is not None
    ]
    if not counted:
        return words.say("Goes to: nobody on the assistant")
    return words.say("Goes to: {people}", people=words.comma(counted))


def people(words: Words, category: Category, count: int) -> Markup | None:
    """Give a number of people of a category in words; None for nobody."""
    match category:
        case _ if count == 0:
            return None
        case Category.MEMBER:
            return words.many("1 member", "{count} members", count)
        case Category.OBSERVER:
            return words.many("1 observer", "{count} observers", count)
        case Category.GUEST:
            return words.many("1 guest", "{count} guests", count)
        case Category.SECRETARIAT:
            return words.many("1 of the secretariat", "{count} of the secretariat", count)


def by_hand_names(words: Words, reach: Reach) -> Markup | None:
    """List who is not on the assistant, and the offices for which nobody speaks; None: all are."""
    names = [
        words.say(
            "{name}, {office}",
            name=person(words, one.person),
            office=office(words, one.seat.organisation),
        )
        for one in reach.by_hand
    ]
    names += [
        words.say("{office} (vacant)", office=office(words, seat.organisation))
        for seat in reach.vacant
    ]
    return listed(words, names) if names else None


def by_hand_line(words: Words, reach: Reach) -> Markup | None:
    """Say who is not on the assistant."""
    names = by_hand_names(words, reach)
    return words.say("Not on the assistant: {names}", names=names) if names else None


def unreachable_line(words: Words, people_lost: Sequence[Person]) -> Markup | None:
    """Say to whom Telegram does not let the assistant write."""
    if not people_lost:
        return None
    names = listed(words, [person(words, one) for one in people_lost])
    return words.say("Cannot be reached: {names}", names=names)
