"""Pictures for the documentation, made small enough to be kept with the sources."""

import struct
import zlib
from collections import Counter

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = 256
#: Colours nearer to each other than this (squared distance) share one entry of the palette.
_NEAR = 48


def paletted(png: bytes) -> bytes:
    """Give a true-colour PNG (8 bits, no alpha, not interlaced) with a palette of 256 colours."""
    width, height, rows = _decoded(png)
    pixels = [[row[at : at + 3] for at in range(0, 3 * width, 3)] for row in rows]
    counts = Counter(pixel for row in pixels for pixel in row)
    palette = _palette(counts)
    nearest = {
        colour: min(range(len(palette)), key=lambda at: _distance(palette[at], colour))
        for colour in counts
    }
    raw = b"".join(b"\0" + bytes(nearest[pixel] for pixel in row) for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", header),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(raw, 9)),
        (b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _palette(counts: Counter[bytes]) -> list[bytes]:
    palette: list[bytes] = []
    for colour, _count in counts.most_common():
        if all(_distance(colour, known) >= _NEAR for known in palette):
            palette.append(colour)
        if len(palette) == _COLOURS:
            break
    return palette


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _decoded(png: bytes) -> tuple[int, int, list[bytes]]:
    """Give width, height and the rows' bytes. Source: PNG specification, chunks and filters."""
    at, packed = len(_SIGNATURE), b""
    width = height = 0
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if name == b"IHDR":
            width, height, *kind = struct.unpack(">IIBBBBB", content)
            assert kind == [8, 2, 0, 0, 0], kind
        elif name == b"IDAT":
            packed += content
        at += 12 + length
    raw, stride = zlib.decompress(packed), 3 * width
    rows: list[bytes] = []
    above = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above)
        rows.append(above)
    return width, height, rows


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    if kind == 0:
        return line
    row = bytearray(line)
    for at in range(len(row)):
        left, upper_left = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
        upper = above[at]
        guesses = (0, left, upper, (left + upper) // 2, _paeth(left, upper, upper_left))
        row[at] = (row[at] + guesses[kind]) & 255
    return bytes(row)


def _paeth(left: int, upper: int, upper_left: int) -> int:
    guess = left + upper - upper_left
    return min((left, upper, upper_left), key=lambda one: abs(guess - one))
