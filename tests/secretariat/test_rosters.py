"""Lists of members as they are pasted or sent, and what an import asks about them."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.names import Known, Twins
from secretariat.organisation_names import KnownOrganisation
from secretariat.roster_files import MOST_BYTES, read_roster_file
from secretariat.roster_lines import Matter, Note, Office, RosterLine, RosterRole
from secretariat.rosters import (
    MOST_LINES,
    Fault,
    Problem,
    Question,
    Roster,
    Standing,
    compare,
    read_roster,
)

NIOC = """
    1. Tariq Khosa (Director NIOC)
    2. Zahid Hussain (Member AB)
    3. Fasih Zaka (Member AB)
    4. Dr Moeed Yousaf (Chairman SPPC)
    5. Syed Ejaz Hussain (DG NPB)
    6. Fiaz Toru (Member AB)
    7. Amir Rana (Secretary NIOC, Director PIPS)
    8. Dr Farhan Zahid, SSP
    9. Sabino S Jalal (Joint Secretary, Narcotics Control)
    10. Syed Akhtar Ali Shah (Former IGP KP)
    11. Zubair Habib (CPLC)
    12. Dr Farhan Zahid, SSP
    13. Jeremy Milsom (UNODC, Country Representative)
    14. Saqib Khan (UNODC, Programme Officer)
    15. Umar Riaz (NPA, Director)
    16. Mujeeb Ur Rahman Khan (FIA, Additional DG HQ)
    17. Ahsan Hamid Durrani (PIPS, Manager Projects)
    18. Hassan Sardar (PIPS, Manager Admin & Finance)
"""

TABLE = (
    ("Name", "Office", "Role", "Language"),
    ("Farhan Javed", "Ministry of Interior", "member", "Urdu"),
    ("Ms Maria Khan", "Ministry of Finance, Joint Secretary", "observer", "English"),
)
TABLE_READ = [
    ("Farhan Javed", "Ministry of Interior", "", RosterRole.MEMBER, "ur"),
    ("Maria Khan", "Ministry of Finance", "Joint Secretary", RosterRole.OBSERVER, "en"),
]


def picture(roster: Roster) -> list[tuple[str, str, str, RosterRole, str]]:
    """The lines of a roster by their main fields."""
    return [
        (line.name, line.organisation, line.post, line.role, line.language) for line in roster.lines
    ]


def read_one(text: str) -> RosterLine:
    """The only line of a list of one."""
    (line,) = read_roster(text).lines
    return line


def workbook(rows: list[list[object]], title: str = "Members") -> bytes:
    """An XLSX file of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def faults(roster: Roster) -> list[Fault]:
    return [problem.fault for problem in roster.problems]


def test_the_printed_list_is_eighteen_lines_seventeen_people_and_one_question() -> None:
    roster = read_roster(NIOC)

    assert (len(roster.lines), roster.people, roster.questions, roster.problems) == (
        18,
        17,
        (Question(Matter.DUPLICATE, (8, 12), Twins.SURE),),
        (),
    )


def test_the_printed_list_gives_each_person_name_and_office() -> None:
    roster = read_roster(NIOC)

    assert [(line.name, line.offices) for line in roster.lines] == [
        ("Tariq Khosa", (Office("NIOC", "Director"),)),
        ("Zahid Hussain", (Office("AB", "Member"),)),
        ("Fasih Zaka", (Office("AB", "Member"),)),
        ("Moeed Yousaf", (Office("SPPC", "Chairman"),)),
        ("Syed Ejaz Hussain", (Office("NPB", "DG"),)),
        ("Fiaz Toru", (Office("AB", "Member"),)),
        ("Amir Rana", (Office("NIOC", "Secretary"), Office("PIPS", "Director"))),
        ("Farhan Zahid", ()),
        ("Sabino S Jalal", (Office("Narcotics Control", "Joint Secretary"),)),
        ("Syed Akhtar Ali Shah", ()),
        ("Zubair Habib", (Office("CPLC"),)),
        ("Farhan Zahid", ()),
        ("Jeremy Milsom", (Office("UNODC", "Country Representative"),)),
        ("Saqib Khan", (Office("UNODC", "Programme Officer"),)),
        ("Umar Riaz", (Office("NPA", "Director"),)),
        ("Mujeeb Ur Rahman Khan", (Office("FIA", "Additional DG HQ"),)),
        ("Ahsan Hamid Durrani", (Office("PIPS", "Manager Projects"),)),
        ("Hassan Sardar", (Office("PIPS", "Manager Admin & Finance"),)),
    ]


