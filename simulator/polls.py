"""Polls: what is asked, and who voted for what."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer; entities as in messages."""

    text: str
    entities: list[dict[str, Any]]


@dataclass(slots=True, eq=False)
class Poll:
    """A poll; `settled` are the fields of the Bot API object that never change.

    `bot_id` is the bot that sent it and hears of the votes. `votes` are indices of options by the
    id of who voted. `close_date` is a Unix time, 0 for none.
    """

    id: str
    bot_id: int
    options: list[Option]
    settled: dict[str, Any]
    is_anonymous: bool
    allows_multiple: bool
    allows_revoting: bool
    close_date: int = 0
    is_closed: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)

    def as_object(self) -> dict[str, Any]:
        """This will make the Poll of the Bot API."""
        counts = [
            sum(index in chosen for chosen in self.votes.values())
            for index in range(len(self.options))
        ]
        made: dict[str, Any] = {
            "id": self.id,
            **self.settled,
            "options": [
                _option(index, option, count)
                for index, (option, count) in enumerate(zip(self.options, counts, strict=True))
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.is_closed,
            "is_anonymous": self.is_anonymous,
            "allows_multiple_answers": self.allows_multiple,
            "allows_revoting": self.allows_revoting,
            "members_only": False,
        }
        if self.close_date:
            made["close_date"] = self.close_date
        return made

    def answer_object(self, user: dict[str, Any]) -> dict[str, Any]:
        """This will make the PollAnswer of someone's present vote."""
        chosen = self.votes.get(user["id"], [])
        return {
            "poll_id": self.id,
            "user": user,
            "option_ids": chosen,
            "option_persistent_ids": [str(index) for index in chosen],
        }

    def close_if_over(self, now: int) -> None:
        """This will close it when its time, in Unix seconds, has come."""
        if self.close_date and now >= self.close_date:
            self.is_closed = True


def _option(index: int, option: Option, count: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "persistent_id": str(index),
        "text": option.text,
        "voter_count": count,
    }
    if option.entities:
        made["text_entities"] = option.entities
    return made
