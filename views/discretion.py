"""What stands around a message: the discreet first line, the mark of a repeat."""

from markupsafe import Markup

from views.words import Words


def covered(words: Words, text: Markup) -> Markup:
    """Put a line first that a lock screen may show; the content follows after a blank line."""
    first = words.page(words.say("Working group: new message"))
    return Markup("\n\n").join([first, text])


def marked_as_repeat(words: Words, text: Markup) -> Markup:
    """Say that a message may be there already: sent again because its fate was unknown."""
    note = words.page(words.say("<i>(repeat: you may already have this)</i>"))
    return Markup("\n\n").join([text, note])
