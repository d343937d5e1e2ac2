"""Postponing and cancelling a meeting that is out, and what its members then see."""

from datetime import date
from zoneinfo import ZoneInfo

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import planned_changes
from secretariat.announcements import Label
from secretariat.change_cards import change_of
from secretariat.invitation_cards import card_of, may_see
from secretariat.kinds import Kind
from secretariat.meeting_changes import start_of_revision
from secretariat.permissions import Action
from secretariat.planned_changes import CANCELLATION, POSTPONEMENT, Stage, stage_of
from secretariat.refusals import Gone
from storage import Draft, Meeting, MeetingStatus
from views import changing, presses
from views import planned_changes as views
from views.presses import Pressed
from views.screen import Screen


@on_press(presses.CHANGE, Action.CHANGE_MEETING)
async def press_change(arrived: Arrived, pressed: Pressed) -> None:
    """Ask what is to become of a meeting, or begin to postpone or cancel it."""
    meeting = arrived.subject
    assert isinstance(meeting, Meeting)
    match pressed.argument:
        case "show":
            await arrived.show(Kind.CHANGE_MEETING, meeting=meeting.id)
        case "post":
            await _begin(arrived, meeting, POSTPONEMENT)
        case "cancel":
            await _begin(arrived, meeting, CANCELLATION)
        case _:
            raise Gone


async def _begin(arrived: Arrived, meeting: Meeting, kind: str) -> None:
    draft = await planned_changes.begin(arrived.session, meeting, kind, arrived.me, arrived.now)
    await _show(arrived, draft, meeting)
    if kind == POSTPONEMENT:
        await _ask(arrived, "new_date", draft)


async def _show(arrived: Arrived, draft: Draft, meeting: Meeting, **args: str) -> None:
    kind = Kind.CANCEL if draft.kind == CANCELLATION else Kind.POSTPONE
    await arrived.show(kind, meeting=meeting.id, draft=draft.id, **args)


async def _ask(arrived: Arrived, question: str, draft: Draft) -> None:
    await arrived.ask(question, group=draft.working_group_id, draft=draft.id)


@on_press(presses.CHANGE_DRAFT, Action.CHANGE_MEETING)
async def press_planned(arrived: Arrived, pressed: Pressed) -> None:
    """Do what a button of a change that is being prepared says."""
    draft = arrived.subject
    assert isinstance(draft, Draft)
    meeting = await planned_changes.meeting_of(arrived.session, draft)
    verb, _, rest = pressed.argument.partition("-")
    match verb:
        case "card":
            await _show(arrived, draft, meeting)
        case "back":
            await arrived.show(Kind.CHANGE_MEETING, meeting=meeting.id)
        case "post":
            await _begin(arrived, meeting, POSTPONEMENT)
        case "date" | "reply" | "why" if stage_of(draft) is Stage.ASKED:
            await _show(arrived, draft, meeting, part=verb)
            questions = {"date": "new_date", "reply": "new_reply_by", "why": "change_reason"}
            await _ask(arrived, questions[verb], draft)
        case "set":
            await planned_changes.take_date(arrived.session, draft, _day(rest), arrived.now)
            await _show(arrived, draft, meeting)
        case "choose":
            await _choose(arrived, draft, rest)
            await _show_date(arrived, draft, meeting)
        case "go":
            await planned_changes.hold(
                arrived.session, draft, arrived.me, pressed.version, arrived.now
            )
            await _show(arrived, draft, meeting)
        case "stop":
            await planned_changes.stop(arrived.session, draft, arrived.me, arrived.now)
            arrived.toast(views.stopped(arrived.words))
            await _show(arrived, draft, meeting)
        case _:
            raise Gone


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Gone from None


async def _choose(arrived: Arrived, draft: Draft, rest: str) -> None:
    name, _, number = rest.partition("-")
    if name not in Label.__members__ or not presses.is_number(number):
        raise Gone
    await planned_changes.choose(arrived.session, draft, Label[name], int(number), arrived.now)


async def _show_date(arrived: Arrived, draft: Draft, meeting: Meeting) -> None:
    """Show the change; what is still unclear in its date can be typed at once."""
    await _show(arrived, draft, meeting)
    if planned_changes.point_in(meeting, draft.fields, arrived.now) is not None:
        await _ask(arrived, "new_date", draft)


