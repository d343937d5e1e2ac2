from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.dates import (
    Ambiguous,
    DateReading,
    Due,
    Fold,
    Gap,
    Moment,
    MomentReading,
    Reason,
    TimeSpan,
    Unreadable,
    local_to_utc,
    placed,
    read_date,
    read_due,
    read_moment,
    read_time_span,
)
from secretariat.dates.symbols import normal, symbols_of
from secretariat.dates.words import (
    DAY_PARTS,
    FILLERS,
    KEYWORDS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PLACES,
    RECURRENCES,
    RELATIVE_DAYS,
    TWO_MEANINGS,
    UNITS,
    UNSURE_ZONES,
    WEEKDAYS,
    ZONES,
)

KARACHI = ZoneInfo("Asia/Karachi")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2022, 7, 14, 9, tzinfo=KARACHI)  # a Thursday
TODAY = NOW.date()
NIOC_MEETING = date(2019, 11, 22)  # a Friday


def wall_time(text: str) -> datetime:
    """Make a naive time, as a clock on a wall shows it."""
    return datetime.fromisoformat(text)


def said(reading: object) -> str:
    """Write any answer of a reader on one line, for the tables."""
    match reading:
        case Ambiguous(readings=readings):
            return " | ".join(said(one) for one in readings)
        case Unreadable(reason=reason, rest=rest):
            return f"{reason.name} {rest}".strip()
        case DateReading(day=day):
            return day.isoformat()
        case TimeSpan(start=start, end=end):
            return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"
        case MomentReading(moment=moment):
            return f"{moment.wall:%Y-%m-%dT%H:%M}"
        case Due(kind=kind, day=day, at=at, recurrence=recurrence):
            details = [
                day.isoformat() if day else "",
                f"{at:%H:%M}" if at else "",
                f"{recurrence.every} {recurrence.unit.name}" if recurrence else "",
            ]
            return " ".join([kind.name, *(detail for detail in details if detail)])
    raise AssertionError(reading)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 November", "2022-11-22"),
        ("22 March", "2023-03-22"),
        ("15 April", "2023-04-15"),
        ("14 July", "2022-07-14"),
        ("13 July", "2023-07-13"),
        ("22/11/2019", "2019-11-22"),
        ("05/08/2022", "2022-08-05"),
        ("5-8-22", "2022-08-05"),
        ("26.07.2022", "2022-07-26"),
        ("26.07.2022.", "2022-07-26"),
        ("26/07/22", "2022-07-26"),
        ("2022-07-26", "2022-07-26"),
        ("2022/07/26", "2022-07-26"),
        ("26/7", "2022-07-26"),
        ("26 / 07 / 2022", "2022-07-26"),
        ("26-Jul-22", "2022-07-26"),
        ("26-July-2022", "2022-07-26"),
        ("26 JULY 2022", "2022-07-26"),
        ("26th July, 2022", "2022-07-26"),
        ("the 26th of July 2022", "2022-07-26"),
        ("July 26, 2022", "2022-07-26"),
        ("Sept. 5", "2022-09-05"),
        ("Tue, 26 July 2022", "2022-07-26"),
        ("26 July 2022 (Tuesday)", "2022-07-26"),
        ("*Tuesday* 26 July", "2022-07-26"),
        ("29 Feb", "2024-02-29"),
        ("in five months", "2022-12-14"),
        ("in 3 days", "2022-07-17"),
        ("after two weeks", "2022-07-28"),
        ("5 days later", "2022-07-19"),
        ("in a week's time", "2022-07-21"),
        ("in six months’ time", "2023-01-14"),
        ("within two weeks", "2022-07-28"),
        ("in a year", "2023-07-14"),
        ("3 weeks from today", "2022-08-04"),
        ("two days from now", "2022-07-16"),
        ("a fortnight from Monday", "2022-08-01"),
        ("two weeks after 26 July 2022", "2022-08-09"),
        ("today", "2022-07-14"),
        ("tomorrow", "2022-07-15"),
        ("day after tomorrow", "2022-07-16"),
        ("tomorrow, Friday", "2022-07-15"),
        ("Tuesday", "2022-07-19"),
        ("this Friday", "2022-07-15"),
        ("coming Wednesday", "2022-07-20"),
        ("next Tuesday", "2022-07-19"),
        ("next Thursday", "2022-07-21"),
        ("next Tuesday, 19 July", "2022-07-19"),
        ("Friday week", "2022-07-22"),
        ("Tuesday of next week", "2022-07-19"),
        ("next week on Friday", "2022-07-22"),
        ("last Friday of January", "2023-01-27"),
        ("first Monday of September", "2022-09-05"),
        ("2nd Tuesday of August 2022", "2022-08-09"),
        ("last Friday of next month", "2022-08-26"),
        ("15th of next month", "2022-08-15"),
        ("end of month", "2022-07-31"),
        ("month-end", "2022-07-31"),
        ("end of next month", "2022-08-31"),
        ("end of next week", "2022-07-22"),
        ("end of the year", "2022-12-31"),
        ("end of September", "2022-09-30"),
        ("end of the quarter", "2022-09-30"),
        ("mid-August", "2022-08-15"),
        ("middle of July 2022", "2022-07-15"),
        ("beginning of September", "2022-09-01"),
        ("last day of July", "2022-07-31"),
        ("22 July 2022, PKT", "2022-07-22"),
        ("22 July, Islamabad time", "2022-07-22"),
        ("۲۶ جولائی ۲۰۲۲", "2022-07-26"),
        ("٢٦ جولائی ٢٠٢٢", "2022-07-26"),
        ("26 جولائی 2022", "2022-07-26"),
        ("۲۶/۰۷/۲۰۲۲", "2022-07-26"),
        ("بروز بدھ، 15 اپریل 2026ء", "2026-04-15"),
        ("مورخہ 26 جولائي 2022ء", "2022-07-26"),
        ("22 نومبر", "2022-11-22"),
        ("پانچ ماہ بعد", "2022-12-14"),
        ("دو ہفتے بعد", "2022-07-28"),
        ("دو ہفتوں کے اندر", "2022-07-28"),
        ("آئندہ پانچ ماہ میں", "2022-12-14"),
        ("آج", "2022-07-14"),
        ("کل", "2022-07-15"),
        ("پرسوں", "2022-07-16"),
        ("اگلے منگل", "2022-07-19"),
        ("ہفتہ", "2022-07-16"),
        ("پیر", "2022-07-18"),
        ("جنوری کا آخری جمعہ", "2023-01-27"),
        ("ستمبر کا پہلا پیر", "2022-09-05"),
        ("ستمبر کے آخر", "2022-09-30"),
        ("next Friday", "2022-07-15 | 2022-07-22"),
        ("Thursday", "2022-07-14 | 2022-07-21"),
        ("31/06/2022", "NO_SUCH_DAY"),
        ("30 Feb", "NO_SUCH_DAY"),
        ("29 February 2023", "NO_SUCH_DAY"),
        ("32 July", "NO_SUCH_DAY"),
        ("13/25/2022", "NO_SUCH_DAY"),
        ("15/13", "NO_SUCH_DAY"),
        ("26 July 0022", "NO_SUCH_DAY"),
        ("5th Monday of September 2022", "NO_SUCH_DAY"),
        ("in 9999 years", "NO_SUCH_DAY"),
        ("Monday 26 July 2022", "WEEKDAY_CONTRADICTS"),
        ("26 July 2022, Monday", "WEEKDAY_CONTRADICTS"),
        ("Monday tomorrow", "WEEKDAY_CONTRADICTS"),
        ("پیر 26 جولائی 2022", "WEEKDAY_CONTRADICTS"),
        ("26 July or 27 July", "TWO_DATES"),
        ("26-27 July 2022", "TWO_DATES"),
        ("26 July to 28 July 2022", "TWO_DATES"),
        ("Monday or Tuesday", "TWO_DATES"),
        ("Monday Tuesday", "TWO_DATES"),
        ("tomorrow yesterday", "TWO_DATES"),
        ("26 July 2022 EST", "UNKNOWN_ZONE EST"),
        ("26 July 2022, GMT", "UNKNOWN_ZONE UTC"),
        ("26 July 2022, Mars time", "UNKNOWN_ZONE Mars time"),
        ("April 2026", "DAY_MISSING"),
        ("next week", "DAY_MISSING"),
        ("اگلے ہفتے", "DAY_MISSING"),
        ("", "EMPTY"),
        (" \n ", "EMPTY"),
        (",", "NOT_UNDERSTOOD ,"),
        ("ASAP", "NOT_UNDERSTOOD ASAP"),
        ("TBD", "NOT_UNDERSTOOD TBD"),
        ("Mark to call May", "NOT_UNDERSTOOD Mark to call May"),
        ("room 12", "NOT_UNDERSTOOD room 12"),
        ("by the next meeting", "NOT_UNDERSTOOD by the next meeting"),
        ("25:30 tomorrow", "NOT_UNDERSTOOD 25:30"),
        ("26 July 2022 please", "NOT_UNDERSTOOD please"),
        ("maybe 26 July 2022 please", "NOT_UNDERSTOOD maybe … please"),
        ("15 April?", "NOT_UNDERSTOOD ?"),
        ("Jul-22", "NOT_UNDERSTOOD Jul-22"),
        ("10-12", "NOT_UNDERSTOOD 10-12"),
        ("within a month of the circulation", "NOT_UNDERSTOOD of the circulation"),
        ("31/06/2022 in the hall", "NO_SUCH_DAY in the hall"),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, expected: str) -> None:
    reading = read_date(text, today=TODAY, zone=KARACHI)

    assert said(reading) == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("next Wednesday", date(2026, 4, 6), "2026-04-08 | 2026-04-15"),
        ("15 April", date(2026, 4, 6), "2026-04-15"),
        ("in one month", date(2023, 1, 31), "2023-02-28"),
        ("in three months", date(2023, 11, 30), "2024-02-29"),
        ("Tuesday week", date(2022, 7, 19), "2022-07-26"),
        ("end of the week", date(2022, 7, 16), "2022-07-22"),
        ("end of January", date(2022, 1, 31), "2022-01-31"),
        ("29 February", date(2097, 1, 1), "2104-02-29"),
    ],
)
def test_a_date_is_counted_from_the_readers_day(text: str, today: date, expected: str) -> None:
    reading = read_date(text, today=today)

    assert said(reading) == expected


