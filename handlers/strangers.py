"""Accounts that are on no roster: the same answer to everything, and a code to try.

Nothing is learnt by asking: no group is named, no person, not even whether there is one.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handlers import setup as first_run
from handlers.routes import Account, Arrived, Look, on_answer, on_press, screen
from secretariat import invitations
from secretariat.admissions import Opener, Opening, open_invitation
from secretariat.codes import count_wrong_code, read_code, tries_left
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.titles import clean
from storage import Invitation, Person, Stranger
from views import presses
from views import strangers as views
from views.presses import Pressed
from views.screen import Screen
from views.words import words_of

#: A stranger is answered at most once in this time: nobody makes the assistant talk.
PAUSE = timedelta(minutes=1)

_OPENED = {
    Opening.ASK: Kind.IS_IT_YOU,
    Opening.WAITING: Kind.WAITING_FOR_ADMISSION,
    Opening.USED: Kind.LINK_USED,
}


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
    """Try what looks like a code; to anything else say, at most once a minute, what this is.

    Who has opened an invitation is shown again how it stands.
    """
    code = read_code(arrived.text)
    if code is not None:
        await try_code(arrived, code)
    elif await _is_time(arrived):
        opened = await invitations.opened_by(arrived.session, arrived.account.telegram_id)
        if opened is not None:
            await come_in(arrived, opened)
        else:
            await arrived.send(Kind.STRANGER, language=arrived.words.language)


async def turn_away(arrived: Arrived) -> None:
    """Say the same to a button that an unknown account pressed."""
    if arrived.is_tap:
        arrived.alert(views.first_line(arrived.words))
    else:
        await answer(arrived)


async def try_code(arrived: Arrived, code: str | None) -> None:
    """Let in whoever typed the setup code or an invitation's; count a wrong one.

    `code` is None for what cannot be one. The right one is not taken either once no more may be
    tried today.
    """
    stranger = await known_stranger(arrived)
    if code is not None and tries_left(stranger, arrived.now) > 0:
        if await first_run.begin(arrived, opener(arrived), code):
            return
        invitation = await invitations.by_code(arrived.session, code)
        if invitation is not None:
            await come_in(arrived, invitation)
            return
    await wrong_code(arrived)


async def wrong_code(arrived: Arrived) -> None:
    """Count a wrong code, or a link that leads nowhere, and say how many more may be tried."""
    stranger = await known_stranger(arrived)
    if tries_left(stranger, arrived.now) > 0:
        left = count_wrong_code(stranger, arrived.now)
        stranger.answered_at = arrived.now
    elif await _is_time(arrived):
        left = 0
    else:
        return
    if left:
        await arrived.ask("code")
    await arrived.send(Kind.ASK_CODE, left=left, language=arrived.words.language)


async def come_in(arrived: Arrived, invitation: Invitation) -> None:
    """Show what opening an invitation leads to, for whichever account opens it."""
    if arrived.reader is None:
        arrived.words = words_of(await _language_for(arrived, invitation))
    opening = await open_invitation(arrived.session, invitation, opener(arrived), arrived.now)
    if opening is Opening.JOINED:
        await arrived.send(Kind.HOME)
    elif opening is Opening.TAKEN:
        await arrived.send(Kind.ACCOUNT_TAKEN, language=arrived.words.language)
    elif opening is Opening.OVER:
        await arrived.send(
            Kind.LINK_EXPIRED, invitation=invitation.id, language=arrived.words.language
        )
    else:
        await arrived.send(_OPENED[opening], **shown_to(arrived, invitation))


def opener(arrived: Arrived) -> Opener:
    """Give the account as one that opens an invitation; its name is anybody's to choose."""
    account = arrived.account
    name = clean(account.name) or str(account.telegram_id)
    return Opener(account.telegram_id, name, account.username, arrived.words.language)


def shown_to(arrived: Arrived, invitation: Invitation) -> dict[str, object]:
    """Give the arguments of a screen about an invitation that an unknown account sees."""
    return {
        "invitation": invitation.id,
        "account": arrived.account.telegram_id,
        "language": arrived.words.language,
    }


async def _language_for(arrived: Arrived, invitation: Invitation) -> str:
    """Give the language chosen in this chat, else the one on the roster, else the app's."""
    chosen = await language_of(arrived.session, arrived.account)
    person = await arrived.session.get_one(Person, invitation.person_id)
    return chosen or person.language or arrived.words.language


async def _is_time(arrived: Arrived) -> bool:
    stranger = await known_stranger(arrived)
    if stranger.answered_at is not None and arrived.now - stranger.answered_at < PAUSE:
        return False
    stranger.answered_at = arrived.now
    return True


@on_press(presses.HAVE_CODE, Action.ARRIVE)
async def have_code(arrived: Arrived, _pressed: Pressed) -> None:
    """Ask for the code; who has joined needs none."""
    if arrived.reader is not None:
        await arrived.show(Kind.HOME)
        return
    stranger = await known_stranger(arrived)
    if tries_left(stranger, arrived.now) == 0:
        await arrived.show(Kind.ASK_CODE, left=0, language=arrived.words.language)
        return
    await arrived.ask("code")
    await arrived.show(Kind.ASK_CODE, language=arrived.words.language)


@on_answer("code", Action.ARRIVE)
async def code_typed(arrived: Arrived) -> None:
    """Try whatever was typed where a code was asked for."""
    if arrived.reader is not None:
        await arrived.send(Kind.HOME)
        return
    await try_code(arrived, read_code(arrived.text))


@screen(Kind.STRANGER)
async def stranger_screen(look: Look) -> Screen:
    """Render the answer to an unknown account."""
    return views.private_assistant(look.words)


@screen(Kind.ASK_CODE)
async def code_screen(look: Look, left: int | None = None) -> Screen:
    """Render the question for a code, or that one was wrong and how many more may be tried."""
    return views.ask_code(look.words) if left is None else views.wrong_code(look.words, left)
