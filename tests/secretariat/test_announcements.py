from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.announcements import (
    LABELS,
    Announcement,
    Label,
    Problem,
    ProblemKind,
    Schedule,
    agenda_items,
    is_link,
    read_announcement,
    reply_moment,
    scheduled,
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
    read_due,
)
from secretariat.dates.symbols import normal

KARACHI = ZoneInfo("Asia/Karachi")
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 4, 6)

EXAMPLE = """\
Title: First meeting of the Expert Working Group
Date: 15 April
Time: 2 to 4 pm
Venue: Committee Room 2, National Police Bureau, Islamabad
Link: https://meet.example.org/ewg-1
Agenda: 1 Opening remarks 2 Work plan 2026-27, for approval 3 Research assignments 4 Any other \
business
Reply by: 10 April"""

CASE_2022 = """\
    Title: First meeting of the Expert Working Group
    Date: 26 July 2022
    Time: 11:00
    Venue: NACTA Headquarters, Islamabad
    Link: https://meet.example.org/ewg-1
    Agenda: 1 Opening remarks 2 Presentation of the work plan 2022-23 3 Review and input \
4 Approval of the work plan 5 Closing remarks
    Reply by: 22 July 2022"""

URDU = """\
*عنوان:* ماہرین کے ورکنگ گروپ کا پہلا اجلاس
تاریخ： بروز بدھ، 15 اپریل 2026ء
وقت: دوپہر 2 بجے سے 4 بجے تک
مقام: کمیٹی روم 2
نیشنل پولیس بیورو
لنک: https://meet.example.org/ewg-1
ایجنڈا:
۱۔ افتتاحی کلمات
۲۔ ورک پلان 2026-27
برائے منظوری
۳۔ دیگر امور
زیرِ صدارت: نیشنل کوآرڈینیٹر
جواب کی آخری تاریخ: 10 اپریل تک"""


def read(text: str, today: date = TODAY) -> Announcement:
    return read_announcement(text, today=today, zone=KARACHI)


def read_with(**lines: str) -> Announcement:
    """Read an announcement that is whole but for the lines given; an empty line leaves one out."""
    whole = {
        "Title": "First meeting",
        "Date": "15 April 2026",
        "Time": "14:00 to 16:00",
        "Venue": "Committee Room 2",
    }
    written = whole | {label.replace("_", " "): value for label, value in lines.items()}
    return read("\n".join(f"{label}: {value}" for label, value in written.items() if value))


def in_karachi(text: str) -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=KARACHI).astimezone(UTC), KARACHI)


def test_the_example_of_the_form_is_read_whole() -> None:
    announcement = read(EXAMPLE)

    assert announcement == Announcement(
        title="First meeting of the Expert Working Group",
        date=DateReading(date(2026, 4, 15), "15 April", year_assumed=True),
        time=TimeSpan(time(14), time(16), "2 to 4 pm"),
        schedule=Schedule(in_karachi("2026-04-15 14:00"), in_karachi("2026-04-15 16:00")),
        venue="Committee Room 2, National Police Bureau, Islamabad",
        link="https://meet.example.org/ewg-1",
        agenda=(
            "Opening remarks",
            "Work plan 2026-27, for approval",
            "Research assignments",
            "Any other business",
        ),
        reply_by=in_karachi("2026-04-10 17:00"),
        words=announcement.words,
    )
    assert announcement.words[Label.TIME] == "2 to 4 pm"
    assert announcement.words[Label.REPLY_BY] == "10 April"


def test_the_first_real_case_is_read_whole() -> None:
    announcement = read(CASE_2022, today=date(2022, 7, 14))

    assert announcement.problems == ()
    assert announcement.schedule == Schedule(
        in_karachi("2022-07-26 11:00"), in_karachi("2022-07-26 13:00")
    )
    assert announcement.reply_by == in_karachi("2022-07-22 17:00")
    assert announcement.agenda == (
        "Opening remarks",
        "Presentation of the work plan 2022-23",
        "Review and input",
        "Approval of the work plan",
        "Closing remarks",
    )


