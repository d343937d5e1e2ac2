"""A meeting's card, its papers, /next, and what else is pressed on a card about a meeting."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from sqlalchemy import select

from handlers.routes import Arrived, Look, on_command, on_press, screen
from secretariat import mutings
from secretariat.invitation_cards import card_of, may_see, next_meeting
from secretariat.kinds import Kind
from secretariat.meeting_changes import start_of_revision
from secretariat.permissions import Action
from secretariat.refusals import Gone, NotAllowed
from storage import Meeting, MeetingStatus, Paper
from views import invitations as views
from views import presses
from views.changing import superseded_card
from views.presses import Pressed
from views.screen import Screen

#: What a button of a meeting's cards does; the meeting is for its reader, which was checked.
OnMeeting = Callable[[Arrived, Meeting, Pressed], Awaitable[None]]

MEETING_VERBS: dict[str, OnMeeting] = {}


def on_meeting(argument: str) -> Callable[[OnMeeting], OnMeeting]:
    """Register the function for an argument of the buttons of a meeting's cards."""

    def register(call: OnMeeting) -> OnMeeting:
        assert argument not in MEETING_VERBS, argument
        MEETING_VERBS[argument] = call
        return call

    return register


@on_press(presses.MEETING, Action.SEE_MEETING)
async def press_meeting(arrived: Arrived, pressed: Pressed) -> None:
    """Do what a button of a meeting's card says, for those who may see the meeting."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    if not may_see(arrived.me, meeting, arrived.now):
        raise NotAllowed(Action.SEE_MEETING)
    if pressed.argument not in MEETING_VERBS:
        raise Gone
    await MEETING_VERBS[pressed.argument](arrived, meeting, pressed)


@on_meeting("card")
async def show_card(arrived: Arrived, meeting: Meeting, _pressed: Pressed) -> None:
    """Show the meeting's card in place of what was tapped."""
    await arrived.show(Kind.INVITATION, meeting=meeting.id)


@on_meeting("preview")
async def show_nothing(arrived: Arrived, _meeting: Meeting, _pressed: Pressed) -> None:
    """Say that a preview's buttons do nothing."""
    arrived.toast(views.preview_only(arrived.words))


@on_meeting("pap")
async def send_papers(arrived: Arrived, meeting: Meeting, _pressed: Pressed) -> None:
    """Send each paper as a file of its own."""
    found = await arrived.session.scalars(
        select(Paper.id).where(Paper.meeting_id == meeting.id).order_by(Paper.id)
    )
    papers = list(found)
    if not papers:
        arrived.toast(views.no_papers(arrived.words))
        return
    for paper_id in papers:
        await arrived.send(Kind.PAPER, meeting=meeting.id, paper=paper_id)
    arrived.toast(views.papers_sent(arrived.words, len(papers)))


@on_meeting("mute")
async def mute(arrived: Arrived, meeting: Meeting, _pressed: Pressed) -> None:
    """Turn the reminders of this meeting off for the reader."""
    await mutings.mute(arrived.session, meeting, arrived.me.person.id, arrived.now)
    arrived.toast(views.muted(arrived.words))


@on_meeting("unmute")
async def unmute(arrived: Arrived, meeting: Meeting, _pressed: Pressed) -> None:
    """Turn the reminders of this meeting on again for the reader."""
    await mutings.unmute(arrived.session, meeting, arrived.me.person.id, arrived.now)
    arrived.toast(views.unmuted(arrived.words))


@on_command("next", Action.SEE_MEETING)
async def next_command(arrived: Arrived) -> None:
    """Show the card of the next meeting, whatever was replied to it."""
    meeting = await next_meeting(arrived.session, arrived.me, arrived.now)
    await arrived.show(Kind.INVITATION, meeting=meeting.id if meeting else 0)


@screen(Kind.INVITATION)
async def invitation_screen(look: Look, meeting: int, revision: int | None = None) -> Screen | None:
    """Render a meeting's card for who may see it; meeting 0 is that none is announced.

    `revision` is of a card that was sent for one date: when that no longer holds it is struck out.
    """
    if meeting == 0:
        return views.no_meeting(look.words)
    found = await look.session.get(Meeting, meeting)
    if found is None or found.starts_at is None or not may_see(look.me, found, look.now):
        return None
    is_old = revision is not None and revision < found.revision
    if revision is not None and is_old and found.status is MeetingStatus.PUBLISHED:
        before = await start_of_revision(look.session, found, revision)
        return superseded_card(look.words, before, found.starts_at, ZoneInfo(found.zone))
    return views.invitation(look.words, await card_of(look.session, found, look.me, look.now))


@screen(Kind.PAPER)
async def paper_screen(look: Look, meeting: int, paper: int) -> Screen | None:
    """Render one paper for who may see its meeting."""
    found = await look.session.get(Meeting, meeting)
    kept = await look.session.get(Paper, paper)
    if found is None or found.starts_at is None or kept is None or kept.meeting_id != meeting:
        return None
    if not may_see(look.me, found, look.now):
        return None
    return views.paper(look.words, kept.title, kept.file_id, found.starts_at, ZoneInfo(found.zone))
