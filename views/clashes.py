"""Two editors of one draft: both changes shown, and what to do with them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from markupsafe import Markup

from secretariat.announcements import Label
from secretariat.draft_cards import DraftCard
from secretariat.draft_clashes import Clash, FieldChange
from views import presses
from views.draft_parts import field_name, shortened
from views.moments import day, hour, moment
from views.offices import person
from views.open_points import the_field
from views.screen import LABEL_WIDTH, Button, Screen, Style, rows
from views.words import Words

_LONGEST = 100


def clash(words: Words, card: DraftCard, both: Clash, clash_id: int) -> Screen:
    """Show what others changed meanwhile and the reader's own change, which was not made."""
    last = both.theirs[-1]
    mine = words.value(shortened(both.words, _LONGEST))
    field = field_name(words, both.label)

    def press(argument: str) -> str:
        return presses.DRAFT.write(card.meeting.id, f"{argument}-{clash_id}", card.meeting.version)

    if both.is_same_field:
        theirs = next(one for one in reversed(both.theirs) if one.label is both.label)
        value = _value(words, card, theirs.label, theirs.after)
        return Screen(
            words.page(
                words.say("<b>Both of you changed {field}</b>", field=the_field(words, both.label)),
                Markup(),
                words.say("Yours: {value}", value=mine),
                words.say("{name}: {value}", name=person(words, theirs.by), value=value),
            ),
            rows(
                Button(_use(words, mine), press("merge"), style=Style.SAFE),
                Button(_use(words, value), press("theirs")),
                Button(
                    words.label("Show the draft"),
                    presses.DRAFT.write(card.meeting.id, "show", card.meeting.version),
                ),
            ),
        )
    return Screen(
        words.page(
            _headline(words, last, card.now),
            Markup(),
            *(_change(words, card, one) for one in both.theirs),
            words.say("Your change: {field}, {value}", field=field, value=mine),
            Markup(),
            words.say("Both fit together."),
        ),
        rows(
            Button(words.label("Apply mine too"), press("merge"), style=Style.SAFE),
            Button(words.label("Keep theirs only"), press("theirs")),
            Button(
                words.label("Show the draft"),
                presses.DRAFT.write(card.meeting.id, "show", card.meeting.version),
            ),
        ),
    )


def _use(words: Words, value: Markup) -> str:
    plain = value.striptags()
    return words.label("Use {value}", value=shortened(plain, LABEL_WIDTH[1] - 8))


def _headline(words: Words, change: FieldChange, now: datetime) -> Markup:
    name = person(words, change.by)
    seconds = max(1, int((now - change.at) / timedelta(seconds=1)))
    if seconds < 60:
        return words.many(
            "<b>{name} changed this 1 second ago</b>",
            "<b>{name} changed this {count} seconds ago</b>",
            seconds,
            name=name,
        )
    if seconds < 3600:
        return words.many(
            "<b>{name} changed this 1 minute ago</b>",
            "<b>{name} changed this {count} minutes ago</b>",
            seconds // 60,
            name=name,
        )
    return words.many(
        "<b>{name} changed this 1 hour ago</b>",
        "<b>{name} changed this {count} hours ago</b>",
        seconds // 3600,
        name=name,
    )


def _change(words: Words, card: DraftCard, change: FieldChange) -> Markup:
    name = field_name(words, change.label)
    after = _value(words, card, change.label, change.after)
    if not change.before:
        return words.say("{field}: <b>{after}</b>", field=name, after=after)
    before = _value(words, card, change.label, change.before)
    return words.say(
        "{field}: {before} became <b>{after}</b>", field=name, before=before, after=after
    )


def _value(words: Words, card: DraftCard, label: Label, value: Any) -> Markup:
    """Word a value as the trail keeps it (see secretariat.draft_fields.shown_of)."""
    if not value:
        return words.say("none")
    match label:
        case Label.DATE:
            return day(words, date.fromisoformat(value), year=True)
        case Label.REPLY_BY:
            return moment(words, datetime.fromisoformat(value), card.zone)
        case Label.TIME:
            return _hours(words, value)
        case Label.AGENDA:
            return words.many("1 item", "{count} items", len(value))
    return words.value(shortened(str(value), _LONGEST))


def _hours(words: Words, value: list[str]) -> Markup:
    try:
        clock = [hour(words, time.fromisoformat(one)) for one in value]
    except ValueError:
        # Words of a time that had no date yet.
        return words.value(value[0])
    if len(clock) == 1:
        return clock[0]
    return words.say("{start} to {end}", start=clock[0], end=clock[1])
