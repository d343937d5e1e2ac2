"""Invitations: a personal way in for somebody on the roster, by a link or by a typed code.

Either works once and for a fortnight; a newer one ends the earlier. What happens when somebody
opens one is in `secretariat/admissions.py`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.audiences import people_of, seats_of, speakers, today_in
from secretariat.codes import make_code
from secretariat.deliveries import Owed, mark_stale, owe
from secretariat.events import record
from secretariat.kinds import Kind
from secretariat.permissions import Action
from secretariat.readers import Reader
from storage import (
    Capacity,
    Category,
    Invitation,
    InvitationState,
    Person,
    Seat,
    Standing,
    WorkingGroup,
)

VALID = timedelta(days=14)
#: Screens that show how an invitation stands, to whoever sent, confirms or opened it.
CARDS = (
    Kind.INVITATION_READY,
    Kind.JOIN_REQUEST,
    Kind.LINK_NEWS,
    Kind.IS_IT_YOU,
    Kind.WAITING_FOR_ADMISSION,
)


@dataclass(frozen=True)
class Invited:
    """Whom an invitation is for: the person, and the first seat (organisation loaded) held.

    `is_staff` is True if any seat of theirs is the secretariat's.
    """

    invitation: Invitation
    person: Person
    seat: Seat
    capacity: Capacity
    group: WorkingGroup
    is_staff: bool

    @property
    def needs_confirmation(self) -> bool:
        """Whether staff must confirm who opened it.

        In any group so for an alternate, for the rights of the secretariat, and where somebody
        who has an account here would get another: whoever makes a link could take it all.
        """
        return (
            self.group.two_step
            or self.is_staff
            or self.capacity is Capacity.ALTERNATE
            or self.person.telegram_id is not None
        )


async def invite(
    session: AsyncSession, reader: Reader, person: Person, group_id: int, now: datetime
) -> Invitation:
    """Make a new invitation for a person of a group; an earlier open one is cancelled.

    Raises NotAllowed unless the reader may edit the group's roster.
    """
    reader.require(Action.EDIT_ROSTER, group_id)
    for earlier in await _open_ones(session, person.id, group_id):
        await end(session, earlier, InvitationState.CANCELLED, now, by=reader.person.id)
    invitation = Invitation(
        person_id=person.id,
        working_group_id=group_id,
        token=secrets.token_urlsafe(16),
        code=await _unused_code(session),
        created_by=reader.person.id,
        created_at=now,
        expires_at=now + VALID,
    )
    session.add(invitation)
    await session.flush()
    record(
        session,
        now,
        "invited",
        topic(invitation),
        person_id=reader.person.id,
        working_group_id=group_id,
        after={"person": person.id},
    )
    return invitation


async def renew(
    session: AsyncSession, reader: Reader, invitation: Invitation, now: datetime
) -> Invitation:
    """Make a new invitation in place of one; a second press gives what the first one made."""
    if invitation.state in (InvitationState.CANCELLED, InvitationState.REFUSED):
        newer = await _unopened(session, invitation.person_id, invitation.working_group_id, now)
        if newer is not None and newer.id > invitation.id:
            return newer
    person = await session.get_one(Person, invitation.person_id)
    return await invite(session, reader, person, invitation.working_group_id, now)


async def cancel(
    session: AsyncSession, reader: Reader, invitation: Invitation, now: datetime
) -> bool:
    """Cancel an invitation that nobody has joined by; False if it was over already."""
    await session.refresh(invitation, with_for_update=True)
    if invitation.state not in (InvitationState.OPEN, InvitationState.OPENED):
        return False
    await end(session, invitation, InvitationState.CANCELLED, now, by=reader.person.id)
    return True


async def end(
    session: AsyncSession,
    invitation: Invitation,
    state: InvitationState,
    now: datetime,
    *,
    by: int,
) -> None:
    """End an invitation without anybody joining; an account that waits for an answer is told."""
    if invitation.claimed:
        person = await session.get_one(Person, invitation.person_id)
        if person.standing is Standing.WAITING:
            person.standing = Standing.LISTED
        await owe(
            session,
            now,
            [
                Owed(
                    key=f"not_admitted:{invitation.id}:{invitation.opened_by}",
                    kind=Kind.NOT_ADMITTED,
                    chat_id=invitation.opened_by,
                    args={"language": invitation.opened_language or "en"},
                )
            ],
        )
    record(
        session,
        now,
        f"invitation_{state}",
        topic(invitation),
        person_id=by,
        working_group_id=invitation.working_group_id,
        before={"state": invitation.state},
        after={"state": state, "account": invitation.opened_by if invitation.claimed else None},
    )
    invitation.state = state
    await mark_stale(session, topic(invitation), now, kinds=CARDS)


async def next_to_invite(
    session: AsyncSession, reader: Reader, invitation: Invitation, now: datetime
) -> Invitation | None:
    """Give the invitation of the next person, in order of precedence, who has not joined.

    One that nobody has opened is given as it is, else a new one is made; None after the last.
    """
    group = reader.groups[invitation.working_group_id]
    today = today_in(group, now)
    people = people_of(await seats_of(session, group.id, today, list(Category)), today)
    ids = [one.person.id for one in people]
    start = ids.index(invitation.person_id) + 1 if invitation.person_id in ids else 0
    for one in people[start:]:
        if one.person.standing in (Standing.LISTED, Standing.LEFT):
            found = await _unopened(session, one.person.id, group.id, now)
            return found or await invite(session, reader, one.person, group.id, now)
    return None


async def invited(session: AsyncSession, invitation: Invitation, now: datetime) -> Invited | None:
    """Give whom an invitation is for; None if they hold no seat in the group any more."""
    group = await session.get_one(WorkingGroup, invitation.working_group_id)
    today = today_in(group, now)
    held = [
        one
        for seat in await seats_of(session, group.id, today, list(Category))
        for one in speakers(seat, today)
        if one.person.id == invitation.person_id
    ]
    if not held:
        return None
    first = held[0]
    is_staff = any(one.seat.category is Category.SECRETARIAT for one in held)
    return Invited(invitation, first.person, first.seat, first.capacity, group, is_staff)


async def by_token(session: AsyncSession, token: str) -> Invitation | None:
    """Find an invitation by its link's token."""
    found: Invitation | None = await session.scalar(
        select(Invitation).where(Invitation.token == token)
    )
    return found


