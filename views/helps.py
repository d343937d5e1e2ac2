"""Help: the few things that are most useful, whom to ring, and what cannot be used here."""

from markupsafe import Markup

from storage import WorkingGroup
from views import presses
from views.basics import home
from views.screen import Button, Screen, Style, rows
from views.strangers import other_language
from views.words import Words


def for_members(words: Words, group: WorkingGroup, meeting_id: int | None) -> Screen:
    """Say what a member can do here."""
    return Screen(
        words.page(
            words.say("<b>What you can do here</b>"),
            Markup(),
            words.say(
                "<b>Reply to a meeting:</b> tap In person, Video link, Name an alternate or "
                "Apologies. You can change it until the start."
            ),
            words.say("<b>Action items:</b> tap Done, Add an update or Blocked."),
            words.say(
                "<b>Questions:</b> just write; the assistant offers to pass it to the secretariat."
            ),
            Markup(),
            _contact(words, group),
        ),
        rows(
            Button(
                words.label("Next meeting"),
                presses.MEETING.write(meeting_id, "card"),
                style=Style.NEXT,
            )
            if meeting_id is not None
            else None,
            Button(words.label("My action items"), presses.ITEMS.write(group.id)),
            Button(words.label("Write to the secretariat"), presses.ASK.write(group.id)),
            [_settings(words), other_language(words, "help")],
            home(words),
        ),
    )


def for_staff(words: Words, group: WorkingGroup) -> Screen:
    """Say what the secretariat can do here."""
    return Screen(
        words.page(
            words.say("<b>What the secretariat can do here</b>"),
            Markup(),
            words.say(
                "<b>Announce a meeting:</b> tap New meeting and paste the notice as one message. "
                "Nothing goes out before it has been shown to you."
            ),
            words.say(
                "<b>Follow the replies:</b> the RSVP board shows every office; remind only those "
                "whose response is awaited."
            ),
            words.say(
                "<b>Keep the action items:</b> write “ACTION: who, what, by when”; owners report, "
                "the desk shows what is overdue."
            ),
            Markup(),
            _contact(words, group),
        ),
        rows(
            Button(words.label("New meeting"), presses.NEW.write(group.id), style=Style.NEXT),
            Button(words.label("Secretariat desk"), presses.HOME.write()),
            [_settings(words), other_language(words, "help")],
        ),
    )


def cannot_be_used(words: Words, kind: str) -> str:
    """Say in one line that a kind of message (handlers.routes.Attachment.kind) is of no use here.

    For any question that waits for text: it stays asked, and what was written before is kept.
    """
    match kind:
        case "voice" | "audio" | "video_note":
            what = words.label("Voice messages cannot be used here.")
        case "photo":
            what = words.label("Photos cannot be used here.")
        case "video":
            what = words.label("Videos cannot be used here.")
        case "document":
            what = words.label("Files cannot be used here.")
        case "sticker":
            what = words.label("Stickers cannot be used here.")
        case _:
            what = words.label("That kind of message cannot be used here.")
    rest = words.label("Kindly write it as text. What you did before is kept.")
    return f"{what} {rest}"


def _contact(words: Words, group: WorkingGroup) -> Markup | None:
    if group.telephone is None:
        return None
    return words.say("Secretariat: {telephone}", telephone=group.telephone)


def _settings(words: Words) -> Button:
    return Button(words.label("Settings"), presses.SETTINGS.write())
