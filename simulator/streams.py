"""The live stream of events to open pages (server-sent events)."""

import asyncio
import json
from typing import Any

from aiohttp import web

BACKLOG = 1000
"""Events kept for a page that does not read; beyond that it is cut off and fetches anew."""
_KEEP_ALIVE = 15.0


class Streams:
    """Everyone who listens."""

    def __init__(self) -> None:
        self._open: set[asyncio.Queue[bytes | None]] = set()

    def publish(self, event: dict[str, Any]) -> None:
        """This will send an event to everyone."""
        if not self._open:
            return
        line = f"data: {json.dumps(event)}\n\n".encode()
        for queue in list(self._open):
            if queue.qsize() >= BACKLOG:
                self._open.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(line)

    def close(self) -> None:
        """This will end every stream."""
        for queue in self._open:
            queue.put_nowait(None)
        self._open.clear()

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """This will write events to one client until it leaves."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._open.add(queue)
        try:
            await response.prepare(request)
            await response.write(b": open\n\n")
            while (line := await self._next(queue)) is not None:
                await response.write(line)
        except ConnectionResetError:
            pass
        finally:
            self._open.discard(queue)
        return response

    async def _next(self, queue: asyncio.Queue[bytes | None]) -> bytes | None:
        try:
            return await asyncio.wait_for(queue.get(), _KEEP_ALIVE)
        except TimeoutError:
            return b": still here\n\n"
