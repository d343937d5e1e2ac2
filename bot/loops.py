"""Loops that do all that is due, then wait to be woken; the work itself is in the tables."""

import asyncio
import logging
from abc import ABC, abstractmethod

log = logging.getLogger(__name__)

#: Seconds to wait after an exception before looking again: a bad minute of the database.
PAUSE_AFTER_FAILURE = 1.0


class Loop(ABC):
    """One kind of work. `wake` may be called from anywhere; a missed wake costs one sweep."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._woken.set()
        self._quiet = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

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
        """Finish what is in hand, begin nothing new."""
        self._stopping = True
        self._woken.set()
        if self._task is not None:
            await self._task
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

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            if self._stopping:
                return
            try:
                await self.work()
            except Exception:
                log.exception("%s stumbled, looks again", type(self).__name__)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
                self._woken.set()
                continue
            if self._stopping:
                return
            if not self._woken.is_set():
                self._quiet.set()
