"""The way in by a personal link: Start, "Yes, join", and what the invited see until they are in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from handlers import strangers
from handlers.routes import Arrived, Look, on_command, on_press, screen
from secretariat import admissions
from secretariat.invitations import by_token, invited, is_over
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.refusals import Gone, NotAllowed
from storage import Card, Invitation, InvitationState, WorkingGroup
from views import joining as views
from views import presses
from views.presses import Pressed
from views.screen import Screen

#: How the payload of an invitation's link begins.
_OURS = "i_"


@on_command("start", Action.ARRIVE)
async def start(arrived: Arrived) -> None:
    """Open an invitation by its link; without one, Home for members, the one answer for others.

    Telegram's apps send Start again at each tap on a link: every case here bears repeating.
    """
    payload = arrived.text
    if payload.startswith(_OURS):
        invitation = await by_token(arrived.session, payload.removeprefix(_OURS))
        if invitation is not None:
            await strangers.come_in(arrived, invitation)
            return
        if arrived.reader is None:
            await strangers.wrong_code(arrived)
            return
    if arrived.reader is None:
        await strangers.answer(arrived)
    else:
        await arrived.send(Kind.HOME)


@on_press(presses.JOIN, Action.ARRIVE)
async def join(arrived: Arrived, pressed: Pressed) -> None:
    """Take "Yes, join" or "This is not me", from the account that opened the invitation only."""
    invitation = await arrived.session.get(Invitation, pressed.object_id)
    account = arrived.account.telegram_id
    if invitation is None or invitation.opened_by != account:
        raise NotAllowed(Action.ARRIVE)
    if arrived.reader is not None and invitation.state is InvitationState.ACCEPTED:
        await arrived.show(Kind.HOME)
        return
    if invitation.state is not InvitationState.OPENED or is_over(invitation, arrived.now):
        await arrived.show(
            Kind.LINK_EXPIRED, invitation=invitation.id, language=arrived.words.language
        )
        return
    if pressed.argument == "no":
        await admissions.decline(arrived.session, invitation, account, arrived.now)
        await arrived.show(Kind.NOT_ME, language=arrived.words.language)
    elif pressed.argument == "yes":
        await admissions.claim(arrived.session, invitation, account, arrived.now)
        await arrived.show(Kind.WAITING_FOR_ADMISSION, **strangers.shown_to(arrived, invitation))
    else:
        await arrived.show(Kind.IS_IT_YOU, **strangers.shown_to(arrived, invitation))


@on_press(presses.LINK_USED, Action.ARRIVE)
async def tell_secretariat(arrived: Arrived, pressed: Pressed) -> None:
    """Pass on that a link was opened by somebody else; only from the card that said so."""
    card = await arrived.session.scalar(
        select(Card).where(
            Card.chat_id == arrived.chat_id,
            Card.message_id == arrived.message_id,
            Card.kind == str(Kind.LINK_USED),
        )
    )
    # Whoever forges the number of an invitation has no such card: nobody is troubled by it.
    if card is None or card.args.get("invitation") != pressed.object_id:
        raise Gone
    invitation = await arrived.session.get_one(Invitation, pressed.object_id)
    await admissions.report_used(
        arrived.session, invitation, strangers.opener(arrived), arrived.now
    )
    await arrived.show(Kind.LINK_USED, told=True, **strangers.shown_to(arrived, invitation))


@screen(Kind.IS_IT_YOU)
async def is_it_you_screen(look: Look, invitation: int, account: int) -> Screen | None:
    """Render the question whether the invitation is theirs; or what has become of it."""
    found = await look.session.get_one(Invitation, invitation)
    if found.opened_by != account or found.claimed or is_over(found, look.now):
        return await waiting_screen(look, invitation, account)
    for_whom = await invited(look.session, found, look.now)
    return None if for_whom is None else views.is_it_you(look.words, for_whom)


@screen(Kind.WAITING_FOR_ADMISSION)
async def waiting_screen(look: Look, invitation: int, account: int) -> Screen | None:
    """Render that the secretariat has to confirm; or how it was decided."""
    found = await look.session.get_one(Invitation, invitation)
    if found.opened_by != account:
        return None
    if found.state is InvitationState.ACCEPTED:
        return views.confirmed(look.words)
    if admissions.is_waiting(found):
        group = await look.session.get_one(WorkingGroup, found.working_group_id)
        return views.waiting(look.words, group)
    if found.claimed:
        return views.not_admitted(look.words)
    return await expired_screen(look, invitation)


@screen(Kind.NOT_ADMITTED)
async def not_admitted_screen(look: Look) -> Screen:
    """Render that the secretariat did not confirm."""
    return views.not_admitted(look.words)


@screen(Kind.NOT_ME)
async def not_me_screen(look: Look) -> Screen:
    """Render that nothing was kept."""
    return views.not_me(look.words)


@screen(Kind.LINK_USED)
async def used_screen(
    look: Look, invitation: int, account: int, told: bool = False
) -> Screen | None:
    """Render that another account opened the link."""
    found = await look.session.get_one(Invitation, invitation)
    if found.opened_at is None or found.opened_by == account:
        return None
    return views.link_used(
        look.words, invitation, await _local(look, found, found.opened_at), told=told
    )


@screen(Kind.LINK_EXPIRED)
async def expired_screen(look: Look, invitation: int) -> Screen:
    """Render that a link leads nowhere any more."""
    found = await look.session.get_one(Invitation, invitation)
    is_open = found.state in (InvitationState.OPEN, InvitationState.OPENED)
    ran_out = is_open and is_over(found, look.now)
    return views.link_over(
        look.words, await _local(look, found, found.expires_at) if ran_out else None
    )


@screen(Kind.ACCOUNT_TAKEN)
async def taken_screen(look: Look) -> Screen:
    """Render that the account is another person's."""
    return views.account_taken(look.words)


@screen(Kind.REGISTERED)
async def registered_screen(look: Look, group: int) -> Screen | None:
    """Render the welcome."""
    holding = look.me.seat_in(group)
    if holding is None:
        return None
    meetings = await admissions.open_meetings(look.session, look.me.person.id, group, look.now)
    return views.registered(
        look.words,
        look.me.person,
        holding.seat.organisation,
        look.zone,
        look.now,
        len(meetings),
    )


async def _local(look: Look, invitation: Invitation, moment: datetime) -> datetime:
    group = await look.session.get_one(WorkingGroup, invitation.working_group_id)
    return moment.astimezone(ZoneInfo(group.zone))
