"""The clock that everything asks, and the ticker that wakes what is due."""

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.jobstores.base import JobLookupError
from telegram.ext import Job, JobQueue

SWEEP = 30  # seconds: how often everything is looked at, whatever was computed


class Clock:
    """The time of day in UTC, and monotonic seconds for pacing and time-outs."""

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that never jump."""
        return time.monotonic()


class MovableClock(Clock):
    """A clock that the demo and the tests set: it runs on from where it was put, or stands."""

    def __init__(self, start: datetime, *, runs: bool) -> None:
        self._runs = runs
        self._from = super().now()
        self._at = start
        self._moved = 0.0

    def now(self) -> datetime:
        """Give the time as it was set, plus what has passed since if it runs."""
        return self._at + (super().now() - self._from) if self._runs else self._at

    def monotonic(self) -> float:
        """Give monotonic seconds, which a move of the clock advances too: waits end with it."""
        return super().monotonic() + self._moved

    def move_to(self, moment: datetime) -> None:
        """Set the clock; it never goes back."""
        now = self.now()
        self._moved += max(0.0, (moment - now).total_seconds())
        self._at, self._from = max(moment, now), super().now()


class Ticker:
    """Calls `tick` when the next due moment comes, and every 30 s whatever was computed.

    It holds no state that matters: it may die at any time, and the next look at the tables finds
    what is due. APScheduler runs it, through PTB's JobQueue.
    """

    def __init__(self, jobs: JobQueue[Any], clock: Clock, tick: Callable[[], None]) -> None:
        self._jobs = jobs
        self._clock = clock
        self._tick = tick
        self._next: tuple[datetime, Job[Any]] | None = None

    def start(self) -> None:
        """Begin to sweep, half a minute from now: whoever ticks looks at once by itself."""
        self._jobs.run_repeating(self._ring, interval=SWEEP, name="sweep", job_kwargs=KEEP)

    async def _ring(self, _context: Any) -> None:
        self._tick()

    async def _ring_due(self, context: Any) -> None:
        if self._next is not None and self._next[1] is context.job:
            self._next = None
        self._tick()

    def arm(self, due: datetime | None) -> None:
        """Have the tick called at a moment (UTC), unless it is to be called before that anyway."""
        if due is None or (self._next is not None and self._next[0] <= due):
            return
        self.forget()
        wait = max(timedelta(0), due - self._clock.now())
        job = self._jobs.run_once(self._ring_due, when=wait, name="due", job_kwargs=KEEP)
        self._next = (due, job)

    def forget(self) -> None:
        """Drop what was armed: the clock has been moved."""
        if self._next is not None:
            # The scheduler has let go of it already if it is about to ring.
            with contextlib.suppress(JobLookupError):
                self._next[1].schedule_removal()
            self._next = None


#: APScheduler drops a job that is a second late unless told otherwise.
KEEP = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
