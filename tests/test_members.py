"""The roster of a group: who is meant by words, the list of members, one person's card."""

from datetime import UTC, datetime

import pytest

from secretariat import members
from secretariat.members import OwnerChoice, OwnerFound, OwnerKind, OwnerUnknown
from secretariat.roster_lines import RosterRole
from simulator.accounts import Account
from storage import Capacity, Category, Event, Holding, Invitation, Person, PersonAlias, Seat
from tests.groups import Group, Place, ewg, foreign_group, make_group, published_meeting
from tests.house import House
from views import presses


async def owners(house: House, group: Group, words: str) -> list[members.OwnerAnswer]:
    async with house.database.reading() as session:
        return await members.find_owners(session, group.id, words, house.clock.now())


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("Farhan Javed", OwnerKind.PERSON, "Farhan Javed"),
        ("Ministry of Law and Justice", OwnerKind.ORGANISATION, "Ministry of Law and Justice"),
        ("Interior", OwnerKind.ORGANISATION, "Ministry of Interior"),
        ("محکمۂ داخلہ سندھ", OwnerKind.ORGANISATION, "Home Department Sindh"),
        ("ماریہ میمن", OwnerKind.PERSON, "Maria Memon"),
        ("the forum", OwnerKind.GROUP, "Expert Working Group"),
        ("All members", OwnerKind.GROUP, "Expert Working Group"),
        ("EWG", OwnerKind.GROUP, "Expert Working Group"),
        ("تمام اراکین", OwnerKind.GROUP, "Expert Working Group"),
        ("the Chair", OwnerKind.SEAT, "Coordinator's Office"),
        ("Secretariat", OwnerKind.ORGANISATION, "Secretariat"),
    ],
)
async def test_an_owner_is_found_by_an_equal_name(
    house: House, words: str, kind: OwnerKind, name: str
) -> None:
    group = await ewg(house)

    found = await owners(house, group, words)

    assert [(one.kind, one.name) for one in found if isinstance(one, OwnerFound)] == [(kind, name)]


async def test_several_owners_are_found_each_by_itself(house: House) -> None:
    group = await ewg(house)

    found = await owners(house, group, "Interior, Farhan Javed and Nobody Atall")

    assert found == [
        OwnerFound("Interior", OwnerKind.ORGANISATION, 2, "Ministry of Interior"),
        OwnerFound("Farhan Javed", OwnerKind.PERSON, group.ids["Farhan Javed"], "Farhan Javed"),
        OwnerUnknown("Nobody Atall"),
    ]


async def test_another_spelling_of_an_owner_is_asked_and_never_taken(house: House) -> None:
    group = await ewg(house)

    (found,) = await owners(house, group, "Farhaan Javaid")

    person = group.ids["Farhan Javed"]
    assert found == OwnerChoice(
        "Farhaan Javaid",
        (OwnerFound("Farhaan Javaid", OwnerKind.PERSON, person, "Farhan Javed"),),
    )


async def test_an_office_said_short_with_and_in_its_name_stays_one(house: House) -> None:
    group = await ewg(house)

    (found,) = await owners(house, group, "Law & Justice")

    assert isinstance(found, OwnerFound)
    assert found.name == "Ministry of Law and Justice"


async def test_nobody_of_another_group_is_ever_an_owner(house: House) -> None:
    group = await ewg(house)
    await foreign_group(house)

    found = await owners(house, group, "Omar Foreign and Ministry of Ports")

    assert found == [OwnerUnknown("Omar Foreign"), OwnerUnknown("Ministry of Ports")]


async def opens(staff: Account, group: Group, name: str) -> None:
    """Open somebody's card from the members' list."""
    await staff.says("/desk")
    data = presses.MEMBERS.write(group.id, f"s-{group.ids[name]}")
    await staff.taps_data(data, on=staff.inbox[-1])


