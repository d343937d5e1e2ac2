"""The clock and what it sets off: moments in their order, each once, none dropped."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.ext import Application, ApplicationBuilder

from bot.clock import Clock, MovableClock, Ticker
from bot.clockwork import Clockwork
from secretariat import reminders
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind, Priority
from secretariat.reminders import FAN_OUTS, Plan, days_before, on_due, on_wall_clock
from storage import Base, Card, Database, Delivery, Event, Reminder, ReminderState
from tests.groups import ewg
from tests.house import MONDAY, House

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def test_a_clock_tells_aware_utc_that_agrees_with_the_machines() -> None:
    before = datetime.now(UTC)

    found = Clock().now()

    assert found.tzinfo is UTC
    assert before <= found <= datetime.now(UTC)


def test_a_standing_clock_stands_until_it_is_moved() -> None:
    clock = MovableClock(MONDAY, runs=False)

    seen = [clock.now(), clock.now()]
    clock.move_to(MONDAY + HOUR)
    seen.append(clock.now())

    assert seen == [MONDAY, MONDAY, MONDAY + HOUR]


def test_a_clock_never_goes_back() -> None:
    clock = MovableClock(MONDAY, runs=False)
    waited = clock.monotonic()

    clock.move_to(MONDAY - HOUR)

    assert clock.now() == MONDAY
    assert clock.monotonic() - waited < 5


def test_a_running_clock_runs_on_from_where_it_was_put() -> None:
    clock = MovableClock(MONDAY, runs=True)
    clock.move_to(MONDAY + HOUR)

    first = clock.now()
    while clock.now() == first:
        pass

    assert MONDAY + HOUR <= first < clock.now() < MONDAY + HOUR + 5 * SECOND


@given(steps=st.lists(st.integers(min_value=-7200, max_value=7200), max_size=8), runs=st.booleans())
def test_a_move_ends_the_waits_it_jumps_over(steps: list[int], *, runs: bool) -> None:
    clock = MovableClock(MONDAY, runs=runs)
    for step in steps:
        now, waited = clock.now(), clock.monotonic()

        clock.move_to(now + timedelta(seconds=step))

        forward = max(0, step)
        assert 0 <= (clock.now() - now).total_seconds() - forward < 5
        assert -0.1 < clock.monotonic() - waited - forward < 5


class Bell:
    """A ticker on a real scheduler, and how often it rang."""

    def __init__(self, clock: Clock) -> None:
        self.rings = 0
        self.rang = asyncio.Event()
        self.application: Application = (  # type: ignore[type-arg]
            ApplicationBuilder().token("1:A").updater(None).build()
        )
        assert self.application.job_queue is not None
        self.jobs = self.application.job_queue
        self.ticker = Ticker(self.jobs, clock, self.ring)

    def ring(self) -> None:
        self.rings += 1
        self.rang.set()

    async def until_rung(self) -> None:
        await asyncio.wait_for(self.rang.wait(), 10)
        self.rang.clear()

    @property
    def armed(self) -> list[datetime]:
        """The moments at which a job of the ticker's is due, the sweep left out."""
        return sorted(job.next_t for job in self.jobs.get_jobs_by_name("due") if job.next_t)

    def suspend(self, span: timedelta) -> None:
        """Have slept through a span: what was due comes late by it."""
        for job in self.jobs.scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(UTC) - span)


@pytest.fixture
async def bell() -> AsyncIterator[Bell]:
    bell = Bell(Clock())
    await bell.jobs.start()
    yield bell
    await bell.jobs.stop(wait=False)


def soon(**span: float) -> datetime:
    return datetime.now(UTC) + timedelta(**span)


async def test_a_moment_that_is_due_rings_at_once(bell: Bell) -> None:
    bell.ticker.arm(soon(seconds=-5))

    await bell.until_rung()

    assert (bell.rings, bell.armed) == (1, [])


