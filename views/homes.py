"""Home cards: what is next and what is open, for members, the chair and the secretariat."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.homes import Coming, Desk, Items, MemberHome, Unreachable, Why
from secretariat.members import Reach
from secretariat.quorums import Quorum
from secretariat.readers import Reader
from secretariat.setup import Step
from storage import Meeting, WorkingGroup
from views import presses
from views.invitations import reply_name
from views.moments import clock_tag, day, moment, same_clock
from views.offices import cut, full_office, office, person
from views.people import group_name
from views.screen import LABEL_WIDTH, Button, Rows, Screen, Style, in_pairs, rows
from views.words import Words
from views.zones import place


def member(words: Words, reader: Reader, card: MemberHome) -> Screen:
    """Give a member's, observer's or guest's card: the next meeting, the reply, the items."""
    text = words.page(
        *_next_meeting(words, reader, card.coming),
        Markup(),
        _own_items(words, card.items),
        Markup(),
        _who(words, reader, card.group),
    )
    return Screen(
        text,
        (
            *rows(_meeting_button(words, card.coming, Style.NEXT), _own_items_button(words, card)),
            *_ending(words, reader, card.group),
        ),
    )


def chair(words: Words, reader: Reader, card: MemberHome) -> Screen:
    """Give the chair's card: a member's, with who is expected and what the group owes."""
    text = words.page(
        *_next_meeting(words, reader, card.coming),
        None if card.quorum is None else _quorum_line(words, card.quorum),
        Markup(),
        None if card.group_items is None else _group_items(words, card.group_items),
        _own_items(words, card.items),
        Markup(),
        _who(words, reader, card.group),
    )
    board = None
    if card.coming is not None:
        board = Button(
            words.label("Who is coming"),
            presses.BOARD.write(card.coming.meeting.id, "show"),
            style=Style.NEXT,
        )
    return Screen(
        text,
        (
            *rows(
                board,
                _meeting_button(words, card.coming, Style.PLAIN),
                _own_items_button(words, card),
            ),
            *_ending(words, reader, card.group),
        ),
    )


def desk(words: Words, reader: Reader, card: Desk) -> Screen:
    """Give the secretariat's desk: what is waiting first, then a line for each area."""
    text = words.page(
        _news(words, card),
        Markup(),
        *_meeting_lines(words, card),
        _group_items(words, card.items),
        words.many(
            "Letters: {count} awaits an answer", "Letters: {count} await an answer", card.letters
        )
        if card.letters
        else None,
        _people(words, card.people),
        _open_steps(words, card.open_steps),
        Markup(),
        Markup("<i>{}</i>").format(words.value(group_name(words, card.group))),
    )
    group_id = card.group.id
    board = letters = steps = None
    if card.meeting is not None:
        board = Button(words.label("RSVP board"), presses.BOARD.write(card.meeting.id, "show"))
    if card.oldest_letter is not None:
        letters = Button(
            words.label("Letters ({count})", count=card.letters),
            presses.ANSWER.write(card.oldest_letter, "show"),
        )
    if card.open_steps:
        steps = Button(
            words.label("Continue the setup"),
            presses.SETUP.write(group_id, f"open-{card.open_steps[0]}"),
        )
    has_people = bool(sum(card.people.values()))
    buttons = [
        Button(
            words.label("New meeting"),
            presses.NEW.write(group_id),
            style=Style.NEXT if has_people else Style.PLAIN,
        ),
        board,
        letters,
        Button(words.label("Send a notice"), presses.NOTICES.write(group_id)),
        Button(words.label("Action items"), presses.ALL_ITEMS.write(group_id)),
        Button(words.label("Members"), presses.MEMBERS.write(group_id))
        if has_people
        else Button(
            words.label("Add members"), presses.MEMBERS.write(group_id, "add"), style=Style.NEXT
        ),
        steps,
    ]
    return Screen(
        text,
        (
            *in_pairs([button for button in buttons if button is not None]),
            *_ending(words, reader, card.group),
        ),
    )


def no_seat(words: Words) -> Screen:
    """Tell somebody who has joined that they hold no seat at present."""
    return Screen(
        words.page(
            words.say("<b>You hold no seat at present</b>"),
            Markup(),
            words.say(
                "The assistant has nothing to show you. If this is not right, kindly ring the "
                "secretariat."
            ),
        )
    )


