"""Lists of members taken into a group: pasted, previewed, asked about, imported, discarded."""

from datetime import date

import pytest

from secretariat import roster_imports
from secretariat.roster_imports import Imported
from secretariat.roster_lines import Matter, Note, Office, RosterLine, RosterRole
from secretariat.roster_looks import LONGEST_WORDS, MOST_PEOPLE
from secretariat.roster_plans import AskMatter, Candidate, Matched, Plan
from secretariat.rosters import Fault, Problem
from simulator.accounts import Account
from storage import (
    Capacity,
    Category,
    Draft,
    Holding,
    Organisation,
    OrganisationAlias,
    Person,
    PersonAlias,
    Seat,
    WorkingGroup,
)
from tests.groups import Group, Place, ewg, foreign_group, make_group, published_meeting
from tests.house import House
from tests.secretariat.test_rosters import NIOC, workbook
from views import presses
from views.offices import cut
from views.rosters import preview
from views.words import words_of

SPELLINGS = {
    "Mooed Yousaf": "Dr Moeed Yousaf",
    "Umer Riaz": "Umar Riaz",
    "Mujeebur Rehman": "Mujeeb Ur Rahman Khan",
    "Dr. Ijaz Hussain": "Syed Ejaz Hussain",
    "Fiaz Khan Toru": "Fiaz Toru",
    "Akhtar Ali Shah": "Syed Akhtar Ali Shah",
}


async def forum(house: House) -> Group:
    """A group that has nobody but its two secretaries."""
    places = [
        Place("Forum Office", "Forum Office", "Nadia Saleem", Category.SECRETARIAT),
        Place("Forum Office", "Forum Office", "Kashif Mir", Category.SECRETARIAT),
        Place("Forum Office", "Forum Office", "Imran Dar", Category.SECRETARIAT, releases=False),
    ]
    return await make_group(house, "Stakeholders' Forum", places)


async def asks_for_list(staff: Account) -> None:
    await staff.says("/desk")
    if "Members" in staff.inbox[-1].labels:
        await staff.taps("Members")
    await staff.taps("Add members")


async def opens_members(staff: Account, group: Group) -> None:
    await staff.says("/desk")
    await staff.taps_data(presses.MEMBERS.write(group.id), on=staff.inbox[-1])


async def pastes(staff: Account, text: str) -> None:
    await asks_for_list(staff)
    await staff.says(text)


async def imports_nioc(staff: Account) -> None:
    await pastes(staff, NIOC)
    await staff.taps("One person")
    await staff.taps("Director, PIPS")
    await staff.taps("Import 17 people")


async def has_nioc(house: House, group: Group) -> None:
    """Have the printed list on the roster, imported without its two questions."""
    clear = [line for line in NIOC.splitlines() if not line.strip().startswith("12.")]
    text = "\n".join(clear).replace("Secretary NIOC, ", "")
    await import_file(house, group, "list.txt", text.encode())


def labels(staff: Account) -> list[str]:
    return staff.inbox[-1].labels


async def import_file(
    house: House, group: Group, name: str, content: bytes
) -> Imported | list[AskMatter]:
    """Import as the operator does; of open questions their matters."""
    async with house.database.writing() as session:
        found = await session.get_one(WorkingGroup, group.id)
        done = await roster_imports.import_file(
            session, found, name, content, house.clock.now(), by=None
        )
    return done if isinstance(done, Imported) else [ask.matter for ask in done]


async def names(house: House) -> list[str]:
    return [person.name for person in await house.rows(Person)]


async def test_the_printed_list_is_seventeen_people_and_one_question(house: House) -> None:
    group = await forum(house)

    await pastes(group.nadia, NIOC)

    assert group.nadia.reads().split("\n")[:5] == [
        "List read: 17 people, 1 question",
        "",
        "Are lines 8 and 12 the same person?",
        "8. Dr Farhan Zahid, SSP",
        "12. Dr Farhan Zahid, SSP",
    ]
    assert labels(group.nadia) == ["One person", "Two people", "Discard"]


