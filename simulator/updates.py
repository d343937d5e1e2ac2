"""The queue of updates that wait for a bot, and the rules of getUpdates.

Source of the rules: the open Bot API server, Client::process_get_updates_query, do_get_updates and
abort_long_poll.
"""

import asyncio
import json
from collections import deque
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.errors import ApiError

LIFETIME = 24 * 3600
"""Seconds until an update nobody fetched is forgotten."""
CALLBACK_LIFETIME = 150
"""The same for a press of a button."""
INLINE_LIFETIME = 30
"""The same for an inline query."""
ANSWER_SIZE = 4 << 20
"""About how many bytes of updates one answer has."""

_KINDS = """
message edited_message channel_post edited_channel_post business_connection
business_message edited_business_message deleted_business_messages guest_message
message_reaction message_reaction_count inline_query chosen_inline_result callback_query
shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member
chat_member chat_join_request chat_boost removed_chat_boost managed_bot
"""
KINDS = frozenset(_KINDS.split())
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = KINDS - NOT_BY_DEFAULT


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its JSON as sent, and the Unix time from which it is too old to be sent."""

    number: int
    encoded: str
    expires: float


@dataclass(slots=True)
class _Poll:
    woken: asyncio.Future[None]
    is_overtaken: bool = False


class UpdateQueue:
    """What one bot has not confirmed yet.

    `patience` is how many seconds the server holds a call that repeats the offset of the one
    before, and how far apart it answers conflicts: 3 as on the real server. 0 switches both off,
    for tests that stop and start a bot often.
    """

    def __init__(self, clock: Clock, patience: float = 3.0) -> None:
        self.patience = patience
        self.allowed = DEFAULT_KINDS
        self._clock = clock
        self._pending: deque[Update] = deque()
        self._last_number = 870_000_000
        self._next_expiry = float("inf")
        self._poll: _Poll | None = None
        self._previous_offset: int | None = None
        self._previous_start = float("-inf")
        self._next_conflict = float("-inf")
        self._drained: list[asyncio.Future[None]] = []

    def __len__(self) -> int:
        self._forget_expired()
        return len(self._pending)

    @property
    def is_held(self) -> bool:
        """Whether a call is waiting for an update."""
        return self._poll is not None

    def allow(self, wanted: str) -> None:
        """This will read `allowed_updates` and remember it.

        What cannot be read keeps the previous choice, without an error; a list without any known
        name goes back to the default.
        """
        try:
            names = json.loads(wanted)
        except ValueError:
            return
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return
        self.allowed = KINDS & {name.lower() for name in names} or DEFAULT_KINDS

    def add(self, kind: str, payload: dict[str, object], lifetime: int = LIFETIME) -> None:
        """This will queue an update, unless the bot did not ask for its kind."""
        if kind not in self.allowed:
            return
        self._last_number += 1
        encoded = json.dumps({"update_id": self._last_number, kind: payload})
        expires = self._clock.now().timestamp() + lifetime
        self._next_expiry = min(self._next_expiry, expires)
        self._pending.append(Update(self._last_number, encoded, expires))
        if self._poll is not None and not self._poll.woken.done():
            self._poll.woken.set_result(None)

    def clear(self) -> None:
        """This will drop everything (`drop_pending_updates`)."""
        self._pending.clear()
        self._tell_drained()

    async def drained(self) -> None:
        """This will wait until the bot has confirmed every update."""
        while len(self):
            drained = asyncio.get_running_loop().create_future()
            self._drained.append(drained)
            await drained

    async def get(self, offset: int, limit: int, timeout: int) -> list[Update]:  # noqa: ASYNC109
        """This will do what getUpdates does: confirm, then take the oldest, or wait for one.

        `timeout` is in seconds and part of the Bot API. Raises ApiError 409 if another call
        begins to wait while this one does. When the task is cancelled, because the client hung
        up, nobody waits any more and nothing is lost.
        """
        now = self._clock.monotonic()
        held = float(timeout)
        if offset == self._previous_offset:
            if timeout < 3 and now < self._previous_start + self.patience:
                held = self.patience
            if now < self._previous_start + 0.5:
                limit = 1
        self._previous_offset = offset
        self._previous_start = now
        taken = self._take(offset, limit)
        if taken or held <= 0:
            return taken
        self._overtake()
        loop = asyncio.get_running_loop()
        poll = self._poll = _Poll(loop.create_future())
        alarm = loop.call_later(held, _wake, poll.woken)
        try:
            await poll.woken
        finally:
            alarm.cancel()
            if self._poll is poll:
                self._poll = None
        if poll.is_overtaken:
            await self._refuse()
        return self._take(offset, limit)

    def stop(self) -> None:
        """This will let a held call go, as if its time were over."""
        if self._poll is not None:
            _wake(self._poll.woken)

    def _overtake(self) -> None:
        if self._poll is not None:
            self._poll.is_overtaken = True
            _wake(self._poll.woken)

    async def _refuse(self) -> None:
        now = self._clock.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(self._next_conflict - now)
        else:
            self._next_conflict = now + self.patience
        raise ApiError(
            409,
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        )

    def _take(self, offset: int, limit: int) -> list[Update]:
        self._forget_expired()
        pending = self._pending
        if offset < 0:
            while len(pending) > -offset:
                pending.popleft()
        # An offset from the future, as after a move to another server, confirms nothing.
        elif offset <= self._last_number + 1:
            while pending and pending[0].number < offset:
                pending.popleft()
        self._tell_drained()
        taken: list[Update] = []
        size = 0
        for update in pending:
            size += len(update.encoded)
            if len(taken) == limit or (taken and size > ANSWER_SIZE):
                break
            taken.append(update)
        return taken

    def _forget_expired(self) -> None:
        if not self._pending:
            return
        now = self._clock.now().timestamp()
        if now < self._next_expiry:
            return
        self._pending = deque(update for update in self._pending if update.expires > now)
        self._next_expiry = min((update.expires for update in self._pending), default=float("inf"))
        self._tell_drained()

    def _tell_drained(self) -> None:
        if self._drained and not self._pending:
            for drained in self._drained:
                _wake(drained)
            self._drained.clear()


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
