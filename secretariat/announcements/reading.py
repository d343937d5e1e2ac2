"""Reading a meeting's announcement from one pasted message.

Every field is read on its own: what is unclear becomes a `Problem`, and everything else that was
read is kept.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from secretariat.announcements.agendas import agenda_items
from secretariat.announcements.labels import Parts, taken_apart
from secretariat.announcements.values import (
    LONGEST,
    MOST_AGENDA_ITEMS,
    Announcement,
    Label,
    Problem,
    ProblemKind,
    Schedule,
)
from secretariat.dates import (
    Ambiguous,
    DateReading,
    Due,
    DueKind,
    Fold,
    Gap,
    Moment,
    Reason,
    TimeSpan,
    Unreadable,
    placed,
    read_date,
    read_due,
    read_time_span,
    without_bidi_controls,
)

USUAL_LENGTH = timedelta(hours=2)
REPLIES_CLOSE_AT = time(17)

Reading = TypeVar("Reading", DateReading, TimeSpan, Due)

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b]")
_URDU = re.compile("[\u0600-\u06ff]")
_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?\.?")
_LINKS = (Label.TEST_LINK, Label.MAP)
_TEXTS = (
    *(Label.CHAIR, Label.MODERATOR, Label.TELEPHONE, Label.GATE),
    *(Label.DIAL_IN, Label.NOTE),
)


def read_announcement(text: str, *, today: date, zone: ZoneInfo) -> Announcement:
    """Read a pasted message with one label to a line, in any order, English or Urdu.

    `today` is the day in `zone`, the group's zone. A time written with another zone is moved to
    the group's. A reply-by day closes at 17:00 in the group's zone.
    """
    parts = taken_apart(_CONTROLS.sub("", without_bidi_controls(text)))
    words = {label: "\n".join(lines) for label, lines in parts.lines.items() if lines}
    problems = _problems_of(parts, words)
    day, span = _read_day_and_time(words, today, zone, problems)
    schedule = _read_schedule(day, span, zone, problems)
    reply_by = _read_reply_by(words, today, zone, problems)
    _check_order(day, schedule, reply_by, today, words, problems)
    links = {label: _read_link(label, words, problems) for label in (Label.LINK, *_LINKS)}
    others = {label: _read_text(label, words, problems) for label in _TEXTS}
    others |= {label: links[label] for label in _LINKS}
    return Announcement(
        title=_read_text(Label.TITLE, words, problems),
        date=day,
        time=span,
        schedule=schedule,
        venue=_read_text(Label.VENUE, words, problems),
        link=links[Label.LINK],
        agenda=_read_agenda(parts.lines.get(Label.AGENDA, []), problems),
        reply_by=reply_by,
        number=_read_number(words, problems),
        others={label: value for label, value in others.items() if value is not None},
        words=words,
        problems=tuple(problems),
    )


def scheduled(day: date, span: TimeSpan, zone: ZoneInfo) -> Schedule | Problem:
    """Place a day and a time on the time line; without an end a meeting lasts two hours.

    A start that the zone's clocks skip or show twice is a problem to settle; an end that they skip
    is when they resume.
    """
    written_zone = span.zone or zone
    start = placed(datetime.combine(day, span.start), written_zone, zone)
    if isinstance(start, Gap):
        return Problem(ProblemKind.UNREADABLE, Label.TIME, span.words, start)
    if isinstance(start, Fold):
        return Problem(ProblemKind.AMBIGUOUS, Label.TIME, span.words, start)
    if span.end is None:
        return Schedule(start, Moment(start.utc + USUAL_LENGTH, zone))
    end = _settled(placed(datetime.combine(day, span.end), written_zone, zone))
    return Schedule(start, end if end.utc > start.utc else None)


def reply_moment(due: Due, zone: ZoneInfo) -> Moment | None:
    """Give the moment at which replies close: 17:00 in the zone unless a time was written.

    None unless the deadline is a date.
    """
    if due.day is None:
        return None
    wall = datetime.combine(due.day, due.at or REPLIES_CLOSE_AT)
    return _settled(placed(wall, due.zone or zone, zone))


def is_link(text: str) -> bool:
    """Say whether a text is one http or https address and nothing else."""
    if re.search(r"[\s\x00-\x1f\x7f]", text):
        return False
    try:
        address = urlsplit(text)
        host = address.hostname
    except ValueError:
        return False
    # A name before the host ("https://bank.example@evil.example") only serves to deceive.
    return address.scheme in {"http", "https"} and bool(host) and "@" not in address.netloc


def _settled(found: Moment | Gap | Fold) -> Moment:
    """Take a moment that need not be asked about: when clocks resume, or their later showing."""
    if isinstance(found, Gap):
        return found.resumes
    return found.second if isinstance(found, Fold) else found


def _problems_of(parts: Parts, words: dict[Label, str]) -> list[Problem]:
    """List what is missing, repeated or not known, before any value is read."""
    problems = [
        Problem(ProblemKind.MISSING, label)
        for label in (Label.TITLE, Label.DATE)
        if label not in words
    ]
    for label, lines in parts.repeated:
        repeated = "\n".join(lines)
        if repeated and repeated != words[label]:
            problems.append(Problem(ProblemKind.DUPLICATE, label, repeated))
    problems += [Problem(ProblemKind.UNKNOWN_LABEL, words="\n".join(it)) for it in parts.unknown]
    if parts.unlabelled:
        problems.append(Problem(ProblemKind.UNLABELLED, words="\n".join(parts.unlabelled)))
    if not words.keys() & {Label.VENUE, Label.LINK}:
        problems.append(Problem(ProblemKind.NO_PLACE))
    return problems


def _read_day_and_time(
    words: dict[Label, str], today: date, zone: ZoneInfo, problems: list[Problem]
) -> tuple[DateReading | None, TimeSpan | None]:
    """Read the date and the time; a time written behind the date is taken when there is no other.

    What is taken from the date is then filed under Time in `words`.
    """
    date_words = words.get(Label.DATE, "")
    reading = read_date(date_words, today=today, zone=zone)
    rest = reading.rest if isinstance(reading, Unreadable) else ""
    if rest and rest != reading.words and Label.TIME not in words:
        without_rest = read_date(reading.words.replace(rest, "", 1), today=today, zone=zone)
        behind = read_time_span(rest)
        if not isinstance(behind, Unreadable) and not _is_unknown(without_rest):
            reading, words[Label.TIME] = without_rest, rest
    day = _clear(Label.DATE, reading, words, problems) if Label.DATE in words else None
    if Label.TIME not in words:
        problems.append(Problem(ProblemKind.NO_TIME, Label.TIME))
        return day, None
    return day, _clear(Label.TIME, read_time_span(words[Label.TIME]), words, problems)


def _is_unknown(reading: object) -> bool:
    return isinstance(reading, Unreadable) and reading.reason is Reason.NOT_UNDERSTOOD


def _clear(
    label: Label,
    reading: Reading | Ambiguous[Reading] | Unreadable,
    words: dict[Label, str],
    problems: list[Problem],
) -> Reading | None:
    """Give a reading that is clear; else file why it is not, and give None."""
    if isinstance(reading, Unreadable):
        problems.append(Problem(ProblemKind.UNREADABLE, label, words[label], reading))
        return None
    if isinstance(reading, Ambiguous):
        problems.append(Problem(ProblemKind.AMBIGUOUS, label, words[label], reading))
        return None
    return reading


def _read_schedule(
    day: DateReading | None, span: TimeSpan | None, zone: ZoneInfo, problems: list[Problem]
) -> Schedule | None:
    if day is None or span is None:
        return None
    schedule = scheduled(day.day, span, zone)
    if isinstance(schedule, Problem):
        problems.append(schedule)
        return None
    if schedule.end is None:
        problems.append(Problem(ProblemKind.END_BEFORE_START, Label.TIME, span.words))
    return schedule


def _read_reply_by(
    words: dict[Label, str], today: date, zone: ZoneInfo, problems: list[Problem]
) -> Moment | None:
    if Label.REPLY_BY not in words:
        return None
    written = words[Label.REPLY_BY]
    due = _clear(Label.REPLY_BY, read_due(written, today=today), words, problems)
    if due is None or due.kind is DueKind.NONE:
        return None
    moment = reply_moment(due, zone)
    if moment is None:
        refusal = Unreadable(Reason.NOT_UNDERSTOOD, due.words, rest=due.words)
        problems.append(Problem(ProblemKind.UNREADABLE, Label.REPLY_BY, written, refusal))
    return moment


def _check_order(
    day: DateReading | None,
    schedule: Schedule | None,
    reply_by: Moment | None,
    today: date,
    words: dict[Label, str],
    problems: list[Problem],
) -> None:
    """Add what cannot be in the past, and replies that close after the meeting has begun."""
    if day is not None and day.day < today:
        problems.append(Problem(ProblemKind.PAST_DATE, Label.DATE, words[Label.DATE]))
    if reply_by is None:
        return
    reply_words = words[Label.REPLY_BY]
    if reply_by.wall.date() < today:
        problems.append(Problem(ProblemKind.REPLY_BY_PAST, Label.REPLY_BY, reply_words))
    if schedule is not None:
        is_late = reply_by.utc > schedule.start.utc
    else:
        is_late = day is not None and reply_by.wall.date() > day.day
    if is_late:
        problems.append(Problem(ProblemKind.REPLY_BY_AFTER_START, Label.REPLY_BY, reply_words))


def _read_text(label: Label, words: dict[Label, str], problems: list[Problem]) -> str | None:
    """Read a value in words: on one line, but for a note; too long is a problem."""
    if label not in words:
        return None
    lines = [" ".join(line.split()) for line in words[label].splitlines()]
    value = "\n".join(lines) if label is Label.NOTE else _on_one_line(label, lines)
    if len(value) > LONGEST[label]:
        problem = Problem(ProblemKind.TOO_LONG, label, words[label], limit=LONGEST[label])
        problems.append(problem)
        return None
    return value


def _on_one_line(label: Label, lines: Sequence[str]) -> str:
    """Join lines with spaces; those of an address with commas."""
    if label is not Label.VENUE:
        return " ".join(lines)
    comma = "، " if _URDU.search(lines[0]) else ", "
    return comma.join(line.rstrip(" ,،") for line in lines)


def _read_link(label: Label, words: dict[Label, str], problems: list[Problem]) -> str | None:
    value = _read_text(label, words, problems)
    if value is None or is_link(value):
        return value
    problems.append(Problem(ProblemKind.NOT_A_LINK, label, words[label]))
    return None


def _read_agenda(lines: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
    """Read the items; those too long are cut and those too many left out, with a problem each."""
    items = agenda_items(lines)
    longest = LONGEST[Label.AGENDA]
    problems += [
        Problem(ProblemKind.TOO_LONG, Label.AGENDA, item, limit=longest)
        for item in items
        if len(item) > longest
    ]
    if len(items) > MOST_AGENDA_ITEMS:
        left_out = "\n".join(items[MOST_AGENDA_ITEMS:])
        problems.append(
            Problem(ProblemKind.TOO_MANY_ITEMS, Label.AGENDA, left_out, limit=MOST_AGENDA_ITEMS)
        )
    return tuple(item[:longest] for item in items[:MOST_AGENDA_ITEMS])


def _read_number(words: dict[Label, str], problems: list[Problem]) -> int | None:
    if Label.NUMBER not in words:
        return None
    written = words[Label.NUMBER]
    match = _NUMBER.fullmatch(written.strip())
    if match is None or int(match[1]) == 0:
        refusal = Unreadable(Reason.NOT_UNDERSTOOD, written, rest=written)
        problems.append(Problem(ProblemKind.UNREADABLE, Label.NUMBER, written, refusal))
        return None
    return int(match[1])