async def test_nothing_is_stored_before_the_import_is_confirmed(house: House) -> None:
    group = await forum(house)

    await pastes(group.nadia, NIOC)
    await group.nadia.taps("One person")
    await group.nadia.taps("Director, PIPS")

    assert await names(house) == ["Nadia Saleem", "Kashif Mir", "Imran Dar"]
    assert [office.name for office in await house.rows(Organisation)] == ["Forum Office"]
    assert group.nadia.reads().split("\n")[:6] == [
        "Ready to import: 17 people",
        "",
        "People: 17 new, 0 known, 0 asked",
        "Organisations: 10 new, 0 known, 0 asked",
        "New seats: 10, one for each organisation",
        "Without a seat, so not to be invited yet: Farhan Zahid, Syed Akhtar Ali Shah",
    ]


async def test_the_printed_list_makes_one_seat_for_each_organisation(house: House) -> None:
    group = await forum(house)

    await imports_nioc(group.nadia)

    offices = {one.id: one for one in await house.rows(Organisation)}
    seats = {one.id: one for one in await house.rows(Seat, Seat.category == Category.MEMBER)}
    people = {one.id: one for one in await house.rows(Person)}
    held = [one for one in await house.rows(Holding) if one.seat_id in seats]
    assert [offices[seat.organisation_id].name for seat in seats.values()] == [
        *("NIOC", "AB", "SPPC", "NPB", "PIPS", "Narcotics Control", "CPLC", "UNODC", "NPA", "FIA"),
    ]
    assert [
        (people[one.person_id].name, one.capacity)
        for one in held
        if offices[seats[one.seat_id].organisation_id].name in ("UNODC", "PIPS")
    ] == [
        ("Amir Rana", Capacity.HOLDER),
        ("Jeremy Milsom", Capacity.HOLDER),
        ("Saqib Khan", Capacity.ALTERNATE),
        ("Ahsan Hamid Durrani", Capacity.ALTERNATE),
        ("Hassan Sardar", Capacity.ALTERNATE),
    ]
    assert len(people) == 3 + 17


async def test_an_import_leads_to_the_invitations(house: House) -> None:
    group = await forum(house)

    await imports_nioc(group.nadia)

    assert group.nadia.reads() == (
        "Added: 17 people\n\n"
        "New organisations: 10. New seats: 10.\n"
        "2 people have no seat yet: it can be given on each person's card.\n\n"
        "Nobody has been written to. Each person gets a personal invitation from you."
    )

    await group.nadia.taps("Invitations, one by one")

    assert group.nadia.reads().startswith("Invitation ready: Tariq Khosa\n")


async def test_precedence_is_the_order_of_the_list(house: House) -> None:
    group = await forum(house)

    await imports_nioc(group.nadia)
    await group.nadia.taps("Members")
    await group.nadia.taps("Next")

    assert [line for line in group.nadia.reads().split("\n") if "not joined" in line][1:] == [
        "Syed Ejaz Hussain, NPB, not joined",
        "Amir Rana, PIPS, not joined",
        "Ahsan Hamid Durrani, PIPS, not joined",
        "Hassan Sardar, PIPS, not joined",
        "Sabino S Jalal, Narcotics Control, not joined",
        "Zubair Habib, CPLC, not joined",
        "Jeremy Milsom, UNODC, not joined",
        "Saqib Khan, UNODC, not joined",
    ]


@pytest.mark.parametrize(("written", "meant"), SPELLINGS.items())
async def test_another_spelling_proposes_its_person_first_and_is_asked(
    house: House, written: str, meant: str
) -> None:
    group = await forum(house)
    await has_nioc(house, group)

    await pastes(group.nadia, written)

    assert group.nadia.reads().startswith("List read: 1 person, 1 question\n")
    assert labels(group.nadia)[0] == cut(f"Same person: {meant}", 30)
    assert len(await names(house)) == 20


async def test_a_confirmed_spelling_becomes_an_alias_and_is_not_asked_again(house: House) -> None:
    group = await forum(house)
    await has_nioc(house, group)

    await pastes(group.nadia, "Umer Riaz")
    await group.nadia.taps("Same person: Umar Riaz")
    await group.nadia.taps("Import 1 person")
    await pastes(group.nadia, "Umer Riaz")

    assert [alias.spelling for alias in await house.rows(PersonAlias)] == ["Umer Riaz"]
    assert group.nadia.reads().startswith("Ready to import: 1 person\n")
    assert len(await names(house)) == 20