def test_a_contradiction_names_the_weekday_that_the_date_really_has() -> None:
    reading = read_date("Monday 26 July 2022", today=TODAY)

    assert reading == Unreadable(
        Reason.WEEKDAY_CONTRADICTS, "Monday 26 July 2022", weekday=1, day=date(2022, 7, 26)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("22 March", True), ("22 March 2023", False), ("Tuesday", False), ("mid-August", True)],
)
def test_a_reading_says_whether_its_year_was_assumed(text: str, expected: bool) -> None:
    reading = read_date(text, today=TODAY)

    assert isinstance(reading, DateReading)
    assert reading.year_assumed == expected


def test_the_original_words_are_kept_without_marks_that_turn_the_writing() -> None:
    reading = read_date("  \u2067۲۶ جولائی\n ۲۰۲۲\u2069 ", today=TODAY)

    assert reading == DateReading(date(2022, 7, 26), "۲۶ جولائی ۲۰۲۲")


def test_an_endless_text_is_refused() -> None:
    text = "26 July " * 40

    reading = read_date(text, today=TODAY)

    assert isinstance(reading, Unreadable)
    assert reading.reason == Reason.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 to 4 pm", "14:00-16:00"),
        ("14:00 to 16:00", "14:00-16:00"),
        ("14:00-16:00", "14:00-16:00"),
        ("14:00 – 16:00", "14:00-16:00"),
        ("11:00", "11:00"),
        ("1000 hrs", "10:00"),
        ("1000 to 1200 hrs", "10:00-12:00"),
        ("1000-1200", "10:00-12:00"),
        ("0200", "02:00"),
        ("02:00", "02:00"),
        ("00:30", "00:30"),
        ("10h00", "10:00"),
        ("10.30", "10:30"),
        ("10.30 a.m. - 12.30 p.m.", "10:30-12:30"),
        ("11 A.M.", "11:00"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
        ("14 pm", "14:00"),
        ("at 11:00 sharp", "11:00"),
        ("11:00 onwards", "11:00"),
        ("from 2 pm to 4 pm", "14:00-16:00"),
        ("between 2 and 4 pm", "14:00-16:00"),
        ("2-4pm", "14:00-16:00"),
        ("2pm until 4pm", "14:00-16:00"),
        ("11 to 1 pm", "11:00-13:00"),
        ("10 to 12", "10:00-12:00"),
        ("10 to 2", "10:00-14:00"),
        ("9 to 5", "09:00-17:00"),
        ("10 am to 12", "10:00-12:00"),
        ("10 am to 1:30", "10:00-13:30"),
        ("14:00 to 4", "14:00-16:00"),
        ("10 pm to 2", "22:00-02:00"),
        ("14:00 to 12:00", "14:00-12:00"),
        ("half past ten", "10:30"),
        ("quarter to three pm", "14:45"),
        ("3 in the afternoon", "15:00"),
        ("in the morning at 9", "09:00"),
        ("2 pm for 2 hours", "14:00-16:00"),
        ("10:00 for 90 minutes", "10:00-11:30"),
        ("10 o'clock", "10:00"),
        ("دوپہر 2 بجے", "14:00"),
        ("سہ پہر 3 بجے", "15:00"),
        ("رات 8 بجے", "20:00"),
        ("دن 11 بجے", "11:00"),
        ("دن دو بجے", "14:00"),
        ("شام پانچ بجے", "17:00"),
        ("صبح ۱۰ بجے", "10:00"),
        ("ساڑھے دس بجے", "10:30"),
        ("سوا گیارہ بجے", "11:15"),
        ("دوپہر ڈھائی بجے", "14:30"),
        ("10 بج کر 30 منٹ", "10:30"),
        ("14:00 سے 16:00 تک", "14:00-16:00"),
        ("۱۴:۰۰ سے ۱۶:۰۰ تک", "14:00-16:00"),
        ("دوپہر 2 بجے سے 4 بجے تک", "14:00-16:00"),
        ("صبح 10 بجے تا دوپہر 12 بجے", "10:00-12:00"),
        ("صبح 10 سے 12 بجے", "10:00-12:00"),
        ("2 to 4", "14:00-16:00 | 02:00-04:00"),
        ("2:00-4:00", "14:00-16:00 | 02:00-04:00"),
        ("6 to 8", "18:00-20:00 | 06:00-08:00"),
        ("2", "14:00 | 02:00"),
        ("2:30", "14:30 | 02:30"),
        ("3 بجے", "15:00 | 03:00"),
        ("2 سے 4 بجے تک", "14:00-16:00 | 02:00-04:00"),
        ("25:00", "NO_SUCH_TIME"),
        ("10:75", "NO_SUCH_TIME"),
        ("14 am", "NO_SUCH_TIME"),
        ("14:00 to 24:00", "NO_SUCH_TIME"),
        ("3 to 2", "NO_SUCH_TIME"),
        ("11:00 am PST", "UNKNOWN_ZONE PST"),
        ("11:00 XYZ", "UNKNOWN_ZONE XYZ"),
        ("11:00 +19:00", "UNKNOWN_ZONE +19:00"),
        ("2-4 pm room 5", "NOT_UNDERSTOOD room 5"),
        ("after lunch", "NOT_UNDERSTOOD after lunch"),
        ("", "EMPTY"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, expected: str) -> None:
    reading = read_time_span(text)

    assert said(reading) == expected


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("11:00 PKT", 5),
        ("11 am (PKT)", 5),
        ("11:00 GMT", 0),
        ("11:00 UTC+5", 5),
        ("11:00 to 12:00 +05:30", 5.5),
        ("11:00 Kabul time", 4.5),
        ("صبح 11 بجے پاکستان کے وقت کے مطابق", 5),
    ],
)
def test_a_zone_beside_a_time_is_kept(text: str, hours: float) -> None:
    reading = read_time_span(text)

    assert isinstance(reading, TimeSpan)
    assert reading.zone is not None
    assert reading.zone.utcoffset(wall_time("2022-07-14 00:00")) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["11:00", "11:00 local time", "11:00 مقامی وقت"])
