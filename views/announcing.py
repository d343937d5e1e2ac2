"""Announcing a meeting: the ways, the form, the check card, and what is changed on it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.announcements import Label
from secretariat.audiences import INVITED, audience_of
from secretariat.draft_cards import DraftCard
from secretariat.draft_fields import EDITABLE, OPTIONAL
from secretariat.meeting_reminders import Rule
from secretariat.papers import PaperTooBig, TooManyPapers
from storage import Category, Meeting, Person
from views import presses
from views.basics import home
from views.concerns import look_at
from views.draft_parts import (
    by_hand_line,
    field_name,
    field_value,
    full_moment,
    goes_to,
    hint,
    shortened,
    unreachable_line,
)
from views.moments import city, day, file_size, hour, hours, moment, zone_name
from views.offices import person
from views.refusals import words_for
from views.screen import Button, Screen, Style, in_pairs, rows
from views.words import Words


def ways(words: Words, group_id: int, drafts: Sequence[Meeting]) -> Screen:
    """Give the ways to announce a meeting that there are."""
    return Screen(
        words.page(
            words.say("<b>New meeting</b>"),
            Markup(),
            words.say("Nothing is sent before you press Publish."),
        ),
        rows(
            Button(
                words.label("Paste one message"),
                presses.NEW.write(group_id, "form"),
                style=Style.NEXT,
            ),
            *(_continue(words, draft, alone=len(drafts) == 1) for draft in drafts),
            Button(words.label("Close"), presses.HOME.write()),
        ),
    )


def _continue(words: Words, draft: Meeting, *, alone: bool) -> Button:
    press = presses.DRAFT.write(draft.id, "open", draft.version)
    if alone or draft.starts_at is None:
        return Button(words.label("Continue the draft"), press)
    at = day(words, draft.starts_at.astimezone(ZoneInfo(draft.zone)).date())
    return Button(words.label("Draft of {day}", day=at), press)


def form(words: Words, group_id: int, note: Markup | None = None) -> Screen:
    """Ask for the notice as one message, with a form to copy."""
    empty = words.label("Title:\nDate:\nTime:\nVenue:\nLink:\nAgenda:\nReply by:")
    return Screen(
        words.page(
            note or words.say("<b>Send the notice as one message</b>"),
            Markup(),
            words.say(
                "Only <b>Title</b> and <b>Date</b> are required. English or Urdu labels work; "
                "order does not matter. You can also send a form you kept from last time."
            ),
            Markup("<pre>{}</pre>").format(empty),
        ),
        rows(
            Button(words.label("Copy the form"), copy=empty, style=Style.NEXT),
            Button(words.label("Show an example"), presses.NEW.write(group_id, "example")),
            Button(words.label("Close"), presses.HOME.write()),
        ),
    )


def example(words: Words, group_id: int) -> Screen:
    """Give a notice as it may be sent."""
    text = words.label(
        "Title: Second meeting of the Expert Working Group\n"
        "Date: 6 May\n"
        "Time: 2 to 4 pm\n"
        "Venue: Committee Room 2, National Police Bureau, Islamabad\n"
        "Link: https://meet.example.org/ewg-2\n"
        "Agenda: 1 Minutes of the last meeting 2 Work plan, for approval 3 Any other business\n"
        "Reply by: 1 May"
    )
    return Screen(
        words.page(
            words.say("<b>An example</b>"),
            Markup(),
            Markup("<pre>{}</pre>").format(text),
            words.say("Now send yours."),
        ),
        rows(
            Button(words.label("Back"), presses.NEW.write(group_id, "form")),
            Button(words.label("Close"), presses.HOME.write()),
        ),
    )


def check(words: Words, card: DraftCard) -> Screen:
    """Give the card from which a meeting is published."""
    meeting = card.meeting
    assert meeting.starts_at is not None
    count = len(card.reach.on)
    return Screen(
        words.page(
            words.say("<b>Check: {at}</b>", at=full_moment(words, meeting.starts_at, card.zone)),
            Markup(),
            _hours_line(words, card),
            _reply_by_line(words, card),
            goes_to(words, card.reach),
            by_hand_line(words, card.reach),
            unreachable_line(words, [one.person for one in card.reach.unreachable]),
            _reminders_line(words, card.reminders),
            Markup(),
            look_at(words, card.concerns, card.zone),
        ),
        rows(
            Button(
                words.label_many("Publish to 1 person", "Publish to {count} people", count),
                presses.PUBLISH.write(meeting.id, "go", meeting.version),
                style=Style.SAFE,
            )
            if card.may_publish
            else Button(
                words.label("Ready to publish"),
                _data(card, "ready"),
                style=Style.NEXT,
            ),
            Button(words.label("Change something"), _data(card, "fields")),
            *in_pairs(
                [
                    Button(words.label("Add papers"), _data(card, "papers")),
                    Button(words.label("Who gets it"), _data(card, "audience")),
                ]
            ),
            Button(words.label("Keep as draft"), _data(card, "keep")),
        ),
    )


def _data(card: DraftCard, argument: str) -> str:
    return presses.DRAFT.write(card.meeting.id, argument, card.meeting.version)


def _hours_line(words: Words, card: DraftCard) -> Markup:
    meeting = card.meeting
    assert meeting.starts_at is not None
    start = meeting.starts_at.astimezone(card.zone)
    shown = hours(words, start, (meeting.ends_at or meeting.starts_at).astimezone(card.zone))
    zone = zone_name(words, card.zone, meeting.starts_at)
    if not card.other_zones:
        return words.say("Time: {hours} {zone}", hours=shown, zone=zone)
    elsewhere = words.comma(
        words.say(
            "{hour} in {city}",
            hour=_hour_elsewhere(words, meeting.starts_at, card.zone, other),
            city=city(words, other),
        )
        for other in card.other_zones
    )
    return words.say(
        "Time: {hours} {zone} ({elsewhere})", hours=shown, zone=zone, elsewhere=elsewhere
    )


def _hour_elsewhere(words: Words, at: datetime, zone: ZoneInfo, other: ZoneInfo) -> Markup:
    local = at.astimezone(other)
    if local.date() == at.astimezone(zone).date():
        return hour(words, local.time())
    return words.comma([day(words, local.date()), hour(words, local.time())])


def _reply_by_line(words: Words, card: DraftCard) -> Markup | None:
    if card.meeting.reply_by is None:
        return None
    return words.say("Replies by: {at}", at=moment(words, card.meeting.reply_by, card.zone))


def _reminders_line(words: Words, rules: Sequence[Rule]) -> Markup:
    names = {
        Rule.WEEK: words.say("7 days"),
        Rule.DAY: words.say("1 day"),
        Rule.HOUR: words.say("1 hour"),
    }
    if not rules:
        return words.say("Reminders: none, it begins within the hour")
    return words.say("Reminders: {list}", list=words.comma(names[rule] for rule in rules))


def fields(words: Words, card: DraftCard) -> Screen:
    """Show the draft field by field, with a button to change each."""
    lines = [
        words.say("{field}: {value}", field=field_name(words, label), value=value)
        for label in EDITABLE
        if (value := field_value(words, card, label)) is not None
    ]
    buttons = [
        Button(field_name(words, label).striptags(), _data(card, f"ask-{label.name}"))
        for label in EDITABLE
    ]
    return Screen(
        words.page(words.say("<b>Change which field?</b>"), Markup(), *lines),
        rows(*in_pairs(buttons), Button(words.label("Back"), _data(card, "show"))),
    )


def ask(words: Words, card: DraftCard, label: Label, note: Markup | None = None) -> Screen:
    """Ask for one field's new value; likely days are offered for the date."""
    value = field_value(words, card, label)
    buttons = []
    if label is Label.DATE:
        buttons = [
            Button(str(day(words, one)), _data(card, f"set-{label.name}-{one.isoformat()}"))
            for one in card.likely_days
        ]
    return Screen(
        words.page(
            note or words.say("<b>Type the new value: {field}</b>", field=field_name(words, label)),
            words.say("Now: {value}", value=value) if value else None,
            Markup(),
            hint(words, label),
            words.say("The rest is kept."),
        ),
        rows(
            *in_pairs(buttons),
            Button(words.label("Leave it out"), _data(card, f"clear-{label.name}"))
            if label in OPTIONAL and value
            else None,
            Button(words.label("Back"), _data(card, "show")),
        ),
    )


