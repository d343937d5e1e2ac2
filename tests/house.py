"""The house that conversations take place in: local Telegram, real bot and database, set clock."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select

from bot.clock import MovableClock
from bot.pacing import Limits, unlimited
from bot.process import Bot
from simulator import Server, Telegram
from simulator.accounts import Account
from storage import Base, Database, sqlite_path

#: Monday 6 April 2026, 09:00 in Karachi.
MONDAY = datetime(2026, 4, 6, 4, 0, tzinfo=UTC)
TOKEN = "100:TEST"
BOT_NAME = "ewg_desk_bot"


@cache
def empty_tables() -> bytes:
    """Give a SQLite file with all tables: to copy it is quicker than to make them for each test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        engine = create_engine(f"sqlite:///{path}")
        Base.metadata.create_all(engine)
        engine.dispose()
        return path.read_bytes()


@cache
def database_at(url: str) -> Database:
    """Give the one Database of an address: with it, what SQLAlchemy compiled for other tests."""
    return Database(url)


class House:
    """One secretariat at work. `bot` is None between `kill_bot` and `start_bot`."""

    def __init__(
        self, database_url: str, now: datetime, limits: Limits | None, patience: float
    ) -> None:
        self.clock = MovableClock(now, runs=False)
        self.telegram = Telegram(clock=self.clock.now, patience=0.0)
        self.account = self.telegram.add_bot(BOT_NAME, name="EWG Secretariat", token=TOKEN)
        self.server = Server(self.telegram)
        self.database = database_at(database_url)
        self.limits = limits
        self.patience = patience
        self.bot: Bot | None = None

    async def open(self) -> None:
        path = sqlite_path(str(self.database.url))
        if path is not None and not path.exists():
            path.write_bytes(empty_tables())
        else:
            async with self.database.engine.begin() as connection:
                await connection.run_sync(Base.metadata.create_all)
        await self.server.start(port=0)
        await self.start_bot()
        self.telegram.settle = self.settle

    async def start_bot(self) -> None:
        self.bot = Bot(
            token=TOKEN,
            api_url=self.server.url,
            database=self.database,
            clock=self.clock,
            limits=self.limits or unlimited(),
            patience=self.patience,
        )
        await self.bot.start()
        await self.settle()

    async def stop_bot(self) -> None:
        if self.bot is not None:
            bot, self.bot = self.bot, None
            await bot.stop()

    async def restart_bot(self) -> None:
        await self.stop_bot()
        await self.start_bot()

    async def close(self) -> None:
        await self.stop_bot()
        await self.server.stop()
        await self.database.close()

    async def settle(self) -> None:
        """Wait until the bot has nothing left to do at this moment of the clock."""
        if self.bot is not None:
            await asyncio.wait_for(self.telegram.drained(self.account), 30)
            await asyncio.wait_for(self.bot.until_quiet(), 30)

    async def advance(self, **span: float) -> None:
        """Let time pass (days=, hours=, minutes=, seconds=), doing what becomes due on the way."""
        await self.advance_to(self.clock.now() + timedelta(**span))

    async def advance_to(self, moment: datetime) -> None:
        assert self.bot is not None
        await self.settle()
        await self.bot.advance(moment)
        await self.settle()

    def person(self, name: str, **given: Any) -> Account:
        """Give somebody with a telephone, who has not written to the bot yet."""
        return self.telegram.add_person(name, **given)

    async def rows(self, model: type[Any], *where: Any) -> list[Any]:
        """Give the rows of a table as they are stored."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(model).where(*where).order_by("id")))


@asynccontextmanager
async def opened(
    database_url: str,
    *,
    now: datetime = MONDAY,
    limits: Limits | None = None,
    patience: float = 20.0,
) -> AsyncIterator[House]:
    house = House(database_url, now, limits, patience)
    await house.open()
    try:
        yield house
    finally:
        await house.close()