def test_a_time_without_a_zone_is_the_groups(text: str) -> None:
    reading = read_time_span(text)

    assert isinstance(reading, TimeSpan)
    assert reading.zone is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("next Tuesday 10am", "2022-07-19T10:00"),
        ("26/07/2022 10:00", "2022-07-26T10:00"),
        ("26 July 2022, 10:00 PKT", "2022-07-26T10:00"),
        ("26 July 2022, 10:00 GMT", "2022-07-26T15:00"),
        ("26 July 2022, 10:00 Vienna time", "2022-07-26T13:00"),
        ("tomorrow at noon", "2022-07-15T12:00"),
        ("by COB Friday", "2022-07-15T17:00"),
        ("close of business on Friday", "2022-07-15T17:00"),
        ("10:00 PKT", "2022-07-14T10:00"),
        ("8 am", "2022-07-15T08:00"),
        ("5-8-22 2pm", "2022-08-05T14:00"),
        ("Tue 10am", "2022-07-19T10:00"),
        ("Friday 3pm", "2022-07-15T15:00"),
        ("15 Aug 14:30", "2022-08-15T14:30"),
        ("26 July 2000 hrs", "2022-07-26T20:00"),
        ("22 July 2022, 17:00", "2022-07-22T17:00"),
        ("10:00 on 26 July", "2022-07-26T10:00"),
        ("in 2 hours", "2022-07-14T11:00"),
        ("30 minutes from now", "2022-07-14T09:30"),
        ("3 گھنٹے بعد", "2022-07-14T12:00"),
        ("day after tomorrow 9:30", "2022-07-16T09:30"),
        ("25th July at half past ten", "2022-07-25T10:30"),
        ("2022-07-26T10:00+05:00", "2022-07-26T10:00"),
        ("2022-07-26T05:00:00Z", "2022-07-26T10:00"),
        ("2022-07-26T10:00-05:00", "2022-07-26T20:00"),
        ("tonight at 8", "2022-07-14T20:00"),
        ("26.07.2022 10h00", "2022-07-26T10:00"),
        ("Wednesday 27 July 2022 10 a.m. Islamabad time", "2022-07-27T10:00"),
        ("Tuesday, 26th July, 2022 at 1000 hrs", "2022-07-26T10:00"),
        ("اگلے منگل صبح 10 بجے", "2022-07-19T10:00"),
        ("26 جولائی 2022 10:00", "2022-07-26T10:00"),
        ("کل دوپہر 12 بجے", "2022-07-15T12:00"),
        ("آج شام 5 بجے", "2022-07-14T17:00"),
        ("بروز بدھ، 15 اپریل 2026ء، دوپہر 2 بجے", "2026-04-15T14:00"),
        ("جمعہ 3 بجے", "2022-07-15T15:00 | 2022-07-15T03:00"),
        ("Tuesday at 3", "2022-07-19T15:00 | 2022-07-19T03:00"),
        ("Friday midnight", "2022-07-16T00:00 | 2022-07-15T00:00"),
        ("next Friday 10am", "2022-07-15T10:00 | 2022-07-22T10:00"),
        ("tomorrow", "TIME_MISSING"),
        ("July 2022", "DAY_MISSING"),
        ("Monday 26 July 2022 10:00", "WEEKDAY_CONTRADICTS"),
        ("31 June 10:00", "NO_SUCH_DAY"),
        ("25:30 tomorrow", "NO_SUCH_TIME"),
        ("26 July 2022 10:00 EST", "UNKNOWN_ZONE EST"),
        ("5 pm 26 July and 27 July", "TWO_DATES"),
        ("22/07/2022 17:00 please", "NOT_UNDERSTOOD please"),
        ("room 12", "NOT_UNDERSTOOD room 12"),
        ("", "EMPTY"),
    ],
)
def test_a_moment_is_a_day_and_a_time(text: str, expected: str) -> None:
    reading = read_moment(text, now=NOW, zone=KARACHI)

    assert said(reading) == expected