def papers(words: Words, card: DraftCard, note: Markup | None = None) -> Screen:
    """Show the papers and ask for the next one."""
    count = len(card.papers)
    size = file_size(words, sum(paper.size for paper in card.papers))
    if count:
        first = words.many(
            "<b>Papers: 1 file, {size}</b>",
            "<b>Papers: {count} files, {size}</b>",
            count,
            size=size,
        )
    else:
        first = words.say("<b>No papers yet</b>")
    listed = [
        words.say("{name}, {size}", name=paper.title, size=file_size(words, paper.size))
        for paper in card.papers
    ]
    removals = [
        Button(
            words.label("Remove {name}", name=shortened(paper.title, 20)),
            _data(card, f"unpaper-{paper.id}"),
        )
        for paper in card.papers
    ]
    return Screen(
        words.page(
            note,
            first,
            *listed,
            Markup(),
            words.say("Send the files here one by one, each up to 50 MB. Then press Done."),
        ),
        rows(
            *removals,
            Button(words.label("Done"), _data(card, "show"), style=Style.NEXT),
        ),
    )


def no_paper(words: Words, kind: str) -> Markup:
    """Explain that what came is no paper."""
    if kind == "photo":
        return words.say("A picture loses its quality this way. Send it as a file instead.")
    if kind in ("voice", "video_note", "audio"):
        return words.say("A voice message cannot be a paper. Send a file.")
    return words.say("This is not a file, so it was not added.")


