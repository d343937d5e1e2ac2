from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.dates import Ambiguous, Due, Unreadable, read_due
from secretariat.dates.symbols import normal
from secretariat.lines import KIND_WORDS, Line, LineKind, owners_in, read_line

NIOC_MEETING = date(2019, 11, 22)


@pytest.mark.parametrize(
    ("text", "owner_words", "task", "due_words"),
    [
        (
            "ACTION: Umer Riaz to map the four crime categories by 30 April",
            *("Umer Riaz", "map the four crime categories", "by 30 April"),
        ),
        (
            "A: Farhan to draft the outline by 20 May",
            *("Farhan", "draft the outline", "by 20 May"),
        ),
        (
            "#action Sana Qureshi to circulate the paper in a week's time",
            *("Sana Qureshi", "circulate the paper", "in a week's time"),
        ),
        (
            "#action: Sana Qureshi to circulate the paper",
            *("Sana Qureshi", "circulate the paper", None),
        ),
        (
            "ACTION - Umer Riaz - map the categories - due 1 June",
            *("Umer Riaz", "map the categories", "due 1 June"),
        ),
        (
            "action alex, kylie and coen: review chapter 1 - due 1 June",
            *("alex, kylie and coen", "review chapter 1", "due 1 June"),
        ),
        ("*Action:* Umer Riaz: map it", "Umer Riaz", "map it", None),
        (
            "ACTION Umer Riaz will brief the board at the next meeting.",
            *("Umer Riaz", "brief the board", "at the next meeting"),
        ),
        (
            "ACTION: Ministry of Law and Justice shall report before 30 September 2022",
            *("Ministry of Law and Justice", "report", "before 30 September 2022"),
        ),
        (
            "ACTION: Finance is to confirm the budget (by the end of September)",
            *("Finance", "confirm the budget", "by the end of September"),
        ),
        (
            "ACTION: In the next five months the forum will come up with a strategy paper",
            *("the forum", "come up with a strategy paper", "In the next five months"),
        ),
        (
            "ACTION: By 30 April 2020, Umer Riaz to report",
            *("Umer Riaz", "report", "By 30 April 2020"),
        ),
        (
            "ACTION: strategy paper in the next five months",
            *(None, "strategy paper", "in the next five months"),
        ),
        (
            "ACTION: PIPS to issue the newsletter monthly",
            *("PIPS", "issue the newsletter", "monthly"),
        ),
        (
            "ACTION: PIPS to issue a monthly newsletter",
            *("PIPS", "issue a monthly newsletter", None),
        ),
        (
            "ACTION: Umer Riaz to call by hand the heads within two weeks",
            *("Umer Riaz", "call by hand the heads", "within two weeks"),
        ),
        (
            "ACTION: Ahsan to report by 31/06/2022",
            *("Ahsan", "report", "by 31/06/2022"),
        ),
        (
            "ACTION: Ahsan to report by 30 April or 5 May",
            *("Ahsan", "report", "by 30 April or 5 May"),
        ),
        (
            "ACTION: Ahsan to report within a month of the circulation",
            *("Ahsan", "report within a month of the circulation", None),
        ),
        (
            "ACTION: Ahsan to review the plan adopted in 2022",
            *("Ahsan", "review the plan adopted in 2022", None),
        ),
        (
            "ACTION: Ahsan to call Finance at 10:30 on Tuesday",
            *("Ahsan", "call Finance", "at 10:30 on Tuesday"),
        ),
        ("ACTION: review the records", None, "review the records", None),
        ("ACTION: 30 April", None, "30 April", None),
        (
            "کام: عمر ریاض: جرائم کا نقشہ بنائیں، 30 اپریل تک",
            *("عمر ریاض", "جرائم کا نقشہ بنائیں", "30 اپریل تک"),
        ),
        (
            "کام: عمر ریاض: ۳۰ اپریل تک جرائم کا نقشہ بنائیں",
            *("عمر ریاض", "جرائم کا نقشہ بنائیں", "۳۰ اپریل تک"),
        ),
        (
            "کام: عمر ریاض اور ثنا، رپورٹ تیار کریں، دو ہفتوں کے اندر۔",
            *("عمر ریاض اور ثنا", "رپورٹ تیار کریں", "دو ہفتوں کے اندر"),
        ),
        (
            "کام: آئندہ اجلاس سے پہلے رپورٹ تیار ہو",
            *(None, "رپورٹ تیار ہو", "آئندہ اجلاس سے پہلے"),
        ),
        (
            "کام - پپس - خبرنامہ جاری کرے - ماہانہ",
            *("پپس", "خبرنامہ جاری کرے", "ماہانہ"),
        ),
    ],
)
def test_an_action_is_taken_apart(
    text: str, owner_words: str | None, task: str, due_words: str | None
) -> None:
    line = read_line(text)

    assert line is not None
    assert line.kind == LineKind.ACTION
    assert (line.owner_words, line.task, line.due_words) == (owner_words, task, due_words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "DECISION: work plan 2026-27 approved",
            Line(LineKind.DECISION, "work plan 2026-27 approved"),
        ),
        ("D: concurrence given", Line(LineKind.DECISION, "concurrence given")),
        ("RESOLVED: work plan approved", Line(LineKind.DECISION, "work plan approved")),
        ("RESOLUTION: work plan approved", Line(LineKind.DECISION, "work plan approved")),
        ("#agreed work plan approved", Line(LineKind.DECISION, "work plan approved")),
        ("#accepted the report", Line(LineKind.DECISION, "the report")),
        ("فیصلہ: ورک پلان منظور", Line(LineKind.DECISION, "ورک پلان منظور")),
        ("فيصله： ورک پلان منظور", Line(LineKind.DECISION, "ورک پلان منظور")),
        (
            "NOTE: State Bank shares its data format",
            Line(LineKind.NOTE, "State Bank shares its data format"),
        ),
        (
            "N: State Bank: the format is shared at 10:30",
            Line(LineKind.NOTE, "State Bank: the format is shared at 10:30", speaker="State Bank"),
        ),
        ("#info the format is shared", Line(LineKind.NOTE, "the format is shared")),
        ("نوٹ: اسٹیٹ بینک", Line(LineKind.NOTE, "اسٹیٹ بینک")),
        (
            "OFFER: National Police Bureau to host the next meeting",
            Line(
                *(LineKind.OFFER, "National Police Bureau to host the next meeting"),
                speaker="National Police Bureau",
            ),
        ),
        (
            "O: NPB offers its committee room",
            Line(LineKind.OFFER, "NPB offers its committee room", speaker="NPB"),
        ),
        ("#offer a venue", Line(LineKind.OFFER, "a venue")),
        (
            "پیشکش: پولیس بیورو: اجلاس کی جگہ",
            Line(LineKind.OFFER, "پولیس بیورو: اجلاس کی جگہ", speaker="پولیس بیورو"),
        ),
        (
            "ACTION: \u2067عمر\u2069: رپورٹ",
            Line(LineKind.ACTION, "عمر: رپورٹ", owner_words="عمر", task="رپورٹ"),
        ),
    ],
)
def test_a_line_keeps_its_words(text: str, expected: Line) -> None:
    assert read_line(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ACTION:",
        "#action",
        "Good morning everybody",
        "PROPOSED: approve the plan",
        "A plan was shown",
        "Note that the plan was shown",
        "Agenda: 1 Opening",
        "https://meet.example.org/",
    ],
)
def test_what_has_no_label_or_no_words_is_no_line(text: str) -> None:
    assert read_line(text) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Umer Riaz", ("Umer Riaz",)),
        ("A and B", ("A", "B")),
        ("A, B and C", ("A", "B", "C")),
        ("A, B, and C", ("A", "B", "C")),
        ("A & B; C", ("A", "B", "C")),
        ("عمر ریاض اور ثنا", ("عمر ریاض", "ثنا")),
        ("عمر، ثنا اور فرحان", ("عمر", "ثنا", "فرحان")),
        ("Fernand Sandhu", ("Fernand Sandhu",)),
        ("", ()),
    ],
)
def test_several_owners_are_told_apart(words: str, expected: tuple[str, ...]) -> None:
    assert owners_in(words) == expected