def test_the_printed_list_notes_what_it_does_not_ask() -> None:
    roster = read_roster(NIOC)

    assert roster.notes == (
        Note(Matter.TWO_OFFICES, 7, "Secretary NIOC, Director PIPS"),
        Note(Matter.NO_OFFICE, 8),
        Note(Matter.PAST_OFFICE, 10, "Former IGP KP"),
        Note(Matter.NO_OFFICE, 10),
        Note(Matter.NO_OFFICE, 12),
    )


def test_a_printed_line_keeps_its_titles_and_its_own_words() -> None:
    line = read_roster(NIOC).lines[7]

    assert (line.honorific, line.rank, line.original, line.has_seat) == (
        "Dr",
        "SSP",
        "    8. Dr Farhan Zahid, SSP",
        False,
    )


def test_no_role_is_read_from_a_post() -> None:
    roles = {line.role for line in read_roster(NIOC).lines}

    assert roles == {RosterRole.MEMBER}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mooed Yousaf", 4),
        ("Umer Riaz", 15),
        ("Mujeebur Rehman", 16),
        ("Dr. Ijaz Hussain", 5),
        ("Fiaz Khan Toru", 6),
        ("Akhtar Ali Shah", 10),
    ],
)
def test_another_spelling_proposes_its_person_first_and_asks(written: str, meant: int) -> None:
    known = [Known(line.number, line.name) for line in read_roster(NIOC).lines if line.number != 12]

    (proposal,) = compare(read_roster(written), known, [])

    assert (proposal.person.standing, proposal.person.suggestions[0].id) == (
        Standing.PERHAPS,
        meant,
    )


@pytest.mark.parametrize(
    ("written", "meant"), [("SPCC", "SPPC"), ("NBP", "NPB"), ("National Police Bureau", "NPB")]
)
def test_another_spelling_of_an_office_proposes_it_first_and_asks(written: str, meant: str) -> None:
    offices = [office for line in read_roster(NIOC).lines for office in line.offices]
    names = sorted({office.organisation for office in offices})
    known = [KnownOrganisation(at, name) for at, name in enumerate(names)]

    (proposal,) = compare(read_roster(f"Jane Doe ({written})"), [], known)

    (match,) = proposal.organisations
    assert (match.standing, names[match.suggestions[0].id]) == (Standing.PERHAPS, meant)


def test_importing_a_list_again_finds_everyone_and_asks_nothing_new() -> None:
    roster = read_roster(NIOC)
    known = [
        Known(line.number, line.name, (), line.post, line.organisation)
        for line in roster.lines
        if line.number != 12
    ]

    standings = {proposal.person.standing for proposal in compare(roster, known, [])}

    assert standings == {Standing.SAME}


def test_an_equal_name_in_another_office_is_asked() -> None:
    known = [Known(1, "Ali Shah", organisation="FIA")]

    answers = [
        compare(read_roster(text), known, [])[0].person.standing
        for text in ("Ali Shah; FIA", "Ali Shah; Ministry of Finance", "Ali Shah", "Ali Khan; FIA")
    ]

    assert answers == [Standing.SAME, Standing.PERHAPS, Standing.SAME, Standing.NEW]


def test_an_office_under_its_alias_is_the_known_persons() -> None:
    known = [Known(1, "Ali Shah", organisation="NPB")]
    offices = [KnownOrganisation(7, "NPB", aliases=("Police Research Bureau",))]

    (proposal,) = compare(read_roster("Ali Shah; Police Research Bureau"), known, offices)

    assert (proposal.person.standing, proposal.organisations[0].standing) == (
        Standing.SAME,
        Standing.SAME,
    )


@pytest.mark.parametrize("separator", [";", "\t", "|", ",", " ; "])
def test_a_table_may_be_parted_in_several_ways(separator: str) -> None:
    # A comma inside the office would be one column too many in a list parted by commas.
    rows = [[cell.replace(", ", " ") for cell in row] for row in TABLE]

    roster = read_roster("\n".join(separator.join(row) for row in rows))

    assert [(line.name, line.role, line.language) for line in roster.lines] == [
        (name, role, language) for name, _, _, role, language in TABLE_READ
    ]


