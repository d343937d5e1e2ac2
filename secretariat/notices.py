"""Notices that are sent: held for some seconds, sent once, acknowledged by whom.

    draft ─send→ sent (held until `sent_at`) ─20 s→ on its way, for good
      ↑            │
      └────stop────┘

What goes out is what was shown: the text is frozen by sending, and a list of people that has
changed since it was counted on the button is not sent to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.deliveries import Owed, mark_stale, owe, supersede
from secretariat.kinds import Kind
from secretariat.notice_audiences import audience_for
from secretariat.notice_drafts import (
    DRAFT_CARDS,
    AlreadySent,
    PastDeadline,
    edited,
    newest,
    note,
    require_draft,
)
from secretariat.notice_reports import recipients_to_remind
from secretariat.reachability import COUNTING
from secretariat.refusals import Gone, NotAllowed, Refusal, require_version
from storage import Delivery, DeliveryState, Notice, NoticeState, Recipient
from storage.inserts import changed, insert_once

#: How long a notice can be stopped after Send.
HOLD = timedelta(seconds=20)

_OUTGOING = (Kind.NOTICE, Kind.NOTICE_TO_ACKNOWLEDGE)


class NobodyChosen(Refusal):
    """Nobody whom the assistant can write to has been chosen."""


class AudienceChanged(Refusal):
    """Other people would get the notice than were counted on the button: nothing was sent."""


async def send(
    session: AsyncSession, notice: Notice, version: int, sender_id: int, count: int, now: datetime
) -> None:
    """Send a draft after the hold to the people counted on the button; its text is frozen.

    Raises AlreadySent, Outdated, NobodyChosen, AudienceChanged or PastDeadline.
    """
    require_draft(notice, version)
    if notice.acknowledge_by is not None and notice.acknowledge_by <= now + HOLD:
        raise PastDeadline
    audience = await audience_for(session, notice, now)
    if not audience.reached:
        raise NobodyChosen
    if len(audience.reached) != count:
        raise AudienceChanged
    notice.state, notice.sent_by, notice.sent_at = NoticeState.SENT, sender_id, now + HOLD
    notice.version += 1
    await insert_once(
        session,
        Recipient,
        [
            {"notice_id": notice.id, "person_id": one.person.id, "reminded": 0}
            for one in audience.people
        ],
    )
    await owe(
        session,
        now,
        [
            Owed(
                # The version: a notice that was stopped and is sent again is owed anew.
                key=f"notice:{notice.id}:{notice.version}:{one.person.id}",
                kind=Kind.NOTICE_TO_ACKNOWLEDGE if notice.acknowledge else Kind.NOTICE,
                person_id=one.person.id,
                args={"notice": notice.id} | ({"sound": True} if notice.with_sound else {}),
                not_before=notice.sent_at,
            )
            for one in audience.reached
        ],
    )
    note(
        session,
        notice,
        "notice_sent",
        sender_id,
        now,
        after={"text": notice.text, "people": [one.person.id for one in audience.people]},
    )
    await mark_stale(session, f"notice:{notice.id}", now, kinds=DRAFT_CARDS)


async def stop(
    session: AsyncSession, notice: Notice, version: int, stopper_id: int, now: datetime
) -> None:
    """Take a notice back within its hold: it is a draft again, nobody got it.

    Raises AlreadySent once the hold is over or any copy is on its way; Gone for a draft.
    """
    if notice.state is not NoticeState.SENT or notice.sent_at is None:
        raise Gone
    queued = await session.scalars(
        select(Delivery.id).where(
            Delivery.key.like(f"notice:{notice.id}:%"),
            Delivery.state.not_in((DeliveryState.QUEUED, DeliveryState.SUPERSEDED)),
        )
    )
    if now >= notice.sent_at or queued.first() is not None:
        raise AlreadySent(notice.sent_at)
    require_version(notice, version)
    await supersede(session, f"notice:{notice.id}", _OUTGOING)
    await session.execute(delete(Recipient).where(Recipient.notice_id == notice.id))
    notice.state, notice.sent_at, notice.sent_by = NoticeState.DRAFT, None, None
    note(session, notice, "notice_stopped", stopper_id, now)
    await edited(session, notice, now)


@dataclass(frozen=True)
class Acknowledgement:
    """When a person acknowledged a notice (UTC), and whether that was just now."""

    at: datetime
    is_new: bool


async def acknowledge(
    session: AsyncSession, notice: Notice, person_id: int, now: datetime
) -> Acknowledgement:
    """Record that a recipient has taken note; a second time changes nothing.

    Raises NotAllowed for anyone to whom it was not sent, Gone if nothing is to be acknowledged.
    """
    recipient = await recipient_of(session, notice, person_id, now)
    if recipient is None:
        raise NotAllowed
    if not notice.acknowledge:
        raise Gone
    if recipient.acknowledged_at is not None:
        return Acknowledgement(recipient.acknowledged_at, is_new=False)
    taken = await session.execute(
        update(Recipient)
        .where(Recipient.id == recipient.id, Recipient.acknowledged_at.is_(None))
        .values(acknowledged_at=now)
    )
    if changed(taken) == 1:
        note(session, notice, "notice_acknowledged", person_id, now)
        topic = f"notice:{notice.id}"
        await session.execute(
            update(Delivery)
            .where(
                Delivery.topic == topic,
                Delivery.kind == str(Kind.NOTICE_REMINDER),
                Delivery.person_id == person_id,
                Delivery.state == DeliveryState.QUEUED,
            )
            .values(state=DeliveryState.SUPERSEDED)
        )
        theirs = (Kind.NOTICE_TO_ACKNOWLEDGE, Kind.NOTICE_REMINDER)
        await mark_stale(session, topic, now, person_id=person_id, kinds=theirs)
        await mark_stale(session, topic, now, kinds=[Kind.NOTICE_REPORT], pause=COUNTING)
    return Acknowledgement(now, is_new=True)


async def recipient_of(
    session: AsyncSession, notice: Notice, person_id: int, now: datetime
) -> Recipient | None:
    """Give a person's place on the list of a notice that has gone out; None for anyone else."""
    if notice.state is not NoticeState.SENT or notice.sent_at is None or now < notice.sent_at:
        return None
    found: Recipient | None = await session.scalar(
        select(Recipient).where(Recipient.notice_id == notice.id, Recipient.person_id == person_id)
    )
    return found


async def remind(
    session: AsyncSession, notice: Notice, version: int, sender_id: int, now: datetime
) -> int:
    """Owe a reminder to those who have the notice and have not acknowledged; give how many.

    Raises Outdated, so that a second tap reminds nobody twice, and Gone if there is nobody left.
    """
    if notice.state is not NoticeState.SENT:
        raise Gone
    require_version(notice, version)
    due = await recipients_to_remind(session, notice, now)
    if not due:
        raise Gone
    for recipient in due:
        recipient.reminded += 1
    await owe(
        session,
        now,
        [
            Owed(
                key=f"notice_reminder:{notice.id}:{one.reminded}:{one.person_id}",
                kind=Kind.NOTICE_REMINDER,
                person_id=one.person_id,
                args={"notice": notice.id},
            )
            for one in due
        ],
    )
    notice.version += 1
    people = [one.person_id for one in due]
    note(session, notice, "notice_reminded", sender_id, now, after={"people": people})
    await mark_stale(session, f"notice:{notice.id}", now, kinds=[Kind.NOTICE_REPORT])
    return len(due)


async def sent_by_group(session: AsyncSession, group_id: int, most: int) -> list[Notice]:
    """Give a group's newest notices that were sent."""
    return await newest(session, group_id, NoticeState.SENT, most)
