"""The members' list and each person's card: opening, inviting, roles, names, removing, undo."""

from collections.abc import Awaitable, Callable

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import aliases, members, memberships, removals, roster_imports
from secretariat.kinds import Kind
from secretariat.members import Member
from secretariat.permissions import Action
from secretariat.refusals import Gone, NotAllowed
from secretariat.roster_lines import RosterRole
from secretariat.roster_looks import NotAList
from secretariat.rosters import read_roster
from storage import Person, WorkingGroup
from views import members as views
from views import presses, rosters
from views.presses import Pressed
from views.screen import Screen

#: What a button of a person's card does: the person, what follows the verb, the card's version.
OnMember = Callable[[Arrived, Member, str, int], Awaitable[None]]

_VERBS: dict[str, OnMember] = {}


def _on_member(verb: str) -> Callable[[OnMember], OnMember]:
    def register(call: OnMember) -> OnMember:
        _VERBS[verb] = call
        return call

    return register


@on_press(presses.MEMBERS, Action.EDIT_ROSTER)
async def press_members(arrived: Arrived, pressed: Pressed) -> None:
    """Show the list or a page of it, ask for more members, or do something about one person.

    The argument is "", "add", "p-<page>" or "<verb>-<person>[-<more>]"; the person must be on
    this group's roster.
    """
    verb, _, rest = pressed.argument.partition("-")
    number, _, argument = rest.partition("-")
    if verb == "add":
        await arrived.ask("roster_list", group=arrived.here.id)
        await arrived.show(Kind.MEMBERS, group=arrived.here.id, adding=True)
    elif verb in ("", "p"):
        await arrived.show(Kind.MEMBERS, group=arrived.here.id, page=_number(number))
    elif verb == "back":
        await _take_back(arrived, _number(number))
    else:
        await _about(arrived, verb, _number(number), argument, pressed.version)


@on_press(presses.PERSON, Action.EDIT_ROSTER)
async def press_person(arrived: Arrived, pressed: Pressed) -> None:
    """Open a person's card from elsewhere, or with "invite" their invitation."""
    assert isinstance(arrived.subject, Person)
    verb = pressed.argument if pressed.argument == "invite" else "s"
    await _about(arrived, verb, arrived.subject.id, "", pressed.version)


async def _about(arrived: Arrived, verb: str, person_id: int, argument: str, version: int) -> None:
    member = await _member(arrived, person_id)
    if verb not in _VERBS:
        raise Gone
    await _VERBS[verb](arrived, member, argument, version)


async def _member(arrived: Arrived, person_id: int) -> Member:
    member = await members.member_of(arrived.session, arrived.here, person_id, arrived.now)
    if member is None:
        raise NotAllowed(Action.EDIT_ROSTER)
    return member


def _number(text: str) -> int:
    return int(text) if presses.is_number(text) else 0


async def _show(arrived: Arrived, person_id: int, part: str = "") -> None:
    args = {"part": part} if part else {}
    await arrived.show(Kind.PERSON, person=person_id, group=arrived.here.id, **args)


@_on_member("s")
async def show_person(arrived: Arrived, member: Member, _argument: str, _version: int) -> None:
    """Show somebody's card."""
    await _show(arrived, member.person.id)


@_on_member("invite")
async def invite(arrived: Arrived, member: Member, _argument: str, _version: int) -> None:
    """Show the invitation that somebody can still use, or a new one."""
    invitation = await memberships.invitation_for(
        arrived.session, arrived.here, member, arrived.me, arrived.now
    )
    await arrived.show(Kind.INVITATION_READY, invitation=invitation.id)


@_on_member("roles")
async def choose_role(arrived: Arrived, member: Member, _argument: str, _version: int) -> None:
    """Ask which role somebody is to have."""
    await _show(arrived, member.person.id, "roles")


@_on_member("role")
async def change_role(arrived: Arrived, member: Member, argument: str, version: int) -> None:
    """Give somebody the role that was chosen."""
    if argument.upper() not in RosterRole.__members__:
        raise Gone
    role = RosterRole[argument.upper()]
    await memberships.change_role(
        arrived.session, arrived.here, member, role, arrived.me, arrived.now, version
    )
    arrived.toast(views.toast_role(arrived.words, role))
    await _show(arrived, member.person.id)


@_on_member("off")
async def remove(arrived: Arrived, member: Member, _argument: str, version: int) -> None:
    """Take somebody off the roster; the receipt offers to take it back."""
    await removals.remove(arrived.session, arrived.here, member, arrived.me, arrived.now, version)
    arrived.toast(views.toast_removed(arrived.words, member.person))
    await _show(arrived, member.person.id)


