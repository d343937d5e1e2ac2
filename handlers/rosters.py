"""A list of members on its way in: pasted or sent, previewed, asked about, imported, discarded."""

from handlers import pastes
from handlers.routes import QUESTIONS, Arrived, Look, on_answer, on_press, screen
from secretariat import members, memberships, roster_imports
from secretariat.kinds import Kind
from secretariat.members import Reach
from secretariat.permissions import Action
from secretariat.refusals import Gone
from secretariat.roster_files import MOST_BYTES, read_roster_file
from secretariat.roster_looks import NotAList, UnreadableRoster
from secretariat.rosters import Fault, Problem, Roster, read_roster
from storage import Draft
from views import presses
from views import rosters as views
from views.presses import Pressed
from views.screen import Screen


@on_answer("roster_list", Action.EDIT_ROSTER, file_up_to=MOST_BYTES)
async def list_came(arrived: Arrived) -> None:
    """Look at a pasted list or a file and show what an import would do; nothing is stored yet."""
    draft = await roster_imports.start(
        arrived.session,
        arrived.here,
        _roster_in(arrived),
        arrived.me,
        arrived.now,
        text=arrived.text if arrived.attachment is None else None,
    )
    await _wait_for_the_rest(arrived, draft.id)
    await arrived.show(Kind.ROSTER_PREVIEW, draft=draft.id)


@on_answer("roster_rest", Action.EDIT_ROSTER)
async def rest_came(arrived: Arrived, draft: int, at: str) -> None:
    """Add the rest of a paste that was cut in two; the preview shown above follows by itself.

    What is typed later is no part of a list.
    """
    if not pastes.is_rest(arrived, at):
        await QUESTIONS["nothing"].call(arrived)
        return
    found = await arrived.session.get_one(Draft, draft)
    await roster_imports.add_lines(
        arrived.session, arrived.here, found, arrived.text, arrived.me, arrived.now
    )
    await _wait_for_the_rest(arrived, draft)


async def _wait_for_the_rest(arrived: Arrived, draft_id: int) -> None:
    if pastes.may_go_on(arrived):
        at = arrived.now.isoformat()
        await arrived.ask("roster_rest", group=arrived.here.id, draft=draft_id, at=at)


def _roster_in(arrived: Arrived) -> Roster:
    """Read what came. Raises NotAList, UnreadableRoster."""
    file = arrived.attachment
    if file is None:
        return read_roster(arrived.text)
    if file.kind != "document":
        raise NotAList
    if file.size > MOST_BYTES:
        raise UnreadableRoster(Problem(Fault.TOO_LARGE))
    if file.content is None:
        raise UnreadableRoster(Problem(Fault.UNREADABLE))
    return read_roster_file(file.name, file.content)


@on_press(presses.ROSTER, Action.EDIT_ROSTER)
async def press_roster(arrived: Arrived, pressed: Pressed) -> None:
    """Show a list, answer one of its questions, import it, discard it, or begin to invite.

    The argument is "show", "go", "drop", "invite" or "<question>-<answer>".
    """
    draft = arrived.subject
    assert isinstance(draft, Draft)
    if draft.kind != roster_imports.KIND:
        raise Gone
    match pressed.argument:
        case "show":
            pass
        case "go":
            await _import(arrived, draft, pressed.version)
        case "drop":
            await roster_imports.discard(
                arrived.session, draft, arrived.me, arrived.now, pressed.version
            )
        case "invite":
            await _invite_first(arrived, draft)
            return
        case _:
            key, _, value = pressed.argument.partition("-")
            await roster_imports.answer(
                arrived.session, draft, key, value, arrived.now, pressed.version
            )
    await arrived.show(Kind.ROSTER_PREVIEW, draft=draft.id)


async def _import(arrived: Arrived, draft: Draft, version: int) -> None:
    done = await roster_imports.import_draft(
        arrived.session, arrived.here, draft, arrived.me, arrived.now, version
    )
    if done is None:
        arrived.alert(views.looked_again(arrived.words))


async def _invite_first(arrived: Arrived, draft: Draft) -> None:
    """Show the invitation of the first of the list who can be invited; its card leads on."""
    done = roster_imports.outcome_of(draft)
    if done is None:
        raise Gone
    for member in await members.members_of(arrived.session, arrived.here, arrived.now):
        is_waiting = member.holding is not None and member.reach is Reach.NOT_JOINED
        if is_waiting and member.person.id in done.person_ids:
            invitation = await memberships.invitation_for(
                arrived.session, arrived.here, member, arrived.me, arrived.now
            )
            await arrived.show(Kind.INVITATION_READY, invitation=invitation.id)
            return
    arrived.toast(views.toast_everyone_invited(arrived.words))


@screen(Kind.ROSTER_PREVIEW)
async def preview_screen(look: Look, draft: int) -> Screen | None:
    """Render a list on its way in, or what became of it, to the group's secretariat."""
    found = await look.session.get(Draft, draft)
    if found is None or not look.me.may(Action.EDIT_ROSTER, found.working_group_id):
        return None
    plan = roster_imports.plan_of(found)
    if plan is not None:
        return views.preview(look.words, plan, found.id, found.version)
    done = roster_imports.outcome_of(found)
    if done is not None:
        return views.receipt(look.words, done, found.id, found.working_group_id)
    return views.discarded(look.words, found.working_group_id)
