"""Announcing a meeting: /new, the pasted message, what is unclear in it, the check card."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.routes import (
    QUESTIONS,
    Arrived,
    Look,
    on_answer,
    on_command,
    on_edit,
    on_press,
    render,
    screen,
)
from secretariat import draft_clashes, draft_fields, meeting_drafts
from secretariat.announcements import Label
from secretariat.audiences import invited_seats
from secretariat.draft_cards import draft_card_of
from secretariat.invitation_cards import card_of
from secretariat.kinds import Kind
from secretariat.meeting_drafts import Prepared
from secretariat.permissions import Action
from storage import Meeting, MeetingStatus, Person
from views import announcing as views
from views import clashes, open_points, presses
from views.invitations import invitation
from views.presses import Pressed
from views.screen import Screen

#: Telegram's apps cut a text at 4,096 characters: what follows such a long one at once is its rest.
LONG = 3500
AT_ONCE = timedelta(seconds=15)


@on_command("new", Action.PREPARE_MEETING)
async def new_command(arrived: Arrived) -> None:
    """Show the ways to announce a meeting."""
    await arrived.send(Kind.NEW_MEETING, group=arrived.here.id)


@on_press(presses.NEW, Action.PREPARE_MEETING)
async def press_new(arrived: Arrived, pressed: Pressed) -> None:
    """Show the ways, the form or an example; with the form the message is awaited."""
    part = pressed.argument if pressed.argument in ("form", "example") else "ways"
    await arrived.show(Kind.NEW_MEETING, group=arrived.here.id, part=part)
    if part != "ways":
        await arrived.ask("announcement", group=arrived.here.id)


@on_answer("announcement", Action.PREPARE_MEETING)
async def announcement_pasted(arrived: Arrived) -> None:
    """Make a draft of the pasted message and show it, or ask what is unclear in it."""
    here = arrived.here
    if not arrived.text or arrived.attachment:
        await arrived.send(Kind.NEW_MEETING, group=here.id, part="form", refused=True)
        await arrived.ask("announcement", group=here.id)
        return
    prepared = await meeting_drafts.begin(
        arrived.session, here, arrived.me, arrived.text, arrived.now, message_id=arrived.message_id
    )
    await proceed(arrived, prepared)
    await _await_rest(arrived, prepared)


async def _await_rest(arrived: Arrived, prepared: Prepared) -> None:
    if len(arrived.text) < LONG:
        return
    label = prepared.point.label.name if prepared.point else None
    await arrived.ask(
        "announcement_rest",
        group=prepared.meeting.working_group_id,
        meeting=prepared.meeting.id,
        label=label,
        version=prepared.meeting.version,
        at=arrived.now.isoformat(),
    )


@on_answer("announcement_rest", Action.PREPARE_MEETING)
async def rest_pasted(
    arrived: Arrived, meeting: int, label: str | None, version: int, at: str
) -> None:
    """Take the second half of a message that Telegram cut; later, it is an answer like any."""
    found = await arrived.session.get_one(Meeting, meeting)
    is_rest = arrived.now - datetime.fromisoformat(at) <= AT_ONCE
    if is_rest and arrived.text and found.status is MeetingStatus.DRAFT:
        assert arrived.message_id is not None
        before = await meeting_drafts.point_of(arrived.session, found, arrived.now)
        prepared = await meeting_drafts.add_pasted(
            arrived.session, found, arrived.me, arrived.text, arrived.message_id, arrived.now
        )
        # The cards that the first half brought are redrawn; only a new question is a new message.
        if prepared.is_ripe or prepared.point != before:
            await proceed(arrived, prepared)
        elif prepared.point is not None:
            await ask_for(arrived, found, prepared.point.label)
        await _await_rest(arrived, prepared)
    elif label is not None:
        await field_typed(arrived, meeting=meeting, label=label, version=version)
    else:
        await QUESTIONS["nothing"].call(arrived)


@on_edit
async def message_edited(arrived: Arrived) -> bool:
    """Follow an edit of the message that a meeting was announced with."""
    if arrived.message_id is None or not arrived.text:
        return False
    meeting = await draft_fields.pasted_by(arrived.session, arrived.me, arrived.message_id)
    if meeting is None:
        return False
    if meeting.status is not MeetingStatus.DRAFT:
        await arrived.send(Kind.SAID, text=views.published_already(arrived.words, meeting))
        return True
    prepared = await meeting_drafts.edit_pasted(
        arrived.session, meeting, arrived.me, arrived.text, arrived.message_id, arrived.now
    )
    if prepared.is_ripe:
        await proceed(arrived, prepared)
    elif prepared.point is not None:
        await ask_for(arrived, meeting, prepared.point.label)
    return True


async def proceed(arrived: Arrived, prepared: Prepared) -> None:
    """Show what a draft needs next: a clash, a question, or its card (first with the preview)."""
    meeting = prepared.meeting
    if prepared.clash is not None:
        await arrived.show(
            Kind.MEETING_DRAFT, meeting=meeting.id, part="clash", clash=prepared.clash
        )
    elif prepared.is_ripe:
        await arrived.show(Kind.MEETING_PREVIEW, meeting=meeting.id)
        await arrived.send(Kind.MEETING_DRAFT, meeting=meeting.id)
    else:
        await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id)
        if prepared.point is not None:
            await ask_for(arrived, meeting, prepared.point.label)


async def ask_for(arrived: Arrived, meeting: Meeting, label: Label) -> None:
    """Wait for a field's value."""
    await arrived.ask(
        "draft_field",
        group=meeting.working_group_id,
        meeting=meeting.id,
        label=label.name,
        version=meeting.version,
    )