async def test_a_spelling_that_is_another_person_is_a_new_one(house: House) -> None:
    group = await forum(house)
    await has_nioc(house, group)

    await pastes(group.nadia, "Umer Riaz (Customs)")
    await group.nadia.taps("A new person")
    await group.nadia.taps("Import 1 person")

    assert (await names(house))[-1] == "Umer Riaz"
    assert await house.rows(PersonAlias) == []


@pytest.mark.parametrize(
    ("written", "meant"), [("SPCC", "SPPC"), ("NBP", "NPB"), ("National Police Bureau", "NPB")]
)
async def test_another_spelling_of_an_office_is_asked_and_then_known(
    house: House, written: str, meant: str
) -> None:
    group = await forum(house)
    await has_nioc(house, group)

    await pastes(group.nadia, f"Jane Doe ({written})")
    await group.nadia.taps(f"Same: {meant}")
    await group.nadia.taps("Import 1 person")

    assert [alias.spelling for alias in await house.rows(OrganisationAlias)] == [written]
    assert len(await house.rows(Seat, Seat.category == Category.MEMBER)) == 10


async def test_importing_the_list_again_changes_nothing(house: House) -> None:
    group = await forum(house)
    await imports_nioc(group.nadia)
    before = len(await house.rows(Holding))

    await pastes(group.nadia, NIOC)

    assert group.nadia.reads().split("\n")[:5] == [
        "Ready to import: 17 people",
        "",
        "People: 0 new, 17 known, 0 asked",
        "Organisations: 0 new, 10 known, 0 asked",
        "New seats: 0, one for each organisation",
    ]

    await group.nadia.taps("Import 17 people")

    assert len(await house.rows(Holding)) == before
    assert len(await names(house)) == 20


async def test_two_people_of_one_name_stay_two(house: House) -> None:
    group = await forum(house)

    await pastes(group.nadia, NIOC)
    await group.nadia.taps("Two people")
    await group.nadia.taps("Secretary, NIOC")
    await group.nadia.taps("Import 18 people")

    assert (await names(house)).count("Farhan Zahid") == 2


async def test_a_restart_in_the_middle_of_a_preview_loses_nothing(house: House) -> None:
    group = await forum(house)
    await asks_for_list(group.nadia)
    await house.restart_bot()
    await group.nadia.says(NIOC)
    await house.restart_bot()

    await group.nadia.taps("One person")
    await house.restart_bot()
    await group.nadia.taps("Secretary, NIOC")
    await house.restart_bot()
    await group.nadia.taps("Import 17 people")

    assert len(await names(house)) == 20


async def test_two_editors_see_one_list_and_an_old_answer_is_refused(house: House) -> None:
    group = await forum(house)
    await pastes(group.nadia, NIOC)
    old = group.nadia.inbox[-1]
    stale = next(button.data for row in old.buttons for button in row if button.data)
    await opens_members(group.kashif, group)
    await group.kashif.taps("Continue with the list")

    await group.kashif.taps("Two people")
    answer = await group.nadia.taps_data(stale, on=old)

    assert answer is not None
    assert (answer.text, answer.alert) == (
        "This was changed meanwhile, so nothing was done. Open it again to see it.",
        True,
    )
    assert group.nadia.reads().startswith("List read: 18 people, 1 office to choose\n")


async def test_a_second_press_of_import_adds_nobody_twice(house: House) -> None:
    group = await forum(house)
    await pastes(group.nadia, "Jane Doe; Customs")
    card = group.nadia.inbox[-1]
    data = next(button.data for row in card.buttons for button in row if button.data)

    await group.nadia.taps("Import 1 person")
    again = await group.nadia.taps_data(data, on=card)

    assert again is not None
    assert again.alert
    assert (await names(house)).count("Jane Doe") == 1


async def test_a_roster_that_changed_meanwhile_is_looked_at_again(house: House) -> None:
    group = await forum(house)
    await pastes(group.nadia, "Jane Doe; Customs")
    await pastes(group.kashif, "Jane Doe; Customs")
    await group.kashif.taps("Import 1 person")

    answer = await group.nadia.taps("Import 1 person")

    assert getattr(answer, "text", "") == (
        "The members changed meanwhile, so nothing was imported. Please look again."
    )
    assert "People: 0 new, 1 known, 0 asked" in group.nadia.reads()
    assert (await names(house)).count("Jane Doe") == 1