async def _take_back(arrived: Arrived, person_id: int) -> None:
    removal = await removals.last_removal(arrived.session, arrived.here, person_id)
    person = await arrived.session.get(Person, person_id)
    if removal is None or person is None:
        raise Gone
    await removals.take_back(arrived.session, arrived.here, person, arrived.me, arrived.now)
    arrived.toast(views.toast_back(arrived.words, person))
    await _show(arrived, person_id)


@_on_member("alias")
async def ask_alias(arrived: Arrived, member: Member, _argument: str, _version: int) -> None:
    """Ask for another spelling of somebody's name."""
    await arrived.ask("member_alias", group=arrived.here.id, person=member.person.id)
    await _show(arrived, member.person.id, "alias")


@_on_member("urdu")
async def ask_urdu(arrived: Arrived, member: Member, _argument: str, _version: int) -> None:
    """Ask for the Urdu form of somebody's name."""
    await arrived.ask("member_urdu", group=arrived.here.id, person=member.person.id)
    await _show(arrived, member.person.id, "urdu")


@_on_member("seat")
async def ask_seat(arrived: Arrived, member: Member, _argument: str, _version: int) -> None:
    """Ask which office somebody without a seat comes for."""
    await arrived.ask("member_seat", group=arrived.here.id, person=member.person.id)
    await _show(arrived, member.person.id, "seat")


@on_answer("member_alias", Action.EDIT_ROSTER)
async def alias_typed(arrived: Arrived, person: int) -> None:
    """Keep another spelling of a name."""
    member = await _member(arrived, person)
    await aliases.add_alias(
        arrived.session, arrived.here, member, arrived.text, arrived.me, arrived.now
    )
    await _show(arrived, person)


@on_answer("member_urdu", Action.EDIT_ROSTER)
async def urdu_typed(arrived: Arrived, person: int) -> None:
    """Keep the Urdu form of a name."""
    member = await _member(arrived, person)
    await aliases.set_urdu_name(
        arrived.session, arrived.here, member, arrived.text, arrived.me, arrived.now
    )
    await _show(arrived, person)


@on_answer("member_seat", Action.EDIT_ROSTER)
async def seat_typed(arrived: Arrived, person: int) -> None:
    """Look at the office typed as at a list of one line: it may be known under another spelling."""
    member = await _member(arrived, person)
    if not arrived.text:
        raise NotAList
    first_line = arrived.text.splitlines()[0]
    roster = read_roster(f"{member.person.name}; {first_line}")
    draft = await roster_imports.start(
        arrived.session, arrived.here, roster, arrived.me, arrived.now
    )
    await arrived.show(Kind.ROSTER_PREVIEW, draft=draft.id)


@screen(Kind.MEMBERS)
async def members_screen(
    look: Look, group: int, page: int = 0, adding: bool = False
) -> Screen | None:
    """Render a group's list of people, or the question for a new list, to its secretariat."""
    if not look.me.may(Action.EDIT_ROSTER, group):
        return None
    if adding:
        return rosters.ask_for_list(look.words, group)
    found = look.me.groups[group]
    everyone = await members.members_of(look.session, found, look.now)
    draft = await roster_imports.open_draft(look.session, found)
    return views.roll(look.words, group, everyone, page, draft.id if draft else None)


@screen(Kind.PERSON)
async def person_screen(look: Look, person: int, group: int, part: str = "") -> Screen | None:
    """Render one person of a group's roster, or their removal, to its secretariat."""
    if not look.me.may(Action.EDIT_ROSTER, group):
        return None
    found = look.me.groups[group]
    member = await members.member_of(look.session, found, person, look.now)
    if member is None:
        return await _removed_screen(look, found, person)
    shown = views.Shown(
        member=member,
        group_id=group,
        role=memberships.role_of(member.holding) if member.holding else None,
        invited_until=await memberships.invited_until(look.session, found, person, look.now),
    )
    match part:
        case "roles":
            return views.choose_role(look.words, shown)
        case "alias":
            return views.ask_alias(look.words, shown)
        case "urdu":
            return views.ask_urdu(look.words, shown)
        case "seat":
            return views.ask_seat(look.words, shown)
    return views.card(look.words, shown, look.zone)


async def _removed_screen(look: Look, group: WorkingGroup, person_id: int) -> Screen | None:
    removal = await removals.last_removal(look.session, group, person_id)
    if removal is None:
        return None
    who = await look.session.get_one(Person, person_id)
    may_undo = look.now - removal.at < removals.UNDO
    return views.removed(look.words, who, group.id, may_undo=may_undo)