def test_a_time_without_a_day_says_that_the_day_was_assumed() -> None:
    reading = read_moment("8 am", now=NOW, zone=KARACHI)

    moment = Moment(datetime(2022, 7, 15, 3, tzinfo=UTC), KARACHI)
    assert reading == MomentReading(moment, "8 am", day_assumed=True)


def test_a_moment_needs_an_aware_now() -> None:
    with pytest.raises(ValueError, match="aware"):
        read_moment("8 am", now=wall_time("2022-07-14 09:00"), zone=KARACHI)


def test_a_moment_that_clocks_skip_is_refused() -> None:
    reading = read_moment("26 March 2023 01:30", now=NOW, zone=LONDON)

    assert said(reading) == "TIME_SKIPPED"


def test_a_moment_that_clocks_show_twice_is_asked_about() -> None:
    reading = read_moment("30 October 2022 01:30", now=NOW, zone=LONDON)

    assert isinstance(reading, Ambiguous)
    assert [one.moment.utc for one in reading.readings] == [
        datetime(2022, 10, 30, 0, 30, tzinfo=UTC),
        datetime(2022, 10, 30, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 30 April", "DATE 2020-04-30"),
        ("30 April", "DATE 2020-04-30"),
        ("on 30 April 2020", "DATE 2020-04-30"),
        ("on or before 30 April", "DATE 2020-04-30"),
        ("not later than 15 December", "DATE 2019-12-15"),
        ("15 December at the latest", "DATE 2019-12-15"),
        ("due 1 June", "DATE 2020-06-01"),
        ("due by 1 June", "DATE 2020-06-01"),
        ("deadline: 1 June", "DATE 2020-06-01"),
        ("until 1 June", "DATE 2020-06-01"),
        ("11/12/2019", "DATE 2019-12-11"),
        ("in the next five months", "DATE 2020-04-22"),
        ("within five months", "DATE 2020-04-22"),
        ("within the next five months", "DATE 2020-04-22"),
        ("over the next two weeks", "DATE 2019-12-06"),
        ("in the coming two weeks", "DATE 2019-12-06"),
        ("within two weeks", "DATE 2019-12-06"),
        ("in a week's time", "DATE 2019-11-29"),
        ("in six months' time", "DATE 2020-05-22"),
        ("by the end of September", "DATE 2020-09-30"),
        ("by the end of September 2020", "DATE 2020-09-30"),
        ("before the end of September 2020", "DATE 2020-09-30"),
        ("before end September", "DATE 2020-09-30"),
        ("prior to the next meeting", "NEXT_MEETING"),
        ("10 دن میں", "DATE 2019-12-02"),
        ("before 30 September 2022", "DATE 2022-09-30"),
        ("end of month", "DATE 2019-11-30"),
        ("by the end of the month", "DATE 2019-11-30"),
        ("by the 15th of next month", "DATE 2019-12-15"),
        ("by mid-August", "DATE 2020-08-15"),
        ("in July 2022", "DATE 2022-07-31"),
        ("July-August 2022", "DATE 2022-08-31"),
        ("December-January", "DATE 2020-01-31"),
        ("in 2020", "DATE 2020-12-31"),
        ("this week", "DATE 2019-11-22"),
        ("next week", "DATE 2019-11-29"),
        ("within the next month", "DATE 2019-12-22"),
        ("tomorrow at 11", "DATE 2019-11-23 11:00"),
        ("by tomorrow 5 pm PKT", "DATE 2019-11-23 17:00"),
        ("by COB Monday", "DATE 2019-11-25 17:00"),
        ("next meeting", "NEXT_MEETING"),
        ("by the next meeting", "NEXT_MEETING"),
        ("at the next meeting", "NEXT_MEETING"),
        ("before the forthcoming session", "NEXT_MEETING"),
        ("monthly", "RECURRING 1 MONTH"),
        ("every month", "RECURRING 1 MONTH"),
        ("on a monthly basis", "RECURRING 1 MONTH"),
        ("every two weeks", "RECURRING 2 WEEK"),
        ("fortnightly", "RECURRING 2 WEEK"),
        ("quarterly", "RECURRING 3 MONTH"),
        ("daily", "RECURRING 1 DAY"),
        ("annually", "RECURRING 1 YEAR"),
        ("no date", "NONE"),
        ("TBD", "NONE"),
        ("30 اپریل تک", "DATE 2020-04-30"),
        ("۳۰ اپریل ۲۰۲۰ تک", "DATE 2020-04-30"),
        ("30 ستمبر 2022 سے پہلے", "DATE 2022-09-30"),
        ("30 ستمبر 2022 سے قبل", "DATE 2022-09-30"),
        ("ستمبر کے آخر تک", "DATE 2020-09-30"),
        ("ماہ کے آخر تک", "DATE 2019-11-30"),
        ("رواں ماہ کے آخر تک", "DATE 2019-11-30"),
        ("آئندہ پانچ ماہ میں", "DATE 2020-04-22"),
        ("اگلے پانچ مہینوں میں", "DATE 2020-04-22"),
        ("دو ہفتوں کے اندر", "DATE 2019-12-06"),
        ("ایک ہفتے میں", "DATE 2019-11-29"),
        ("جولائی 2022 میں", "DATE 2022-07-31"),
        ("ہفتے کے آخر تک", "DATE 2019-11-22"),
        ("اگلے اجلاس تک", "NEXT_MEETING"),
        ("آئندہ اجلاس سے پہلے", "NEXT_MEETING"),
        ("آئندہ اجلاس میں", "NEXT_MEETING"),
        ("ماہانہ", "RECURRING 1 MONTH"),
        ("ہر ماہ", "RECURRING 1 MONTH"),
        ("ہر دو ہفتے", "RECURRING 2 WEEK"),
        ("ہفتہ وار", "RECURRING 1 WEEK"),
        ("سہ ماہی بنیاد پر", "RECURRING 3 MONTH"),
        ("کوئی تاریخ نہیں", "NONE"),
        ("by July 2022", "DATE 2022-07-31 | DATE 2022-07-01"),
        ("by next week", "DATE 2019-11-29 | DATE 2019-11-25"),
        ("in the next month", "DATE 2019-12-22 | DATE 2019-12-31"),
        ("by Friday", "DATE 2019-11-22 | DATE 2019-11-29"),
        ("31/06/2022", "NO_SUCH_DAY"),
        ("by Monday 26 July 2022", "WEEKDAY_CONTRADICTS"),
        ("by 30 April or 5 May", "TWO_DATES"),
        ("by Monday if possible", "NOT_UNDERSTOOD if possible"),
        ("within a month of the circulation", "NOT_UNDERSTOOD of the circulation"),
        ("next meeting of the board", "NOT_UNDERSTOOD of the board"),
        ("within three working days", "NOT_UNDERSTOOD within three working days"),
        ("ASAP", "NOT_UNDERSTOOD ASAP"),
        ("by", "NOT_UNDERSTOOD by"),
        ("", "EMPTY"),
    ],
)
def test_a_deadline_is_read_as_minutes_set_it(text: str, expected: str) -> None:
    reading = read_due(text, today=NIOC_MEETING)

    assert said(reading) == expected


