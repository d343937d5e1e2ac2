"""The board of replies, the attendance text, and what is told at once about replies."""

from datetime import datetime

from handlers.routes import Arrived, Look, on_command, on_press, screen
from secretariat.attendances import attendance
from secretariat.boards import Board, board_of
from secretariat.invitation_cards import is_out, next_meeting
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import Meeting, Mode, Organisation, Seat
from views import attendances, boards, presses
from views.presses import Pressed
from views.screen import Screen


async def board_for(look: Look, meeting: int, action: Action) -> tuple[Meeting, Board] | None:
    """Give a meeting and its board if the reader may do this with it; else None."""
    found = await look.session.get(Meeting, meeting)
    if found is None or found.starts_at is None or not is_out(found, look.now):
        return None
    if not look.me.may(action, found.working_group_id):
        return None
    return found, await board_of(look.session, found, look.now)


@on_command("board", Action.SEE_BOARD)
async def board_command(arrived: Arrived) -> None:
    """Show the board of the next meeting."""
    meeting = await next_meeting(arrived.session, arrived.me, arrived.now, action=Action.SEE_BOARD)
    await arrived.show(Kind.BOARD, meeting=meeting.id if meeting else 0)


@on_press(presses.BOARD, Action.SEE_BOARD)
async def press_board(arrived: Arrived, pressed: Pressed) -> None:
    """Show the board by offices or by names, or the attendance text."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    if meeting.starts_at is None or not is_out(meeting, arrived.now):
        raise Gone
    match pressed.argument:
        case "show":
            await arrived.show(Kind.BOARD, meeting=meeting.id)
        case "names":
            await arrived.show(Kind.BOARD, meeting=meeting.id, names=True)
        case "text":
            await arrived.show(Kind.ATTENDANCE_TEXT, meeting=meeting.id)
        case _:
            raise Gone


@screen(Kind.BOARD)
async def board_screen(look: Look, meeting: int, *, names: bool = False) -> Screen | None:
    """Render the board; meeting 0 is that none is announced."""
    if meeting == 0:
        return boards.no_board(look.words)
    found = await board_for(look, meeting, Action.SEE_BOARD)
    if found is None:
        return None
    group = found[0].working_group_id
    return boards.board(
        look.words,
        found[1],
        names=names,
        may_nudge=look.me.may(Action.NUDGE, group),
        may_record=look.me.may(Action.RECORD_REPLY, group),
    )


@screen(Kind.ATTENDANCE_TEXT)
async def attendance_screen(look: Look, meeting: int) -> Screen | None:
    """Render the attendance sentence as it stands now."""
    found = await board_for(look, meeting, Action.SEE_BOARD)
    if found is None:
        return None
    given = await attendance(look.session, found[0], look.now)
    return attendances.attendance_screen(look.words, given, meeting)


async def _organisation(look: Look, seat: int) -> Organisation:
    held = await look.session.get_one(Seat, seat)
    return await look.session.get_one(Organisation, held.organisation_id)


@screen(Kind.QUORUM_CHANGED)
async def quorum_screen(
    look: Look, meeting: int, seat: int, mode: str | None, at: str, *, met: bool
) -> Screen | None:
    """Render that the quorum was lost or regained; nothing once that is no longer so."""
    found = await board_for(look, meeting, Action.SEE_BOARD)
    if found is None or found[1].quorum.is_met is not met or not found[1].is_open:
        return None
    return boards.quorum_changed(
        look.words,
        found[1],
        await _organisation(look, seat),
        Mode(mode) if mode else None,
        datetime.fromisoformat(at),
        may_nudge=look.me.may(Action.NUDGE, found[0].working_group_id),
    )


@screen(Kind.LATE_CHANGE)
async def late_screen(
    look: Look, meeting: int, seat: int, mode: str | None, at: str
) -> Screen | None:
    """Render that an office changed its reply shortly before the meeting."""
    found = await board_for(look, meeting, Action.SEE_BOARD)
    if found is None:
        return None
    return boards.late_change(
        look.words,
        found[1],
        await _organisation(look, seat),
        Mode(mode) if mode else None,
        datetime.fromisoformat(at),
    )
