"""Groups on the page: looked at through one person's eyes, in a real browser."""

from typing import Any

import pytest
from one_page import Demo, callback
from playwright.async_api import expect

from simulator.groups import Group

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SEEN = 4


async def found(demo: Demo, nadia: Any, farhan: Any, **others: Any) -> Group:
    """Make a group of the two and the bot, and show it on the last phone as Farhan sees it."""
    group: Group = await nadia.creates_group("Office", farhan, demo.telegram.bot, **others)
    await demo.pane(SEEN).get_by_role("combobox").select_option("Farhan Javed")
    await demo.pane(SEEN).get_by_role("combobox").select_option("Office")
    await expect(demo.pane(SEEN).locator(".bot-name")).to_have_text("Office")
    return group


async def test_a_group_shows_who_wrote_and_what_happened_in_it(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan)

    await nadia.says("Kindly see the agenda", at=group)
    await farhan.says("Received", at=group)
    await demo.call("sendMessage", chat_id=group.id, text="Noted")

    pane = demo.pane(SEEN)
    await expect(pane.locator(".message")).to_have_count(3)
    assert await pane.locator(".day").all_inner_texts() == [
        "Monday 6 April",
        "Nadia Saleem created the group",
        "Nadia Saleem added Farhan Javed",
        "Nadia Saleem added EWG Secretariat",
    ]
    assert await pane.locator(".author").all_inner_texts() == ["Nadia Saleem", "EWG Secretariat"]
    assert await pane.locator(".message.own .text").all_inner_texts() == ["Received"]
    await expect(pane.locator(".status")).to_have_text("group · 3 members")
    await expect(pane.locator(".bells")).to_have_text("2 with sound, 0 silent")


async def test_a_tap_in_a_group_is_that_of_the_chosen_person(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan)
    markup = {"inline_keyboard": [[callback("I attend", "a.1")]]}
    await demo.call("sendMessage", chat_id=group.id, text="Come?", reply_markup=markup)

    await demo.key("I attend", SEEN).click()

    query = await demo.update("callback_query")
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (farhan.id, group.id)
    await expect(demo.key("I attend", SEEN)).to_have_attribute("aria-busy", "true")
    await demo.call("answerCallbackQuery", callback_query_id=query["id"], text="Recorded")
    await expect(demo.toast(SEEN)).to_have_text("Recorded")
    await expect(demo.key("I attend", SEEN)).not_to_have_attribute("aria-busy", "true")
    await expect(demo.toast(2)).to_have_count(0)


async def test_a_group_is_looked_at_and_written_to_as_somebody_else(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan)
    seer = demo.pane(SEEN).get_by_role("combobox", name="Who looks at the group")
    assert await seer.locator("option").all_inner_texts() == ["Nadia Saleem", "Farhan Javed"]
    await seer.focus()

    await seer.select_option("Nadia Saleem")
    await expect(seer).to_be_focused()
    field = demo.pane(SEEN).get_by_role("textbox", name="Message")
    await field.fill("/next@ewg_desk_bot")
    await field.press("Enter")

    said = await demo.update("message")
    while said.get("text") is None:
        said = await demo.update("message")
    assert (said["from"]["id"], said["chat"]["id"]) == (nadia.id, group.id)
    assert said["text"] == "/next@ewg_desk_bot"
    await expect(demo.pane(SEEN).locator(".message.own")).to_have_count(1)
    await expect(demo.pane(SEEN)).to_have_attribute(
        "aria-label", "Phone 4: Office, as seen by Nadia Saleem"
    )


async def test_the_commands_menu_of_a_group_is_its_own(demo: Demo, nadia: Any, farhan: Any) -> None:
    await found(demo, nadia, farhan)
    commands = [{"command": "decision", "description": "Record a decision"}]
    await demo.call("setMyCommands", commands=commands, scope={"type": "all_group_chats"})

    await demo.pane(SEEN).get_by_role("button", name="Commands").click()
    await demo.pane(SEEN).get_by_role("menuitem", name="/decision Record a decision").click()

    await expect(demo.pane(SEEN).locator(".message.own .text")).to_have_text(
        "/decision@ewg_desk_bot"
    )


