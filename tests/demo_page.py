"""The demo on its page, as tests drive it: its house, the phones, and what people do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, expect

from bot.demo.house import DemoHouse
from simulator.accounts import Account
from tests.browsers import PATIENCE, Phones

NADIA, FARHAN, MARIA, DANIEL, ADEEL = range(1, 6)
NOTICE = """Title: Second meeting of the Expert Working Group
Date: 15 April
Time: 2 to 4 pm
Venue: Committee Room 2, National Police Bureau, Islamabad
Link: https://meet.example.org/ewg-2
Agenda: 1 Opening remarks 2 Work plan 2026-27, for approval 3 Any other business
Reply by: 10 April"""


@dataclass(kw_only=True)
class Demo(Phones):
    """The demo's house and its page."""

    house: DemoHouse

    def person(self, name: str) -> Account:
        found = [one for one in self.house.telegram.people.values() if one.name == name]
        return self.house.telegram.account(found[0].id)

    async def says(self, number: int, text: str) -> None:
        field = self.pane(number).get_by_role("textbox", name="Message")
        await field.fill(text)
        await field.press("Enter")

    async def presses(self, button: str) -> None:
        """Press a button of the page itself and wait until it is done."""
        found = self.page.get_by_role("button", name=button, exact=True)
        await found.click()
        await expect(found).to_be_enabled()

    def text(self, number: int) -> Any:
        """Give the words of the phone's newest message from the assistant."""
        return self.pane(number).locator(".message:not(.own)").last.locator(".text")

    async def settle(self) -> None:
        """Wait until the bot has nothing left to do at this moment of the clock."""
        await self.house.telegram.drained(self.house.telegram.bot)
        await self.house.bot.until_quiet()

    async def publish(self) -> None:
        """Have the meeting out, and the answers of those who are not on the page."""
        nadia = self.person("Nadia Saleem")
        await nadia.says("/new")
        await nadia.taps("Paste one message")
        await nadia.says(NOTICE)
        await nadia.taps("Publish to 12 people")
        await self.house.advance({"hours": 1})
        await self.house.script.answered()
        await self.settle()
        await nadia.says("/menu")
        await nadia.taps("RSVP board")
        await expect(self.text(NADIA)).to_contain_text("6 of 12 expected, 7 needed")


@asynccontextmanager
async def open_demo(browser: Browser, address: str = "/") -> AsyncIterator[Demo]:
    """Have the demo just begun, its page open on a laptop's screen; nothing may complain."""
    house = DemoHouse(pace=0)
    await house.open(0)
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    demo = Demo(page=await context.new_page(), house=house)
    house.telegram.settle = demo.settle
    demo.watch(house.server.url)
    await demo.page.goto(f"{house.server.url}{address}")
    if address == "/":
        # The last phone shows the group's chat at first; most stories need the silent member's.
        await demo.pane(ADEEL).get_by_role("combobox").first.select_option("Adeel Niazi")
    for number in range(1, 6):
        await expect(demo.pane(number).locator(".message:not(.own)").first).to_be_visible()
    yield demo
    await context.close()
    await house.close()
    assert demo.complaints == []