@pytest.mark.parametrize(("word", "kind"), KIND_WORDS.items())
def test_every_word_for_a_kind_is_known_however_it_is_written(word: str, kind: LineKind) -> None:
    lines = [read_line(f"{word}: x"), read_line(f"{word.upper()} : x"), read_line(f"*{word}:* x")]

    assert [line and (line.kind, line.body) for line in lines] == [(kind, "x")] * 3
    assert normal(word) == word


PHRASES = [
    *("by 30 April", "before 30 September 2022", "within two weeks", "in the next five months"),
    *("by the end of September", "in a week's time", "at the next meeting", "monthly"),
    *("every two weeks", "by Friday 5 pm", "on 5 May", "not later than 15 December"),
    *("30 اپریل تک", "دو ہفتوں کے اندر", "آئندہ اجلاس سے پہلے", "ماہانہ"),
]


@given(
    owner=st.sampled_from(["Umer Riaz", "A and B", "Ministry of Law and Justice", "عمر"]),
    task=st.sampled_from(["map the categories", "review the 2022-23 plan", "رپورٹ تیار کریں"]),
    due=st.sampled_from(PHRASES),
)
def test_owner_task_and_deadline_come_back_as_written(owner: str, task: str, due: str) -> None:
    line = read_line(f"ACTION: {owner}: {task} {due}")

    assert line is not None
    assert (line.owner_words, line.task, line.due_words) == (owner, task, due)
    assert isinstance(read_due(due, today=NIOC_MEETING), Due | Ambiguous)


@given(
    body=st.text() | st.lists(st.sampled_from([*PHRASES, "to", "A", ":", "-", "،"])).map(" ".join)
)
def test_no_line_breaks_the_reader(body: str) -> None:
    line = read_line(f"ACTION: {body}")

    if line is not None:
        assert line.task
    if line is not None and line.due_words is not None:
        due = read_due(line.due_words, today=NIOC_MEETING)
        assert not isinstance(due, Unreadable) or due.rest == ""