async def test_topics_have_names_and_take_what_is_written_in_them(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan, is_forum=True)
    topic = await nadia.creates_topic(group, "Agenda")
    await nadia.says("For everyone", at=group)
    await nadia.says("Item 1", at=group, topic=topic)
    pane = demo.pane(SEEN)
    assert await pane.locator(".author").all_inner_texts() == [
        "Nadia Saleem · General",
        "Nadia Saleem · Agenda",
    ]

    await pane.get_by_role("button", name="Agenda").focus()
    await demo.page.keyboard.press("Enter")
    await expect(pane.get_by_role("button", name="Agenda")).to_be_focused()
    await expect(pane.get_by_role("button", name="Agenda")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert await pane.locator(".message .text").all_inner_texts() == ["Item 1"]
    field = pane.get_by_role("textbox", name="Message")
    await field.fill("Item 2")
    await field.press("Enter")

    await expect(pane.locator(".message.own .text")).to_have_text("Item 2")
    assert group.live[-1].thread_id == topic.id
    await nadia.closes_topic(group, topic)
    await expect(pane.get_by_role("button", name="Agenda (closed)")).to_be_visible()


async def test_who_is_not_in_a_group_joins_first(demo: Demo, nadia: Any, farhan: Any) -> None:
    group = await found(demo, nadia, farhan)
    await farhan.leaves(group)
    join = demo.pane(SEEN).get_by_role("button", name="Join")
    await expect(join).to_be_visible()

    await join.click()

    await expect(demo.pane(SEEN).get_by_role("textbox", name="Message")).to_be_visible()
    await expect(demo.pane(SEEN).locator(".day").last).to_have_text("Farhan Javed joined")


async def test_a_phone_without_network_misses_its_groups(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan)
    switch = demo.pane(SEEN).get_by_role("button", name="Offline")
    await switch.click()
    await expect(demo.pane(SEEN).locator(".status")).to_have_text("no network")

    await nadia.says("The venue has changed", at=group)

    await expect(demo.pane(SEEN).locator(".status")).to_have_text("no network · 1 waiting")
    await expect(demo.pane(SEEN).get_by_text("The venue has changed")).to_have_count(0)
    await switch.click()
    await expect(demo.pane(SEEN).get_by_text("The venue has changed")).to_be_visible()


async def test_a_deep_link_in_a_group_leads_to_the_private_chat(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan)
    join = {"text": "Details", "url": "https://t.me/ewg_desk_bot?start=m_12"}
    markup = {"inline_keyboard": [[join]]}
    await demo.call("sendMessage", chat_id=group.id, text="Card", reply_markup=markup)

    await demo.key("Details", SEEN).click()

    await expect(demo.pane(SEEN).locator(".bot-name")).to_have_text("EWG Secretariat")
    await expect(demo.pane(SEEN).locator(".message.own").last).to_contain_text("/start m_12")


async def test_a_group_that_grows_large_stays_on_the_phone(
    demo: Demo, nadia: Any, farhan: Any
) -> None:
    group = await found(demo, nadia, farhan, chat_type="group")

    large = await nadia.migrates(group)
    await nadia.says("Here now", at=large)

    await expect(demo.pane(SEEN).locator(".message .text")).to_have_text("Here now")
    offered = demo.pane(1).locator("optgroup[label='group chats'] option")
    await expect(offered).to_have_count(1)


@pytest.mark.parametrize(
    ("button", "fault"),
    [
        ("Refuse", {"kind": "429", "retry_after": 5, "times": 1}),
        ("Lose", {"kind": "reset_after", "times": 1}),
        ("Away", {"kind": "502", "method": None}),
    ],
)
async def test_a_stress_button_plans_a_fault(
    demo: Demo, button: str, fault: dict[str, Any]
) -> None:
    await demo.page.get_by_role("button", name=button, exact=True).click()

    await expect(demo.page.locator("#notice")).to_be_visible()
    [planned] = demo.telegram.faults.as_json()
    assert {name: planned[name] for name in fault} == fault
    assert (planned["until"] is not None) == (button == "Away")


async def test_the_drawer_tells_what_went_wrong_beside_what_was_done(
    demo: Demo, nadia: Any
) -> None:
    await demo.page.get_by_role("button", name="What just happened").click()
    await demo.page.get_by_role("button", name="Refuse", exact=True).click()
    await expect(demo.page.locator("#notice")).to_be_visible()
    body = {"chat_id": nadia.id, "text": "Notice"}
    url = f"{demo.server.url}/bot100:TEST/sendMessage"
    async with demo.session.post(url, json=body) as refused:
        assert refused.status == 429
    drawer = demo.page.locator("#drawer")
    await expect(drawer).to_contain_text(
        "Telegram refused a message to Nadia Saleem: too many at once, wait 5 seconds."
    )
    await expect(drawer).to_contain_text("The bot waits.")

    await demo.send(nadia, "Notice")

    await expect(drawer).to_contain_text("The bot waited 0 seconds and sent it again.")
    await expect(drawer).to_contain_text("Meeting 1 published: 12 sent")
