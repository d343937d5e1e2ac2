"""What to look at before a meeting is published, as one short list."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.conflicts import Concern, ConcernKind
from views.draft_parts import field_name
from views.moments import hours
from views.words import Words

#: Concerns that are shown at once; the rest opens on a tap.
AT_ONCE = 4


def look_at(words: Words, concerns: Sequence[Concern], zone: ZoneInfo) -> Markup | None:
    """Give the list of what to look at; None if there is nothing."""
    if not concerns:
        return None
    shown = [_concern(words, one, zone) for one in concerns]
    if len(shown) <= AT_ONCE:
        parts = words.semicolon(shown)
        return words.say("<b>Look at:</b> {list}.", list=parts)
    body = words.page(words.say("<b>Look at:</b>"), *shown)
    return Markup("<blockquote expandable>") + body + Markup("</blockquote>")


def _concern(words: Words, concern: Concern, zone: ZoneInfo) -> Markup:
    match concern.kind:
        case ConcernKind.NO_PAPERS:
            return words.say("no papers attached")
        case ConcernKind.NO_PLACE:
            return words.say("no venue and no link")
        case ConcernKind.NO_REPLY_BY:
            return words.say("no reply-by date")
        case ConcernKind.SHORT_NOTICE:
            return words.say("less than 3 working days' notice")
        case ConcernKind.FRIDAY:
            return words.say("Friday, 12:30 to 14:30")
        case ConcernKind.WEEKEND:
            return words.say("a weekend")
        case ConcernKind.CHAIR_ELSEWHERE:
            assert concern.starts_at is not None
            assert concern.ends_at is not None
            start, end = concern.starts_at.astimezone(zone), concern.ends_at.astimezone(zone)
            return words.say(
                "the chair has another meeting, {hours}", hours=hours(words, start, end)
            )
        case ConcernKind.NOBODY:
            return words.say("nobody invited is on the assistant")
        case ConcernKind.NUMBER_TAKEN:
            return words.say("the number you wrote is taken, the next one will be given")
    return _of_the_message(words, concern)


def _of_the_message(words: Words, concern: Concern) -> Markup:
    """Say what of the pasted message was not used as it was written."""
    match concern.kind:
        case ConcernKind.DUPLICATE if concern.label is not None:
            name = field_name(words, concern.label)
            return words.say("{field} was written twice, the first was taken", field=name)
        case ConcernKind.TOO_MANY_ITEMS:
            return words.say("agenda items left out: “{words}”", words=concern.words)
        case ConcernKind.CUT:
            return words.say("an agenda item was shortened: “{words}”", words=concern.words)
        case ConcernKind.NUMBER:
            return words.say("the number was not understood: “{words}”", words=concern.words)
        case ConcernKind.UNUSED if concern.label is not None:
            return words.say("not used: {field}", field=field_name(words, concern.label))
    return words.say("not used: “{words}”", words=concern.words)
