"""The demo as its visitor meets it: the real bot behind the page, in a real browser."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browsers import Phones, open_browser
from tests.demo_page import ADEEL, DANIEL, FARHAN, MARIA, NADIA, NOTICE, Demo, open_demo
from tests.pictures import paletted

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "demo.png"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def demo(browser: Browser) -> AsyncIterator[Demo]:
    """The demo just begun, its page open on a laptop's screen."""
    async with open_demo(browser) as demo:
        yield demo


async def test_a_meeting_is_announced_with_one_paste_and_one_tap(demo: Demo) -> None:
    await demo.key("New meeting", NADIA).click()
    await demo.key("Paste one message", NADIA).click()
    await expect(demo.text(NADIA)).to_contain_text("Send the notice as one message")
    await demo.says(NADIA, NOTICE)

    await demo.key("Publish to 12 people", NADIA).click()
    await expect(demo.text(NADIA)).to_contain_text("Publishing in 20 seconds")
    await demo.presses("+1 hour")

    await expect(demo.text(NADIA)).to_contain_text("Delivered: 12 of 12 on the assistant")
    await expect(demo.text(FARHAN)).to_contain_text("Meeting: Wed 15 Apr 2026, 14:00 PKT")
    await expect(demo.text(DANIEL)).to_contain_text("Your time: 11:00 to 13:00 (Vienna)")
    await expect(demo.text(MARIA)).to_contain_text("اجلاس: بدھ")


async def test_the_board_changes_as_others_answer_and_as_one_taps(demo: Demo) -> None:
    await demo.publish()

    await demo.key("In person", FARHAN).click()

    await expect(demo.toast(FARHAN)).to_contain_text("Recorded: In person")
    await expect(demo.text(FARHAN)).to_contain_text("You attend in person: Wed 15 Apr")
    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()
    await demo.presses("+1 hour")
    await expect(demo.text(NADIA)).to_contain_text("Quorum met: 7 of 12 expected, 7 needed")
    await expect(demo.text(NADIA)).to_contain_text(
        "In person (5): Coordinator (Chair), Interior, Foreign Affairs, Law and Justice, Home KP"
    )


async def test_a_change_of_mind_is_told_as_one(demo: Demo) -> None:
    await demo.publish()
    await demo.key("In person", FARHAN).click()
    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()

    await demo.key("Video link", FARHAN).click()

    await expect(demo.toast(FARHAN)).to_have_text("Changed from In person to Video link")
    await expect(demo.key("Video link ✓", FARHAN)).to_be_visible()


async def test_an_alternate_is_named_in_three_steps(demo: Demo) -> None:
    await demo.publish()

    await demo.key("Name an alternate", FARHAN).click()
    await expect(demo.text(FARHAN)).to_contain_text("Who will represent your office?")
    await demo.says(FARHAN, "Aliya Shah, Deputy Secretary")
    await expect(demo.text(FARHAN)).to_contain_text("Aliya Shah: mode of attendance")
    await demo.key("In person", FARHAN).last.click()

    await expect(demo.text(FARHAN)).to_contain_text("Recorded: Aliya Shah attends in person")


async def test_one_step_of_the_clock_brings_each_phone_its_own_reminder(demo: Demo) -> None:
    await demo.publish()
    await demo.key("In person", FARHAN).click()
    await demo.key("ویڈیو لنک", MARIA).click()
    await expect(demo.key("ویڈیو لنک ✓", MARIA)).to_be_visible()
    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()

    await demo.presses("Next event")
    await expect(demo.page.locator("#now")).to_have_text("Wed 8 Apr 2026 10:00 PKT")
    await expect(demo.text(FARHAN)).to_contain_text("In 7 days: Wed 15 Apr, 14:00 PKT")
    await expect(demo.text(FARHAN)).to_contain_text("You attend in person")
    await expect(demo.text(MARIA)).to_contain_text("اجلاس میں")
    await expect(demo.text(ADEEL)).to_contain_text("Your reply: not given yet")
    await demo.presses("+1 day")

    await expect(demo.text(ADEEL)).to_contain_text("Kindly confirm")
    await expect(demo.text(FARHAN)).to_contain_text("In 7 days")
    await expect(demo.text(DANIEL)).to_contain_text("Your time: 11:00 to 13:00 (Vienna)")


