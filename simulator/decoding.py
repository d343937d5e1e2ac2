"""JSON from outside, held to what can be answered as JSON again."""

import json
import math
from typing import Any, NoReturn

DEEPEST = 100
"""How many arrays and objects may be inside each other (TDLib)."""


def load_json(text: str | bytes) -> Any:
    """This will parse JSON; raises ValueError for what is none, is nested too deeply, or has
    numbers that JSON cannot write.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text), "surrogatepass")
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if text.count("[") + text.count("{") > DEEPEST and _is_deep(value):
        raise ValueError("nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    level = [value] if isinstance(value, list | dict) else []
    for _ in range(DEEPEST):
        if not level:
            return False
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, list | dict)
        ]
    return bool(level)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError("a number is too large")
    return value


# Made once: json.loads makes a new one for each call that wants anything of its own.
_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)
