"""The secretariat's side of the way in: texts to forward, accounts to confirm or refuse."""

from typing import cast

from sqlalchemy import select

from handlers.routes import Arrived, Look, on_press, screen
from secretariat import admissions, invitations
from secretariat.invitations import Invited, invited
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.readers import readers
from secretariat.refusals import Gone
from storage import Event, Invitation, Person
from views import admitting as views
from views import presses
from views.offices import person as name_of
from views.presses import Pressed
from views.screen import Screen
from views.words import words_of


@on_press(presses.ADMIT, Action.ADMIT)
async def decide(arrived: Arrived, pressed: Pressed) -> None:
    """Confirm or refuse the account that waits; pressing again changes nothing."""
    invitation = cast(Invitation, arrived.subject)
    if pressed.argument == "ok":
        done = await admissions.admit(arrived.session, arrived.me, invitation, arrived.now)
        person = await arrived.session.get_one(Person, invitation.person_id)
        said = views.toast_confirmed(arrived.words, name_of(arrived.words, person))
    elif pressed.argument == "no":
        done = await admissions.refuse(arrived.session, arrived.me, invitation, arrived.now)
        said = views.toast_refused(arrived.words)
    else:
        raise Gone
    arrived.toast(said if done else views.toast_decided(arrived.words))
    await arrived.show(Kind.JOIN_REQUEST, invitation=invitation.id)


@on_press(presses.LINK, Action.EDIT_ROSTER)
async def link(arrived: Arrived, pressed: Pressed) -> None:
    """Make a link anew, cancel it, show it or its code, or go on to the next person."""
    invitation = cast(Invitation, arrived.subject)
    match pressed.argument:
        case "new":
            invitation = await invitations.renew(
                arrived.session, arrived.me, invitation, arrived.now
            )
        case "off":
            if await invitations.cancel(arrived.session, arrived.me, invitation, arrived.now):
                arrived.toast(views.toast_cancelled(arrived.words))
        case "next":
            following = await invitations.next_to_invite(
                arrived.session, arrived.me, invitation, arrived.now
            )
            if following is None:
                arrived.alert(views.toast_last(arrived.words))
                return
            invitation = following
    await arrived.show(
        Kind.INVITATION_READY, invitation=invitation.id, by_code=pressed.argument == "code"
    )


@screen(Kind.INVITATION_READY)
async def ready_screen(look: Look, invitation: int, by_code: bool = False) -> Screen | None:
    """Render the text to forward."""
    for_whom = await _invited(look, invitation, Action.EDIT_ROSTER)
    if for_whom is None:
        return None
    theirs = words_of(for_whom.person.language or for_whom.group.language)
    return views.invitation_ready(
        look.words, theirs, for_whom, look.bot_name, look.zone, look.now, by_code=by_code
    )


@screen(Kind.JOIN_REQUEST)
async def request_screen(look: Look, invitation: int) -> Screen | None:
    """Render the account that opened a link, to whoever may confirm it."""
    for_whom = await _invited(look, invitation, Action.ADMIT)
    if for_whom is None or for_whom.invitation.opened_at is None:
        return None
    return views.join_request(look.words, for_whom, look.zone, await _decided(look, for_whom))


async def _decided(look: Look, for_whom: Invited) -> views.Decision | None:
    """Give who decided about an invitation, and when; the newest line of the trail says it."""
    row = (
        await look.session.execute(
            select(Event, Person)
            .join(Person, Person.id == Event.person_id)
            .where(Event.subject == invitations.topic(for_whom.invitation))
            .order_by(Event.id.desc())
            .limit(1)
        )
    ).first()
    return None if row is None else views.Decision(row[1], row[0].at)


@screen(Kind.LINK_NEWS)
async def news_screen(
    look: Look,
    invitation: int,
    why: str,
    account: str,
    username: str | None = None,
    bound: int | None = None,
) -> Screen | None:
    """Render that a link was opened by somebody it was not for."""
    for_whom = await _invited(look, invitation, Action.SEE_DESK)
    if for_whom is None:
        return None
    opener = views.account(look.words, account, username)
    can_renew = look.me.may(Action.EDIT_ROSTER, for_whom.group.id)
    if why == admissions.Opening.USED:
        return views.link_reported(look.words, for_whom, opener, can_renew=can_renew)
    known = (await readers(look.session, look.now, [bound or 0])).get(bound or 0)
    # Who somebody is in another group is nobody's business here.
    is_ours = known is not None and for_whom.group.id in known.groups
    return views.link_misdirected(
        look.words,
        for_whom,
        opener,
        name_of(look.words, known.person) if known and is_ours else None,
        can_renew=can_renew,
    )


async def _invited(look: Look, invitation_id: int, action: Action) -> Invited | None:
    invitation = await look.session.get_one(Invitation, invitation_id)
    if not look.me.may(action, invitation.working_group_id):
        return None
    return await invited(look.session, invitation, look.now)