async def test_a_new_date_asks_again_and_an_old_button_refuses_kindly(demo: Demo) -> None:
    await demo.publish()
    await demo.key("In person", FARHAN).click()
    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()
    nadia = demo.person("Nadia Saleem")
    await nadia.taps("Change, postpone or cancel")
    await nadia.taps("Postpone")
    await nadia.says("22 April")
    await nadia.taps("Postpone, tell 12 people")

    await demo.presses("+1 hour")

    await expect(demo.text(FARHAN)).to_contain_text("Postponed to Wed 22 Apr 2026, 14:00 PKT")
    await expect(demo.text(FARHAN)).to_contain_text("Your earlier reply: In person")
    await expect(demo.key("Again in person", FARHAN)).to_be_visible()
    await demo.presses("Tap twice")
    refused = "This card is for the old date. The new one is below."
    await expect(demo.pane(FARHAN)).to_contain_text(refused)


async def test_a_restart_in_the_middle_of_a_draft_loses_nothing(demo: Demo) -> None:
    await demo.key("New meeting", NADIA).click()
    await demo.key("Paste one message", NADIA).click()
    await expect(demo.text(NADIA)).to_contain_text("Send the notice as one message")
    await demo.presses("Restart the bot")
    await demo.says(NADIA, NOTICE)
    await expect(demo.key("Publish to 12 people", NADIA)).to_be_visible()

    await demo.presses("Restart the bot")
    await demo.key("Publish to 12 people", NADIA).click()
    await expect(demo.text(NADIA)).to_contain_text("Publishing in 20 seconds")
    await demo.presses("Restart the bot")
    await demo.presses("+1 hour")

    await expect(demo.text(NADIA)).to_contain_text("Delivered: 12 of 12 on the assistant")
    notices = demo.pane(FARHAN).get_by_text("Meeting: Wed 15 Apr 2026")
    await expect(notices).to_have_count(1)


async def test_a_phone_without_network_catches_up(demo: Demo) -> None:
    offline = demo.pane(FARHAN).get_by_role("button", name="Offline")
    await offline.click()
    await expect(demo.pane(FARHAN).locator(".status")).to_have_text("no network")
    await demo.publish()
    await expect(demo.pane(FARHAN).locator(".status")).to_have_text("no network · 1 waiting")

    await offline.click()
    await demo.key("In person", FARHAN).click()

    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()


async def test_urdu_runs_from_the_right_with_latin_names_in_their_order(demo: Demo) -> None:
    await demo.publish()
    lines = demo.text(MARIA).locator("p")
    look = "all => all.map(p => [getComputedStyle(p).direction, p.textContent])"

    shown = [(way, words) for way, words in await lines.evaluate_all(look) if words.strip()]

    letters = re.compile(r"[\u0600-\u06ff]")
    assert [words for way, words in shown if letters.search(words) and way != "rtl"] == []
    [place] = [words for _, words in shown if "Committee Room 2" in words]
    venue = "Committee Room 2, National Police Bureau, Islamabad"
    assert f"\u2068{venue}\u2069" in place
    await expect(demo.key("بالمشافہ شرکت", MARIA)).to_be_visible()


async def test_a_stranger_learns_nothing(demo: Demo) -> None:
    await demo.publish()
    await demo.pane(ADEEL).get_by_role("combobox").select_option("Eve Stranger")
    await demo.pane(ADEEL).get_by_role("button", name="Start").click()
    await expect(demo.text(ADEEL)).to_contain_text("This is a private assistant")

    await demo.says(ADEEL, "Which meetings of the Expert Working Group are there?")
    await expect(demo.pane(ADEEL).locator(".message.own")).to_have_count(2)
    await demo.settle()

    said = " ".join(message.text for message in demo.person("Eve Stranger").inbox)
    assert [name for name in ("Expert", "Meeting", "April", "Nadia") if name in said] == []


