"""Time zones by the names that people know them by, and the cards that ask for one's own."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.core import get_global
from markupsafe import Markup

from secretariat.readers import Reader
from views import presses
from views.moments import city, hour
from views.offices import cut
from views.screen import LABEL_WIDTH, Button, Rows, Screen, Style, in_pairs, rows
from views.words import Words

#: What is offered as a button, in this order.
OFFERED = ("Asia/Karachi", "Asia/Dubai", "Europe/London", "Europe/Berlin", "America/New_York")
#: Zones of a wide country that fit below one card; for more a city is asked.
CHOICES = 12
#: Marks what is chosen, at the end of a label.
TICK = " ✓"


def place(words: Words, zone: ZoneInfo) -> str:
    """Give a zone's name: "Pakistan", or the city it is named for in the reader's language."""
    match zone.key:
        case "Asia/Karachi":
            return words.label("Pakistan")
        case "Asia/Dubai":
            return words.label("Gulf (Dubai)")
        case "Europe/London":
            return words.label("United Kingdom")
        case "Europe/Berlin":
            return words.label("Central Europe")
        case "America/New_York":
            return words.label("US East")
    found = city(words, zone)
    if words.rtl and found.isascii():
        # CLDR keeps some translations under the name that the zone had before.
        older = [old for old, new in get_global("zone_aliases").items() if new == zone.key]
        names = (words.locale.time_zones.get(old, {}).get("city") for old in older)
        found = next((str(name) for name in names if name), found)
    return found


def where_are_you(words: Words, reader: Reader) -> Screen:
    """Ask for the reader's zone, with the likely ones to tap."""
    return Screen(
        words.page(
            words.say("<b>Where are you?</b>"),
            words.say("Meetings keep their official time. Your own time is added when it differs."),
            Markup(),
            words.say("You can type a city, for example <i>Vienna</i>."),
        ),
        _offers(words, reader),
    )


def not_recognised(words: Words, reader: Reader, typed: str) -> Screen:
    """Say that a city is not known, and what helps."""
    return Screen(
        words.page(
            words.say("<b>The city was not recognised: {typed}</b>", typed=typed),
            words.say("Your time zone stays as it was."),
            Markup(),
            words.say(
                "Kindly type a larger city of the same time zone, for example <i>Vienna</i>, "
                "or tap below."
            ),
        ),
        _offers(words, reader),
    )


def several(words: Words, reader: Reader, zones: Sequence[ZoneInfo]) -> Screen:
    """Ask which of a country's zones is meant; for a very wide country, for a city."""
    if len(zones) > CHOICES:
        text = words.page(
            words.say("<b>That country has {count} time zones</b>", count=len(zones)),
            words.say("Kindly type your city, or a larger one of the same time zone."),
        )
        return Screen(text, rows(_back(words)))
    choices = [
        Button(cut(place(words, zone), LABEL_WIDTH[1]), _press(reader, "zone", zone))
        for zone in zones
    ]
    return Screen(
        words.page(words.say("<b>Which one is yours?</b>")),
        (*in_pairs(choices), *rows(_back(words))),
    )


def is_it_right(words: Words, reader: Reader, zone: ZoneInfo, now: datetime) -> Screen:
    """Ask whether a zone is meant, by the hour its clocks show."""
    at = hour(words, now.astimezone(zone).time())
    return Screen(
        words.page(
            words.say(
                "<b>It is now {hour} in {place}. Is that right?</b>",
                hour=at,
                place=place(words, zone),
            ),
        ),
        rows(
            [
                Button(words.label("Yes"), _press(reader, "zoneyes", zone), style=Style.SAFE),
                Button(words.label("No, again"), presses.SETTINGS.write(argument="zone")),
            ]
        ),
    )


def _offers(words: Words, reader: Reader) -> Rows:
    offered = []
    for key in OFFERED:
        zone = ZoneInfo(key)
        name = place(words, zone)
        label = name + TICK if reader.zone.key == key else name
        offered.append(Button(label, _press(reader, "zone", zone)))
    return (*in_pairs(offered), *rows(_back(words)))


def _press(reader: Reader, verb: str, zone: ZoneInfo) -> str:
    return presses.SETTINGS.write(argument=f"{verb}-{zone.key}", version=reader.person.version)


def _back(words: Words) -> Button:
    return Button(words.label("Back"), presses.SETTINGS.write())
