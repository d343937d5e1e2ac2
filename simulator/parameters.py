"""The parameters of one call."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LEADING_INTEGER = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    file_name: str
    mime: str
    content: bytes


class Parameters:
    """Strings by name, and uploads by the name of their part.

    Objects and numbers of a JSON body are kept as their JSON text, as the real server does, so
    that every method reads them in one way.
    """

    __slots__ = ("uploads", "values")

    def __init__(self, values: dict[str, str], uploads: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def text(self, name: str) -> str:
        """This will give the parameter, or "" if it is absent."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0, *, lowest: int, highest: int) -> int:
        """This will read a number and bring it between the bounds; what is no number is 0."""
        value = self.values.get(name)
        if not value:
            return default
        return max(lowest, min(highest, leading_integer(value)))

    def identifier(self, name: str) -> int:
        """This will read a message or user id; what is absent, negative or no number is 0."""
        return max(leading_integer(self.values.get(name, "")), 0)

    def is_true(self, name: str) -> bool:
        """This will read a yes or no."""
        return self.values.get(name, "").lower() in ("true", "yes", "1")


def leading_integer(value: str) -> int:
    """This will read the number a text begins with, 0 if there is none; what has more digits than
    any id is cut off.
    """
    found = _LEADING_INTEGER.match(value)
    return int(found[0]) if found else 0
