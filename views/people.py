"""What groups are called, and what people are in them, in a reader's language."""

from storage import Capacity, Category, Seat, WorkingGroup
from views.words import Words


def group_name(words: Words, group: WorkingGroup) -> str:
    """Give a working group's name, in its Urdu form where one is kept."""
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
