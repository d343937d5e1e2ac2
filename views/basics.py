"""One plain line, and what is said when a fault is ours."""

from markupsafe import Markup, escape

from views import presses
from views.screen import Button, Screen, rows
from views.words import Words


def said(words: Words, text: str) -> Screen:
    """Give a line that is worded already."""
    return Screen(words.page(escape(text)), rows(home(words)))


def fault(words: Words, reference: str) -> Screen:
    """Say that it did not work because of us, and that nothing was saved."""
    return Screen(
        words.page(
            words.say("<b>That did not work, because of a fault on our side</b>"),
            Markup(),
            words.say(
                "Your last message or tap was <b>not</b> recorded. Sorry. Please try again, "
                "or ring the secretariat. Reference {reference}.",
                reference=reference,
            ),
        ),
        rows(home(words)),
    )


def home(words: Words) -> Button:
    """Give the button that leads home."""
    return Button(words.label("Home"), presses.HOME.write())