def test_five_months_from_the_demo_meeting_is_the_fifteenth_of_september() -> None:
    reading = read_due("in the next five months", today=date(2026, 4, 15))

    assert said(reading) == "DATE 2026-09-15"


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        (wall_time("2022-07-26 11:00"), KARACHI, datetime(2022, 7, 26, 6, tzinfo=UTC)),
        (wall_time("2022-07-26 11:00"), LONDON, datetime(2022, 7, 26, 10, tzinfo=UTC)),
        (wall_time("2023-03-26 02:00"), LONDON, datetime(2023, 3, 26, 1, tzinfo=UTC)),
    ],
)
def test_a_wall_time_has_its_instant(wall: datetime, zone: ZoneInfo, utc: datetime) -> None:
    assert local_to_utc(wall, zone) == Moment(utc, zone)


@pytest.mark.parametrize(
    ("wall", "zone", "resumes"),
    [
        (wall_time("2023-03-26 01:30"), LONDON, datetime(2023, 3, 26, 1, tzinfo=UTC)),
        # Samoa left out the whole of 30 December 2011.
        (
            wall_time("2011-12-30 12:00"),
            ZoneInfo("Pacific/Apia"),
            datetime(2011, 12, 30, 10, tzinfo=UTC),
        ),
    ],
)
def test_a_skipped_wall_time_says_when_clocks_resume(
    wall: datetime, zone: ZoneInfo, resumes: datetime
) -> None:
    assert local_to_utc(wall, zone) == Gap(wall, Moment(resumes, zone))