async def test_a_moment_to_come_rings_when_it_comes(bell: Bell) -> None:
    due = soon(milliseconds=80)
    bell.ticker.arm(due)

    await bell.until_rung()

    assert timedelta(0) <= datetime.now(UTC) - due < SECOND
    assert bell.rings == 1


@pytest.mark.parametrize("hours", [[3, 1, 2], [1, 2, 3], [3, 2, 1], [2, 2, 1, 1]])
async def test_of_several_moments_the_earliest_is_armed(bell: Bell, hours: list[int]) -> None:
    start = soon()

    for hour in hours:
        bell.ticker.arm(start + timedelta(hours=hour))

    (armed,) = bell.armed
    assert abs(armed - (start + HOUR)) < SECOND


async def test_no_moment_arms_nothing(bell: Bell) -> None:
    bell.ticker.arm(None)

    assert bell.armed == []


async def test_after_a_ring_the_next_moment_is_armed_though_it_is_later(bell: Bell) -> None:
    bell.ticker.arm(soon(seconds=-1))
    await bell.until_rung()

    bell.ticker.arm(soon(hours=1))

    assert len(bell.armed) == 1


async def test_a_moved_clock_forgets_what_was_armed_by_the_old_time(bell: Bell) -> None:
    bell.ticker.arm(soon(hours=1))

    bell.ticker.forget()

    assert bell.armed == []
    bell.ticker.arm(soon(hours=2))
    assert len(bell.armed) == 1


async def test_the_wait_goes_by_the_clock_that_was_set() -> None:
    clock = MovableClock(MONDAY, runs=False)
    bell = Bell(clock)
    await bell.jobs.start()

    bell.ticker.arm(MONDAY + HOUR)

    (armed,) = bell.armed
    assert abs(armed - soon(hours=1)) < 5 * SECOND
    await bell.jobs.stop(wait=False)


async def test_forgetting_is_safe_at_every_moment_of_a_ring(bell: Bell) -> None:
    """Forgotten or armed anew after so many turns of the event loop: before, in, after the ring."""
    for turns in range(30):
        bell.ticker.arm(soon())
        for _ in range(turns):
            await asyncio.sleep(0)

        bell.ticker.forget()

        bell.ticker.arm(soon(hours=1))
        bell.ticker.arm(soon(minutes=1))
        assert len(bell.armed) == 1
        bell.ticker.forget()


async def test_the_sweep_looks_every_half_minute(bell: Bell) -> None:
    bell.ticker.start()

    (sweep,) = bell.jobs.get_jobs_by_name("sweep")
    for _ in range(2):
        assert sweep.next_t is not None
        assert timedelta(0) < sweep.next_t - soon() <= timedelta(seconds=30)
        bell.suspend(timedelta(0))
        await bell.until_rung()
    assert bell.rings == 2


async def test_a_machine_that_slept_drops_neither_the_moment_nor_the_sweep(bell: Bell) -> None:
    bell.ticker.start()
    bell.ticker.arm(soon(minutes=5))

    bell.suspend(timedelta(hours=2))

    async with asyncio.timeout(5):
        while bell.rings < 2:
            await bell.until_rung()
    assert bell.armed == []
    (sweep,) = bell.jobs.get_jobs_by_name("sweep")
    assert sweep.next_t is not None
    assert timedelta(0) < sweep.next_t - soon() <= timedelta(seconds=30)
    # One look each, however many sweeps were missed.
    for _ in range(100):
        await asyncio.sleep(0)
    assert bell.rings == 2


async def test_a_loop_that_stood_still_drops_nothing(bell: Bell) -> None:
    bell.ticker.arm(soon(milliseconds=10))

    time.sleep(0.2)  # noqa: ASYNC251 (the stall is the point)

    await bell.until_rung()
    assert bell.rings == 1


