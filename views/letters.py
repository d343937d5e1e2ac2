"""Letters to the secretariat: the question before sending, the staff's card, the answer."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from secretariat.letters import QUOTED, AlreadyAnswered, AlreadySent
from storage import Letter, Organisation, Person, WorkingGroup
from views import presses
from views.basics import home
from views.moments import moment
from views.offices import full_office, person
from views.people import group_name
from views.refusals import words_for
from views.screen import Button, Screen, Style, rows
from views.words import Words

#: A quote with more than this is folded: a card stays within a screen.
_OPEN_CHARACTERS = 280
_OPEN_LINES = 5


@dataclass(frozen=True)
class About:
    """What a letter was asked from: a notice's first line, or a meeting's start and zone."""

    notice: str | None = None
    meeting: tuple[datetime, ZoneInfo] | None = None


def write_now(words: Words, group: WorkingGroup | None) -> Screen:
    """Ask for the message to the secretariat; `group` is named where there are several."""
    return Screen(
        words.page(
            words.say("<b>Write your message to the secretariat</b>"),
            _to(words, group),
            Markup(),
            words.say("Text in one message. It is shown to you before it goes out."),
        ),
        rows(home(words)),
    )


def send_this(words: Words, letter: Letter, group: WorkingGroup | None) -> Screen:
    """Ask whether a text is to go to the secretariat; `group` is named where there are several."""
    return Screen(
        _with_quote(
            words.page(words.say("<b>Send this to the secretariat?</b>"), _to(words, group)),
            letter.text,
            words.page(_length(words, letter.text)),
        ),
        rows(
            [
                Button(
                    words.label("Send"), presses.ASK_SEND.write(letter.id, "go"), style=Style.SAFE
                ),
                Button(words.label("Do not send"), presses.ASK_SEND.write(letter.id, "no")),
            ]
        ),
    )


def sent(
    words: Words, letter: Letter, sent_at: datetime, answerer: Person | None, zone: ZoneInfo
) -> Screen:
    """Give the writer's receipt."""
    at = moment(words, sent_at, zone, named=False)
    if answerer is None:
        news = words.say("The answer will come here.")
    else:
        news = words.say("Answered by {name}.", name=person(words, answerer))
    return Screen(
        _with_quote(
            words.page(words.say("<b>Sent to the secretariat, {at}</b>", at=at)),
            letter.text,
            words.page(news),
        ),
        rows(home(words)),
    )


def not_sent(words: Words) -> Screen:
    """Say that a text was not sent and is not kept."""
    return Screen(
        words.page(
            words.say("<b>Not sent</b>"),
            words.say("The secretariat does not see it; the text is not kept."),
        ),
        rows(home(words)),
    )


def for_staff(
    words: Words,
    letter: Letter,
    office: Organisation | None,
    about: About,
    answerer: Person | None,
    zone: ZoneInfo,
    *,
    asking: bool = False,
    late: bool = False,
) -> Screen:
    """Give a letter to the secretariat: who, office, when, text; or by whom it was answered.

    `asking`: its reader is to write the answer now. `late`: an answer came after another's.
    """
    assert letter.sent_at is not None
    who = person(words, letter.person)
    at = moment(words, letter.sent_at, zone)
    head = words.page(
        words.say("<b>Already answered by another. Your text was not sent.</b>") if late else None,
        words.say("<b>Letter from {name}</b>", name=who),
        words.say("{office}, {at}", office=full_office(words, office), at=at)
        if office is not None
        else at,
        _about(words, about),
    )
    body = _with_quote(head, letter.text, words.page(_length(words, letter.text)))
    whole = None
    if len(letter.text) > QUOTED or len(letter.answer or "") > QUOTED:
        whole = Button(words.label("Whole text"), presses.ANSWER.write(letter.id, "text"))
    if letter.answered_at is not None and answerer is not None:
        answered = words.say(
            "Answered by {name}, {at}",
            name=person(words, answerer),
            at=moment(words, letter.answered_at, zone, named=False),
        )
        body = _with_quote(_joined(body, words.page(answered)), letter.answer or "", Markup())
        return Screen(body, rows(whole, home(words)))
    if asking:
        ask = words.page(
            words.say("<b>Write the answer now, in one message.</b>"),
            words.say("It goes to {name} at once.", name=who),
        )
        later = Button(words.label("Not now"), presses.ANSWER.write(letter.id, "show"))
        return Screen(_joined(body, ask), rows(later))
    reply = Button(words.label("Answer"), presses.ANSWER.write(letter.id, "ask"), style=Style.NEXT)
    return Screen(body, rows(reply, whole, home(words)))


