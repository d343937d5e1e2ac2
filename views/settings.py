"""Settings in words, each on a card of its own; and what is kept of a person, and why."""

from datetime import datetime

from babel import Locale
from markupsafe import Markup

from secretariat.readers import Reader
from storage import WorkingGroup
from views import presses
from views.basics import home
from views.moments import hour, minutes_of_day
from views.people import group_name
from views.screen import Button, Screen, in_pairs, rows
from views.words import Words, languages
from views.zones import TICK, place

#: Spans that are offered, in minutes after midnight; the last is none.
QUIET_HOURS = ((21 * 60, 7 * 60), (22 * 60, 6 * 60), (20 * 60, 8 * 60), (0, 0))


def settings(words: Words, reader: Reader, now: datetime) -> Screen:
    """Give all settings in words, and a button for each."""
    person = reader.person
    return Screen(
        words.page(
            words.say("<b>Your settings</b>"),
            Markup(),
            words.say("Language: {language}", language=language_name(words.language)),
            words.say(
                "Time zone: {place}, now {hour}",
                place=place(words, reader.zone),
                hour=hour(words, now.astimezone(reader.zone).time()),
            ),
            _quiet_line(words, person.quiet_from, person.quiet_to),
            words.say("Reminders: {reminders}", reminders=_reminders(words, reader)),
            words.say("Lock screen: discreet")
            if person.discreet
            else words.say("Lock screen: full text"),
        ),
        (
            *in_pairs(
                [
                    Button(words.label("Language"), presses.SETTINGS.write(argument="lang")),
                    Button(words.label("Time zone"), presses.SETTINGS.write(argument="zone")),
                    Button(words.label("Quiet hours"), presses.SETTINGS.write(argument="quiet")),
                    Button(words.label("Reminders"), presses.SETTINGS.write(argument="remind")),
                    Button(
                        words.label("Lock screen text"), presses.SETTINGS.write(argument="lock")
                    ),
                    Button(words.label("My data"), presses.PRIVACY.write(argument="settings")),
                ]
            ),
            *rows(home(words)),
        ),
    )


def language_name(language: str) -> str:
    """Give a language's name in itself."""
    return Locale.parse(language).get_display_name() or language


def recorded(words: Words) -> str:
    """Say that a choice is written down."""
    return words.label("Recorded")


def choose_language(words: Words, reader: Reader) -> Screen:
    """Ask for the language, each named in itself."""
    choices = [
        _choice(
            reader,
            language_name(one),
            f"lang-{one}",
            is_chosen=one == words.language,
        )
        for one in languages()
    ]
    return Screen(
        words.page(
            words.say("<b>In which language shall the assistant write to you?</b>"),
            words.say("Names and texts of others stay as they were written."),
        ),
        (*in_pairs(choices), *rows(_back(words))),
    )


def choose_quiet_hours(words: Words, reader: Reader, typed: str = "") -> Screen:
    """Ask for the hours without sound; `typed` is what could not be read, if anything."""
    person = reader.person
    choices = [
        _choice(
            reader,
            words.label("No quiet hours") if start == end else _span(words, start, end).striptags(),
            f"quiet-{start}-{end}",
            is_chosen=(start, end) == (person.quiet_from, person.quiet_to),
        )
        for start, end in QUIET_HOURS
    ]
    return Screen(
        words.page(
            words.say("<b>The hours were not understood: {typed}</b>", typed=typed)
            if typed
            else words.say("<b>When shall messages come without sound?</b>"),
            _quiet_line(words, person.quiet_from, person.quiet_to),
            Markup(),
            words.say(
                "What cannot wait still rings: the reminder one hour before a meeting you attend, "
                "and a change or cancellation within 24 hours."
            ),
            words.say("You can type other hours, for example <i>22:00 to 06:30</i>."),
        ),
        (*in_pairs(choices), *rows(_back(words))),
    )


