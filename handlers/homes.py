"""Home: one card for each role, reached by commands and by the button that stands everywhere."""

from handlers.routes import Arrived, Look, on_command, on_press, screen
from secretariat import homes
from secretariat.kinds import Kind
from secretariat.permissions import Action
from storage import WorkingGroup
from views import homes as views
from views import presses
from views.presses import Pressed
from views.screen import Screen


@on_command("menu", Action.SEE_OWN)
async def menu_command(arrived: Arrived) -> None:
    """Show home."""
    await arrived.send(Kind.HOME)


@on_command("desk", Action.SEE_DESK)
async def desk_command(arrived: Arrived) -> None:
    """Show the secretariat's home."""
    await arrived.send(Kind.HOME)


@on_press(presses.HOME, Action.SEE_OWN)
async def home_press(arrived: Arrived, _pressed: Pressed) -> None:
    """Show home in place of what was tapped."""
    await arrived.show(Kind.HOME)


@on_press(presses.GROUP, Action.SEE_OWN)
async def group_press(arrived: Arrived, _pressed: Pressed) -> None:
    """Show another group's home, from now on."""
    assert isinstance(arrived.subject, WorkingGroup)
    await homes.look_at(arrived.session, arrived.me, arrived.subject, arrived.now)
    await arrived.show(Kind.HOME)


@screen(Kind.HOME)
async def home_screen(look: Look) -> Screen | None:
    """Render the home of a reader's role in the group they look at."""
    if look.reader is None:
        return None
    group = look.me.group
    if group is None:
        return views.no_seat(look.words)
    if look.me.may(Action.SEE_DESK, group.id):
        desk = await homes.desk_of(look.session, look.me, group, look.now)
        return views.desk(look.words, look.me, desk)
    card = await homes.member_home(look.session, look.me, group, look.now)
    draw = views.chair if look.me.may(Action.SEE_BOARD, group.id) else views.member
    return draw(look.words, look.me, card)


@screen(Kind.DELIVERY_FAILED)
async def delivery_failed_screen(look: Look, person: int) -> Screen | None:
    """Render who cannot be written to, unless they can again."""
    if look.reader is None:
        return None
    who = await homes.unreachable(look.session, look.me, person, look.now)
    return None if who is None else views.cannot_be_reached(look.words, who)