def test_an_urdu_announcement_is_read_whole() -> None:
    announcement = read(URDU)

    assert announcement.problems == ()
    assert announcement.title == "ماہرین کے ورکنگ گروپ کا پہلا اجلاس"
    assert announcement.schedule == Schedule(
        in_karachi("2026-04-15 14:00"), in_karachi("2026-04-15 16:00")
    )
    assert announcement.venue == "کمیٹی روم 2، نیشنل پولیس بیورو"
    assert announcement.link == "https://meet.example.org/ewg-1"
    assert announcement.agenda == ("افتتاحی کلمات", "ورک پلان 2026-27 برائے منظوری", "دیگر امور")
    assert announcement.others == {Label.CHAIR: "نیشنل کوآرڈینیٹر"}
    assert announcement.reply_by == in_karachi("2026-04-10 17:00")


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = EXAMPLE.splitlines()[:5]
    expected = read("\n".join(lines))

    announcements = [read("\n".join(order)) for order in permutations(lines)]

    assert [one for one in announcements if one != expected] == []


@pytest.mark.parametrize(
    "line",
    [
        "title: First",
        "TITLE: First",
        "Title : First",
        "Title：First",
        "*Title:* First",
        "*Title*: First",
        "- Title: First",
        "\u2067Title\u2069: \u200fFirst\u2069",
        "Title:\nFirst",
    ],
)
def test_a_label_is_known_however_it_is_dressed(line: str) -> None:
    announcement = read(f"{line}\nDate: 15 April")

    assert announcement.title == "First"


@pytest.mark.parametrize(
    ("line", "label"), [(word, label) for label, words in LABELS.items() for word in words]
)
def test_every_word_for_a_label_is_known(line: str, label: Label) -> None:
    announcement = read(f"{line}: 1")

    assert announcement.words == {label: "1"}


def test_the_words_for_labels_are_in_the_form_that_is_looked_up() -> None:
    words = [word for many in LABELS.values() for word in many]

    assert [normal(word) for word in words] == words
    assert len(set(words)) == len(words)


def test_optional_labels_have_their_values() -> None:
    announcement = read_with(
        Number="14th",
        Presiding="National Coordinator",
        Moderator="Director NIOC",
        Telephone="051 111 222 333",
        Gate="Gate 3, bring your CNIC",
        **{"Dial-in": "051 444 555, code 12"},
        Test_link="https://test.example.org/",
        Map="https://maps.example.org/x",
        Note="Tea is served.\nParking: behind the building",
    )

    assert announcement.problems == ()
    assert announcement.number == 14
    assert announcement.others == {
        Label.CHAIR: "National Coordinator",
        Label.MODERATOR: "Director NIOC",
        Label.TELEPHONE: "051 111 222 333",
        Label.GATE: "Gate 3, bring your CNIC",
        Label.DIAL_IN: "051 444 555, code 12",
        Label.TEST_LINK: "https://test.example.org/",
        Label.MAP: "https://maps.example.org/x",
        Label.NOTE: "Tea is served.\nParking: behind the building",
    }


def test_values_go_on_over_the_following_lines() -> None:
    announcement = read(
        "Title: First meeting\nof the group\nDate:\n15 April\nVenue: Committee Room 2,\nIslamabad"
    )

    assert announcement.title == "First meeting of the group"
    assert announcement.venue == "Committee Room 2, Islamabad"
    assert announcement.date == DateReading(date(2026, 4, 15), "15 April", year_assumed=True)


def test_a_time_behind_the_date_is_taken_when_no_other_is_given() -> None:
    announcement = read_with(Date="Wednesday 15 April, 2 to 4 pm", Time="")

    assert announcement.problems == ()
    assert announcement.schedule == Schedule(
        in_karachi("2026-04-15 14:00"), in_karachi("2026-04-15 16:00")
    )
    assert announcement.words[Label.TIME] == "2 to 4 pm"


def test_a_time_of_another_zone_is_moved_to_the_groups() -> None:
    announcement = read_with(Time="10:00 to 11:30 Vienna time")

    assert announcement.schedule == Schedule(
        in_karachi("2026-04-15 13:00"), in_karachi("2026-04-15 14:30")
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10 April", "2026-04-10 17:00"),
        ("by 10 April", "2026-04-10 17:00"),
        ("Friday 10 April, 12:00", "2026-04-10 12:00"),
        ("10 April 07:00 GMT", "2026-04-10 12:00"),
        ("10 اپریل تک", "2026-04-10 17:00"),
        ("tomorrow", "2026-04-07 17:00"),
    ],
)
def test_replies_close_at_five_unless_a_time_is_written(written: str, expected: str) -> None:
    announcement = read_with(Reply_by=written)

    assert announcement.problems == ()
    assert announcement.reply_by == in_karachi(expected)


