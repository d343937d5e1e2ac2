"""Help, and the line for what cannot be used as an answer."""

from handlers import strangers
from handlers.routes import Arrived, Look, on_command, on_press, screen
from secretariat.invitation_cards import next_meeting
from secretariat.kinds import Kind
from secretariat.permissions import Action
from views import helps, homes, presses
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


@screen(Kind.HELP)
async def help_screen(look: Look) -> Screen:
    """Render the help of a reader's role."""
    group = look.me.group
    if group is None:
        return homes.no_seat(look.words)
    if look.me.may(Action.SEE_DESK, group.id):
        return helps.for_staff(look.words, group)
    meeting = await next_meeting(look.session, look.me, look.now)
    return helps.for_members(look.words, group, meeting.id if meeting else None)


async def say_unusable(arrived: Arrived) -> None:
    """Say in one line that what was sent is not text; whoever asked must ask again."""
    kind = arrived.attachment.kind if arrived.attachment else ""
    await arrived.send(Kind.SAID, text=helps.cannot_be_used(arrived.words, kind))
