"""Splitting an agenda into its items: by its numbers, its bullets, its lines or its semicolons."""

import re
from collections.abc import Sequence
from functools import cache

_NUMBER = re.compile(r"(?:(?<=\s)|(?<=;)|^)\(?(?P<number>\d{1,2})[.):۔]?\s+(?=\S)")
_LINE_NUMBER = re.compile(r"\(?\d{1,2}[.):۔]?\s+")
_BULLET = re.compile(r"[-•*–▪]\s+")
_EDGES = " \t\n;,،؛·"


def agenda_items(lines: Sequence[str]) -> tuple[str, ...]:
    """Split the lines of an agenda into its items, without their numbers or bullets.

    Numbers split only where they ascend one by one from the first, so "Work plan 2026-27" and
    "review of 3 projects" stay whole.
    """
    marked = [line for line in lines if _LINE_NUMBER.match(line) or _BULLET.match(line)]
    by_numbers = _by_ascending_numbers("\n".join(lines))
    if len(by_numbers) > 1 and len(by_numbers) >= len(marked):
        items = by_numbers
    elif marked:
        items = _by_marked_lines(lines)
    elif len(lines) == 1:
        items = re.split(r"[;؛]", lines[0])
    else:
        items = list(lines)
    return tuple(item for item in (" ".join(item.split()).strip(_EDGES) for item in items) if item)


def _by_marked_lines(lines: Sequence[str]) -> list[str]:
    """Begin an item at each line with a number or a bullet; other lines go on with theirs."""
    items: list[str] = []
    for line in lines:
        plain = _BULLET.sub("", _LINE_NUMBER.sub("", line, count=1), count=1)
        if plain != line or not items:
            items.append(plain)
        else:
            items[-1] = f"{items[-1]} {line}"
    return items


def _by_ascending_numbers(text: str) -> list[str]:
    """Split a text that begins with a number at the following numbers.

    Of all ways to count on one by one the longest is taken, and of equally long ones the one whose
    numbers stand oftenest at the start of a line or before a capital.
    """
    numbers = [
        (match.start(), match.end(), int(match["number"])) for match in _NUMBER.finditer(text)
    ]
    if not numbers or numbers[0][0] != 0:
        return []

    @cache
    def best_from(index: int) -> tuple[int, int, tuple[int, ...]]:
        start, end, number = numbers[index]
        is_sure = start == 0 or text[start - 1] == "\n" or not text[end].islower()
        following = [
            best_from(later)
            for later in range(index + 1, len(numbers))
            if numbers[later][2] == number + 1
        ]
        length, sure, path = max(following, key=lambda way: way[:2], default=(0, 0, ()))
        return length + 1, sure + is_sure, (index, *path)

    _, _, path = best_from(0)
    ends = [numbers[index][0] for index in path[1:]] + [len(text)]
    return [text[numbers[index][1] : end] for index, end in zip(path, ends, strict=True)]
