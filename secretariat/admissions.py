"""Admission: somebody opens an invitation, says who they are, and the secretariat confirms it.

    open ─opened→ opened ─"yes"→ opened, claimed ─confirmed→ accepted
      ↑              │                  └─ refused, or a new link made → refused, cancelled
      └─ "not me" ───┘

Until it is confirmed nothing binds the account to the person. In a group without the second step
the "yes" is the confirmation.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import invitees
from secretariat.codes import TRIES_A_DAY, tries_left
from secretariat.deliveries import Owed, mark_stale, owe
from secretariat.events import record
from secretariat.invitations import CARDS, Invited, end, invited, is_over, topic
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.reachability import tell_staff
from secretariat.readers import Reader
from secretariat.refusals import Gone, Refusal
from secretariat.seatings import meetings_to_come, seats_changed
from storage import (
    Card,
    Invitation,
    InvitationState,
    Meeting,
    Person,
    Standing,
    Stranger,
)


class AccountTaken(Refusal):
    """The Telegram account belongs to another person on the roster already."""


@dataclass(frozen=True)
class Opener:
    """The Telegram account that opens an invitation, and the language it is answered in."""

    telegram_id: int
    name: str
    username: str | None
    language: str


class Opening(StrEnum):
    """What opening an invitation leads to."""

    ASK = "ask"  # is it you?
    WAITING = "waiting"  # said yes already
    JOINED = "joined"  # this account is this person already
    USED = "used"  # opened from another account
    OVER = "over"  # expired, cancelled, refused, or its person has no seat any more
    TAKEN = "taken"  # this account is another person


async def open_invitation(
    session: AsyncSession, invitation: Invitation, opener: Opener, now: datetime
) -> Opening:
    """Open an invitation from an account; opening it again from the same one changes nothing."""
    await session.refresh(invitation, with_for_update=True)
    bound = await _bound_to(session, opener.telegram_id)
    if bound is not None and bound.id != invitation.person_id:
        await _tell_taken(session, invitation, opener, bound, now)
        return Opening.TAKEN
    by_another = invitation.opened_by not in (None, opener.telegram_id)
    if by_another and invitation.state is InvitationState.OPENED:
        return Opening.USED
    if bound is not None and bound.standing is Standing.JOINED:
        if not is_over(invitation, now) and not invitation.claimed:
            invitation.state, invitation.opened_by = InvitationState.ACCEPTED, bound.telegram_id
            await mark_stale(session, topic(invitation), now, kinds=CARDS)
        return Opening.JOINED
    if by_another and invitation.state is InvitationState.ACCEPTED:
        return Opening.USED
    if is_waiting(invitation):
        return Opening.WAITING
    for_whom = await invited(session, invitation, now)
    if for_whom is None or is_over(invitation, now):
        return Opening.OVER
    if invitation.state is InvitationState.OPEN:
        invitation.state = InvitationState.OPENED
        invitation.opened_by = opener.telegram_id
        invitation.opened_name = opener.name[:300]
        invitation.opened_username = opener.username
        invitation.opened_at = now
        invitation.opened_language = opener.language
        # Whose account it was is on record only once somebody says "yes".
        record(
            session,
            now,
            "invitation_opened",
            topic(invitation),
            working_group_id=invitation.working_group_id,
        )
        await mark_stale(session, topic(invitation), now, kinds=CARDS)
    return Opening.ASK


async def speak(
    session: AsyncSession, invitation: Invitation, telegram_id: int, language: str
) -> None:
    """Remember the language that the opener chose; of anybody else, nothing."""
    if invitation.opened_by == telegram_id:
        invitation.opened_language = language
        await session.flush()


async def decline(
    session: AsyncSession, invitation: Invitation, telegram_id: int, now: datetime
) -> None:
    """Take "this is not me": nothing is kept of the account, the invitation is open again.

    Raises Gone unless this account opened it and has not said yes.
    """
    await _of_opener(session, invitation, telegram_id, now)
    if invitation.claimed:
        raise Gone
    invitation.state = InvitationState.OPEN
    invitation.opened_by = invitation.opened_name = invitation.opened_username = None
    invitation.opened_language = invitation.opened_at = None
    record(
        session,
        now,
        "invitation_not_mine",
        topic(invitation),
        working_group_id=invitation.working_group_id,
    )
    stranger = await session.get(Stranger, telegram_id)
    # Wrong codes stay counted: otherwise one right code would buy any number of guesses.
    if stranger is not None and tries_left(stranger, now) == TRIES_A_DAY:
        await session.delete(stranger)
    await mark_stale(session, topic(invitation), now, kinds=CARDS)


async def claim(
    session: AsyncSession, invitation: Invitation, telegram_id: int, now: datetime
) -> bool:
    """Take "yes, it is me"; tell whether that was enough to have joined.

    Saying it again changes nothing. Raises Gone unless this account opened the invitation and it
    is not over, AccountTaken if the account belongs to another person.
    """
    for_whom = await _of_opener(session, invitation, telegram_id, now)
    bound = await _bound_to(session, telegram_id)
    if bound is not None and bound.id != invitation.person_id:
        raise AccountTaken
    if not for_whom.needs_confirmation:
        await _join(session, for_whom, now, by=invitation.person_id)
        return True
    if invitation.claimed:
        return False
    invitation.claimed = True
    if for_whom.person.standing is not Standing.JOINED:
        for_whom.person.standing = Standing.WAITING
    record(
        session,
        now,
        "invitation_claimed",
        topic(invitation),
        working_group_id=invitation.working_group_id,
        after={"account": telegram_id, "name": invitation.opened_name},
    )
    await tell_staff(
        session,
        now,
        invitation.working_group_id,
        Kind.JOIN_REQUEST,
        f"join_request:{invitation.id}:{telegram_id}",
        {"invitation": invitation.id},
        action=Action.ADMIT,
    )
    await mark_stale(session, topic(invitation), now, kinds=CARDS)
    return False


async def admit(
    session: AsyncSession, reader: Reader, invitation: Invitation, now: datetime
) -> bool:
    """Confirm that the account which waits is the invited person; False if that was done before.

    Raises NotAllowed, Gone if nobody waits, AccountTaken if the account has become another
    person's meanwhile.
    """
    reader.require(Action.ADMIT, invitation.working_group_id)
    await session.refresh(invitation, with_for_update=True)
    if invitation.state is InvitationState.ACCEPTED:
        return False
    for_whom = await invited(session, invitation, now)
    if for_whom is None or not is_waiting(invitation):
        raise Gone
    assert invitation.opened_by is not None
    bound = await _bound_to(session, invitation.opened_by)
    if bound is not None and bound.id != invitation.person_id:
        raise AccountTaken
    await _join(session, for_whom, now, by=reader.person.id)
    return True


async def refuse(
    session: AsyncSession, reader: Reader, invitation: Invitation, now: datetime
) -> bool:
    """Refuse the account which waits; False if that was done before. Raises NotAllowed, Gone."""
    reader.require(Action.ADMIT, invitation.working_group_id)
    await session.refresh(invitation, with_for_update=True)
    if invitation.state is InvitationState.REFUSED:
        return False
    if not is_waiting(invitation):
        raise Gone
    await end(session, invitation, InvitationState.REFUSED, now, by=reader.person.id)
    return True


async def report_used(
    session: AsyncSession, invitation: Invitation, opener: Opener, now: datetime
) -> None:
    """Tell the secretariat, once, that somebody found their link opened from another account."""
    await tell_staff(
        session,
        now,
        invitation.working_group_id,
        Kind.LINK_NEWS,
        f"link_used:{invitation.id}:{opener.telegram_id}",
        {
            "invitation": invitation.id,
            "why": Opening.USED,
            "account": opener.name,
            "username": opener.username,
        },
    )


def is_waiting(invitation: Invitation) -> bool:
    """Tell whether an account waits for the secretariat's answer."""
    return invitation.state is InvitationState.OPENED and invitation.claimed


