"""The members' list and one person's card, as the secretariat sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import aliases, memberships
from secretariat.members import Member, Reach, counts
from secretariat.roster_lines import RosterRole
from storage import Category, Person
from views import presses
from views.basics import home
from views.moments import day, moment
from views.offices import cut, full_office, office, person
from views.refusals import words_for
from views.screen import LABEL_WIDTH, Button, Screen, Style, in_pairs, rows
from views.words import Words

#: People on one page of the list.
PAGE = 8
_LINE = 60  # characters of a name in a list


@dataclass(frozen=True)
class Shown:
    """A person's card: `role` is None without a seat, `invited_until` is UTC."""

    member: Member
    group_id: int
    role: RosterRole | None
    invited_until: datetime | None


def roll(
    words: Words, group_id: int, members: Sequence[Member], page: int, draft_id: int | None
) -> Screen:
    """List a group's people by precedence, and how many can be written to."""
    number = counts(members)
    last = max(len(members) - 1, 0) // PAGE
    page = min(max(page, 0), last)
    shown = members[page * PAGE : (page + 1) * PAGE]
    text = words.page(
        *(_headline(words, number) if any(map(_is_member, members)) else _empty(words)),
        Markup(),
        *(words.comma([_listed(words, one), _state(words, one)]) for one in shown),
        Markup(),
        words.say("<i>Page {page} of {last}</i>", page=page + 1, last=last + 1) if last else None,
    )
    return Screen(
        text,
        rows(
            *(_person_button(words, group_id, one) for one in shown),
            [
                _page_button(words.label("Previous"), group_id, page - 1) if page else None,
                _page_button(words.label("Next"), group_id, page + 1) if page < last else None,
            ],
            *_adding(words, group_id, draft_id),
            home(words),
        ),
    )


def _is_member(member: Member) -> bool:
    return member.holding is None or member.holding.seat.category is not Category.SECRETARIAT


def _empty(words: Words) -> tuple[Markup, ...]:
    return (
        words.say("<b>No members yet</b>"),
        Markup(),
        words.say("Paste a list of names and offices; you get one invitation text for each."),
    )


def _headline(words: Words, number: dict[Reach, int]) -> tuple[Markup, ...]:
    news = words.say(
        "<b>Members: {joined} of {all} on the assistant</b>",
        joined=number[Reach.JOINED],
        all=sum(number.values()),
    )
    return (news, _states(words, number))


def _adding(words: Words, group_id: int, draft_id: int | None) -> list[Button]:
    add = presses.MEMBERS.write(group_id, "add")
    buttons = [Button(words.label("Add members"), add, style=Style.NEXT)]
    if draft_id is not None:
        press = presses.ROSTER.write(draft_id, "show")
        buttons.insert(0, Button(words.label("Continue with the list"), press))
    return buttons


def _states(words: Words, number: dict[Reach, int]) -> Markup:
    lines = [words.say("Joined {count}", count=number[Reach.JOINED])]
    if number[Reach.NOT_JOINED]:
        lines.append(words.say("not joined {count}", count=number[Reach.NOT_JOINED]))
    if number[Reach.WAITING]:
        lines.append(words.say("waiting {count}", count=number[Reach.WAITING]))
    if number[Reach.UNREACHABLE]:
        lines.append(words.say("cannot be reached {count}", count=number[Reach.UNREACHABLE]))
    return words.comma(lines)


def _listed(words: Words, member: Member) -> Markup:
    name = cut(person(words, member.person), _LINE)
    if member.holding is None:
        return words.say("{name}, without a seat", name=name)
    return words.comma([name, cut(office(words, member.holding.seat.organisation), _LINE)])


def _state(words: Words, member: Member) -> Markup:
    match member.reach:
        case Reach.JOINED:
            return words.say("joined")
        case Reach.NOT_JOINED:
            return words.say("not joined")
        case Reach.WAITING:
            return words.say("waits for confirmation")
        case Reach.UNREACHABLE:
            return words.say("cannot be reached")


def _person_button(words: Words, group_id: int, member: Member) -> Button:
    name = person(words, member.person)
    where = "" if member.holding is None else office(words, member.holding.seat.organisation)
    label = f"{name}{'، ' if words.rtl else ', '}{where}" if where else name
    return Button(words.drawn(cut(label, LABEL_WIDTH[1])), _press(group_id, "s", member.person))


