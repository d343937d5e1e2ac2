"""A local Telegram: a strict Bot API server with many people, for the demo and for tests."""

from simulator.server import Server
from simulator.telegrams import Telegram

__all__ = ["Server", "Telegram"]