def test_a_table_needs_no_headings() -> None:
    roster = read_roster("\n".join("; ".join(row) for row in TABLE[1:]))

    assert picture(roster) == TABLE_READ


def test_commas_part_columns_only_where_every_line_agrees() -> None:
    table = read_roster("Jo Smith, UNODC, observer, English\nAli Khan, NACTA, member, ur")
    printed = read_roster("Jo Smith, Director, UNODC\nAli Khan, NACTA")

    assert (picture(table), picture(printed)) == (
        [
            ("Jo Smith", "UNODC", "", RosterRole.OBSERVER, "en"),
            ("Ali Khan", "NACTA", "", RosterRole.MEMBER, "ur"),
        ],
        [
            ("Jo Smith", "UNODC", "Director", RosterRole.MEMBER, ""),
            ("Ali Khan", "NACTA", "", RosterRole.MEMBER, ""),
        ],
    )


def test_an_urdu_table_is_read_by_its_urdu_headings() -> None:
    roster = read_roster(
        "نام؛ ادارہ؛ کردار؛ زبان\n"
        "ڈاکٹر فرحان زاہد؛ وزارتِ داخلہ؛ رکن؛ اردو\n"
        "علی شاہ؛ وزارتِ خزانہ؛ مبصر؛ انگریزی"
    )

    assert picture(roster) == [
        ("فرحان زاہد", "وزارتِ داخلہ", "", RosterRole.MEMBER, "ur"),
        ("علی شاہ", "وزارتِ خزانہ", "", RosterRole.OBSERVER, "en"),
    ]


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("chairperson", RosterRole.CHAIR),
        ("Chair, host", RosterRole.CHAIR),
        ("Secretariat", RosterRole.SECRETARIAT),
        ("Alternate", RosterRole.ALTERNATE),
        ("Staff Officer", RosterRole.STAFF_OFFICER),
        ("PSO", RosterRole.STAFF_OFFICER),
        ("assistant", RosterRole.ASSISTANT),
        ("Guest", RosterRole.GUEST),
        ("رکن", RosterRole.MEMBER),
        ("متبادل", RosterRole.ALTERNATE),
        ("اسٹاف افسر", RosterRole.STAFF_OFFICER),
        ("", RosterRole.MEMBER),
    ],
)
def test_a_role_is_read_in_english_and_urdu(written: str, role: RosterRole) -> None:
    line = read_one(f"Ali Shah; NPB; {written}; en")

    assert (line.role, line.notes) == (role, ())


def test_what_is_not_a_role_or_language_is_noted_and_nothing_is_guessed() -> None:
    line = read_one("Ali Shah; NPB; boss; Pashto")

    assert (line.role, line.language, line.notes) == (
        RosterRole.MEMBER,
        "",
        (Note(Matter.UNKNOWN_ROLE, 1, "boss"), Note(Matter.UNKNOWN_LANGUAGE, 1, "Pashto")),
    )


@pytest.mark.parametrize(
    ("written", "name", "offices"),
    [
        ("Brig (R) Ahmed Khan (FIA)", "Ahmed Khan", (Office("FIA"),)),
        ("• Ali Shah – NPB", "Ali Shah", (Office("NPB"),)),
        ("(3) Ali Shah: Ministry of Interior", "Ali Shah", (Office("Ministry of Interior"),)),
        ("1.\tAli Shah (NPB Director)", "Ali Shah", (Office("NPB", "Director"),)),
        (
            "Ali Shah (National Counter Terrorism Authority (NACTA), National Coordinator)",
            "Ali Shah",
            (Office("National Counter Terrorism Authority (NACTA)", "National Coordinator"),),
        ),
        (
            "Maria Khan, Joint Secretary, Ministry of Law, Justice and Human Rights",
            "Maria Khan",
            (Office("Ministry of Law, Justice and Human Rights", "Joint Secretary"),),
        ),
        (
            "Ayesha (Director PIPS & Secretary NIOC)",
            "Ayesha",
            (Office("PIPS", "Director"), Office("NIOC", "Secretary")),
        ),
        ("Ali Shah (Ex-Director, NPB)", "Ali Shah", ()),
        ("Ali Shah (Former DG NPB, Director PIPS)", "Ali Shah", (Office("PIPS", "Director"),)),
        (
            "۱۔ علی شاہ (وزارت داخلہ، جوائنٹ سیکریٹری)",
            "علی شاہ",
            (Office("وزارت داخلہ", "جوائنٹ سیکریٹری"),),
        ),
        (
            "Ali Shah (Director General of Prisons)",
            "Ali Shah",
            (Office("Prisons", "Director General"),),
        ),
    ],
)
def test_name_and_office_are_told_apart_as_printed(
    written: str, name: str, offices: tuple[Office, ...]
) -> None:
    line = read_one(written)

    assert (line.name, line.offices) == (name, offices)