@pytest.mark.parametrize(
    ("day", "zone", "utc"),
    [
        ("2026-04-06", "Asia/Karachi", "2026-04-06T05:00+00:00"),
        ("2026-04-06", "Europe/Vienna", "2026-04-06T08:00+00:00"),
        ("2026-01-06", "Europe/Vienna", "2026-01-06T09:00+00:00"),
    ],
)
def test_an_hour_on_the_wall_is_a_moment_in_utc(day: str, zone: str, utc: str) -> None:
    date = datetime.fromisoformat(day).date()

    found = on_wall_clock(date, reminders.MORNING, ZoneInfo(zone))

    assert found == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("start", "zone", "utc"),
    [
        # The clocks go forward on 29 March: the day before is 24 wall hours, 23 real ones.
        ("2026-03-29T14:00+02:00", "Europe/Vienna", "2026-03-28T09:00+00:00"),
        ("2026-03-30T14:00+02:00", "Europe/Vienna", "2026-03-29T08:00+00:00"),
        # It is already the 16th for a reader in Sydney: the day before is the 15th there.
        ("2026-04-15T19:00+00:00", "Australia/Sydney", "2026-04-15T00:00+00:00"),
    ],
)
def test_the_day_before_is_counted_on_the_readers_wall(start: str, zone: str, utc: str) -> None:
    found = days_before(datetime.fromisoformat(start), 1, ZoneInfo(zone))

    assert found == datetime.fromisoformat(utc)


def test_an_hour_that_the_clocks_skip_moves_on() -> None:
    found = on_wall_clock(
        datetime(2026, 3, 29, tzinfo=UTC).date(),
        datetime(2026, 3, 29, 2, 30, tzinfo=UTC).time(),
        ZoneInfo("Europe/Vienna"),
    )

    assert found.astimezone(ZoneInfo("Europe/Vienna")).strftime("%H:%M") == "03:30"


RULE = "test.rule"
BROKEN = "test.broken"


