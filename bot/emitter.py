"""One emitter: polling, ticking and sending belong to one process of a secretariat.

On SQLite a lock on a file beside the database refuses a second process, and vanishes with a killed
one. On PostgreSQL a lease is held: a random boot id (never the host's name, which a restart
reuses), an epoch that counts terms, 15 seconds, renewed every 5, given up at any failed renewal.
"""

import asyncio
import logging
import secrets
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import func, or_, select, update

from bot.clock import Clock
from storage import Database, Lease
from storage.inserts import changed, insert_once

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

log = logging.getLogger(__name__)

TERM = timedelta(seconds=15)
RENEW = 5.0
NAME = "emitter"


class Occupied(Exception):
    """Another process is the emitter of this database."""


class FileLock:
    """A lock that the operating system takes back when its process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        """Prepare; the lock file stands beside the database."""
        self._path = database.with_name(database.name + ".lock")
        self._file: IO[bytes] | None = None

    async def acquire(self) -> int:
        """Take the lock; raise Occupied if another process has it. Gives the epoch, always 0."""
        self._file = self._path.open("ab")
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            self._file.close()
            self._file = None
            raise Occupied(str(self._path)) from taken
        return 0

    async def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            self._file.close()
            self._file = None


class LeaseHold:
    """The lease in the database. `lost` is called, once, when it could not be renewed in time."""

    def __init__(self, database: Database, clock: Clock, lost: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._lost = lost
        self._boot_id = secrets.token_hex(16)
        self._task: asyncio.Task[None] | None = None

    async def acquire(self) -> int:
        """Take the lease if it is free or over; raise Occupied otherwise. Gives the new epoch."""
        async with self._database.writing() as session:
            now = await session.scalar(select(func.now()))
            assert now is not None
            row = {"name": NAME, "boot_id": "", "epoch": 0, "expires_at": now - TERM}
            await insert_once(session, Lease, [row])
            taken = await session.execute(
                update(Lease)
                .where(Lease.name == NAME, or_(Lease.expires_at < now, Lease.boot_id == ""))
                .values(boot_id=self._boot_id, epoch=Lease.epoch + 1, expires_at=now + TERM)
            )
            if changed(taken) != 1:
                raise Occupied(NAME)
            epoch = await session.scalar(select(Lease.epoch).where(Lease.name == NAME))
        self._task = asyncio.create_task(self._keep(), name="LeaseHold")
        return int(epoch or 0)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(RENEW)
            try:
                async with self._database.writing() as session:
                    now = await session.scalar(select(func.now()))
                    assert now is not None
                    kept = await session.execute(
                        update(Lease)
                        .where(Lease.name == NAME, Lease.boot_id == self._boot_id)
                        .values(expires_at=now + TERM)
                    )
            except Exception:
                log.exception("The lease could not be renewed: this process stops sending")
                break
            if changed(kept) != 1:
                log.error("Another process holds the lease: this one stops sending")
                break
        self._lost()

    async def release(self) -> None:
        """Stop renewing and give the lease back, so that another need not wait for its end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        async with self._database.writing() as session:
            await session.execute(
                update(Lease)
                .where(Lease.name == NAME, Lease.boot_id == self._boot_id)
                .values(boot_id="")
            )