async def by_code(session: AsyncSession, code: str) -> Invitation | None:
    """Find an invitation by its typed code, as `read_code` gives it."""
    found: Invitation | None = await session.scalar(
        select(Invitation).where(Invitation.code == code)
    )
    return found


async def opened_by(session: AsyncSession, telegram_id: int) -> Invitation | None:
    """Give the newest invitation that an account has opened and that is not over."""
    found: Invitation | None = await session.scalar(
        select(Invitation)
        .where(
            Invitation.opened_by == telegram_id,
            Invitation.state == InvitationState.OPENED,
        )
        .order_by(Invitation.claimed.desc(), Invitation.id.desc())
        .limit(1)
    )
    return found


def is_over(invitation: Invitation, now: datetime) -> bool:
    """Tell whether an invitation can no longer be opened; who has claimed it may wait longer."""
    if invitation.state not in (InvitationState.OPEN, InvitationState.OPENED):
        return True
    return not invitation.claimed and invitation.expires_at <= now


def topic(invitation: Invitation) -> str:
    """Give the topic of messages about an invitation."""
    return f"invitation:{invitation.id}"


async def _open_ones(session: AsyncSession, person_id: int, group_id: int) -> list[Invitation]:
    found = await session.scalars(
        select(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.working_group_id == group_id,
            Invitation.state.in_([InvitationState.OPEN, InvitationState.OPENED]),
        )
        .order_by(Invitation.id)
        .with_for_update()
    )
    return list(found)


async def _unopened(
    session: AsyncSession, person_id: int, group_id: int, now: datetime
) -> Invitation | None:
    for one in await _open_ones(session, person_id, group_id):
        if one.state is InvitationState.OPEN and one.expires_at > now:
            return one
    return None


async def _unused_code(session: AsyncSession) -> str:
    while True:
        code = make_code()
        if await by_code(session, code) is None:
            return code
