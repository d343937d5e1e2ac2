"""The people of the sample group who answer by themselves, as people do: after a while."""

import asyncio
import logging
from typing import Any

from simulator import Telegram
from simulator.errors import ActRefused

log = logging.getLogger(__name__)

#: Who answers an invitation, after how many seconds, and with which button.
ANSWERS = {
    "Tahira Baig": (2.0, "In person"),
    "Sana Qureshi": (3.0, "In person"),
    "Kamran Lodhi": (4.0, "Video link"),
    "Hina Rauf": (5.0, "In person"),
    "Zubair Khattak": (6.5, "In person"),
    "Usman Cheema": (8.0, "Apologies"),
    "Jamil Baloch": (9.5, "Video link"),
}

#: What the same answer is called on the card of a new date.
AGAIN = {"In person": "Again in person", "Video link": "Again by link"}


class Script:
    """Listens to the local Telegram and taps for those who are not on the page.

    `pace` stretches how long they take: 1 for visitors, 0 for tests and for scenes.
    """

    def __init__(self, telegram: Telegram, pace: float) -> None:
        self._telegram = telegram
        self.pace = pace
        self._stop = telegram.listen(self._hear)
        self._tasks: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        """Let nobody answer any more."""
        self._stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def answered(self) -> None:
        """Wait until everyone who was asked has answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("type") != "message" or event["message"].get("from") != "bot":
            return
        person = self._telegram.people.get(event["person"])
        if person is None or person.name not in ANSWERS:
            return
        labels = [button["text"] for row in event["message"]["keyboard"] for button in row]
        wait, label = ANSWERS[person.name]
        label = label if label in labels else AGAIN.get(label, label)
        if label in labels and "Apologies" in labels:
            task = asyncio.create_task(
                self._answer(event["person"], event["message"]["id"], label, wait)
            )
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, person_id: int, message_id: int, label: str, wait: float) -> None:
        await asyncio.sleep(wait * self.pace)
        account = self._telegram.account(person_id)
        message = account.room.find(message_id)
        if message is None:
            return
        try:
            await account.taps(label, on=message)
        except ActRefused:
            # The card has changed since: the meeting was stopped or moved meanwhile.
            log.debug("%s found no button %s", account.name, label)
