"""Links as Telegram checks and rewrites them: in text, on buttons, and those of its own scheme.

Source: TDLib, LinkManager.cpp (check_link, get_link_user_id, get_link_custom_emoji_id,
get_link_formatted_date) and HttpUrl.cpp (parse_url).
"""

import ipaddress
import re
import string
from dataclasses import dataclass

_OWN_SCHEMES = ("tg", "ton", "tonsite")
_LARGEST_USER = (1 << 40) - 1
_LOWERED = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_PROTOCOL = re.compile(r"([^:/?#@\[\]]*)://")
_END_OF_ADDRESS = re.compile(r"[/?#]")
_PART = re.compile(r"(?:[0-9A-Za-z._!$,~*'();&+=-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")
_PART_WITH_COLON = re.compile(r"(?:[0-9A-Za-z._!$,~*'();&+=:-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_DATE_FORMAT = re.compile(r"[tTdDwW]*")


class LinkError(ValueError):
    """A link Telegram does not accept; the message is TDLib's reason."""


@dataclass(frozen=True, slots=True)
class _Address:
    protocol: str
    userinfo: str
    host: str
    is_ipv6: bool
    port: int
    rest: str


def lowered(text: str) -> str:
    """This will make ASCII letters small and leave all others, as TDLib's to_lower does."""
    return text.translate(_LOWERED)


def integer(text: str, bits: int) -> int | None:
    """This will read a signed integer written in its only canonical way, or return None."""
    if not _INTEGER.fullmatch(text) or len(text) > 20:
        return None
    number = int(text)
    return number if -(1 << (bits - 1)) <= number < 1 << (bits - 1) else None


def check_link(link: str, *, https_only: bool = False) -> str:
    """This will return the link in the form in which Telegram keeps it.

    Raises LinkError with TDLib's reason, such as "Wrong HTTP URL". With `https_only` (web apps)
    every other protocol is refused too.
    """
    scheme = next((s for s in _OWN_SCHEMES if lowered(link).startswith(f"{s}:")), None)
    bare = link if scheme is None else link[len(scheme) + 1 :].removeprefix("//")
    address = _read_address(bare)
    if https_only and (scheme is not None or address.protocol != "https"):
        raise LinkError("Only HTTPS links are allowed")
    if scheme is not None:
        return _own_link(scheme, bare, address)
    if "." not in address.host and not address.is_ipv6:
        raise LinkError("Wrong HTTP URL")
    userinfo = f"{address.userinfo}@" if address.userinfo else ""
    port = f":{address.port}" if address.port else ""
    return f"{address.protocol}://{userinfo}{address.host}{port}{address.rest}"


def linked_user(link: str) -> int | None:
    """This will return the user a `tg://user?id=` link names, or None for any other link."""
    number = _own_parameters(lowered(link), "user").get("id")
    user_id = None if number is None else integer(number, 64)
    return user_id if user_id is not None and 0 < user_id <= _LARGEST_USER else None


def linked_emoji(link: str) -> str | None:
    """This will return the identifier in a `tg://emoji?id=` link, or None."""
    identifier = _own_parameters(link, "emoji").get("id", "")
    return identifier if integer(identifier, 64) else None


def linked_time(link: str) -> tuple[int, str] | None:
    """This will return the Unix time and the format in a `tg://time` link, or None.

    The format is as written: date_format reads it.
    """
    parameters = _own_parameters(link, "time")
    moment = integer(parameters.get("unix", ""), 32)
    return (moment, parameters.get("format", "")) if moment and moment > 0 else None


def date_format(written: str) -> str | None:
    """This will put the letters of a date-time format in Telegram's order, or return None.

    "r" (relative) stands alone; otherwise w, one of d and D, one of t and T, the small one first.
    """
    if written in ("r", "R"):
        return "r"
    if not _DATE_FORMAT.fullmatch(written):
        return None
    day_of_week = "w" if "w" in written or "W" in written else ""
    date = next((letter for letter in "dD" if letter in written), "")
    time = next((letter for letter in "tT" if letter in written), "")
    return day_of_week + date + time


def _own_parameters(link: str, host: str) -> dict[str, str]:
    """This will read the parameters of `tg://host?…`; of a repeated one the first counts."""
    start = re.match(rf"tg:(?://)?{host}/?\?", link, re.IGNORECASE | re.ASCII)
    if start is None:
        return {}
    parameters: dict[str, str] = {}
    for parameter in link[start.end() :].partition("#")[0].split("&"):
        name, _, value = parameter.partition("=")
        parameters.setdefault(name, value)
    return parameters


def _own_link(scheme: str, bare: str, address: _Address) -> str:
    if (
        lowered(bare).startswith("http://")
        or address.protocol == "https"
        or address.userinfo
        or address.port
        or address.is_ipv6
    ):
        raise LinkError("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    allowed = r"[0-9A-Za-z_.-]+" if scheme == "tonsite" else r"[0-9A-Za-z_-]+"
    if not re.fullmatch(allowed, address.host):
        raise LinkError("Unallowed characters in URL host")
    rest = address.rest[1:] if address.rest.startswith("/?") else address.rest
    return f"{scheme}://{address.host}{rest}"


def _read_address(url: str) -> _Address:
    """This will take a URL apart as [protocol://][userinfo@]host[:port][rest]."""
    protocol = "http"
    if explicit := _PROTOCOL.match(url):
        protocol = lowered(explicit[1])
        if protocol not in ("http", "https"):
            raise LinkError("Unsupported URL protocol")
        url = url[explicit.end() :]
    address = _END_OF_ADDRESS.split(url, maxsplit=1)[0]
    rest = url[len(address) :].rstrip(" \t\r\n\v\0")

    userinfo_host, port = _without_port(address)
    userinfo, _, host = userinfo_host.rpartition("@")
    is_ipv6 = host.startswith("[") and host.endswith("]")
    if is_ipv6:
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise LinkError("Wrong IPv6 address specified in the URL") from None
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    host = lowered(host)
    if is_ipv6:
        if not re.fullmatch(r"\[[0-9a-f:.]*\]", host):
            raise LinkError("Wrong IPv6 URL host")
    else:
        _check_part(host, "host", _PART)
        _check_part(userinfo, "userinfo", _PART_WITH_COLON)

    if not rest.startswith("/"):
        rest = f"/{rest}"
    rest = re.sub(r"[\x00-\x20]", lambda found: f"%{ord(found[0]):02X}", rest)
    return _Address(protocol, userinfo, host, is_ipv6, port, rest)


def _without_port(address: str) -> tuple[str, int]:
    last = max(address.rfind(sign) for sign in ":]@")
    if last <= 0 or address[last] != ":":
        return address, 0
    digits = address[last + 1 :]
    port = integer(digits.lstrip("0"), 32)
    if port is None or not 0 < port <= 65535:
        raise LinkError("Wrong port number specified in the URL")
    return address[:last], port


def _check_part(part: str, name: str, allowed: re.Pattern[str]) -> None:
    accepted = allowed.match(part)
    wrong = part[accepted.end() : accepted.end() + 1] if accepted else ""
    if wrong == "%":
        raise LinkError(f"Wrong percent-encoded symbol in URL {name}")
    if wrong:
        raise LinkError(f"Disallowed character in URL {name}")