@pytest.mark.parametrize(
    ("written", "role", "organisation"),
    [
        ("Ali Shah (Observer)", RosterRole.OBSERVER, ""),
        ("Ali Shah (NPB), observer", RosterRole.OBSERVER, "NPB"),
        ("Ali Shah (NPB, Chairman)", RosterRole.MEMBER, "NPB"),
    ],
)
def test_a_capacity_beside_a_printed_name_is_a_role(
    written: str, role: RosterRole, organisation: str
) -> None:
    line = read_one(written)

    assert (line.role, line.organisation) == (role, organisation)


@pytest.mark.parametrize(
    ("written", "telephone"),
    [
        ("Ali Shah (FIA) +92 300 1234567", "+923001234567"),
        ("Ali Shah (FIA), Tel: 051-9201234", "0519201234"),
        ("Ali Shah; FIA; member; en; 0300 123 4567", "03001234567"),
        ("Ali Shah; FIA; ۰۳۰۰۱۲۳۴۵۶۷", "03001234567"),
        ("7. Ali Shah (FIA)", ""),
    ],
)
def test_a_telephone_is_found_wherever_it_stands(written: str, telephone: str) -> None:
    line = read_one(written)

    assert (line.telephone, line.name, line.organisation) == (telephone, "Ali Shah", "FIA")


def test_headings_say_what_each_column_holds() -> None:
    roster = read_roster(
        "Sr No\tTitle\tName of Officer\tDesignation\tMinistry\tMobile\n"
        "1\tDr\tAli Shah\tJoint Secretary\tFinance\t0300 1234567\n"
    )

    (line,) = roster.lines
    assert (line.honorific, line.name, line.offices, line.telephone) == (
        "Dr",
        "Ali Shah",
        (Office("Finance", "Joint Secretary"),),
        "03001234567",
    )


def test_namesakes_of_two_offices_are_only_perhaps_one() -> None:
    roster = read_roster("Ali Shah; NPB\nJane Doe; FIA\nAli Shah; FIA")

    assert (roster.people, roster.questions) == (
        3,
        (Question(Matter.DUPLICATE, (1, 3), Twins.PERHAPS),),
    )


def test_a_third_time_is_asked_against_the_first() -> None:
    roster = read_roster("Umar Riaz\nUmer Riaz\nUmar Riyaz")

    assert (roster.people, [asked.lines for asked in roster.questions]) == (1, [(1, 2), (1, 3)])


def test_a_line_without_a_name_is_a_problem_with_its_row() -> None:
    roster = read_roster("Name; Office\n\n; NPB\n12345\nAli Shah; NPB")

    assert ([line.name for line in roster.lines], roster.problems) == (
        ["Ali Shah"],
        (Problem(Fault.NO_NAME, 3, "; NPB"), Problem(Fault.NO_NAME, 4, "12345")),
    )


@pytest.mark.parametrize(
    "text", ["", "\n \n", "---", "Name; Office; Role; Language", "Participants:"]
)
def test_a_list_of_nobody_says_so(text: str) -> None:
    assert read_roster(text) == Roster(problems=(Problem(Fault.EMPTY),))


def test_a_list_beyond_the_limit_stops_there_and_says_so() -> None:
    roster = read_roster("\n".join(f"Person {number} of Many" for number in range(MOST_LINES + 1)))

    assert (len(roster.lines), faults(roster)) == (MOST_LINES, [Fault.TOO_MANY_LINES])