def answer(words: Words, letter: Letter, answerer: Person, zone: ZoneInfo) -> Screen:
    """Give the secretariat's answer to who wrote, with what was written."""
    text = letter.answer or ""
    on = moment(words, letter.written_at, zone, named=False)
    head = words.page(
        words.say("<b>Answer from the secretariat</b>"),
        words.value(person(words, answerer)),
    )
    note = words.page(
        words.say("The whole answer follows, {count} characters.", count=len(text))
        if len(text) > QUOTED
        else None,
        words.say("You wrote ({at}):", at=on),
    )
    shown = Markup("\n\n").join([head, escape(_excerpt(text)), note])
    return Screen(
        _with_quote(shown, letter.text, Markup()),
        rows(
            Button(
                words.label("Write to the secretariat"),
                presses.ASK.write(letter.working_group_id),
            ),
            home(words),
        ),
    )


def whole(text: str) -> Screen:
    """Give a part of a text as it was written, without anything of ours."""
    return Screen(escape(text))


def toast_sent(words: Words) -> str:
    """Say that the letter is out."""
    return words.label("Sent to the secretariat")


def toast_sent_before(words: Words) -> str:
    """Say that the letter had been sent by an earlier tap."""
    return words.label("Already sent to the secretariat")


def edit_not_read(words: Words) -> str:
    """Say that a changed message has no effect any more."""
    return words.label(
        "A message that was changed afterwards is not read again. Kindly write a new one."
    )


@words_for(AlreadyAnswered)
def _already_answered(words: Words, refusal: AlreadyAnswered, _zone: ZoneInfo) -> str:
    return words.label("{name} has answered this letter already.", name=person(words, refusal.by))


@words_for(AlreadySent)
def _already_sent(words: Words, _refusal: AlreadySent, _zone: ZoneInfo) -> str:
    return words.label(
        "This was sent to the secretariat already and cannot be changed. "
        "Kindly write a new message to correct it."
    )


def _to(words: Words, group: WorkingGroup | None) -> Markup | None:
    if group is None:
        return None
    return words.say("To: secretariat of the {group}", group=group_name(words, group))


def _about(words: Words, about: About) -> Markup | None:
    if about.notice:
        return words.say("Question to the notice: {notice}", notice=about.notice)
    if about.meeting is not None:
        return words.say("Question to the meeting: {at}", at=moment(words, *about.meeting))
    return None


def _length(words: Words, text: str) -> Markup | None:
    if len(text) <= QUOTED:
        return None
    return words.say("The whole text goes with it, {count} characters.", count=len(text))


def _excerpt(text: str) -> str:
    if len(text) <= QUOTED:
        return text
    return text[:QUOTED].rsplit(" ", 1)[0].rstrip() + " …"


def _with_quote(head: Markup, text: str, tail: Markup) -> Markup:
    """Put a quote between lines, outside `words.page`: its lines keep their own direction."""
    shown = _excerpt(text)
    folded = len(shown) > _OPEN_CHARACTERS or shown.count("\n") >= _OPEN_LINES
    opening = Markup("<blockquote expandable>") if folded else Markup("<blockquote>")
    quote = opening + escape(shown) + Markup("</blockquote>")
    return _joined(head, quote, tail)


def _joined(*parts: Markup) -> Markup:
    return Markup("\n").join(part for part in parts if part)
