"""The scene: a local Telegram with a handful of people; and its page in a browser."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from gathering import Gathering, gather, spoil
from local_telegram import TOKEN, Moments, Scene, Wire
from one_page import Demo, open_page
from playwright.async_api import Browser

from simulator import Server, Telegram
from tests.browsers import open_browser


@pytest.fixture
def moments() -> Moments:
    return Moments()


@pytest.fixture
async def scene(moments: Moments) -> AsyncIterator[Scene]:
    telegram = Telegram(
        clock=lambda: moments.now, monotonic=lambda: moments.seconds, sleep=moments.sleep
    )
    telegram.add_bot("ewg_desk_bot", name="EWG Secretariat", token=TOKEN)
    telegram.add_bot("other_bot", name="Other", token="200:OTHER")
    farhan = telegram.add_person("Farhan Javed", username="fjaved_moi", language_code="en")
    nadia = telegram.add_person("Nadia Saleem", language_code="ur")
    jamil = telegram.add_person("Jamil Baloch")
    rida = telegram.add_person("Rida Aslam")
    telegram.add_person("Umer Riaz", username="umer")
    await farhan.starts()
    nadia.becomes_known()
    await jamil.starts()
    await jamil.blocks()
    await rida.starts()
    rida.deletes_account()
    telegram.bot.updates.clear()
    server = Server(telegram)
    await server.start()
    async with aiohttp.ClientSession() as session:
        wire = Wire(session, server.url)
        yield Scene(telegram, server, wire, moments, farhan, nadia, jamil, rida)
        await server.stop()


@pytest.fixture
async def gathering(scene: Scene) -> Gathering:
    return await gather(scene)


@pytest.fixture
async def places(gathering: Gathering) -> Gathering:
    await spoil(gathering)
    return gathering


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def demo(browser: Browser) -> AsyncIterator[Demo]:
    async with open_page(browser) as demo:
        yield demo


@pytest.fixture
def nadia(demo: Demo) -> Any:
    return demo.telegram.account(5_000_000_001)


@pytest.fixture
def farhan(demo: Demo) -> Any:
    return demo.telegram.account(5_000_000_002)
