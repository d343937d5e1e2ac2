"""The outbox: what is owed is sent, in order of urgency, whatever Telegram answers."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.pacing import Limits
from secretariat.deliveries import Owed, owe, supersede
from secretariat.kinds import Kind, Priority
from storage import Delivery, DeliveryState, Person, in_transaction
from tests.groups import Group, ewg
from tests.house import House, opened


async def tell(house: House, *owed: Owed) -> None:
    """Owe messages and wait until whatever can be sent now has been."""
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), owed)
    assert house.bot is not None
    house.bot.wake()
    await house.settle()


def line(group: Group, name: str, text: str, **given: object) -> Owed:
    values = {"priority": Priority.NOTICE, "key": f"test:{name}:{text}", **given}
    return Owed(kind=Kind.SAID, person_id=group.ids[name], args={"text": text}, **values)


async def states(house: House) -> dict[str, DeliveryState]:
    return {row.key: row.state for row in await house.rows(Delivery)}


async def test_a_message_is_sent_once_and_its_id_is_kept(house: House) -> None:
    group = await ewg(house)

    await tell(house, line(group, "Farhan Javed", "Hello"))
    await tell(house, line(group, "Farhan Javed", "Hello"))

    assert group.farhan.reads(n=9) == ["Hello"]
    (delivery,) = await house.rows(Delivery)
    assert delivery.state is DeliveryState.SENT
    assert delivery.message_id == group.farhan.inbox[0].id
    assert delivery.attempts == 1


async def test_who_has_blocked_the_assistant_is_marked_and_not_tried_again(house: House) -> None:
    group = await ewg(house)
    group.farhan.room.blocked = True

    await tell(
        house,
        line(group, "Farhan Javed", "One"),
        line(group, "Farhan Javed", "Two", not_before=house.clock.now() + timedelta(hours=1)),
    )
    await house.advance(hours=2)

    assert (
        len(house.telegram.calls_of("sendMessage"))
        - len(group.nadia.inbox)
        - len(group.kashif.inbox)
        - len(group.assistant.inbox)
        == 1
    )
    (person,) = await house.rows(Person, Person.name == "Farhan Javed")
    assert person.unreachable_since is not None
    found = await house.rows(Delivery, Delivery.person_id == person.id)
    assert [row.state for row in found] == [DeliveryState.UNREACHABLE] * 2


async def test_who_writes_again_can_be_written_to_again(house: House) -> None:
    group = await ewg(house)
    await group.farhan.blocks()

    await group.farhan.unblocks()
    await tell(house, line(group, "Farhan Javed", "Welcome back"))

    assert group.farhan.reads() == "Welcome back"


async def test_a_refused_message_keeps_its_reason_and_the_next_goes_on(house: House) -> None:
    group = await ewg(house)
    too_long = "x" * 5000

    await tell(
        house,
        line(group, "Farhan Javed", too_long, key="test:too long"),
        line(group, "Farhan Javed", "Two"),
    )

    assert group.farhan.reads(n=9) == ["Two"]
    first, second = await house.rows(Delivery)
    assert (first.state, second.state) == (DeliveryState.FAILED, DeliveryState.SENT)
    assert first.error == "Message is too long"


async def test_a_429_holds_its_own_chat_only(house: House) -> None:
    group = await ewg(house)
    house.telegram.faults.add(
        method="sendMessage", chat_id=group.farhan.id, kind="429", retry_after=30, times=1
    )

    await tell(house, line(group, "Farhan Javed", "One"), line(group, "Sana Qureshi", "Two"))

    assert group.people["Sana Qureshi"].reads(n=9) == ["Two"]
    assert group.farhan.reads(n=9) == []
    await house.advance(seconds=31)
    assert group.farhan.reads(n=9) == ["One"]


@pytest.mark.parametrize(
    ("kind", "arrived"),
    [
        ("500", False),
        ("502_html", False),
        ("reset_before", False),
        ("reset_after", True),
        ("timeout_after", True),
    ],
)
async def test_a_message_of_unknown_fate_is_repeated_once_and_labelled(
    database_url: str, kind: str, arrived: bool
) -> None:
    async with opened(database_url, patience=0.5) as house:
        group = await ewg(house)
        house.telegram.faults.add(
            method="sendMessage", chat_id=group.farhan.id, kind=kind, times=1, seconds=2.0
        )

        await tell(house, line(group, "Farhan Javed", "Hello"))
        await house.advance(seconds=16)

        repeat = "Hello\n\n(repeat: you may already have this)"
        assert group.farhan.reads(n=9) == (["Hello", repeat] if arrived else [repeat])
        (delivery,) = await house.rows(Delivery)
        assert (delivery.state, delivery.repeats) == (DeliveryState.SENT, 1)


async def test_a_second_unknown_fate_is_the_last(house: House) -> None:
    group = await ewg(house)
    house.telegram.faults.add(method="sendMessage", chat_id=group.farhan.id, kind="500", times=5)

    await tell(house, line(group, "Farhan Javed", "Hello"))
    await house.advance(minutes=5)

    (delivery,) = await house.rows(Delivery)
    assert (delivery.state, delivery.attempts) == (DeliveryState.UNKNOWN, 2)


async def test_a_line_that_is_down_counts_as_no_attempt(house: House) -> None:
    group = await ewg(house)
    url = house.server.url
    port = int(url.rsplit(":", 1)[1])
    await house.server.stop()
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), [line(group, "Farhan Javed", "Hello")])
    assert house.bot is not None
    house.bot.outbox.wake()
    async with asyncio.timeout(10):
        while house.bot.governor.halted_for == 0:  # noqa: ASYNC110 (the outbox tells nobody)
            await asyncio.sleep(0.01)
    await house.server.start(port=port)

    await house.advance(minutes=2)

    (delivery,) = await house.rows(Delivery)
    assert (delivery.state, delivery.attempts, delivery.repeats) == (DeliveryState.SENT, 1, 0)


async def test_what_is_no_longer_true_or_too_late_is_not_sent(house: House) -> None:
    group = await ewg(house)
    later = house.clock.now() + timedelta(hours=1)
    taken_back = line(group, "Farhan Javed", "Moved", not_before=later)
    async with house.database.writing() as session:
        await owe(
            session,
            house.clock.now(),
            [
                taken_back,
                line(
                    group,
                    "Farhan Javed",
                    "Stale",
                    not_before=later,
                    expires_at=later - timedelta(minutes=1),
                ),
            ],
        )
        await session.execute(
            update(Delivery).where(Delivery.key == taken_back.key).values(topic="meeting:1")
        )
        await supersede(session, "meeting:1")

    await house.advance(hours=2)

    assert group.farhan.reads(n=9) == []
    assert list((await states(house)).values()) == [
        DeliveryState.SUPERSEDED,
        DeliveryState.EXPIRED,
    ]


async def test_urgent_messages_leave_before_the_rest_of_a_broadcast(house: House) -> None:
    group = await ewg(house)
    await house.stop_bot()
    async with house.database.writing() as session:
        await owe(
            session,
            house.clock.now(),
            [line(group, name, "Notice") for name in group.ids if name != "Rida Aslam"]
            + [line(group, "Farhan Javed", "Moved", priority=Priority.CHANGE)],
        )

    await house.start_bot()

    first = house.telegram.calls_of("sendMessage")[0]
    assert (first.parameters["chat_id"], first.parameters["text"]) == (
        str(group.farhan.id),
        "Moved",
    )


async def test_what_a_dead_process_left_in_flight_is_repeated_with_a_label(house: House) -> None:
    group = await ewg(house)
    await house.stop_bot()
    async with house.database.writing() as session:
        await owe(session, house.clock.now(), [line(group, "Farhan Javed", "Hello")])
        await session.execute(update(Delivery).values(state=DeliveryState.SENDING, attempts=1))

    await house.start_bot()
    await house.advance(seconds=16)

    assert group.farhan.reads(n=9) == ["Hello\n\n(repeat: you may already have this)"]


async def test_a_process_that_speaks_in_a_transaction_is_stopped(house: House) -> None:
    assert house.bot is not None

    async with house.database.reading():
        assert in_transaction.get()
        with pytest.raises(Exception, match="SpokeInTransaction"):
            await house.bot.application.bot.get_me()


async def test_a_broadcast_keeps_to_the_limits_and_answers_do_not_wait_for_it(
    database_url: str,
) -> None:
    limits = Limits(bulk_per_second=50.0, private_seconds=0.0)
    async with opened(database_url, limits=limits) as house:
        group = await ewg(house)
        await house.stop_bot()
        names = [name for name in group.ids if name != "Rida Aslam"]
        async with house.database.writing() as session:
            await owe(
                session,
                house.clock.now(),
                [line(group, name, f"{n}") for n in range(4) for name in names],
            )

        await house.start_bot()

        assert len(house.telegram.calls_of("sendMessage")) == 4 * len(names)