@on_answer("draft_field", Action.PREPARE_MEETING)
async def field_typed(arrived: Arrived, meeting: int, label: str, version: int) -> None:
    """Set the field that was asked for; what is no text is explained and the field asked again."""
    found = await arrived.session.get_one(Meeting, meeting)
    if not arrived.text or arrived.attachment:
        kind = arrived.attachment.kind if arrived.attachment else "other"
        point = await meeting_drafts.point_of(arrived.session, found, arrived.now)
        part = "check" if point and point.label.name == label else "ask"
        await arrived.send(
            Kind.MEETING_DRAFT, meeting=meeting, part=part, label=label, refused=kind
        )
        await _ask_again(arrived, found, label, version)
        return
    prepared = await meeting_drafts.write_field(
        arrived.session, found, arrived.me, Label[label], arrived.text, version, arrived.now
    )
    await proceed(arrived, prepared)


async def _ask_again(arrived: Arrived, meeting: Meeting, label: str, version: int) -> None:
    await arrived.ask(
        "draft_field",
        group=meeting.working_group_id,
        meeting=meeting.id,
        label=label,
        version=version,
    )


@screen(Kind.NEW_MEETING)
async def new_meeting_screen(
    look: Look, group: int, part: str = "ways", refused: bool = False
) -> Screen | None:
    """Render the ways to announce a meeting, the form, or an example."""
    if not look.me.may(Action.PREPARE_MEETING, group):
        return None
    if part == "form":
        return views.form(look.words, group, open_points.only_text(look.words) if refused else None)
    if part == "example":
        return views.example(look.words, group)
    return views.ways(look.words, group, await draft_fields.drafts_in(look.session, group))


@screen(Kind.MEETING_DRAFT)
async def draft_screen(
    look: Look,
    meeting: int,
    part: str = "check",
    label: str | None = None,
    refused: str | None = None,
    clash: int | None = None,
) -> Screen | None:
    """Render a draft for its secretariat; once it is published, what became of it."""
    found = await look.session.get(Meeting, meeting)
    if found is None or not look.me.may(Action.PREPARE_MEETING, found.working_group_id):
        return None
    if found.status is not MeetingStatus.DRAFT:
        return await render(look, Kind.PUBLICATION, {"meeting": meeting})
    card = await draft_card_of(look.session, found, look.me, look.now)
    words = look.words
    note = open_points.cannot_use(words, refused, card) if refused else None
    match part:
        case "ask" if label is not None:
            return views.ask(words, card, Label[label], note)
        case "fields":
            return views.fields(words, card)
        case "papers":
            return views.papers(words, card, views.no_paper(words, refused) if refused else None)
        case "audience":
            return views.audience(words, card)
        case "kept":
            return views.kept(words, card)
        case "clash" if clash is not None:
            both = await draft_clashes.clash_of(look.session, found, clash)
            if both is not None and both.theirs:
                return clashes.clash(words, card, both, clash)
    if card.point is not None:
        return open_points.question(words, card, note)
    return views.check(words, card)


@screen(Kind.MEETING_PREVIEW)
async def preview_screen(look: Look, meeting: int) -> Screen | None:
    """Render the card as its members will see it."""
    found = await look.session.get(Meeting, meeting)
    if found is None or not look.me.may(Action.PREPARE_MEETING, found.working_group_id):
        return None
    if found.starts_at is None:
        return None
    card = await card_of(look.session, found, look.me, look.now)
    # As an invited office: the secretariat itself has no reply to give.
    seats = await invited_seats(look.session, found, look.now)
    as_member = replace(card, seat=next(iter(seats), None))
    return invitation(look.words, as_member, preview=True)


@screen(Kind.MEETING_READY)
async def ready_screen(look: Look, meeting: int, by: int) -> Screen | None:
    """Render to who may publish that a draft is ready; nothing once it is published."""
    found = await look.session.get(Meeting, meeting)
    if found is None or not look.me.may(Action.PUBLISH_MEETING, found.working_group_id):
        return None
    if found.status is not MeetingStatus.DRAFT:
        return None
    card = await draft_card_of(look.session, found, look.me, look.now)
    return views.ready(look.words, card, await look.session.get_one(Person, by))
