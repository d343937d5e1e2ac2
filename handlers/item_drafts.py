"""An action typed by the secretariat: asked about until it is clear, then assigned."""

from datetime import date

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import item_drafts, items
from secretariat.audiences import people_of, today_in
from secretariat.item_cards import card_of
from secretariat.item_owners import all_seats, ownerships
from secretariat.kinds import Kind
from secretariat.members import OwnerFound, OwnerKind
from secretariat.permissions import Action
from secretariat.refusals import Gone
from storage import Draft, DueKind, WorkingGroup
from views import item_drafts as views
from views import presses
from views.item_lines import code
from views.presses import Pressed
from views.screen import Screen


async def take_line(arrived: Arrived) -> bool:
    """Take what somebody of the secretariat typed if it reads as an action; tell whether it did.

    Several lines that are all actions are taken one by one.
    """
    if not arrived.text or arrived.attachment is not None or arrived.group is None:
        return False
    if not arrived.me.may(Action.ASSIGN_ITEM, arrived.here.id):
        return False
    lines = _lines(arrived.text)
    if not lines:
        return False
    await _begin(arrived, lines)
    return True


def _lines(text: str) -> list[str]:
    """Give the lines of a text if all are actions, the text itself if it is one as a whole."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(item_drafts.is_action(line) for line in lines):
        return lines
    return [text] if item_drafts.is_action(text) else []


@on_answer("item_line", Action.ASSIGN_ITEM)
async def line_typed(arrived: Arrived) -> None:
    """Take a line that was asked for; it needs no label."""
    if not arrived.text or arrived.attachment is not None:
        await arrived.send(Kind.SAID, text=views.only_text(arrived.words))
        await arrived.ask("item_line", group=arrived.here.id)
        return
    await _begin(arrived, _lines(arrived.text) or [arrived.text])


async def _begin(arrived: Arrived, lines: list[str]) -> None:
    drafts = [
        await item_drafts.begin(
            arrived.session,
            arrived.here,
            arrived.me.person.id,
            line,
            arrived.now,
            is_asked=True,
        )
        for line in lines
    ]
    for draft in drafts:
        await arrived.send(Kind.ITEM_QUESTION, draft=draft.id)
    await _ask_next(arrived, drafts[-1])


async def _ask_next(arrived: Arrived, draft: Draft) -> None:
    """Wait for a typed answer to what a draft's card asks."""
    if draft.fields.get("dropped"):
        return
    if item_drafts.owner_question(draft) is not None:
        await _ask(arrived, "item_owner", draft)
    elif item_drafts.due_question(draft) is not None:
        await _ask(arrived, "item_due", draft)


async def _ask(arrived: Arrived, question: str, draft: Draft) -> None:
    await arrived.ask(question, group=draft.working_group_id, draft=draft.id, version=draft.version)


@on_press(presses.ASSIGN, Action.ASSIGN_ITEM)
async def assign_press(arrived: Arrived, pressed: Pressed) -> None:
    """Answer what is asked about a line, or assign it."""
    draft, session, now = _draft(arrived), arrived.session, arrived.now
    version = pressed.version
    verb, _, rest = pressed.argument.partition("-")
    match verb:
        case "card":
            pass
        case "o" if presses.is_number(rest):
            await item_drafts.answer_owner(session, draft, version, _chosen(draft, rest), now)
        case "keep" | "later":
            keep = verb == "keep"
            await item_drafts.answer_owner(session, draft, version, None, now, as_written=keep)
        case "all":
            group = arrived.here
            owner = OwnerFound("", OwnerKind.GROUP, group.id, group.name)
            await item_drafts.answer_owner(session, draft, version, owner, now)
        case "of" if presses.is_number(rest):
            await _ask_next(arrived, draft)
            await arrived.show(Kind.ITEM_QUESTION, draft=draft.id, page=int(rest))
            return
        case "fo" if presses.is_number(rest):
            office = await item_drafts.office_in(session, arrived.here, int(rest), now)
            await item_drafts.answer_owner(session, draft, version, office, now)
        case "d" if rest == "type":
            await _ask_next(arrived, draft)
            await arrived.show(Kind.ITEM_QUESTION, draft=draft.id, is_typing=True)
            return
        case "d":
            kind, day = _due(rest)
            await item_drafts.answer_due(session, draft, version, kind, day, now)
        case "owner" | "due":
            await item_drafts.ask_again(session, draft, version, verb, now)
        case "drop" | "undrop":
            await item_drafts.drop(session, draft, version, dropped=verb == "drop", now=now)
        case "go":
            await _assign(arrived, draft, version)
        case _:
            raise Gone
    await _ask_next(arrived, draft)
    await arrived.show(Kind.ITEM_QUESTION, draft=draft.id)