def choose_reminders(words: Words, reader: Reader) -> Screen:
    """Give the reminders with their switches, and what cannot be switched off."""
    names = {
        "week": (words.label("7 days"), reader.person.remind_week),
        "day": (words.label("1 day"), reader.person.remind_day),
        "hour": (words.label("1 hour"), reader.person.remind_hour),
    }
    switches = [
        _choice(
            reader,
            label,
            f"remind-{name}-{'off' if is_on else 'on'}",
            is_chosen=is_on,
        )
        for name, (label, is_on) in names.items()
    ]
    return Screen(
        words.page(
            words.say("<b>Which reminders before a meeting?</b>"),
            words.say("Now: {reminders}", reminders=_reminders(words, reader)),
            Markup(),
            words.say(
                "Notices, postponement and cancellation cannot be switched off. Reminders differ "
                "by your reply; after apologies there are none."
            ),
        ),
        (*in_pairs(switches), *rows(_back(words))),
    )


def choose_lock_screen(words: Words, reader: Reader) -> Screen:
    """Ask what a lock screen may show."""
    discreet = reader.person.discreet
    return Screen(
        words.page(
            words.say("<b>What may your lock screen show?</b>"),
            Markup(),
            words.say(
                "<b>Discreet:</b> every message begins with “Working group: new message”, and the "
                "content follows below."
            ),
            words.say("<b>Full text:</b> every message begins with its content."),
        ),
        rows(
            _choice(reader, words.label("Discreet"), "lock-discreet", is_chosen=discreet),
            _choice(reader, words.label("Full text"), "lock-full", is_chosen=not discreet),
            _back(words),
        ),
    )


def your_data(words: Words, group: WorkingGroup | None, back: str) -> Screen:
    """Say what is kept, why and for how long; `group` only for its members.

    `back` is the data of the button that leads back; empty: none.
    """
    return Screen(
        words.page(
            words.say("<b>Your data</b>"),
            Markup(),
            words.say(
                "<b>Kept:</b> name, office, role, Telegram account number and name, language, time "
                "zone, replies, acknowledgements, action items, messages you send to the "
                "secretariat."
            ),
            words.say("<b>Why:</b> to run the meetings of the group."),
            words.say(
                "<b>Who sees it:</b> secretariat and chair; attendance, decisions and action "
                "owners appear in the group's records. No advertising, no training of artificial "
                "intelligence."
            ),
            words.say(
                "<b>How long:</b> messages and settings until you leave; attendance, decisions and "
                "action items stay in the group's official record."
            ),
            words.say(
                "<b>Not read:</b> the group chat, except commands and replies to this assistant."
            ),
            None if group is None else _run_by(words, group),
        ),
        rows(Button(words.label("Back"), back) if back else None),
    )


def _run_by(words: Words, group: WorkingGroup) -> Markup:
    if group.telephone is None:
        return words.say("<b>Run by:</b> {group}", group=group_name(words, group))
    return words.say(
        "<b>Run by:</b> {group}, {telephone}",
        group=group_name(words, group),
        telephone=group.telephone,
    )


def _quiet_line(words: Words, start: int, end: int) -> Markup:
    if start == end:
        return words.say("Quiet hours: none")
    return words.say(
        "Quiet hours: {hours}, messages arrive without sound", hours=_span(words, start, end)
    )


def _span(words: Words, start: int, end: int) -> Markup:
    return words.say(
        "{start} to {end}", start=minutes_of_day(words, start), end=minutes_of_day(words, end)
    )


def _reminders(words: Words, reader: Reader) -> Markup:
    person = reader.person
    chosen = [
        words.say("7 days") if person.remind_week else None,
        words.say("1 day") if person.remind_day else None,
        words.say("1 hour") if person.remind_hour else None,
    ]
    kept = [name for name in chosen if name is not None]
    return words.comma(kept) if kept else words.say("none")


def _choice(reader: Reader, name: str, argument: str, *, is_chosen: bool) -> Button:
    return Button(
        name + TICK if is_chosen else name,
        presses.SETTINGS.write(argument=argument, version=reader.person.version),
    )


def _back(words: Words) -> Button:
    return Button(words.label("Back"), presses.SETTINGS.write())