def test_an_endless_line_is_a_problem() -> None:
    assert faults(read_roster("Ali " * 1000)) == [Fault.TOO_LONG]


def csv_of(separator: str) -> str:
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in TABLE]
    return "\r\n".join(separator.join(row) for row in quoted)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_however_it_was_written(separator: str, encoding: str) -> None:
    roster = read_roster_file("members.csv", csv_of(separator).encode(encoding))

    assert picture(roster) == TABLE_READ


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1256", "علي شاه"), ("cp1252", "José Müller"), ("utf-8", "علی شاہ")]
)
def test_a_csv_file_of_an_older_code_page_keeps_its_letters(encoding: str, name: str) -> None:
    content = f"Name;Office\r\n{name};NPB\r\n".encode(encoding)

    assert picture(read_roster_file("members.csv", content)) == [
        (name, "NPB", "", RosterRole.MEMBER, "")
    ]


def test_the_separator_a_spreadsheet_declares_is_used() -> None:
    content = b"sep=;\r\nUmar Riaz;NPA\r\nAli Shah;FIA\r\n"

    assert [line[:2] for line in picture(read_roster_file("x.csv", content))] == [
        ("Umar Riaz", "NPA"),
        ("Ali Shah", "FIA"),
    ]


@pytest.mark.parametrize("name", ["list.txt", "list.csv"])
def test_a_printed_list_in_a_file_is_read_as_if_pasted(name: str) -> None:
    roster = read_roster_file(name, NIOC.encode())

    assert roster == read_roster(NIOC)


def test_a_workbook_is_read() -> None:
    content = workbook([list(row) for row in TABLE])

    assert picture(read_roster_file("members.xlsx", content)) == TABLE_READ


def test_numbers_in_a_workbook_are_read_as_their_digits() -> None:
    content = workbook([["No", "Name", "Office", "Mobile"], [1, "Ali Shah", "NPB", 3001234567.0]])

    (line,) = read_roster_file("members.xlsx", content).lines

    assert (line.name, line.telephone) == ("Ali Shah", "3001234567")


def test_a_formula_in_a_workbook_is_only_text() -> None:
    content = workbook(
        [["Name", "Office"], ["Ali Shah", '=HYPERLINK("http://evil.example","NPB")']]
    )

    (line,) = read_roster_file("members.xlsx", content).lines

    assert line.original == 'Ali Shah; =HYPERLINK("http://evil.example","NPB")'


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (101 * 1024 * 1024))
    return held.getvalue()


def document() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: b"x" * (MOST_BYTES + 1), Fault.TOO_LARGE),
        (bomb, Fault.TOO_LARGE),
        (document, Fault.UNREADABLE),
        (lambda: b"PK\x03\x04 and no more", Fault.UNREADABLE),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.OLD_EXCEL),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Fault.UNREADABLE),
        (lambda: b"\xff\xfe\x41", Fault.UNREADABLE),
        (lambda: b"", Fault.EMPTY),
        (lambda: workbook([]), Fault.EMPTY),
        (lambda: workbook([["Name"] * 41]), Fault.TOO_MANY_COLUMNS),
        (lambda: b"Name" + b";x" * 40, Fault.TOO_MANY_COLUMNS),
        (lambda: b"Ali Shah;NPB\n" * (MOST_LINES + 2), Fault.TOO_MANY_LINES),
    ],
)
def test_a_file_beyond_the_limits_is_refused_whole(made: Callable[[], bytes], fault: Fault) -> None:
    roster = read_roster_file("members.xlsx", made())

    assert (roster.lines, faults(roster)) == ((), [fault])


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    roster = read_roster(text)

    assert [line.number for line in roster.lines] == list(range(1, len(roster.lines) + 1))


@given(st.lists(st.text(alphabet="A.1();,|\t- علیرکن۱", max_size=40), max_size=8))
def test_any_list_of_signs_gives_lines_with_names(rows: list[str]) -> None:
    roster = read_roster("\n".join(rows))

    assert all(any(mark.isalpha() for mark in line.name) for line in roster.lines)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused_without_a_crash(content: bytes) -> None:
    roster = read_roster_file("members", content)

    assert bool(roster.lines or roster.problems)
