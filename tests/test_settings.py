"""A person's settings, and the privacy card."""

import pytest

from secretariat.settings import read_quiet_hours, zones_meant
from simulator.accounts import Account
from storage import Event, Person
from tests.groups import Group, ewg, foreign_group
from tests.house import House

SETTINGS = (
    "Your settings\n\n"
    "Language: English\n"
    "Time zone: Pakistan, now 09:00\n"
    "Quiet hours: 21:00 to 07:00, messages arrive without sound\n"
    "Reminders: 7 days, 1 day, 1 hour\n"
    "Lock screen: full text"
)


async def farhan_of(house: House, group: Group) -> Person:
    """Give Farhan's row as it is stored."""
    found: Person = (await house.rows(Person, Person.id == group.ids["Farhan Javed"]))[0]
    return found


async def at_settings(account: Account, *labels: str) -> None:
    """Open the settings and tap through."""
    await account.says("/settings")
    for label in labels:
        await account.taps(label)


async def test_all_settings_stand_on_one_card(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan)

    assert group.farhan.reads() == SETTINGS
    assert group.farhan.inbox[-1].labels == [
        "Language",
        "Time zone",
        "Quiet hours",
        "Reminders",
        "Lock screen text",
        "My data",
        "Home",
    ]


async def test_a_new_language_shows_at_once(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan, "Language", "اردو")

    assert group.farhan.reads().splitlines()[0] == "آپ کی ترتیبات"
    assert group.farhan.toasts[-1].text == "درج کر لیا گیا"
    assert (await farhan_of(house, group)).language == "ur"
    assert [row.after for row in await house.rows(Event, Event.verb == "settings_changed")] == [
        {"language": "ur"}
    ]


async def test_the_list_of_commands_follows_the_language(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan, "Language", "اردو")
    await house.advance(minutes=1)

    assert (await farhan_of(house, group)).menu_stale is False


async def test_a_zone_is_asked_back_by_its_hour(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan, "Time zone", "United Kingdom")

    assert group.farhan.reads() == "It is now 05:00 in United Kingdom. Is that right?"
    assert (await farhan_of(house, group)).zone is None

    await group.farhan.taps("Yes")

    assert (await farhan_of(house, group)).zone == "Europe/London"
    assert group.farhan.reads().splitlines()[3] == "Time zone: United Kingdom, now 05:00"


@pytest.mark.parametrize(
    ("typed", "place", "key"),
    [
        ("Vienna", "Vienna", "Europe/Vienna"),
        (" ویانا ", "Vienna", "Europe/Vienna"),
        ("new york", "US East", "America/New_York"),
        ("Lahore, Pakistan", "Pakistan", "Asia/Karachi"),
        ("Austria", "Vienna", "Europe/Vienna"),
    ],
)
async def test_a_typed_city_is_read(house: House, typed: str, place: str, key: str) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Time zone")

    await group.farhan.says(typed)
    question = group.farhan.reads()
    await group.farhan.taps("Yes")

    assert question.split(" in ")[1] == f"{place}. Is that right?"
    assert (await farhan_of(house, group)).zone == key


