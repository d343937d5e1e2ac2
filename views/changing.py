"""A date that moved, a meeting called off: what everyone is told."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.invitation_cards import InvitationCard
from storage import Mode
from views import presses
from views.invitations import (
    invitation,
    reply_name,
    reply_rows,
    title,
    when_lines,
    where_line,
)
from views.moments import clock_tag, moment
from views.screen import Rows, Screen
from views.words import Words


def moved_line(words: Words, before: datetime | None, after: datetime, zone: ZoneInfo) -> Markup:
    """Say to when a meeting was moved."""
    at = moment(words, after, zone, year=True)
    if before is not None and after < before:
        return words.say("Brought forward to {at}", at=at)
    return words.say("Postponed to {at}", at=at)


def superseded_card(
    words: Words, before: datetime | None, after: datetime, zone: ZoneInfo
) -> Screen:
    """Give what a card of an earlier date becomes: struck through, without buttons."""
    old = None
    if before is not None:
        old = words.say("<s>Meeting: {at}</s>", at=moment(words, before, zone, year=True))
    return Screen(
        words.page(
            old,
            words.say(
                "<b>{moved}.</b> Reply on the new card below.",
                moved=moved_line(words, before, after, zone),
            ),
        )
    )


def postponed(words: Words, card: InvitationCard) -> Screen:
    """Tell a member the new date and ask again; once replied, it is the meeting's card."""
    if card.reply is not None:
        return invitation(words, card)
    before = card.moved_from
    old = moment(words, before, card.zone, year=True) if before else None
    again_by = None
    if card.reply_by is not None:
        again_by = clock_tag(card.reply_by, moment(words, card.reply_by, card.zone))
    return Screen(
        words.page(
            words.say("<b>{moved}</b>", moved=moved_line(words, before, card.starts_at, card.zone)),
            title(words, card),
            words.say("Before: <s>{at}</s>", at=old) if old else None,
            Markup(),
            *when_lines(words, card),
            where_line(words, card),
            words.say("<b>Reason:</b> {reason}", reason=card.reason) if card.reason else None,
            words.say("<b>Reply again by:</b> {at}", at=again_by) if again_by else None,
            Markup(),
            words.say("Your earlier reply: {reply}", reply=reply_name(words, card.earlier))
            if card.earlier
            else None,
        ),
        _again_rows(words, card),
    )


def _again_rows(words: Words, card: InvitationCard) -> Rows:
    """Give the ways to reply, the earlier one named as what it repeats."""
    earlier = card.earlier.mode if card.earlier else None
    again = (
        {
            Mode.IN_PERSON: ("p", words.label("Again in person")),
            Mode.VIDEO: ("v", words.label("Again by link")),
        }.get(earlier)
        if earlier
        else None
    )
    if again is None:
        return reply_rows(words, card)
    press = presses.REPLY.write(card.meeting_id, again[0], card.revision)
    return tuple(
        tuple(replace(one, label=again[1]) if one.press == press else one for one in row)
        for row in reply_rows(words, card)
    )


def cancelled(words: Words, card: InvitationCard) -> Screen:
    """Tell a member that a meeting is off."""
    return Screen(
        words.page(
            words.say(
                "<b>Cancelled: meeting of {at}</b>", at=moment(words, card.starts_at, card.zone)
            ),
            title(words, card),
            Markup(),
            words.say("Reason: {reason}", reason=card.reason) if card.reason else None,
            words.say("No reply is needed. A new date will come as a new notice."),
        )
    )
