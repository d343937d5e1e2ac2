"""The demo shows itself: the tour, the scenes, and the switches that need the whole product."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.demo.house import DemoHouse
from bot.demo.scenes import SCENES
from bot.demo.tour import STEPS, See
from tests.browsers import open_browser
from tests.demo_page import ADEEL, DANIEL, FARHAN, MARIA, NADIA, Demo, open_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

#: What the first phone of each scene says last.
SCENE_SAYS = {
    "publish": "Check: Wednesday 15 April 2026, 14:00",
    "rsvp": "Meeting: Wed 15 Apr 2026, 14:00 PKT",
    "board": "Quorum met: 7 of 12 expected, 7 needed",
    "reminders": "In 7 days: Wed 15 Apr, 14:00 PKT",
    "nudge": "Your reply is needed by Fri 10 Apr, 17:00",
    "postpone": "Postponed to Wed 22 Apr 2026, 14:00 PKT",
    "notice": "Notice: Visitor passes for 22 April",
    "overdue": "Action items: 3 open, 1 overdue",
    "join": "New member to confirm",
    "stranger": "This is a private assistant",
    "two-editors": "One thing is missing: the time",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def demo(browser: Browser) -> AsyncIterator[Demo]:
    """The demo just begun, its page open on a laptop's screen."""
    async with open_demo(browser) as demo:
        yield demo


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[DemoHouse]:
    """The demo without a page: a scene begins by starting over, so that all can share it."""
    house = DemoHouse(pace=0)
    await house.open(0)
    yield house
    await house.close()


async def test_the_tour_lights_each_real_button_and_waits_for_its_effect(demo: Demo) -> None:
    band, lit = demo.page.locator("#band"), demo.page.locator(".lit")
    await demo.page.get_by_role("button", name="Take the tour").click()

    for number, step in enumerate(STEPS, 1):
        for act in step.acts:
            await expect(band.locator(".band-words p")).to_have_text(act.words)
            await expect(band.locator("h2")).to_contain_text(step.title)
            await expect(band.locator(".band-count")).to_contain_text(f"{number} of {len(STEPS)}")
            await expect(lit).to_have_count(1)
            if isinstance(act, See):
                await expect(lit).to_contain_text(act.text)
                await band.get_by_role("button", name="Continue").click()
            else:
                await lit.click()

    await expect(band).to_contain_text("That was the tour")
    await expect(demo.text(NADIA)).to_contain_text("Acknowledged: 1 of 12")
    await expect(demo.text(MARIA)).to_contain_text("اطلاع")
    await expect(lit).to_have_count(0)


async def test_the_tour_has_eight_steps() -> None:
    assert len(STEPS) == 8


async def test_a_step_that_is_skipped_is_done_all_the_same(demo: Demo) -> None:
    await demo.page.get_by_role("button", name="Take the tour").click()

    await demo.page.get_by_role("button", name="Skip step").click()

    await expect(demo.page.locator(".band-count")).to_contain_text("2 of 8")
    await expect(demo.text(FARHAN)).to_contain_text("Meeting: Wed 15 Apr 2026, 14:00 PKT")
    await expect(demo.page.locator(".lit")).to_have_text("In person")


async def test_the_tour_can_be_left_and_does_not_invite_again(demo: Demo) -> None:
    await demo.page.get_by_role("button", name="Take the tour").click()
    await expect(demo.page.locator(".lit")).to_have_text("New meeting")

    await demo.page.get_by_role("button", name="End the tour").click()

    await expect(demo.page.locator("#band")).to_be_hidden()
    await expect(demo.page.locator(".lit")).to_have_count(0)
    await demo.page.reload()
    await expect(demo.page.get_by_role("button", name="Tour", exact=True)).to_be_visible()
    await expect(demo.page.locator("#band")).to_be_hidden()


async def test_the_tour_starts_over_when_something_was_done_already(demo: Demo) -> None:
    await demo.publish()

    await demo.page.get_by_role("button", name="Tour", exact=True).click()

    await expect(demo.page.locator(".lit")).to_have_text("New meeting")
    await expect(demo.text(FARHAN)).to_contain_text("No meeting is announced")


async def test_the_tour_brings_each_phone_to_the_front_of_a_narrow_screen(demo: Demo) -> None:
    await demo.page.set_viewport_size({"width": 390, "height": 844})
    await demo.page.get_by_role("button", name="Take the tour").click()

    await demo.page.get_by_role("button", name="Skip step").click()

    await expect(demo.page.locator(".band-count")).to_contain_text("2 of 8")
    await expect(demo.page.locator(".tab[aria-current]")).to_contain_text("Farhan")
    await expect(demo.page.locator(".lit")).to_be_in_viewport()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await demo.page.evaluate(overflow) == 0


