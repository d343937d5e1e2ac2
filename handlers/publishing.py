"""Publishing a meeting, stopping it within twenty seconds, and what became of it."""

from handlers.routes import Arrived, Look, on_press, render, screen
from secretariat import meetings
from secretariat.draft_cards import draft_card_of, receipt_of
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import Meeting, MeetingStatus
from views import presses
from views import publishing as views
from views.presses import Pressed
from views.screen import Screen


@on_press(presses.PUBLISH, Action.PUBLISH_MEETING)
async def press_publish(arrived: Arrived, pressed: Pressed) -> None:
    """Publish, stop, or show what belongs to a published meeting."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    match pressed.argument:
        case "go":
            await meetings.publish(
                arrived.session, meeting, arrived.me, pressed.version, arrived.now
            )
            await arrived.show(Kind.PUBLICATION, meeting=meeting.id)
        case "stop":
            await meetings.stop(arrived.session, meeting, arrived.me, pressed.version, arrived.now)
            arrived.toast(views.stopped(arrived.words))
            await arrived.show(Kind.MEETING_DRAFT, meeting=meeting.id)
        case "hand":
            await arrived.send(Kind.HAND_TEXT, meeting=meeting.id)
        case "receipt":
            await arrived.show(Kind.PUBLICATION, meeting=meeting.id)
        case _:
            raise Gone


@screen(Kind.PUBLICATION)
async def publication_screen(look: Look, meeting: int) -> Screen | None:
    """Render the twenty seconds, then the receipt; the draft again once it was stopped."""
    found = await look.session.get(Meeting, meeting)
    if found is None or not look.me.may(Action.SEE_DESK, found.working_group_id):
        return None
    if found.status is MeetingStatus.DRAFT:
        return await render(look, Kind.MEETING_DRAFT, {"meeting": meeting})
    receipt = await receipt_of(look.session, found, look.now)
    if found.published_at is not None and look.now < found.published_at:
        return views.hold(look.words, receipt)
    return views.receipt(look.words, receipt)


@screen(Kind.HAND_TEXT)
async def hand_text_screen(look: Look, meeting: int) -> Screen | None:
    """Render the notice as a text to copy, for who is not on the assistant."""
    found = await look.session.get(Meeting, meeting)
    if found is None or not look.me.may(Action.PUBLISH_MEETING, found.working_group_id):
        return None
    if found.status is not MeetingStatus.PUBLISHED:
        return None
    card = await draft_card_of(look.session, found, look.me, look.now)
    return views.hand_text(look.words, card)
