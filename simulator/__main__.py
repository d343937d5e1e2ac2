"""The local Telegram by itself: `python -m simulator --port 8081`."""

import argparse
import asyncio
import contextlib
import signal
import sys

from simulator.limits import STRICTNESSES
from simulator.server import Server
from simulator.telegrams import Telegram

PEOPLE = ("Ada Lovelace", "Bo Chen")


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """This will read the command line; what is wrong with it is said, and exits with 2."""
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="A local Telegram: a strict Bot API server with people, for tests of bots.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument(
        "--token", action="append", type=_token, help="of a bot, may be repeated (1:TEST)"
    )
    parser.add_argument(
        "--person", action="append", help=f"a name, may be repeated ({', '.join(PEOPLE)})"
    )
    parser.add_argument("--limits", choices=STRICTNESSES, default="off", help="flood limits")
    parser.add_argument("--lint", action="store_true", help="note what a careful bot avoids")
    return parser.parse_args(arguments)


def make_telegram(asked: argparse.Namespace) -> Telegram:
    """This will make the world that the command line asks for."""
    telegram = Telegram()
    telegram.limits = asked.limits
    telegram.lints.is_on = asked.lint
    for token in asked.token or ["1:TEST"]:
        number = token.partition(":")[0]
        telegram.add_bot(f"local_{number}_bot", name=f"Local {number}", token=token)
    for name in asked.person or PEOPLE:
        telegram.add_person(name)
    return telegram


async def serve(asked: argparse.Namespace) -> None:
    """This will serve until it is told to end."""
    telegram = make_telegram(asked)
    server = Server(telegram)
    await server.start(asked.port, asked.host)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers; there an interrupt ends the program itself.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, ended.set)
    sys.stdout.write(f"{server.url}/ has the page, {server.url}/bot<token>/ the Bot API, for\n")
    for bot in telegram.bots.values():
        sys.stdout.write(f"  {bot.token} @{bot.username}\n")
    for person in telegram.people.values():
        sys.stdout.write(f"  {person.id} {person.name}\n")
    sys.stdout.flush()
    await ended.wait()
    await server.stop()


def _token(given: str) -> str:
    number, colon, secret = given.partition(":")
    if not (number.isascii() and number.isdecimal() and number[0] != "0" and colon and secret):
        raise argparse.ArgumentTypeError("a token is a number, a colon and letters")
    if "/" in given or len(given) > 80:
        raise argparse.ArgumentTypeError("a token has no slash and at most 80 characters")
    return given


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(read_arguments(sys.argv[1:])))
