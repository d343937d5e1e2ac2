"""Offices and people as they are named in lists: the Urdu form where there is one."""

from storage import Organisation, Person
from views.words import Words


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


def initials(name: str) -> str:
    """Give a name as it is put beside what somebody entered: "N. Saleem"."""
    parts = name.split()
    return f"{parts[0][0]}. {parts[-1]}" if len(parts) > 1 else name


def cut(text: str, width: int) -> str:
    """Give a text that fits a button; a longer one ends in three points."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
