"""Reminding by hand those who have not replied."""

from zoneinfo import ZoneInfo

from handlers.boards import board_for
from handlers.routes import Arrived, Look, on_press, screen
from secretariat import nudges
from secretariat.invitation_cards import card_of, is_out, may_see
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.refusals import Gone
from secretariat.replies import require_open
from storage import Meeting, Mode
from views import nudges as views
from views import presses
from views.presses import Pressed
from views.screen import Screen


@on_press(presses.NUDGE, Action.NUDGE)
async def press_nudge(arrived: Arrived, pressed: Pressed) -> None:
    """Show who would be reminded, or remind them."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    require_open(meeting, arrived.here, meeting.revision, arrived.now)
    if pressed.argument == "plan":
        await arrived.show(Kind.NUDGE_PLAN, meeting=meeting.id)
        return
    if pressed.argument != "send":
        raise Gone
    count = await nudges.nudge_by_hand(
        arrived.session,
        meeting,
        arrived.now,
        by=arrived.me.person.id,
        seen=pressed.version,
    )
    await arrived.show(Kind.BOARD, meeting=meeting.id)
    arrived.toast(views.sent(arrived.words, count))


@screen(Kind.NUDGE_PLAN)
async def plan_screen(look: Look, meeting: int) -> Screen | None:
    """Render who would be reminded, as it stands now."""
    found = await board_for(look, meeting, Action.NUDGE)
    if found is None:
        return None
    return views.plan(
        look.words,
        meeting,
        await nudges.silent_seats(look.session, found[0], look.now),
        rounds=await nudges.rounds(look.session, found[0]),
        automatic=await nudges.next_automatic(look.session, found[0]),
        zone=ZoneInfo(found[0].zone),
    )


@screen(Kind.NUDGE)
async def nudge_screen(look: Look, meeting: int) -> Screen | None:
    """Render the request for a reply; nothing once the office has replied."""
    found = await look.session.get(Meeting, meeting)
    if found is None or found.starts_at is None or not is_out(found, look.now):
        return None
    if not may_see(look.me, found, look.now):
        return None
    card = await card_of(look.session, found, look.me, look.now)
    has_replied = card.reply is not None and card.reply.mode is not Mode.NOT_SURE
    if has_replied or not card.may_reply:
        return None
    return views.nudge(look.words, card, look.now)
