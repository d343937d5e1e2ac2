"""Help: the few things that are most useful, and whom to ring."""

from markupsafe import Markup

from views.basics import home
from views.screen import Screen, rows
from views.words import Words


def what_you_can_do(words: Words) -> Screen:
    """Say what one can do here."""
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
        ),
        rows(home(words)),
    )
