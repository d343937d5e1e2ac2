"""What a draft of a meeting still needs before it can be published: one question at a time.

A point is derived from what the draft says and from the moment it is looked at, never stored;
only the words that could not be read are (see `secretariat/meeting_drafts.py`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from secretariat.announcements import (
    LONGEST,
    REPLIES_CLOSE_AT,
    USUAL_LENGTH,
    Label,
    Problem,
    ProblemKind,
    Schedule,
    reply_moment,
    scheduled,
)
from secretariat.dates import (
    Ambiguous,
    DateReading,
    Due,
    Fold,
    Gap,
    Moment,
    Reason,
    TimeSpan,
    Unreadable,
    read_date,
    read_time_span,
)
from secretariat.reminders import on_wall_clock
from storage import Fields, Meeting

#: Monday is 0: the days on which offices work.
WORKING_DAYS = range(5)
_FRIDAY = 4
#: Starts that are offered where no time was written.
_USUAL_STARTS = ("10:00", "11:00", "14:00")


class PointKind(Enum):
    """Why a field is open."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    CONTRADICTS = "contradicts"  # the weekday written is not that day's
    SKIPPED = "skipped"  # an hour that the clocks of that day skip
    TWICE = "twice"  # an hour that they show twice
    END_BEFORE_START = "end before start"
    PAST = "past"
    AFTER_START = "after start"  # replies would close after the meeting has begun
    TOO_LONG = "too long"
    NOT_A_LINK = "not a link"


@dataclass(frozen=True)
class Span:
    """Hours on the meeting's wall clock; `end` None: two hours later."""

    start: time
    end: time | None


@dataclass(frozen=True)
class Choice:
    """One answer to offer: what it is, and how the draft keeps it (JSON)."""

    shown: date | Span | datetime
    stored: Any


@dataclass(frozen=True)
class OpenPoint:
    """One thing to ask. `words` are those that were written; `limit` goes with TOO_LONG.

    `has_value`: the field has a former value that can be left as it was.
    """

    label: Label
    kind: PointKind
    words: str = ""
    choices: tuple[Choice, ...] = ()
    limit: int = 0
    has_value: bool = False


def open_point(
    meeting: Meeting, fields: Fields, now: datetime, only: Collection[Label] = tuple(Label)
) -> OpenPoint | None:
    """Give the first thing that a draft still needs, or None if it could be published.

    `only` limits it to some fields: a new date of a published meeting needs no title.
    """
    zone = ZoneInfo(meeting.zone)
    unclear = fields.get("unclear", {})
    for label in (one for one in Label if one in only):
        if label.name in unclear:
            return _stored_point(meeting, fields, label, unclear[label.name])
        check = _CHECKS.get(label)
        found = check(meeting, fields, zone, now) if check else None
        if found is not None:
            return found
    return None


def schedule_of(fields: Fields, zone: ZoneInfo) -> Schedule | None:
    """Give when a draft's day and time are; None while one of them is open."""
    found = _scheduled(fields, zone)
    return found if isinstance(found, Schedule) else None


def _scheduled(fields: Fields, zone: ZoneInfo) -> Schedule | Problem | None:
    day, stored = fields.get("day"), fields.get("time")
    if not day or not stored:
        return None
    span = _span(stored)
    if span is None:
        return None
    found = scheduled(date.fromisoformat(day), span, zone)
    fold = stored.get("fold")
    if isinstance(found, Problem) and isinstance(found.unclear, Fold) and fold is not None:
        start = found.unclear.second if fold else found.unclear.first
        return Schedule(start, Moment(start.utc + _length(span), zone))
    return found


def _length(span: TimeSpan) -> timedelta:
    if span.end is None:
        return USUAL_LENGTH
    day = date(2000, 1, 1)
    return datetime.combine(day, span.end) - datetime.combine(day, span.start)


def _span(stored: Fields) -> TimeSpan | None:
    """Read a stored time again: words do not depend on the day they are read."""
    read = read_time_span(stored["words"])
    if isinstance(read, TimeSpan):
        return read
    if isinstance(read, Ambiguous):
        return read.readings[stored["pick"]]
    return None


