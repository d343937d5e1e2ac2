"""What is asked about a meeting's draft, one thing at a time, with everything else kept."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.announcements import Label
from secretariat.draft_cards import DraftCard
from secretariat.draft_fields import OPTIONAL
from secretariat.open_points import Choice, OpenPoint, PointKind, Span
from views import presses
from views.draft_parts import hint, shortened
from views.moments import day, hour, hours, moment
from views.screen import LABEL_WIDTH, Button, Screen, Style, in_pairs, rows
from views.words import Words

#: Characters of what was written that are shown again.
QUOTED = 80


def question(words: Words, card: DraftCard, note: Markup | None = None) -> Screen:
    """Ask the draft's open point; a note in place of its news says why it is asked again."""
    point = card.point
    assert point is not None
    buttons = [
        Button(
            choice_label(words, choice, card.zone, with_year=point.kind is not PointKind.MISSING),
            _data(card, f"choose-{point.label.name}-{number}"),
            style=Style.NEXT if number == 0 else Style.PLAIN,
        )
        for number, choice in enumerate(point.choices)
    ]
    first, second = news(
        words,
        point,
        card.zone,
        on=card.day,
        starts_at=card.meeting.starts_at,
        reply_by=card.meeting.reply_by,
    )
    return Screen(
        words.page(
            note or first,
            Markup(),
            second if note is None else None,
            _kept(words, point),
        ),
        rows(
            *in_pairs(buttons),
            Button(type_label(words, point.label), _data(card, f"ask-{point.label.name}")),
            _leave(words, card, point),
            Button(words.label("Keep as draft"), _data(card, "keep")),
        ),
    )


def _data(card: DraftCard, argument: str) -> str:
    return presses.DRAFT.write(card.meeting.id, argument, card.meeting.version)


def _leave(words: Words, card: DraftCard, point: OpenPoint) -> Button | None:
    press = _data(card, f"leave-{point.label.name}")
    written = point.kind in (
        *(PointKind.UNREADABLE, PointKind.AMBIGUOUS, PointKind.CONTRADICTS),
        *(PointKind.TOO_LONG, PointKind.NOT_A_LINK),
    )
    if written and point.has_value:
        return Button(words.label("Leave it as it was"), press)
    if written and point.label not in (Label.TITLE, Label.DATE, Label.TIME):
        return Button(words.label("Leave it out"), press)
    if point.label in OPTIONAL:
        return Button(words.label("Leave it out"), _data(card, f"clear-{point.label.name}"))
    return None


def choice_label(words: Words, choice: Choice, zone: ZoneInfo, *, with_year: bool) -> str:
    """Give the button of one answer."""
    shown = choice.shown
    if isinstance(shown, Span):
        label = _span(words, shown).striptags()
        # In words an exact span outgrows a button; the starts alone still tell readings apart.
        return label if len(label) <= LABEL_WIDTH[1] else hour(words, shown.start).striptags()
    if isinstance(shown, datetime):
        named = choice.stored is not None and isinstance(choice.stored, dict)
        return moment(words, shown, zone, named=named).striptags()
    return day(words, shown, year=with_year).striptags()


def _span(words: Words, span: Span) -> Markup:
    if span.end is None:
        return hour(words, span.start)
    on = date(2000, 1, 1)
    return hours(words, datetime.combine(on, span.start), datetime.combine(on, span.end))


def type_label(words: Words, label: Label) -> str:
    """Give the button that has a field typed."""
    match label:
        case Label.TITLE:
            return words.label("Type the title")
        case Label.DATE:
            return words.label("Type the date")
        case Label.TIME:
            return words.label("Type the time")
        case Label.REPLY_BY:
            return words.label("Type the reply-by date")
        case Label.VENUE:
            return words.label("Type the venue")
        case Label.LINK:
            return words.label("Type the link")
    return words.label("Type it again")


def the_field(words: Words, label: Label) -> Markup:
    """Give a field as it is spoken of: "the date"."""
    match label:
        case Label.TITLE:
            return words.say("the title")
        case Label.DATE:
            return words.say("the date")
        case Label.TIME:
            return words.say("the time")
        case Label.REPLY_BY:
            return words.say("the reply-by date")
        case Label.VENUE:
            return words.say("the venue")
        case Label.LINK:
            return words.say("the link")
        case Label.AGENDA:
            return words.say("the agenda")
    return words.say("one of the lines")


