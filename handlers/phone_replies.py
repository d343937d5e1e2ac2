"""Recording a reply that came by telephone: choose the office, choose the reply."""

from handlers.boards import board_for
from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import deputies, replies
from secretariat.audiences import invited_seats
from secretariat.boards import Board, Line
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.refusals import Gone
from secretariat.replies import Answer, OtherReply
from storage import Draft, Meeting, Mode, Recorded, Seat
from views import phone_replies as views
from views import presses
from views.presses import Pressed
from views.screen import Screen

_MODES = {
    "p": Mode.IN_PERSON,
    "v": Mode.VIDEO,
    "a": Mode.APOLOGIES,
    "t": Mode.DEPUTY,  # its name is to follow
}


def _numbers(parts: list[str]) -> list[int]:
    if not all(map(presses.is_number, parts)):
        raise Gone
    return [int(part) for part in parts]


async def _seat(arrived: Arrived, meeting: Meeting, seat_id: int) -> Seat:
    """Give an invited seat of the meeting; any other is refused."""
    seats = await invited_seats(arrived.session, meeting, arrived.now)
    seat = next((one for one in seats if one.id == seat_id), None)
    if seat is None:
        raise Gone
    return seat


@on_press(presses.RECORD, Action.RECORD_REPLY)
async def press_record(arrived: Arrived, pressed: Pressed) -> None:
    """Show the offices, ask what one replied, or record it."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    verb, *rest = pressed.argument.split("-")
    numbers = _numbers(rest)
    replies.require_open(meeting, arrived.here, meeting.revision, arrived.now)
    match verb, numbers:
        case "page", [page]:
            await arrived.show(Kind.RECORD_REPLY, meeting=meeting.id, page=page)
        case "seat", [seat_id]:
            seat = await _seat(arrived, meeting, seat_id)
            await arrived.show(Kind.RECORD_REPLY, meeting=meeting.id, seat=seat.id)
        case "d", [seat_id, revision]:
            replies.require_open(meeting, arrived.here, revision, arrived.now)
            seat = await _seat(arrived, meeting, seat_id)
            await arrived.show(Kind.RECORD_REPLY, meeting=meeting.id, seat=seat.id, step="deputy")
            await arrived.ask(
                "phone_deputy",
                group=meeting.working_group_id,
                meeting=meeting.id,
                seat=seat.id,
                revision=revision,
            )
        case (("p" | "v" | "a" | "t"), [seat_id, revision]):
            await _record(arrived, meeting, pressed, seat_id, revision)
        case (("p" | "v"), [seat_id, revision, draft]):
            await _record(arrived, meeting, pressed, seat_id, revision, draft)
        case _:
            raise Gone


async def _record(
    arrived: Arrived,
    meeting: Meeting,
    pressed: Pressed,
    seat_id: int,
    revision: int,
    deputy: int | None = None,
) -> None:
    """Record a reply; `deputy` is the draft with a deputy's name, if one attends."""
    seat = await _seat(arrived, meeting, seat_id)
    me = arrived.me.person.id
    answer = Answer(mode=_MODES[pressed.argument[0]])
    if deputy is not None:
        name = await deputies.proposed(arrived.session, meeting, seat, str(deputy), by=me)
        answer = Answer(mode=Mode.DEPUTY, deputy_name=name, deputy_mode=answer.mode)
    try:
        done = await replies.record_reply(
            arrived.session,
            meeting,
            seat,
            answer,
            arrived.now,
            by=me,
            revision=revision,
            recorded=Recorded.TELEPHONE,
            version=pressed.version,
        )
    except OtherReply as other:
        await arrived.show(
            Kind.RECORD_REPLY,
            meeting=meeting.id,
            seat=seat.id,
            step="clash",
            mine=pressed.argument,
            mode=str(answer.mode),
            by=other.by,
        )
        return
    arrived.toast(
        views.recorded(arrived.words, seat.organisation, answer.mode, is_same=done.is_same)
    )
    await arrived.show(Kind.BOARD, meeting=meeting.id)


@on_answer("phone_deputy", Action.RECORD_REPLY)
async def answer_deputy(arrived: Arrived, meeting: int, seat: int, revision: int) -> None:
    """Take the deputy's typed name and ask how they attend."""
    found = await arrived.session.get_one(Meeting, meeting)
    replies.require_open(found, arrived.here, revision, arrived.now)
    if arrived.attachment is not None:
        raise replies.OnlyText
    draft = await deputies.propose(
        arrived.session,
        found,
        await _seat(arrived, found, seat),
        arrived.text,
        arrived.now,
        by=arrived.me.person.id,
    )
    await arrived.send(Kind.RECORD_REPLY, meeting=meeting, seat=seat, step="mode", deputy=draft.id)


def _line(picture: Board, seat: int) -> Line | None:
    lines = (*picture.members, *picture.others)
    return next((one for one in lines if one.seat.id == seat), None)


@screen(Kind.RECORD_REPLY)
async def record_screen(
    look: Look,
    meeting: int,
    page: int = 0,
    seat: int = 0,
    step: str = "",
    deputy: int = 0,
    mine: str = "",
    mode: str = "",
    by: str = "",
) -> Screen | None:
    """Render a step of recording a reply for an office."""
    found = await board_for(look, meeting, Action.RECORD_REPLY)
    if found is None:
        return None
    held, picture = found
    line = _line(picture, seat)
    if line is None:
        return views.choose_office(look.words, picture, page)
    has_room = held.venue is not None or held.link is None
    has_link = held.link is not None
    match step:
        case "deputy":
            return views.ask_deputy(look.words, picture, line)
        case "mode":
            draft = await look.session.get(Draft, deputy)
            if draft is None or draft.author_id != look.me.person.id:
                return None
            return views.ask_deputy_mode(
                look.words,
                picture,
                line,
                deputy,
                str(draft.fields["name"]),
                has_room=has_room,
                has_link=has_link,
            )
        case "clash":
            return views.clash(look.words, picture, line, mine, Mode(mode), by, look.zone)
    return views.choose_mode(
        look.words, picture, line, look.zone, has_room=has_room, has_link=has_link
    )
