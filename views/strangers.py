"""What an account that is on no roster sees."""

from markupsafe import Markup

from views import presses
from views.screen import Button, Screen, Style, rows
from views.words import Words


def first_line(words: Words) -> str:
    """Give the one line for a box on a tap."""
    return words.label("This is a private assistant")


def private_assistant(words: Words) -> Screen:
    """Give the same answer to everything: no group's name, no member's."""
    text = words.page(
        words.say("<b>This is a private assistant</b>"),
        Markup(),
        words.say(
            "It serves a closed working group. If you were invited, open your personal link again "
            "or type your 8-character code here."
        ),
        Markup(),
        words.say("Messages from unknown accounts are not kept."),
    )
    other = ("English", "en") if words.language == "ur" else ("اردو", "ur")
    return Screen(
        text,
        rows(
            [
                Button(words.label("I have a code"), presses.HAVE_CODE.write(), style=Style.NEXT),
                Button(words.label("Privacy"), presses.PRIVACY.write(argument="stranger")),
            ],
            Button(other[0], presses.LANGUAGE.write(argument=f"{other[1]}-stranger")),
        ),
    )