@on_answer("new_date", Action.CHANGE_MEETING)
async def date_typed(arrived: Arrived, draft: int) -> None:
    """Take the new date that was typed."""
    found = await arrived.session.get_one(Draft, draft)
    meeting = await planned_changes.meeting_of(arrived.session, found)
    if not arrived.text or arrived.attachment:
        await _show(arrived, found, meeting, part="date", note="text")
        await _ask(arrived, "new_date", found)
        return
    await planned_changes.take_date(arrived.session, found, arrived.text, arrived.now)
    await _show_date(arrived, found, meeting)


@on_answer("new_reply_by", Action.CHANGE_MEETING)
async def reply_by_typed(arrived: Arrived, draft: int) -> None:
    """Take the day until which replies are asked again."""
    found = await arrived.session.get_one(Draft, draft)
    meeting = await planned_changes.meeting_of(arrived.session, found)
    usable = bool(arrived.text) and not arrived.attachment
    if usable and await planned_changes.take_reply_by(
        arrived.session, found, arrived.text, arrived.now
    ):
        await _show(arrived, found, meeting)
        return
    note = f"unread:{arrived.text[:80]}" if usable else "text"
    await _show(arrived, found, meeting, part="reply", note=note)
    await _ask(arrived, "new_reply_by", found)


@on_answer("change_reason", Action.CHANGE_MEETING)
async def reason_typed(arrived: Arrived, draft: int) -> None:
    """Take the reason that everyone is told."""
    found = await arrived.session.get_one(Draft, draft)
    meeting = await planned_changes.meeting_of(arrived.session, found)
    if not arrived.text or arrived.attachment:
        await _show(arrived, found, meeting, part="why", note="text")
        await _ask(arrived, "change_reason", found)
        return
    planned_changes.take_reason(found, arrived.text)
    await _show(arrived, found, meeting)


@screen(Kind.CHANGE_MEETING)
async def change_screen(look: Look, meeting: int) -> Screen | None:
    """Render what can be done with a meeting that is out."""
    found = await look.session.get(Meeting, meeting)
    if found is None or not look.me.may(Action.CHANGE_MEETING, found.working_group_id):
        return None
    ahead = found.starts_at is not None and found.starts_at > look.now
    if found.status is not MeetingStatus.PUBLISHED or not ahead:
        return views.no_longer(look.words)
    return views.choices(look.words, found, ZoneInfo(found.zone))


@screen(Kind.POSTPONE, Kind.CANCEL)
async def planned_screen(
    look: Look, meeting: int, draft: int, part: str = "", note: str = ""
) -> Screen | None:
    """Render a change that is being prepared, held, or made."""
    found = await look.session.get(Draft, draft)
    if found is None or not look.me.may(Action.CHANGE_MEETING, found.working_group_id):
        return None
    card = await change_of(look.session, found, look.now)
    if card.meeting.id != meeting:
        return None
    words = look.words
    said = None
    if note:
        unread = note.removeprefix("unread:")
        said = views.only_text(words) if note == "text" else views.not_understood(words, unread)
    if card.stage is Stage.ASKED:
        match part:
            case "date":
                return views.ask_date(words, card, said)
            case "reply":
                return views.ask_reply_by(words, card, said)
            case "why":
                return views.ask_reason(words, card, said)
    return views.change(words, card, said)


@screen(Kind.POSTPONED)
async def postponed_screen(look: Look, meeting: int, revision: int) -> Screen | None:
    """Render the news of a new date to who is invited; an older one is struck out."""
    found = await look.session.get(Meeting, meeting)
    if found is None or found.starts_at is None or not may_see(look.me, found, look.now):
        return None
    card = await card_of(look.session, found, look.me, look.now)
    if found.status is not MeetingStatus.PUBLISHED:
        return changing.cancelled(look.words, card)
    if revision < found.revision:
        before = await start_of_revision(look.session, found, revision)
        return changing.superseded_card(look.words, before, found.starts_at, card.zone)
    return changing.postponed(look.words, card)


@screen(Kind.CANCELLED)
async def cancelled_screen(look: Look, meeting: int, revision: int) -> Screen | None:
    """Render the news that a meeting is off."""
    found = await look.session.get(Meeting, meeting)
    if found is None or found.revision != revision or found.starts_at is None:
        return None
    if found.status is not MeetingStatus.CANCELLED or not may_see(look.me, found, look.now):
        return None
    return changing.cancelled(look.words, await card_of(look.session, found, look.me, look.now))
