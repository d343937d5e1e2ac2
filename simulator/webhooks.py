"""Webhooks: bringing updates to a bot instead of waiting to be asked.

Source: the open Bot API server, WebhookActor.
"""

import asyncio
import ipaddress
import json
import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from simulator.clock import Clock
from simulator.decoding import load_json
from simulator.parameters import Parameters
from simulator.updates import Update, UpdateQueue

LONGEST_DELAY = (60.0, 120.0)
"""Seconds between two attempts are at most a random number of these."""
LONGEST_RETRY_AFTER = 3600
"""The most seconds that a bot may ask for by Retry-After."""
GONE_FOR = 23 * 3600
"""Seconds of nothing but 410 after which the webhook is taken away."""
ANSWER_TIMEOUT = 60.0
"""Seconds that a bot has for its answer."""
ANSWER_SIZE = 1 << 20
"""The most bytes of an answer that are looked at."""

_NOT_IN_ANSWERS = frozenset(("setwebhook", "deletewebhook", "close", "logout"))


@dataclass(frozen=True, slots=True)
class Address:
    """What setWebhook was given: where updates go to, and what they carry."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    has_certificate: bool = False

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine; the local Telegram never calls any other."""
        return is_loopback(urlsplit(self.url).hostname or "")


def is_loopback(host: str) -> bool:
    """This will say whether a host name or IP address means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Webhook:
    """Posts what waits in one bot's queue to its address, one update in each request.

    `perform` runs a method that came in an answer; `forget` is called when the address has been
    gone for too long.
    """

    def __init__(
        self,
        address: Address,
        queue: UpdateQueue,
        clock: Clock,
        perform: Callable[[str, Parameters], Awaitable[object]],
        forget: Callable[[], None],
    ) -> None:
        self.address = address
        self.last_error_date: int | None = None
        self.last_error = ""
        self._queue = queue
        self._clock = clock
        self._perform = perform
        self._forget = forget
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(address.max_connections)
        self._session: aiohttp.ClientSession | None = None
        self._gone_since: float | None = None

    def start(self) -> None:
        """This will begin to deliver, with what waits already."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=ANSWER_TIMEOUT),
            trust_env=False,
        )
        self._queue.receiver = self._receive
        for update in self._queue.pending():
            self._receive(update)

    async def stop(self) -> None:
        """This will break off every request; what was not confirmed goes on waiting."""
        self._queue.receiver = None
        # One of the tasks may be the caller, when its address was found to be gone.
        others = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _receive(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._work(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, number: int) -> None:
        lane = self._lanes[number]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        self._lanes.pop(number, None)

    async def _deliver(self, update: Update) -> None:
        """This will try until the bot has the update or nobody needs it any more."""
        delay, failures = 1.0, 0
        while self._queue.holds(update):
            async with self._slots:
                error, asked = await self._post(update)
            if not error:
                self._queue.remove(update)
                return
            self.last_error, self.last_error_date = error, self._clock.unix()
            if await self._is_given_up():
                return
            wait = float(asked)
            # The first failure is forgiven at once.
            if not asked and failures:
                delay = wait = min(delay * 2, random.uniform(*LONGEST_DELAY))
            failures += 1
            if self._clock.now().timestamp() + wait > update.expires:
                self._queue.remove(update)
                return
            if wait:
                await self._clock.sleep(wait)

    async def _post(self, update: Update) -> tuple[str, int]:
        """This will make one attempt; gives what went wrong, and the Retry-After if there was."""
        if not self.address.is_local or self._session is None:
            return "The local Telegram does not call other machines", 0
        headers = {"Content-Type": "application/json"}
        if self.address.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.address.secret_token
        try:
            async with self._session.post(
                self.address.url,
                data=update.encoded.encode(),
                headers=headers,
                allow_redirects=False,
                # A certificate for loopback is always one that somebody made at home.
                ssl=False,
            ) as response:
                self._note_gone(response.status)
                if response.status // 100 != 2:
                    error = f"Wrong response from the webhook: {response.status} {response.reason}"
                    return error, _retry_after(response)
                body = await response.content.read(ANSWER_SIZE)
                kind = response.content_type
        except aiohttp.ClientConnectorError:
            return "Connection refused", 0
        except TimeoutError:
            return "Read timeout expired", 0
        except (aiohttp.ClientError, ValueError):
            return "Connection closed", 0
        await self._answer(body, kind)
        return "", 0

    async def _answer(self, body: bytes, kind: str) -> None:
        """This will run the method in a bot's answer, if there is one; what it gives is lost."""
        values = _read_answer(body, kind)
        name = values.pop("method", "").lower()
        if name and not name.startswith("get") and name not in _NOT_IN_ANSWERS:
            await self._perform(name, Parameters(values))

    def _note_gone(self, status: int) -> None:
        if status != 410:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self._clock.now().timestamp()

    async def _is_given_up(self) -> bool:
        if self._gone_since is None:
            return False
        if self._clock.now().timestamp() < self._gone_since + GONE_FOR:
            return False
        self._forget()
        await self.stop()
        return True


def _retry_after(response: aiohttp.ClientResponse) -> int:
    try:
        seconds = int(response.headers.get("Retry-After", "0"))
    except ValueError:
        return 0
    return max(0, min(LONGEST_RETRY_AFTER, seconds))


def _read_answer(body: bytes, kind: str) -> dict[str, str]:
    text = body.decode("utf-8", "replace").strip()
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(text, keep_blank_values=True))
    try:
        values = load_json(text)
    except ValueError:
        return {}
    if not isinstance(values, dict):
        return {}
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
    }