def test_a_repeated_wall_time_has_two_instants() -> None:
    wall = wall_time("2022-10-30 01:30")

    found = local_to_utc(wall, LONDON)

    first = Moment(datetime(2022, 10, 30, 0, 30, tzinfo=UTC), LONDON)
    second = Moment(datetime(2022, 10, 30, 1, 30, tzinfo=UTC), LONDON)
    assert found == Fold(wall, first, second)


def test_a_wall_time_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="wall time"):
        local_to_utc(NOW, LONDON)


def test_a_wall_time_of_one_zone_is_said_in_another() -> None:
    found = placed(wall_time("2022-10-30 01:30"), LONDON, KARACHI)

    first = Moment(datetime(2022, 10, 30, 0, 30, tzinfo=UTC), KARACHI)
    second = Moment(datetime(2022, 10, 30, 1, 30, tzinfo=UTC), KARACHI)
    assert found == Fold(wall_time("2022-10-30 01:30"), first, second)


@pytest.mark.parametrize(
    "table",
    [
        *(DAY_PARTS, FILLERS, KEYWORDS, MONTHS, NUMBERS, ORDINALS, PLACES),
        *(RECURRENCES, RELATIVE_DAYS, TWO_MEANINGS, UNITS, UNSURE_ZONES, WEEKDAYS, ZONES),
    ],
)
def test_every_word_of_the_tables_is_in_the_form_that_is_looked_up(table: Iterable[str]) -> None:
    words = sorted(table)

    assert [normal(word) for word in words] == words


