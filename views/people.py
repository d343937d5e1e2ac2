"""Names of people, offices and groups in a reader's language: the Urdu form where one is kept."""

from secretariat.titles import is_honorific
from storage import Capacity, Category, Organisation, Person, Seat, WorkingGroup
from views.words import Words


def person_name(words: Words, person: Person) -> str:
    """Give a person's name as it is addressed, with the honorific."""
    if words.rtl and person.name_urdu:
        return person.name_urdu
    if person.honorific and not is_honorific(person.name.split(" ")[0]):
        return f"{person.honorific} {person.name}"
    return person.name


def office_name(words: Words, organisation: Organisation) -> str:
    """Give an office's full name."""
    return (organisation.name_urdu if words.rtl else None) or organisation.name


def group_name(words: Words, group: WorkingGroup) -> str:
    """Give a working group's name."""
    return (group.name_urdu if words.rtl else None) or group.name


def role_name(words: Words, seat: Seat, capacity: Capacity) -> str:
    """Give what somebody is by a seat: "Member", "Alternate", "Chair"."""
    if seat.category is Category.SECRETARIAT:
        return words.label("Secretariat")
    if capacity is Capacity.ALTERNATE:
        return words.label("Alternate")
    if capacity is Capacity.STAFF:
        return words.label("Staff officer")
    if seat.is_chair:
        return words.label("Chair")
    if seat.category is Category.MEMBER:
        return words.label("Member")
    return words.label("Observer") if seat.category is Category.OBSERVER else words.label("Guest")