def _page_button(label: str, group_id: int, page: int) -> Button:
    return Button(label, presses.MEMBERS.write(group_id, f"p-{page}"))


def _press(group_id: int, verb: str, whom: Person, argument: str = "") -> str:
    written = f"{verb}-{whom.id}-{argument}" if argument else f"{verb}-{whom.id}"
    return presses.MEMBERS.write(group_id, written, whom.version)


def back(words: Words, group_id: int) -> Button:
    """Give the button that leads to the members' list."""
    return Button(words.label("Members"), presses.MEMBERS.write(group_id))


def card(words: Words, shown: Shown, zone: ZoneInfo) -> Screen:
    """Give one person's card."""
    who = shown.member.person
    has_name_of_other_script = who.name_urdu and not words.rtl
    spellings = [alias.spelling for alias in who.aliases]
    text = words.page(
        Markup("<b>{}</b>").format(words.value(person(words, who))),
        words.value(who.designation) if who.designation else None,
        _seat(words, shown),
        Markup(),
        _reached(words, shown, zone),
        words.say("Telephone: {number}", number=who.telephone) if who.telephone else None,
        words.say("In Urdu: {name}", name=who.name_urdu) if has_name_of_other_script else None,
        words.say("Also written: {names}", names=words.comma(spellings[:10]))
        if spellings
        else None,
    )
    pairs = [
        Button(words.label("Add an alias"), _press(shown.group_id, "alias", who)),
        Button(words.label("Urdu name"), _press(shown.group_id, "urdu", who)),
        Button(words.label("Remove"), _press(shown.group_id, "off", who), style=Style.STOPS),
    ]
    if shown.role is not None:
        pairs.insert(0, Button(words.label("Change role"), _press(shown.group_id, "roles", who)))
    return Screen(text, rows(_first(words, shown), *in_pairs(pairs), back(words, shown.group_id)))


def _seat(words: Words, shown: Shown) -> Markup:
    holding = shown.member.holding
    if holding is None or shown.role is None:
        return words.say("Without a seat: only who has one can be invited.")
    where = words.value(full_office(words, holding.seat.organisation))
    return words.comma([where, Markup(role_name(words, shown.role))])


def _first(words: Words, shown: Shown) -> Button | None:
    who = shown.member.person
    if shown.role is None:
        seat = _press(shown.group_id, "seat", who)
        return Button(words.label("Give a seat"), seat, style=Style.NEXT)
    if shown.member.reach is Reach.NOT_JOINED:
        invite = _press(shown.group_id, "invite", who)
        return Button(words.label("Invitation"), invite, style=Style.NEXT)
    return None


def _reached(words: Words, shown: Shown, zone: ZoneInfo) -> Markup:
    who = shown.member.person
    match shown.member.reach:
        case Reach.UNREACHABLE if who.unreachable_since is not None:
            at = moment(words, who.unreachable_since, zone)
            if who.unreachable_why in (None, "blocked"):
                return words.say("Has stopped the assistant: cannot be reached since {at}.", at=at)
            return words.say(
                "Cannot be reached since {at}: {reason}", at=at, reason=who.unreachable_why
            )
        case Reach.JOINED:
            return words.say("Has joined.")
        case Reach.WAITING:
            return words.say("Has opened the invitation and waits for confirmation.")
    if shown.invited_until is None:
        return words.say("Has not joined.")
    until = day(words, shown.invited_until.astimezone(zone).date())
    return words.say("Has not joined. The invitation holds until {day}.", day=until)


def role_name(words: Words, role: RosterRole) -> str:
    """Give a role as it is chosen and shown."""
    match role:
        case RosterRole.MEMBER:
            return words.label("Member")
        case RosterRole.OBSERVER:
            return words.label("Observer")
        case RosterRole.GUEST:
            return words.label("Guest")
        case RosterRole.CHAIR:
            return words.label("Chair")
        case RosterRole.SECRETARIAT:
            return words.label("Secretary")
        case RosterRole.ASSISTANT:
            return words.label("Assistant")
        case RosterRole.ALTERNATE:
            return words.label("Alternate")
        case RosterRole.STAFF_OFFICER:
            return words.label("Staff officer")


