"""Joining: what the invited see, from the first question to "You are registered"."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from markupsafe import Markup

from secretariat.admissions import AccountTaken
from secretariat.invitations import Invited
from storage import Organisation, Person, WorkingGroup
from views import presses
from views.basics import home
from views.moments import city, day, minutes_of_day, zone_name
from views.offices import full_office, person
from views.people import group_name, role_name
from views.refusals import words_for
from views.screen import Button, Screen, Style, rows
from views.strangers import other_language
from views.words import Words


def is_it_you(words: Words, invited: Invited) -> Screen:
    """Ask whoever opened an invitation whether it is for them, and say what is kept."""
    number = invited.invitation.id
    text = words.page(
        words.say("<b>Is this invitation for you?</b>"),
        Markup(),
        words.say(
            "{name}\n{office}\n{role}, {group}",
            name=person(words, invited.person),
            office=full_office(words, invited.seat.organisation),
            role=Markup(role_name(words, invited.seat, invited.capacity)),
            group=group_name(words, invited.group),
        ),
        Markup(),
        words.say(
            "In this chat the secretariat sends you meeting notices, reminders and your action "
            "items."
        ),
        Markup(),
        words.say(
            "<b>What is kept:</b> name, office, Telegram account number, your replies and "
            "settings. Seen by the secretariat and the chair only; attendance, decisions and "
            "action owners appear in the group's records."
        ),
        words.say(
            "<b>Do not send classified material here.</b> Chats with this assistant are not "
            "end-to-end encrypted."
        ),
    )
    return Screen(
        text,
        rows(
            Button(words.label("Yes, join"), presses.JOIN.write(number, "yes"), style=Style.SAFE),
            Button(words.label("This is not me"), presses.JOIN.write(number, "no")),
            [
                other_language(words, f"join{number}"),
                Button(words.label("Privacy"), presses.PRIVACY.write(argument=f"join{number}")),
            ],
        ),
    )


def waiting(words: Words, group: WorkingGroup) -> Screen:
    """Say that the secretariat has to confirm the account."""
    return Screen(
        words.page(
            words.say("<b>Thank you. One step remains.</b>"),
            Markup(),
            words.say(
                "The secretariat confirms that this account is yours, usually the same working "
                "day. You will get a message here. Nothing more is needed from you."
            ),
            words.say("Telephone of the secretariat: {telephone}", telephone=group.telephone)
            if group.telephone
            else None,
        )
    )


def confirmed(words: Words) -> Screen:
    """Say, where one had to wait, that it is over."""
    return Screen(words.page(words.say("<b>Thank you. This account is confirmed.</b>")))


def not_admitted(words: Words) -> Screen:
    """Say that the secretariat did not confirm the account; names nobody."""
    return Screen(
        words.page(
            words.say("<b>This account was not confirmed</b>"),
            Markup(),
            words.say(
                "If you were invited, kindly ring the secretariat: it can send you a new link."
            ),
        )
    )


def not_me(words: Words) -> Screen:
    """Say that nothing was kept."""
    return Screen(words.page(words.say("Nothing was stored. You can delete this chat.")))


def registered(
    words: Words, who: Person, office: Organisation, zone: ZoneInfo, now: datetime, meetings: int
) -> Screen:
    """Welcome somebody; `meetings` is how many notices follow and wait for a reply."""
    language = Locale.parse(words.language).get_display_name(words.locale) or words.language
    quiet = who.quiet_from != who.quiet_to
    return Screen(
        words.page(
            words.say("<b>You are registered</b>"),
            Markup(),
            words.comma([person(words, who), full_office(words, office)]),
            words.say(
                "Times: {city} ({zone}). Language: {language}.",
                city=city(words, zone),
                zone=zone_name(words, zone, now),
                language=Markup(language),
            ),
            words.say(
                "Quiet hours: {start} to {end}, messages then arrive without sound.",
                start=minutes_of_day(words, who.quiet_from),
                end=minutes_of_day(words, who.quiet_to),
            )
            if quiet
            else None,
            Markup(),
            words.many(
                "Next: reply to the meeting notice below.",
                "Next: reply to the {count} meeting notices below.",
                meetings,
            )
            if meetings
            else words.say("You will get a notice here when a meeting is announced."),
        ),
        rows(Button(words.label("Change language or time"), presses.SETTINGS.write()), home(words)),
    )


def link_used(words: Words, invitation_id: int, opened_on: datetime, *, told: bool) -> Screen:
    """Say that another account opened the link; `opened_on` is on the group's clock."""
    return Screen(
        words.page(
            words.say("<b>This link has already been used</b>"),
            Markup(),
            words.say(
                "It was opened from another Telegram account on {day}. If that was not you, tell "
                "the secretariat. Nothing is shown on the other account until they confirm it.",
                day=day(words, opened_on.date()),
            ),
            words.say("The secretariat has been told.") if told else None,
        ),
        rows(
            None
            if told
            else Button(
                words.label("Tell the secretariat"),
                presses.LINK_USED.write(invitation_id, "used"),
                style=Style.NEXT,
            )
        ),
    )


def link_over(words: Words, ended_on: datetime | None) -> Screen:
    """Say that a link leads nowhere any more; `ended_on` (group's clock) if it has run out."""
    if ended_on is None:
        text = words.say(
            "This link is no longer valid. Ask the secretariat for a new one; you need not do "
            "anything else."
        )
    else:
        text = words.say(
            "This link ended on {day}. Ask the secretariat for a new one; you need not do "
            "anything else.",
            day=day(words, ended_on.date()),
        )
    return Screen(words.page(text))


def account_taken(words: Words) -> Screen:
    """Say that the account is another person's already; names nobody."""
    return Screen(
        words.page(
            words.say("<b>This link is for another person</b>"),
            Markup(),
            words.say(
                "This account is registered already, so the link was not used. The secretariat "
                "has been told; nothing else is needed from you."
            ),
        )
    )


@words_for(AccountTaken)
def _account_taken(words: Words, _refusal: AccountTaken, _zone: ZoneInfo) -> str:
    return words.label("This account belongs to another person on the roster. Nothing was done.")