def test_everything_clear_is_kept_when_the_time_is_not() -> None:
    announcement = read(EXAMPLE.replace("2 to 4 pm", "2 to 4"))

    readings = (TimeSpan(time(14), time(16), "2 to 4"), TimeSpan(time(2), time(4), "2 to 4"))
    assert announcement.problems == (
        Problem(ProblemKind.AMBIGUOUS, Label.TIME, "2 to 4", Ambiguous("2 to 4", readings)),
    )
    clear = read(EXAMPLE)
    assert announcement.time is None
    assert announcement.schedule is None
    assert (announcement.title, announcement.date, announcement.venue, announcement.link) == (
        (clear.title, clear.date, clear.venue, clear.link)
    )
    assert (announcement.agenda, announcement.reply_by) == (clear.agenda, clear.reply_by)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"Title": ""}, Problem(ProblemKind.MISSING, Label.TITLE)),
        ({"Date": ""}, Problem(ProblemKind.MISSING, Label.DATE)),
        ({"Time": ""}, Problem(ProblemKind.NO_TIME, Label.TIME)),
        ({"Venue": ""}, Problem(ProblemKind.NO_PLACE)),
        (
            {"Date": "15/13"},
            Problem(
                *(ProblemKind.UNREADABLE, Label.DATE, "15/13"),
                Unreadable(Reason.NO_SUCH_DAY, "15/13"),
            ),
        ),
        (
            {"Date": "Monday 15 April 2026"},
            Problem(
                *(ProblemKind.UNREADABLE, Label.DATE, "Monday 15 April 2026"),
                Unreadable(
                    *(Reason.WEEKDAY_CONTRADICTS, "Monday 15 April 2026"),
                    weekday=2,
                    day=date(2026, 4, 15),
                ),
            ),
        ),
        (
            {"Time": "after lunch"},
            Problem(
                *(ProblemKind.UNREADABLE, Label.TIME, "after lunch"),
                Unreadable(Reason.NOT_UNDERSTOOD, "after lunch", rest="after lunch"),
            ),
        ),
        (
            {"Reply by": "next meeting"},
            Problem(
                *(ProblemKind.UNREADABLE, Label.REPLY_BY, "next meeting"),
                Unreadable(Reason.NOT_UNDERSTOOD, "next meeting", rest="next meeting"),
            ),
        ),
        (
            {"Number": "the first"},
            Problem(
                *(ProblemKind.UNREADABLE, Label.NUMBER, "the first"),
                Unreadable(Reason.NOT_UNDERSTOOD, "the first", rest="the first"),
            ),
        ),
        (
            {"Time": "14:00 to 12:00"},
            Problem(ProblemKind.END_BEFORE_START, Label.TIME, "14:00 to 12:00"),
        ),
        ({"Date": "5 April 2026"}, Problem(ProblemKind.PAST_DATE, Label.DATE, "5 April 2026")),
        (
            {"Reply by": "5 April 2026"},
            Problem(ProblemKind.REPLY_BY_PAST, Label.REPLY_BY, "5 April 2026"),
        ),
        (
            {"Reply by": "15 April 2026"},
            Problem(ProblemKind.REPLY_BY_AFTER_START, Label.REPLY_BY, "15 April 2026"),
        ),
        (
            {"Link": "meet.example.org/x"},
            Problem(ProblemKind.NOT_A_LINK, Label.LINK, "meet.example.org/x"),
        ),
        ({"Map": "by the park"}, Problem(ProblemKind.NOT_A_LINK, Label.MAP, "by the park")),
        (
            {"Title": "x" * 201},
            Problem(ProblemKind.TOO_LONG, Label.TITLE, "x" * 201, limit=200),
        ),
        (
            {"Venue": "x" * 301},
            Problem(ProblemKind.TOO_LONG, Label.VENUE, "x" * 301, limit=300),
        ),
        (
            {"Agenda": "1 Opening 2 " + "x" * 301},
            Problem(ProblemKind.TOO_LONG, Label.AGENDA, "x" * 301, limit=300),
        ),
        (
            {"Agenda": " ".join(f"{number} Item" for number in range(1, 42))},
            Problem(ProblemKind.TOO_MANY_ITEMS, Label.AGENDA, "Item", limit=40),
        ),
        (
            {"Dress code": "formal"},
            Problem(ProblemKind.UNKNOWN_LABEL, words="Dress code: formal"),
        ),
        ({"title": "Second"}, Problem(ProblemKind.DUPLICATE, Label.TITLE, "Second")),
    ],
)
def test_each_problem_is_told_as_a_value(lines: dict[str, str], expected: Problem) -> None:
    announcement = read_with(**lines)

    assert [one for one in announcement.problems if one.label == expected.label] == [expected]


