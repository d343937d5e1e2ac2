"""The parameters of one request, wherever it carries them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from simulator.errors import ApiError, bad_request

_LEADING_INTEGER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    file_name: str
    mime: str
    content: bytes


class Parameters:
    """Strings by name, and uploads by the name of their part.

    Objects and numbers of a JSON body are kept as their JSON text, as the real server does, so
    that every method reads them in one way.
    """

    __slots__ = ("uploads", "values")

    def __init__(self, values: dict[str, str], uploads: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def text(self, name: str) -> str:
        """This will give the parameter, or "" if it is absent."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0, *, lowest: int, highest: int) -> int:
        """This will read a number and bring it between the bounds; what is no number is 0."""
        value = self.values.get(name)
        if not value:
            return default
        return max(lowest, min(highest, leading_integer(value)))

    def identifier(self, name: str) -> int:
        """This will read a message or user id; what is absent, negative or no number is 0."""
        return max(leading_integer(self.values.get(name, "")), 0)

    def is_true(self, name: str) -> bool:
        """This will read a yes or no."""
        return self.values.get(name, "").lower() in ("true", "yes", "1")


def leading_integer(value: str) -> int:
    """This will read the number a text begins with, 0 if there is none."""
    try:
        return int(value)
    except ValueError:
        found = _LEADING_INTEGER.match(value)
        return int(found[0]) if found else 0


async def read_parameters(request: web.BaseRequest, query: str, limit: int) -> Parameters:
    """This will collect the parameters of the query string and of the body.

    `limit` is the most bytes a body may have. Raises ApiError 413 for a larger one and 400 for a
    JSON body that is not an object.
    """
    values = dict(_pairs(query)) if query else {}
    if request.method != "POST":
        return Parameters(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_multipart(request, values, limit)
    body = await _read_body(request, limit)
    if not body:
        return Parameters(values)
    if kind == "application/json":
        values.update(_json_values(body))
    elif kind == "application/x-www-form-urlencoded":
        values.update(_pairs(body.decode("utf-8", "surrogateescape")))
    return Parameters(values)


def _pairs(encoded: str) -> list[tuple[str, str]]:
    # surrogateescape: broken UTF-8 must reach the check that has Telegram's words for it.
    return parse_qsl(encoded, keep_blank_values=True, errors="surrogateescape")


def _json_values(body: bytes) -> dict[str, str]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("JSON object expected")
    return {
        name: item if isinstance(item, str) else json.dumps(item) for name, item in value.items()
    }


async def _read_body(request: web.BaseRequest, limit: int) -> bytes:
    if not request.body_exists:
        return b""
    length = request.content_length
    if length is not None and length <= limit:
        return await request.content.read()
    chunks, size = [], 0
    async for chunk in request.content.iter_any():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
    # The rest is read and dropped, so that the client gets the answer and not a broken pipe.
    if size > limit:
        raise ApiError(413, "Request Entity Too Large")
    return b"".join(chunks)


async def _read_multipart(
    request: web.BaseRequest, values: dict[str, str], limit: int
) -> Parameters:
    uploads: dict[str, Upload] = {}
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise bad_request("can't parse multipart request")
        chunks = []
        while chunk := await part.read_chunk(1 << 16):
            size += len(chunk)
            if size <= limit:
                chunks.append(chunk)
        name, content = part.name or "", b"".join(chunks)
        if part.filename is None:
            values[name] = content.decode("utf-8", "surrogateescape")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[name] = Upload(part.filename, mime.split(";")[0].strip(), content)
    if size > limit:
        raise ApiError(413, "Request Entity Too Large")
    if len(uploads) > 50:
        raise ApiError(413, "Request Entity Too Large: too many files attached")
    return Parameters(values, uploads)
