"""python-telegram-bot's requests over aiohttp, which keeps "never left" apart from "unknown".

PTB's own HTTP layer slows down with every open connection (encode/httpcore#1035) and its read
time-out of five seconds makes messages ambiguous; this one holds a bounded pool and waits longer.
"""

import os
import re
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram import error
from telegram.request import BaseRequest, RequestData

from storage import in_transaction

# PTB gives waiting times as timedelta only where this is set; the number it gives else warns.
os.environ.setdefault("PTB_TIMEDELTA", "true")

READ_TIMEOUT = 30.0  # seconds without a byte of the answer
CONNECT_TIMEOUT = 10.0

#: What would end a file's name, or its header, in the form.
_UNFIT = re.compile(r'["\\\x00-\x1f\x7f]')


class NotSent(error.NetworkError):
    """The request provably never left this machine: it may be sent again without harm."""


class SpokeInTransaction(RuntimeError):
    """A handler spoke to Telegram inside a transaction: it could roll back what was said."""


class AiohttpRequest(BaseRequest):
    """The network layer of the bot: one pool of connections, opened at first use."""

    def __init__(self, connections: int = 64, patience: float = READ_TIMEOUT) -> None:
        """Prepare; `patience` is how many seconds an answer may keep silent."""
        self._connections = connections
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for the next byte of an answer."""
        return self._patience

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, url: str, fields: dict[str, Any], read_timeout: float) -> Any:
        """Call a method with plain fields and give its raw result, unparsed by PTB.

        Raises PTB's TelegramError like every other call.
        """
        return await self.post(f"{url}?{urlencode(fields)}", read_timeout=read_timeout)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; give the HTTP status and the body.

        Raises NotSent, TimedOut or NetworkError; only the first is safe to repeat.
        """
        if in_transaction.get():
            raise SpokeInTransaction(url.rsplit("/", 1)[-1])
        await self.initialize()
        assert self._session is not None
        wait = self._patience if read_timeout in (None, self.DEFAULT_NONE) else read_timeout
        timeout = aiohttp.ClientTimeout(
            total=None, connect=CONNECT_TIMEOUT, sock_connect=CONNECT_TIMEOUT, sock_read=wait
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as failure:
            raise NotSent(_without_url(failure)) from failure
        except TimeoutError as failure:
            raise error.TimedOut(_without_url(failure)) from failure
        except aiohttp.ClientError as failure:
            raise error.NetworkError(_without_url(failure)) from failure


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters or None
    # Telegram shows a file's name as it stands here, per cent signs and all: it is not quoted.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, part in request_data.multipart_data.items():
        filename, content, content_type = part
        plain = _UNFIT.sub("_", filename)
        form.add_field(name, content, filename=plain, content_type=content_type)
    return form


def _without_url(failure: BaseException) -> str:
    """Give a failure's kind only: its text may hold the URL, and the URL holds the token."""
    inner = getattr(failure, "os_error", None) or failure.__cause__
    return f"{type(failure).__name__} {getattr(inner, 'strerror', None) or ''}".strip()
