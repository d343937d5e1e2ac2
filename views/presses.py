"""Buttons' data: one object writes a button and reads it back, so that they cannot disagree.

The form is `verb.object.argument.version`, at most 64 bytes (Bot API, InlineKeyboardButton).
Whatever a press needs is in it or in the database: any old button works after any restart.
"""

from dataclasses import dataclass
from enum import StrEnum

LIMIT = 64  # bytes


class About(StrEnum):
    """What a press's object number counts; the router looks up its group and rights."""

    NOTHING = "nothing"
    GROUP = "group"
    MEETING = "meeting"
    PERSON = "person"
    INVITATION = "invitation"
    DRAFT = "draft"
    NOTICE = "notice"
    ITEM = "item"
    LETTER = "letter"


@dataclass(frozen=True)
class Press:
    """A kind of button: its verb, and what its object is."""

    verb: str
    about: About

    def write(self, object_id: int = 0, argument: object = "", version: int = 0) -> str:
        """Give a button's data. Raises ValueError if it does not fit or holds a dot."""
        text = str(argument)
        data = f"{self.verb}.{object_id}.{text}.{version}"
        if "." in text or len(data.encode()) > LIMIT:
            raise ValueError(data)
        return data


@dataclass(frozen=True)
class Pressed:
    """A button's data, read back."""

    press: Press
    object_id: int
    argument: str
    version: int

    def number(self) -> int:
        """Give the argument as a number; 0 if it is none (only a forged button has such data)."""
        return int(self.argument) if is_number(self.argument) else 0


def is_number(text: str) -> bool:
    """Tell whether a part of a button's data is a number that the database can hold."""
    return text.isascii() and text.isdigit() and len(text) < 19


PRESSES: dict[str, Press] = {}


def _press(verb: str, about: About) -> Press:
    assert verb not in PRESSES, verb
    PRESSES[verb] = Press(verb, about)
    return PRESSES[verb]


def read(data: str) -> Pressed | None:
    """Read a button's data; None for what this program never wrote, or no longer does."""
    parts = data.split(".")
    if len(parts) != 4 or parts[0] not in PRESSES:
        return None
    if not is_number(parts[1]) or not is_number(parts[3]):
        return None
    return Pressed(PRESSES[parts[0]], int(parts[1]), parts[2], int(parts[3]))


# Ways in. The argument of LANGUAGE is "<language>-<where to return>".
LANGUAGE = _press("lang", About.NOTHING)
PRIVACY = _press("priv", About.NOTHING)
HAVE_CODE = _press("code", About.NOTHING)
JOIN = _press("j", About.NOTHING)  # object: the invitation, whose opener alone may press
ADMIT = _press("ja", About.INVITATION)
LINK = _press("il", About.INVITATION)
LINK_USED = _press("je", About.NOTHING)
SETUP = _press("su", About.GROUP)

# Home, settings
HOME = _press("menu", About.NOTHING)
HELP = _press("help", About.NOTHING)
SETTINGS = _press("set", About.NOTHING)
GROUP = _press("grp", About.GROUP)
ASK = _press("ask", About.NOTHING)
ASK_SEND = _press("asks", About.LETTER)
ANSWER = _press("ans", About.LETTER)

# Roster
MEMBERS = _press("mb", About.GROUP)
ROSTER = _press("ro", About.DRAFT)
PERSON = _press("pe", About.PERSON)

# Meetings
NEW = _press("n", About.GROUP)
DRAFT = _press("nd", About.MEETING)
PUBLISH = _press("np", About.MEETING)
CHANGE = _press("nc", About.MEETING)
CHANGE_DRAFT = _press("ch", About.DRAFT)
MEETING = _press("m", About.MEETING)
REPLY = _press("r", About.MEETING)
DEPUTY = _press("rd", About.MEETING)
BOARD = _press("b", About.MEETING)
RECORD = _press("br", About.MEETING)
NUDGE = _press("bn", About.MEETING)

# Notices
NOTICES = _press("s", About.GROUP)
NOTICE = _press("sn", About.NOTICE)
SEND = _press("sg", About.NOTICE)
ACKNOWLEDGE = _press("k", About.NOTICE)
REPORT = _press("kr", About.NOTICE)

# Action items
ITEMS = _press("tl", About.GROUP)
ITEM = _press("t", About.ITEM)
ALL_ITEMS = _press("ta", About.GROUP)
ITEM_DESK = _press("td", About.ITEM)
ASSIGN = _press("tn", About.DRAFT)
