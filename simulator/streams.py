"""The live stream of events to open pages (server-sent events)."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulator.world import Listener

BACKLOG = 1000
"""Events kept for a page that does not read; beyond that it is cut off and fetches anew."""
_KEEP_ALIVE = 15.0


class Streams:
    """Everyone who listens.

    `listen` is the world's; it is only used while a stream is open, so that nobody describes
    messages for nobody.
    """

    def __init__(self, listen: Callable[[Listener], Callable[[], None]]) -> None:
        self._listen = listen
        self._unlisten: Callable[[], None] | None = None
        self._open: set[asyncio.Queue[bytes | None]] = set()

    def publish(self, event: dict[str, Any]) -> None:
        """This will send an event to everyone."""
        if not self._open:
            return
        line = f"data: {json.dumps(event)}\n\n".encode()
        for queue in list(self._open):
            if queue.qsize() >= BACKLOG:
                self._leave(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(line)

    def close(self) -> None:
        """This will end every stream."""
        for queue in list(self._open):
            self._leave(queue)
            queue.put_nowait(None)

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """This will write events to one client until it leaves."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._open.add(queue)
        if self._unlisten is None:
            self._unlisten = self._listen(self.publish)
        try:
            await response.prepare(request)
            await response.write(b": open\n\n")
            while (line := await self._next(queue)) is not None:
                await response.write(line)
        except ConnectionResetError:
            pass
        finally:
            self._leave(queue)
        return response

    def _leave(self, queue: asyncio.Queue[bytes | None]) -> None:
        self._open.discard(queue)
        if not self._open and self._unlisten is not None:
            self._unlisten()
            self._unlisten = None

    async def _next(self, queue: asyncio.Queue[bytes | None]) -> bytes | None:
        try:
            return await asyncio.wait_for(queue.get(), _KEEP_ALIVE)
        except TimeoutError:
            return b": still here\n\n"
