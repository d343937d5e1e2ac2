"""The governor: how fast messages may leave, on a clock that the test moves."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pacing import Governor, Limits, unlimited
from secretariat.kinds import Priority

#: Seconds are added up in floating point.
CLOSE = 1e-6


class Stopwatch:
    """Monotonic seconds that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def governed(**limits: float) -> tuple[Stopwatch, Governor]:
    watch = Stopwatch()
    return watch, Governor(watch, Limits(**limits))  # type: ignore[arg-type]


def send_all(
    watch: Stopwatch, governor: Governor, chats: list[int], priority: Priority
) -> list[float]:
    """Send to these chats one after another, each as soon as it may; give the moments."""
    moments = []
    for chat in chats:
        watch.now += governor.wait_for(chat, priority)
        assert governor.wait_for(chat, priority) < CLOSE
        governor.take(chat)
        moments.append(watch.now - 1000.0)
    return moments


def test_bulk_is_spaced_evenly_from_its_first_message() -> None:
    watch, governor = governed()

    moments = send_all(watch, governor, list(range(1, 57)), Priority.NOTICE)

    assert moments == pytest.approx([number / 28 for number in range(56)])


def test_an_answer_leaves_at_once_and_pushes_bulk_back() -> None:
    watch, governor = governed(bulk_per_second=10.0)
    send_all(watch, governor, [1], Priority.NOTICE)

    answers = send_all(watch, governor, [2, 3, 4], Priority.ANSWER)

    assert answers == [0.0, 0.0, 0.0]
    assert governor.wait_for(5, Priority.NOTICE) == pytest.approx(0.4)
    assert governor.wait_for_any() == pytest.approx(0.4)


@pytest.mark.parametrize(
    "lane", [Priority.CHANGE, Priority.REMINDER, Priority.NOTICE, Priority.DIGEST]
)
def test_every_lane_but_the_answers_is_bulk(lane: Priority) -> None:
    _, governor = governed()
    governor.take(1)

    assert governor.wait_for(2, lane) == pytest.approx(1 / 28)
    assert governor.wait_for(2, Priority.ANSWER) == 0


@pytest.mark.parametrize(
    ("chat", "moments"),
    [
        # Three at once, then one a second.
        (7, [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]),
        # A group: five at once, then one in three seconds.
        (-100_7, [0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 6.0]),
    ],
)
def test_one_chat_has_a_short_burst_and_then_its_own_pace(chat: int, moments: list[float]) -> None:
    watch, governor = governed(bulk_per_second=1e9)

    found = send_all(watch, governor, [chat] * len(moments), Priority.NOTICE)

    assert found == pytest.approx(moments, abs=CLOSE)


def test_a_chat_that_was_left_alone_has_its_burst_again() -> None:
    watch, governor = governed(bulk_per_second=1e9)
    send_all(watch, governor, [7] * 5, Priority.NOTICE)

    watch.now += 3

    start = watch.now - 1000.0
    found = send_all(watch, governor, [7] * 3, Priority.NOTICE)
    assert found == pytest.approx([start] * 3, abs=CLOSE)


def test_a_full_chat_does_not_hold_up_another() -> None:
    watch, governor = governed(bulk_per_second=1e9)
    send_all(watch, governor, [7] * 3, Priority.NOTICE)

    assert governor.wait_for(7, Priority.NOTICE) == pytest.approx(1.0, abs=CLOSE)
    assert governor.wait_for(8, Priority.NOTICE) < CLOSE
    assert governor.wait_for_any() < CLOSE


def test_a_group_gets_at_most_twenty_in_a_minute_once_its_burst_is_spent() -> None:
    watch, governor = governed()

    moments = send_all(watch, governor, [-5] * 60, Priority.NOTICE)

    assert most_within(60.0, moments[5:]) == 20


def test_a_refusal_holds_its_chat_only_and_even_its_answers() -> None:
    watch, governor = governed()

    governor.refused(7, 35)

    assert governor.wait_for(7, Priority.ANSWER) == 35
    assert governor.wait_for(7, Priority.NOTICE) == 35
    assert governor.wait_for(8, Priority.NOTICE) == 0
    assert governor.halted_for == 0
    watch.now += 34
    assert governor.wait_for(7, Priority.ANSWER) == 1
    watch.now += 1
    assert governor.wait_for(7, Priority.ANSWER) == 0


@pytest.mark.parametrize(
    ("second", "after", "halted"),
    [(8, 0.0, 9.0), (8, 1.0, 9.0), (8, 1.1, 0.0), (7, 0.0, 0.0)],
)
def test_two_chats_refused_within_a_second_halt_everything(
    second: int, after: float, halted: float
) -> None:
    watch, governor = governed()
    governor.refused(7, 5)

    watch.now += after
    governor.refused(second, 9)

    assert governor.halted_for == halted
    assert governor.wait_for(1, Priority.ANSWER) == halted
    assert governor.wait_for(second, Priority.ANSWER) == 9


