"""Accounts that are on no roster: the same answer to everything, and nothing is learnt by it."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.routes import Account, Arrived, Look, screen
from secretariat.kinds import Kind
from storage import Stranger
from views import strangers as views
from views.screen import Screen

#: A stranger is answered at most once in this time: nobody makes the assistant talk.
PAUSE = timedelta(minutes=1)


async def language_of(session: AsyncSession, account: Account) -> str | None:
    """Give the language that an unknown account has chosen, if it has."""
    found: str | None = await session.scalar(
        select(Stranger.language).where(Stranger.telegram_id == account.telegram_id)
    )
    return found


async def known_stranger(arrived: Arrived) -> Stranger:
    """Give the row of an unknown account: tries and language, nothing that it wrote."""
    stranger = await arrived.session.get(Stranger, arrived.account.telegram_id)
    if stranger is None:
        stranger = Stranger(telegram_id=arrived.account.telegram_id, day=arrived.now.date())
        arrived.session.add(stranger)
    return stranger


async def answer(arrived: Arrived) -> None:
    """Say that this is a private assistant, at most once a minute."""
    stranger = await known_stranger(arrived)
    if stranger.answered_at is None or arrived.now - stranger.answered_at >= PAUSE:
        stranger.answered_at = arrived.now
        await arrived.send(Kind.STRANGER, language=arrived.words.language)


async def turn_away(arrived: Arrived) -> None:
    """Say the same to a button that an unknown account pressed."""
    if arrived.is_tap:
        arrived.alert(views.first_line(arrived.words))
    else:
        await answer(arrived)


@screen(Kind.STRANGER)
async def stranger_screen(look: Look) -> Screen:
    """Render the answer to an unknown account."""
    return views.private_assistant(look.words)