def news(
    words: Words,
    point: OpenPoint,
    zone: ZoneInfo,
    *,
    on: date | None,
    starts_at: datetime | None = None,
    reply_by: datetime | None = None,
) -> tuple[Markup, Markup | None]:
    """Give the first line of a question and what explains it.

    The day, start and reply-by are those of the draft, as far as they are known.
    """
    field, written = the_field(words, point.label), shortened(point.words, QUOTED)
    match point.kind:
        case PointKind.MISSING:
            return words.say("<b>One thing is missing: {field}</b>", field=field), None
        case PointKind.AMBIGUOUS:
            return (
                words.say("<b>One thing is unclear: {field}</b>", field=field),
                words.say("“{words}” can be read in more than one way.", words=written),
            )
        case PointKind.CONTRADICTS:
            return (
                words.say("<b>One thing is unclear: {field}</b>", field=field),
                words.say("“{words}”: the weekday is not that day's.", words=written),
            )
        case PointKind.TOO_LONG:
            return (
                words.say("<b>Too long: {field}</b>", field=field),
                words.say(
                    "It has {length} characters; at most {limit} can be kept.",
                    length=len(point.words),
                    limit=point.limit,
                ),
            )
        case PointKind.NOT_A_LINK:
            return words.say("<b>This is not a link: “{words}”</b>", words=written), None
        case PointKind.UNREADABLE:
            return _not_understood(words, point.label, written), None
    if starts_at is not None and reply_by is not None and point.kind is PointKind.AFTER_START:
        return (
            words.say("<b>Replies would close after the meeting begins</b>"),
            words.say(
                "Replies by {reply_by}; the meeting is on {start}.",
                reply_by=moment(words, reply_by, zone),
                start=moment(words, starts_at, zone),
            ),
        )
    if point.kind is PointKind.PAST:
        return _past(words, point, zone, written, on, reply_by), None
    return _impossible_hours(words, point, written)


def _not_understood(words: Words, label: Label, written: str) -> Markup:
    match label:
        case Label.DATE:
            return words.say("<b>The date was not understood: “{words}”</b>", words=written)
        case Label.TIME:
            return words.say("<b>The time was not understood: “{words}”</b>", words=written)
        case Label.REPLY_BY:
            return words.say(
                "<b>The reply-by date was not understood: “{words}”</b>", words=written
            )
    return words.say("<b>This was not understood: “{words}”</b>", words=written)


def _past(
    words: Words,
    point: OpenPoint,
    zone: ZoneInfo,
    written: str,
    on: date | None,
    reply_by: datetime | None,
) -> Markup:
    if point.label is Label.REPLY_BY and reply_by is not None:
        at = moment(words, reply_by, zone)
        return words.say("<b>The reply-by date is past: {at}</b>", at=at)
    if point.label is Label.DATE and on is not None:
        return words.say("<b>The date is past: {day}</b>", day=day(words, on, year=True))
    return words.say("<b>The time is past: “{words}”</b>", words=written)


def _impossible_hours(words: Words, point: OpenPoint, written: str) -> tuple[Markup, Markup | None]:
    match point.kind:
        case PointKind.SKIPPED:
            return (
                words.say("<b>This hour does not exist on that day</b>"),
                words.say("“{words}”: the clocks are put forward then.", words=written),
            )
        case PointKind.TWICE:
            return (
                words.say("<b>This hour comes twice on that day</b>"),
                words.say("“{words}”: the clocks are put back then.", words=written),
            )
    return (
        words.say("<b>The meeting would end before it begins</b>"),
        words.say("“{words}”", words=written),
    )


def _kept(words: Words, point: OpenPoint) -> Markup:
    example = hint(words, point.label)
    kept = words.say("Everything else was read and is kept.")
    if point.kind is PointKind.MISSING and point.label is Label.TITLE:
        return words.page(words.say("Type it here."), kept)
    return words.page(example, kept)


def cannot_use(words: Words, kind: str, card: DraftCard) -> Markup:
    """Explain that something other than text came in the middle of a form."""
    match kind:
        case "voice" | "video_note" | "audio":
            first = words.say("<b>Voice messages cannot be used here</b>")
        case "photo" | "video":
            first = words.say("<b>Pictures cannot be used here</b>")
        case "sticker":
            first = words.say("<b>Stickers cannot be used here</b>")
        case "document":
            first = words.say("<b>Files cannot be used here</b>")
        case _:
            first = words.say("<b>Only text can be used here</b>")
    title = card.meeting.title
    kept = (
        words.say("Your draft “{title}” is kept.", title=shortened(title, 60))
        if title
        else words.say("Your draft is kept.")
    )
    if card.point is None:
        return words.page(first, Markup(), kept)
    needed = words.say("Still needed: {field}.", field=the_field(words, card.point.label))
    return words.page(first, Markup(), kept, needed)


def only_text(words: Words) -> Markup:
    """Explain the same before there is a draft."""
    return words.page(
        words.say("<b>Only text can be used here</b>"),
        Markup(),
        words.say("Type or paste the notice as one message."),
    )
