"""The Bot API over HTTP: from a request to the method and back."""

import asyncio
import json
import re
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from simulator.calls import Call
from simulator.chats import BotAccount
from simulator.errors import ApiError, too_many_requests
from simulator.faults import Fault
from simulator.methods import BY_LOWER_CASE, METHODS, Described, Encoded
from simulator.methods.sessions import open_session
from simulator.parameters import Parameters, read_parameters
from simulator.world import World

FOREVER = 24 * 3600.0
"""Seconds a call that hangs is kept, which no bot waits."""

_TOKEN = re.compile(r"[1-9][0-9]{0,16}:[^/]+")
_JSON = {"Content-Type": "application/json"}
_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)


async def answer_call(world: World, request: web.BaseRequest, path: str, query: str) -> Any:
    """This will answer a request to /bot<token>/<method>; `path` begins with /bot."""
    token, slash, method = unquote(path[4:]).partition("/")
    if not slash:
        return _refused(ApiError(404, "Not Found"))
    bot = world.bots.get(token)
    if bot is None:
        is_possible = len(token) <= 80 and _TOKEN.fullmatch(token)
        if not is_possible or int(token.partition(":")[0]) >= 1 << 54:
            return _refused(ApiError(401, "Unauthorized: invalid token specified"))
        return _refused(ApiError(401, "Unauthorized"))
    try:
        parameters = await read_parameters(request, query, world.upload_limit)
        name = _known_name(method or parameters.text("method"))
        open_session(world, bot)
    except ApiError as refusal:
        return _refused(refusal)
    return await _run(world, request, bot, name, parameters)


async def answer_download(world: World, path: str) -> web.Response:
    """This will answer a request to /file/bot<token>/<file_path>."""
    token, _, file_path = unquote(path.removeprefix("/file/bot")).partition("/")
    file = world.files.at(file_path) if token in world.bots else None
    if file is None:
        return _refused(ApiError(404, "Not Found"))
    return web.Response(body=file.content, content_type="application/octet-stream")


def _known_name(method: str) -> str:
    name = BY_LOWER_CASE.get(method.lower())
    if name is None:
        raise ApiError(404, "Not Found: method not found")
    if name not in METHODS:
        # Not one of Telegram's answers, so that a gap here is never taken for a bot's mistake.
        raise ApiError(501, f"Not Implemented: the local Telegram has no {name} yet")
    return name


async def _run(
    world: World, request: web.BaseRequest, bot: BotAccount, name: str, parameters: Parameters
) -> web.Response:
    fault = None
    if world.faults:
        text = parameters.text("text") or parameters.text("caption")
        fault = world.faults.take(name, parameters.text("chat_id"), text)
    if fault is not None:
        instead = await _prevent(world, request, bot, name, parameters, fault)
        if instead is not None:
            return instead
    status = 200
    try:
        result = METHODS[name](world, bot, parameters)
        if asyncio.iscoroutine(result):
            result = await result
        encoded = _encoded(result)
    except ApiError as refusal:
        status, encoded = refusal.code, json.dumps(refused(refusal))
        retry_after = (refusal.parameters or {}).get("retry_after")
    else:
        retry_after = None
    if fault is not None and fault.kind == "reset_after":
        _log(world, bot, name, parameters)
        return _cut(request)
    _log(world, bot, name, parameters, status, encoded)
    if fault is not None and fault.kind == "timeout_after":
        await asyncio.sleep(fault.seconds)
    return _response(status, encoded, retry_after)


def _encoded(result: Any) -> str:
    if type(result) is Encoded:
        return f'{{"ok": true, "result": {result.json}}}'
    if type(result) is Described:
        answer = {"ok": True, "result": result.result, "description": result.description}
        return json.dumps(answer)
    return json.dumps({"ok": True, "result": result})


async def _prevent(
    world: World,
    request: web.BaseRequest,
    bot: BotAccount,
    name: str,
    parameters: Parameters,
    fault: Fault,
) -> web.Response | None:
    """This will do what comes before or instead of the effect."""
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "hang":
        _log(world, bot, name, parameters)
        await asyncio.sleep(FOREVER)
    elif fault.kind == "reset_before":
        _log(world, bot, name, parameters)
        return _cut(request)
    elif fault.kind == "502_html":
        _log(world, bot, name, parameters, 502)
        return web.Response(status=502, text=_PAGE, content_type="text/html")
    elif fault.kind in ("429", "500"):
        refusal = (
            too_many_requests(fault.retry_after)
            if fault.kind == "429"
            else ApiError(500, "Internal Server Error")
        )
        _log(world, bot, name, parameters, refusal.code, json.dumps(refused(refusal)))
        return _refused(refusal)
    return None


def _log(
    world: World,
    bot: BotAccount,
    name: str,
    parameters: Parameters,
    status: int = 0,
    encoded: str = "",
) -> None:
    values = parameters.values
    if parameters.uploads:
        names = {part: upload.file_name for part, upload in parameters.uploads.items()}
        values = {**values, **names}
    world.calls.append(Call(world.clock.now(), bot.id, name, values, status, encoded))


def refused(refusal: ApiError) -> dict[str, Any]:
    """This will make the JSON answer of a refusal."""
    answer: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return answer


def _refused(refusal: ApiError) -> web.Response:
    retry_after = (refusal.parameters or {}).get("retry_after")
    return _response(refusal.code, json.dumps(refused(refusal)), retry_after)


def _response(status: int, encoded: str, retry_after: int | None) -> web.Response:
    response = web.Response(status=status, body=encoded.encode(), headers=_JSON)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _cut(request: web.BaseRequest) -> web.Response:
    # The connection is gone before the server would write this answer.
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
