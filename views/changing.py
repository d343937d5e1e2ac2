"""Postponing and cancelling: what the secretary confirms, what everyone is told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from views.moments import moment
from views.screen import Screen
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
