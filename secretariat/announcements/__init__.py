"""Reading a meeting's announcement from one pasted message with labels, English or Urdu.

Pure functions; nothing here words anything: problems are typed values, and views word them.
"""

from secretariat.announcements.agendas import agenda_items
from secretariat.announcements.labels import LABELS
from secretariat.announcements.reading import (
    REPLIES_CLOSE_AT,
    USUAL_LENGTH,
    is_link,
    read_announcement,
    reply_moment,
    scheduled,
)
from secretariat.announcements.values import (
    LONGEST,
    MOST_AGENDA_ITEMS,
    Announcement,
    Label,
    Problem,
    ProblemKind,
    Schedule,
)

__all__ = [
    "LABELS",
    "LONGEST",
    "MOST_AGENDA_ITEMS",
    "REPLIES_CLOSE_AT",
    "USUAL_LENGTH",
    "Announcement",
    "Label",
    "Problem",
    "ProblemKind",
    "Schedule",
    "agenda_items",
    "is_link",
    "read_announcement",
    "reply_moment",
    "scheduled",
]
