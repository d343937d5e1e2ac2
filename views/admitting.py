"""What the secretariat sees of invitations: the texts to forward, and who has opened them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.admissions import is_waiting
from secretariat.invitations import Invited, is_over
from storage import InvitationState, Person
from views import presses
from views.moments import day, moment
from views.offices import full_office, person
from views.people import role_name
from views.screen import Button, Screen, Style, rows
from views.words import Words


@dataclass(frozen=True)
class Decision:
    """Who decided something, and when (UTC)."""

    by: Person
    at: datetime


def link_text(words: Words, bot_name: str, token: str) -> str:
    """Give the text with the link to forward; it is copied, so it holds no mark of direction."""
    return words.label(
        "You are invited to the working group assistant on Telegram. Open: {link}",
        link=f"https://t.me/{bot_name}?start=i_{token}",
    )


def code_text(words: Words, bot_name: str, code: str) -> str:
    """Give the text with the code to forward, for whom the link does not open."""
    return words.label(
        "You are invited to the working group assistant on Telegram. "
        "Find {bot}, press Start and type {code}",
        bot=f"@{bot_name}",
        code=code,
    )


def invitation_ready(
    words: Words,
    theirs: Words,
    invited: Invited,
    bot_name: str,
    zone: ZoneInfo,
    now: datetime,
    *,
    by_code: bool,
) -> Screen:
    """Give the text to forward, by link or by code: never both in one message to be forwarded.

    `theirs` is the language of the invited person, in which the text is.
    """
    invitation = invited.invitation
    number = invitation.id
    return Screen(
        words.page(
            _news(words, invited, now),
            words.comma(
                [
                    full_office(words, invited.seat.organisation),
                    Markup(role_name(words, invited.seat, invited.capacity)),
                ]
            ),
            Markup(),
            *(
                _to_forward(words, theirs, invited, bot_name, zone, by_code=by_code)
                if _is_unopened(invited, now)
                else []
            ),
        ),
        rows(
            *(
                _copy_rows(words, theirs, invited, bot_name, by_code=by_code)
                if _is_unopened(invited, now)
                else []
            ),
            [
                Button(words.label("New link"), presses.LINK.write(number, "new"))
                if invitation.state is not InvitationState.ACCEPTED
                else None,
                Button(
                    words.label("Cancel link"), presses.LINK.write(number, "off"), style=Style.STOPS
                )
                if not is_over(invitation, now)
                else None,
            ],
            Button(words.label("Next person"), presses.LINK.write(number, "next")),
        ),
    )


def _is_unopened(invited: Invited, now: datetime) -> bool:
    invitation = invited.invitation
    return invitation.state is InvitationState.OPEN and not is_over(invitation, now)


def _to_forward(
    words: Words,
    theirs: Words,
    invited: Invited,
    bot_name: str,
    zone: ZoneInfo,
    *,
    by_code: bool,
) -> list[Markup]:
    invitation = invited.invitation
    until = day(words, invitation.expires_at.astimezone(zone).date())
    if by_code:
        how = words.say(
            "Send the text to this person only, or say the code on the telephone. "
            "The code works once, until {day}.",
            day=until,
        )
        text = code_text(theirs, bot_name, invitation.code)
    else:
        how = words.say(
            "Send the text to this person only, by WhatsApp, SMS or e-mail. "
            "The link works once, until {day}.",
            day=until,
        )
        text = link_text(theirs, bot_name, invitation.token)
    return [how, Markup("<pre>{}</pre>").format(text)]


def _copy_rows(
    words: Words, theirs: Words, invited: Invited, bot_name: str, *, by_code: bool
) -> list[Button]:
    invitation = invited.invitation
    link = link_text(theirs, bot_name, invitation.token)
    code = code_text(theirs, bot_name, invitation.code)
    return [
        Button(words.label("Copy the link text"), copy=link, style=Style.NEXT),
        Button(words.label("Copy the code text"), copy=code),
        Button(words.label("Show the link"), presses.LINK.write(invitation.id, "link"))
        if by_code
        else Button(words.label("Show the code"), presses.LINK.write(invitation.id, "code")),
    ]


def _news(words: Words, invited: Invited, now: datetime) -> Markup:
    name = person(words, invited.person)
    match invited.invitation.state:
        case InvitationState.ACCEPTED:
            return words.say("<b>{name} has joined</b>", name=name)
        case InvitationState.CANCELLED:
            return words.say("<b>Invitation cancelled: {name}</b>", name=name)
        case InvitationState.REFUSED:
            return words.say("<b>Account refused: {name}</b>", name=name)
        case InvitationState.OPENED if is_waiting(invited.invitation):
            return words.say("<b>To be confirmed: {name}</b>", name=name)
        case _ if is_over(invited.invitation, now):
            return words.say("<b>Invitation ended: {name}</b>", name=name)
        case InvitationState.OPENED:
            return words.say("<b>Invitation opened: {name}</b>", name=name)
    return words.say("<b>Invitation ready: {name}</b>", name=name)


def join_request(
    words: Words,
    invited: Invited,
    zone: ZoneInfo,
    decided: Decision | None,
) -> Screen:
    """Ask whether the account that opened a link is the person's; or say who decided it, when."""
    invitation = invited.invitation
    assert invitation.opened_at is not None
    is_open = is_waiting(invitation)
    return Screen(
        words.page(
            words.say("<b>New member to confirm</b>")
            if is_open
            else _news(words, invited, invitation.opened_at),
            Markup(),
            _link_of(words, invited),
            words.say(
                "Opened by: Telegram account {account}, {at}",
                account=account(words, invitation.opened_name or "", invitation.opened_username),
                at=moment(words, invitation.opened_at, zone),
            ),
            Markup(),
            words.say("If unsure, ring the office first.") if is_open else None,
            words.say(
                "Recorded by {name}, {at}",
                name=person(words, decided.by),
                at=moment(words, decided.at, zone),
            )
            if decided and not is_open
            else None,
        ),
        rows(
            [
                Button(
                    words.label("Confirm"),
                    presses.ADMIT.write(invitation.id, "ok"),
                    style=Style.SAFE,
                ),
                Button(
                    words.label("Refuse"),
                    presses.ADMIT.write(invitation.id, "no"),
                    style=Style.STOPS,
                ),
            ]
            if is_open
            else None,
            Button(words.label("Wrong person, new link"), presses.LINK.write(invitation.id, "new"))
            if is_open
            else None,
        ),
    )