async def test_a_tap_that_comes_twice_changes_nothing(demo: Demo) -> None:
    await demo.publish()
    await demo.key("Apologies", FARHAN).click()
    await expect(demo.text(FARHAN)).to_contain_text("Apologies recorded")

    await demo.presses("Tap twice")

    await expect(demo.toast(FARHAN)).to_contain_text("Already recorded: Apologies")


async def test_starting_over_forgets_everything(demo: Demo) -> None:
    await demo.publish()
    await demo.page.get_by_role("button", name="Start over").click()

    await demo.page.get_by_role("dialog").get_by_role("button", name="Start over").click()

    await expect(demo.page.locator("#now")).to_have_text("Mon 6 Apr 2026 09:00 PKT")
    await expect(demo.pane(FARHAN).locator(".message:not(.own)")).to_have_count(1)
    await expect(demo.text(FARHAN)).to_contain_text("No meeting is announced")
    await expect(demo.page.locator("#coming .event").first).to_contain_text("23 Apr, 10:00")


async def test_the_drawer_tells_in_sentences_what_happened_and_what_will(demo: Demo) -> None:
    await demo.publish()
    await demo.key("In person", FARHAN).click()
    await demo.page.get_by_role("button", name="What just happened").click()
    drawer = demo.page.locator("#drawer")

    await expect(drawer).to_contain_text("Farhan Javed replied for Interior: In person")

    happened, due = drawer.locator("section").nth(0), drawer.locator("section").nth(1)
    await expect(happened).to_contain_text("Nadia Saleem published meeting 2")
    await expect(happened).to_contain_text("Meeting notice: 11 with sound, 1 silent")
    await expect(happened).to_contain_text("Usman Cheema replied for Home Punjab: Apologies")
    assert await due.locator("li").all_inner_texts() == [
        "8 Apr, 10:00\n7-day reminders for 7 people",
        "8 Apr, 13:00\n7-day reminders for 1 person",
        "9 Apr, 05:00\nnudge to 3 people who have not replied",
        "10 Apr, 10:00\nlast nudge to 3 people who have not replied",
        "10 Apr, 17:00\nreplies to meeting 2 close",
        "14 Apr, 10:00\n1-day reminders for 10 people",
        "14 Apr, 13:00\n1-day reminders for 1 person",
        "15 Apr, 13:00\n1-hour reminders for 10 people",
    ]
    row = drawer.locator(".table-row").first
    await expect(row).to_have_text("replyofInteriormodein_personrevision1")


async def test_the_lists_are_not_empty_at_the_beginning(demo: Demo) -> None:
    await expect(demo.text(NADIA)).to_contain_text("Desk: 1 item overdue")
    await demo.key("New meeting", NADIA).click()
    await expect(demo.key("Continue the draft", NADIA)).to_be_visible()

    await demo.key("My action items", FARHAN).click()

    await expect(demo.text(FARHAN)).to_contain_text("Nominate a focal person")
    await expect(demo.page.locator("#coming .event").first).to_have_text(
        "23 Apr, 10:00 actions due in a week, reminder for 1 person"
    )


async def test_the_next_event_of_an_item_reminds_its_owner(demo: Demo) -> None:
    await demo.presses("Next event")

    await expect(demo.page.locator("#now")).to_have_text("Thu 23 Apr 2026 10:00 PKT")
    await expect(demo.text(ADEEL)).to_contain_text("reporting channels of the member offices")
    await expect(demo.text(FARHAN)).to_contain_text("No meeting is announced")


async def test_a_narrow_screen_has_tabs(demo: Demo) -> None:
    await demo.page.set_viewport_size({"width": 390, "height": 844})
    await demo.publish()
    tab = demo.page.locator(".tab").filter(has_text="Farhan")
    await expect(tab.locator(".badge")).to_have_text("1 unread")

    await tab.click()
    await demo.key("In person", FARHAN).click()

    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await demo.page.evaluate(overflow) == 0


