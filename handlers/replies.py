"""A member's reply: one tap, apologies with a reason, a deputy."""

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import deputies, replies
from secretariat.invitation_cards import card_of, holding_for, may_see
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.readers import Reader
from secretariat.refusals import Gone
from secretariat.replies import Answer
from storage import Draft, Meeting, Mode, Seat
from views import presses
from views import replies as views
from views.invitations import invitation
from views.presses import Pressed
from views.screen import Screen

#: One tap on a card records these.
_MODES = {
    "p": Mode.IN_PERSON,
    "v": Mode.VIDEO,
    "a": Mode.APOLOGIES,
    "u": Mode.NOT_SURE,
}


def _seat(reader: Reader, meeting: Meeting) -> Seat:
    holding = holding_for(reader, meeting)
    if holding is None:
        raise replies.NoSeat
    return holding.seat


async def _record(arrived: Arrived, meeting: Meeting, answer: Answer, revision: int) -> None:
    """Record the answer of the reader's office and say so."""
    done = await replies.record_reply(
        arrived.session,
        meeting,
        _seat(arrived.me, meeting),
        answer,
        arrived.now,
        by=arrived.me.person.id,
        revision=revision,
    )
    card = await card_of(arrived.session, meeting, arrived.me, arrived.now)
    text, is_box = views.recorded(arrived.words, done, card, arrived.now)
    if is_box:
        arrived.alert(text)
    else:
        arrived.toast(text)


def _require_open(arrived: Arrived, meeting: Meeting, revision: int) -> None:
    replies.require_open(meeting, arrived.here, revision, arrived.now)


@on_press(presses.REPLY, Action.REPLY)
async def press_reply(arrived: Arrived, pressed: Pressed) -> None:
    """Record what was tapped, or open the card of apologies or of the deputy."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    seat = _seat(arrived.me, meeting)
    argument, revision = pressed.argument, pressed.version
    if argument in _MODES:
        mode = _MODES[argument]
        await _record(arrived, meeting, Answer(mode=mode), revision)
        kind = Kind.APOLOGIES if mode is Mode.APOLOGIES else Kind.INVITATION
        await arrived.show(kind, meeting=meeting.id)
        return
    _require_open(arrived, meeting, revision)
    if argument == "d":
        await arrived.show(Kind.DEPUTY, meeting=meeting.id, step="who")
        await arrived.ask(
            "deputy", group=meeting.working_group_id, meeting=meeting.id, revision=revision
        )
    elif argument == "reason":
        await arrived.show(Kind.APOLOGIES, meeting=meeting.id, step="reason")
        await arrived.ask(
            "apology_reason", group=meeting.working_group_id, meeting=meeting.id, revision=revision
        )
    elif argument.startswith("reason-"):
        chosen = argument.removeprefix("reason-")
        if chosen not in (*views.REASONS, "none"):
            raise Gone
        # The board is read in several languages: an offered reason is kept by its name.
        reason = None if chosen == "none" else f"@{chosen}"
        await _give_reason(arrived, meeting, seat, reason, revision)
        await arrived.show(Kind.APOLOGIES, meeting=meeting.id)
        arrived.toast(views.reason_recorded(arrived.words))
    elif argument == "undo":
        undone = await replies.undo_reply(
            arrived.session,
            meeting,
            seat,
            arrived.now,
            by=arrived.me.person.id,
            revision=revision,
        )
        await arrived.show(Kind.INVITATION, meeting=meeting.id)
        arrived.toast(views.undone(arrived.words, undone))
    else:
        raise Gone


async def _give_reason(
    arrived: Arrived, meeting: Meeting, seat: Seat, reason: str | None, revision: int
) -> None:
    await replies.give_reason(
        arrived.session,
        meeting,
        seat,
        reason,
        arrived.now,
        by=arrived.me.person.id,
        revision=revision,
    )


@on_press(presses.DEPUTY, Action.REPLY)
async def press_deputy(arrived: Arrived, pressed: Pressed) -> None:
    """Take the deputy that was tapped: first the name, then how they attend."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    seat = _seat(arrived.me, meeting)
    _require_open(arrived, meeting, pressed.version)
    which = pressed.argument
    if which == "tbc":
        await _record(arrived, meeting, Answer(mode=Mode.DEPUTY), pressed.version)
        await arrived.show(Kind.DEPUTY, meeting=meeting.id, step="done")
        return
    mode = {"p": Mode.IN_PERSON, "v": Mode.VIDEO}.get(which[-1:])
    me = arrived.me.person.id
    if mode is None:
        known = await deputies.known(arrived.session, seat, which)
        draft = await deputies.propose(arrived.session, meeting, seat, known, arrived.now, by=me)
        await arrived.show(Kind.DEPUTY, meeting=meeting.id, step="mode", deputy=draft.id)
        return
    name = await deputies.proposed(arrived.session, meeting, seat, which[:-1], by=me)
    answer = Answer(mode=Mode.DEPUTY, deputy_name=name, deputy_mode=mode)
    await _record(arrived, meeting, answer, pressed.version)
    await arrived.show(Kind.DEPUTY, meeting=meeting.id, step="done")


