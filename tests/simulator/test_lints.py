"""Lint: what Telegram lets a bot do and the local Telegram takes note of."""

import json
from datetime import UTC, datetime, time

import pytest
from local_telegram import FARHAN, NADIA, Scene

from simulator.hours import QuietHours, read_quiet_hours
from simulator.lints import FINDINGS_LIMIT
from simulator.parameters import Parameters


@pytest.fixture
def watched(scene: Scene) -> Scene:
    scene.telegram.lints.is_on = True
    return scene


def keyboard(*rows: list[dict[str, str]]) -> str:
    return json.dumps({"inline_keyboard": rows})


def noted(scene: Scene) -> list[tuple[str, int, int, str]]:
    return [(one.rule, one.chat_id, one.message_id, one.note) for one in scene.telegram.lint]


def rules(scene: Scene) -> list[str]:
    return [one.rule for one in scene.telegram.lint]


async def test_a_button_that_does_two_things_is_noted(watched: Scene) -> None:
    both = {"text": "Open", "url": "https://example.org/", "callback_data": "o.1"}
    sent = await watched.sent(reply_markup=keyboard([both]))

    assert noted(watched) == [
        ("several_actions", FARHAN, sent["message_id"], "'Open' has url and callback_data")
    ]


@pytest.mark.parametrize(
    ("buttons", "length", "is_noted"),
    [
        (1, 30, False),
        (1, 31, True),
        (2, 16, False),
        (2, 17, True),
        (3, 8, False),
        (3, 9, True),
        (7, 3, False),
        (7, 4, True),
    ],
)
async def test_a_label_too_wide_for_its_row_is_noted(
    watched: Scene, buttons: int, length: int, is_noted: bool
) -> None:
    row = [{"text": "x" * length, "callback_data": "o.1"}] * buttons

    await watched.sent(reply_markup=keyboard(row))

    assert rules(watched) == ["wide_label"] * is_noted


async def test_marks_of_direction_take_no_room_in_a_label(watched: Scene) -> None:
    label = "\u2068" + "x" * 30 + "\u2069"

    await watched.sent(reply_markup=keyboard([{"text": label, "callback_data": "o.1"}]))

    assert rules(watched) == []


async def test_a_tap_that_nobody_answers_is_noted(watched: Scene) -> None:
    row = [{"text": "Yes", "callback_data": "y.1"}, {"text": "No", "callback_data": "n.1"}]
    sent = await watched.sent(reply_markup=keyboard(row))
    await watched.farhan.taps("Yes")
    await watched.farhan.taps("No")
    first, _ = await watched.updates()
    callback_id = first["callback_query"]["id"]
    await watched.wire.call("answerCallbackQuery", callback_query_id=callback_id)

    before = rules(watched)
    watched.moments.pass_by(seconds=16)

    assert before == []
    assert noted(watched) == [
        ("unanswered_tap", FARHAN, sent["message_id"], "the tap on 'n.1' was never answered")
    ]


@pytest.mark.parametrize(
    ("said", "sent", "is_noted"),
    [
        ("Tom & Jerry", "You said: Tom & Jerry", True),
        ("Tom & Jerry", "You said: Tom &amp; Jerry", False),
        ("<b>big</b>", "You said: <b>big</b>", True),
        ("<b>big</b>", "You said: &lt;b&gt;big&lt;/b&gt;", False),
        ("<b>big</b>", "<b>Something else</b>", False),
        ("plain", "You said: plain", False),
    ],
)
async def test_words_of_people_in_html_are_noted(
    watched: Scene, said: str, sent: str, is_noted: bool
) -> None:
    await watched.farhan.says(said)

    await watched.sent(text=sent, parse_mode="HTML")

    assert rules(watched) == ["raw_user_text"] * is_noted


async def test_names_are_words_of_people_too(watched: Scene) -> None:
    nadim = watched.telegram.add_person("Nadim <Ali>")
    await nadim.starts()

    await watched.sent(text="1 &lt; 2, says Nadim <Ali>", chat_id=FARHAN)
    await watched.wire.call(
        "sendMessage", chat_id=FARHAN, text="It is <Ali> who came", parse_mode="HTML"
    )
    await watched.sent(text="It is &lt;Ali&gt; who came", parse_mode="HTML")

    # Without a parse_mode anything may be said, and what is no tag is refused anyway.
    assert rules(watched) == []


async def test_the_bots_own_words_are_not_those_of_people(watched: Scene) -> None:
    row = [{"text": "Yes", "callback_data": "y.1"}]
    text = "A & B"
    await watched.sent(text=text, parse_mode="HTML", reply_markup=keyboard(row))
    await watched.farhan.taps("Yes")

    await watched.sent(text=text, parse_mode="HTML")

    assert rules(watched) == []


async def test_the_same_again_within_a_moment_is_noted(watched: Scene) -> None:
    await watched.sent()
    watched.moments.pass_by(seconds=3)
    await watched.sent()

    assert rules(watched) == ["repeated_send"]


