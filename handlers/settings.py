"""Settings, each on its own card; and what is kept of a person."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from handlers import helps
from handlers.routes import Arrived, Look, on_answer, on_command, on_press, screen
from secretariat import settings
from secretariat.cities import zone_by_key
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind, Priority
from secretariat.permissions import Action
from secretariat.refusals import Gone
from views import presses, zones
from views import settings as views
from views.presses import Pressed
from views.screen import Screen
from views.words import languages, words_of

#: Where a stranger's or an invited person's privacy card leads back to.
_BEFORE_JOINING = re.compile(r"stranger|join\d{1,18}")
#: What was typed is said back in short.
_SAID_BACK = 60


@on_command("settings", Action.SEE_OWN)
async def settings_command(arrived: Arrived) -> None:
    """Show all settings."""
    await arrived.send(Kind.SETTINGS)


@on_press(presses.SETTINGS, Action.SEE_OWN)
async def settings_press(arrived: Arrived, pressed: Pressed) -> None:
    """Show a setting's card, or write what was chosen on it."""
    verb, *rest = pressed.argument.split("-", 1)
    if verb not in _VERBS:
        raise Gone
    await _VERBS[verb](arrived, rest[0] if rest else "", pressed.version)


async def _all(arrived: Arrived, _choice: str, _version: int) -> None:
    await arrived.show(Kind.SETTINGS)


async def _language(arrived: Arrived, choice: str, version: int) -> None:
    if not choice:
        await arrived.show(Kind.SETTING, name="language")
        return
    if choice not in languages():
        raise Gone
    await settings.choose_language(arrived.session, arrived.me, choice, version, arrived.now)
    arrived.toast(views.recorded(words_of(choice)))
    await arrived.show(Kind.SETTINGS)


async def _zone(arrived: Arrived, choice: str, _version: int) -> None:
    if choice and zone_by_key(choice) is None:
        raise Gone
    await _ask_zone(arrived, zone=choice)


async def _zone_is_right(arrived: Arrived, choice: str, version: int) -> None:
    await settings.choose_zone(arrived.session, arrived.me, choice, version, arrived.now)
    await _back(arrived)


async def _quiet(arrived: Arrived, choice: str, version: int) -> None:
    if not choice:
        await _ask_quiet(arrived)
        return
    start, _, end = choice.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(choice) < 10):
        raise Gone
    await settings.choose_quiet_hours(
        arrived.session, arrived.me, int(start), int(end), version, arrived.now
    )
    await _back(arrived)


async def _remind(arrived: Arrived, choice: str, version: int) -> None:
    if choice:
        name, _, state = choice.partition("-")
        await settings.choose_reminder(
            arrived.session,
            arrived.me,
            name,
            wanted=state == "on",
            version=version,
            now=arrived.now,
        )
        arrived.toast(views.recorded(arrived.words))
    await arrived.show(Kind.SETTING, name="reminders")


async def _lock(arrived: Arrived, choice: str, version: int) -> None:
    if not choice:
        await arrived.show(Kind.SETTING, name="lock")
        return
    await settings.choose_lock_screen(
        arrived.session,
        arrived.me,
        discreet=choice == "discreet",
        version=version,
        now=arrived.now,
    )
    await _back(arrived)


async def _back(arrived: Arrived) -> None:
    arrived.toast(views.recorded(arrived.words))
    await arrived.show(Kind.SETTINGS)


_VERBS: dict[str, Callable[[Arrived, str, int], Awaitable[None]]] = {
    "": _all,
    "lang": _language,
    "zone": _zone,
    "zoneyes": _zone_is_right,
    "quiet": _quiet,
    "remind": _remind,
    "lock": _lock,
}


async def _ask_zone(arrived: Arrived, **args: Any) -> None:
    """Show the zone card; a city may be typed as long as it is the last thing shown."""
    await arrived.ask("settings_zone", group=arrived.here.id)
    await arrived.show(Kind.SETTING, name="zone", **args)


async def _ask_quiet(arrived: Arrived, **args: Any) -> None:
    await arrived.ask("settings_quiet", group=arrived.here.id)
    await arrived.show(Kind.SETTING, name="quiet", **args)


