"""The attendance sentence of the record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.attendances import Attendance, Office
from views.attendances import sentences
from views.words import words_of

ENGLISH, URDU = words_of("en"), words_of("ur")


def offices(*names: str) -> tuple[Office, ...]:
    return tuple(Office(name=name, short_name=name) for name in names)


COORDINATOR = Office(
    name="National Counter Terrorism Authority (NACTA)",
    short_name="NACTA",
    post="National Coordinator",
)
IN_THE_ROOM = offices(
    "Ministry of Interior",
    "Ministry of Foreign Affairs",
    "Ministry of Finance",
    "Ministry of Law and Justice",
    "Home Department Punjab",
    "Counter Terrorism Department Punjab",
    "Home & Tribal Affairs Department Khyber Pakhtunkhwa",
    "Intelligence Bureau",
)
BY_VIDEO = offices(
    "Home & Tribal Affairs Department Balochistan",
    "Home Department Sindh",
    "Economic Affairs Division",
    "State Bank of Pakistan",
)


def test_the_sentence_of_the_meeting_of_july_2022() -> None:
    attendance = Attendance(
        is_over=True, chair=COORDINATOR, in_person=IN_THE_ROOM, by_video=BY_VIDEO
    )

    said = sentences(ENGLISH, attendance)

    assert said == (
        "The meeting was chaired by the National Coordinator, NACTA, and attended by "
        "representatives of the Ministries of Interior, Foreign Affairs, Finance, and Law and "
        "Justice; the Home Department Punjab; the Counter Terrorism Department Punjab; the Home & "
        "Tribal Affairs Department Khyber Pakhtunkhwa; and the Intelligence Bureau; whereas "
        "representatives of the Home & Tribal Affairs Department Balochistan, the Home Department "
        "Sindh, the Economic Affairs Division, and the State Bank of Pakistan joined by video link."
    )


def test_the_same_sentence_before_the_meeting() -> None:
    attendance = Attendance(
        is_over=False, chair=COORDINATOR, in_person=IN_THE_ROOM, by_video=BY_VIDEO
    )

    said = sentences(ENGLISH, attendance)

    assert said == (
        "The meeting will be chaired by the National Coordinator, NACTA, and attended by "
        "representatives of the Ministries of Interior, Foreign Affairs, Finance, and Law and "
        "Justice; the Home Department Punjab; the Counter Terrorism Department Punjab; the Home & "
        "Tribal Affairs Department Khyber Pakhtunkhwa; and the Intelligence Bureau; whereas "
        "representatives of the Home & Tribal Affairs Department Balochistan, the Home Department "
        "Sindh, the Economic Affairs Division, and the State Bank of Pakistan will join by video "
        "link."
    )


@pytest.mark.parametrize(
    ("attendance", "expected"),
    [
        (
            Attendance(is_over=True, chair=COORDINATOR, in_person=offices("Ministry of Ports")),
            "The meeting was chaired by the National Coordinator, NACTA, and attended by a "
            "representative of the Ministry of Ports.",
        ),
        (
            Attendance(
                is_over=True,
                chair=COORDINATOR,
                in_person=offices("Ministry of Ports", "Rail Board"),
            ),
            "The meeting was chaired by the National Coordinator, NACTA, and attended by "
            "representatives of the Ministry of Ports and the Rail Board.",
        ),
        (
            Attendance(
                is_over=True,
                chair=COORDINATOR,
                in_person=offices("Ministry of Ports", "Rail Board", "Ministry of Rails"),
            ),
            "The meeting was chaired by the National Coordinator, NACTA, and attended by "
            "representatives of the Ministries of Ports and Rails, and the Rail Board.",
        ),
        (
            Attendance(
                is_over=True,
                chair=COORDINATOR,
                by_video=offices("Ministry of Ports", "Ministry of Law and Justice"),
            ),
            "The meeting was chaired by the National Coordinator, NACTA; representatives of the "
            "Ministries of Ports, and Law and Justice joined by video link.",
        ),
        (
            Attendance(is_over=False, by_video=offices("NACTA")),
            "The meeting will be joined by video link by a representative of NACTA.",
        ),
        (
            Attendance(is_over=True, chair=COORDINATOR),
            "The meeting was chaired by the National Coordinator, NACTA.",
        ),
        (
            Attendance(is_over=True, chair=COORDINATOR, chair_by_video=True),
            "The meeting was chaired by the National Coordinator, NACTA (by video link).",
        ),
        (
            Attendance(is_over=False, chair=offices("Coordinator's Office")[0]),
            "The meeting will be chaired by the Coordinator's Office.",
        ),
        (
            Attendance(is_over=True, apologies=offices("Ministry of Ports", "The Rail Agency")),
            "No attendance is recorded. Apologies were received from the Ministry of Ports and "
            "the Rail Agency.",
        ),
        (
            Attendance(is_over=False),
            "No office has confirmed its attendance yet.",
        ),
        (
            Attendance(
                is_over=True,
                in_person=offices("Board of Ports", "Board of Rails", "Board of Roads"),
                apologies=offices("UNODC Pakistan"),
            ),
            "The meeting was attended by representatives of the Boards of Ports, Rails, and "
            "Roads. Apologies were received from UNODC Pakistan.",
        ),
        (
            Attendance(
                is_over=True,
                in_person=offices("Health Department North", "Health Department South"),
            ),
            "The meeting was attended by representatives of the Health Departments North and "
            "South.",
        ),
        (
            Attendance(
                is_over=True,
                in_person=offices("National Police Academy", "National Police Bureau"),
            ),
            "The meeting was attended by representatives of the National Police Academy and the "
            "National Police Bureau.",
        ),
        (
            Attendance(
                is_over=True,
                in_person=offices("Ministry of Finance, Revenue and Trade", "Ministry of Ports"),
            ),
            "The meeting was attended by representatives of the Ministries of Finance, Revenue "
            "and Trade; and Ports.",
        ),
    ],
)
def test_the_sentence_of_other_groups(attendance: Attendance, expected: str) -> None:
    said = sentences(ENGLISH, attendance)

    assert said == expected


NAMES = st.lists(
    st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12), unique=True
)


@given(NAMES, NAMES, NAMES, st.booleans())
def test_any_office_is_named_once_whatever_its_name(
    room: list[str], video: list[str], regrets: list[str], is_over: bool
) -> None:
    names = [*room, *video, *regrets]
    marked = [f"<{place}>" for place in range(len(names))]
    made = offices(
        *[f"Ministry of {mark} {name}" for mark, name in zip(marked, names, strict=True)]
    )
    attendance = Attendance(
        is_over=is_over,
        in_person=made[: len(room)],
        by_video=made[len(room) : len(room) + len(video)],
        apologies=made[len(room) + len(video) :],
    )

    said = sentences(ENGLISH, attendance)

    assert [said.count(mark) for mark in marked] == [1] * len(marked)
    assert [said.index(mark) for mark in marked] == sorted(said.index(mark) for mark in marked)


def test_the_sentence_in_urdu() -> None:
    room = (
        Office(name="Interior", short_name="Interior", name_urdu="وزارتِ داخلہ"),
        Office(name="Finance", short_name="Finance", name_urdu="وزارتِ خزانہ"),
        Office(name="Bureau", short_name="Bureau", name_urdu="انٹیلی جنس بیورو"),
    )
    video = (Office(name="Sindh", short_name="Sindh", name_urdu="محکمۂ داخلہ سندھ"),)
    chair = Office(
        name="Authority",
        short_name="NACTA",
        short_name_urdu="نیکٹا",
        post_urdu="نیشنل کوآرڈینیٹر",
    )
    attendance = Attendance(is_over=True, chair=chair, in_person=room, by_video=video)

    said = sentences(URDU, attendance)

    assert said == (
        "اجلاس کی صدارت نیشنل کوآرڈینیٹر، نیکٹا نے کی اور اس میں وزارت ہائے داخلہ اور خزانہ اور "
        "انٹیلی جنس بیورو کے نمائندگان نے شرکت کی؛ جبکہ محکمۂ داخلہ سندھ کے نمائندے ویڈیو لنک کے "
        "ذریعے شریک ہوئے۔"
    )
