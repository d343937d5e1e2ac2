"""The local Telegram as an HTTP server on loopback."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from simulator.control import Control, Host
from simulator.http import answer_call, answer_download
from simulator.streams import Streams
from simulator.world import World


class Server:
    """Serves one world: the Bot API, downloads, the control plane and the page.

    `hosts` are the callbacks of the program around it, by name; it may add and remove some. Start
    it with port 0 to get a free one; `url` then has it.
    """

    def __init__(self, telegram: World, hosts: Mapping[str, Host] | None = None) -> None:
        self.telegram = telegram
        self.streams = Streams(telegram.listen)
        self.url = ""
        self._control = Control(telegram, {} if hosts is None else hosts, self.streams)
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """This will begin to listen; raises OSError if the port is taken."""
        # A request whose client hung up is cancelled, so that no dead poll swallows updates.
        server = web.Server(self._answer, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, backlog=1024)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.url = f"http://{host}:{bound}"
        for webhook in self.telegram.webhooks.values():
            webhook.start()

    async def stop(self) -> None:
        """This will end held calls and streams, and close the port."""
        if self._runner is None:
            return
        self.streams.close()
        for webhook in list(self.telegram.webhooks.values()):
            await webhook.stop()
        for bot in self.telegram.bots.values():
            bot.updates.stop()
        await asyncio.sleep(0)
        await self._runner.cleanup()
        self._runner = None

    def publish(self, event: dict[str, Any]) -> None:
        """This will push an event of the host to every open page."""
        self.streams.publish(event)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if path.startswith("/bot"):
            answered: web.Response = await answer_call(self.telegram, request, path, query)
            return answered
        if path.startswith("/file/bot"):
            return await answer_download(self.telegram, path)
        return await self._control.answer(request, path)
