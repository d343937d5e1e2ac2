"""The two clocks of the local Telegram: the world's date and the machine's stopwatch."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime


def utc_now() -> datetime:
    """This will read the machine's clock as an aware UTC time."""
    return datetime.now(UTC)


class Clock:
    """What everything in the world is dated by.

    `now` is an aware UTC time from the callable given, so that a host may move it; message dates,
    expiry of updates and the time to answer a press follow it. `monotonic` counts real seconds,
    for flood limits and held polls, which are matters of the network. `sleep` waits such seconds:
    a test that moves `monotonic` by hand lets it return when their time has come.
    """

    def __init__(
        self,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.now = now
        self.monotonic = monotonic
        self.sleep = sleep

    def unix(self) -> int:
        """This will give the world's time in whole seconds since 1970."""
        return int(self.now().timestamp())