async def held_by(house: House, person_id: int) -> list[tuple[Category, Capacity, bool, bool]]:
    """What somebody holds today: category, capacity, the chair's, with the right to release."""
    today = house.clock.now().date()
    seats = {one.id: one for one in await house.rows(Seat)}
    return [
        (
            seats[one.seat_id].category,
            one.capacity,
            seats[one.seat_id].is_chair,
            one.releases,
        )
        for one in await house.rows(Holding, Holding.person_id == person_id)
        if one.until is None or one.until >= today
    ]


async def test_a_new_group_is_told_how_to_begin(house: House) -> None:
    group = await make_group(
        house, "Forum", [Place("Office", "Office", "Nadia Saleem", Category.SECRETARIAT)]
    )
    await group.nadia.says("/desk")
    await group.nadia.taps_data(presses.MEMBERS.write(group.id), on=group.nadia.inbox[-1])

    assert group.nadia.reads() == (
        "No members yet\n\n"
        "Paste a list of names and offices; you get one invitation text for each.\n\n"
        "Nadia Saleem, Office, joined"
    )
    assert group.nadia.inbox[-1].labels == ["Nadia Saleem, Office", "Add members", "Home"]


async def test_the_list_counts_who_can_be_written_to(house: House) -> None:
    group = await ewg(house)
    await group.farhan.blocks()
    await group.nadia.says("/desk")

    await group.nadia.taps("Members")

    assert group.nadia.reads().split("\n")[:5] == [
        "Members: 14 of 16 on the assistant",
        "Joined 14, not joined 1, cannot be reached 1",
        "",
        "Tahira Baig, Coordinator, joined",
        "Farhan Javed, Interior, cannot be reached",
    ]


async def test_a_card_says_what_is_known_and_why_somebody_cannot_be_reached(house: House) -> None:
    group = await ewg(house)
    await group.farhan.blocks()

    await opens(group.nadia, group, "Farhan Javed")

    assert group.nadia.reads() == (
        "Farhan Javed\nJoint Secretary\nMinistry of Interior, Member\n\n"
        "Has stopped the assistant: cannot be reached since Mon 6 Apr, 09:00 PKT.\n"
        "In Urdu: فرحان جاوید"
    )


async def test_a_card_is_in_urdu_for_who_reads_urdu(house: House) -> None:
    group = await ewg(house)
    async with house.database.writing() as session:
        nadia = await session.get_one(Person, group.ids["Nadia Saleem"])
        nadia.language = "ur"

    await opens(group.nadia, group, "Maria Memon")

    assert group.nadia.reads().split("\n")[0].endswith("\u2068ماریہ میمن\u2069")
    assert group.nadia.reads().split("\n")[-1] == "شمولیت ہو چکی ہے۔"
    assert group.nadia.inbox[-1].labels == [
        *("حیثیت بدلیں", "دیگر املا", "اردو نام", "خارج کریں", "اراکین"),
    ]