@pytest.fixture
def rules() -> object:
    """Two rules for the time of a test: one that owes a line, and one that is at fault."""

    @on_due(RULE)
    async def say(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
        line = f"{reminder.subject} at {now:%H:%M}"
        key = f"{RULE}:{reminder.id}:{reminder.due_at:%H%M}"
        owed = Owed(
            key=key,
            kind=Kind.SAID,
            chat_id=int(reminder.zone or 1),
            args={"text": line},
            priority=Priority.REMINDER,
        )
        await owe(session, now, [owed])

    @on_due(BROKEN)
    async def fail(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
        await say(session, reminder, now)
        raise ZeroDivisionError("a fault of ours")

    yield
    del FAN_OUTS[RULE], FAN_OUTS[BROKEN]


@pytest.fixture
async def database(database_url: str, rules: object) -> AsyncIterator[Database]:
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield database
    await database.close()


def planned(subject: str, minutes: int, **given: object) -> Plan:
    due = MONDAY + timedelta(minutes=minutes)
    values = {"rule": RULE, "revision": 1, "due_at": due, "expires_at": due + HOUR, **given}
    return Plan(subject=subject, **values)  # type: ignore[arg-type]


async def plan(database: Database, *plans: Plan) -> None:
    async with database.writing() as session:
        await reminders.plan(session, MONDAY, list(plans))


async def states(database: Database) -> dict[str, ReminderState]:
    async with database.reading() as session:
        rows = await session.scalars(select(Reminder).order_by(Reminder.id))
        return {row.subject: row.state for row in rows}


async def said(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await session.scalars(select(Delivery).order_by(Delivery.id))
        return [row.args["text"] for row in rows]


class Works:
    """A clockwork on a clock that the test moves, with what it armed."""

    def __init__(self, database: Database, minutes: int = 0) -> None:
        self.clock = MovableClock(MONDAY + timedelta(minutes=minutes), runs=False)
        self.armed: list[datetime | None] = []
        self.work = Clockwork(database, self.clock, self.armed.append).work


async def test_what_is_due_is_taken_in_order_and_the_rest_is_armed(database: Database) -> None:
    await plan(database, planned("b", 20), planned("a", 10), planned("c", 90))
    works = Works(database, minutes=30)

    await works.work()

    assert await said(database) == ["a at 04:30", "b at 04:30"]
    assert await states(database) == {
        "b": ReminderState.TAKEN,
        "a": ReminderState.TAKEN,
        "c": ReminderState.PLANNED,
    }
    assert works.armed == [MONDAY + timedelta(minutes=90)]


async def test_with_nothing_planned_nothing_is_armed(database: Database) -> None:
    works = Works(database)

    await works.work()

    assert works.armed == [None]


async def test_the_next_moment_of_a_message_or_a_card_is_armed_if_it_is_to_come(
    database: Database,
) -> None:
    await plan(database, planned("a", 90))
    works = Works(database)
    await works.work()
    async with database.writing() as session:
        for minutes in (-60, 60):
            owed = Owed(
                key=f"{minutes}",
                kind=Kind.SAID,
                chat_id=1,
                not_before=MONDAY + HOUR * (minutes / 60),
            )
            await owe(session, MONDAY, [owed])
    await works.work()
    async with database.writing() as session:
        for number, minutes in enumerate((-60, 30)):
            at = MONDAY + HOUR * (minutes / 60)
            session.add(Card(chat_id=1, message_id=number, kind="said", stale_at=at))
    await works.work()

    assert works.armed == [MONDAY + timedelta(minutes=minutes) for minutes in (90, 60, 30)]


async def test_a_reminder_due_at_this_very_moment_is_due(database: Database) -> None:
    await plan(database, planned("a", 10))
    works = Works(database, minutes=10)

    await works.work()

    assert await said(database) == ["a at 04:10"]


async def test_one_that_is_past_its_use_expires_and_is_recorded(database: Database) -> None:
    await plan(database, planned("a", 10))
    works = Works(database, minutes=70)

    await works.work()

    assert await said(database) == []
    assert await states(database) == {"a": ReminderState.EXPIRED}
    async with database.reading() as session:
        (event,) = await session.scalars(select(Event))
    assert (event.verb, event.subject, event.after) == ("reminder_expired", "a", {"rule": RULE})


async def test_one_at_fault_is_set_aside_whole_and_holds_up_nobody(database: Database) -> None:
    await plan(database, planned("a", 5, rule=BROKEN), planned("b", 10))
    works = Works(database, minutes=30)

    await works.work()

    assert await said(database) == ["b at 04:30"]
    assert await states(database) == {"a": ReminderState.SET_ASIDE, "b": ReminderState.TAKEN}
    async with database.reading() as session:
        (event,) = await session.scalars(select(Event))
    assert event.after == {"rule": BROKEN, "why": "ZeroDivisionError('a fault of ours')"}


async def test_a_rule_that_nobody_knows_any_more_is_set_aside(database: Database) -> None:
    await plan(database, planned("a", 5, rule="of an old release"))
    works = Works(database, minutes=30)

    await works.work()

    assert await states(database) == {"a": ReminderState.SET_ASIDE}


async def test_two_clockworks_take_each_reminder_once(database: Database) -> None:
    subjects = [f"s{number}" for number in range(12)]
    await plan(database, *(planned(subject, 5) for subject in subjects))

    await asyncio.gather(*(Works(database, minutes=30).work() for _ in range(2)))

    assert sorted(await said(database)) == sorted(f"{subject} at 04:30" for subject in subjects)


async def test_one_that_was_taken_meanwhile_is_not_taken_again(database: Database) -> None:
    await plan(database, planned("a", 5))
    now = MONDAY + HOUR / 2
    async with database.reading() as session:
        found = await reminders.first_due(session, now)
    assert found is not None
    for _ in range(2):
        async with database.writing() as session:
            await reminders.take(session, found, now)

    assert await said(database) == ["a at 04:30"]


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"due_at": MONDAY + 2 * HOUR}, ReminderState.PLANNED),
        ({"state": ReminderState.CANCELLED}, ReminderState.CANCELLED),
    ],
)
async def test_one_that_was_moved_or_cancelled_meanwhile_is_not_taken(
    database: Database, values: dict[str, object], state: ReminderState
) -> None:
    await plan(database, planned("a", 5))
    now = MONDAY + HOUR / 2
    async with database.reading() as session:
        found = await reminders.first_due(session, now)
    assert found is not None
    async with database.writing() as session:
        await session.execute(update(Reminder).values(**values))

    async with database.writing() as session:
        await reminders.take(session, found, now)

    assert await said(database) == []
    assert await states(database) == {"a": state}


