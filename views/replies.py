"""A member's reply: what is said to a tap, apologies and their reason, the deputy."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import deputies, replies
from secretariat.invitation_cards import InvitationCard
from secretariat.replies import Answer, Recording
from storage import Mode, Organisation, Person, Reply
from views import presses
from views.invitations import mode_name, short_deputy, short_title
from views.moments import day, hour, moment
from views.offices import cut, full_office, person
from views.refusals import words_for
from views.screen import LABEL_WIDTH, Button, Screen, Style, rows
from views.words import Words

#: What is offered as a reason of apologies: the button's argument and its words.
REASONS = ("travel", "duty", "leave")


def reason_text(words: Words, reason: str) -> str:
    """Give an offered reason in words."""
    match reason:
        case "travel":
            return words.label("Official travel")
        case "duty":
            return words.label("Other duty")
        case _:
            return words.label("On leave")


def reason_of(words: Words, reason: str) -> str:
    """Give a recorded reason: one that was offered by its words, a typed one as it was typed."""
    return reason_text(words, reason[1:]) if reason.startswith("@") else reason


def answer_name(words: Words, answer: Answer | None) -> str:
    """Give an answer for a toast: "In person"."""
    if answer is None:
        return words.label("not given yet")
    return str(mode_name(words, answer.mode))


def recorded(
    words: Words, done: Recording, card: InvitationCard, now: datetime
) -> tuple[str, bool]:
    """Give what a tap is answered with, and whether that is a box to be dismissed."""
    zone = card.reader_zone
    after = answer_name(words, done.after)
    if done.is_same:
        at = _recorded_at(words, done.at, zone, now)
        return words.label("Already recorded: {reply} ({at})", reply=after, at=at), False
    if done.is_late:
        return _late(words, after, card, now), True
    if done.after is not None and done.after.mode is Mode.NOT_SURE:
        return _asked_again(words, card, now), False
    if done.before is None and not done.counts:
        return words.label("Recorded. Observers do not count for the quorum."), False
    if done.before is None:
        return words.label(
            "Recorded: {reply}. You can change it until the meeting starts.", reply=after
        ), False
    return words.label(
        "Changed from {before} to {after}", before=answer_name(words, done.before), after=after
    ), False


def _recorded_at(words: Words, at: datetime, zone: ZoneInfo, now: datetime) -> Markup:
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return hour(words, local.time())
    return moment(words, at, zone, named=False)


def _late(words: Words, reply: str, card: InvitationCard, now: datetime) -> str:
    if card.starts_at.astimezone(card.zone).date() == now.astimezone(card.zone).date():
        return words.label(
            "Recorded: {reply}. The meeting is today, so the secretariat has been told.",
            reply=reply,
        )
    return words.label(
        "Recorded: {reply}. The meeting is tomorrow, so the secretariat has been told.",
        reply=reply,
    )


def _asked_again(words: Words, card: InvitationCard, now: datetime) -> str:
    # The reminder of the day before (secretariat.reminders.days_before) is the one more time.
    again = replies.asked_again(card.starts_at, card.reader_zone)
    if again <= now:
        return words.label("Noted. Kindly reply before the meeting starts.")
    return words.label(
        "Noted. You will be asked once more on {day}, in the morning.",
        day=day(words, again.astimezone(card.reader_zone).date()),
    )


def apologies(words: Words, card: InvitationCard, *, has_reason: bool) -> Screen:
    """Say that apologies are recorded, and offer a deputy, a reason, and to undo it."""
    revision = card.revision
    told = (
        words.say("Your reason is recorded. It is seen by the secretariat and the chair only.")
        if has_reason
        else words.say("A reason is seen by the secretariat and the chair only.")
    )
    instead = presses.REPLY.write(card.meeting_id, "d", revision)
    reason = presses.REPLY.write(card.meeting_id, "reason", revision)
    return Screen(
        words.page(
            words.say("<b>Apologies recorded</b>"),
            short_title(words, card),
            Markup(),
            words.say("A deputy would keep your office represented."),
            told,
        ),
        rows(
            Button(words.label("Name an alternate instead"), instead, style=Style.NEXT),
            Button(
                words.label("Change the reason") if has_reason else words.label("Add a reason"),
                reason,
            ),
            [
                Button(words.label("Undo"), presses.REPLY.write(card.meeting_id, "undo", revision)),
                done(words, card),
            ],
        ),
    )


def ask_reason(words: Words, card: InvitationCard) -> Screen:
    """Ask for a reason of apologies."""

    def press(argument: str) -> str:
        return presses.REPLY.write(card.meeting_id, argument, card.revision)

    offered = [Button(reason_text(words, one), press(f"reason-{one}")) for one in REASONS]
    return Screen(
        words.page(
            words.say("<b>Reason for the apologies</b>"),
            short_title(words, card),
            Markup(),
            words.say(
                "Tap one, or type it. It is seen by the secretariat and the chair only; "
                "your apologies are recorded without it."
            ),
        ),
        rows(
            offered[:2],
            [offered[2], Button(words.label("No reason"), press("reason-none"))],
        ),
    )


def ask_deputy(words: Words, card: InvitationCard, known: Sequence[Reply]) -> Screen:
    """Ask who will represent the office; known deputies are offered, the last one first."""

    def press(argument: str) -> str:
        return presses.DEPUTY.write(card.meeting_id, argument, card.revision)

    offered = []
    for place, reply in enumerate(known):
        name = short_deputy(reply.deputy_name or "")
        last = words.label("{name}, last time", name=name)
        shown = last if place == 0 and len(last) <= LABEL_WIDTH[1] else cut(name, LABEL_WIDTH[1])
        style = Style.NEXT if place == 0 else Style.PLAIN
        offered.append(Button(shown, press(f"u{reply.id}"), style=style))
    return Screen(
        words.page(
            words.say("<b>Who will represent your office?</b>"),
            short_title(words, card),
            Markup(),
            words.say(
                "Tap a name, or type name and post in one line, for example "
                "<i>Aliya Shah, Deputy Secretary</i>."
            )
            if known
            else words.say(
                "Type name and post in one line, for example <i>Aliya Shah, Deputy Secretary</i>."
            ),
        ),
        rows(
            *offered,
            [
                Button(words.label("Name to follow"), press("tbc")),
                Button(words.label("Back"), _card(card)),
            ],
        ),
    )


def ask_mode(
    words: Words,
    card: InvitationCard,
    deputy: int,
    name: str,
    holder: Person | None,
    office: Organisation,
) -> Screen:
    """Ask how a deputy attends; `deputy` is the draft that keeps the name."""

    def button(label: str, letter: str) -> Button:
        data = presses.DEPUTY.write(card.meeting_id, f"{deputy}{letter}", card.revision)
        return Button(label, data, style=Style.SAFE)

    has_room = card.venue is not None or not card.has_link
    return Screen(
        words.page(
            words.say("<b>{name}: mode of attendance</b>", name=short_deputy(name)),
            _deputy_for(words, holder, office),
        ),
        rows(
            [
                button(words.label("In person"), "p") if has_room else None,
                button(words.label("Video link"), "v") if card.has_link else None,
            ],
            Button(words.label("Back"), presses.REPLY.write(card.meeting_id, "d", card.revision)),
        ),
    )


def deputy_recorded(
    words: Words, card: InvitationCard, holder: Person | None, office: Organisation
) -> Screen:
    """Say that a deputy is recorded, and what there is to do."""
    reply = card.reply
    name = short_deputy(reply.deputy_name or "") if reply else ""
    mode = reply.deputy_mode if reply else None
    if not name:
        first = words.say("<b>Recorded: a deputy attends, name to follow</b>")
        then = words.say("Kindly give the name before the meeting.")
    else:
        first = (
            words.say("<b>Recorded: {name} attends by video link</b>", name=name)
            if mode is Mode.VIDEO
            else words.say("<b>Recorded: {name} attends in person</b>", name=name)
        )
        then = words.say("Kindly inform your deputy of the date and the place.")
    attend = presses.REPLY.write(card.meeting_id, "p", card.revision)
    if card.venue is None and card.has_link:
        attend = presses.REPLY.write(card.meeting_id, "v", card.revision)
    return Screen(
        words.page(
            first,
            _deputy_for(words, holder, office),
            short_title(words, card),
            Markup(),
            then,
        ),
        rows(
            [
                Button(
                    words.label("Change deputy") if name else words.label("Give the name"),
                    presses.REPLY.write(card.meeting_id, "d", card.revision),
                ),
                Button(words.label("I will attend"), attend),
            ],
            done(words, card),
        ),
    )


def _deputy_for(words: Words, holder: Person | None, office: Organisation) -> Markup:
    of = full_office(words, office)
    if holder is None:
        return words.say("Deputy for {office}", office=of)
    return words.say("Deputy for {name}, {office}", name=person(words, holder), office=of)


def done(words: Words, card: InvitationCard) -> Button:
    """Give the button that leads back to the meeting's card."""
    return Button(words.label("Done"), _card(card))