@on_answer("settings_zone", Action.SEE_OWN)
async def zone_typed(arrived: Arrived) -> None:
    """Read a city or country; ask when it is unknown or means several zones."""
    if not arrived.text:
        await helps.say_unusable(arrived)
        await arrived.ask("settings_zone", group=arrived.here.id)
        return
    found = settings.zones_meant(arrived.text)
    if len(found) == 1:
        await _ask_zone(arrived, zone=found[0].key)
    elif found:
        await _ask_zone(arrived, choices=[zone.key for zone in found])
    else:
        await _ask_zone(arrived, typed=arrived.text[:_SAID_BACK])


@on_answer("settings_quiet", Action.SEE_OWN)
async def quiet_typed(arrived: Arrived) -> None:
    """Read typed hours; they are written at once and shown, so that a misreading is seen."""
    if not arrived.text:
        await helps.say_unusable(arrived)
        await arrived.ask("settings_quiet", group=arrived.here.id)
        return
    hours = settings.read_quiet_hours(arrived.text)
    if hours is None:
        await _ask_quiet(arrived, typed=arrived.text[:_SAID_BACK])
        return
    # What is typed answers the question, not a card: it is about the settings as they are now.
    version = arrived.me.person.version
    await settings.choose_quiet_hours(arrived.session, arrived.me, *hours, version, arrived.now)
    await arrived.show(Kind.SETTINGS)


@on_command("privacy", Action.ARRIVE)
async def privacy_command(arrived: Arrived) -> None:
    """Say what is kept; an unknown account is answered once in a minute, and nothing of a group."""
    if arrived.reader is not None:
        await arrived.send(Kind.PRIVACY, back="settings")
        return
    minute = int(arrived.now.timestamp()) // 60
    await owe(
        arrived.session,
        arrived.now,
        [
            Owed(
                key=f"privacy:{arrived.account.telegram_id}:{minute}",
                kind=Kind.PRIVACY,
                chat_id=arrived.chat_id,
                args={"back": "stranger", "language": arrived.words.language},
                priority=Priority.ANSWER,
            )
        ],
    )


@on_press(presses.PRIVACY, Action.ARRIVE)
async def privacy_press(arrived: Arrived, pressed: Pressed) -> None:
    """Say the same from a button, with a way back to where it was."""
    if arrived.reader is not None:
        await arrived.show(Kind.PRIVACY, back="settings")
        return
    is_known = _BEFORE_JOINING.fullmatch(pressed.argument)
    back = pressed.argument if is_known else "stranger"
    await arrived.show(Kind.PRIVACY, back=back, language=arrived.words.language)


@screen(Kind.SETTINGS)
async def settings_screen(look: Look) -> Screen:
    """Render all settings."""
    return views.settings(look.words, look.me, look.now)


@screen(Kind.SETTING)
async def setting_screen(
    look: Look, name: str, zone: str = "", choices: list[str] | None = None, typed: str = ""
) -> Screen | None:
    """Render one setting's card; `typed` is what could not be read."""
    match name:
        case "language":
            return views.choose_language(look.words, look.me)
        case "quiet":
            return views.choose_quiet_hours(look.words, look.me, typed)
        case "reminders":
            return views.choose_reminders(look.words, look.me)
        case "lock":
            return views.choose_lock_screen(look.words, look.me)
    if typed:
        return zones.not_recognised(look.words, look.me, typed)
    found = [one for one in map(zone_by_key, choices or [zone]) if one is not None]
    if choices:
        return zones.several(look.words, look.me, found)
    if found:
        return zones.is_it_right(look.words, look.me, found[0], look.now)
    return zones.where_are_you(look.words, look.me)


@screen(Kind.PRIVACY)
async def privacy_screen(look: Look, back: str = "") -> Screen:
    """Render what is kept of a person, and by whom for those who have joined."""
    if look.reader is not None:
        return views.your_data(look.words, look.me.group, presses.SETTINGS.write())
    place = f"{look.words.language}-{back or 'stranger'}"
    return views.your_data(look.words, None, presses.LANGUAGE.write(argument=place))
