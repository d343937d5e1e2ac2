"""The clock's own loop: reminders that are due become deliveries, and the next moment is armed."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.clock import Clock
from bot.loops import Loop
from secretariat import deliveries, reminders
from storage import Database, is_away

log = logging.getLogger(__name__)


class Clockwork(Loop):
    """Takes due reminders, one transaction each, then has the ticker armed for what comes next."""

    def __init__(
        self, database: Database, clock: Clock, arm: Callable[[datetime | None], None]
    ) -> None:
        """Prepare; `arm` is called with the next moment (UTC) at which anything is due."""
        super().__init__()
        self._database = database
        self._clock = clock
        self._arm = arm

    async def work(self) -> None:
        """Take every reminder that is due."""
        while not self.stopping:
            now = self._clock.now()
            async with self._database.reading() as session:
                reminder_id = await reminders.first_due(session, now)
                if reminder_id is None:
                    self._arm(await deliveries.next_due(session, now))
                    return
            await self._take(reminder_id, now)

    async def _take(self, reminder_id: int, now: datetime) -> None:
        try:
            async with self._database.writing() as session:
                await reminders.take(session, reminder_id, now)
        except Exception as failure:
            if is_away(failure):
                # The reminder stays planned.
                raise
            # One bad reminder must not hold up the others.
            log.exception("Reminder %s could not be taken", reminder_id)
            async with self._database.writing() as session:
                await reminders.set_aside(session, reminder_id, now, repr(failure))

    async def next_due(self) -> datetime | None:
        """Give the next moment (UTC) after now at which anything is due."""
        async with self._database.reading() as session:
            return await deliveries.next_due(session, self._clock.now())
