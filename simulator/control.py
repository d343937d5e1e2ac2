"""The control plane under /_emu/, and the page."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from simulator.decoding import load_json
from simulator.limits import STRICTNESSES
from simulator.methods.settings import commands_for
from simulator.order_fields import ControlError, find_account, find_place, read_number
from simulator.orders import act
from simulator.states import group_state, message_state, person_state
from simulator.streams import Streams
from simulator.transcript import transcript, transcript_json
from simulator.troubles import troubles
from simulator.world import World

PAGE = Path(__file__).parent / "page"
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}

Host = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
"""What the page may ask of the program around the server; takes and gives JSON objects."""
_Route = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Control:
    """Answers everything that is not the Bot API."""

    def __init__(self, world: World, hosts: Mapping[str, Host], streams: Streams) -> None:
        self._world = world
        self._hosts = hosts
        self._streams = streams
        self._routes: dict[tuple[str, str], _Route] = {
            ("GET", "state"): self._state,
            ("GET", "stream"): streams.serve,
            ("GET", "commands"): self._commands,
            ("GET", "transcript"): self._transcript,
            ("GET", "calls"): self._calls,
            ("GET", "troubles"): self._troubles,
            ("POST", "act"): self._act,
            ("GET", "faults"): self._faults,
            ("POST", "faults"): self._add_fault,
            ("DELETE", "faults"): self._clear_faults,
            ("GET", "limits"): self._limits,
            ("POST", "limits"): self._set_limits,
            ("GET", "lint"): self._lint,
            ("POST", "lint"): self._set_lint,
            ("DELETE", "lint"): self._clear_lint,
        }

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """This will answer a request; `path` is without its query."""
        path = unquote(path)
        if path == "/":
            return _page_file("index.html")
        if path.startswith("/page/"):
            return _page_file(path.removeprefix("/page/"))
        if not path.startswith("/_emu/"):
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        try:
            return await self._route(request, path.removeprefix("/_emu/"))
        except ControlError as error:
            return _json({"ok": False, "error": error.message}, error.status)

    async def _route(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        _refuse_strangers(request)
        route = self._routes.get((request.method, path))
        if route is not None:
            return await route(request)
        if path.startswith("file/") and request.method == "GET":
            return self._download(path.removeprefix("file/"))
        if path.startswith("host/") and request.method == "POST":
            return await self._ask_host(request, path.removeprefix("host/"))
        raise ControlError(404, f"no {request.method} /_emu/{path} here")

    async def _state(self, _: web.BaseRequest) -> web.Response:
        world = self._world
        people = world.people.values() if world.bots else ()
        chats = [world.chat(person) for person in people]
        return _json(
            {
                "clock": {
                    "now": world.clock.now().isoformat(),
                    "movable": "advance" in self._hosts,
                },
                "bots": [
                    {"id": bot.id, "username": bot.username, "name": bot.name}
                    for bot in world.bots.values()
                ],
                "people": [person_state(chat) for chat in chats],
                "chats": {
                    str(chat.id): [message_state(message) for message in chat.live]
                    for chat in chats
                },
                "groups": [group_state(group) for group in world.groups.values()],
                "host": list(self._hosts),
            }
        )

    async def _act(self, request: web.BaseRequest) -> web.Response:
        return _json({"ok": True, **act(self._world, await _body(request))})

    async def _commands(self, request: web.BaseRequest) -> web.Response:
        account = find_account(self._world, request.rel_url.query.get("person"))
        chat = find_place(self._world, account, request.rel_url.query.get("chat"))
        return _json({"ok": True, "commands": commands_for(account.bot, chat, account.person)})

    async def _transcript(self, request: web.BaseRequest) -> web.Response:
        if request.rel_url.query.get("format") == "json":
            return _json(transcript_json(self._world))
        return web.Response(text=transcript(self._world))

    async def _calls(self, request: web.BaseRequest) -> web.Response:
        since = read_number(request.rel_url.query.get("since", "0"))
        calls = self._world.calls[max(since - self._world.forgotten_calls, 0) :]
        return _json({"calls": [call.as_json() for call in calls]})

    async def _troubles(self, _: web.BaseRequest) -> web.Response:
        return _json({"ok": True, "log": troubles(self._world)})

    async def _limits(self, _: web.BaseRequest) -> web.Response:
        return _json({"ok": True, "limits": self._world.limits})

    async def _set_limits(self, request: web.BaseRequest) -> web.Response:
        asked = (await _body(request)).get("limits")
        for limits in STRICTNESSES:
            if limits == asked:
                self._world.limits = limits
                return _json({"ok": True, "limits": limits})
        raise ControlError(400, f"limits are one of {', '.join(STRICTNESSES)}")

    async def _lint(self, _: web.BaseRequest) -> web.Response:
        findings = [finding.as_json() for finding in self._world.lint]
        return _json({"ok": True, "is_on": self._world.lints.is_on, "findings": findings})

    async def _set_lint(self, request: web.BaseRequest) -> web.Response:
        self._world.lints.is_on = (await _body(request)).get("is_on") is True
        return await self._lint(request)

    async def _clear_lint(self, request: web.BaseRequest) -> web.Response:
        self._world.lints.clear()
        return await self._lint(request)

    async def _faults(self, _: web.BaseRequest) -> web.Response:
        return _json({"ok": True, "faults": self._world.faults.as_json()})

    async def _add_fault(self, request: web.BaseRequest) -> web.Response:
        body = await _body(request)
        try:
            self._world.faults.add(**body)
        except (TypeError, ValueError) as error:
            raise ControlError(400, str(error)) from None
        return _json({"ok": True})

    async def _clear_faults(self, _: web.BaseRequest) -> web.Response:
        self._world.faults.clear()
        return _json({"ok": True})

    async def _ask_host(self, request: web.BaseRequest, name: str) -> web.Response:
        host = self._hosts.get(name)
        if host is None:
            raise ControlError(404, f"the host has no {name}")
        body = await _body(request)
        try:
            answered = await host(body)
        # Whatever the host got wrong belongs on the page, not in a broken connection.
        except Exception as error:
            return _json({"ok": False, "error": str(error) or type(error).__name__}, 500)
        self._streams.publish({"type": "clock", "now": self._world.clock.now().isoformat()})
        return _json({"ok": True, **answered})

    def _download(self, unique_id: str) -> web.Response:
        file = self._world.files.by_unique_id(unique_id)
        if file is None:
            raise ControlError(404, "no such file")
        return web.Response(
            body=file.content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"},
        )


def _refuse_strangers(request: web.BaseRequest) -> None:
    # Any web page may send requests to a local port; only the one served here acts for people.
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise ControlError(403, "requests of another page are refused")


def _page_file(name: str) -> web.Response:
    path = (PAGE / name.replace("\0", "")).resolve()
    if not path.is_relative_to(PAGE) or path.suffix not in _TYPES or not path.is_file():
        return web.Response(status=404, text="not found")
    return web.Response(
        body=path.read_bytes(),
        headers={
            "Content-Type": f"{_TYPES[path.suffix]}; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


async def _body(request: web.BaseRequest) -> dict[str, Any]:
    chunks = [chunk async for chunk in request.content.iter_any()]
    try:
        body = load_json(b"".join(chunks) or b"{}")
    except ValueError:
        raise ControlError(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise ControlError(400, "the body is not an object")
    return body


def _json(value: object, status: int = 200) -> web.Response:
    return web.json_response(value, status=status, headers={"Cache-Control": "no-store"})