async def test_a_discarded_list_leaves_nothing(house: House) -> None:
    group = await forum(house)
    await pastes(group.nadia, NIOC)

    await group.nadia.taps("Discard")

    assert group.nadia.reads() == "List discarded\n\nNothing of it was stored."
    assert [draft.fields for draft in await house.rows(Draft)] == [{"discarded": True}]
    assert len(await names(house)) == 3


async def test_nobody_but_the_secretariat_hears_of_an_import(house: House) -> None:
    group = await ewg(house)

    await pastes(group.nadia, "Jane Doe; Customs")
    await group.nadia.taps("Import 1 person")

    others = [one for who, one in group.people.items() if who != "Nadia Saleem"]
    assert sum(len(one.inbox) for one in others if one.id != group.nadia.id) == 0


async def test_people_of_another_group_are_neither_suggested_nor_seen(house: House) -> None:
    await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]

    await pastes(rana, "Farhan Javed; Ministry of Interior")

    assert rana.reads().split("\n")[:4] == [
        "Ready to import: 1 person",
        "",
        "People: 1 new, 0 known, 0 asked",
        "Organisations: 1 new, 0 known, 0 asked",
    ]


@pytest.mark.parametrize(
    "data", ["mb.1..0", "mb.1.add.0", "mb.1.s-2.1", "ro.1.show.1", "ro.1.go.1"]
)
async def test_a_forged_press_of_another_groups_staff_is_refused(house: House, data: str) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    await pastes(group.nadia, "Jane Doe; Customs")
    await rana.says("/desk")

    answer = await rana.taps_data(data, on=rana.inbox[-1])

    assert answer is not None
    assert (answer.text, answer.alert) == ("Only the secretariat can do this.", True)


async def test_a_member_cannot_add_members(house: House) -> None:
    group = await ewg(house)
    await group.farhan.says("/help")

    answer = await group.farhan.taps_data("mb.1.add.0", on=group.farhan.inbox[-1])

    assert getattr(answer, "text", "") == "Only the secretariat can do this."


async def test_an_assistant_may_not_make_a_secretary_by_a_list(house: House) -> None:
    group = await forum(house)
    await pastes(group.assistant, "Jane Doe; Forum Office; Secretariat")

    answer = await group.assistant.taps("Import 1 person")

    assert getattr(answer, "alert", False)
    assert len(await names(house)) == 3


