"""The language switch, wherever it stands: of a stranger, of the invited, of a member."""

from handlers import strangers
from handlers.routes import Arrived, on_press
from secretariat import settings
from secretariat.admissions import speak
from secretariat.kinds import Kind
from secretariat.permissions import Action
from storage import Invitation
from views import presses
from views.presses import Pressed
from views.words import languages, words_of

#: Where the switch leads a member back to.
_SCREENS = {"help": Kind.HELP, "home": Kind.HOME, "settings": Kind.SETTINGS}


@on_press(presses.LANGUAGE, Action.ARRIVE)
async def choose(arrived: Arrived, pressed: Pressed) -> None:
    """Speak another language from now on, and show the same screen in it."""
    language, _, where = pressed.argument.partition("-")
    if language not in languages():
        await strangers.turn_away(arrived)
    elif arrived.reader is not None:
        person = arrived.reader.person
        await settings.choose_language(
            arrived.session, arrived.reader, language, person.version, arrived.now
        )
        await arrived.show(_SCREENS.get(where, Kind.HOME))
    else:
        (await strangers.known_stranger(arrived)).language = language
        arrived.words = words_of(language)
        await _again(arrived, language, where)


async def _again(arrived: Arrived, language: str, where: str) -> None:
    """Show an unknown account the screen it came from; its code is still waited for."""
    number = where.removeprefix("join")
    if number != where and presses.is_number(number):
        invitation = await arrived.session.get(Invitation, int(number))
        if invitation is not None and invitation.opened_by == arrived.account.telegram_id:
            await speak(arrived.session, invitation, arrived.account.telegram_id, language)
            await arrived.show(Kind.IS_IT_YOU, **strangers.shown_to(arrived, invitation))
            return
    if where == "code":
        await arrived.ask("code")
        await arrived.show(Kind.ASK_CODE, language=language)
        return
    await arrived.show(Kind.STRANGER, language=language)
