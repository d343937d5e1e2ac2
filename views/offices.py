"""Offices and people as they are named in lists: the Urdu form where there is one."""

from collections.abc import Sequence

from markupsafe import Markup

from storage import Organisation, Person
from views.words import Words

#: Names listed before the rest is only counted.
NAMES = 6


def office(words: Words, organisation: Organisation) -> str:
    """Give an office's short name."""
    if words.rtl:
        urdu = organisation.short_name_urdu or organisation.name_urdu
        return urdu or organisation.short_name
    return organisation.short_name


def full_office(words: Words, organisation: Organisation) -> str:
    """Give an office's whole name."""
    return (organisation.name_urdu if words.rtl else None) or organisation.name


def person(words: Words, who: Person) -> str:
    """Give a person's name with the honorific."""
    if words.rtl and who.name_urdu:
        return who.name_urdu
    return f"{who.honorific} {who.name}" if who.honorific else who.name


def signed(words: Words, who: Person) -> str:
    """Give a name as it is put beside what somebody entered or signed: "N. Saleem"."""
    if words.rtl and who.name_urdu:
        return who.name_urdu
    parts = who.name.split()
    return f"{parts[0][0]}. {parts[-1]}" if len(parts) > 1 else who.name


def listed(words: Words, names: Sequence[object], most: int = NAMES) -> Markup:
    """Join names that may hold commas; beyond the `most` that are shown they are only counted."""
    shown = words.semicolon(names[:most])
    more = len(names) - most
    if more <= 0:
        return shown
    return words.many("{names} and 1 more", "{names} and {count} more", more, names=shown)


def cut(text: str, width: int) -> str:
    """Give a text that fits a button; a longer one ends in three points."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
