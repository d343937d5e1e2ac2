"""What follows from a reply: the trail, cards redrawn, and the news that cannot wait."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from secretariat.answers import Recording, fields_of, replies_of, subject_of
from secretariat.audiences import seats_of, speakers, today_in
from secretariat.deliveries import mark_stale
from secretariat.events import last_event, record
from secretariat.kinds import Kind
from secretariat.quorums import quorum_of
from secretariat.reachability import tell_staff
from storage import Card, Category, Meeting, Seat, WorkingGroup

#: Boards count replies: they are redrawn at most this often.
BOARD_PAUSE = timedelta(seconds=15)
#: Cards that show their reader's own reply.
OWN_CARDS = (
    Kind.INVITATION,
    Kind.DEPUTY,
    Kind.APOLOGIES,
    Kind.POSTPONED,
    Kind.REMIND_WEEK,
    Kind.REMIND_DAY,
    Kind.REMIND_HOUR,
)


async def spread(
    session: AsyncSession,
    meeting: Meeting,
    group: WorkingGroup,
    seat: Seat,
    done: Recording,
    by: int,
    now: datetime,
    verb: str,
) -> None:
    """Write the trail, have boards and the office's cards redrawn, tell what cannot wait."""
    record(
        session,
        now,
        verb,
        subject_of(meeting, seat),
        person_id=by,
        working_group_id=group.id,
        before=fields_of(done.before),
        after={**fields_of(done.after), "revision": meeting.revision},
    )
    topic = f"meeting:{meeting.id}"
    await mark_stale(session, topic, now, kinds=[Kind.BOARD], pause=BOARD_PAUSE)
    seats = await seats_of(session, group.id, today_in(group, now), list(Category))
    here = next((one for one in seats if one.id == seat.id), None)
    for speaker in speakers(here, today_in(group, now)) if here else []:
        # What asked for this reply has its answer: it becomes the meeting's card.
        await session.execute(
            update(Card)
            .where(
                Card.topic == topic,
                Card.person_id == speaker.person.id,
                Card.kind == str(Kind.NUDGE),
            )
            .values(kind=str(Kind.INVITATION), args={"meeting": meeting.id})
        )
        await mark_stale(session, topic, now, person_id=speaker.person.id, kinds=OWN_CARDS)
    is_told = await _tell_quorum(session, meeting, group, seats, seat, done, by, now)
    if done.is_late and not is_told:
        await tell_staff(
            session,
            now,
            group.id,
            Kind.LATE_CHANGE,
            f"late_change:{meeting.id}:{seat.id}:{now.timestamp()}",
            _news(meeting, seat, done),
            but=by,
        )


def _news(meeting: Meeting, seat: Seat, done: Recording) -> dict[str, object]:
    return {
        "meeting": meeting.id,
        "seat": seat.id,
        "mode": str(done.after.mode) if done.after else None,
        "at": done.at.isoformat(),
    }


async def _tell_quorum(
    session: AsyncSession,
    meeting: Meeting,
    group: WorkingGroup,
    seats: list[Seat],
    seat: Seat,
    done: Recording,
    by: int,
    now: datetime,
) -> bool:
    """Tell the secretariat that the quorum was lost, or met again after that; else nothing."""
    modes = {key: reply.mode for key, reply in (await replies_of(session, meeting)).items()}
    after = quorum_of(group, seats, modes)
    modes.pop(seat.id, None)
    if done.before is not None:
        modes[seat.id] = done.before.mode
    before = quorum_of(group, seats, modes)
    if before.is_met == after.is_met:
        return False
    subject = f"quorum:{meeting.id}"
    last = await last_event(session, subject)
    was_lost = last is not None and last.after.get("revision") == meeting.revision
    # That it is met for the first time is no news: the board shows it.
    if after.is_met and not was_lost:
        return False
    verb = "quorum_regained" if after.is_met else "quorum_lost"
    record(
        session,
        now,
        verb,
        subject,
        person_id=by,
        working_group_id=group.id,
        before={"expected": before.expected},
        after={"expected": after.expected, "revision": meeting.revision},
    )
    await tell_staff(
        session,
        now,
        group.id,
        Kind.QUORUM_CHANGED,
        f"{verb}:{meeting.id}:{seat.id}:{now.timestamp()}",
        {**_news(meeting, seat, done), "met": after.is_met},
    )
    return True