async def test_somebody_who_has_not_joined_is_invited_from_the_card(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Rida Aslam")

    await group.nadia.taps("Invitation")
    await opens(group.nadia, group, "Rida Aslam")
    shown = group.nadia.reads()
    await group.nadia.taps("Invitation")

    assert shown.split("\n")[3] == "Has not joined. The invitation holds until Mon 20 Apr."
    assert group.nadia.reads().startswith("Invitation ready: Rida Aslam\n")
    assert len(await house.rows(Invitation)) == 1


async def test_a_role_is_changed_and_its_trail_kept(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")

    await group.nadia.taps("Change role")
    answer = await group.nadia.taps("Observer")

    assert getattr(answer, "text", "") == "Recorded: Observer"
    assert group.nadia.reads().split("\n")[2] == "Ministry of Interior, Observer"
    assert await held_by(house, group.ids["Farhan Javed"]) == [
        (Category.OBSERVER, Capacity.HOLDER, False, True)
    ]
    (event,) = await house.rows(Event, Event.verb == "role_changed")
    assert (event.before, event.after) == ({"role": "member"}, {"role": "observer"})


@pytest.mark.parametrize(
    ("role", "held"),
    [
        (RosterRole.ALTERNATE, (Category.MEMBER, Capacity.ALTERNATE, False, True)),
        (RosterRole.STAFF_OFFICER, (Category.MEMBER, Capacity.STAFF, False, True)),
        (RosterRole.GUEST, (Category.GUEST, Capacity.HOLDER, False, True)),
        (RosterRole.CHAIR, (Category.MEMBER, Capacity.HOLDER, True, True)),
        (RosterRole.SECRETARIAT, (Category.SECRETARIAT, Capacity.HOLDER, False, True)),
        (RosterRole.ASSISTANT, (Category.SECRETARIAT, Capacity.HOLDER, False, False)),
    ],
)
async def test_every_role_can_be_given_and_taken_back(
    house: House, role: RosterRole, held: tuple[Category, Capacity, bool, bool]
) -> None:
    group = await ewg(house)
    person_id = group.ids["Sana Qureshi"]
    await group.nadia.says("/desk")

    async def gives(role: RosterRole) -> None:
        (person,) = await house.rows(Person, Person.id == person_id)
        argument = f"role-{person_id}-{role.name.lower()}"
        data = presses.MEMBERS.write(group.id, argument, person.version)
        await group.nadia.taps_data(data, on=group.nadia.inbox[-1])

    await gives(role)
    given = await held_by(house, person_id)
    await gives(RosterRole.MEMBER)

    assert given == [held]
    assert await held_by(house, person_id) == [(Category.MEMBER, Capacity.HOLDER, False, True)]


async def test_a_group_has_one_chair(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")

    await group.nadia.taps("Change role")
    await group.nadia.taps("Chair")

    chairs = [seat.id for seat in await house.rows(Seat) if seat.is_chair]
    assert chairs == [group.seats["Interior"]]


async def test_a_role_from_an_old_card_is_refused(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")
    await group.nadia.taps("Change role")
    await opens(group.kashif, group, "Farhan Javed")
    await group.kashif.taps("Change role")

    await group.kashif.taps("Guest")
    data = presses.MEMBERS.write(group.id, f"role-{group.ids['Farhan Javed']}-observer", 1)
    answer = await group.nadia.taps_data(data, on=group.nadia.inbox[-1])

    assert getattr(answer, "alert", False)
    assert await held_by(house, group.ids["Farhan Javed"]) == [
        (Category.GUEST, Capacity.HOLDER, False, True)
    ]


async def test_a_removal_can_be_taken_back_for_a_day(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")

    await group.nadia.taps("Remove")
    await group.farhan.says("/next")
    refused = group.farhan.reads()
    receipt = group.nadia.reads()
    await house.advance(hours=23)
    await group.nadia.taps("Undo")

    assert receipt == (
        "Removed: Farhan Javed\n\n"
        "Nothing more is sent to this person. Earlier replies and records are kept."
    )
    assert refused == (
        "You hold no seat at present. If this is not right, kindly ring the secretariat."
    )
    assert group.nadia.reads().split("\n")[2] == "Ministry of Interior, Member"
    assert await held_by(house, group.ids["Farhan Javed"]) == [
        (Category.MEMBER, Capacity.HOLDER, False, True)
    ]


async def test_after_a_day_a_removal_stands(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")
    await group.nadia.taps("Remove")

    await house.advance(hours=24)
    answer = await group.nadia.taps("Undo")

    assert getattr(answer, "alert", False)
    assert await held_by(house, group.ids["Farhan Javed"]) == []


async def test_the_last_secretary_stays(house: House) -> None:
    group = await make_group(
        house, "Forum", [Place("Office", "Office", "Nadia Saleem", Category.SECRETARIAT)]
    )
    await opens(group.nadia, group, "Nadia Saleem")

    answer = await group.nadia.taps("Remove")

    assert getattr(answer, "text", "") == (
        "This is the only secretary on the assistant, so nothing was changed. "
        "Name another one first."
    )
    assert len(await held_by(house, group.ids["Nadia Saleem"])) == 1


async def test_an_assistant_neither_names_nor_removes_a_secretary(house: House) -> None:
    group = await ewg(house)
    await opens(group.assistant, group, "Nadia Saleem")
    removing = await group.assistant.taps("Remove")
    await opens(group.assistant, group, "Imran Dar")
    await group.assistant.taps("Change role")
    naming = await group.assistant.taps("Secretary")

    assert [getattr(one, "alert", False) for one in (removing, naming)] == [True, True]
    assert [releases for *_, releases in await held_by(house, group.ids["Imran Dar"])] == [False]
    assert len(await held_by(house, group.ids["Nadia Saleem"])) == 1


async def test_an_alias_finds_its_person_and_never_another_ones_name(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")
    await group.nadia.taps("Add an alias")

    await group.nadia.says("Sana Qureshi")
    taken = group.nadia.reads()
    await group.nadia.says("???")
    no_name = group.nadia.reads()
    await house.restart_bot()
    await group.nadia.says("Farhaan Javaid <3 & Co")

    assert taken.startswith("That is how Sana Qureshi is found already")
    assert no_name.startswith("This cannot be a name")
    assert group.nadia.reads().split("\n")[-1] == "Also written: Farhaan Javaid <3 & Co"
    assert [one.spelling for one in await house.rows(PersonAlias)] == ["Farhaan Javaid <3 & Co"]
    (found,) = await owners(house, group, "Farhaan Javaid <3 & Co")
    assert isinstance(found, OwnerFound)


async def test_an_urdu_name_must_be_in_urdu(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Rida Aslam")
    await group.nadia.taps("Urdu name")

    await group.nadia.says("Rida")
    refused = group.nadia.reads()
    await group.nadia.says("رِدا اسلم")

    assert refused == "This is not in Urdu letters. Please type the name in Urdu."
    assert group.nadia.reads().split("\n")[-1] == "In Urdu: رِدا اسلم"


async def test_somebody_without_a_seat_is_given_one(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/desk")
    await group.nadia.taps("Members")
    await group.nadia.taps("Add members")
    await group.nadia.says("Dr Jane Doe, SSP")
    await group.nadia.taps("Import 1 person")
    (jane,) = await house.rows(Person, Person.name == "Jane Doe")
    await group.nadia.taps("Members")
    await group.nadia.taps("Next")
    await group.nadia.taps("Next")
    await group.nadia.taps("Dr Jane Doe")
    card = group.nadia.reads()

    await group.nadia.taps("Give a seat")
    await group.nadia.says("Customs; observer")
    await group.nadia.taps("Import 1 person")
    await group.nadia.says("/desk")
    await group.nadia.taps_data(
        presses.MEMBERS.write(group.id, f"s-{jane.id}"), on=group.nadia.inbox[-1]
    )

    assert card == (
        "Dr Jane Doe\nSSP\nWithout a seat: only who has one can be invited.\n\nHas not joined."
    )
    assert group.nadia.reads().split("\n")[:3] == ["Dr Jane Doe", "SSP", "Customs, Observer"]


async def test_somebody_without_a_seat_is_removed_and_back_again(house: House) -> None:
    group = await ewg(house)
    await group.nadia.says("/desk")
    await group.nadia.taps("Members")
    await group.nadia.taps("Add members")
    await group.nadia.says("Jane Doe")
    await group.nadia.taps("Import 1 person")
    (jane,) = await house.rows(Person, Person.name == "Jane Doe")
    await group.nadia.taps_data(
        presses.MEMBERS.write(group.id, f"s-{jane.id}"), on=group.nadia.inbox[-1]
    )

    await group.nadia.taps("Remove")
    removed = group.nadia.reads()
    await group.nadia.taps("Undo")

    assert removed.startswith("Removed: Jane Doe\n")
    assert group.nadia.reads().startswith("Jane Doe\nWithout a seat")


@pytest.mark.parametrize("verb", ["s", "invite", "roles", "off", "alias", "urdu", "seat", "back"])
async def test_a_person_of_another_group_is_out_of_reach(house: House, verb: str) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    await rana.says("/desk")

    data = presses.MEMBERS.write(other.id, f"{verb}-{group.ids['Farhan Javed']}", 1)
    answer = await rana.taps_data(data, on=rana.inbox[-1])

    assert getattr(answer, "alert", False)
    assert await held_by(house, group.ids["Farhan Javed"]) == [
        (Category.MEMBER, Capacity.HOLDER, False, True)
    ]


async def test_the_press_of_a_person_opens_the_card_from_elsewhere(house: House) -> None:
    group = await ewg(house)
    other = await foreign_group(house)
    rana = other.people["Rana Foreign"]
    data = presses.PERSON.write(group.ids["Farhan Javed"])
    await group.nadia.says("/desk")
    await rana.says("/desk")

    await group.nadia.taps_data(data, on=group.nadia.inbox[-1])
    answer = await rana.taps_data(data, on=rana.inbox[-1])

    assert group.nadia.reads().startswith("Farhan Javed\n")
    assert getattr(answer, "text", "") == "Only the secretariat can do this."


async def test_who_was_removed_at_night_is_no_secretary_any_more(house: House) -> None:
    group = await ewg(house)
    # 01:30 on 7 April in Karachi, while it is still 6 April in UTC.
    await house.advance_to(datetime(2026, 4, 6, 20, 30, tzinfo=UTC))
    await opens(group.nadia, group, "Kashif Mir")
    await group.nadia.taps("Remove")
    await opens(group.nadia, group, "Nadia Saleem")

    answer = await group.nadia.taps("Remove")

    assert getattr(answer, "text", "").startswith("This is the only secretary on the assistant")
    nadia = Holding.person_id == group.ids["Nadia Saleem"]
    assert [one.until for one in await house.rows(Holding, nadia)] == [None]


async def test_who_is_put_back_gets_the_notice_that_went_out_meanwhile(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")
    await group.nadia.taps("Remove")
    await published_meeting(house, group)
    before = group.farhan.reads()

    await group.nadia.taps("Undo")

    assert before == ""
    assert group.farhan.reads().startswith("Meeting: Wed 15 Apr 2026, 14:00 PKT\n")


async def test_who_becomes_a_member_gets_the_notice_that_is_out(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await opens(group.nadia, group, "Imran Dar")

    await group.nadia.taps("Change role")
    await group.nadia.taps("Member")
    await group.nadia.taps("Change role")
    await group.nadia.taps("Assistant")
    await group.nadia.taps("Change role")
    await group.nadia.taps("Member")

    assert [text.split(",")[0] for text in group.assistant.reads(9)] == ["Meeting: Wed 15 Apr 2026"]


async def test_a_board_shows_at_once_who_sits_no_more_as_a_member(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.kashif.says("/board")
    await opens(group.nadia, group, "Farhan Javed")
    await group.nadia.taps("Change role")

    await group.nadia.taps("Observer")
    await house.advance(seconds=15)

    assert group.kashif.reads().startswith("Quorum not met yet: 0 of 11 expected, 7 needed\n")


async def test_who_is_put_back_finds_the_seat_taken_and_is_an_alternate(house: House) -> None:
    group = await ewg(house)
    await opens(group.nadia, group, "Farhan Javed")
    await group.nadia.taps("Remove")
    async with house.database.writing() as session:
        taken = {"seat_id": group.seats["Interior"], "person_id": group.ids["Imran Dar"]}
        session.add(Holding(since=house.clock.now().date(), **taken))

    await group.nadia.taps("Undo")

    assert await held_by(house, group.ids["Farhan Javed"]) == [
        (Category.MEMBER, Capacity.ALTERNATE, False, True)
    ]


async def test_a_change_of_the_quorum_shows_on_the_boards_that_are_out(house: House) -> None:
    group = await ewg(house)
    await published_meeting(house, group)
    await group.kashif.says("/board")
    await group.nadia.says("/desk")

    data = f"su.{group.id}.quorum-none.1"
    await group.nadia.taps_data(data, on=group.nadia.inbox[-1])
    await house.advance(seconds=15)

    assert "Quorum" not in group.kashif.reads()