async def test_reduced_motion_holds_the_light_still(demo: Demo) -> None:
    await demo.page.emulate_media(reduced_motion="reduce")
    await demo.page.get_by_role("button", name="Take the tour").click()
    lit = demo.page.locator(".lit")
    await expect(lit).to_have_count(1)

    look = "node => [getComputedStyle(node).animationName, getComputedStyle(node).outlineStyle]"

    assert await lit.evaluate(look) == ["none", "solid"]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_every_scene_is_reached_by_what_people_do(house: DemoHouse, scene: Any) -> None:
    answer = await house.scene({"name": scene.name})

    people = [house.telegram.account(person_id) for person_id in answer["show"]]
    assert [account.name for account in people] == list(scene.show)
    assert people[0].reads().partition("\n")[0] == SCENE_SAYS[scene.name]


async def test_an_address_opens_its_scene(browser: Browser) -> None:
    async with open_demo(browser, "/?scene=postpone") as demo:
        await expect(demo.page.locator("#band")).to_contain_text("A new date")
        await expect(demo.key("Again in person", FARHAN)).to_be_visible()
        await expect(demo.text(FARHAN)).to_contain_text("Your earlier reply: In person")

        await demo.page.get_by_role("combobox", name="Scenes").select_option("A stranger")

        await expect(demo.text(ADEEL)).to_contain_text("This is a private assistant")
        await expect(demo.pane(ADEEL).locator("option:checked").first).to_have_text("Eve Stranger")
        assert demo.page.url.endswith("?scene=stranger")


async def test_a_scene_that_is_not_there_is_told(browser: Browser) -> None:
    async with open_demo(browser, "/?scene=holiday") as demo:
        told = demo.page.get_by_role("alert")

        await expect(told).to_contain_text("There is no scene “holiday”.")


async def test_two_editors_see_what_the_other_changes(demo: Demo) -> None:
    await demo.presses("Two editors")
    await expect(demo.pane(ADEEL).locator("option:checked")).to_have_text("Kashif Mir")
    await expect(demo.text(ADEEL)).to_contain_text("One thing is missing: the time")

    await demo.key("10:00", NADIA).click()

    await expect(demo.text(ADEEL)).to_contain_text("Check: Wednesday 27 May 2026, 10:00")


async def test_quiet_hours_are_a_setting_and_hold_the_sound(demo: Demo) -> None:
    quiet = demo.pane(FARHAN).get_by_role("button", name="Quiet", exact=True)
    await expect(demo.pane(DANIEL).locator(".status")).to_have_text("bot · quiet hours")

    await quiet.click()

    await expect(quiet).to_have_attribute("aria-pressed", "true")
    await expect(demo.text(FARHAN)).to_contain_text("Quiet hours: 09:00 to 21:00")
    await demo.publish()
    await expect(demo.text(FARHAN)).to_contain_text("Meeting: Wed 15 Apr 2026")
    await expect(demo.pane(FARHAN).locator(".message").last.locator(".silent")).to_have_count(1)
    await quiet.click()
    await expect(quiet).to_have_attribute("aria-pressed", "false")


async def test_quiet_hours_of_a_stranger_are_refused_in_words(demo: Demo) -> None:
    await demo.pane(ADEEL).get_by_role("combobox").select_option("Eve Stranger")

    await demo.pane(ADEEL).get_by_role("button", name="Quiet", exact=True).click()

    told = demo.page.get_by_role("alert")
    await expect(told).to_contain_text("Eve Stranger is no member")
    demo.complaints.clear()


async def test_the_clock_goes_to_a_day_that_is_typed(demo: Demo) -> None:
    await demo.page.locator("#set-clock").click()
    dialog = demo.page.get_by_role("dialog", name="Set the clock")
    await dialog.get_by_role("textbox").fill("Thursday 9 April, 2 pm")
    await demo.page.keyboard.press("Enter")

    await expect(demo.page.locator("#now")).to_have_text("Thu 9 Apr 2026 14:00 PKT")

    await demo.page.locator("#set-clock").click()
    await dialog.get_by_role("textbox").fill("some time")
    await dialog.get_by_role("button", name="Go there").click()
    await expect(demo.page.get_by_role("alert")).to_contain_text("Write for example 15 April")
    demo.complaints.clear()


async def test_the_page_works_at_twice_the_size(demo: Demo) -> None:
    # 1280 by 800 pixels at 200 % are 640 by 400 to the page.
    await demo.page.set_viewport_size({"width": 640, "height": 400})
    await demo.publish()
    await demo.page.locator(".tab").filter(has_text="Farhan").click()

    await demo.key("In person", FARHAN).click()

    await expect(demo.key("In person ✓", FARHAN)).to_be_visible()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await demo.page.evaluate(overflow) == 0


async def test_starting_over_during_a_scene_waits_its_turn(house: DemoHouse) -> None:
    both = await asyncio.gather(house.scene({"name": "publish"}), house.reset({}))

    await house.telegram.drained(house.telegram.bot)
    await house.bot.until_quiet()
    assert both[1] == {}
    assert len(house.telegram.account(5_000_000_001).inbox) == 1
