"""The painter: messages already in chats are kept true by editing them.

An edit is safe to repeat: a card stays stale until it shows what is true.
Only one process paints (bot/emitter.py).
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from markupsafe import Markup
from sqlalchemy import Table, bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.clock import Clock
from bot.loops import Loop
from bot.outcomes import Outcome, Verdict, is_already_true, judge
from bot.pacing import Governor
from handlers import show
from handlers.routes import Look, render, words_for
from secretariat.kinds import Kind, Priority
from secretariat.readers import readers
from storage import Card, Database, is_away
from views.screen import Screen

log = logging.getLogger(__name__)

IN_FLIGHT = 8
ANSWERS_IN_FLIGHT = 16
LOOK_AHEAD = 40  # stale cards read at once
RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
#: Longer than an edit can take: after that a card that was in hand is anybody's again.
IN_HAND = timedelta(minutes=2)

_cards = Card.__table__
assert isinstance(_cards, Table)
_moment = _cards.c.stale_at.type
_TAKE = (
    update(Card)
    .where(Card.id == bindparam("card"), Card.stale_at <= bindparam("now", type_=_moment))
    .values(stale_at=bindparam("soon", type_=_moment))
    .returning(Card)
)
#: Unless it has become stale again meanwhile: then it is looked at once more.
_is_over = _cards.c.stale_at == bindparam("in_hand", type_=_moment)
_DRAWN = (
    update(_cards)
    .where(_cards.c.id == bindparam("card"))
    .values(
        drawn=bindparam("drawn"),
        drawn_at=bindparam("now", type_=_moment),
        stale_at=case((_is_over, None), else_=_cards.c.stale_at),
        priority=case((_is_over, bindparam("idle")), else_=_cards.c.priority),
    )
)


class Painter(Loop):
    """Redraws stale cards, those that someone has just pressed first."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        clock: Clock,
        governor: Governor,
        arm: Callable[[datetime], None],
    ) -> None:
        """Prepare; `arm` is called with the moment (UTC) at which a card is to be tried again."""
        super().__init__()
        self._arm = arm
        self._database = database
        self._bot = bot
        self._clock = clock
        self._governor = governor
        self._has_recovered = False
        self._failures: dict[int, int] = {}  # edits in vain, one after another, by card

    async def work(self) -> None:
        """Redraw until every card that is stale now is true."""
        if not self._has_recovered:
            await self._recover()
            self._has_recovered = True
        while not self.stopping:
            wait = await self._redraw_some()
            if wait is None and not self._flying:
                return
            await self._look_up(wait)

    async def _redraw_some(self) -> float | None:
        """Redraw what may be edited now; give the seconds until the next one may."""
        waits: dict[int, float] = {}  # by chat
        has_more = True
        while has_more and not self.stopping:
            cards = await self._stale(but=waits)
            # Many in one chat that has to wait must not hide those behind them.
            has_more = len(cards) == LOOK_AHEAD
            for card in cards:
                if card.chat_id in waits:
                    continue
                is_bulk = card.priority > Priority.ANSWER
                if len(self._flying) >= (IN_FLIGHT if is_bulk else ANSWERS_IN_FLIGHT):
                    return min(waits.values(), default=None)
                refused_for = self._governor.refused_for(card.chat_id)
                wait = self._governor.wait_for(card.chat_id, card.priority)
                if refused_for > 0:
                    await self._again(card, timedelta(seconds=refused_for))
                elif wait > 0:
                    waits[card.chat_id] = wait
                else:
                    await self._redraw(card.id)
                if is_bulk and self._woken.is_set():
                    # Somebody may have tapped meanwhile: that comes first.
                    return 0.0
        return min(waits.values(), default=None)

    async def _recover(self) -> None:
        """Have drawn at once what a process that ended had in hand."""
        now = self._clock.now()
        async with self._database.writing() as session:
            await session.execute(
                update(Card)
                .where(Card.stale_at > now, Card.stale_at <= now + IN_HAND)
                .values(stale_at=now)
            )

    async def _stale(self, but: Collection[int]) -> list[Card]:
        """Give what is stale and not in hand, the most urgent first, of other chats than these."""
        query = (
            select(Card)
            .where(Card.stale_at.is_not(None), Card.stale_at <= self._clock.now())
            .where(Card.id.not_in(list(self._flying)), Card.chat_id.not_in(but))
            .order_by(Card.priority, Card.stale_at)
            .limit(LOOK_AHEAD)
        )
        async with self._database.reading() as session:
            return list(await session.scalars(query))

    async def _redraw(self, card_id: int) -> None:
        """Render a card and have its message edited, if it does not show that already."""
        card = await self._take_in_hand(card_id)
        if card is None:
            return
        try:
            async with self._database.reading() as session:
                drawing = await self._draw(session, card, self._clock.now())
        except Exception as failure:
            log.exception("Card %s (%s) could not be rendered", card.id, card.kind)
            again = partial(self._again, card, RETRY)
            given_up = partial(self._drawn, card, card.drawn)
            await self.write_down(again if is_away(failure) else given_up)
            return
        if drawing is None or show.digest(*drawing) == card.drawn:
            await self.write_down(partial(self._drawn, card, card.drawn))
            return
        self._governor.take(card.chat_id)
        self._launch(card.id, self._edit(card, *drawing))

    async def _edit(self, card: Card, text: Markup, screen: Screen) -> None:
        try:
            await show.edit(self._bot, card.chat_id, card.message_id, text, screen)
        except Exception as failure:
            await self._failed(card, failure)
        else:
            self._governor.learn(card.chat_id, Outcome(Verdict.SENT))
            await self.write_down(partial(self._drawn, card, show.digest(text, screen)))

    async def _take_in_hand(self, card_id: int) -> Card | None:
        """Give a card that is stale, marked as in hand; None if it is no longer stale.

        The mark is a moment to come: what changes while the card is drawn sets an earlier one, and
        so it is seen that what was drawn is no longer true. If we die, the next start redraws it.
        """
        now = self._clock.now()
        async with self._database.writing() as session:
            card: Card | None = await session.scalar(
                _TAKE, {"card": card_id, "now": now, "soon": now + IN_HAND}
            )
        return card

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

    async def _drawn(self, card: Card, drawn: str | None) -> None:
        self._failures.pop(card.id, None)
        async with self._database.writing() as session:
            await session.execute(
                _DRAWN,
                {
                    "card": card.id,
                    "drawn": drawn,
                    "now": self._clock.now(),
                    "in_hand": card.stale_at,
                    "idle": int(Priority.DIGEST),
                },
            )

    async def _failed(self, card: Card, failure: Exception) -> None:
        outcome = judge(failure)
        self._governor.learn(card.chat_id, outcome)
        if is_already_true(failure):
            await self.write_down(partial(self._drawn, card, None))
            return
        match outcome.verdict:
            case Verdict.WAIT:
                pause = timedelta(seconds=outcome.seconds)
                await self.write_down(partial(self._again, card, pause))
            case Verdict.UNREACHABLE:
                await self.write_down(partial(self._drawn, card, card.drawn))
            case Verdict.REFUSED:
                log.error("Card %s (%s) was refused: %s", card.id, card.kind, outcome.reason)
                await self.write_down(partial(self._drawn, card, card.drawn))
            case Verdict.MOVED:
                # The old group's messages stay behind: the new chat gets a card of its own.
                await self.write_down(partial(self._forget, card))
            case _:
                failures = self._failures.get(card.id, 0)
                self._failures[card.id] = failures + 1
                pause = min(LONGEST_RETRY, RETRY * 2 ** min(failures, 10))
                await self.write_down(partial(self._again, card, pause))

    async def _again(self, card: Card, pause: timedelta) -> None:
        moment = self._clock.now() + pause
        async with self._database.writing() as session:
            await session.execute(update(Card).where(Card.id == card.id).values(stale_at=moment))
        self._arm(moment)

    async def _forget(self, card: Card) -> None:
        async with self._database.writing() as session:
            await session.execute(delete(Card).where(Card.id == card.id))