def _card(card: InvitationCard) -> str:
    return presses.MEETING.write(card.meeting_id, "card", card.revision)


def undone(words: Words, done_: Recording | None) -> str:
    """Give the toast of Undo."""
    if done_ is None:
        return words.label("There is nothing to undo.")
    if done_.after is None:
        return words.label("Undone. Your office has not replied.")
    return words.label(
        "Undone. Your reply is again: {reply}", reply=answer_name(words, done_.after)
    )


def reason_recorded(words: Words) -> str:
    """Give the toast when a reason is recorded, or taken away."""
    return words.label("Recorded.")


@words_for(replies.AlreadyStarted)
def _already_started(words: Words, refusal: replies.AlreadyStarted, _zone: ZoneInfo) -> str:
    if refusal.telephone is None:
        return words.label(
            "The meeting has started, so your reply was not changed. Ring the secretariat."
        )
    return words.label(
        "The meeting has started, so your reply was not changed. Ring the secretariat: {number}.",
        number=refusal.telephone,
    )


@words_for(replies.NoReplyWanted)
def _no_reply_wanted(words: Words, _refusal: replies.NoReplyWanted, _zone: ZoneInfo) -> str:
    return words.label("This meeting is cancelled or closed, so nothing was recorded.")


@words_for(replies.NoSeat)
def _no_seat(words: Words, _refusal: replies.NoSeat, _zone: ZoneInfo) -> str:
    return words.label("Only invited offices reply to this meeting, so nothing was recorded.")


@words_for(replies.OnlyText)
def _only_text(words: Words, _refusal: replies.OnlyText, _zone: ZoneInfo) -> str:
    return words.label(
        "Only typed text can be used here. Nothing is lost: type it, or tap a button above."
    )


@words_for(deputies.NotAName)
def _not_a_name(words: Words, _refusal: deputies.NotAName, _zone: ZoneInfo) -> str:
    return words.label(
        "No name was understood, so nothing was recorded. Type name and post in one line, "
        "for example: Aliya Shah, Deputy Secretary"
    )