def cannot_be_reached(words: Words, who: Unreachable) -> Screen:
    """Tell the secretariat whom the assistant cannot write to, why, and how to ring the office."""
    match who.why:
        case Why.BLOCKED:
            reason = words.say("The assistant has been blocked in that person's Telegram.")
        case Why.DEACTIVATED:
            reason = words.say("The Telegram account no longer exists.")
        case Why.OTHER:
            reason = words.say("Telegram does not deliver to that account.")
    telephone = who.person.telephone or who.organisation.telephone
    return Screen(
        words.page(
            words.say(
                "<b>{name}, {office}, cannot be reached</b>",
                name=person(words, who.person),
                office=office(words, who.organisation),
            ),
            Markup(),
            reason,
            words.say("Telephone: {telephone}", telephone=telephone) if telephone else None,
            words.say("What was to be sent is kept on record as not delivered."),
        ),
        rows(Button(words.label("Members"), presses.MEMBERS.write(who.group.id))),
    )


def _next_meeting(words: Words, reader: Reader, coming: Coming | None) -> tuple[Markup | None, ...]:
    if coming is None:
        return (
            words.say("<b>No meeting is announced</b>"),
            words.say("You will get a notice here when there is one."),
        )
    starts_at, zone = _start_of(coming.meeting)
    own = None
    if not same_clock(starts_at, zone, reader.zone):
        own = words.say(
            "Your time: {at} ({place})",
            at=moment(words, starts_at, reader.zone, named=False),
            place=place(words, reader.zone),
        )
    reply = None
    if coming.is_asked and coming.reply is None:
        reply = words.say("Your reply: <b>awaited</b>")
    elif coming.reply is not None:
        reply = words.say("Your reply: <b>{reply}</b>", reply=reply_name(words, coming.reply))
    return (
        words.say(
            "<b>Next meeting: {at}</b>", at=clock_tag(starts_at, moment(words, starts_at, zone))
        ),
        own,
        reply,
    )


def _start_of(meeting: Meeting) -> tuple[datetime, ZoneInfo]:
    assert meeting.starts_at is not None
    return meeting.starts_at, ZoneInfo(meeting.zone)


def _own_items(words: Words, items: Items) -> Markup:
    if items.overdue:
        return words.many(
            "Your action items: {count} open, {overdue} overdue",
            "Your action items: {count} open, {overdue} overdue",
            items.open,
            overdue=items.overdue,
        )
    if items.next_due is not None:
        return words.many(
            "Your action items: {count} open, due {day}",
            "Your action items: {count} open, next due {day}",
            items.open,
            day=day(words, items.next_due),
        )
    if items.open:
        return words.say("Your action items: {count} open", count=items.open)
    if items.closed:
        return words.say("You have no open action items. Closed ones: {count}.", count=items.closed)
    return words.say("You have no open action items.")


def _group_items(words: Words, items: Items) -> Markup:
    parts = [
        words.say("{count} open", count=items.open) if items.open else words.say("none open"),
        words.say("{count} overdue", count=items.overdue) if items.overdue else None,
        words.say("{count} reported done", count=items.reported) if items.reported else None,
    ]
    return words.say(
        "Action items: {counts}", counts=words.comma([part for part in parts if part is not None])
    )


def _who(words: Words, reader: Reader, group: WorkingGroup) -> Markup:
    holding = reader.seat_in(group.id)
    assert holding is not None
    return words.say(
        "<i>{group}. {name}, {office}</i>",
        group=group_name(words, group),
        name=person(words, reader.person),
        office=full_office(words, holding.seat.organisation),
    )


def _quorum_line(words: Words, quorum: Quorum) -> Markup:
    if quorum.needed is None:
        return _expected(words, quorum)
    if quorum.is_met:
        return words.say(
            "Quorum met: {expected} of {total}", expected=quorum.expected, total=quorum.total
        )
    return words.say(
        "Quorum not yet met: {expected} of {total}, {needed} needed",
        expected=quorum.expected,
        total=quorum.total,
        needed=quorum.needed,
    )


