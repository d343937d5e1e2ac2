"""The roster of a group: who is meant by words, the list of members, one person's card."""

import pytest

from secretariat import members
from secretariat.members import OwnerChoice, OwnerFound, OwnerKind, OwnerUnknown
from tests.groups import Group, ewg, foreign_group
from tests.house import House


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