def choose_role(words: Words, shown: Shown) -> Screen:
    """Ask which role somebody is to have; the present one is ticked."""
    who, group_id = shown.member.person, shown.group_id
    buttons = []
    for role in RosterRole:
        label = role_name(words, role)
        press = _press(group_id, "role", who, role.name.lower())
        buttons.append(Button(f"{label} ✓" if role is shown.role else label, press))
    text = words.page(
        words.say("<b>Role of {name}</b>", name=person(words, who)),
        Markup(),
        words.say("Member, observer or guest: the whole seat changes with its holder."),
        words.say("Secretary: may admit, publish and send. Assistant: prepares only."),
    )
    cancel = Button(words.label("Back"), _press(group_id, "s", who))
    return Screen(text, rows(*in_pairs(buttons), cancel))


def ask_alias(words: Words, shown: Shown) -> Screen:
    """Ask for another spelling of a name."""
    return _asking(
        words,
        shown,
        words.say("<b>Another spelling of {name}</b>", name=person(words, shown.member.person)),
        words.say("Type it here. From then on it finds this person without a question."),
    )


def ask_urdu(words: Words, shown: Shown) -> Screen:
    """Ask for the Urdu form of a name."""
    return _asking(
        words,
        shown,
        words.say("<b>{name} in Urdu</b>", name=person(words, shown.member.person)),
        words.say("Type the name in Urdu letters. It is used on Urdu screens."),
    )


def ask_seat(words: Words, shown: Shown) -> Screen:
    """Ask which office somebody without a seat comes for."""
    return _asking(
        words,
        shown,
        words.say(
            "<b>Which office does {name} sit for?</b>", name=person(words, shown.member.person)
        ),
        words.say("Type its name; a role may follow. For example: Ministry of Interior; observer"),
    )


def _asking(words: Words, shown: Shown, first: Markup, how: Markup) -> Screen:
    press = _press(shown.group_id, "s", shown.member.person)
    return Screen(words.page(first, Markup(), how), rows(Button(words.label("Back"), press)))


def removed(words: Words, who: Person, group_id: int, *, may_undo: bool) -> Screen:
    """Say that somebody was removed, and for a day offer to take it back."""
    text = words.page(
        words.say("<b>Removed: {name}</b>", name=person(words, who)),
        Markup(),
        words.say("Nothing more is sent to this person. Earlier replies and records are kept."),
    )
    undo = Button(words.label("Undo"), _press(group_id, "back", who)) if may_undo else None
    return Screen(text, rows(undo, back(words, group_id)))


def toast_removed(words: Words, who: Person) -> str:
    """Give the toast of a removal."""
    return words.label("Removed: {name}", name=who.name)


def toast_back(words: Words, who: Person) -> str:
    """Give the toast of a removal taken back."""
    return words.label("{name} is on the list again", name=who.name)


def toast_role(words: Words, role: RosterRole) -> str:
    """Give the toast of a changed role."""
    return words.label("Recorded: {role}", role=role_name(words, role))


@words_for(memberships.NamesSecretary)
def _names_secretary(words: Words, _refusal: memberships.NamesSecretary, _zone: ZoneInfo) -> str:
    return words.label(
        "Only a secretary may name or remove a secretary. Nothing was changed; "
        "an assistant can be named by you."
    )


@words_for(memberships.LastSecretary)
def _last_secretary(words: Words, _refusal: memberships.LastSecretary, _zone: ZoneInfo) -> str:
    return words.label(
        "This is the only secretary on the assistant, so nothing was changed. "
        "Name another one first."
    )


@words_for(aliases.AnotherBears)
def _another_bears(words: Words, refusal: aliases.AnotherBears, _zone: ZoneInfo) -> str:
    return words.label(
        "That is how {name} is found already, so it was not added. Type another spelling.",
        name=refusal.name,
    )


@words_for(aliases.NoName)
def _no_name(words: Words, _refusal: aliases.NoName, _zone: ZoneInfo) -> str:
    return words.label(
        "This cannot be a name: it needs letters, and at most {most} characters. "
        "Please type it again.",
        most=aliases.LONGEST_NAME,
    )


@words_for(aliases.NotUrdu)
def _not_urdu(words: Words, _refusal: aliases.NotUrdu, _zone: ZoneInfo) -> str:
    return words.label("This is not in Urdu letters. Please type the name in Urdu.")
