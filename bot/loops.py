"""Loops that do all that is due, then wait to be woken; the work itself is in the tables."""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from functools import partial
from typing import Any

from storage import is_away

log = logging.getLogger(__name__)

#: Seconds to wait after an exception before looking again: a bad minute of the database.
PAUSE_AFTER_FAILURE = 1.0

#: Seconds that a stop gives to what is in hand, at most: Telegram may keep silent for longer.
GRACE = 8.0

#: The loop whose work the task at hand is part of.
working: ContextVar["Loop | None"] = ContextVar("working", default=None)


class Loop(ABC):
    """One kind of work. `wake` may be called from anywhere; a missed wake costs one sweep."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._woken.set()
        self._quiet = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        #: What is in hand, by what it is done for: a queue, a chat, a card.
        self._flying: dict[int, asyncio.Task[None]] = {}

    @abstractmethod
    async def work(self) -> None:
        """Do everything that is due now, to its end."""

    def wake(self) -> None:
        """Have the loop look again."""
        self._quiet.clear()
        self._woken.set()

    def start(self) -> None:
        """Begin to look for work."""
        self._stopping = False
        self._task = asyncio.create_task(self._run(), name=type(self).__name__)

    async def stop(self) -> None:
        """Begin nothing new, finish what is in hand; give up what takes longer than the grace."""
        self._stopping = True
        self._woken.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=GRACE)
        given_up = [task for task in (self._task, *self._flying.values()) if not task.done()]
        for task in given_up:
            task.cancel()
        if given_up:
            log.warning("%s gave up what was in hand", type(self).__name__)
        await asyncio.gather(self._task, *given_up, return_exceptions=True)
        self._task = None

    @property
    def stopping(self) -> bool:
        """True once nothing new may be begun."""
        return self._stopping

    @property
    def is_quiet(self) -> bool:
        """True when the last look, after the last wake, found nothing left to do."""
        return self._quiet.is_set() and not self._woken.is_set()

    async def until_quiet(self) -> None:
        """Wait until there is nothing left to do now."""
        await self._quiet.wait()

    def _launch(self, key: int, work: Coroutine[Any, Any, None]) -> None:
        """Begin what may take long; until it has ended, `key` is in `_flying`."""
        task = asyncio.create_task(self._see_to_its_end(work))
        self._flying[key] = task
        task.add_done_callback(partial(self._landed, key))

    async def _see_to_its_end(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            # It is in the tables and will be found there: not at once, lest it spins.
            log.exception("%s stumbled, looks again", type(self).__name__)
            await asyncio.sleep(PAUSE_AFTER_FAILURE)

    def _landed(self, key: int, _task: asyncio.Task[None]) -> None:
        self._flying.pop(key, None)
        # What was left alone because of it is free now, also if it was just being looked for.
        self._woken.set()

    async def _look_up(self, seconds: float | None = None) -> None:
        """Wait for whatever comes first: something in hand ends, new work, or so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()

    async def write_down(self, write: Callable[[], Awaitable[None]]) -> None:
        """Record what has happened outside and cannot be undone, however long the database is away.

        A stop gives it the grace, too.
        """
        while True:
            try:
                await write()
                return
            except Exception as failure:
                if not is_away(failure):
                    raise
                log.exception("%s could not write down, tries again", type(self).__name__)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)

    async def _run(self) -> None:
        working.set(self)
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            if self._stopping:
                break
            try:
                await self.work()
            except Exception:
                log.exception("%s stumbled, looks again", type(self).__name__)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
                self._woken.set()
                continue
            if not self._stopping and not self._woken.is_set():
                self._quiet.set()
        if self._flying:
            await asyncio.wait(self._flying.values())
