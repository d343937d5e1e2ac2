"""Reminders of a meeting, rendered from what is true when they leave."""

from handlers.routes import Look, screen
from secretariat.kinds import Kind
from secretariat.meeting_reminders import Rule
from secretariat.occasions import ReminderCard, reminder_card_of
from storage import Meeting
from views import last_hour
from views import reminding as views
from views.screen import Screen


async def _card(look: Look, meeting: int, revision: int, rule: Rule) -> ReminderCard | None:
    found = await look.session.get(Meeting, meeting)
    if found is None:
        return None
    return await reminder_card_of(look.session, found, revision, rule, look.me, look.now)


@screen(Kind.REMIND_WEEK)
async def week_screen(look: Look, meeting: int, revision: int) -> Screen | None:
    """Render the reminder of a week before, worded for now."""
    card = await _card(look, meeting, revision, Rule.WEEK)
    return views.week(look.words, card) if card else None


@screen(Kind.REMIND_DAY)
async def day_screen(look: Look, meeting: int, revision: int) -> Screen | None:
    """Render the reminder of the day before, worded for now."""
    card = await _card(look, meeting, revision, Rule.DAY)
    return views.day(look.words, card) if card else None


@screen(Kind.REMIND_HOUR)
async def hour_screen(look: Look, meeting: int, revision: int) -> Screen | None:
    """Render the reminder of the hour before; after the start, that it has begun."""
    card = await _card(look, meeting, revision, Rule.HOUR)
    return last_hour.an_hour(look.words, card) if card else None


@screen(Kind.VIDEO_LINK)
async def link_screen(look: Look, meeting: int, revision: int) -> Screen | None:
    """Render the video link for an office that chose it."""
    card = await _card(look, meeting, revision, Rule.LINK)
    return last_hour.link(look.words, card) if card else None