def _span_choice(stored: Fields) -> Choice:
    span = _span(stored)
    assert span is not None
    return Choice(Span(span.start, span.end), stored)


def _day_choice(day: date) -> Choice:
    return Choice(day, day.isoformat())


def _moment_choice(at: datetime) -> Choice:
    return Choice(at, at.isoformat())


def likely_days(today: date, count: int = 6) -> tuple[date, ...]:
    """Give days to offer: the next working days but Fridays, with some notice left."""
    days: list[date] = []
    day = today + timedelta(days=2)
    while len(days) < count:
        if day.weekday() in WORKING_DAYS and day.weekday() != _FRIDAY:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def likely_reply_days(start: datetime, zone: ZoneInfo, now: datetime) -> tuple[datetime, ...]:
    """Give moments to offer for replies to close: 17:00 of working days before the meeting."""
    day = start.astimezone(zone).date()
    moments = [
        on_wall_clock(day - timedelta(days=back), REPLIES_CLOSE_AT, zone) for back in (1, 2, 3, 5)
    ]
    return tuple(
        at for at in moments if at > now and at.astimezone(zone).weekday() in WORKING_DAYS
    )[:3]


def _title(meeting: Meeting, _fields: Fields, _zone: ZoneInfo, _now: datetime) -> OpenPoint | None:
    return None if meeting.title else OpenPoint(Label.TITLE, PointKind.MISSING)


def _date(_meeting: Meeting, fields: Fields, zone: ZoneInfo, now: datetime) -> OpenPoint | None:
    today = now.astimezone(zone).date()
    offered = tuple(map(_day_choice, likely_days(today)))
    if not fields.get("day"):
        return OpenPoint(Label.DATE, PointKind.MISSING, choices=offered)
    if date.fromisoformat(fields["day"]) < today:
        return OpenPoint(Label.DATE, PointKind.PAST, fields["day"], offered)
    return None


def _time(_meeting: Meeting, fields: Fields, zone: ZoneInfo, now: datetime) -> OpenPoint | None:
    stored = fields.get("time")
    usual = tuple(_span_choice({"words": start, "pick": 0}) for start in _USUAL_STARTS)
    if not stored:
        return OpenPoint(Label.TIME, PointKind.MISSING, choices=usual)
    if not fields.get("day"):
        return None
    found = _scheduled(fields, zone)
    if isinstance(found, Problem):
        return _clock_point(found, stored)
    assert found is not None
    if found.end is None:
        span = _span(stored)
        assert span is not None
        assert span.end is not None
        swapped = {"words": f"{span.end:%H:%M} to {span.start:%H:%M}", "pick": 0}
        alone = {"words": f"{span.start:%H:%M}", "pick": 0}
        choices = (_span_choice(swapped), _span_choice(alone))
        return OpenPoint(Label.TIME, PointKind.END_BEFORE_START, stored["words"], choices)
    if found.start.utc <= now:
        return OpenPoint(Label.TIME, PointKind.PAST, stored["words"])
    return None


def _clock_point(problem: Problem, stored: Fields) -> OpenPoint:
    if isinstance(problem.unclear, Gap):
        resumes = {"words": f"{problem.unclear.resumes.wall:%H:%M}", "pick": 0}
        choices: tuple[Choice, ...] = (_span_choice(resumes),)
        return OpenPoint(Label.TIME, PointKind.SKIPPED, stored["words"], choices)
    assert isinstance(problem.unclear, Fold)
    choices = tuple(
        Choice(moment.utc, {**stored, "fold": fold})
        for fold, moment in enumerate((problem.unclear.first, problem.unclear.second))
    )
    return OpenPoint(Label.TIME, PointKind.TWICE, stored["words"], choices)


