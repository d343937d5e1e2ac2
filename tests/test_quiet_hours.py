"""Quiet hours: which message sounds, and when it comes, on each reader's own clock."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from sqlalchemy import update

from handlers.routes import SCREENS, Look
from secretariat.deliveries import Owed, owe
from secretariat.kinds import BUDGET, Kind, Priority
from secretariat.readers import quiet_until
from simulator.accounts import Account
from storage import Delivery, DeliveryState, Person
from tests.groups import Group, ewg
from tests.house import House, opened
from views.screen import Screen

SOUND, SILENT = True, False
#: In quiet hours: at once without sound, at their end with the sound it has by day, or at once
#: with sound.
AT_ONCE, MORNING, RINGS = "at once", "morning", "rings"

#: Kind: does it sound by day, and what quiet hours do to it.
TABLE: dict[Kind, tuple[bool, str]] = {
    Kind.REGISTERED: (SOUND, AT_ONCE),
    Kind.NOT_ADMITTED: (SOUND, AT_ONCE),
    Kind.JOIN_REQUEST: (SOUND, AT_ONCE),
    Kind.LINK_NEWS: (SOUND, AT_ONCE),
    Kind.LETTER: (SOUND, AT_ONCE),
    Kind.LETTER_TEXT: (SILENT, AT_ONCE),
    Kind.LETTER_ANSWER: (SOUND, AT_ONCE),
    Kind.INVITATION: (SOUND, AT_ONCE),
    Kind.NUDGE: (SOUND, MORNING),
    Kind.POSTPONED: (SOUND, AT_ONCE),
    Kind.CANCELLED: (SOUND, AT_ONCE),
    Kind.REMIND_WEEK: (SILENT, MORNING),
    Kind.REMIND_DAY: (SOUND, AT_ONCE),
    Kind.REMIND_HOUR: (SOUND, RINGS),
    Kind.VIDEO_LINK: (SILENT, AT_ONCE),
    Kind.MEETING_READY: (SOUND, AT_ONCE),
    Kind.QUORUM_CHANGED: (SOUND, AT_ONCE),
    Kind.LATE_CHANGE: (SOUND, AT_ONCE),
    Kind.NOTICE: (SILENT, AT_ONCE),
    Kind.NOTICE_TO_ACKNOWLEDGE: (SOUND, AT_ONCE),
    Kind.NOTICE_REMINDER: (SOUND, MORNING),
    Kind.ITEM_ASSIGNED: (SOUND, AT_ONCE),
    Kind.ITEM_SENT_BACK: (SOUND, AT_ONCE),
    Kind.ITEM_WEEK: (SILENT, MORNING),
    Kind.ITEM_DAY: (SOUND, MORNING),
    Kind.ITEM_DUE: (SOUND, MORNING),
    Kind.ITEM_OVERDUE: (SOUND, MORNING),
    Kind.ITEM_NEWS: (SOUND, AT_ONCE),
    Kind.DELIVERY_FAILED: (SOUND, AT_ONCE),
}

#: Seven in the morning in Karachi and in Vienna, in summer.
KARACHI_WAKES = datetime(2026, 4, 7, 2, 0, tzinfo=UTC)
VIENNA_WAKES = datetime(2026, 4, 7, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every message say what it is: this is about when it comes, not about its words."""

    async def say(look: Look, *, what: str) -> Screen:
        return Screen(Markup(what))

    for kind in (*BUDGET, Kind.SAID):
        monkeypatch.setitem(SCREENS, kind, say)


def owed(group: Group, name: str, kind: Kind, **given: Any) -> Owed:
    args = given.pop("args", {})
    return Owed(
        key=f"{name}:{kind}:{args}",
        kind=kind,
        person_id=group.ids[name],
        args={"what": str(kind), **args},
        **given,
    )


async def tell(house: House, *all_owed: Owed) -> None:
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), all_owed)
    assert house.bot is not None
    house.bot.wake()
    await house.settle()


def came(account: Account) -> dict[str, tuple[datetime, bool]]:
    """Give when each message came (UTC), and whether with sound."""
    return {
        message.text: (datetime.fromtimestamp(message.sent_at, UTC), not message.silent)
        for message in account.inbox
    }


def test_every_message_that_is_pushed_has_its_line_in_the_table() -> None:
    assert sorted(TABLE) == sorted(BUDGET)