async def test_hostile_names_are_shown_and_kept_as_they_are(house: House) -> None:
    group = await forum(house)
    written = ["<3 & Co", "Zoë 🙂 Ali", "\u202eevil \u2066Name"]

    await pastes(group.nadia, "\n".join(f"{name}; <b>Office & {name}" for name in written[:2]))
    await group.nadia.taps("Import 2 people")
    await pastes(group.nadia, f"{written[2]}; علی؛ رکن")
    await group.nadia.taps("Import 1 person")

    assert (await names(house))[3:] == ["<3 & Co", "Zoë 🙂 Ali", "evil Name"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_preview_fits_a_message_however_long_the_words_are(language: str) -> None:
    long = "W" * LONGEST_WORDS
    other = Candidate(10**6, long, long, 7)
    lines = tuple(
        RosterLine(
            number=number,
            original=long,
            name=long,
            offices=(Office(long, long),),
            role=RosterRole.CHAIR,
            notes=(Note(Matter.UNKNOWN_ROLE, number, long),),
        )
        for number in range(1, MOST_PEOPLE + 1)
    )
    problems = tuple(Problem(Fault.TOO_LONG, number, long) for number in range(20))
    offices = (Matched(same=Candidate(9, long)),)
    asked = Plan(lines, problems, ((1, 2),), {1: Matched(perhaps=(other,) * 3)}, (long,), offices)
    moving = {number: Matched(same=other) for number in range(1, MOST_PEOPLE + 1)}
    ready = Plan(lines, problems, (), moving, (long,), offices)

    screens = [preview(words_of(language), plan, 10**9, 10**6) for plan in (asked, ready)]

    assert [len(screen.text.striptags()) < 4096 for screen in screens] == [True, True]


async def test_the_rest_of_a_paste_that_was_cut_is_added_to_the_list(house: House) -> None:
    group = await forum(house)
    first = ["Jane Doe; Customs", *["x" * 400 + "; too long to be a name"] * 9, "John Roe; Ports"]

    await pastes(group.nadia, "\n".join(first))
    await group.nadia.says("Ida Poe; Rails")
    await group.nadia.taps("Import 3 people")

    assert (await names(house))[3:] == ["Jane Doe", "John Roe", "Ida Poe"]


async def test_what_is_no_list_keeps_the_question(house: House) -> None:
    group = await forum(house)
    await asks_for_list(group.nadia)

    await group.nadia.sends_voice()
    told = group.nadia.reads()
    await group.nadia.says("123\n456")
    why = group.nadia.reads()
    await group.nadia.says("Jane Doe; Customs")

    assert told == (
        "This cannot be read as a list, and nothing was stored. "
        "Paste the list as text, or send a CSV or XLSX file."
    )
    assert why == (
        "No line of the list has a name. Nothing was stored. Please send another list or file."
    )
    assert group.nadia.reads().startswith("Ready to import: 1 person\n")


@pytest.mark.parametrize("name", ["members.csv", "members.xlsx", "members"])
async def test_a_file_is_read_like_a_paste(house: House, name: str) -> None:
    group = await forum(house)
    rows: list[list[object]] = [["Name", "Office"], ["Jane Doe", "Customs"]]
    text = "\n".join(",".join(str(cell) for cell in row) for row in rows)
    content = workbook(rows) if name.endswith("xlsx") else text.encode()
    await asks_for_list(group.nadia)
    await house.restart_bot()

    await group.nadia.sends_file(name, content)
    await group.nadia.taps("Import 1 person")

    assert (await names(house))[3:] == ["Jane Doe"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 no workbook", "The file is neither CSV nor XLSX, or it is damaged."),
        (b"\xd0\xcf\x11\xe0 old", "This is an old Excel file: save it as XLSX or CSV."),
        (b"\n\n", "The list is empty."),
        (b"x" * (20 * 1024 * 1024 + 1), "The file is larger than 20 MB."),
    ],
)
async def test_a_wrong_file_says_why_and_keeps_the_question(
    house: House, content: bytes, why: str
) -> None:
    group = await forum(house)
    await asks_for_list(group.nadia)

    await group.nadia.sends_file("members.xlsx", content)
    said = group.nadia.reads()
    await group.nadia.sends_file("members.csv", b"Name;Office\nJane Doe;Customs")

    assert said == f"{why} Nothing was stored. Please send another list or file."
    assert group.nadia.reads().startswith("Ready to import: 1 person\n")


async def test_a_csv_in_the_arabic_code_page_is_imported_by_the_operator(house: House) -> None:
    group = await forum(house)
    lines = [
        "نام,ادارہ,کردار,زبان",
        "فرحان جاوید,وزارت داخلہ,رکن,اردو",
        "ثنا قریشی,وزارت خارجہ,مبصر,انگریزی",
    ]
    text = "\r\n".join(lines)
    # The code page has no Farsi yeh: spreadsheets write the Arabic one.
    content = text.replace("ی", "ي").replace("ہ", "ه").encode("cp1256")

    done = await import_file(house, group, "members.csv", content)

    assert isinstance(done, Imported)
    assert (done.added, done.organisations, done.seats) == (2, 2, 2)
    people = (await house.rows(Person))[3:]
    assert [(one.name_urdu is not None, one.language) for one in people] == [
        (True, "ur"),
        (True, "en"),
    ]