@on_answer("deputy", Action.REPLY)
async def answer_deputy(arrived: Arrived, meeting: int, revision: int) -> None:
    """Take a typed deputy and ask how they attend."""
    found = await arrived.session.get_one(Meeting, meeting)
    seat = _seat(arrived.me, found)
    _require_open(arrived, found, revision)
    if arrived.attachment is not None:
        raise replies.OnlyText
    draft = await deputies.propose(
        arrived.session, found, seat, arrived.text, arrived.now, by=arrived.me.person.id
    )
    await arrived.send(Kind.DEPUTY, meeting=meeting, step="mode", deputy=draft.id)


@on_answer("apology_reason", Action.REPLY)
async def answer_reason(arrived: Arrived, meeting: int, revision: int) -> None:
    """Take a typed reason of apologies."""
    found = await arrived.session.get_one(Meeting, meeting)
    seat = _seat(arrived.me, found)
    if arrived.attachment is not None or not arrived.text:
        raise replies.OnlyText
    await _give_reason(arrived, found, seat, arrived.text.lstrip("@"), revision)
    await arrived.send(Kind.APOLOGIES, meeting=meeting)


@screen(Kind.APOLOGIES)
async def apologies_screen(look: Look, meeting: int, step: str = "") -> Screen | None:
    """Render the apologies; the meeting's card once the office says something else."""
    found = await look.session.get(Meeting, meeting)
    if found is None or found.starts_at is None or not may_see(look.me, found, look.now):
        return None
    card = await card_of(look.session, found, look.me, look.now)
    if not card.may_reply or card.reply is None or card.reply.mode is not Mode.APOLOGIES:
        return invitation(look.words, card)
    if step == "reason":
        return views.ask_reason(look.words, card)
    return views.apologies(look.words, card, has_reason=card.reply.reason is not None)


@screen(Kind.DEPUTY)
async def deputy_screen(
    look: Look, meeting: int, step: str = "who", deputy: int = 0
) -> Screen | None:
    """Render the naming of a deputy; the meeting's card once the office says something else."""
    found = await look.session.get(Meeting, meeting)
    if found is None or found.starts_at is None or not may_see(look.me, found, look.now):
        return None
    card = await card_of(look.session, found, look.me, look.now)
    if not card.may_reply or card.seat is None:
        return invitation(look.words, card)
    if step == "who":
        known = await deputies.known_deputies(look.session, card.seat.id)
        return views.ask_deputy(look.words, card, known)
    today = look.now.astimezone(card.zone).date()
    holder = await deputies.holder_of(look.session, card.seat.id, today)
    if step == "mode":
        draft = await look.session.get(Draft, deputy)
        if draft is None or draft.author_id != look.me.person.id:
            return None
        name = str(draft.fields["name"])
        return views.ask_mode(look.words, card, deputy, name, holder, card.seat.organisation)
    if card.reply is None or card.reply.mode is not Mode.DEPUTY:
        return invitation(look.words, card)
    return views.deputy_recorded(look.words, card, holder, card.seat.organisation)
