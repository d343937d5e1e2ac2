"""Flood limits: how fast a bot may write.

Telegram publishes only rules of thumb (its FAQ for bots): about one message a second in a chat,
about thirty a second over all, twenty a minute in a group. The buckets here follow them.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from simulator.clock import Clock
from simulator.errors import too_many_requests

Strictness = Literal["off", "realistic", "strict"]
STRICTNESSES = get_args(Strictness)

OVERALL_RATE = 30.0
"""Messages a second over all chats."""
PRIVATE_RATE = 1.0
"""Messages a second in one private chat."""
PRIVATE_BURST = {"realistic": 5.0, "strict": 1.0}
GROUP_RATE = 20 / 60
"""Messages a second in one group."""
GROUP_BURST = 20.0
LONG_TEXT = 500
"""A longer text counts twice where limits are strict."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float
    closed_until: float = 0.0


class FloodLimits:
    """One bot's token buckets: one for all its calls, one for each chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._overall: _Bucket | None = None
        self._chats: dict[int, _Bucket] = {}

    def spend(self, strictness: Strictness, chat_id: int, text_length: int) -> None:
        """This will count one message, or raise ApiError 429 with the whole seconds to wait.

        While a bot goes on calling instead of waiting, nothing refills.
        """
        if strictness == "off":
            return
        now = self._clock.monotonic()
        cost = 2.0 if strictness == "strict" and text_length > LONG_TEXT else 1.0
        if self._overall is None:
            self._overall = _Bucket(OVERALL_RATE, now)
        rate, burst = (
            (PRIVATE_RATE, PRIVATE_BURST[strictness]) if chat_id > 0 else (GROUP_RATE, GROUP_BURST)
        )
        chat = self._chats.setdefault(chat_id, _Bucket(burst, now))
        # The chat's bucket first, so that a refusal there costs other chats nothing.
        _require(chat, rate, burst, cost, now)
        _require(self._overall, OVERALL_RATE, OVERALL_RATE, 1.0, now)
        chat.tokens -= cost
        self._overall.tokens -= 1.0


def _require(bucket: _Bucket, rate: float, burst: float, cost: float, now: float) -> None:
    if now >= bucket.closed_until:
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.filled_at) * rate)
    bucket.filled_at = now
    # A cost above the burst is let through by a full bucket and paid off afterwards.
    if bucket.tokens >= min(cost, burst):
        return
    seconds = max(1, math.ceil((min(cost, burst) - bucket.tokens) / rate - 1e-9))
    bucket.closed_until = now + seconds
    raise too_many_requests(seconds)
