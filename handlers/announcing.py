"""Announcing a meeting: /new, the pasted message, what is unclear in it, the check card."""

from collections.abc import Awaitable, Callable
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
from secretariat import draft_clashes, meeting_drafts, meetings, papers
from secretariat.announcements import Label
from secretariat.audiences import audience_of, invited_seats
from secretariat.draft_cards import draft_card_of
from secretariat.invitation_cards import card_of
from secretariat.kinds import Kind
from secretariat.meeting_drafts import Prepared
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import Category, Meeting, MeetingStatus, Person
from views import announcing as views
from views import clashes, open_points, presses
from views.invitations import invitation
from views.presses import Pressed
from views.screen import Screen

#: Telegram's apps cut a text at 4,096 characters: what follows such a long one at once is its rest.
LONG = 3500
AT_ONCE = timedelta(seconds=15)

#: What a button of a draft does, by the first word of its argument; the rest is given.
OnDraft = Callable[[Arrived, Meeting, str, int], Awaitable[None]]

DRAFT_VERBS: dict[str, OnDraft] = {}


def on_draft(verb: str) -> Callable[[OnDraft], OnDraft]:
    """Register the function for a word of the buttons of drafts."""

    def register(call: OnDraft) -> OnDraft:
        assert verb not in DRAFT_VERBS, verb
        DRAFT_VERBS[verb] = call
        return call

    return register


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
            await _ask_field(arrived, found, prepared.point.label)
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
    meeting = await meeting_drafts.pasted_by(arrived.session, arrived.me, arrived.message_id)
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
        await _ask_field(arrived, meeting, prepared.point.label)
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
            await _ask_field(arrived, meeting, prepared.point.label)


async def _ask_field(arrived: Arrived, meeting: Meeting, label: Label) -> None:
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


@on_press(presses.DRAFT, Action.PREPARE_MEETING)
async def press_draft(arrived: Arrived, pressed: Pressed) -> None:
    """Do what a button of a draft says."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    verb, _, rest = pressed.argument.partition("-")
    if verb not in DRAFT_VERBS:
        raise Gone
    await DRAFT_VERBS[verb](arrived, meeting, rest, pressed.version)


def _label(name: str) -> Label:
    if name not in Label.__members__:
        raise Gone
    return Label[name]


@on_draft("open")
async def open_draft(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Go on with a draft: its question, or the preview and the check card below it."""
    if meeting.status is not MeetingStatus.DRAFT:
        await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id)
        return
    point = await meeting_drafts.point_of(arrived.session, meeting, arrived.now)
    await proceed(arrived, Prepared(meeting, point, is_ripe=point is None))


@on_draft("show")
async def show_draft(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Show the check card, or what the draft asks."""
    point = await meeting_drafts.point_of(arrived.session, meeting, arrived.now)
    await proceed(arrived, Prepared(meeting, point))


@on_draft("choose")
async def choose(arrived: Arrived, meeting: Meeting, rest: str, version: int) -> None:
    """Answer the draft's question with one of the readings offered."""
    name, _, number = rest.partition("-")
    if not (number.isascii() and number.isdigit()):
        raise Gone
    prepared = await meeting_drafts.settle(
        arrived.session, meeting, arrived.me, _label(name), int(number), version, arrived.now
    )
    await proceed(arrived, prepared)


@on_draft("ask")
async def ask_field(arrived: Arrived, meeting: Meeting, rest: str, _version: int) -> None:
    """Ask for one field's value."""
    label = _label(rest)
    await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id, part="ask", label=label.name)
    await _ask_field(arrived, meeting, label)


@on_draft("set")
async def set_field(arrived: Arrived, meeting: Meeting, rest: str, version: int) -> None:
    """Set a field to the value that a button offers."""
    name, _, value = rest.partition("-")
    prepared = await meeting_drafts.write_field(
        arrived.session, meeting, arrived.me, _label(name), value, version, arrived.now
    )
    await proceed(arrived, prepared)


@on_draft("clear")
async def clear_field(arrived: Arrived, meeting: Meeting, rest: str, version: int) -> None:
    """Leave a field out that a meeting can do without."""
    prepared = await meeting_drafts.write_field(
        arrived.session, meeting, arrived.me, _label(rest), "", version, arrived.now
    )
    await proceed(arrived, prepared)


