"""A bot's own web server, for the tests of webhooks."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Post:
    """One request that reached the bot."""

    update: dict[str, Any]
    headers: dict[str, str]

    @property
    def said(self) -> str:
        """The text of the message, or the data of the button that was pressed."""
        if "message" in self.update:
            return str(self.update["message"]["text"])
        return str(self.update["callback_query"]["data"])


@dataclass
class Endpoint:
    """Answers 200 unless told otherwise: `answers` are used up first, one for each request."""

    url: str = ""
    posts: list[Post] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    """Texts whose requests are held until they are taken out."""
    hand_over: Callable[[dict[str, Any]], Awaitable[None]] | None = None
    """What the bot does with an update before it answers."""
    most_at_once: int = 0
    _at_once: int = 0

    @property
    def said(self) -> list[str]:
        return [post.said for post in self.posts]

    async def answer(self, request: web.BaseRequest) -> web.Response:
        post = Post(json.loads(await request.read()), dict(request.headers))
        self.posts.append(post)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        while post.said in self.held:  # noqa: ASYNC110 - let go by the test
            await asyncio.sleep(0)
        if self.hand_over is not None:
            await self.hand_over(post.update)
        self._at_once -= 1
        return self.answers.pop(0) if self.answers else web.Response()


@asynccontextmanager
async def endpoint() -> AsyncIterator[Endpoint]:
    """An endpoint on a free port of this machine."""
    made = Endpoint()
    runner = web.ServerRunner(web.Server(made.answer, access_log=None), shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield made
    finally:
        made.held.clear()
        await runner.cleanup()