def test_a_whole_announcement_has_no_problems() -> None:
    assert read_with().problems == ()


def test_a_message_without_labels_is_told_to_have_none() -> None:
    announcement = read("First meeting\non 15 April")

    assert [(one.kind, one.label, one.words) for one in announcement.problems] == [
        (ProblemKind.MISSING, Label.TITLE, ""),
        (ProblemKind.MISSING, Label.DATE, ""),
        (ProblemKind.UNLABELLED, None, "First meeting\non 15 April"),
        (ProblemKind.NO_PLACE, None, ""),
        (ProblemKind.NO_TIME, Label.TIME, ""),
    ]


def test_a_greeting_and_a_signature_are_set_apart() -> None:
    announcement = read(f"Assalam o alaikum,\n\n{EXAMPLE}\n\nRegards\nThe secretariat")

    assert announcement.problems == (
        Problem(ProblemKind.UNLABELLED, words="Assalam o alaikum,\nRegards\nThe secretariat"),
    )
    assert announcement.reply_by == in_karachi("2026-04-10 17:00")


def test_the_first_of_two_values_is_kept_and_the_same_value_twice_is_no_problem() -> None:
    announcement = read_with(title="First meeting")

    assert announcement.problems == ()
    assert announcement.title == "First meeting"


def test_a_form_with_empty_lines_has_only_what_was_filled_in() -> None:
    announcement = read("Title: First\nDate: 15 April\nTime:\nVenue:\nLink:\nAgenda:\nReply by:")

    assert announcement.words == {Label.TITLE: "First", Label.DATE: "15 April"}


def test_an_end_before_the_start_keeps_the_start() -> None:
    announcement = read_with(Time="22:00 to 02:00")

    assert announcement.schedule == Schedule(in_karachi("2026-04-15 22:00"), None)


def test_a_reply_by_before_a_start_that_is_not_known_is_compared_by_day() -> None:
    announcement = read_with(Time="", Reply_by="16 April 2026")

    assert [one.kind for one in announcement.problems] == [
        ProblemKind.NO_TIME,
        ProblemKind.REPLY_BY_AFTER_START,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Opening 2 Work plan 2026-27 3 Closing", ("Opening", "Work plan 2026-27", "Closing")),
        ("1. Opening 2. Work plan", ("Opening", "Work plan")),
        ("1) Opening; 2) Work plan;", ("Opening", "Work plan")),
        ("(1) Opening (2) Work plan", ("Opening", "Work plan")),
        (
            "1 Opening 2 Review of 3 projects 3 Closing",
            ("Opening", "Review of 3 projects", "Closing"),
        ),
        ("1 opening 2 review of 3 projects", ("opening", "review of", "projects")),
        ("1 Report on 15 cases 2 Closing", ("Report on 15 cases", "Closing")),
        ("1\u200f افتتاح 2 منظوری", ("افتتاح", "منظوری")),
        ("۱ افتتاح ۲ منظوری", ("افتتاح", "منظوری")),
        (
            "1. Opening\n2. Review of\n3 projects\n3. Closing",
            ("Opening", "Review of 3 projects", "Closing"),
        ),
        ("1. Opening\n2. Work plan\nfor approval", ("Opening", "Work plan for approval")),
        ("1. Opening\n3. Closing", ("Opening", "Closing")),
        (
            "- Opening\n- Plan: for approval\n- Closing",
            ("Opening", "Plan: for approval", "Closing"),
        ),
        ("• Opening\n• Closing", ("Opening", "Closing")),
        ("Opening\nClosing", ("Opening", "Closing")),
        ("Opening; work plan; closing", ("Opening", "work plan", "closing")),
        ("افتتاح؛ منظوری", ("افتتاح", "منظوری")),
        ("Work plan 2026-27", ("Work plan 2026-27",)),
        ("2026 review", ("2026 review",)),
    ],
)
def test_an_agenda_is_split_into_its_items(text: str, expected: tuple[str, ...]) -> None:
    items = read_with(Agenda=text).agenda

    assert items == expected


