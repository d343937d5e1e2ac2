"""The local Telegram as tests and the demo hold it."""

from functools import partial
from typing import Any

from simulator.accounts import Account
from simulator.chats import BotAccount, Person
from simulator.transcript import transcript
from simulator.updates import UpdateQueue
from simulator.world import FIRST_PERSON, World


class Telegram(World):
    """A world to which bots and people are added. See World for its settings."""

    def add_bot(self, username: str, *, name: str, token: str) -> BotAccount:
        """This will register a bot; its id is the number before the token's colon."""
        bot_id = int(token.partition(":")[0])
        updates = UpdateQueue(self.clock, self.patience, partial(self.lints.hear, bot_id))
        bot = BotAccount(bot_id, token, username, name, updates)
        self.bots[token] = bot
        return bot

    def add_person(
        self,
        name: str,
        *,
        username: str | None = None,
        language_code: str | None = None,
        note: dict[str, Any] | None = None,
    ) -> Account:
        """This will make an account for someone; the first word is the first name.

        `note` is shown with the person by the control plane (role, office, zone …).
        """
        first_name, _, last_name = name.partition(" ")
        number = FIRST_PERSON + len(self.people)
        person = Person(number, first_name, last_name, username, language_code, dict(note or {}))
        self.people[number] = person
        return Account(self, person)

    def account(self, person_id: int, bot: BotAccount | None = None) -> Account:
        """This will give the account of a person who is already there; KeyError if not."""
        return Account(self, self.people[person_id], bot)

    def forget(self) -> None:
        """This will let everybody go, with all that was said; the bots stay."""
        self.people.clear()
        self.groups.clear()
        self.calls.clear()
        self.faults.clear()
        self.lints.clear()
        for bot in self.bots.values():
            bot.chats.clear()
            bot.callbacks.clear()
            bot.inline_queries.clear()
            bot.polls.clear()
            bot.commands.clear()
            bot.updates.clear()

    def transcript(self) -> str:
        """This will write every chat as text, for the message of a failed test."""
        return transcript(self)
