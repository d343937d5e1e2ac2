"""The Bot API over HTTP: from a request to the method and back."""

import asyncio
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from simulator.bodies import read_parameters
from simulator.chats import BotAccount
from simulator.errors import ApiError
from simulator.faults import LONGEST, Fault
from simulator.methods import BY_LOWER_CASE, METHODS, perform
from simulator.methods.registry import Outcome, note_call, refused
from simulator.methods.sessions import open_session
from simulator.parameters import Parameters
from simulator.world import World

_TOKEN = re.compile(r"[1-9][0-9]{0,16}:[^/]+")
_JSON = {"Content-Type": "application/json"}
_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n"
    "<center><h1>{0}</h1></center>\r\n<hr><center>nginx</center>\r\n"
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
    is_seen = fault is None or fault.kind != "reset_after"
    outcome = await perform(world, bot, name, parameters, is_logged=is_seen)
    if fault is not None and fault.kind == "reset_after":
        note_call(world, bot, name, parameters)
        return _cut(request)
    if fault is not None and fault.kind == "timeout_after":
        await asyncio.sleep(fault.seconds)
    return _response(outcome)


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
        note_call(world, bot, name, parameters)
        await asyncio.sleep(LONGEST)
    elif fault.kind == "reset_before":
        note_call(world, bot, name, parameters)
        return _cut(request)
    elif fault.is_page:
        status = fault.status or 502
        note_call(world, bot, name, parameters, status)
        return _page(status)
    elif fault.status is not None:
        outcome = refused(fault.refusal())
        note_call(world, bot, name, parameters, outcome.status, outcome.encoded)
        return _response(outcome)
    return None


def _page(status: int) -> web.Response:
    title = f"{status} {HTTPStatus(status).phrase}"
    return web.Response(status=status, text=_PAGE.format(title), content_type="text/html")


def _refused(refusal: ApiError) -> web.Response:
    return _response(refused(refusal))


def _response(outcome: Outcome) -> web.Response:
    body = outcome.encoded.encode()
    response = web.Response(status=outcome.status, body=body, headers=_JSON)
    if outcome.retry_after is not None:
        response.headers["Retry-After"] = str(outcome.retry_after)
    return response


def _cut(request: web.BaseRequest) -> web.Response:
    # The connection is gone before the server would write this answer.
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