async def test_the_keyboard_alone_publishes_and_replies(demo: Demo) -> None:
    await demo.publish()

    await demo.page.keyboard.press("2")
    while not await demo.key("In person", FARHAN).evaluate("key => key.matches(':focus')"):
        await demo.page.keyboard.press("Tab")
        assert await demo.pane(FARHAN).evaluate("pane => pane.matches(':focus-within')")
    await demo.page.keyboard.press("Enter")
    await expect(demo.key("In person ✓", FARHAN)).to_be_focused()
    await demo.page.keyboard.press(".")

    await expect(demo.page.locator("#now")).to_have_text("Wed 8 Apr 2026 10:00 PKT")


async def test_five_phones_fit_on_a_laptop(demo: Demo) -> None:
    await demo.page.set_viewport_size({"width": 1280, "height": 800})
    edges = "all => all.map(pane => pane.getBoundingClientRect()).map(at => [at.left, at.right])"

    seen = await demo.page.locator(".pane").evaluate_all(edges)

    assert len(seen) == 5
    assert min(left for left, _ in seen) >= 0
    assert max(right for _, right in seen) <= 1280


async def test_the_picture_of_the_readme_can_be_made(demo: Demo) -> None:
    await demo.page.set_viewport_size({"width": 1600, "height": 900})
    await demo.page.get_by_role("button", name="Look around").click()
    await demo.publish()
    await demo.key("In person", FARHAN).click()
    await demo.key("ویڈیو لنک", MARIA).click()
    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()
    await expect(demo.key("ویڈیو لنک ✓", MARIA)).to_be_visible()
    await demo.presses("+1 hour")
    await expect(demo.text(NADIA)).to_contain_text("Quorum met: 8 of 12 expected")
    await expect(demo.page.locator(".toast")).to_have_count(0)

    await demo.page.mouse.move(0, 0)

    picture = await demo.page.screenshot(animations="disabled")

    assert picture.startswith(b"\x89PNG")
    if os.environ.get("SECRETARIAT_PICTURES"):
        PICTURE.write_bytes(paletted(picture))


@asynccontextmanager
async def running(folder: Path, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the command in a process of its own, whose temporary files go to `folder`."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", *options),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def line_of(child: asyncio.subprocess.Process) -> str:
    assert child.stdout is not None
    return (await asyncio.wait_for(child.stdout.readline(), 60)).decode().strip()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_the_command_ends_cleanly_and_leaves_nothing(tmp_path: Path, sign: int) -> None:
    async with running(tmp_path, "--port", "0") as child:
        said = await line_of(child)
        kept = files_in(tmp_path)
        child.send_signal(sign)
        rest, complaints = await asyncio.wait_for(child.communicate(), 60)

    assert re.fullmatch(r"The demo is at http://127\.0\.0\.1:\d+ \(stop with Ctrl-C\)", said)
    assert (child.returncode, rest, complaints) == (0, b"", b"")
    assert (len(kept), files_in(tmp_path)) == (1, [])


async def test_a_port_that_is_taken_is_told_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with running(tmp_path, "--port", str(port)) as child:
            said, complaint = await asyncio.wait_for(child.communicate(), 60)

    assert (child.returncode, said) == (1, b"")
    assert complaint.decode() == f"Port {port} is in use; try another one, such as --port 8090\n"
    assert files_in(tmp_path) == []


async def test_an_empty_demo_begins_with_a_code_for_the_first_secretary(
    tmp_path: Path, browser: Browser
) -> None:
    async with running(tmp_path, "--empty", "--port", "0") as child:
        address = (await line_of(child)).split()[4]
        code = (await line_of(child)).removeprefix("Setup code: ")
        page = await browser.new_page()
        phones = Phones(page=page)
        await page.goto(address)
        await phones.pane(NADIA).get_by_role("button", name="Start").click()
        nobody = phones.pane(NADIA).locator(".message:not(.own)").last
        await expect(nobody).to_contain_text("This is a private assistant")
        field = phones.pane(NADIA).get_by_role("textbox", name="Message")
        await field.fill(code)
        await field.press("Enter")

        await expect(phones.pane(NADIA).locator(".message:not(.own)").last).to_contain_text("name")
        await page.close()
