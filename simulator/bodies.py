"""Reading the parameters of a request, wherever it carries them.

Source of the limits and words: TDLib, HttpReader.
"""

import json
import re
from urllib.parse import unquote_to_bytes

from aiohttp import BadContentDispositionHeader, BadContentDispositionParam, BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from simulator.decoding import load_json
from simulator.errors import ApiError, bad_request
from simulator.parameters import Parameters, Upload

PARAMETERS_LIMIT = 1 << 20
"""The most bytes of parameters, files apart."""
FILES_LIMIT = 50

# All that the reader says of what is no multipart; the last two are warnings by default.
_NO_MULTIPART = (
    HttpProcessingError,
    AssertionError,
    LookupError,
    RuntimeError,
    ValueError,
    BadContentDispositionHeader,
    BadContentDispositionParam,
)
_BOUNDARY = re.compile(r"boundary\s*=\s*\"?([^\";]*)", re.IGNORECASE)


async def read_parameters(request: web.BaseRequest, query: str, limit: int) -> Parameters:
    """This will collect the parameters of the query string and of the body.

    `limit` is the most bytes a body may have. Raises ApiError 413 for a larger one and 400 for a
    JSON body that is not an object.
    """
    values = _pairs(query.encode("utf-8", "surrogateescape")) if query else {}
    if request.method != "POST":
        return Parameters(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_multipart(request, values, limit)
    body = await _read_body(request, limit)
    if not body:
        return Parameters(values)
    if kind not in ("application/json", "application/x-www-form-urlencoded"):
        return Parameters(values)
    if len(body) > PARAMETERS_LIMIT:
        raise ApiError(413, "Request Entity Too Large: too many parameters")
    if kind == "application/json":
        values.update(_json_values(body))
    else:
        values.update(_pairs(body))
    return Parameters(values)


def _pairs(encoded: bytes) -> dict[str, str]:
    pairs = (pair.partition(b"=") for pair in encoded.split(b"&") if pair)
    return {_decoded(name): _decoded(value) for name, _, value in pairs}


def _decoded(part: bytes) -> str:
    if b"+" in part:
        part = part.replace(b"+", b" ")
    if b"%" in part:
        part = unquote_to_bytes(part)
    # surrogateescape: broken UTF-8 must reach the check that has Telegram's words for it.
    return part.decode("utf-8", "surrogateescape")


def _json_values(body: bytes) -> dict[str, str]:
    try:
        value = load_json(body)
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
    boundary = _BOUNDARY.search(request.headers.get("Content-Type", ""))
    if boundary is None:
        raise bad_request("boundary not found")
    if not 1 <= len(boundary[1].strip()) <= 70:
        raise bad_request("boundary too big or empty")
    uploads: dict[str, Upload] = {}
    size, parameters_size = 0, 0
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise bad_request("can't parse form data headers")
            chunks = []
            while chunk := await part.read_chunk(1 << 16):
                size += len(chunk)
                if size <= limit:
                    chunks.append(chunk)
            name, content = part.name, b"".join(chunks)
            if not name:
                raise bad_request("field name in multipart/form-data not found")
            if part.filename is None:
                parameters_size += len(content)
                if parameters_size <= PARAMETERS_LIMIT:
                    values[name] = content.decode("utf-8", "surrogateescape")
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                uploads[name] = Upload(part.filename, mime.split(";")[0].strip(), content)
    except _NO_MULTIPART:
        raise bad_request("can't parse form data headers") from None
    if size > limit:
        raise ApiError(413, "Request Entity Too Large")
    if parameters_size > PARAMETERS_LIMIT:
        raise ApiError(413, "Request Entity Too Large: too many parameters in form data")
    if len(uploads) > FILES_LIMIT:
        raise ApiError(413, "Request Entity Too Large: too many files attached")
    return Parameters(values, uploads)
