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
    return Screen(
        text,
        rows(
            [
                Button(words.label("I have a code"), presses.HAVE_CODE.write(), style=Style.NEXT),
                Button(words.label("Privacy"), presses.PRIVACY.write(argument="stranger")),
            ],
            other_language(words, "stranger"),
        ),
    )


def other_language(words: Words, where: str) -> Button:
    """Give the button that changes the language, named in that language; `where` it leads back."""
    name, code = ("English", "en") if words.language == "ur" else ("اردو", "ur")
    return Button(name, presses.LANGUAGE.write(argument=f"{code}-{where}"))


def ask_code(words: Words) -> Screen:
    """Ask for the code."""
    return Screen(
        words.page(
            words.say("<b>Please type your code</b>"),
            Markup(),
            words.say("It has 8 letters and digits. Capitals and spaces make no difference."),
        ),
        rows(other_language(words, "code")),
    )


def wrong_code(words: Words, left: int) -> Screen:
    """Say that a code is wrong, and how many more may be typed today."""
    if left == 0:
        text = words.say("No more tries today. Ask the secretariat to send the link again.")
    else:
        text = words.many(
            "That code does not match. Check the letters; O and 0 are treated alike. "
            "{count} try left today.",
            "That code does not match. Check the letters; O and 0 are treated alike. "
            "{count} tries left today.",
            left,
        )
    return Screen(words.page(text))