@on_draft("leave")
async def leave_field(arrived: Arrived, meeting: Meeting, rest: str, _version: int) -> None:
    """Leave a field as it was before something was typed that could not be read."""
    prepared = await meeting_drafts.leave_as_it_was(
        arrived.session, meeting, arrived.me, _label(rest), arrived.now
    )
    await proceed(arrived, prepared)


@on_draft("fields")
async def show_fields(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Show the draft field by field."""
    await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id, part="fields")


@on_draft("papers")
async def show_papers(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Show the papers and wait for the next file."""
    await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id, part="papers")
    await _ask_paper(arrived, meeting)


async def _ask_paper(arrived: Arrived, meeting: Meeting) -> None:
    await arrived.ask("draft_paper", group=meeting.working_group_id, meeting=meeting.id)


@on_answer("draft_paper", Action.PREPARE_MEETING)
async def paper_sent(arrived: Arrived, meeting: int) -> None:
    """Attach the file that came, and wait for the next one."""
    found = await arrived.session.get_one(Meeting, meeting)
    file = arrived.attachment
    refused = None if file and file.kind == "document" else file.kind if file else "text"
    if file is not None and refused is None:
        await papers.add_paper(
            arrived.session, found, arrived.me, file.name, file.file_id, file.size, arrived.now
        )
    await arrived.send(Kind.MEETING_DRAFT, meeting=meeting, part="papers", refused=refused)
    await _ask_paper(arrived, found)


@on_draft("unpaper")
async def remove_paper(arrived: Arrived, meeting: Meeting, rest: str, _version: int) -> None:
    """Take a paper out again."""
    if not (rest.isascii() and rest.isdigit() and len(rest) < 19):
        raise Gone
    await papers.remove_paper(arrived.session, meeting, arrived.me, int(rest), arrived.now)
    await show_papers(arrived, meeting, "", 0)


@on_draft("audience")
async def show_audience(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Show which seats are invited."""
    await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id, part="audience")


@on_draft("toggle")
async def toggle_category(arrived: Arrived, meeting: Meeting, rest: str, version: int) -> None:
    """Invite a category of seats, or no longer; somebody stays invited."""
    chosen = audience_of(meeting)
    if rest not in list(Category) or rest == Category.SECRETARIAT:
        raise Gone
    after = [one for one in Category if (one in chosen) != (one == rest)]
    counts = await meetings.seats_by_category(arrived.session, meeting.working_group_id)
    if not any(one in counts for one in after):
        arrived.alert(views.too_few(arrived.words))
        return
    await meeting_drafts.set_audience(
        arrived.session, meeting, arrived.me, after, version, arrived.now
    )
    await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id, part="audience")


@on_draft("keep")
async def keep_draft(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Put the draft away for later."""
    await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id, part="kept")


@on_draft("ready")
async def say_ready(arrived: Arrived, meeting: Meeting, _rest: str, _version: int) -> None:
    """Tell the secretaries that a draft is ready to publish."""
    await meetings.say_ready(arrived.session, meeting, arrived.me, arrived.now)
    arrived.toast(views.said_ready(arrived.words))


@on_draft("merge")
async def apply_mine(arrived: Arrived, meeting: Meeting, rest: str, version: int) -> None:
    """Make the change that met another editor's."""
    await _settle_clash(arrived, meeting, rest, version, mine=True)


@on_draft("theirs")
async def keep_theirs(arrived: Arrived, meeting: Meeting, rest: str, version: int) -> None:
    """Drop the change that met another editor's."""
    await _settle_clash(arrived, meeting, rest, version, mine=False)


async def _settle_clash(
    arrived: Arrived, meeting: Meeting, rest: str, version: int, *, mine: bool
) -> None:
    if not (rest.isascii() and rest.isdigit() and len(rest) < 19):
        raise Gone
    prepared = await meeting_drafts.settle_clash(
        arrived.session, meeting, arrived.me, int(rest), version, arrived.now, mine=mine
    )
    await proceed(arrived, prepared)


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
    return views.ways(look.words, group, await meeting_drafts.drafts_in(look.session, group))


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
