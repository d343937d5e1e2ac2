"""Splitting an agenda into its items: by its numbers, its bullets, its lines or its semicolons."""

import re
from collections.abc import Sequence
from functools import cache

_NUMBER = re.compile(r"(?:(?<=\s)|(?<=;)|^)(?P<mark>\(?(?P<number>\d{1,2})[.):۔]?)\s+(?=\S)")
_BULLET = re.compile(r"[-•*–▪]\s+")
_EDGES = " \t\n;,،؛·"


def agenda_items(lines: Sequence[str]) -> tuple[str, ...]:
    """Split the lines of an agenda into its items, without their numbers or bullets.

    Numbers split only where they ascend one by one from the first, so "Work plan 2026-27" and
    "review of 3 projects" stay whole.
    """
    by_numbers = _by_ascending_numbers("\n".join(lines))
    by_lines = _by_marked_lines(lines)
    if len(by_numbers) > 1 and len(by_numbers) >= len(by_lines):
        items = by_numbers
    elif by_lines:
        items = by_lines
    elif len(lines) == 1:
        items = re.split(r"[;؛]", lines[0])
    else:
        items = list(lines)
    return tuple(item for item in (" ".join(item.split()).strip(_EDGES) for item in items) if item)


def _by_marked_lines(lines: Sequence[str]) -> list[str]:
    """Begin an item at each line marked like the first; other lines go on with the one above.

    Empty if the first line has neither a number nor a bullet.
    """
    first = _mark_of(lines[0]) if lines else None
    items: list[str] = []
    for line in lines if first else ():
        mark = _mark_of(line)
        if mark and _style(mark) == _style(first or ""):
            items.append(line.removeprefix(mark))
        else:
            items[-1] = f"{items[-1]} {line}"
    return items


def _mark_of(line: str) -> str | None:
    match = _NUMBER.match(line) or _BULLET.match(line)
    return match[0] if match else None


def _style(mark: str) -> str:
    """Give what a number or bullet looks like, whatever the number: "." for "12. "."""
    return re.sub(r"[\d\s]", "", mark)


def _by_ascending_numbers(text: str) -> list[str]:
    """Split a text that begins with a number at the following numbers.

    Of all ways to count on one by one the longest is taken, and of equally long ones the one whose
    numbers look likest to the first, and stand oftenest at the start of a line or before a capital.
    """
    numbers = list(_NUMBER.finditer(text))
    if not numbers or numbers[0].start() != 0:
        return []
    style = _style(numbers[0]["mark"])

    @cache
    def best_from(index: int) -> tuple[int, int, tuple[int, ...]]:
        """Count on from one number: how many numbers, how likely they are, and which."""
        match = numbers[index]
        is_at_start = match.start() == 0 or text[match.start() - 1] == "\n"
        likeliness = (_style(match["mark"]) == style) + (
            is_at_start or not text[match.end()].islower()
        )
        following = [
            best_from(later)
            for later in range(index + 1, len(numbers))
            if int(numbers[later]["number"]) == int(match["number"]) + 1
        ]
        length, further, path = max(following, key=lambda way: way[:2], default=(0, 0, ()))
        return length + 1, further + likeliness, (index, *path)

    _, _, path = best_from(0)
    starts = [numbers[index].end() for index in path]
    ends = [numbers[index].start() for index in path[1:]] + [len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]
