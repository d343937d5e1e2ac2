"""Health for whoever supervises the process: GET /health answers 200 while work gets done."""

from types import TracebackType
from typing import Self

from aiohttp import web
from sqlalchemy import func, select

from bot.process import Bot
from storage import Arrival, ArrivalState, Delivery, DeliveryState


class HealthServer:
    """Serves /health on an address; a port of 0 switches it off."""

    def __init__(self, bot: Bot, host: str, port: int) -> None:
        """Prepare; nothing listens yet."""
        self._bot = bot
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        if self._port:
            application = web.Application()
            application.router.add_get("/health", self._health)
            self._runner = web.AppRunner(application, access_log=None)
            await self._runner.setup()
            await web.TCPSite(self._runner, self._host, self._port).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        async with self._bot.database.reading() as session:
            waiting = await session.scalar(
                select(func.count()).where(Arrival.state == ArrivalState.NEW)
            )
            queued = await session.scalar(
                select(func.count()).where(
                    Delivery.state == DeliveryState.QUEUED,
                    Delivery.not_before <= self._bot.clock.now(),
                )
            )
            unknown = await session.scalar(
                select(func.count()).where(Delivery.state == DeliveryState.UNKNOWN)
            )
        return web.json_response(
            {"ok": True, "arrivals": waiting, "deliveries_due": queued, "fate_unknown": unknown}
        )