@pytest.mark.parametrize(
    ("at", "in_karachi", "in_vienna"),
    [
        ("2026-04-06T15:59", "20:59 day", "17:59 day"),
        ("2026-04-06T16:00", "21:00 night", "18:00 day"),
        ("2026-04-06T19:00", "00:00 night", "21:00 night"),
        ("2026-04-07T01:59", "06:59 night", "03:59 night"),
        ("2026-04-07T02:00", "07:00 day", "04:00 night"),
        ("2026-04-07T05:00", "10:00 day", "07:00 day"),
    ],
)
async def test_each_message_comes_when_and_as_loud_as_it_should(
    database_url: str, at: str, in_karachi: str, in_vienna: str
) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    async with opened(database_url, now=now) as house:
        group = await ewg(house)
        readers = {
            "Farhan Javed": ("Asia/Karachi", in_karachi, KARACHI_WAKES),
            "Daniel Moreau": ("Europe/Vienna", in_vienna, VIENNA_WAKES),
        }
        await tell(house, *(owed(group, name, kind) for kind in TABLE for name in readers))

        await house.advance_to(datetime(2026, 4, 7, 12, 0, tzinfo=UTC))

        for name, (zone, local, wakes) in readers.items():
            assert now.astimezone(ZoneInfo(zone)).strftime("%H:%M") == local.split()[0]
            expected = {}
            for kind, (sounds, at_night) in TABLE.items():
                if local.endswith("day"):
                    expected[str(kind)] = (now, sounds)
                elif at_night == MORNING:
                    expected[str(kind)] = (wakes, sounds)
                else:
                    expected[str(kind)] = (now, at_night == RINGS)
            assert came(group.people[name]) == expected


NIGHT = datetime(2026, 4, 6, 20, 0, tzinfo=UTC)
DAY = datetime(2026, 4, 6, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "args", "at", "expected"),
    [
        # What says for itself whether it sounds.
        (Kind.NOTICE, {"sound": True}, DAY, (DAY, SOUND)),
        (Kind.INVITATION, {"sound": False}, DAY, (DAY, SILENT)),
        (Kind.NOTICE, {"sound": True}, NIGHT, (NIGHT, SILENT)),
        (Kind.REMIND_HOUR, {"sound": False}, NIGHT, (NIGHT, SILENT)),
        (Kind.NUDGE, {"sound": False}, NIGHT, (KARACHI_WAKES, SILENT)),
        # What cannot wait: under 24 hours before the meeting, or marked urgent.
        (Kind.POSTPONED, {"rings": True}, NIGHT, (NIGHT, SOUND)),
        (Kind.CANCELLED, {"rings": False}, NIGHT, (NIGHT, SILENT)),
        (Kind.NOTICE_TO_ACKNOWLEDGE, {"rings": True}, NIGHT, (NIGHT, SOUND)),
        (Kind.NOTICE_REMINDER, {"rings": True}, NIGHT, (NIGHT, SOUND)),
        (Kind.NOTICE, {"rings": True}, NIGHT, (NIGHT, SILENT)),
        (Kind.POSTPONED, {"rings": True}, DAY, (DAY, SOUND)),
    ],
)
async def test_a_message_may_overrule_its_kind(
    database_url: str,
    kind: Kind,
    args: dict[str, bool],
    at: datetime,
    expected: tuple[datetime, bool],
) -> None:
    async with opened(database_url, now=at) as house:
        group = await ewg(house)
        await tell(house, owed(group, "Farhan Javed", kind, args=args))

        await house.advance(hours=12)

        assert came(group.farhan) == {str(kind): expected}


async def test_an_answer_sounds_at_any_hour(database_url: str) -> None:
    async with opened(database_url, now=NIGHT) as house:
        group = await ewg(house)

        await tell(
            house,
            owed(group, "Farhan Javed", Kind.SAID, priority=Priority.ANSWER),
            owed(group, "Farhan Javed", Kind.NUDGE, priority=Priority.ANSWER),
        )

        assert came(group.farhan) == {"said": (NIGHT, SOUND), "nudge": (NIGHT, SOUND)}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Never quiet.
        (0, 0, (NIGHT, SOUND)),
        # 01:00 is after their end.
        (20 * 60, 60, (NIGHT, SOUND)),
        # To half past one; and a person who sleeps by day.
        (20 * 60, 90, (NIGHT + timedelta(minutes=30), SOUND)),
        (30, 12 * 60, (NIGHT + timedelta(hours=11), SOUND)),
        (9 * 60, 17 * 60, (NIGHT, SOUND)),
    ],
)
async def test_quiet_hours_are_the_readers_own(
    database_url: str, start: int, end: int, expected: tuple[datetime, bool]
) -> None:
    async with opened(database_url, now=NIGHT) as house:
        group = await ewg(house)
        async with house.database.writing() as session:
            await session.execute(update(Person).values(quiet_from=start, quiet_to=end))

        await tell(house, owed(group, "Farhan Javed", Kind.NUDGE))
        await house.advance(hours=12)

        assert came(group.farhan) == {"nudge": expected}


