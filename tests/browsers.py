"""The page of the local Telegram in a real Chromium: how it is opened, and what is found on it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    async_playwright,
    expect,
)

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Milliseconds; a busy machine is slow, and what never comes fails all the same.
PATIENCE = 30_000


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        await browser.close()


@dataclass
class Phones:
    """The phones on the open page, by number from the left."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def pane(self, number: int) -> Locator:
        return self.page.locator(f"#pane-{number}")

    def key(self, label: str, number: int = 1) -> Locator:
        """Give the buttons of messages whose label begins so."""
        return self.pane(number).locator(".key").filter(has_text=re.compile(f"^{label}"))

    def toast(self, number: int = 1) -> Locator:
        return self.pane(number).locator(".toast")

    def watch(self, url: str) -> None:
        """Note errors of scripts, of the Content-Security-Policy, and requests to elsewhere."""

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.complaints.append(message.text)

        def asked(request: Request) -> None:
            if not request.url.startswith(url):
                self.complaints.append(request.url)

        self.page.on("console", said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", asked)
