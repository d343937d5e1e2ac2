"""What a person sees: text and rows of buttons, as values for `handlers/show.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markupsafe import Markup

#: Widths by buttons in a row, in characters (a row's width is shared; text does not wrap).
LABEL_WIDTH = {1: 30, 2: 16, 3: 8}


class Style(StrEnum):
    """A button's colour: a supplement only, older apps ignore it."""

    PLAIN = ""
    NEXT = "primary"
    SAFE = "success"
    STOPS = "danger"


@dataclass(frozen=True)
class Button:
    """One button: exactly one of press (callback data), url or copy is set."""

    label: str
    press: str = ""
    url: str = ""
    copy: str = ""
    style: Style = Style.PLAIN


@dataclass(frozen=True)
class File:
    """A file that goes with a screen: Telegram's id of one it has, or a new one's content."""

    name: str
    file_id: str = ""
    content: bytes = b""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Screen:
    """One message: HTML text as Telegram's subset, rows of buttons, perhaps a file."""

    text: Markup
    rows: Rows = ()
    file: File | None = None
    #: "Contains nothing that needs hiding": shown as it is on a lock screen.
    plain_first_line: bool = False

    def below(self, note: Markup) -> "Screen":
        """Give the same screen with a line under its text."""
        return replace(self, text=self.text + Markup("\n\n") + note)


def rows(*given: Sequence[Button | None] | Button | None) -> Rows:
    """Lay out buttons: each argument is a row; a missing button or an empty row is left out."""
    laid = []
    for row in given:
        if row is None:
            continue
        buttons = (row,) if isinstance(row, Button) else tuple(b for b in row if b is not None)
        if buttons:
            laid.append(buttons)
    return tuple(laid)


def in_pairs(buttons: Sequence[Button]) -> Rows:
    """Lay out many buttons two in a row; one whose label is too wide for that has its own."""
    laid: list[tuple[Button, ...]] = []
    waiting: Button | None = None
    for button in buttons:
        if len(button.label) > LABEL_WIDTH[2]:
            if waiting:
                laid.append((waiting,))
                waiting = None
            laid.append((button,))
        elif waiting:
            laid.append((waiting, button))
            waiting = None
        else:
            waiting = button
    if waiting:
        laid.append((waiting,))
    return tuple(laid)
