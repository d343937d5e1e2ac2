"""The first run: from the code on the console to a group that is ready."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from secretariat import setup
from secretariat.cities import zone_of
from simulator.accounts import Account
from storage import Event, Person, QuorumRule, Seat, SetupCode, Standing, WorkingGroup
from tests.groups import ewg
from tests.house import House, opened

NAME = (
    "You are the first secretary\n\n"
    "What is the working group called?\n"
    "Please type its name, at most 120 characters. Members see it on their invitation; "
    "strangers never do.\n"
    "Now: Working group"
)
DONE = (
    "Expert Working Group: ready to begin\n\n"
    "Time zone: Vienna, CEST\n"
    "Quorum: 7 offices\n"
    "Telephone: 051 000 0000\n\n"
    "What was left out can be added from the desk."
)


async def issue(house: House, **given: str) -> str | None:
    async with house.database.writing() as session:
        return await setup.issue_code(session, house.clock.now(), **given)


async def begin(house: House, name: str = "Nadia Saleem", **given: str) -> Account:
    """Have somebody type the setup code."""
    code = await issue(house)
    nadia = house.person(name, **given)
    await nadia.starts()
    await nadia.says(code or "")
    return nadia


async def group_of(house: House) -> WorkingGroup:
    (group,) = await house.rows(WorkingGroup)
    assert isinstance(group, WorkingGroup)
    return group


async def test_the_code_makes_the_first_secretary_and_the_cards_follow(house: House) -> None:
    nadia = await begin(house)

    first = nadia.reads()
    await nadia.says("Expert Working Group")
    second = nadia.reads()
    await nadia.says("vienna")
    third = nadia.reads()
    await nadia.taps("Yes")
    fourth = nadia.reads()
    await nadia.taps("A number of offices")
    await nadia.says("7")
    fifth = nadia.reads()
    await nadia.says("051 000 0000")
    sixth = nadia.reads()
    await nadia.taps("Later")

    assert first == NAME
    assert second.startswith("Where does the group meet?")
    assert third == "It is now 06:00 in Vienna. Is that right?"
    assert fourth.startswith("How many offices make a quorum?")
    assert fifth.startswith("On which telephone is the secretariat reached?")
    assert sixth.startswith("Who are the members?")
    assert nadia.reads() == DONE
    group = await group_of(house)
    assert (group.name, group.zone, group.quorum_rule, group.quorum_number, group.telephone) == (
        "Expert Working Group",
        "Europe/Vienna",
        QuorumRule.NUMBER,
        7,
        "051 000 0000",
    )
    (person,) = await house.rows(Person)
    assert (person.name, person.standing, person.telegram_id) == (
        "Nadia Saleem",
        Standing.JOINED,
        nadia.id,
    )


async def test_a_restart_between_all_steps_loses_nothing(house: House) -> None:
    code = await issue(house) or ""
    nadia = house.person("Nadia Saleem")
    await nadia.starts()
    await house.restart_bot()
    await nadia.says(code)
    for typed in ("Expert Working Group", "Vienna"):
        await house.restart_bot()
        await nadia.says(typed)
    await house.restart_bot()
    await nadia.taps("Yes")
    await house.restart_bot()
    await nadia.taps("A number of offices")
    for typed in ("7", "051 000 0000"):
        await house.restart_bot()
        await nadia.says(typed)
    await house.restart_bot()

    await nadia.taps("Later")

    assert nadia.reads() == DONE


async def test_every_step_can_be_left_for_later_and_stays_open(house: House) -> None:
    nadia = await begin(house)

    for _ in range(5):
        await nadia.taps("Later")

    assert nadia.reads().startswith("Working group: ready to begin")
    async with house.database.reading() as session:
        open_steps = await setup.open_steps(
            session, await session.get_one(WorkingGroup, 1), house.clock.now()
        )
    assert open_steps == list(setup.Step)


async def test_taken_steps_are_no_longer_open(house: House) -> None:
    nadia = await begin(house)
    await nadia.says("Expert Working Group")
    await nadia.taps("Pakistan")
    await nadia.taps("Yes")

    await nadia.taps("More than half")

    async with house.database.reading() as session:
        open_steps = await setup.open_steps(
            session, await session.get_one(WorkingGroup, 1), house.clock.now()
        )
    assert open_steps == [setup.Step.TELEPHONE, setup.Step.MEMBERS]


async def test_the_first_run_in_urdu(house: House) -> None:
    nadia = await begin(house, "نادیہ سلیم", language_code="ur")

    first = nadia.reads()
    await nadia.says("ماہرین کا ورکنگ گروپ")
    await nadia.says("کراچی")
    third = nadia.reads()
    await nadia.taps("جی ہاں")
    await nadia.taps("اداروں کی مقررہ تعداد")
    await nadia.says("۷")
    await nadia.taps("بعد میں")
    await nadia.taps("بعد میں")

    assert first.startswith("آپ پہلے سیکریٹری ہیں\n\nورکنگ گروپ کا نام کیا ہے؟")
    assert third == "اس وقت \u2068کراچی\u2069 میں صبح \u20669\u2069 بجے ہیں۔ کیا یہ درست ہے؟"
    assert nadia.reads().startswith("آغاز کے لیے تیار: \u2068ماہرین کا ورکنگ گروپ\u2069")
    group = await group_of(house)
    assert (group.name_urdu, group.quorum_number) == ("ماہرین کا ورکنگ گروپ", 7)


async def test_the_same_code_is_printed_until_it_is_used(house: House) -> None:
    first = await issue(house)
    again = await issue(house)
    nadia = house.person("Nadia")
    await nadia.starts()
    await nadia.says(first or "")

    afterwards = await issue(house)

    assert first == again
    assert afterwards is None


async def test_the_code_works_once(house: House) -> None:
    code = await issue(house) or ""
    nadia, eve = house.person("Nadia"), house.person("Eve")
    for account in (nadia, eve):
        await account.starts()
        await account.says(code)

    (used,) = await house.rows(SetupCode)

    assert eve.reads().startswith("That code does not match.")
    assert used.used_by == (await house.rows(Person))[0].id
    assert len(await house.rows(Person)) == 1


async def test_wrong_setup_codes_count_as_wrong_codes(house: House) -> None:
    code = await issue(house) or ""
    eve = house.person("Eve")
    await eve.starts()
    for _ in range(5):
        await eve.says("AAAA-2222")

    await house.advance(minutes=5)
    await eve.says(code)

    assert eve.reads().startswith("No more tries today.")
    assert await house.rows(Person) == []


async def test_no_code_is_issued_where_there_is_a_secretary(house: House) -> None:
    await ewg(house)

    assert await issue(house) is None


async def test_an_old_code_is_worthless_once_there_is_a_secretary(house: House) -> None:
    code = await issue(house) or ""
    await ewg(house)
    eve = house.person("Eve")
    await eve.starts()

    await eve.says(code)

    assert eve.reads().startswith("That code does not match.")


async def test_what_the_configuration_says_is_not_asked(house: House) -> None:
    await issue(house, name="Board", zone="Asia/Dubai", language="ur")
    code = await issue(house, name="Advisory Board", zone="Europe/London", language="ur")
    nadia = house.person("Nadia")
    await nadia.starts()

    await nadia.says(code or "")

    group = await group_of(house)
    assert (group.name, group.zone, group.language) == ("Advisory Board", "Europe/London", "ur")
    assert nadia.reads().startswith("Where does the group meet?")


async def test_a_group_from_an_imported_roster_is_taken_as_it_is(house: House) -> None:
    group = await ewg(house)
    async with house.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE person SET standing = 'listed'")
    code = await issue(house)
    new = house.person("New Secretary")
    await new.starts()

    await new.says(code or "")

    (seat,) = (await house.rows(Seat))[-1:]
    assert (await group_of(house)).id == group.id
    assert seat.working_group_id == group.id
    assert "Now: Expert Working Group" in new.reads()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("many", "The number was not understood."),
        ("0", "The number was not understood."),
        ("7 or 8", "The number was not understood."),
        ("99999999999999999999", "The number was not understood."),
    ],
)
async def test_a_number_that_cannot_be_read_is_asked_again(
    house: House, typed: str, answer: str
) -> None:
    nadia = await begin(house)
    await nadia.taps("Later")
    await nadia.taps("Later")
    await nadia.taps("A number of offices")

    await nadia.says(typed)
    said = nadia.reads()
    await nadia.says("5")

    assert said.startswith(answer)
    assert (await group_of(house)).quorum_number == 5


@pytest.mark.parametrize("typed", ["Atlantis", "<b>x</b> & <3", "United States", "x" * 4096])
async def test_a_city_that_is_not_known_is_asked_again(house: House, typed: str) -> None:
    nadia = await begin(house)
    await nadia.taps("Later")

    await nadia.says(typed)
    said = nadia.reads(2)
    await nadia.says("Islamabad")

    assert said[0].startswith("The city was not recognised: “")
    assert said[1].startswith("Where does the group meet?")
    assert nadia.reads() == "It is now 09:00 in Karachi. Is that right?"


async def test_no_again_asks_for_the_city_once_more(house: House) -> None:
    nadia = await begin(house)
    await nadia.taps("Later")
    await nadia.taps("US East")

    await nadia.taps("No, again")
    await nadia.says("Dubai")
    await nadia.taps("Yes")

    assert (await group_of(house)).zone == "Asia/Dubai"


async def test_a_telephone_without_a_number_is_asked_again(house: House) -> None:
    nadia = await begin(house)
    for _ in range(3):
        await nadia.taps("Later")

    await nadia.says("ask at the gate")
    said = nadia.reads()
    await nadia.says("x" * 101)
    too_long = nadia.reads()
    await nadia.says("051 000 0000, Mon to Fri")

    assert said.startswith("No telephone number was found in this.")
    assert too_long.startswith("The text has 101 characters; at most 100 can be sent.")
    assert (await group_of(house)).telephone == "051 000 0000, Mon to Fri"


async def test_a_voice_message_is_explained_and_the_name_still_waited_for(house: House) -> None:
    nadia = await begin(house)

    await nadia.sends_voice()
    said = nadia.reads()
    await house.restart_bot()
    await nadia.says("<3 & Co \U0001f600")

    assert said == "Only typed text can be used here. The rest is kept; please type it below."
    assert (await group_of(house)).name == "<3 & Co \U0001f600"


async def test_a_name_that_is_too_long_is_asked_again(house: House) -> None:
    nadia = await begin(house)

    await nadia.says("x" * 121)
    said = nadia.reads()
    await nadia.says("x" * 120)

    assert said.startswith("The text has 121 characters; at most 120 can be sent.")
    assert (await group_of(house)).name == "x" * 120


async def test_an_old_card_changes_nothing(house: House) -> None:
    nadia = await begin(house)
    await nadia.says("Expert Working Group")
    await nadia.taps("Pakistan")
    await nadia.taps("Yes")
    card = nadia.inbox[-1]

    answer = await nadia.taps_data("su.1.yes-Europe/London.1", on=card)

    assert answer is not None
    assert answer.alert
    assert (await group_of(house)).zone == "Asia/Karachi"


@pytest.mark.parametrize("data", ["su.1.yes-Nowhere/City.9", "su.1.open-x.1", "su.1..1"])
async def test_forged_buttons_of_the_first_run_are_refused(house: House, data: str) -> None:
    nadia = await begin(house)

    answer = await nadia.taps_data(data, on=nadia.inbox[-1])

    assert answer is not None
    assert (answer.text or "").startswith("This button no longer applies.")


@pytest.mark.parametrize("who", ["assistant", "chair", "farhan"])
async def test_only_a_secretary_sets_the_group_up(house: House, who: str) -> None:
    group = await ewg(house)
    account = getattr(group, who)
    await account.starts()

    answer = await account.taps_data(f"su.{group.id}.quorum-none.1", on=account.inbox[-1])

    assert answer.text == "Only the secretariat can do this."
    assert (await group_of(house)).quorum_rule is QuorumRule.NUMBER


async def test_each_change_is_on_the_trail_with_what_was_before(house: House) -> None:
    nadia = await begin(house)

    await nadia.says("Expert Working Group")

    (event,) = await house.rows(Event, Event.verb == "group_set_up")
    assert (event.before, event.after) == (
        {"name": "Working group"},
        {"name": "Expert Working Group"},
    )


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Vienna", "Europe/Vienna"),
        (" vienna ", "Europe/Vienna"),
        ("ویانا", "Europe/Vienna"),
        ("Austria", "Europe/Vienna"),
        ("پاکستان", "Asia/Karachi"),
        ("اسلام آباد", "Asia/Karachi"),
        ("New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Kolkata", "Asia/Kolkata"),
        ("UK", "Europe/London"),
        ("UTC", "UTC"),
    ],
)
def test_a_city_or_country_is_found_as_it_is_typed(typed: str, key: str) -> None:
    assert zone_of(typed) == ZoneInfo(key)


@pytest.mark.parametrize("typed", ["", "Atlantis", "United States", "EST5EDT", "PKT", "!!!"])
def test_what_is_no_city_gives_no_zone(typed: str) -> None:
    assert zone_of(typed) is None


async def test_no_second_code_is_issued_in_the_night_of_the_first_run(database_url: str) -> None:
    # 01:30 on 7 April in Karachi, while it is still 6 April in UTC.
    async with opened(database_url, now=datetime(2026, 4, 6, 20, 30, tzinfo=UTC)) as house:
        await begin(house)

        code = await issue(house)

    assert code is None
