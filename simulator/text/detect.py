"""What Telegram finds in a text by itself: mentions, tags, commands, links, numbers.

Source: TDLib, MessageEntity.cpp (find_entities); only the rule for phone numbers is a guess,
since the servers' own is not published.
"""

import re
from collections.abc import Iterator

from simulator.text.addresses import find_addresses, find_own_links
from simulator.text.entities import Entity, utf16_length

_ANYTHING = re.compile(r"[@/#$.:]|[0-9][0-9 -]{12}")
_MENTION = re.compile(r"(?<!\w)@([0-9A-Za-z_]{2,32})(?!\w)")
_COMMAND = re.compile(
    r"(?<![\w/<>])/[0-9A-Za-z_]{1,64}(?:@[0-9A-Za-z_]{3,32}|(?!@))(?![\w/<>])",
)
_USERNAME = re.compile(r"@[0-9A-Za-z_]{3,32}")
_CASHTAG = re.compile(r"\$(?:1INCH|[A-Z]{1,8}(?![A-Z]))(?:@[0-9A-Za-z_]{3,32}(?![0-9A-Za-z_]))?")
_NUMBER = re.compile(r"[0-9][0-9 -]*")
_PHONE = re.compile(r"(?<![\w+@/.=-])\+[0-9](?:[ .()-]{0,2}[0-9]){6,14}(?!\w)")
# Usernames shorter than four characters that Telegram knows.
_SHORT_USERNAMES = frozenset({"gif", "nft", "pic", "ufc", "vid"})


def find_entities(text: str) -> list[Entity]:
    """This will return what TDLib finds, in order and without overlaps."""
    if not _ANYTHING.search(text):
        return []
    found = [
        *_find_mentions(text),
        *(("bot_command", *match.span()) for match in _COMMAND.finditer(text)),
        *_find_hashtags(text),
        *_find_cashtags(text),
        *(("bank_card_number", *span) for span in _find_bank_cards(text)),
        *(("url", *span) for span in find_own_links(text)),
        *find_addresses(text),
    ]
    found.sort(key=lambda one: (one[1], -one[2]))
    return _as_entities(text, found)


def find_phone_numbers(text: str) -> list[Entity]:
    """This will return phone numbers in international form, 7 to 15 digits after a plus."""
    if "+" not in text:
        return []
    return _as_entities(text, [("phone_number", *match.span()) for match in _PHONE.finditer(text)])


def _as_entities(text: str, found: list[tuple[str, int, int]]) -> list[Entity]:
    entities: list[Entity] = []
    done = units = 0
    for kind, begin, end in found:
        if begin < done:
            continue
        units += utf16_length(text[done:begin])
        entities.append(Entity(kind, units, utf16_length(text[begin:end])))
        units, done = entities[-1].end, end
    return entities


def _find_mentions(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _MENTION.finditer(text):
        if len(match[1]) >= 4 or match[1].lower() in _SHORT_USERNAMES:
            yield "mention", *match.span()


def _is_tag_letter(character: str) -> bool:
    return (
        character.isalpha()
        or character.isdecimal()
        or character in "_\u200c\u00b7"
        or "\u0d80" <= character <= "\u0dff"
    )


def _find_hashtags(text: str) -> Iterator[tuple[str, int, int]]:
    start = -1
    end = 0
    while (start := text.find("#", max(end, start + 1))) >= 0:
        if start and _is_tag_letter(text[start - 1]):
            continue
        end = start + 1
        while end < len(text) and _is_tag_letter(text[end]):
            end += 1
        tag_end = min(end, start + 257)
        has_letter = any(character.isalpha() for character in text[start + 1 : tag_end])
        if tag_end == end and end > start + 1 and (user := _USERNAME.match(text, end)):
            tag_end = end = user.end()
        if has_letter and not text.startswith("#", end):
            yield "hashtag", start, tag_end


def _find_cashtags(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _CASHTAG.finditer(text):
        begin, end = match.span()
        around = text[max(begin - 1, 0) : begin] + text[end : end + 1]
        if not any(_is_tag_letter(character) or character == "$" for character in around):
            yield "cashtag", begin, end


def _find_bank_cards(text: str) -> Iterator[tuple[int, int]]:
    index = 0
    while match := _NUMBER.search(text, index):
        begin, index = match.span()
        if index - begin < 13:
            continue
        before = text[max(begin - 1, 0) : begin]
        if before and (before in ".,+-_" or before.isalpha()):
            continue
        leading = re.match(r"[0-9]{16,19}(?= )", match[0])
        if leading:
            # A number written in one piece ends at the space.
            index = begin + leading.end()
        end = begin + len(text[begin:index].rstrip(" -"))
        digits = re.sub("[ -]", "", text[begin:end])
        if not 13 <= len(digits) <= 19 or end - begin > 2 * len(digits) - 1:
            continue
        after = text[end : end + 1]
        if after and (after in "-_" or after.isalpha()):
            continue
        if _is_bank_card(digits):
            yield begin, end


def _is_bank_card(digits: str) -> bool:
    """This will check the Luhn sum and the lengths of the big issuers."""
    doubled = "0246813579"
    total = sum(
        int(doubled[int(digit)] if place % 2 else digit)
        for place, digit in enumerate(reversed(digits))
    )
    if total % 10:
        return False
    two, four = int(digits[:2]), int(digits[:4])
    if digits[0] == "4":
        return len(digits) in (13, 16, 18, 19)
    if 51 <= two <= 55 or 2221 <= four <= 2720 or 2200 <= four <= 2204:
        return len(digits) == 16
    if two in (34, 37):
        return len(digits) == 15
    return len(digits) >= 16 or two not in (62, 81)
