"""Reading dates, times and deadlines as people write them, in English and Urdu.

A text is read as a whole or refused with a typed reason; what can be read two ways is returned as
`Ambiguous` with its readings; nothing is guessed in silence. Views word the answers.
"""

from secretariat.dates.days import read_date
from secretariat.dates.deadlines import read_due
from secretariat.dates.moments import read_moment
from secretariat.dates.symbols import tidied, without_bidi_controls
from secretariat.dates.times import read_time_span
from secretariat.dates.values import (
    Ambiguous,
    DateReading,
    Due,
    DueKind,
    Fold,
    Gap,
    Moment,
    MomentReading,
    Reason,
    Recurrence,
    TimeSpan,
    Unit,
    Unreadable,
)
from secretariat.dates.zones import local_to_utc, placed

__all__ = [
    "Ambiguous",
    "DateReading",
    "Due",
    "DueKind",
    "Fold",
    "Gap",
    "Moment",
    "MomentReading",
    "Reason",
    "Recurrence",
    "TimeSpan",
    "Unit",
    "Unreadable",
    "local_to_utc",
    "placed",
    "read_date",
    "read_due",
    "read_moment",
    "read_time_span",
    "tidied",
    "without_bidi_controls",
]