async def _assign(arrived: Arrived, draft: Draft, version: int) -> None:
    """Make the item, unless it was made before or its day has passed meanwhile."""
    session, now = arrived.session, arrived.now
    if draft.subject is None and await item_drafts.ask_if_past(session, draft, version, now):
        return
    done = await items.assign(session, draft, version, arrived.me.person.id, now)
    if not done.is_new:
        arrived.toast(views.already_assigned(arrived.words, code(done.item)))


@on_answer("item_owner", Action.ASSIGN_ITEM)
async def owner_typed(arrived: Arrived, draft: int, version: int) -> None:
    """Read a typed owner; another whole line is taken as one."""
    kept = await arrived.session.get_one(Draft, draft)
    if await _is_something_else(arrived, "item_owner", kept):
        return
    await item_drafts.type_owner(arrived.session, kept, version, arrived.text, arrived.now)
    await _ask_next(arrived, kept)
    await arrived.send(Kind.ITEM_QUESTION, draft=draft)


@on_answer("item_due", Action.ASSIGN_ITEM)
async def due_typed(arrived: Arrived, draft: int, version: int) -> None:
    """Read a typed date; another whole line is taken as one."""
    kept = await arrived.session.get_one(Draft, draft)
    if await _is_something_else(arrived, "item_due", kept):
        return
    await item_drafts.type_due(arrived.session, kept, version, arrived.text, arrived.now)
    await _ask_next(arrived, kept)
    await arrived.send(Kind.ITEM_QUESTION, draft=draft)


async def _is_something_else(arrived: Arrived, question: str, draft: Draft) -> bool:
    """Take a new line, or say that an answer has to be text."""
    if await take_line(arrived):
        return True
    if arrived.text and arrived.attachment is None:
        return False
    await arrived.send(Kind.SAID, text=views.only_text(arrived.words))
    await _ask(arrived, question, draft)
    return True


@screen(Kind.ITEM_QUESTION)
async def item_question_screen(
    look: Look, draft: int = 0, group: int = 0, page: int = -1, is_typing: bool = False
) -> Screen | None:
    """Render what is asked about a line, its reading, or what became of it."""
    if not draft:
        return views.ask_line(look.words, group) if look.me.may(Action.ASSIGN_ITEM, group) else None
    kept = await look.session.get_one(Draft, draft)
    if kept.kind != item_drafts.KIND or not look.me.may(Action.ASSIGN_ITEM, kept.working_group_id):
        return None
    if kept.subject is not None:
        return await _assigned(look, kept)
    if kept.fields.get("dropped"):
        return views.put_away(look.words, kept)
    here = await look.session.get_one(WorkingGroup, kept.working_group_id)
    if page >= 0:
        offices = await item_drafts.offices_of(look.session, here, look.now)
        return views.choose_office(look.words, offices, page, presses.ASSIGN, kept.id, kept.version)
    if is_typing:
        return views.type_date(look.words, kept)
    return await _open_point(look, kept, here)


async def _open_point(look: Look, draft: Draft, group: WorkingGroup) -> Screen:
    """Render the next question about a line, or its reading when nothing is left to ask."""
    today = today_in(group, look.now)
    seats = await all_seats(look.session, group.id, today)
    question = item_drafts.owner_question(draft)
    if question is not None:
        people = {one.person.id: one for one in people_of(seats, today)}
        return views.ask_owner(look.words, draft, question, people)
    due = item_drafts.due_question(draft)
    if due is not None:
        return views.ask_due(look.words, draft, due)
    settled = item_drafts.settled(draft)
    assert settled is not None
    named = await ownerships(look.session, settled.owners, seats, today)
    people_told = item_drafts.union_of(settled.owners, seats, today)
    return views.ready(look.words, draft, settled, named, people_told)


async def _assigned(look: Look, draft: Draft) -> Screen | None:
    assert draft.subject is not None
    card = await card_of(look.session, int(draft.subject.partition(":")[2]), look.me, look.now)
    if card is None:
        return None
    told = {one.person.id for owner in card.owners for one in owner.people if one.is_reachable}
    return views.assigned(look.words, card, len(told))


def _chosen(draft: Draft, place: str) -> OwnerFound:
    question = item_drafts.owner_question(draft)
    if question is None or int(place) >= len(question.choices):
        raise Gone
    return question.choices[int(place)]


def _due(written: str) -> tuple[DueKind, date | None]:
    """Read the date on a button: "none", "next" or a day such as "20260430"."""
    if written in ("none", "next"):
        return (DueKind.NONE if written == "none" else DueKind.NEXT_MEETING), None
    try:
        return DueKind.DATE, date.fromisoformat(written)
    except ValueError:
        raise Gone from None


def _draft(arrived: Arrived) -> Draft:
    draft = arrived.subject
    assert isinstance(draft, Draft)
    if draft.kind != item_drafts.KIND:
        raise Gone
    return draft
