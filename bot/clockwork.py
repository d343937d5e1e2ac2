"""The clock's own loop: reminders that are due become deliveries, and the next moment is armed."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.loops import Loop
from secretariat import reminders
from storage import Database

log = logging.getLogger(__name__)


class Clockwork(Loop):
    """Takes due reminders, one transaction each, then has the ticker armed for what comes next."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        due_of_others: Sequence[Callable[[], Awaitable[datetime | None]]],
        arm: Callable[[datetime | None], None],
        taken: Callable[[], None],
    ) -> None:
        """Prepare; `taken` is called when deliveries were made, `arm` with the next moment."""
        super().__init__()
        self._database = database
        self._clock = clock
        self._due_of_others = due_of_others
        self._arm = arm
        self._taken = taken

    async def work(self) -> None:
        """Take every reminder that is due."""
        took = False
        while not self.stopping:
            now = self._clock.now()
            async with self._database.reading() as session:
                reminder_id = await reminders.first_due(session, now)
            if reminder_id is None:
                break
            await self._take(reminder_id, now)
            took = True
        if took:
            self._taken()
        self._arm(await self.next_due())

    async def _take(self, reminder_id: int, now: datetime) -> None:
        try:
            async with self._database.writing() as session:
                await reminders.take(session, reminder_id, now)
        except DBAPIError:
            # The database is away: the reminder stays planned.
            raise
        except Exception as failure:
            # One bad reminder must not hold up the others.
            log.exception("Reminder %s could not be taken", reminder_id)
            async with self._database.writing() as session:
                await reminders.set_aside(session, reminder_id, now, repr(failure))

    async def next_due(self) -> datetime | None:
        """Give the next moment (UTC) after now at which anything is due."""
        now = self._clock.now()
        async with self._database.reading() as session:
            moments = [await reminders.next_due(session)]
        moments += [await ask() for ask in self._due_of_others]
        coming = [moment for moment in moments if moment is not None and moment > now]
        return min(coming, default=None)