def test_a_halt_is_never_shortened() -> None:
    watch, governor = governed()
    governor.halt(60)

    governor.halt(1)
    governor.refused(7, 2)
    governor.refused(8, 2)

    assert governor.halted_for == 60
    assert governor.wait_for_any() == 60
    watch.now += 61
    assert governor.halted_for == 0
    assert governor.wait_for(1, Priority.DIGEST) == 0


def test_a_chat_is_never_let_go_early() -> None:
    _, governor = governed()
    governor.refused(7, 35)

    governor.refused(7, 2)

    assert governor.wait_for(7, Priority.ANSWER) == 35


def test_a_refusal_is_not_forgotten_when_another_chat_is_refused() -> None:
    watch, governor = governed()
    governor.refused(7, 30)
    watch.now += 5

    governor.refused(8, 2)

    assert governor.wait_for(7, Priority.ANSWER) == 25


def test_chats_are_forgotten_only_once_their_bucket_is_full_again() -> None:
    watch, governor = governed(bulk_per_second=1e9)
    for chat in range(1, 10_001):
        governor.take(chat)
    watch.now += 0.5
    for _ in range(3):
        governor.take(20_000)
    watch.now += 0.6

    governor.take(20_001)

    assert set(governor._chats) == {20_000, 20_001}
    assert governor.wait_for(20_000, Priority.NOTICE) == pytest.approx(0.4)


def test_unlimited_holds_nothing_back() -> None:
    watch = Stopwatch()
    governor = Governor(watch, unlimited())

    moments = send_all(watch, governor, [1, -1] * 500, Priority.DIGEST)

    assert moments[-1] < 1e-5


def most_within(seconds: float, moments: list[float]) -> int:
    """Give the greatest number of moments in any half-open span of time."""
    return max(
        (
            sum(start - CLOSE <= moment < start + seconds - CLOSE for moment in moments)
            for start in moments
        ),
        default=0,
    )


#: What may happen next: who is written to and how urgently, after how many seconds, or a refusal.
STEPS = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 3, 4, 5, 6, 7, -1]),
        st.sampled_from(list(Priority)),
        st.sampled_from([0.0, 0.0, 0.01, 0.2, 1.5]),
        st.sampled_from([0, 0, 0, 0, 0, 1, 4]),
    ),
    max_size=120,
)


@given(steps=STEPS)
@example(steps=[(number % 7 + 1, Priority.NOTICE, 0.0, 0) for number in range(100)])
def test_whatever_happens_the_limits_are_kept(
    steps: list[tuple[int, Priority, float, int]],
) -> None:
    rate, burst, group_burst = 8.0, 3, 5
    watch, governor = governed(bulk_per_second=rate)
    bulk: list[float] = []
    taken: list[tuple[float, bool]] = []
    by_chat: dict[int, list[float]] = {}
    held: dict[int, float] = {}

    for chat, priority, pause, refused_for in steps:
        watch.now += pause
        wait = governor.wait_for(chat, priority)
        assert wait >= 0
        if priority is Priority.ANSWER and not refused_at(held, governor):
            assert wait == 0
        watch.now += wait
        assert watch.now >= held.get(chat, 0.0) - CLOSE
        governor.take(chat)
        taken.append((watch.now, priority > Priority.ANSWER))
        if priority > Priority.ANSWER:
            bulk.append(watch.now)
            by_chat.setdefault(chat, []).append(watch.now)
        if refused_for:
            governor.refused(chat, refused_for)
            held[chat] = max(held.get(chat, 0.0), watch.now + refused_for)

    # The first second after a pause is the same as any other: there is no bucket to empty.
    assert most_within(1.0, bulk) <= rate
    # Whatever left since the last bulk message, answers too, is paid for before the next.
    places = [place for place, (_, is_bulk) in enumerate(taken) if is_bulk]
    for earlier, later in pairwise(places):
        assert taken[later][0] - taken[earlier][0] >= (later - earlier) / rate - CLOSE
    for chat, moments in by_chat.items():
        spacing, at_once = (1.0, burst) if chat > 0 else (3.0, group_burst)
        assert most_within(spacing, moments) <= at_once


def refused_at(held: dict[int, float], governor: Governor) -> bool:
    """Tell whether any refusal is still in force."""
    return governor.halted_for > 0 or any(until > governor.monotonic() for until in held.values())


@given(answers=st.integers(min_value=0, max_value=40))
def test_bulk_pays_for_every_answer_that_went_before_it(answers: int) -> None:
    watch, governor = governed(bulk_per_second=10.0)
    governor.take(1)

    send_all(watch, governor, list(range(100, 100 + answers)), Priority.ANSWER)

    assert governor.wait_for(2, Priority.NOTICE) == pytest.approx((answers + 1) / 10)
