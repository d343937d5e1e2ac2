"""The demo's group chat, its bad moments, and its beginning without a group."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.demo.house import DemoHouse
from simulator.accounts import Account
from simulator.troubles import troubles
from tests.browsers import open_browser
from tests.demo_page import open_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FARHAN = "Farhan Javed"
MESSAGES = "sendMessage,editMessageText"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def house() -> AsyncIterator[DemoHouse]:
    house = DemoHouse(pace=0)
    await house.open(0)
    yield house
    await house.close()


async def settled(house: DemoHouse) -> None:
    await house.telegram.drained(house.telegram.bot)
    await house.bot.until_quiet()


def account(house: DemoHouse, name: str) -> Account:
    [person] = [one for one in house.telegram.people.values() if one.name == name]
    return house.telegram.account(person.id)


async def test_the_bot_is_in_the_group_chat_and_silent(
    house: DemoHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    [group] = [one for one in house.telegram.groups.values() if one.is_active]
    farhan = account(house, FARHAN)

    for words in ("/next", "/next@ewg_desk_bot", "/start@ewg_desk_bot", "@ewg_desk_bot, hello"):
        await farhan.says(words, at=group)
    await farhan.leaves(group)
    await settled(house)

    assert house.telegram.bot in house.telegram.bots_in(group)
    assert [message.text for message in group.live if message.from_bot] == []
    called = [one for one in house.telegram.calls if one.parameters.get("chat_id") == str(group.id)]
    assert called == []
    assert caplog.records == []


async def test_the_demo_begins_empty_and_full_again(house: DemoHouse) -> None:
    full = await offered(house)

    answer = await house.start_empty({})

    told = await house.describe({})
    empty = await offered(house)
    assert answer == {"what": f"Setup code: {house.setup_code}"}
    assert told["log"][0]["text"] == f"The setup code for the first secretary is {house.setup_code}"
    assert full - empty == {"story", "scene", "two_editors"}
    assert list(house.telegram.groups) == []

    await house.reset({})
    await settled(house)

    assert await offered(house) == full
    assert house.setup_code is None
    assert len(account(house, FARHAN).inbox) == 1


async def test_a_message_refused_for_haste_comes_in_the_end(house: DemoHouse) -> None:
    await settled(house)
    house.telegram.faults.add(kind="429", retry_after=1, method=MESSAGES)
    arrived = asyncio.Event()

    def hear(event: dict[str, Any]) -> None:
        if event["type"] == "message" and event["message"]["from"] == "bot":
            arrived.set()

    house.telegram.listen(hear)
    await account(house, FARHAN).says("/help")
    await asyncio.wait_for(arrived.wait(), 30)
    await settled(house)

    refused = "Telegram refused a message to Farhan Javed: too many at once, wait 1 second."
    assert troubles_of(house).startswith(f"{refused} The bot waited ")
    assert troubles_of(house).endswith(" and sent it again.")


async def test_a_message_that_may_have_been_lost_comes_once_more_and_says_so(
    house: DemoHouse,
) -> None:
    await settled(house)
    house.telegram.faults.add(kind="reset_after", method=MESSAGES)
    await account(house, FARHAN).says("/help")
    await settled(house)
    before = troubles_of(house)

    await house.advance({"hours": 1})
    await settled(house)

    broke = "The line broke over a message to Farhan Javed: the bot cannot know whether it arrived."
    assert before == f"{broke} It has not sent it again so far."
    assert troubles_of(house).startswith(f"{broke} After ")
    assert troubles_of(house).endswith("it sent it once more, marked as a repeat.")


async def test_starting_empty_asks_first_and_tells_the_setup_code(browser: Browser) -> None:
    async with open_demo(browser) as demo:
        await demo.page.get_by_role("button", name="Start empty").click()
        dialog = demo.page.get_by_role("dialog", name="Start empty?")
        await dialog.get_by_role("button", name="Start empty").click()

        await expect(demo.page.locator("#notice")).to_contain_text("Setup code:")
        await expect(demo.page.get_by_role("button", name="Tour", exact=True)).to_have_count(0)
        await expect(demo.pane(1).get_by_role("button", name="Start", exact=True)).to_be_visible()
        code = demo.page.locator("#drawer .latest")
        await expect(code).to_contain_text(str(demo.house.setup_code))


async def test_the_fifth_phone_shows_the_group_chat(browser: Browser) -> None:
    async with open_demo(browser, "/?") as demo:
        await expect(demo.pane(5).locator(".bot-name")).to_have_text("Expert Working Group")
        await expect(demo.pane(5).locator(".status")).to_have_text("group · 16 members")

        await demo.says(5, "Noted, thank you")

        own = demo.pane(5).locator(".message.own .text")
        await expect(own).to_have_text("Noted, thank you")


async def offered(house: DemoHouse) -> set[str]:
    address = f"{house.server.url}/_emu/state"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return set((await answer.json())["host"])


def troubles_of(house: DemoHouse) -> str:
    [line] = troubles(house.telegram)
    return str(line["text"])
