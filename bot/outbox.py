"""The outbox: every message owed is sent to everyone reachable, in order of urgency.

    queued ─claim→ sending ─ok→ sent
      ↑               ├ cannot be written to → unreachable (the person marked, the secretariat told)
      └ 429, no line ─┤ refused → failed (reason kept)
                      └ the line or we died after it may have left → queued again once, as a
                        labelled repeat; a second time → unknown, reported

Promises, each relied upon elsewhere:
- a row is claimed by one UPDATE that names its old state, committed before the request leaves;
- what is claimed is in flight: nothing waits for its turn in state `sending`;
- a message is rendered from what is true when it leaves; one that is no longer true is superseded;
- rows are never deleted and keys never freed.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot

from bot.clock import Clock
from bot.ledger import LOOK_AHEAD, Candidate, Ledger
from bot.loops import Loop
from bot.outcomes import Outcome, Verdict, judge
from bot.pacing import Governor
from handlers import show
from handlers.routes import Look, render, words_for
from secretariat.kinds import Kind, Priority, Quiet, budget_of
from secretariat.readers import readers
from storage import Database, Delivery, DeliveryState, is_away
from views.screen import Screen

log = logging.getLogger(__name__)

IN_FLIGHT = 4  # bulk messages at once: the bound on repeats after a crash
ANSWERS_IN_FLIGHT = 16


@dataclass(frozen=True)
class Letter:
    """A rendered message, ready to leave."""

    delivery: Delivery
    chat_id: int
    screen: Screen
    text: Markup
    silent: bool
    drawn: str
    pushed: bool


class Outbox(Loop):
    """Sends what is queued. One in each house: see bot/emitter.py."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        clock: Clock,
        governor: Governor,
    ) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._clock = clock
        self._governor = governor
        self._ledger = Ledger(database, clock, governor)
        #: What is in the hands of this process, by chat: one in flight keeps a chat's order.
        self._in_hand: dict[int, Candidate] = {}

    async def begin_term(self, epoch: int) -> None:
        """Go on as the emitter of this term: with the halt that was in force before, too."""
        self._ledger.epoch = epoch
        await self._ledger.recall_halt()

    async def work(self) -> None:
        """Send until nothing that is due is left, at the pace that is allowed."""
        await self._recover()
        while not self.stopping:
            wait = await self._send_some()
            if wait is None and not self._flying:
                return
            # Whatever lands first: a message, a moment of the pace, or new work.
            await self._look_up(wait)

    async def _recover(self) -> None:
        """Find what was left in flight, by a dead process or a claim whose commit was lost.

        It is queued once more, labelled, or given up.
        """
        mine = [one.id for one in self._in_hand.values()]
        for delivery_id in await self._ledger.left_in_flight(mine):
            outcome = Outcome(Verdict.UNKNOWN, "the process ended while it was sent")
            await self._ledger.settle(delivery_id, 0, outcome)

    async def _send_some(self) -> float | None:
        """Start every message that may leave now; give the seconds until the next one may."""
        waits: dict[int, float] = {}  # by chat
        has_more = True
        while has_more and not self.stopping:
            candidates = await self._ledger.candidates({*self._flying, *waits})
            # Many that wait for one chat must not hide those behind them.
            has_more = False
            for one in candidates:
                chat_id = one.chat_id or 0
                if chat_id in self._flying or chat_id in waits:
                    continue
                if self._is_full_for(one):
                    return min(waits.values(), default=None)
                wait = self._governor.wait_for(chat_id, one.priority)
                if wait > 0 and self._holds_all_back(one):
                    return min([*waits.values(), wait])
                if self._governor.refused_for(chat_id) > 0:
                    await self._ledger.hold(chat_id)
                elif wait > 0:
                    waits[chat_id] = wait
                elif not await self._begin(one):
                    continue
                has_more = len(candidates) == LOOK_AHEAD
        return min(waits.values(), default=None)

    def _is_full_for(self, one: Candidate) -> bool:
        bulk = sum(other.is_bulk for other in self._in_hand.values())
        return len(self._flying) >= ANSWERS_IN_FLIGHT or (one.is_bulk and bulk >= IN_FLIGHT)

    def _holds_all_back(self, one: Candidate) -> bool:
        return self._governor.halted_for > 0 or (one.is_bulk and self._governor.wait_for_any() > 0)

    async def _begin(self, one: Candidate) -> bool:
        """Let a message leave, or record why it does not; False if it was another's already."""
        if not await self._ledger.claim(one):
            return False
        chat_id = one.chat_id or 0
        self._in_hand[chat_id] = one
        letter = None
        try:
            letter = await self._prepare(one)
        finally:
            if letter is None:
                del self._in_hand[chat_id]
        if letter is not None:
            self._governor.take(chat_id)
            self._launch(chat_id, self._send(letter))
        return True

    def _landed(self, key: int, task: asyncio.Task[None]) -> None:
        super()._landed(key, task)
        del self._in_hand[key]

    async def _prepare(self, one: Candidate) -> Letter | None:
        """Render a claimed message; None if it is not to be sent now, or no longer at all."""
        if one.chat_id is None:
            outcome = Outcome(Verdict.UNREACHABLE, "not on the assistant")
            await self.write_down(partial(self._ledger.settle, one.id, 0, outcome))
            return None
        try:
            async with self._database.reading() as session:
                delivery = await session.get_one(Delivery, one.id)
                letter, instead = await self._render(
                    session, delivery, one.chat_id, self._clock.now()
                )
        except Exception as failure:
            if is_away(failure):
                give_back = partial(self._ledger.give_back, one.id, {"state": DeliveryState.QUEUED})
                await self.write_down(give_back)
                raise
            # One bad row must not hold up the others.
            log.exception("Delivery %s could not be rendered", one.id)
            outcome = Outcome(Verdict.REFUSED, repr(failure))
            await self.write_down(partial(self._ledger.settle, one.id, one.chat_id, outcome))
            return None
        if instead is not None:
            await self.write_down(partial(self._ledger.give_back, one.id, instead))
        return letter

    async def _render(
        self, session: AsyncSession, delivery: Delivery, chat_id: int, now: datetime
    ) -> tuple[Letter | None, dict[str, object] | None]:
        """Give the letter, or the values that say why there is none."""
        if delivery.expires_at is not None and delivery.expires_at <= now:
            return None, {"state": DeliveryState.EXPIRED}
        kind = Kind(delivery.kind)
        found = await readers(session, now, [delivery.person_id] if delivery.person_id else [])
        reader = found.get(delivery.person_id or 0)
        pushed = delivery.priority > Priority.ANSWER
        waits = budget_of(kind).quiet is Quiet.MORNING and not delivery.args.get("rings")
        if pushed and reader is not None and waits:
            morning = reader.quiet_until(now)
            if morning is not None:
                # It is asked again in the morning, and still has to be true then.
                return None, {"state": DeliveryState.QUEUED, "not_before": morning}
        language = str(delivery.args.get("language", "en"))
        look = Look(
            session=session,
            now=now,
            reader=reader,
            words=words_for(reader, language),
            bot_name=self._bot.username,
            repeat=delivery.repeats > 0,
        )
        screen = await render(look, kind, delivery.args)
        if screen is None:
            return None, {"state": DeliveryState.SUPERSEDED}
        text = show.dressed(look, screen, pushed=pushed)
        head = show.letterhead(look, kind, delivery.args, pushed=pushed)
        return (
            Letter(
                delivery,
                chat_id,
                screen,
                text,
                head.silent,
                show.digest(text, screen),
                pushed,
            ),
            None,
        )

    async def _send(self, letter: Letter) -> None:
        delivery, chat_id = letter.delivery, letter.chat_id
        try:
            message_id = await show.send(
                self._bot, chat_id, letter.text, letter.screen, silent=letter.silent
            )
        except Exception as failure:
            outcome = judge(failure)
            if outcome.verdict is Verdict.REFUSED:
                log.error("Delivery %s was refused: %s", delivery.key, outcome.reason)
            self._governor.learn(chat_id, outcome)
            await self.write_down(partial(self._ledger.settle, delivery.id, chat_id, outcome))
        else:
            self._governor.learn(chat_id, Outcome(Verdict.SENT))
            await self.write_down(
                partial(
                    self._ledger.sent,
                    delivery,
                    chat_id,
                    message_id,
                    drawn=letter.drawn,
                    pushed=letter.pushed,
                )
            )
