"""Help, and what is typed while nothing is asked."""

from handlers import strangers
from handlers.routes import Arrived, Look, on_answer, on_command, on_press, screen
from secretariat.kinds import Kind
from secretariat.permissions import Action
from views import helps, presses
from views.presses import Pressed
from views.screen import Screen


@on_command("help", Action.ARRIVE)
async def help_command(arrived: Arrived) -> None:
    """Show what one can do here; an unknown account gets the strangers' answer."""
    if arrived.reader is None:
        await strangers.answer(arrived)
    else:
        await arrived.send(Kind.HELP)


@on_press(presses.HELP, Action.SEE_OWN)
async def help_press(arrived: Arrived, _pressed: Pressed) -> None:
    """Show the same from a button."""
    await arrived.show(Kind.HELP)


@on_answer("nothing", Action.SEE_OWN)
async def nothing_asked(arrived: Arrived) -> None:
    """Answer what is typed while nothing is asked."""
    await arrived.send(Kind.HELP)


@screen(Kind.HELP)
async def help_screen(look: Look) -> Screen:
    """Render the help of a reader's role."""
    return helps.what_you_can_do(look.words)