def audience(words: Words, card: DraftCard) -> Screen:
    """Show which seats are invited, each category a button that turns it on and off."""
    chosen = audience_of(card.meeting)
    buttons = [
        Button(
            category_name(words, category, chosen=category in chosen),
            _data(card, f"toggle-{category.value}"),
            style=Style.SAFE if category in chosen else Style.PLAIN,
        )
        for category in INVITED
        if category in card.categories
    ]
    return Screen(
        words.page(
            words.say("<b>Who gets the notice?</b>"),
            Markup(),
            goes_to(words, card.reach),
            by_hand_line(words, card.reach),
        ),
        rows(
            *in_pairs(buttons),
            Button(words.label("Done"), _data(card, "show"), style=Style.NEXT),
        ),
    )


def category_name(words: Words, category: Category, *, chosen: bool) -> str:
    """Give the button of a category of seats."""
    match category, chosen:
        case Category.MEMBER, True:
            return words.label("Members ✓")
        case Category.MEMBER, False:
            return words.label("Members")
        case Category.OBSERVER, True:
            return words.label("Observers ✓")
        case Category.OBSERVER, False:
            return words.label("Observers")
        case _, True:
            return words.label("Guests ✓")
    return words.label("Guests")


def kept(words: Words, card: DraftCard) -> Screen:
    """Say that the draft is kept and how to go on with it."""
    return Screen(
        words.page(
            words.say("<b>Kept as a draft</b>"),
            words.value(card.meeting.title) if card.meeting.title else None,
            Markup(),
            words.say("Nothing was sent. /new offers to continue it."),
        ),
        rows(
            Button(words.label("Continue the draft"), _data(card, "open"), style=Style.NEXT),
            home(words),
        ),
    )


def ready(words: Words, card: DraftCard, by: Person) -> Screen:
    """Tell who may publish that somebody of the secretariat has prepared a meeting."""
    at = card.meeting.starts_at
    return Screen(
        words.page(
            words.say("<b>{name} has prepared a meeting</b>", name=person(words, by)),
            moment(words, at, card.zone, year=True) if at else None,
            words.value(card.meeting.title) if card.meeting.title else None,
            Markup(),
            words.say("It is ready to publish. Nothing was sent yet."),
        ),
        rows(Button(words.label("Open the draft"), _data(card, "open"), style=Style.NEXT)),
    )


def said_ready(words: Words) -> str:
    """Give the toast after "Ready to publish"."""
    return words.label("The secretaries have been told that it is ready to publish.")


def too_few(words: Words) -> str:
    """Give the alert where the last category would be turned off."""
    return words.label("Somebody must get the notice, so the last group stays on.")


def published_already(words: Words, meeting: Meeting) -> str:
    """Say why an edit of the pasted message changed nothing."""
    assert meeting.starts_at is not None
    at = meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date()
    return words.label(
        "The meeting of {day} is published, so editing your message changed nothing. "
        "Use Change, postpone or cancel on its card.",
        day=day(words, at),
    )


@words_for(PaperTooBig)
def _too_big(words: Words, refusal: PaperTooBig, _zone: object) -> str:
    return words.label(
        "This file has {size}; a paper can have 50 MB. Send a smaller one. The others are kept.",
        size=file_size(words, refusal.size),
    )


@words_for(TooManyPapers)
def _too_many(words: Words, _refusal: TooManyPapers, _zone: object) -> str:
    return words.label("A meeting can have 20 papers. This one was not added; the others are kept.")
