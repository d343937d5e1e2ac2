"""The buttons of a meeting's draft: its fields, papers and audience, and a clash settled."""

from collections.abc import Awaitable, Callable

from handlers.announcing import ask_for, proceed
from handlers.routes import Arrived, on_answer, on_press
from secretariat import meeting_drafts, meetings, papers
from secretariat.announcements import Label
from secretariat.audiences import audience_of
from secretariat.kinds import Kind
from secretariat.meeting_drafts import Prepared
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import Category, Meeting, MeetingStatus
from views import announcing as views
from views import presses
from views.presses import Pressed

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
    if not presses.is_number(number):
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
    await ask_for(arrived, meeting, label)


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
    if not presses.is_number(rest):
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
    if not presses.is_number(rest):
        raise Gone
    prepared = await meeting_drafts.settle_clash(
        arrived.session, meeting, arrived.me, int(rest), version, arrived.now, mine=mine
    )
    await proceed(arrived, prepared)