def _expected(words: Words, quorum: Quorum) -> Markup:
    if quorum.needed is None:
        return words.say(
            "{expected} of {total} expected", expected=quorum.expected, total=quorum.total
        )
    return words.say(
        "{expected} of {total} expected, {needed} needed",
        expected=quorum.expected,
        total=quorum.total,
        needed=quorum.needed,
    )


def _news(words: Words, card: Desk) -> Markup:
    if not sum(card.people.values()):
        return words.say("<b>No members yet</b>")
    waiting = [
        words.many("{count} reply missing", "{count} replies missing", card.missing)
        if card.missing
        else None,
        words.many("{count} item overdue", "{count} items overdue", card.items.overdue)
        if card.items.overdue
        else None,
        words.many("{count} letter waiting", "{count} letters waiting", card.letters)
        if card.letters
        else None,
        words.many(
            "{count} member to confirm", "{count} members to confirm", card.people[Reach.WAITING]
        )
        if card.people[Reach.WAITING]
        else None,
    ]
    news = [one for one in waiting if one is not None]
    if news:
        return words.say("<b>Desk: {news}</b>", news=words.comma(news))
    return words.say("<b>Desk: nothing is waiting</b>")


def _meeting_lines(words: Words, card: Desk) -> tuple[Markup, ...]:
    if not sum(card.people.values()):
        return (
            words.say("Paste a list of names and offices; you get one invitation text for each."),
        )
    if card.meeting is None or card.quorum is None:
        if card.has_met:
            return (words.say("No meeting is announced."),)
        return (words.say("No meetings yet. The quickest start is to paste one message."),)
    starts_at, zone = _start_of(card.meeting)
    on = day(words, starts_at.astimezone(zone).date())
    expected = _expected(words, card.quorum)
    if card.meeting.number is None:
        return (words.say("Meeting of {day}: {expected}", day=on, expected=expected),)
    return (
        words.say(
            "Meeting {number}, {day}: {expected}",
            number=card.meeting.number,
            day=on,
            expected=expected,
        ),
    )


def _people(words: Words, people: dict[Reach, int]) -> Markup | None:
    everyone = sum(people.values())
    if not everyone:
        return None
    parts = [
        words.say(
            "{joined} of {total} on the assistant", joined=people[Reach.JOINED], total=everyone
        ),
        words.say("{count} waiting to be confirmed", count=people[Reach.WAITING])
        if people[Reach.WAITING]
        else None,
        words.say("{count} cannot be reached", count=people[Reach.UNREACHABLE])
        if people[Reach.UNREACHABLE]
        else None,
    ]
    return words.say(
        "Members: {counts}", counts=words.comma([part for part in parts if part is not None])
    )


def _open_steps(words: Words, steps: Sequence[Step]) -> Markup | None:
    if not steps:
        return None
    names = {
        Step.NAME: words.say("name of the group"),
        Step.ZONE: words.say("time zone"),
        Step.QUORUM: words.say("quorum"),
        Step.TELEPHONE: words.say("telephone of the secretariat"),
    }
    return words.say(
        "Still to be set: {steps}", steps=words.comma(names[one] for one in steps if one in names)
    )


def _meeting_button(words: Words, coming: Coming | None, style: Style) -> Button | None:
    if coming is None:
        return None
    press = presses.MEETING.write(coming.meeting.id, "card")
    return Button(words.label("Next meeting"), press, style=style)


def _own_items_button(words: Words, card: MemberHome) -> Button:
    label = words.label("My action items")
    if card.items.open:
        label = words.label("My action items ({count})", count=card.items.open)
    return Button(label, presses.ITEMS.write(card.group.id))


def _ending(words: Words, reader: Reader, group: WorkingGroup) -> Rows:
    others = [
        Button(
            cut(words.label("Other group: {group}", group=group_name(words, one)), LABEL_WIDTH[1]),
            presses.GROUP.write(one.id),
        )
        for one in reader.groups.values()
        if one.id != group.id
    ]
    return rows(
        *others,
        [
            Button(words.label("Settings"), presses.SETTINGS.write()),
            Button(words.label("Help"), presses.HELP.write()),
        ],
    )
