"""The one exception of the local Telegram: an answer that is not "ok".

A refusal is raised wherever the rule is, and becomes the JSON answer at the HTTP edge.
"""

import re
from collections.abc import Mapping

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    500: "Internal Server Error",
}
# What the servers behind the Bot API send as a code for programs, such as BUTTON_DATA_INVALID.
_ALL_CAPS = re.compile(r"[A-Z0-9_]+")


class ApiError(Exception):
    """An answer `{"ok": false}` of the Bot API.

    `code` is both the `error_code` and the HTTP status. `description` is the text exactly as it
    goes over the wire. `parameters` is `{"retry_after": seconds}`, `{"migrate_to_chat_id": id}`
    or None.
    """

    def __init__(
        self, code: int, description: str, parameters: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = None if parameters is None else dict(parameters)

    def __str__(self) -> str:
        return f"{self.code} {self.description}"


def refusal(code: int, message: str, parameters: Mapping[str, int] | None = None) -> ApiError:
    """This will word an inner error the way the Bot API server does, ready to be raised.

    Codes below 400 and 404 become 400, and so does a 403 whose message is a code in capitals.
    The first letter becomes small unless a capital or an underscore follows it, so that
    BUTTON_DATA_INVALID stays as it is. A message that already carries its prefix is kept. A code
    that has no prefix answers 400 with the message untouched; what is never prefixed (409, 413,
    429 and the 404 of an unknown method) is raised as an ApiError directly.

    Source: the open Bot API server, Client::fail_query_with_error.
    """
    if code < 400 or code == 404 or (code == 403 and _ALL_CAPS.fullmatch(message)):
        code = 400
    prefix = _PREFIXES.get(code)
    if prefix is None:
        return ApiError(400, f"{_PREFIXES[400]}: {message}", parameters)
    if message.startswith(prefix):
        return ApiError(code, message, parameters)
    if not (message[1:2] == "_" or "A" <= message[1:2] <= "Z"):
        message = message[:1].lower() + message[1:]
    return ApiError(code, f"{prefix}: {message}", parameters)


def bad_request(message: str) -> ApiError:
    """This will make a 400 with the given text after its prefix."""
    return refusal(400, message)


def too_many_requests(seconds: int) -> ApiError:
    """This will make the 429 that asks the bot to wait that many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


class ActRefused(Exception):
    """A person tried what the Telegram app does not let them do, so no update came of it."""
