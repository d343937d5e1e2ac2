"""`python -m bot demo`."""

import asyncio
import contextlib
import errno
import signal
import webbrowser

import click

from bot import logs
from bot.demo.house import DemoHouse


@click.command(name="demo")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
@click.option("--empty", is_flag=True, help="Begin with the first run instead of a sample group.")
def command(port: int, *, no_browser: bool, empty: bool) -> None:
    """Show the whole product on this machine: no token, no network, nothing is kept."""
    logs.set_up("warning", "text")
    try:
        asyncio.run(_demo(port, show=not no_browser, empty=empty))
    except OSError as taken:
        why = "is in use" if taken.errno == errno.EADDRINUSE else f"cannot be used ({taken})"
        click.echo(f"Port {port} {why}; try another one, such as --port 8090", err=True)
        raise SystemExit(1) from taken


async def _demo(port: int, *, show: bool, empty: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, stop.set)
    house = DemoHouse(empty=empty)
    try:
        await house.open(port)
        click.echo(f"The demo is at {house.server.url} (stop with Ctrl-C)")
        if house.setup_code is not None:
            click.echo(f"Setup code: {house.setup_code}")
        if show:
            webbrowser.open(house.server.url)
        await stop.wait()
    finally:
        await house.close()
