"""A bot driven by hand over HTTP, and the page of its local Telegram in a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from playwright.async_api import Browser, expect

from simulator import Server, Telegram
from tests.browsers import Phones

MORNING = datetime(2026, 4, 6, 4, 0, tzinfo=UTC)
TOKEN = "100:TEST"


@dataclass(kw_only=True)
class Demo(Phones):
    """A bot driven by hand over HTTP, its people, and one open page."""

    telegram: Telegram
    server: Server
    session: aiohttp.ClientSession
    asked: list[tuple[str, dict[str, Any]]]

    async def call(self, method: str, **parameters: Any) -> Any:
        url = f"{self.server.url}/bot{TOKEN}/{method}"
        async with self.session.post(url, json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def send(self, person: Any, text: str, *rows: list[dict[str, Any]], **others: Any) -> Any:
        markup = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        return await self.call("sendMessage", chat_id=person.id, text=text, **markup, **others)

    async def update(self, kind: str) -> Any:
        """The next update of this kind, as the bot gets it."""
        offset = 0
        while True:
            updates = await self.call("getUpdates", offset=offset, timeout=5)
            assert updates, f"no {kind} came"
            offset = updates[0]["update_id"] + 1
            if kind in updates[0]:
                await self.call("getUpdates", offset=offset, timeout=0)
                return updates[0][kind]


class Moments:
    """The demo's clock, which stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MORNING


def hosts_of(
    telegram: Telegram, moments: Moments, asked: list[tuple[str, dict[str, Any]]]
) -> dict[str, Any]:
    async def advance(body: dict[str, Any]) -> dict[str, Any]:
        if "to" in body:
            raise RuntimeError("The clock only goes forward")
        asked.append(("advance", body))
        moments.now += timedelta(hours=body.get("hours", 0), days=body.get("days", 0))
        return {}

    async def next_event(body: dict[str, Any]) -> dict[str, Any]:
        asked.append(("next_event", body))
        moments.now = MORNING + timedelta(days=2, hours=1)
        return {"what": "7-day reminders"}

    async def describe(_body: dict[str, Any]) -> dict[str, Any]:
        return {
            "next": [{"at": "2026-04-08T05:00:00+00:00", "what": "7-day reminders"}],
            "log": [{"at": "2026-04-06T04:00:00+00:00", "text": "Meeting 1 published: 12 sent"}],
            "rows": [{"table": "reply", "row": {"seat": "Interior", "answer": "in person"}}],
        }

    async def restart(body: dict[str, Any]) -> dict[str, Any]:
        asked.append(("restart", body))
        return {}

    async def tap_twice(body: dict[str, Any]) -> dict[str, Any]:
        asked.append(("tap_twice", body))
        return {}

    async def reset(_body: dict[str, Any]) -> dict[str, Any]:
        telegram.add_person("Rida Aslam", note={"pane": True})
        return {}

    return {
        "advance": advance,
        "next_event": next_event,
        "describe": describe,
        "restart": restart,
        "tap_twice": tap_twice,
        "reset": reset,
    }


@asynccontextmanager
async def open_page(browser: Browser) -> AsyncIterator[Demo]:
    """Everything started, four people who have pressed Start, the page open at desktop width."""
    moments = Moments()
    telegram = Telegram(clock=lambda: moments.now)
    telegram.add_bot("ewg_desk_bot", name="EWG Secretariat", token=TOKEN)
    karachi = {"zone": "Asia/Karachi", "pane": True}
    people = [
        telegram.add_person(
            "Nadia Saleem", language_code="en", note={**karachi, "role": "secretariat"}
        ),
        telegram.add_person("Farhan Javed", note={**karachi, "role": "member", "office": "Home"}),
        telegram.add_person("Maria Memon", language_code="ur", note=karachi),
        telegram.add_person("Daniel Moreau", note={"zone": "Europe/Vienna", "pane": True}),
    ]
    telegram.add_person("Umer Stranger")
    for person in people:
        await person.starts()
    telegram.bot.updates.clear()
    asked: list[tuple[str, dict[str, Any]]] = []
    server = Server(telegram, hosts_of(telegram, moments, asked))
    await server.start()
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    async with aiohttp.ClientSession() as session:
        demo = Demo(page=page, telegram=telegram, server=server, session=session, asked=asked)
        demo.watch(server.url)
        await page.goto(server.url)
        await expect(demo.pane(4)).to_be_visible()
        yield demo
        await context.close()
        await server.stop()
    assert demo.complaints == []


def callback(label: str, value: str, style: str | None = None) -> dict[str, str]:
    return {"text": label, "callback_data": value} | ({"style": style} if style else {})
