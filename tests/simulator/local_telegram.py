"""A scene for the tests of the local Telegram, spoken to over raw HTTP."""

import asyncio
import io
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from simulator import Server, Telegram
from simulator.accounts import Account

TOKEN = "100:TEST"
FARHAN = 5_000_000_001
NADIA = 5_000_000_002
JAMIL = 5_000_000_003
RIDA = 5_000_000_004
STRANGER = 5_000_000_005


async def until(condition: Callable[[], bool]) -> None:
    """Let the server work until something is so."""
    while not condition():  # noqa: ASYNC110 - what is waited for happens behind a socket
        await asyncio.sleep(0)


class Moments:
    """Both clocks of a world, moved by hand, and those who sleep by them."""

    def __init__(self) -> None:
        self.now = datetime(2026, 4, 6, 4, 0, tzinfo=UTC)
        self.seconds = 1000.0
        self.sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def pass_by(self, **duration: float) -> None:
        self.now += timedelta(**duration)
        self.seconds += timedelta(**duration).total_seconds()
        for until_when, woken in self.sleepers:
            if until_when <= self.seconds and not woken.done():
                woken.set_result(None)

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        sleeper = (self.seconds + seconds, woken)
        self.sleepers.append(sleeper)
        try:
            await woken
        finally:
            self.sleepers.remove(sleeper)

    @property
    def waits(self) -> list[float]:
        """For how many seconds each sleeper still waits."""
        return [until_when - self.seconds for until_when, _ in self.sleepers]


@dataclass(frozen=True)
class Reply:
    status: int
    body: Any
    headers: dict[str, str]


class Wire:
    """Raw HTTP to the server, without any bot library between."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, method: str, token: str = TOKEN, **parameters: Any) -> Reply:
        form = {name: str(value) for name, value in parameters.items()}
        return await self.post(f"/bot{token}/{method}", data=form)

    async def upload(
        self, method: str, files: dict[str, tuple[str, bytes]], **parameters: Any
    ) -> Reply:
        """This will send files as multipart; `files` maps a part to (file name, content)."""
        form = aiohttp.FormData({name: str(value) for name, value in parameters.items()})
        for part, (file_name, content) in files.items():
            mime = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
            form.add_field(part, io.BytesIO(content), filename=file_name, content_type=mime)
        return await self.post(f"/bot{TOKEN}/{method}", data=form)

    async def post(self, path: str, **options: Any) -> Reply:
        return await self.request("POST", path, **options)

    async def get(self, path: str, **options: Any) -> Reply:
        return await self.request("GET", path, **options)

    async def request(self, verb: str, path: str, **options: Any) -> Reply:
        async with self.session.request(verb, self.url + path, **options) as response:
            is_json = response.content_type == "application/json"
            body = await response.json() if is_json else await response.read()
            return Reply(response.status, body, dict(response.headers))


@dataclass(frozen=True)
class Scene:
    """Farhan has started the bot; message ids are those the bot knows."""

    telegram: Telegram
    server: Server
    wire: Wire
    moments: Moments
    farhan: Account
    nadia: Account
    jamil: Account
    rida: Account

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        return (await self.wire.call("getUpdates", **parameters)).body["result"]

    async def sent(self, method: str = "sendMessage", **parameters: Any) -> dict[str, Any]:
        parameters = {"chat_id": FARHAN, "text": "Hello"} | parameters
        reply = await self.wire.call(method, **parameters)
        assert reply.status == 200, reply.body
        return reply.body["result"]