async def test_roles_of_a_workbook_become_seats_and_capacities(house: House) -> None:
    group = await forum(house)
    rows: list[list[object]] = [
        ["Name", "Office", "Role"],
        ["Alternate First", "Ministry of Interior", "alternate"],
        ["Boss", "Ministry of Interior", "member"],
        ["Pso", "Ministry of Interior", "staff officer"],
        ["Lady Chair", "Coordinator's Office", "chair"],
        ["Second Chair", "Ministry of Finance", "chair"],
        ["Watcher", "UNODC", "observer"],
        ["Visitor", "PIPS", "guest"],
        ["Clerk", "Forum Office", "assistant"],
    ]

    await import_file(house, group, "members.xlsx", workbook(rows))

    seats = {one.id: one for one in await house.rows(Seat)}
    people = {one.id: one.name for one in await house.rows(Person)}
    held = (await house.rows(Holding))[3:]
    assert [
        (
            people[one.person_id],
            one.capacity,
            seats[one.seat_id].category,
            seats[one.seat_id].is_chair,
            one.releases,
        )
        for one in held
    ] == [
        ("Alternate First", Capacity.ALTERNATE, Category.MEMBER, False, True),
        ("Boss", Capacity.HOLDER, Category.MEMBER, False, True),
        ("Pso", Capacity.STAFF, Category.MEMBER, False, True),
        ("Lady Chair", Capacity.HOLDER, Category.MEMBER, True, True),
        ("Second Chair", Capacity.HOLDER, Category.MEMBER, False, True),
        ("Watcher", Capacity.HOLDER, Category.OBSERVER, False, True),
        ("Visitor", Capacity.HOLDER, Category.GUEST, False, True),
        ("Clerk", Capacity.HOLDER, Category.SECRETARIAT, False, False),
    ]


async def test_an_operators_file_with_questions_changes_nothing(house: House) -> None:
    group = await forum(house)

    asked = await import_file(house, group, "list.txt", NIOC.encode())

    assert asked == [AskMatter.TWINS, AskMatter.OFFICES]
    assert len(await names(house)) == 3


async def test_a_transferred_officer_leaves_the_old_seat_when_confirmed(house: House) -> None:
    group = await forum(house)
    await pastes(group.nadia, "Ali Shah; Customs")
    await group.nadia.taps("Import 1 person")

    await pastes(group.nadia, "Ali Shah; Ministry of Ports")
    await group.nadia.taps("Same person: Ali Shah")
    shown = group.nadia.reads()
    await group.nadia.taps("Import 1 person")

    old, new = (await house.rows(Holding))[3:]
    assert "Changes office: Ali Shah, until now Customs" in shown
    assert (old.until is None, new.until is None) == (False, True)
    assert len(await names(house)) == 4


async def test_the_preview_is_in_urdu_for_who_reads_urdu(house: House) -> None:
    group = await forum(house)
    async with house.database.writing() as session:
        nadia = await session.get_one(Person, group.ids["Nadia Saleem"])
        nadia.language = "ur"
    await opens_members(group.nadia, group)
    await group.nadia.taps_data(presses.MEMBERS.write(group.id, "add"), on=group.nadia.inbox[-1])

    await group.nadia.says(NIOC)

    assert group.nadia.reads().split("\n")[:3] == [
        "فہرست پڑھ لی گئی: \u206617\u2069 افراد، \u20661\u2069 سوال",
        "",
        "کیا سطر \u20668\u2069 اور سطر \u206612\u2069 ایک ہی فرد ہیں؟",
    ]
    assert labels(group.nadia) == ["ایک ہی فرد", "دو افراد", "مسترد کریں"]


async def test_somebody_of_another_group_gets_the_notice_that_is_out_here(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    async with house.database.writing() as session:
        seat = Seat(
            working_group_id=other.id,
            organisation_id=(await session.get_one(Seat, group.seats["Interior"])).organisation_id,
            precedence=99,
            category=Category.SECRETARIAT,
        )
        session.add(seat)
        await session.flush()
        session.add(
            Holding(seat_id=seat.id, person_id=group.ids["Nadia Saleem"], since=date(2026, 1, 1))
        )
    await published_meeting(house, other, title="Board", number=3)
    before = len(group.farhan.inbox)
    await group.nadia.says("/desk")
    asked = presses.MEMBERS.write(other.id, "add")
    await group.nadia.taps_data(asked, on=group.nadia.inbox[-1])
    await group.nadia.says("Farhan Javed; Ministry of Interior")

    await group.nadia.taps("Import 1 person")

    assert before == 0
    assert [text.split("\n")[1] for text in group.farhan.reads(9)] == ["Board"]


async def test_what_is_typed_later_is_no_part_of_a_long_list(house: House) -> None:
    group = await forum(house)
    await pastes(group.nadia, "\n".join(f"Person {'x' * 20}{n}; Office {n}" for n in range(90)))
    await house.advance(minutes=1)

    await group.nadia.says("Good morning")

    assert group.nadia.reads().startswith("What the secretariat can do here")
    assert "Good morning" not in group.nadia.reads(2)[0]