def test_the_urdu_word_for_saturday_is_a_week_after_a_number() -> None:
    signs = [[symbol.sign for symbol in symbols_of(text)] for text in ("ہفتہ", "دو ہفتے")]

    assert signs == [["w5"], ["=2", "u1w"]]


ENGLISH_MONTHS = [name for name in MONTHS if name.isascii() and len(name) > 2]
URDU_MONTHS = [name for name in MONTHS if not name.isascii()]
ENGLISH_WEEKDAYS = [name for name in WEEKDAYS if name.isascii()]
URDU_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TODAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))


def ending_of(day: int) -> str:
    if day in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(day=DAYS, today=TODAYS, names=st.randoms())
def test_a_date_in_any_accepted_form_reads_back_to_itself(
    day: date, today: date, names: Random
) -> None:
    choose = names.choice
    month = choose([name for name in ENGLISH_MONTHS if MONTHS[name] == day.month]).title()
    urdu_month = choose([name for name in URDU_MONTHS if MONTHS[name] == day.month])
    weekday = choose([name for name in ENGLISH_WEEKDAYS if WEEKDAYS[name] == day.weekday()])
    forms = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day}{ending_of(day.day)} of {month}, {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{day.day}-{month}-{day.year} ({weekday})",
        f"{day.day} {urdu_month} {day.year}ء",
        f"{day.day} {urdu_month} {day.year}".translate(URDU_DIGITS),
        f"{day:%d/%m/%Y}".translate(URDU_DIGITS),
    ]

    readings = [read_date(form, today=today) for form in forms]

    assert readings == [DateReading(day, form) for form in forms]