def _reply_by(meeting: Meeting, fields: Fields, zone: ZoneInfo, now: datetime) -> OpenPoint | None:
    schedule = schedule_of(fields, zone)
    if meeting.reply_by is None or schedule is None:
        return None
    late = meeting.reply_by > schedule.start.utc
    if not late and meeting.reply_by > now:
        return None
    return OpenPoint(
        Label.REPLY_BY,
        PointKind.AFTER_START if late else PointKind.PAST,
        meeting.reply_by.isoformat(),
        tuple(map(_moment_choice, likely_reply_days(schedule.start.utc, zone, now))),
    )


_Check = Callable[[Meeting, Fields, ZoneInfo, datetime], OpenPoint | None]
_CHECKS: dict[Label, _Check] = {
    Label.TITLE: _title,
    Label.DATE: _date,
    Label.TIME: _time,
    Label.REPLY_BY: _reply_by,
}


def unclear_from(problem: Problem, zone: ZoneInfo) -> Fields:
    """Give a problem of reading as a draft keeps it, with the readings to choose from."""
    kind, choices = PointKind.UNREADABLE, list[Any]()
    if problem.kind is ProblemKind.TOO_LONG:
        kind = PointKind.TOO_LONG
    elif problem.kind is ProblemKind.NOT_A_LINK:
        kind = PointKind.NOT_A_LINK
    elif isinstance(problem.unclear, Ambiguous):
        kind = PointKind.AMBIGUOUS
        choices = _readings(problem.unclear.readings, problem.words, zone)
    elif isinstance(problem.unclear, Unreadable):
        days = _days_that_agree(problem.unclear)
        if days:
            kind, choices = PointKind.CONTRADICTS, [day.isoformat() for day in days]
    return {"kind": kind.name, "words": problem.words, "choices": choices}


def _readings(readings: Sequence[Any], words: str, zone: ZoneInfo) -> list[Any]:
    choices: list[Any] = []
    for number, reading in enumerate(readings):
        if isinstance(reading, DateReading):
            choices.append(reading.day.isoformat())
        elif isinstance(reading, TimeSpan):
            choices.append({"words": words, "pick": number})
        elif isinstance(reading, Due):
            moment = reply_moment(reading, zone)
            if moment is not None:
                choices.append(moment.utc.isoformat())
    return choices


def _days_that_agree(refused: Unreadable) -> tuple[date, ...]:
    """Give both days that "Tuesday 15 April" can mean when the 15th is a Wednesday."""
    if refused.reason is not Reason.WEEKDAY_CONTRADICTS or refused.day is None:
        return ()
    for word in refused.words.replace(",", " ").replace("،", " ").split():
        weekday = _weekday(word, refused.day)
        if weekday is not None and weekday != refused.day.weekday():
            # The nearest such day: at most three away, so there are never two.
            away = (weekday - refused.day.weekday() + 3) % 7 - 3
            return tuple(sorted((refused.day, refused.day + timedelta(days=away))))
    return (refused.day,)


def _weekday(word: str, today: date) -> int | None:
    read = read_date(word, today=today)
    days = read.readings if isinstance(read, Ambiguous) else (read,)
    found = {one.day.weekday() for one in days if isinstance(one, DateReading)}
    return found.pop() if len(found) == 1 and not any(map(str.isdigit, word)) else None


def _stored_point(meeting: Meeting, fields: Fields, label: Label, stored: Fields) -> OpenPoint:
    choices: tuple[Choice, ...] = ()
    if label is Label.DATE:
        choices = tuple(_day_choice(date.fromisoformat(one)) for one in stored["choices"])
    elif label is Label.TIME:
        choices = tuple(map(_span_choice, stored["choices"]))
    elif label is Label.REPLY_BY:
        choices = tuple(_moment_choice(datetime.fromisoformat(one)) for one in stored["choices"])
    former = {
        Label.TITLE: meeting.title,
        Label.DATE: fields.get("day"),
        Label.TIME: fields.get("time"),
        Label.REPLY_BY: meeting.reply_by,
        Label.VENUE: meeting.venue,
        Label.LINK: meeting.link,
    }
    return OpenPoint(
        label,
        PointKind[stored["kind"]],
        stored["words"],
        choices,
        LONGEST[label],
        has_value=former.get(label) is not None,
    )