async def test_an_unknown_city_is_said_back_and_asked_again(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Time zone")

    await group.farhan.says("Viena <3 & Co")
    refused = group.farhan.reads()
    await house.restart_bot()
    await group.farhan.says("Vienna")

    assert refused.splitlines()[:2] == [
        "The city was not recognised: Viena <3 & Co",
        "Your time zone stays as it was.",
    ]
    assert group.farhan.reads() == "It is now 06:00 in Vienna. Is that right?"


async def test_a_country_with_several_zones_is_asked_about(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Time zone")

    await group.farhan.says("Spain")
    asked = group.farhan.reads()
    labels = group.farhan.inbox[-1].labels
    await group.farhan.taps("Madrid")

    assert asked == "Which one is yours?"
    assert labels == ["Ceuta", "Canary", "Madrid", "Back"]
    assert group.farhan.reads() == "It is now 06:00 in Madrid. Is that right?"


async def test_a_very_wide_country_needs_a_city(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Time zone")

    await group.farhan.says("United States")
    await group.farhan.says("Chicago")

    assert group.farhan.reads(2)[0].splitlines()[1] == (
        "Kindly type your city, or a larger one of the same time zone."
    )
    assert group.farhan.reads() == "It is now 23:00 in Chicago. Is that right?"


async def test_no_again_asks_again(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Time zone", "Gulf (Dubai)", "No, again")

    await group.farhan.says("Vienna")

    assert group.farhan.reads() == "It is now 06:00 in Vienna. Is that right?"
    assert (await farhan_of(house, group)).zone is None


async def test_a_voice_message_leaves_the_question_as_it_was(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Time zone")

    await group.farhan.sends_voice()
    await group.farhan.says("Vienna")

    assert group.farhan.reads(2) == [
        "Voice messages cannot be used here. Kindly write it as text. What you did before is kept.",
        "It is now 06:00 in Vienna. Is that right?",
    ]


@pytest.mark.parametrize(
    ("typed", "minutes", "line"),
    [
        ("22:00 to 06:30", (1320, 390), "22:00 to 06:30, messages arrive without sound"),
        (
            "رات 10 بجے سے صبح 6 بجے تک",
            (1320, 360),
            "22:00 to 06:00, messages arrive without sound",
        ),
        ("none", (0, 0), "none"),
    ],
)
async def test_typed_quiet_hours_are_written_and_shown(
    house: House, typed: str, minutes: tuple[int, int], line: str
) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Quiet hours")

    await group.farhan.says(typed)

    farhan = await farhan_of(house, group)
    assert (farhan.quiet_from, farhan.quiet_to) == minutes
    assert group.farhan.reads().splitlines()[4] == f"Quiet hours: {line}"


async def test_quiet_hours_that_cannot_be_read_are_asked_again(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Quiet hours")

    await group.farhan.says("when I sleep")
    refused = group.farhan.reads()
    await group.farhan.says("23:00 to 05:00")

    assert refused.splitlines()[:2] == [
        "The hours were not understood: when I sleep",
        "Quiet hours: 21:00 to 07:00, messages arrive without sound",
    ]
    assert (await farhan_of(house, group)).quiet_from == 23 * 60


async def test_quiet_hours_can_be_tapped_and_switched_off(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan, "Quiet hours", "22:00 to 06:00")
    tapped = group.farhan.reads().splitlines()[4]
    await group.farhan.taps("Quiet hours")
    await group.farhan.taps("No quiet hours")

    assert tapped == "Quiet hours: 22:00 to 06:00, messages arrive without sound"
    assert group.farhan.reads().splitlines()[4] == "Quiet hours: none"


async def test_reminders_are_switched_one_by_one(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan, "Reminders", "1 day ✓", "7 days ✓")

    farhan = await farhan_of(house, group)
    assert (farhan.remind_week, farhan.remind_day, farhan.remind_hour) == (False, False, True)
    assert group.farhan.reads() == (
        "Which reminders before a meeting?\n"
        "Now: 1 hour\n\n"
        "Notices, postponement and cancellation cannot be switched off. Reminders differ by your "
        "reply; after apologies there are none."
    )
    assert group.farhan.inbox[-1].labels == ["7 days", "1 day", "1 hour ✓", "Back"]


async def test_the_lock_screen_is_discreet_when_chosen(house: House) -> None:
    group = await ewg(house)

    await at_settings(group.farhan, "Lock screen text", "Discreet")

    assert group.farhan.reads().splitlines()[-1] == "Lock screen: discreet"
    assert (await farhan_of(house, group)).discreet is True


async def test_a_second_tap_changes_nothing(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Lock screen text")
    data = "set.0.lock-discreet.1"

    await group.farhan.taps_data(data, on=group.farhan.inbox[-1])
    again = await group.farhan.taps_data(data, on=group.farhan.inbox[-1])

    assert again is not None
    assert again.text == "Recorded"
    assert (await farhan_of(house, group)).version == 2


async def test_an_old_card_does_not_overwrite_a_newer_choice(house: House) -> None:
    group = await ewg(house)
    await at_settings(group.farhan, "Quiet hours")
    old = group.farhan.inbox[-1]
    await at_settings(group.farhan, "Quiet hours", "22:00 to 06:00")

    answer = await group.farhan.taps("20:00 to 08:00", on=old)

    assert not isinstance(answer, str)
    assert answer is not None
    assert answer.text == (
        "This was changed meanwhile, so nothing was done. Open it again to see it."
    )
    assert (await farhan_of(house, group)).quiet_from == 22 * 60


@pytest.mark.parametrize(
    "data",
    [
        "set.0.lang-xx.1",
        "set.0.zone-Mars/Base.1",
        "set.0.zoneyes-../../etc/passwd.1",
        "set.0.zoneyes-Mars/Base.1",
        "set.0.quiet-9999-1.1",
        "set.0.quiet-x-y.1",
        "set.0.remind-minute-on.1",
        "set.0.telephone-1.1",
    ],
)
async def test_forged_choices_are_refused(house: House, data: str) -> None:
    group = await ewg(house)
    await at_settings(group.farhan)

    answer = await group.farhan.taps_data(data, on=group.farhan.inbox[-1])

    assert answer is not None
    assert answer.text == (
        "This button no longer applies. Open the menu for what is current: /menu"
    )
    assert (await farhan_of(house, group)).version == 1


async def test_settings_touch_nobody_else(house: House) -> None:
    group = await ewg(house)
    before = [(one.id, one.version) for one in await house.rows(Person)]

    await at_settings(group.farhan, "Language", "اردو")

    changed = [one.id for one in await house.rows(Person) if (one.id, one.version) not in before]
    assert changed == [group.ids["Farhan Javed"]]


async def test_urdu_settings_read_in_urdu(house: House) -> None:
    group = await ewg(house)

    await group.maria.says("/settings")

    plain = "".join(one for one in group.maria.reads() if one not in "\u2066\u2068\u2069\u200f")
    assert plain == (
        "آپ کی ترتیبات\n\n"
        "زبان: اردو\n"
        "ٹائم زون: پاکستان، اس وقت صبح 9 بجے\n"
        "بلا آواز اوقات: رات 9 بجے سے صبح 7 بجے تک، پیغامات بغیر آواز کے آتے ہیں\n"
        "یاد دہانیاں: 7 دن، 1 دن، 1 گھنٹہ\n"
        "لاک اسکرین: مکمل متن"
    )


async def test_members_read_what_is_kept_and_who_runs_it(house: House) -> None:
    group = await ewg(house)

    await group.farhan.says("/privacy")

    assert group.farhan.reads().splitlines()[0] == "Your data"
    assert group.farhan.reads().splitlines()[-1] == "Run by: Expert Working Group, 051 000 0000"

    await group.farhan.taps("Back")

    assert group.farhan.reads() == SETTINGS


async def test_a_stranger_reads_what_is_kept_but_nothing_of_a_group(house: House) -> None:
    await ewg(house)
    await foreign_group(house)
    eve = house.person("Eve")

    await eve.says("/privacy")
    text = eve.reads()
    await eve.taps("Back")

    assert text.splitlines()[-1] == (
        "Not read: the group chat, except commands and replies to this assistant."
    )
    assert eve.reads().splitlines()[0] == "This is a private assistant"


async def test_a_stranger_cannot_make_the_privacy_card_flood(house: House) -> None:
    eve = house.person("Eve")

    for _ in range(5):
        await eve.says("/privacy")

    assert len(eve.inbox) == 1


async def test_a_forged_way_back_leads_to_the_strangers_card(house: House) -> None:
    eve = house.person("Eve")
    await eve.says("/privacy")

    await eve.taps_data("priv.0.join1x<3.0", on=eve.inbox[-1])
    await eve.taps("Back")

    assert eve.reads().splitlines()[0] == "This is a private assistant"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("22:00 to 06:30", (1320, 390)),
        ("10 pm to 6 am", (1320, 360)),
        ("22:00-06:30", (1320, 390)),
        ("None.", (0, 0)),
        ("کوئی نہیں", (0, 0)),
        ("22:00", None),
        ("22:00 to 22:00", None),
        ("22:00 to 06:00 UTC", None),
        ("", None),
    ],
)
def test_quiet_hours_as_people_write_them(typed: str, minutes: tuple[int, int] | None) -> None:
    assert read_quiet_hours(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "count"), [("Vienna", 1), ("آسٹریا", 1), ("Spain", 3), ("Atlantis", 0), ("", 0)]
)
def test_places_as_people_write_them(typed: str, count: int) -> None:
    assert len(zones_meant(typed)) == count