@given(day=DAYS, today=TODAYS)
def test_a_date_without_a_year_is_the_next_such_date(day: date, today: date) -> None:
    month = next(name for name in ENGLISH_MONTHS if MONTHS[name] == day.month)

    reading = read_date(f"{day.day} {month}", today=today)

    assert isinstance(reading, DateReading)
    assert (reading.day.day, reading.day.month) == (day.day, day.month)
    assert reading.day >= today
    assert reading.year_assumed
    longest = 366 if (day.day, day.month) != (29, 2) else 8 * 366
    assert (reading.day - today).days <= longest


@given(first=st.integers(1, 99), second=st.integers(1, 99), mark=st.sampled_from("/-."))
def test_the_day_stands_before_the_month_always(first: int, second: int, mark: str) -> None:
    reading = read_date(f"{first}{mark}{second}{mark}2022", today=TODAY)

    try:
        expected = date(2022, second, first).isoformat()
    except ValueError:
        expected = "NO_SUCH_DAY"
    assert said(reading) == expected


@given(start=st.times())
def test_a_24_hour_time_with_leading_zeros_reads_back_to_itself(start: time) -> None:
    begins = start.replace(second=0, microsecond=0)
    text = f"{begins:%H:%M}"
    military = f"{begins:%H%M} hrs"

    readings = [read_time_span(text), read_time_span(military)]

    assert readings == [TimeSpan(begins, None, text), TimeSpan(begins, None, military)]


@given(wall=st.datetimes(wall_time("1990-01-01 00:00"), wall_time("2037-12-31 00:00")))
def test_every_wall_time_is_a_moment_a_gap_or_a_fold(wall: datetime) -> None:
    found = local_to_utc(wall, LONDON)

    if isinstance(found, Gap):
        assert found.resumes.wall.replace(tzinfo=None) > wall
    elif isinstance(found, Fold):
        assert found.first.wall.replace(tzinfo=None) == wall
        assert found.second.wall.replace(tzinfo=None) == wall
    else:
        assert found.wall.replace(tzinfo=None) == wall


WORDS = sorted(
    {*DAY_PARTS, *FILLERS, *KEYWORDS, *MONTHS, *NUMBERS, *ORDINALS, *PLACES, *RECURRENCES}
    | {*RELATIVE_DAYS, *TWO_MEANINGS, *UNITS, *UNSURE_ZONES, *WEEKDAYS, *ZONES}
) + [str(number) for number in range(70)]
SIGNS = ["2022", "02", "1000", "/", "-", ":", ".", "+", "T", "ـ", "۱۲", "th", "²", "½", "\u202e"]
GIBBERISH = (
    st.lists(st.sampled_from(WORDS + SIGNS), max_size=9).map(" ".join)
    | st.lists(st.sampled_from(WORDS + SIGNS), max_size=7).map("".join)
    | st.text(max_size=60)
)


@given(text=GIBBERISH, today=TODAYS)
def test_no_text_breaks_a_reader(text: str, today: date) -> None:
    now = datetime.combine(today, time(9), LONDON)

    answers = [
        read_date(text, today=today, zone=LONDON),
        read_time_span(text),
        read_moment(text, now=now, zone=LONDON),
        read_due(text, today=today),
    ]

    kinds = (DateReading, TimeSpan, MomentReading, Due, Ambiguous, Unreadable)
    assert [answer for answer in answers if not isinstance(answer, kinds)] == []
