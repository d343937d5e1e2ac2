"""The hours in which a person's telephone is not to ring."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of the day until another, in a zone of the IANA database; over midnight if
    the end comes first.
    """

    begins: time
    ends: time
    zone: str = "UTC"

    def covers(self, moment: datetime) -> bool:
        """This will say whether an aware time is within them; the last minute is not."""
        local = moment.astimezone(ZoneInfo(self.zone)).time()
        if self.begins <= self.ends:
            return self.begins <= local < self.ends
        return local >= self.begins or local < self.ends

    def __str__(self) -> str:
        return f"{self.begins:%H:%M} to {self.ends:%H:%M} ({self.zone})"


def read_quiet_hours(begins: str, ends: str, zone: str = "UTC") -> QuietHours:
    """This will read times such as "22:00"; raises ValueError for others and unknown zones."""
    try:
        ZoneInfo(zone)
    # What could not even be the name of a file is one of the other two.
    except (KeyError, OSError, ValueError):
        raise ValueError(f"no such zone: {zone}") from None
    return QuietHours(time.fromisoformat(begins), time.fromisoformat(ends), zone)
