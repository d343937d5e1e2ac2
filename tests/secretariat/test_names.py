"""Names as people spell them: which are one, which are two, and who is meant."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secretariat.names import (
    Choose,
    Found,
    Known,
    Nobody,
    Suggest,
    Suggestion,
    Twins,
    Why,
    clean,
    rank,
    resolve,
    skeleton,
    split_honorific,
    twins,
)
from secretariat.organisation_names import (
    KnownOrganisation,
    rank_organisations,
    resolve_organisation,
)
from secretariat.spellings import is_same_spelling, likeness, read_words
from secretariat.titles import fold

SAME = [
    ("Moeed Yousaf", "Mooed Yousaf"),
    ("Dr Moeed Yousaf", "Mueed Yusuf"),
    ("Syed Ejaz Hussain", "Dr. Ijaz Hussain"),
    ("Ejaz Hussain", "Aijaz Hussein"),
    ("Umar Riaz", "Umer Riyaz"),
    ("Omar Riaz", "Umer Riaz"),
    ("Mujeeb Ur Rahman", "Mujeebur Rehman"),
    ("Mujeeb-ur-Rehman", "Mujeeb Ur Rahman"),
    ("Syed Akhtar Ali Shah", "Akhter Ali Shah"),
    ("Dr Farhan Zahid, SSP", "Farhan Zahid"),
    ("Zia ud Din", "Ziauddin"),
    ("Zia-ul-Haq", "Ziaul Haque"),
    ("Abdul Rehman", "Abdur Rahman"),
    ("Abdul Rehman", "Abdurrahman"),
    ("Abdul Samad", "Abdus Samad"),
    ("Abdullah Khan", "Abdulla Khan"),
    ("Rahmat Ullah", "Rehmatullah"),
    ("Fazlur Rehman", "Fazal ur Rahman"),
    ("Muhammad Tariq", "Mohd. Tarique"),
    ("Md Aslam", "Mohammed Aslam"),
    ("Saeed Anwar", "Said Anwer"),
    ("Naeem Khan", "Naim Khan"),
    ("Salim Khan", "Saleem Khan"),
    ("Karim Bux", "Kareem Bux"),
    ("Nawaz Sharif", "Navaz Shareef"),
    ("Javed Iqbal", "Javaid Iqbal"),
    ("Parvez Elahi", "Pervaiz Elahi"),
    ("Mehmood Qureshi", "Mahmud Quraishi"),
    ("Khalid Masood", "Khaled Masud"),
    ("Usman Buzdar", "Osman Buzdar"),
    ("Shoaib Akhtar", "Shuaib Akhter"),
    ("Faisal Shah", "Faysal Shah"),
    ("Zubair Habib", "Zubayr Habib"),
    ("Qazi Faez", "Kazi Faiz"),
    ("Ahsan Durrani", "Ahsan Durani"),
    ("Fatima Zaidi", "Fatimah Zaidi"),
    ("Ayesha Siddiqui", "Aisha Siddiqi"),
    ("Dawood Jan", "Daud Jan"),
    ("José Álvarez", "Jose Alvarez"),
    ("علي كاظمي", "علی کاظمی"),
    ("ڈاکٹر فرحان زاہد", "فرحان زاهد"),
    ("عبد الرحمٰن", "عبدالرحمن"),
]

DIFFERENT = [
    ("Zahid Hussain", "Syed Ejaz Hussain"),
    ("Zahid Hussain", "Farhan Zahid"),
    ("Umer Riaz", "Umer Niaz"),
    ("Zahra Ali", "Zohra Ali"),
    ("Nasir Khan", "Naseer Khan"),
    ("Rashid Khan", "Rasheed Khan"),
    ("Hamid Mir", "Hameed Mir"),
    ("Hamid Mir", "Hammad Mir"),
    ("Adil Raja", "Adeel Raja"),
    ("Umar Khan", "Umair Khan"),
    ("Umar Rana", "Amir Rana"),
    ("Hussain Sardar", "Hassan Sardar"),
    ("Khalid Khan", "Khalida Khan"),
    ("Tahir Ali", "Tahira Ali"),
    ("Sajid Ali", "Sajjad Ali"),
    ("Jamil Ahmed", "Jamal Ahmed"),
    ("Kamil Shah", "Kamal Shah"),
    ("Aslam Khan", "Islam Khan"),
    ("Karim Khan", "Ikram Khan"),
    ("Asif Khan", "Saif Khan"),
    ("Asad Khan", "Saad Khan"),
    ("Ahmed Ali", "Ali Ahmed"),
    ("Muhammad Ali", "Mahmood Ali"),
    ("Saqib Khan", "Mujeeb Ur Rahman Khan"),
    ("Tariq Khosa", "Saqib Khan"),
    ("Moeed Yousaf", "Hamid Yousaf"),
    ("Imran Khan", "Kamran Khan"),
    ("Munir Akram", "Munawar Akram"),
    ("Bashir Ahmed", "Bushra Ahmed"),
    ("Mansur Ali", "Mian Ali"),
    ("فرحان زاہد", "فرحان زاہدہ"),
]

PARTICIPANTS = (
    "Tariq Khosa;Zahid Hussain;Fasih Zaka;Dr Moeed Yousaf;Syed Ejaz Hussain;Fiaz Toru;Amir Rana;"
    "Dr Farhan Zahid;Sabino S Jalal;Syed Akhtar Ali Shah;Zubair Habib;Jeremy Milsom;Saqib Khan;"
    "Umar Riaz;Mujeeb Ur Rahman Khan;Ahsan Hamid Durrani;Hassan Sardar"
)
ROSTER = [Known(at, name) for at, name in enumerate(PARTICIPANTS.split(";"), start=1)]

OFFICES = [
    KnownOrganisation(1, "National Counter Terrorism Authority", "NACTA"),
    KnownOrganisation(2, "Ministry of Interior"),
    KnownOrganisation(3, "Ministry of Foreign Affairs", "MoFA"),
    KnownOrganisation(4, "Ministry of Finance"),
    KnownOrganisation(5, "Ministry of Law and Justice"),
    KnownOrganisation(6, "Home Department Punjab"),
    KnownOrganisation(7, "Counter Terrorism Department Punjab"),
    KnownOrganisation(8, "Home & Tribal Affairs Department Khyber Pakhtunkhwa"),
    KnownOrganisation(9, "Home & Tribal Affairs Department Balochistan"),
    KnownOrganisation(10, "Home Department Sindh"),
    KnownOrganisation(11, "Economic Affairs Division"),
    KnownOrganisation(12, "State Bank of Pakistan", "SBP"),
    KnownOrganisation(13, "SPPC"),
    KnownOrganisation(14, "NPB"),
    KnownOrganisation(15, "NPA", aliases=("Police Academy",)),
]


def names_of(resolution: object) -> list[str]:
    """The kind of a resolution, then the names in it."""
    suggestions: tuple[Suggestion, ...] = ()
    if isinstance(resolution, Found | Suggest):
        suggestions = (resolution.suggestion,)
    elif isinstance(resolution, Choose):
        suggestions = resolution.suggestions
    known = {one.id: one.name for one in ROSTER}
    return [type(resolution).__name__, *(known[one.id] for one in suggestions)]


def offices_of(resolution: object) -> list[object]:
    """The kind of a resolution, then the ids in it."""
    if isinstance(resolution, Found | Suggest):
        return [type(resolution).__name__, resolution.suggestion.id]
    if isinstance(resolution, Choose):
        return ["Choose", *(one.id for one in resolution.suggestions)]
    return [type(resolution).__name__]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_name_are_seen_as_one(one: str, other: str) -> None:
    assert (skeleton(one) == skeleton(other), twins(one, other)) == (True, Twins.SURE)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_different_names_are_never_surely_one(one: str, other: str) -> None:
    assert not is_same_spelling(read_words(one), read_words(other))


@pytest.mark.parametrize(("one", "other"), [*SAME, *DIFFERENT])
def test_no_spelling_but_the_known_one_is_taken_in_silence(one: str, other: str) -> None:
    is_written_alike = fold(split_honorific(one)[1]) == fold(split_honorific(other)[1])

    resolution = resolve(other, [Known(1, one)])

    assert isinstance(resolution, Found) == is_written_alike


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mooed Yousaf", "Dr Moeed Yousaf"),
        ("Umer Riaz", "Umar Riaz"),
        ("Mujeebur Rehman", "Mujeeb Ur Rahman Khan"),
        ("Dr. Ijaz Hussain", "Syed Ejaz Hussain"),
        ("Fiaz Khan Toru", "Fiaz Toru"),
        ("Akhtar Ali Shah", "Syed Akhtar Ali Shah"),
        ("Khosa", "Tariq Khosa"),
        ("Umer", "Umar Riaz"),
        ("S. Khan", "Saqib Khan"),
        ("A. H. Durrani", "Ahsan Hamid Durrani"),
        ("Ahsan Durrani", "Ahsan Hamid Durrani"),
        ("Tariq Khosaa", "Tariq Khosa"),
        ("Jeremy Millsom", "Jeremy Milsom"),
        ("Khan Saqib", "Saqib Khan"),
        ("Khosa, Tariq", "Tariq Khosa"),
        ("Umer Niaz", "Umar Riaz"),
    ],
)
def test_another_spelling_suggests_its_person_and_asks(written: str, meant: str) -> None:
    assert names_of(resolve(written, ROSTER)) == ["Suggest", meant]


@pytest.mark.parametrize(
    ("written", "fitting"),
    [
        ("Khan", ["Mujeeb Ur Rahman Khan", "Saqib Khan"]),
        ("Hussain", ["Syed Ejaz Hussain", "Zahid Hussain"]),
        ("Zahid", ["Zahid Hussain", "Dr Farhan Zahid"]),
    ],
)
def test_a_name_of_several_is_a_choice(written: str, fitting: list[str]) -> None:
    assert names_of(resolve(written, ROSTER)) == ["Choose", *fitting]


@pytest.mark.parametrize("written", ["Saqib Ali", "Asif Khan", "Imran Hussain", "", "...", "Jane"])
def test_a_shared_second_name_is_nobody(written: str) -> None:
    assert resolve(written, ROSTER) == Nobody()


def test_titles_and_ranks_do_not_stand_in_the_way_of_an_equal_name() -> None:
    assert names_of(resolve("farhan zahid, SSP", ROSTER)) == ["Found", "Dr Farhan Zahid"]


def test_an_alias_once_confirmed_is_found_from_then_on() -> None:
    known = [*ROSTER, Known(40, "Umar Hayat", aliases=("Umer Riaz",))]

    assert resolve("umer riaz", known) == Found(Suggestion(40, 99.0, Why.ALIAS))


def test_a_name_and_another_persons_alias_are_a_choice() -> None:
    known = [Known(1, "Umar Riaz"), Known(2, "Umar Hayat", aliases=("Umar Riaz",))]

    resolution = resolve("Umar Riaz", known)

    assert offices_of(resolution) == ["Choose", 1, 2]


def test_two_of_one_name_are_told_apart_by_the_office_beside_it() -> None:
    known = [
        Known(1, "Ali Shah", organisation="FIA"),
        Known(2, "Ali Shah", organisation="NPB", post="Director"),
    ]

    answers = [offices_of(resolve(asked, known)) for asked in ("Ali Shah", "Ali Shah (NPB)")]

    assert answers == [["Choose", 1, 2], ["Found", 2]]


def test_an_equal_name_of_another_office_is_asked() -> None:
    known = [Known(1, "Ali Shah", organisation="FIA")]

    assert offices_of(resolve("Ali Shah (NPB)", known)) == ["Suggest", 1]


def test_an_equal_name_gives_way_to_a_question_when_the_office_is_a_namesakes() -> None:
    known = [Known(1, "Umar Riaz", organisation="FIA"), Known(2, "Umer Riaz", organisation="NPA")]

    assert offices_of(resolve("Umar Riaz (NPA)", known)) == ["Choose", 1, 2]


def test_different_titles_may_be_two_people() -> None:
    known = [Known(1, "Dr Ahmed Khan")]

    answers = [offices_of(resolve(asked, known)) for asked in ("Ahmed Khan", "Brig (R) Ahmed Khan")]

    assert answers == [["Found", 1], ["Suggest", 1]]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Dr Farhan Zahid, SSP", ("Dr", "Farhan Zahid", "SSP")),
        ("Syed Ejaz Hussain", ("", "Syed Ejaz Hussain", "")),
        ("Lt Gen (Retd) A. H. Durrani", ("Lt Gen (Retd)", "A. H. Durrani", "")),
        ("Brig (R) Ahmed Khan", ("Brig (R)", "Ahmed Khan", "")),
        ("Mr R Khan", ("Mr", "R Khan", "")),
        ("Dr.Moeed Yousaf", ("Dr.", "Moeed Yousaf", "")),
        ("H.E. Mr Jo Smith", ("H.E. Mr", "Jo Smith", "")),
        ("Ali Khan (Retd)", ("", "Ali Khan", "(Retd)")),
        ("Dr", ("", "Dr", "")),
        ("ڈاکٹر فرحان زاہد، ایس ایس پی", ("ڈاکٹر", "فرحان زاہد", "ایس ایس پی")),
    ],
)
def test_titles_and_ranks_are_parted_from_the_name(
    written: str, parts: tuple[str, str, str]
) -> None:
    assert split_honorific(written) == parts


def test_unseen_marks_and_wide_letters_are_cleaned_away() -> None:
    assert clean("\u2067 Ｕｍａｒ\u200f\u00a0 Riaz\u2069\n") == "Umar Riaz"


def test_a_list_of_different_people_raises_no_question_of_twins() -> None:
    names = [one.name for one in ROSTER]

    pairs = [twins(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]

    assert set(pairs) == {None}


def test_names_one_letter_apart_are_worth_a_look() -> None:
    assert twins("Farhan Zahidi", "Farhan Zahidy Khan") is Twins.PERHAPS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NPB", ["Found", 14]),
        ("Police Academy", ["Found", 15]),
        ("M/o Law & Justice", ["Found", 5]),
        ("National Counter Terrorism Authority (NACTA)", ["Found", 1]),
        ("Home and Tribal Affairs Deptt, Balochistan", ["Found", 9]),
        ("SPCC", ["Suggest", 13]),
        ("NBP", ["Suggest", 14]),
        ("National Police Bureau", ["Suggest", 14]),
        ("CTD Punjab", ["Suggest", 7]),
        ("Interior Ministry", ["Suggest", 2]),
        ("MoI", ["Suggest", 2]),
        ("Law Division", ["Suggest", 5]),
        ("Ministry of Interiour", ["Suggest", 2]),
        ("Home Department KP", ["Suggest", 8]),
        ("State Bank", ["Suggest", 12]),
        ("Home & Tribal Affairs Department", ["Choose", 9, 8]),
        ("Punjab", ["Choose", 6, 7]),
        ("Home Department Islamabad", ["Nobody"]),
        ("Finance Department Punjab", ["Nobody"]),
        ("Counter Terrorism Department Sindh", ["Nobody"]),
        ("Ministry of Energy", ["Nobody"]),
        ("FBI", ["Nobody"]),
        ("Pakistan", ["Nobody"]),
        ("", ["Nobody"]),
    ],
)
def test_an_office_is_found_suggested_or_asked(written: str, meant: list[object]) -> None:
    assert offices_of(resolve_organisation(written, OFFICES)) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Home & Tribal Affairs Department Balochistan",
            "Home & Tribal Affairs Department Khyber Pakhtunkhwa",
        ),
        ("Home Department Punjab", "Home Department Sindh"),
        ("Home Department Punjab", "Counter Terrorism Department Punjab"),
        ("Ministry of Foreign Affairs", "Economic Affairs Division"),
        ("NPA", "NPB"),
        ("FIA", "FBR"),
        ("محکمہ داخلہ پنجاب", "محکمہ داخلہ سندھ"),
    ],
)
def test_two_offices_are_never_suggested_for_each_other(one: str, other: str) -> None:
    forth = rank_organisations(one, [KnownOrganisation(1, other)])
    back = rank_organisations(other, [KnownOrganisation(1, one)])

    assert (forth, back) == ([], [])


@given(st.text())
def test_a_skeleton_is_its_own_skeleton(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
@example("- (x")
@example("DR( 0")
def test_any_text_with_a_word_in_it_is_found_by_itself(text: str) -> None:
    resolution = resolve(text, [Known(1, text)])

    assert isinstance(resolution, Found | Suggest) == bool(fold(text))


@given(
    st.sampled_from([*(name for pair in (*SAME, *DIFFERENT) for name in pair), "Khan", "A. Shah"]),
    st.permutations(ROSTER),
)
def test_the_order_of_the_roster_does_not_change_who_is_suggested(
    written: str, roster: list[Known]
) -> None:
    assert rank(written, roster) == rank(written, ROSTER)


@given(st.text(), st.text())
def test_likeness_is_between_none_and_all_whichever_comes_first(one: str, other: str) -> None:
    forth, back = (likeness(read_words(a), read_words(b)) for a, b in ((one, other), (other, one)))

    assert (0.0 <= forth <= 100.0, forth) == (True, pytest.approx(back))


@given(st.text())
def test_any_text_may_be_asked_for_as_an_office(text: str) -> None:
    scores = [one.score for one in rank_organisations(text, OFFICES)]

    assert scores == sorted(scores, reverse=True)