async def open_meetings(
    session: AsyncSession, person_id: int, working_group_id: int, now: datetime
) -> list[Meeting]:
    """Give the published meetings to come that invite a person, the earliest first."""
    return [
        meeting
        for meeting in await meetings_to_come(session, working_group_id, now)
        if any(one.person.id == person_id for one in await invitees(session, meeting, now))
    ]


async def _join(session: AsyncSession, for_whom: Invited, now: datetime, *, by: int) -> None:
    invitation, person = for_whom.invitation, for_whom.person
    before = {"standing": person.standing, "account": person.telegram_id}
    if person.telegram_id not in (None, invitation.opened_by):
        # The account that is given up must not see its old messages kept up to date.
        await session.execute(delete(Card).where(Card.chat_id == person.telegram_id))
    invitation.state = InvitationState.ACCEPTED
    invitation.claimed = True
    person.telegram_id = invitation.opened_by
    person.telegram_name = invitation.opened_name
    person.standing = Standing.JOINED
    person.language = invitation.opened_language
    person.unreachable_since = person.unreachable_why = None
    person.working_group_id = person.working_group_id or invitation.working_group_id
    person.menu_stale = True
    person.version += 1
    await session.execute(delete(Stranger).where(Stranger.telegram_id == invitation.opened_by))
    record(
        session,
        now,
        "admitted",
        topic(invitation),
        person_id=by,
        working_group_id=invitation.working_group_id,
        before=before,
        after={"person": person.id, "standing": person.standing, "account": person.telegram_id},
    )
    await session.flush()
    await owe(
        session,
        now,
        [
            Owed(
                key=f"registered:{invitation.id}",
                kind=Kind.REGISTERED,
                person_id=person.id,
                args={"group": invitation.working_group_id},
            )
        ],
    )
    # The welcome has sounded.
    await seats_changed(session, invitation.working_group_id, now, [person.id], sound=False)
    await mark_stale(session, topic(invitation), now, kinds=CARDS)


async def _of_opener(
    session: AsyncSession, invitation: Invitation, telegram_id: int, now: datetime
) -> Invited:
    await session.refresh(invitation, with_for_update=True)
    for_whom = await invited(session, invitation, now)
    if (
        for_whom is None
        or invitation.state is not InvitationState.OPENED
        or invitation.opened_by != telegram_id
        or is_over(invitation, now)
    ):
        raise Gone
    return for_whom


async def _bound_to(session: AsyncSession, telegram_id: int) -> Person | None:
    found: Person | None = await session.scalar(
        select(Person).where(Person.telegram_id == telegram_id)
    )
    return found


async def _tell_taken(
    session: AsyncSession, invitation: Invitation, opener: Opener, bound: Person, now: datetime
) -> None:
    await tell_staff(
        session,
        now,
        invitation.working_group_id,
        Kind.LINK_NEWS,
        f"link_taken:{invitation.id}:{opener.telegram_id}",
        {
            "invitation": invitation.id,
            "why": Opening.TAKEN,
            "account": opener.name,
            "username": opener.username,
            "bound": bound.id,
        },
    )