async def test_one_that_another_moves_at_the_same_time_is_not_taken(database: Database) -> None:
    """Read in the transaction that takes it, moved by another before it is claimed."""
    await plan(database, planned("a", 5))
    now = MONDAY + HOUR / 2
    moved = MONDAY + HOUR / 4
    async with database.reading() as session:
        found = await reminders.first_due(session, now)
    assert found is not None

    async def move() -> None:
        async with database.writing() as session:
            await session.execute(update(Reminder).values(due_at=moved))

    async with database.writing() as session:
        reminder = await session.get_one(Reminder, found)
        if not database.is_sqlite:
            # SQLite has one writer at a time: there nobody can come between.
            await asyncio.create_task(move())
        await reminders.take(session, reminder.id, now)

    assert await said(database) == (["a at 04:30"] if database.is_sqlite else [])


async def test_planning_leaves_out_what_is_past_and_what_was_planned(database: Database) -> None:
    await plan(database, planned("past", 0), planned("a", 5))
    async with database.writing() as session:
        await session.execute(update(Reminder).values(state=ReminderState.TAKEN))

    await plan(database, planned("a", 30), planned("a", 30, revision=2))

    async with database.reading() as session:
        rows = list(await session.scalars(select(Reminder).order_by(Reminder.id)))
    assert [(row.subject, row.revision, row.state) for row in rows] == [
        ("a", 1, ReminderState.TAKEN),
        ("a", 2, ReminderState.PLANNED),
    ]


async def test_cancelling_takes_back_only_what_is_planned(database: Database) -> None:
    await plan(
        database,
        planned("a", 5),
        planned("a", 90, revision=2),
        planned("a", 95, rule=BROKEN),
        planned("b", 90),
    )
    works = Works(database, minutes=30)
    await works.work()
    async with database.writing() as session:
        await reminders.cancel(session, "a", [RULE])

    async with database.reading() as session:
        rows = list(await session.scalars(select(Reminder).order_by(Reminder.id)))

    assert [row.state for row in rows] == [
        ReminderState.TAKEN,
        ReminderState.CANCELLED,
        ReminderState.PLANNED,
        ReminderState.PLANNED,
    ]


async def test_moving_the_clock_does_what_becomes_due_in_its_order(
    house: House, rules: object
) -> None:
    group = await ewg(house)
    chat = str(group.farhan.id)
    await plan(
        house.database,
        planned("third", 45, zone=chat),
        planned("first", 10, zone=chat),
        planned("second", 11, zone=chat),
        planned("tomorrow", 24 * 60, zone=chat),
    )

    await house.advance(hours=1)

    # Each at its own moment of the clock, not all at its end.
    assert group.farhan.reads(n=9) == ["first at 04:10", "second at 04:11", "third at 04:45"]
    assert house.clock.now() == MONDAY + HOUR


async def test_what_came_due_while_nobody_was_there_is_done_at_the_start(
    house: House, rules: object
) -> None:
    group = await ewg(house)
    chat = str(group.farhan.id)
    await plan(
        house.database,
        planned("late", 10, zone=chat),
        planned("too late", 5, zone=chat, expires_at=MONDAY + timedelta(minutes=20)),
    )
    await house.stop_bot()
    house.clock.move_to(MONDAY + HOUR)

    await house.start_bot()

    assert group.farhan.reads(n=9) == ["late at 05:00"]
