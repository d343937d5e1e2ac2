"""The first run: the setup code, then one card after another; every one may be left for later.

Where one stands is in the cards and in the question that is asked: a restart loses nothing.
"""

from typing import Any

from handlers.routes import Arrived, Look, on_answer, on_press, screen
from secretariat import setup
from secretariat.admissions import Opener
from secretariat.cities import zone_by_key
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.readers import reader_by_account
from secretariat.refusals import Gone
from secretariat.settings import zones_meant
from secretariat.setup import Step
from storage import QuorumRule, WorkingGroup
from views import presses
from views import setup as views
from views.presses import Pressed
from views.screen import Screen
from views.words import words_of

#: What is waited for while a step's card is shown.
_QUESTIONS = {
    Step.NAME: "setup_name",
    Step.ZONE: "setup_zone",
    Step.TELEPHONE: "setup_telephone",
}
_RULES = {"quorum-majority": QuorumRule.MAJORITY, "quorum-none": QuorumRule.NONE}


async def begin(arrived: Arrived, opener: Opener, code: str) -> bool:
    """Make a stranger the first secretary if this is the setup code; False if it is not."""
    is_it = await setup.use_code(
        arrived.session,
        code,
        opener,
        arrived.now,
        group=views.unnamed_group(arrived.words),
        office=views.office(arrived.words),
    )
    if not is_it:
        return False
    arrived.reader = await reader_by_account(arrived.session, arrived.now, opener.telegram_id)
    arrived.words = words_of(arrived.me.language)
    arrived.group = arrived.me.group
    still_open = await setup.open_steps(arrived.session, arrived.here, arrived.now)
    await _go(arrived, next(iter(still_open), None), is_first=True)
    return True


async def _go(arrived: Arrived, step: Step | None, **args: Any) -> None:
    """Show a step's card and wait for what it asks; None: all is asked."""
    group = arrived.here.id
    if step in _QUESTIONS:
        await arrived.ask(_QUESTIONS[step], group=group)
    await arrived.show(Kind.SETUP, group=group, step="done" if step is None else step, **args)


@on_press(presses.SETUP, Action.SET_UP_GROUP)
async def setup_press(arrived: Arrived, pressed: Pressed) -> None:
    """Open a step, leave it for later, or take what was tapped."""
    verb, _, rest = pressed.argument.partition("-")
    group = arrived.here
    if verb in ("open", "skip") and rest in list(Step):
        step = Step(rest)
        await _go(arrived, step if verb == "open" else step.next)
    elif verb == "number":
        await arrived.ask("setup_quorum", group=group.id)
        await arrived.show(Kind.SETUP, group=group.id, step="number")
    elif pressed.argument in _RULES:
        await setup.set_quorum(
            arrived.session,
            arrived.me,
            group,
            _RULES[pressed.argument],
            None,
            pressed.version,
            arrived.now,
        )
        await _go(arrived, Step.QUORUM.next)
    elif verb in ("zone", "yes") and (zone := zone_by_key(rest)) is not None:
        if verb == "zone":
            await arrived.show(Kind.SETUP, group=group.id, step="zone", zone=zone.key)
            return
        await setup.set_zone(arrived.session, arrived.me, group, zone, pressed.version, arrived.now)
        await _go(arrived, Step.ZONE.next)
    else:
        raise Gone


async def _is_text(arrived: Arrived, question: str) -> bool:
    """Tell whether something was typed; to anything else say so, and go on waiting."""
    if arrived.text:
        return True
    await arrived.send(Kind.SAID, text=views.only_text(arrived.words))
    await arrived.ask(question, group=arrived.here.id)
    return False


@on_answer("setup_name", Action.SET_UP_GROUP)
async def name_typed(arrived: Arrived) -> None:
    """Take the group's name."""
    if await _is_text(arrived, "setup_name"):
        await setup.name_group(arrived.session, arrived.me, arrived.here, arrived.text, arrived.now)
        await _go(arrived, Step.NAME.next)


@on_answer("setup_zone", Action.SET_UP_GROUP)
async def city_typed(arrived: Arrived) -> None:
    """Find the city's clock and have it confirmed."""
    if not await _is_text(arrived, "setup_zone"):
        return
    found = zones_meant(arrived.text)
    if len(found) == 1:
        await arrived.ask("setup_zone", group=arrived.here.id)
        await arrived.show(Kind.SETUP, group=arrived.here.id, step="zone", zone=found[0].key)
    else:
        await arrived.send(Kind.SAID, text=views.unknown_city(arrived.words, arrived.text))
        await _go(arrived, Step.ZONE)


@on_answer("setup_quorum", Action.SET_UP_GROUP)
async def number_typed(arrived: Arrived) -> None:
    """Take the number of offices; one that cannot be read is asked again."""
    if await _is_text(arrived, "setup_quorum"):
        group = arrived.here
        await setup.set_quorum(
            arrived.session,
            arrived.me,
            group,
            QuorumRule.NUMBER,
            setup.number_of_offices(arrived.text),
            group.version,
            arrived.now,
        )
        await _go(arrived, Step.QUORUM.next)


@on_answer("setup_telephone", Action.SET_UP_GROUP)
async def telephone_typed(arrived: Arrived) -> None:
    """Take the secretariat's telephone."""
    if await _is_text(arrived, "setup_telephone"):
        await setup.set_telephone(
            arrived.session, arrived.me, arrived.here, arrived.text, arrived.now
        )
        await _go(arrived, Step.TELEPHONE.next)


@screen(Kind.SETUP)
async def setup_screen(
    look: Look, group: int, step: str, zone: str = "", is_first: bool = False
) -> Screen | None:
    """Render a step's card as the group stands now."""
    if not look.me.may(Action.SET_UP_GROUP, group):
        return None
    here = await look.session.get_one(WorkingGroup, group)
    match step:
        case Step.NAME:
            return views.ask_name(look.words, here, is_first=is_first)
        case Step.ZONE:
            chosen = zone_by_key(zone)
            if chosen is not None:
                return views.confirm_zone(look.words, here, chosen, look.now)
            return views.ask_zone(look.words, here, look.now)
        case Step.QUORUM:
            return views.ask_quorum(look.words, here)
        case "number":
            return views.ask_quorum_number(look.words, here)
        case Step.TELEPHONE:
            return views.ask_telephone(look.words, here)
        case Step.MEMBERS:
            return views.ask_members(look.words, here)
    return views.done(look.words, here, look.now)