async def test_what_waits_for_the_morning_waits_without_a_try(database_url: str) -> None:
    async with opened(database_url, now=NIGHT) as house:
        group = await ewg(house)

        await tell(house, owed(group, "Farhan Javed", Kind.NUDGE))

        (waiting,) = await house.rows(Delivery)
        assert (waiting.state, waiting.attempts) == (DeliveryState.QUEUED, 0)
        assert waiting.not_before == KARACHI_WAKES
        await house.restart_bot()
        await house.advance(hours=12)
        (sent,) = await house.rows(Delivery)
        assert (sent.state, sent.attempts) == (DeliveryState.SENT, 1)


async def test_what_is_over_by_the_morning_is_not_sent(database_url: str) -> None:
    async with opened(database_url, now=NIGHT) as house:
        group = await ewg(house)

        await tell(
            house,
            owed(group, "Farhan Javed", Kind.NUDGE, expires_at=KARACHI_WAKES - timedelta(hours=1)),
        )
        await house.advance(hours=12)

        assert group.farhan.inbox == []
        (delivery,) = await house.rows(Delivery)
        assert delivery.state is DeliveryState.EXPIRED


async def test_who_moves_in_the_night_is_woken_by_their_new_clock(database_url: str) -> None:
    async with opened(database_url, now=NIGHT) as house:
        group = await ewg(house)
        await tell(house, owed(group, "Farhan Javed", Kind.NUDGE))
        async with house.database.writing() as session:
            await session.execute(update(Person).values(zone="Europe/Vienna"))

        await house.advance(hours=12)

        assert came(group.farhan) == {"nudge": (VIENNA_WAKES, SOUND)}


@pytest.mark.parametrize(
    ("zone", "now", "end"),
    [
        # The hours of the night in which the clocks change are as long as they really are.
        ("Europe/Vienna", "2026-03-28T22:00+01:00", "2026-03-29T07:00+02:00"),
        ("Europe/Vienna", "2026-10-24T22:00+02:00", "2026-10-25T07:00+01:00"),
        ("Asia/Karachi", "2026-12-31T23:30+05:00", "2027-01-01T07:00+05:00"),
        ("Asia/Kathmandu", "2026-04-07T06:59+05:45", "2026-04-07T07:00+05:45"),
        ("Asia/Kathmandu", "2026-04-07T07:00+05:45", None),
    ],
)
def test_the_end_of_the_night_is_on_the_wall(zone: str, now: str, end: str | None) -> None:
    found = quiet_until(21 * 60, 7 * 60, ZoneInfo(zone), datetime.fromisoformat(now))

    assert found == (datetime.fromisoformat(end) if end else None)


@given(
    start=st.integers(min_value=0, max_value=1439),
    end=st.integers(min_value=0, max_value=1439),
    now=st.datetimes(
        min_value=datetime(2026, 1, 1),  # noqa: DTZ001 (the strategy adds the zone)
        max_value=datetime(2027, 12, 31),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    zone=st.sampled_from(["Asia/Karachi", "Asia/Kathmandu", "Pacific/Auckland", "UTC"]),
)
def test_the_quiet_hours_end_once_and_within_a_day(
    start: int, end: int, now: datetime, zone: str
) -> None:
    found = quiet_until(start, end, ZoneInfo(zone), now)

    if found is None:
        return
    assert start != end
    # An hour that the clocks repeat may lie between.
    assert timedelta(0) < found - now <= timedelta(hours=25)
    local = found.astimezone(ZoneInfo(zone))
    assert (local.hour * 60 + local.minute, local.second) == (end, 0)
    assert quiet_until(start, end, ZoneInfo(zone), found) is None