async def test_the_same_is_not_the_same_to_others_or_later_or_when_asked_again(
    watched: Scene,
) -> None:
    await watched.nadia.starts()
    await watched.sent()
    await watched.sent(chat_id=NADIA)
    await watched.farhan.says("/help")
    await watched.sent()
    watched.moments.pass_by(seconds=4)
    await watched.sent()
    await watched.sent(text="Other")
    await watched.sent()

    assert rules(watched) == []


@pytest.mark.parametrize(
    ("parameters", "is_noted"), [({}, True), ({"disable_notification": "true"}, False)]
)
async def test_a_sound_in_quiet_hours_is_noted(
    watched: Scene, parameters: dict[str, str], is_noted: bool
) -> None:
    watched.farhan.keeps_quiet("22:00", "09:30", "Asia/Karachi")

    await watched.sent(**parameters)

    assert rules(watched) == ["sound_in_quiet_hours"] * is_noted


async def test_an_answer_may_sound_at_any_hour(watched: Scene) -> None:
    watched.farhan.keeps_quiet("22:00", "09:30", "Asia/Karachi")
    await watched.farhan.says("Hello")

    await watched.sent()
    watched.moments.pass_by(seconds=61)
    first = rules(watched)
    await watched.sent(text="Later")

    assert (first, rules(watched)) == ([], ["sound_in_quiet_hours"])


@pytest.mark.parametrize(
    ("begins", "ends", "hour", "is_quiet"),
    [
        (22, 7, 23, True),
        (22, 7, 3, True),
        (22, 7, 7, False),
        (22, 7, 21, False),
        (13, 15, 14, True),
        (13, 15, 15, False),
        (13, 15, 3, False),
    ],
)
def test_quiet_hours_may_go_over_midnight(
    begins: int, ends: int, hour: int, is_quiet: bool
) -> None:
    quiet = QuietHours(time(begins), time(ends))

    assert quiet.covers(datetime(2026, 4, 6, hour, tzinfo=UTC)) is is_quiet


@pytest.mark.parametrize(
    ("begins", "ends", "zone"),
    [("late", "07:00", "UTC"), ("22:00", "07:00", "Mars/Base"), ("22:00", "07:00", "../etc")],
)
def test_hours_that_make_no_sense_are_refused(begins: str, ends: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid isoformat|no such zone"):
        read_quiet_hours(begins, ends, zone)


async def test_nothing_is_noted_unless_it_is_on(scene: Scene) -> None:
    await scene.sent()
    await scene.sent()

    assert scene.telegram.lint == []


async def test_the_same_thing_is_noted_once_and_not_without_end(watched: Scene) -> None:
    lints = watched.telegram.lints
    for number in range(FINDINGS_LIMIT + 10):
        for _ in range(2):
            markup = keyboard([{"text": "x" * 50 + str(number), "callback_data": "o.1"}])
            edited = Parameters({"chat_id": str(FARHAN), "reply_markup": markup})
            lints.check(100, "editMessageText", edited, {"message_id": 1}, None)

    assert len(watched.telegram.lint) == FINDINGS_LIMIT


async def test_findings_are_in_the_transcript(watched: Scene) -> None:
    await watched.sent()
    sent = await watched.sent()

    assert watched.telegram.transcript().endswith(
        "\n\n=== lint ===\n"
        f"06 Apr 04:00 repeated_send in chat {FARHAN} #{sent['message_id']}: "
        "the same sendMessage twice within 3 seconds"
    )


async def test_lint_over_the_control_plane(scene: Scene) -> None:
    switched = await scene.wire.post("/_emu/lint", json={"is_on": True})
    await scene.sent()
    sent = await scene.sent()
    found = await scene.wire.get("/_emu/lint")
    cleared = await scene.wire.request("DELETE", "/_emu/lint")

    assert switched.body == {"ok": True, "is_on": True, "findings": []}
    assert found.body["findings"] == [
        {
            "at": "2026-04-06T04:00:00+00:00",
            "rule": "repeated_send",
            "bot_id": 100,
            "chat_id": FARHAN,
            "message_id": sent["message_id"],
            "note": "the same sendMessage twice within 3 seconds",
        }
    ]
    assert cleared.body["findings"] == []


async def test_quiet_hours_over_the_control_plane(scene: Scene) -> None:
    order = {"person": FARHAN, "act": "quiet", "begins": "22:00", "ends": "07:00"}

    replies = [
        await scene.wire.post("/_emu/act", json=order),
        await scene.wire.post("/_emu/act", json=order | {"begins": "late"}),
        await scene.wire.post("/_emu/act", json=order | {"begins": ""}),
    ]

    assert [reply.status for reply in replies] == [200, 400, 200]
    assert replies[0].body["quiet"] == "22:00 to 07:00 (UTC)"
    assert scene.farhan.person.quiet is None
