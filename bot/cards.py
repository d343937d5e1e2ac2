"""The painter: messages already in chats are kept true by editing them.

An edit is safe to repeat, so nothing is claimed: a card stays stale until it shows what is true.
Only one process paints (bot/emitter.py).
"""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from markupsafe import Markup
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.clock import Clock
from bot.loops import Loop
from bot.outcomes import Verdict, is_already_true, judge
from bot.pacing import Governor
from handlers import show
from handlers.routes import Look, render, words_for
from secretariat.kinds import Kind, Priority
from secretariat.readers import readers
from storage import Card, Database
from views.screen import Screen

log = logging.getLogger(__name__)

IN_FLIGHT = 8
RETRY = timedelta(seconds=5)


class Painter(Loop):
    """Redraws stale cards, those that someone has just pressed first."""

    def __init__(self, database: Database, bot: Bot, clock: Clock, governor: Governor) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._clock = clock
        self._governor = governor
        self._flying: dict[int, asyncio.Task[None]] = {}  # by card

    async def work(self) -> None:
        """Redraw until every card that is stale now is true."""
        while not self.stopping:
            cards = await self._stale()
            waits = []
            for card in cards:
                if len(self._flying) >= IN_FLIGHT:
                    break
                wait = self._governor.wait_for(card.chat_id, card.priority)
                if wait > 0:
                    waits.append(wait)
                    continue
                self._governor.take(card.chat_id)
                task = asyncio.create_task(self._paint(card))
                self._flying[card.id] = task
                task.add_done_callback(partial(self._landed, card.id))
            if not self._flying and not waits:
                return
            waiters = [*self._flying.values(), asyncio.create_task(self._woken.wait())]
            await asyncio.wait(
                waiters,
                timeout=min(waits) if waits else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            waiters[-1].cancel()
            self._woken.clear()
        if self._flying:
            await asyncio.wait(self._flying.values())

    def _landed(self, card_id: int, _task: asyncio.Task[None]) -> None:
        self._flying.pop(card_id, None)

    async def next_due(self) -> datetime | None:
        """Give the moment (UTC) from which the next card is to be redrawn."""
        async with self._database.reading() as session:
            found: datetime | None = await session.scalar(
                select(func.min(Card.stale_at)).where(Card.stale_at.is_not(None))
            )
        return found

    async def _stale(self) -> list[Card]:
        query = (
            select(Card)
            .where(Card.stale_at.is_not(None), Card.stale_at <= self._clock.now())
            .order_by(Card.priority, Card.stale_at)
            .limit(40)
        )
        if self._flying:
            query = query.where(Card.id.not_in(list(self._flying)))
        async with self._database.reading() as session:
            return list(await session.scalars(query))

    async def _paint(self, card: Card) -> None:
        seen = card.stale_at
        now = self._clock.now()
        try:
            async with self._database.reading() as session:
                drawing = await self._draw(session, card, now)
        except DBAPIError:
            await self._again(card, now + RETRY)
            return
        except Exception:
            log.exception("Card %s (%s) could not be rendered", card.id, card.kind)
            await self._again(card, None)
            return
        if drawing is None:
            await self._drawn(card, seen, card.drawn)
            return
        text, screen = drawing
        fresh = show.digest(text, screen)
        if fresh != card.drawn:
            try:
                await show.edit(self._bot, card.chat_id, card.message_id, text, screen)
            except Exception as failure:
                await self._failed(card, failure)
                return
        await self._drawn(card, seen, fresh)

    async def _draw(
        self, session: AsyncSession, card: Card, now: datetime
    ) -> tuple[Markup, Screen] | None:
        found = await readers(session, now, [card.person_id] if card.person_id else [])
        reader = found.get(card.person_id or 0)
        words = words_for(reader, str(card.args.get("language", "en")))
        look = Look(
            session=session, now=now, reader=reader, words=words, bot_name=self._bot.username
        )
        screen = await render(look, Kind(card.kind), card.args)
        # A message with a file shows its file for good: only its caption could be edited.
        if screen is None or screen.file is not None:
            return None
        return show.dressed(look, screen, pushed=card.pushed), screen

    async def _drawn(self, card: Card, seen: datetime | None, drawn: str | None) -> None:
        async with self._database.writing() as session:
            await session.execute(
                update(Card)
                .where(Card.id == card.id)
                .values(drawn=drawn, drawn_at=self._clock.now(), priority=int(Priority.DIGEST))
            )
            # Unless it has become stale again meanwhile: then it is looked at once more.
            await session.execute(
                update(Card).where(Card.id == card.id, Card.stale_at == seen).values(stale_at=None)
            )

    async def _failed(self, card: Card, failure: Exception) -> None:
        if is_already_true(failure):
            await self._drawn(card, card.stale_at, None)
            return
        outcome = judge(failure)
        again: datetime | None = self._clock.now() + RETRY
        match outcome.verdict:
            case Verdict.WAIT:
                self._governor.refused(card.chat_id, outcome.seconds)
                again = self._clock.now() + timedelta(seconds=outcome.seconds)
            case Verdict.UNREACHABLE:
                again = None
            case Verdict.REFUSED:
                log.error("Card %s (%s) was refused: %s", card.id, card.kind, outcome.reason)
                again = None
            case Verdict.MOVED:
                # The old group's messages stay behind: the new chat gets a card of its own.
                async with self._database.writing() as session:
                    await session.execute(delete(Card).where(Card.id == card.id))
                return
        await self._again(card, again)

    async def _again(self, card: Card, moment: datetime | None) -> None:
        async with self._database.writing() as session:
            await session.execute(update(Card).where(Card.id == card.id).values(stale_at=moment))
