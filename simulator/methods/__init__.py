"""The methods of the Bot API, one module for each family.

A new method is a copy of its neighbour: a function with the method's name registered by @method,
which checks in Telegram's order and then acts.
"""

from simulator.methods import (
    callbacks,
    chats,
    edits,
    files,
    inline,
    links,
    memberships,
    messages,
    polls,
    profiles,
    reactions,
    removals,
    sessions,
    settings,
    topics,
    updates,
    webhooks,
)
from simulator.methods.known import BY_LOWER_CASE
from simulator.methods.registry import METHODS, perform

__all__ = [
    "BY_LOWER_CASE",
    "METHODS",
    "callbacks",
    "chats",
    "edits",
    "files",
    "inline",
    "links",
    "memberships",
    "messages",
    "perform",
    "polls",
    "profiles",
    "reactions",
    "removals",
    "sessions",
    "settings",
    "topics",
    "updates",
    "webhooks",
]