@given(
    count=st.integers(1, 40), separator=st.sampled_from([" ", "\n"]), dot=st.sampled_from(["", "."])
)
def test_as_many_items_are_found_as_were_numbered(count: int, separator: str, dot: str) -> None:
    items = tuple(f"Item of year 2026-{number}" for number in range(1, count + 1))
    text = separator.join(f"{number}{dot} {item}" for number, item in enumerate(items, 1))

    assert agenda_items(text.splitlines()) == items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://meet.example.org/ewg-1?x=1#y", True),
        ("http://127.0.0.1:8080/", True),
        ("https://meet.example.org:99999999/", True),
        ("HTTPS://meet.example.org/", True),
        ("meet.example.org/ewg-1", False),
        ("javascript:alert(1)", False),
        ("tg://resolve?domain=x", False),
        ("https://", False),
        ("https://good.example@evil.example/", False),
        ("https://meet.example.org/ passcode 12", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_a_link_is_an_http_address_and_nothing_else(text: str, expected: bool) -> None:
    assert is_link(text) == expected


def test_a_meeting_lasts_two_hours_over_a_change_of_clocks() -> None:
    span = TimeSpan(time(0, 30), None, "00:30")

    schedule = scheduled(date(2023, 3, 26), span, LONDON)

    start = Moment(datetime(2023, 3, 26, 0, 30, tzinfo=UTC), LONDON)
    assert schedule == Schedule(start, Moment(start.utc + timedelta(hours=2), LONDON))


def test_a_start_that_clocks_skip_is_a_problem() -> None:
    span = TimeSpan(time(1, 30), None, "01:30")

    problem = scheduled(date(2023, 3, 26), span, LONDON)

    gap = Gap(
        datetime.fromisoformat("2023-03-26 01:30"),
        Moment(datetime(2023, 3, 26, 1, tzinfo=UTC), LONDON),
    )
    assert problem == Problem(ProblemKind.UNREADABLE, Label.TIME, "01:30", gap)


def test_a_start_that_clocks_show_twice_is_asked_about() -> None:
    span = TimeSpan(time(1, 30), None, "01:30")

    problem = scheduled(date(2022, 10, 30), span, LONDON)

    assert isinstance(problem, Problem)
    assert problem.kind == ProblemKind.AMBIGUOUS
    assert isinstance(problem.unclear, Fold)


def test_an_end_that_clocks_skip_is_when_they_resume() -> None:
    span = TimeSpan(time(0, 30), time(1, 30), "00:30 to 01:30")

    schedule = scheduled(date(2023, 3, 26), span, LONDON)

    assert isinstance(schedule, Schedule)
    assert schedule.end == Moment(datetime(2023, 3, 26, 1, tzinfo=UTC), LONDON)


def test_a_fixed_offset_beside_a_time_is_obeyed() -> None:
    span = TimeSpan(time(10), None, "10:00 UTC+3", timezone(timedelta(hours=3)))

    schedule = scheduled(date(2026, 4, 15), span, KARACHI)

    assert isinstance(schedule, Schedule)
    assert schedule.start == in_karachi("2026-04-15 12:00")


def test_a_deadline_that_is_no_date_closes_no_replies() -> None:
    due = read_due("monthly", today=TODAY)

    assert isinstance(due, Due)
    assert due.kind == DueKind.RECURRING
    assert reply_moment(due, KARACHI) is None


VALUES = st.text(max_size=40) | st.sampled_from(
    [*(line.split(": ", 1)[1] for line in EXAMPLE.splitlines()), "2 to 4", "15/13", "monthly", "1"]
)
MESSAGES = st.lists(
    st.tuples(st.sampled_from([word for words in LABELS.values() for word in words]), VALUES)
).map(lambda lines: "\n".join(f"{label}: {value}" for label, value in lines))


@given(text=MESSAGES | st.text())
def test_no_message_breaks_the_reader_and_nothing_written_is_dropped_in_silence(text: str) -> None:
    announcement = read(text)

    values = {
        Label.TITLE: announcement.title,
        Label.DATE: announcement.date,
        Label.TIME: announcement.time,
        Label.VENUE: announcement.venue,
        Label.LINK: announcement.link,
        Label.NUMBER: announcement.number,
        **announcement.others,
    }
    told = {problem.label for problem in announcement.problems}
    written = announcement.words.keys() - {Label.AGENDA, Label.REPLY_BY}
    assert [label for label in written if values.get(label) is None and label not in told] == []
