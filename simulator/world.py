"""The world of the local Telegram: who is in it, and what happens when something is sent."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from simulator.calls import KEPT, Call
from simulator.chats import BotAccount, Callback, Chat, Person
from simulator.clock import Clock, utc_now
from simulator.faults import Faults
from simulator.files import UPLOAD_LIMIT, Files
from simulator.limits import FloodLimits, Strictness
from simulator.lints import Finding, Lints
from simulator.messages import Entity, Keyboard, Message
from simulator.objects import callback_object, membership_object, message_object
from simulator.states import message_state, person_state
from simulator.updates import CALLBACK_LIFETIME
from simulator.webhooks import Webhook

FIRST_PERSON = 5_000_000_001
"""Ids of people begin beyond 32 bits, as those of new accounts do."""

Listener = Callable[[dict[str, Any]], None]


class World:
    """Everything there is, and the few things that can happen to it.

    `clock` gives aware UTC times; `monotonic` seconds for flood limits. `callback_window` is how
    many seconds a press may wait for its answer: Telegram does not publish it, 15 is what bots
    report; `patience` see UpdateQueue; `sleep` waits for a webhook's next attempt.
    `settle` is awaited after every act of a person.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        callback_window: float = 15.0,
        patience: float = 3.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.clock = Clock(clock, monotonic, sleep)
        self.callback_window = callback_window
        self.patience = patience
        self.settle: Callable[[], Awaitable[None]] | None = None
        self.limits: Strictness = "off"
        self.upload_limit = UPLOAD_LIMIT
        self.faults = Faults()
        self.lints = Lints(self.clock, callback_window)
        self.files = Files()
        self.calls: list[Call] = []
        self.forgotten_calls = 0
        self.bots: dict[str, BotAccount] = {}
        self.people: dict[int, Person] = {}
        self.webhooks: dict[int, Webhook] = {}
        """Those that are set, by the bot's id."""
        self._webhook_set_at: dict[int, float] = {}
        self._flood: dict[int, FloodLimits] = {}
        self._listeners: list[Listener] = []

    @property
    def bot(self) -> BotAccount:
        """The first bot, with which people talk unless they are told otherwise."""
        for bot in self.bots.values():
            return bot
        raise LookupError("no bot was added")

    def chat(self, person: Person, bot: BotAccount | None = None) -> Chat:
        """This will give the private chat of a person and a bot."""
        bot = bot or self.bot
        chat = bot.chats.get(person.id)
        if chat is None:
            chat = bot.chats[person.id] = Chat(person.id, "private", person)
        return chat

    @property
    def lint(self) -> list[Finding]:
        """What the bots did that a careful bot does not, as far as `lints` was on."""
        return self.lints.findings()

    def calls_of(self, method: str) -> list[Call]:
        """This will give the calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def note(self, call: Call) -> None:
        """This will log a call; of very many the oldest are forgotten."""
        self.calls.append(call)
        if len(self.calls) >= 2 * KEPT:
            del self.calls[:KEPT]
            self.forgotten_calls += KEPT

    def unconfirmed(self, bot: BotAccount | None = None) -> int:
        """This will count the updates that the bot has not confirmed by its next getUpdates."""
        return len((bot or self.bot).updates)

    async def drained(self, bot: BotAccount | None = None) -> None:
        """This will wait until the bot has confirmed every update."""
        await (bot or self.bot).updates.drained()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """This will call `listener` with every event of the live stream, until undone."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, event: dict[str, Any]) -> None:
        """This will pass an event to everyone who listens."""
        for listener in self._listeners:
            listener(event)

    def tell_person(self, chat: Chat) -> None:
        """This will tell that something about a person has changed."""
        if self._listeners:
            self.tell({"type": "person", "person": person_state(chat)})

    def tell_message(self, kind: str, chat: Chat, message: Message) -> None:
        """This will tell of a new ("message") or changed ("edit") message."""
        if self._listeners:
            self.tell({"type": kind, "person": chat.id, "message": message_state(message)})

    def spend(self, bot: BotAccount, chat: Chat, text: str) -> None:
        """This will count a message against the flood limits; raises ApiError 429."""
        if self.limits != "off":
            flood = self._flood.get(bot.id)
            if flood is None:
                flood = self._flood[bot.id] = FloodLimits(self.clock)
            flood.spend(self.limits, chat.id, len(text))

    def may_set_webhook(self, bot: BotAccount) -> bool:
        """This will count a setWebhook, of which a bot has one a second where limits hold."""
        now = self.clock.monotonic()
        if self.limits != "off" and now < self._webhook_set_at.get(bot.id, -2.0) + 1:
            return False
        self._webhook_set_at[bot.id] = now
        return True

    def send(
        self, bot: BotAccount, chat: Chat, text: str, entities: list[Entity], **others: Any
    ) -> Message:
        """This will put a message of the bot into a chat; `others` are fields of Message."""
        self.spend(bot, chat, text)
        message = Message(
            id=bot.next_message_id(),
            chat_id=chat.id,
            from_bot=True,
            sent_at=self.clock.unix(),
            text=text,
            entities=entities,
            **others,
        )
        chat.messages[message.id] = message
        self.tell_message("message", chat, message)
        return message

    def edit(
        self,
        bot: BotAccount,
        chat: Chat,
        message: Message,
        *,
        text: str,
        entities: list[Entity],
        keyboard: Keyboard | None,
        extras: dict[str, Any] | None = None,
    ) -> None:
        """This will change a message of the bot."""
        self.spend(bot, chat, text)
        message.text, message.entities, message.keyboard = text, entities, keyboard
        if extras is not None:
            message.extras = extras
        message.edited_at = self.clock.unix()
        self.tell_message("edit", chat, message)

    def delete(self, chat: Chat, message: Message) -> None:
        """This will take a message away for both sides."""
        message.deleted = True
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        self.tell({"type": "delete", "person": chat.id, "id": message.id})

    def note_pin(self, bot: BotAccount, chat: Chat, pinned: Message, *, is_silent: bool) -> None:
        """This will put the service message about the bot's pin into the chat and its queue.

        It is the only message of its own that a bot gets as an update.
        """
        message = Message(
            id=bot.next_message_id(),
            chat_id=chat.id,
            from_bot=True,
            sent_at=self.clock.unix(),
            text="",
            kind="service",
            silent=is_silent,
        )
        message.attachment = {"pinned_message": message_object(pinned, chat, bot, is_nested=True)}
        chat.messages[message.id] = message
        bot.updates.add("message", message_object(message, chat, bot))
        self.tell_message("message", chat, message)

    def receive(
        self, bot: BotAccount, chat: Chat, text: str, entities: list[Entity], **others: Any
    ) -> Message:
        """This will put a message of the person into a chat and queue the bot's update."""
        chat.known = chat.started = True
        message = Message(
            id=bot.next_message_id(),
            chat_id=chat.id,
            from_bot=False,
            sent_at=self.clock.unix(),
            text=text,
            entities=entities,
            **others,
        )
        chat.messages[message.id] = message
        bot.updates.add("message", message_object(message, chat, bot))
        self.tell_message("message", chat, message)
        return message

    def receive_edit(
        self, bot: BotAccount, chat: Chat, message: Message, text: str, entities: list[Entity]
    ) -> None:
        """This will change a message of the person and queue the bot's update."""
        message.text, message.entities = text, entities
        message.edited_at = self.clock.unix()
        bot.updates.add("edited_message", message_object(message, chat, bot))
        self.tell_message("edit", chat, message)

    def press(self, bot: BotAccount, chat: Chat, message: Message, callback_data: str) -> Callback:
        """This will queue a press of a button, whatever its data."""
        too_old = self.clock.now().timestamp() - self.callback_window
        while bot.callbacks and next(iter(bot.callbacks.values())).asked_at < too_old:
            del bot.callbacks[next(iter(bot.callbacks))]
        callback = Callback(
            bot.next_callback_id(chat.person),
            chat.person,
            message,
            callback_data,
            self.clock.now().timestamp(),
        )
        bot.callbacks[callback.id] = callback
        bot.updates.add("callback_query", callback_object(callback, chat, bot), CALLBACK_LIFETIME)
        return callback

    def block(self, bot: BotAccount, chat: Chat, *, is_blocked: bool) -> None:
        """This will block or unblock the bot and queue its update, if that changes anything."""
        if chat.blocked == is_blocked:
            return
        chat.blocked = is_blocked
        chat.known = True
        membership = membership_object(chat, bot, self.clock.unix(), is_blocked=is_blocked)
        bot.updates.add("my_chat_member", membership)
        self.tell_person(chat)
