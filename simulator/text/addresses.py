"""Web and e-mail addresses that stand in a text without any mark.

Indexes are of characters. Source: TDLib, MessageEntity.cpp (match_urls, fix_url,
is_email_address, match_tg_urls).
"""

import re
from collections.abc import Iterator

from simulator.text.domains import TOP_LEVEL_DOMAINS
from simulator.text.links import lowered

# Letters, marks and signs beyond ASCII, without spaces and most of General Punctuation.
_BEYOND = r"\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff"
_NOT_IN_URL = r" \n\u00a0\u1680\u3000\u2000-\u200b\u200e\u200f\u2016-\u206f<>\"«»"
_DOMAIN = re.compile(rf"[0-9A-Za-z._~{_BEYOND}-]")
_DOMAIN_OR_AT = re.compile(rf"[0-9A-Za-z._~@{_BEYOND}-]*")
_PATH = re.compile(rf"[^{_NOT_IN_URL}]*")
_USER = re.compile(rf"[^{_NOT_IN_URL}/\[\]{{}}()'`@]")
_PROTOCOL = re.compile(
    r"[0-9A-Za-z+-]|[^\x00-\x7f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_PORT = re.compile(r":0*([1-9][0-9]{0,4})(?![0-9])")
_TG_URL = re.compile(r"(tg|ton|ite)://[0-9A-Za-z_-]{1,253}", re.IGNORECASE | re.ASCII)
_NOT_AT_END = ".:;,('?!`"
_CLOSING = {")": "(", "]": "[", "}": "{"}

_EMAIL_USER = re.compile(r"(?:[\w-]{0,26}[.+]){0,10}[\w-]{1,35}", re.ASCII)
_EMAIL_DOMAIN = re.compile(
    r"(?:[0-9A-Za-z](?:[\w-]{0,28}[0-9A-Za-z])?\.){1,6}[A-Za-z]{2,8}", re.ASCII
)


def find_addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """This will yield ("url" or "email", begin, end) of every bare address, in order."""
    for begin, end in _candidates(text):
        candidate = text[begin:end]
        if _is_email(candidate):
            yield "email", begin, end
        elif candidate.startswith("mailto:") and _is_email(candidate[7:]):
            yield "email", begin + 7, end
        elif length := _url_length(candidate):
            yield "url", begin, begin + length


def find_own_links(text: str) -> Iterator[tuple[int, int]]:
    """This will yield begin and end of every tg:// and ton:// link."""
    for found in _TG_URL.finditer(text):
        begin = found.start()
        # TDLib means tonsite:// here and begins four letters too late. Where it matters the search
        # for addresses finds the same link whole.
        if lowered(found[1]) == "ite" and lowered(text[max(begin - 4, 0) : begin]) != "tons":
            continue
        yield begin, _with_path(text, found.end())


def _with_path(text: str, index: int) -> int:
    """This will return the end of the path, query or fragment that begins at the index, if any."""
    if text[index : index + 1] not in ("/", "?", "#"):
        return index
    found = _PATH.match(text, index + 1)
    end = found.end() if found else index + 1
    while end > index + 1 and text[end - 1] in _NOT_AT_END:
        end -= 1
    return end if text[index] == "/" or end > index + 1 else index


def _back(text: str, index: int, begin: int, allowed: re.Pattern[str]) -> int:
    while index > begin and allowed.match(text, index - 1):
        index -= 1
    return index


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """This will yield what is shaped like an address around each dot. The walk never goes back."""
    begin = 0
    while (dot := text.find(".", begin)) >= 0 and dot + 1 < len(text):
        if text[dot + 1] == " ":
            begin = dot + 2
            continue
        domain = _back(text, dot, begin, _DOMAIN)
        found = _DOMAIN_OR_AT.match(text, dot)
        end = found.end() if found else dot + 1
        has_at = "@" in text[dot:end]
        if has_at:
            domain = _back(text, domain, begin, _USER)
        if port := _PORT.match(text, end):
            end = _port_end(port)
        end = _with_path(text, end)
        while end > dot + 1 and text[end - 1] == ".":
            end -= 1

        start = _start(text, begin, domain, has_at)
        if start is None:
            end = text.rfind(".", dot, end) + 1
        else:
            if end > dot + 1:
                yield start, end
            while text.startswith(".", end):
                end += 1
        begin = max(end, dot + 1)


def _port_end(port: re.Match[str]) -> int:
    return port.end() if int(port[1]) <= 65535 else port.start()


def _start(text: str, begin: int, domain: int, has_at: bool) -> int | None:
    """This will return where the address begins, with its user and protocol, or None if bad."""
    start = domain
    if start > begin and text[start - 1] == "@":
        start = _back(text, domain - 1, begin, _USER)
        if has_at or start == domain - 1:
            return None
    if start == begin:
        return start
    if text.endswith("://", begin, start) and len(text[max(begin, start - 6) : start].encode()) > 5:
        protocol = lowered(text[_back(text, start - 3, begin, _PROTOCOL) : start - 3])
        if protocol.endswith("http") and protocol != "shttp":
            return start - 7
        if protocol.endswith("https"):
            return start - 8
        if protocol.endswith("ftp") and protocol not in ("tftp", "sftp"):
            return start - 6
        return start - 10 if protocol.endswith("tonsite") else None
    before = text[start - 1]
    return None if before.isalnum() or before in "_/#@" else start


def _url_length(url: str) -> int:
    """This will return how much of a candidate is a link, 0 if it is none."""
    protocol = re.match(r"(?:https?|ftp|tonsite)://", url, re.IGNORECASE | re.ASCII)
    bare = url[protocol.end() :] if protocol else url
    domain = re.split(r"[/?#]", bare, maxsplit=1)[0]
    path = bare[len(domain) :]
    domain = domain.partition("@")[2] if "@" in domain else domain
    domain = domain.rpartition(":")[0] if ":" in domain else domain
    # A well-known trap for the eye, which Telegram never links.
    if lowered(domain) == "teiegram.org" or not _is_domain(domain, protocol is not None):
        return 0
    return len(url) - len(path) + _balanced_length(path)


def _balanced_length(path: str) -> int:
    balance = dict.fromkeys(_CLOSING.values(), 0)
    length = 0
    for character in path:
        if character in balance:
            balance[character] += 1
        elif opening := _CLOSING.get(character):
            balance[opening] -= 1
            if balance[opening] < 0:
                break
        length += 1
    while length and path[length - 1] in _NOT_AT_END:
        length -= 1
    return length


def _is_domain(domain: str, has_protocol: bool) -> bool:
    parts = domain.split(".")
    if len(parts) == 1:
        return False
    if any(not 0 < len(part.encode()) < 64 or part.endswith("-") for part in parts):
        return False
    if re.fullmatch(r"[0-9.]*", domain):
        return len(parts) == 4 and all(_is_byte(part) for part in parts)
    last = parts[-1]
    if len(last) <= 1 or "_" in parts[-2]:
        return False
    if last.startswith("xn--"):
        return len(last) > 5 and re.fullmatch(r"[0-9A-Za-z]+", last[4:]) is not None
    if "_" in last or "-" in last:
        return False
    return has_protocol or _is_common(last)


def _is_byte(part: str) -> bool:
    return len(part) <= 3 and int(part) <= 255 and (part == "0" or part[0] != "0")


def _is_common(top: str) -> bool:
    small = top.lower()
    # "Org" begins a sentence rather than ends a name.
    if small != top and small[1:] == top[1:]:
        return False
    return small in TOP_LEVEL_DOMAINS


def _is_email(candidate: str) -> bool:
    user, at, domain = candidate.partition("@")
    return bool(at and _EMAIL_USER.fullmatch(user) and _EMAIL_DOMAIN.fullmatch(domain))
