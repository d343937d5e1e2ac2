"""The first run: one card for each thing that the first secretary is asked, every one skippable."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.setup import NAME_LENGTH, NotANumber, NotATelephone, Step
from storage import QuorumRule, WorkingGroup
from views import presses
from views.basics import home
from views.moments import city, hour, zone_name
from views.people import group_name
from views.refusals import words_for
from views.screen import Button, Screen, Style, in_pairs, rows
from views.words import Words
from views.zones import OFFERED, place


def unnamed_group(words: Words) -> str:
    """Give what a group is called until somebody names it."""
    return words.label("Working group")


def office(words: Words) -> str:
    """Give what the first secretary's office is called."""
    return words.label("Secretariat")


def ask_name(words: Words, group: WorkingGroup, *, is_first: bool) -> Screen:
    """Ask what the group is called; the very first card says who one has become."""
    return Screen(
        words.page(
            words.say("<b>You are the first secretary</b>") if is_first else None,
            Markup() if is_first else None,
            words.say("<b>What is the working group called?</b>"),
            words.say(
                "Please type its name, at most {count} characters. Members see it on their "
                "invitation; strangers never do.",
                count=NAME_LENGTH,
            ),
            _now(words, group_name(words, group)),
        ),
        rows(_skip(words, group, Step.NAME)),
    )


def ask_zone(words: Words, group: WorkingGroup, now: datetime) -> Screen:
    """Ask where the group's clock stands."""
    zone = ZoneInfo(group.zone)
    offered = [
        Button(
            place(words, ZoneInfo(key)),
            presses.SETUP.write(group.id, f"zone-{key}", group.version),
        )
        for key in OFFERED
    ]
    return Screen(
        words.page(
            words.say("<b>Where does the group meet?</b>"),
            words.say("Its meetings are announced by the clock of that place."),
            _now(words, words.comma([city(words, zone), zone_name(words, zone, now)])),
            Markup(),
            words.say("You can type a city, for example <i>Vienna</i>."),
        ),
        (*in_pairs(offered), *rows(_skip(words, group, Step.ZONE))),
    )


def confirm_zone(words: Words, group: WorkingGroup, zone: ZoneInfo, now: datetime) -> Screen:
    """Say what the clock there shows, to be sure of it."""
    return Screen(
        words.page(
            words.say(
                "<b>It is now {hour} in {city}. Is that right?</b>",
                hour=hour(words, now.astimezone(zone).time()),
                city=city(words, zone),
            )
        ),
        rows(
            [
                Button(
                    words.label("Yes"),
                    presses.SETUP.write(group.id, f"yes-{zone.key}", group.version),
                    style=Style.SAFE,
                ),
                Button(words.label("No, again"), _open(group, Step.ZONE)),
            ]
        ),
    )


def ask_quorum(words: Words, group: WorkingGroup) -> Screen:
    """Ask how many offices make a quorum."""
    return Screen(
        words.page(
            words.say("<b>How many offices make a quorum?</b>"),
            words.say(
                "Member offices are counted, in person or by video link. Without a rule no quorum "
                "is ever mentioned."
            ),
            _now(words, quorum(words, group)),
        ),
        rows(
            Button(
                words.label("More than half"),
                presses.SETUP.write(group.id, "quorum-majority", group.version),
            ),
            Button(words.label("A number of offices"), presses.SETUP.write(group.id, "number")),
            Button(
                words.label("No quorum rule"),
                presses.SETUP.write(group.id, "quorum-none", group.version),
            ),
            _skip(words, group, Step.QUORUM),
        ),
    )


def ask_quorum_number(words: Words, group: WorkingGroup) -> Screen:
    """Ask for the number."""
    return Screen(
        words.page(
            words.say("<b>How many offices are needed?</b>"),
            words.say("Please type the number, for example <i>7</i>."),
        ),
        rows(Button(words.label("Back"), _open(group, Step.QUORUM))),
    )


def ask_telephone(words: Words, group: WorkingGroup) -> Screen:
    """Ask where the secretariat is rung up."""
    return Screen(
        words.page(
            words.say("<b>On which telephone is the secretariat reached?</b>"),
            words.say(
                "Please type the number, with the hours if you like, for example "
                "<i>051 000 0000, Mon to Fri 09:00 to 17:00</i>. Help and reminders show it."
            ),
            _now(words, group.telephone) if group.telephone else None,
        ),
        rows(_skip(words, group, Step.TELEPHONE)),
    )


def ask_members(words: Words, group: WorkingGroup) -> Screen:
    """Lead on to the roster."""
    return Screen(
        words.page(
            words.say("<b>Who are the members?</b>"),
            words.say(
                "Paste a list of names and offices; you get one invitation text for each person."
            ),
        ),
        rows(
            Button(
                words.label("Add members"), presses.MEMBERS.write(group.id, "add"), style=Style.NEXT
            ),
            _skip(words, group, Step.MEMBERS),
        ),
    )


def done(words: Words, group: WorkingGroup, now: datetime) -> Screen:
    """Say what has been set up."""
    zone = ZoneInfo(group.zone)
    return Screen(
        words.page(
            words.say("<b>{group}: ready to begin</b>", group=group_name(words, group)),
            Markup(),
            words.say(
                "Time zone: {zone}",
                zone=words.comma([city(words, zone), zone_name(words, zone, now)]),
            ),
            words.say("Quorum: {rule}", rule=quorum(words, group)),
            words.say("Telephone: {telephone}", telephone=group.telephone)
            if group.telephone
            else None,
            Markup(),
            words.say("What was left out can be added from the desk."),
        ),
        rows(home(words)),
    )


def quorum(words: Words, group: WorkingGroup) -> Markup:
    """Give a group's quorum rule in words."""
    match group.quorum_rule:
        case QuorumRule.NONE:
            return words.say("no quorum rule")
        case QuorumRule.NUMBER:
            return words.many("{count} office", "{count} offices", group.quorum_number or 0)
    return words.say("more than half of the member offices")


def unknown_city(words: Words, typed: str) -> str:
    """Say that a city is not known; the card asks again below."""
    return words.label(
        "The city was not recognised: “{typed}”. Write for example Vienna, or tap one below. "
        "The rest is kept.",
        typed=typed[:60],
    )


def only_text(words: Words) -> str:
    """Say that a voice message, picture or file does not answer this."""
    return words.label("Only typed text can be used here. The rest is kept; please type it below.")


@words_for(NotANumber)
def _not_a_number(words: Words, _refusal: NotANumber, _zone: ZoneInfo) -> str:
    return words.label(
        "The number was not understood. Write one number from 1 to 999, for example 7. "
        "The rest is kept."
    )


@words_for(NotATelephone)
def _not_a_telephone(words: Words, _refusal: NotATelephone, _zone: ZoneInfo) -> str:
    return words.label(
        "No telephone number was found in this. Write for example 051 000 0000. The rest is kept."
    )


def _now(words: Words, value: object) -> Markup:
    return words.say("Now: {value}", value=value)


def _skip(words: Words, group: WorkingGroup, step: Step) -> Button:
    return Button(words.label("Later"), presses.SETUP.write(group.id, f"skip-{step}"))


def _open(group: WorkingGroup, step: Step) -> str:
    return presses.SETUP.write(group.id, f"open-{step}")