def account(words: Words, name: str, username: str | None) -> Markup:
    """Give a Telegram account as its owner named it: in quotes, with the username if it has one."""
    quoted = Markup("“{}”").format(words.value(name))
    return quoted if username is None else words.comma([quoted, f"@{username}"])


def link_reported(
    words: Words, invited: Invited, complainant: Markup, *, can_renew: bool
) -> Screen:
    """Say that somebody found their link opened from another account."""
    return Screen(
        words.page(
            words.say("<b>A link was opened from two accounts</b>"),
            Markup(),
            _link_of(words, invited),
            words.say(
                "Telegram account {account} holds the same link and says that the first opening "
                "was not theirs.",
                account=complainant,
            ),
            Markup(),
            words.say("If unsure, ring the office first. A new link ends this one."),
        ),
        rows(_renew(words, invited) if can_renew else None),
    )


def link_misdirected(
    words: Words, invited: Invited, opener: Markup, known_as: str | None, *, can_renew: bool
) -> Screen:
    """Say that an account which is on the roster opened another person's link.

    `known_as` is whose account it is, if that person sits in the same group.
    """
    return Screen(
        words.page(
            words.say("<b>A link was opened by another member</b>")
            if known_as
            else words.say("<b>A link was opened by a registered account</b>"),
            Markup(),
            _link_of(words, invited),
            words.say("Opened by: Telegram account {account}", account=opener),
            words.say("The account of: {name}", name=known_as) if known_as else None,
            Markup(),
            words.say("The link was not used and still works for the right person."),
        ),
        rows(_renew(words, invited) if can_renew else None),
    )


def _link_of(words: Words, invited: Invited) -> Markup:
    return words.say(
        "Link of: {name}, {office}",
        name=person(words, invited.person),
        office=full_office(words, invited.seat.organisation),
    )


def _renew(words: Words, invited: Invited) -> Button:
    return Button(words.label("New link"), presses.LINK.write(invited.invitation.id, "new"))


def toast_confirmed(words: Words, name: str) -> str:
    """Give the line after "Confirm"."""
    return words.label("Confirmed: {name}", name=name)


def toast_refused(words: Words) -> str:
    """Give the line after "Refuse"."""
    return words.label("Refused. The account has been told.")


def toast_decided(words: Words) -> str:
    """Give the line where it was decided before."""
    return words.label("This was decided already.")


def toast_cancelled(words: Words) -> str:
    """Give the line after "Cancel link"."""
    return words.label("The link no longer works.")


def toast_last(words: Words) -> str:
    """Give the line where nobody is left to invite."""
    return words.label("Nobody further down the list is without an account here.")
