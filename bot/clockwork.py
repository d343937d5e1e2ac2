"""The clock's own loop: reminders that are due become deliveries, and the next moment is armed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.loops import Loop
from secretariat import reminders
from storage import Database


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
            async with self._database.writing() as session:
                if not await reminders.take_next(session, now):
                    break
            took = True
        if took:
            self._taken()
        self._arm(await self.next_due())

    async def next_due(self) -> datetime | None:
        """Give the next moment (UTC) after now at which anything is due."""
        now = self._clock.now()
        async with self._database.reading() as session:
            moments = [await reminders.next_due(session)]
        moments += [await ask() for ask in self._due_of_others]
        coming = [moment for moment in moments if moment is not None and moment > now]
        return min(coming, default=None)
