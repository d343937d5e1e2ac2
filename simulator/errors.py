"""What Telegram says when it refuses: the code, the description and its parameters."""

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    500: "Internal Server Error",
}


class ApiError(Exception):
    """A refusal, with the full description as it goes over the wire.

    `parameters` is the answer's `parameters` object, for example `{"retry_after": 3}`.
    """

    def __init__(
        self, code: int, description: str, parameters: dict[str, int] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class ActRefused(Exception):  # noqa: N818 - a refusal of the person's own app, not of the server
    """A person tried what the Telegram app does not let them do."""


def refusal(code: int, message: str) -> ApiError:
    """This will turn an inner message into the error a bot gets for it.

    The prefix follows the code and the first letter is lower-cased, unless the second character
    is `_` or a capital, so that `BUTTON_DATA_INVALID` stays (telegram-bot-api, Client.cpp,
    fail_query_with_error). Codes below 400, 404 and unknown ones become 400, and so does a 403
    with a text all in capitals.
    """
    if code < 400 or code == 404 or (code == 403 and message.isupper()):
        code = 400
    if message.startswith(f"{_PREFIXES.get(code, '')}: "):
        return ApiError(code, message)
    if message[:1].isupper() and not (message[1:2] == "_" or "A" <= message[1:2] <= "Z"):
        message = message[0].lower() + message[1:]
    return ApiError(code, f"{_PREFIXES.get(code, 'Bad Request')}: {message}")


def bad_request(message: str) -> ApiError:
    """This will make a 400 with the given text after its prefix."""
    return refusal(400, message)


def too_many_requests(seconds: int) -> ApiError:
    """This will make the 429 that asks the bot to wait that many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
