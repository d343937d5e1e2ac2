"""The page in a real browser, against the real local Telegram."""

import re
from pathlib import Path
from typing import Any

import pytest
from one_page import Demo, callback
from playwright.async_api import FilePayload, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PAGE = Path(__file__).parents[2] / "simulator" / "page"
FILES = {path.name: path.read_text("utf-8") for path in PAGE.iterdir()}
STYLES = [
    ("<b>bold</b>", "strong", "bold"),
    ("<i>italic</i>", "em", "italic"),
    ("<u>under</u>", "u", "under"),
    ("<s>struck</s>", "s", "struck"),
    ("<code>4471</code>", "p code", "4471"),
    ("<pre>Title:\nDate:</pre>", "pre code", "Title:\nDate:"),
    ("<blockquote>quoted</blockquote>", "blockquote p", "quoted"),
    ("<tg-spoiler>hidden</tg-spoiler>", ".spoiler", "hidden"),
    ('<a href="https://example.org/a">link</a>', "a[href='https://example.org/a']", "link"),
    ("https://example.org/b", "a[href='https://example.org/b']", "https://example.org/b"),
    ("send /next now", "button.inline", "/next"),
    ("by @ewg_desk_bot", ".mention", "@ewg_desk_bot"),
    ("🗓 <b>after a surrogate</b>", "strong", "after a surrogate"),
    ("<b>one <i>two</i></b>", "strong em", "two"),
]
"""What the bot sends, which element shows it, and the words in it."""


async def test_every_pane_shows_its_person_and_the_time_there(demo: Demo) -> None:
    holders = await demo.page.locator(".pane .who select option:checked").all_inner_texts()
    hours = await demo.page.locator(".pane .where").all_inner_texts()

    assert holders == ["Nadia Saleem", "Farhan Javed", "Maria Memon", "Daniel Moreau"]
    assert [hour.split() for hour in hours] == [["09:00", "PKT"]] * 3 + [["06:00", "CEST"]]


async def test_a_message_appears_with_its_buttons(demo: Demo, nadia: Any) -> None:
    rows = [callback("In person", "p", "success")], [callback("Deputy", "d"), callback("No", "n")]

    await demo.send(nadia, "Kindly confirm", *rows)

    message = demo.pane(1).locator(".message:not(.own)")
    await expect(message.locator(".text")).to_have_text("Kindly confirm")
    assert await message.locator(".key").all_inner_texts() == ["In person", "Deputy", "No"]
    assert [await row.locator(".key").count() for row in await message.locator(".row").all()] == [
        1,
        2,
    ]


async def test_a_tap_reaches_the_bot_and_spins_until_it_is_answered(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "Kindly confirm", [callback("In person", "r.12.p.1")])

    await demo.key("In person").click()

    await expect(demo.key("In person")).to_have_attribute("aria-busy", "true")
    query = await demo.update("callback_query")
    assert (query["from"]["id"], query["data"]) == (nadia.id, "r.12.p.1")
    await demo.call("answerCallbackQuery", callback_query_id=query["id"], text="Recorded: 09:00")
    await expect(demo.toast()).to_have_text("Recorded: 09:00")
    await expect(demo.key("In person")).not_to_have_attribute("aria-busy", "true")
    await expect(demo.page.locator("#announcements")).to_contain_text("Recorded: 09:00")


async def test_an_alert_stays_until_it_is_dismissed(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "Kindly confirm", [callback("Apologies", "a")])
    await demo.key("Apologies").focus()
    await demo.page.keyboard.press("Enter")
    query = await demo.update("callback_query")

    await demo.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="A reason?", show_alert=True
    )

    alert = demo.pane(1).get_by_role("alertdialog")
    await expect(alert).to_contain_text("A reason?")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await demo.page.keyboard.press("Enter")
    await expect(alert).to_have_count(0)
    await expect(demo.key("Apologies")).to_be_focused()


async def test_an_edited_message_keeps_the_focus_on_its_buttons(demo: Demo, nadia: Any) -> None:
    sent = await demo.send(nadia, "Step 1", [callback("Next", "n")])
    await demo.key("Next").focus()

    markup = {"inline_keyboard": [[callback("Back", "b")]]}
    await demo.call(
        "editMessageText",
        chat_id=nadia.id,
        message_id=sent["message_id"],
        text="Step 2",
        reply_markup=markup,
    )

    await expect(demo.pane(1).locator(".message .text").last).to_have_text("Step 2")
    await expect(demo.key("Back")).to_be_focused()
    await expect(demo.pane(1).locator(".message .edited")).to_have_count(1)


async def test_hostile_text_stays_text(demo: Demo, nadia: Any) -> None:
    hostile = "<img src=x onerror=\"document.title='taken'\"> & <b>bold</b>"

    await demo.send(nadia, hostile, [callback(hostile[:40], "x")])

    await expect(demo.pane(1).locator(".message .text").last).to_have_text(hostile)
    assert await demo.page.locator(".pane img, .pane b").count() == 0
    assert await demo.page.title() == "EWG Secretariat · demonstration"


async def test_each_paragraph_has_its_own_direction(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "اجلاس بدھ کو ہے\nThe meeting is on Wednesday")

    paragraphs = demo.pane(1).locator(".message").last.locator(".text p")
    await expect(paragraphs).to_have_count(2)
    look = "all => all.map(p => [p.dir, getComputedStyle(p).direction, p.lang])"
    assert await paragraphs.evaluate_all(look) == [["auto", "rtl", "ur"], ["auto", "ltr", ""]]


async def test_every_style_of_telegram_is_shown(demo: Demo, nadia: Any) -> None:
    for html, _, _ in STYLES:
        await demo.send(nadia, html, parse_mode="HTML")

    messages = demo.pane(1).locator(".message:not(.own)")
    await expect(messages).to_have_count(len(STYLES))
    shown = [
        await messages.nth(index).locator(selector).text_content()
        for index, (_, selector, _) in enumerate(STYLES)
    ]
    assert shown == [words for _, _, words in STYLES]


async def test_a_block_leaves_no_empty_lines_around_it(demo: Demo, nadia: Any) -> None:
    html = "Before\n<blockquote>quoted\ntwice</blockquote>\nAfter\n\nLast"

    await demo.send(nadia, html, parse_mode="HTML")

    text = demo.pane(1).locator(".message .text").last
    await expect(text).to_contain_text("Last")
    shape = "node => [...node.querySelectorAll('p')].map(p => p.textContent)"
    assert await text.evaluate(shape) == ["Before", "quoted", "twice", "After", "", "Last"]


async def test_a_long_quotation_is_folded_until_it_is_opened(demo: Demo, nadia: Any) -> None:
    lines = "\n".join(f"{number} An item" for number in range(1, 9))
    await demo.send(nadia, f"<blockquote expandable>{lines}</blockquote>", parse_mode="HTML")
    quote = demo.pane(1).locator("blockquote .quoted")
    height = "node => node.clientHeight"
    folded = await quote.evaluate(height)

    await demo.pane(1).get_by_role("button", name="Show all").click()

    await expect(demo.pane(1).get_by_role("button", name="Show less")).to_be_visible()
    assert await quote.evaluate(height) > 2 * folded


async def test_a_moment_tells_the_time_on_this_phone(demo: Demo) -> None:
    daniel = demo.telegram.account(5_000_000_004)
    html = '<tg-time unix="1776243600">14:00 PKT</tg-time>'
    await demo.send(daniel, html, parse_mode="HTML")
    moment = demo.pane(4).locator(".moment")
    await expect(moment).to_have_text("14:00 PKT")

    await moment.click()

    local = demo.pane(4).locator(".local")
    await expect(local).to_have_text("(here: Wed 15 Apr 2026, 11:00 CEST)")


async def test_a_deep_link_starts_the_bot_and_other_links_leave(demo: Demo, nadia: Any) -> None:
    join = {"text": "Join", "url": "https://t.me/ewg_desk_bot?start=j_31"}
    site = {"text": "Map", "url": "https://example.org/map"}
    await demo.send(nadia, "Welcome", [join, site])

    await demo.key("Join").click()

    assert (await demo.update("message"))["text"] == "/start j_31"
    await expect(demo.key("Map")).to_have_attribute("rel", "noopener noreferrer")
    await expect(demo.key("Map")).to_have_attribute("target", "_blank")


async def test_a_copy_button_copies_and_says_so(demo: Demo, nadia: Any) -> None:
    form = "Title:\nDate:\nTime:"
    await demo.send(nadia, "A form", [{"text": "Copy the form", "copy_text": {"text": form}}])

    await demo.key("Copy the form").click()

    await expect(demo.key("Copied")).to_be_visible()
    assert await demo.page.evaluate("navigator.clipboard.readText()") == form
    await expect(demo.key("Copy the form")).to_be_visible()


async def test_enter_sends_and_shift_enter_begins_a_line(demo: Demo) -> None:
    field = demo.pane(1).get_by_role("textbox", name="Message")
    await field.click()
    await demo.page.keyboard.insert_text("Title: First\nDate: 15 April")
    await demo.page.keyboard.press("Shift+Enter")
    await demo.page.keyboard.type("Time: 2 pm")

    await demo.page.keyboard.press("Enter")

    said = await demo.update("message")
    assert said["text"] == "Title: First\nDate: 15 April\nTime: 2 pm"
    await expect(field).to_have_value("")
    await expect(demo.pane(1).locator(".message.own .text").last).to_contain_text("Time: 2 pm")


async def test_the_commands_menu_is_that_of_the_person(demo: Demo, farhan: Any) -> None:
    commands = [{"command": "next", "description": "Next meeting and my reply"}]
    scope = {"type": "chat", "chat_id": farhan.id}
    await demo.call("setMyCommands", commands=commands, scope=scope)
    await demo.pane(2).get_by_role("button", name="Commands").click()

    await demo.pane(2).get_by_role("menuitem", name="/next Next meeting and my reply").click()

    said = await demo.update("message")
    assert (said["from"]["id"], said["text"]) == (farhan.id, "/next")


async def test_a_message_of_ones_own_can_be_edited(demo: Demo, nadia: Any) -> None:
    await nadia.says("Date: 14 April")
    await demo.pane(1).get_by_text("Date: 14 April").click(button="right")
    await demo.pane(1).get_by_role("menuitem", name="Edit").click()
    field = demo.pane(1).get_by_role("textbox", name="Message")
    await expect(field).to_have_value("Date: 14 April")

    await field.fill("Date: 15 April")
    await field.press("Enter")

    assert (await demo.update("edited_message"))["text"] == "Date: 15 April"
    await expect(demo.pane(1).locator(".message.own .text").last).to_have_text("Date: 15 April")


async def test_a_reply_names_what_it_answers(demo: Demo, nadia: Any) -> None:
    sent = await demo.send(nadia, "What is the venue?")
    message = demo.pane(1).locator(".message").filter(has_text="What is the venue?")
    await message.get_by_role("button", name="More for this message").focus()
    await demo.page.keyboard.press("Enter")
    await demo.pane(1).get_by_role("menuitem", name="Reply").press("Enter")

    await demo.page.keyboard.type("Committee Room 2")
    await demo.page.keyboard.press("Enter")

    said = await demo.update("message")
    assert said["reply_to_message"]["message_id"] == sent["message_id"]
    await expect(demo.pane(1).locator(".quote-text").last).to_have_text("What is the venue?")


async def test_a_file_goes_to_the_bot_and_can_be_downloaded_again(demo: Demo) -> None:
    roster = FilePayload(name="roster.csv", mimeType="text/csv", buffer=b"name,office\n")

    await demo.pane(1).locator("input[type=file]").set_input_files(roster)

    said = await demo.update("message")
    assert said["document"]["file_name"] == "roster.csv"
    link = demo.pane(1).locator("a.file")
    await expect(link).to_contain_text("roster.csv")
    address = await link.get_attribute("href")
    async with demo.session.get(f"{demo.server.url}{address}") as kept:
        assert await kept.read() == b"name,office\n"
    async with demo.page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "roster.csv"


async def test_what_is_not_text_is_named(demo: Demo, nadia: Any) -> None:
    await nadia.sends_voice()
    await nadia.sends_sticker()

    await expect(demo.pane(1).locator(".file-name")).to_have_text(["Voice message", "Sticker"])


async def test_bells_count_what_rang_and_what_did_not(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "One")
    await demo.send(nadia, "Two")
    await demo.send(nadia, "Three", disable_notification=True)

    await expect(demo.pane(1).locator(".bells")).to_have_text("2 with sound, 1 silent")
    await expect(demo.pane(1).locator(".message .silent")).to_have_count(1)


async def test_a_phone_without_network_catches_up(demo: Demo, nadia: Any) -> None:
    switch = demo.pane(1).get_by_role("button", name="Offline")
    await switch.click()
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await demo.send(nadia, "The venue has changed")
    await expect(demo.pane(1).locator(".status")).to_have_text("no network · 1 waiting")
    await expect(demo.pane(1).get_by_text("The venue has changed")).to_have_count(0)
    await demo.page.reload()
    await expect(demo.pane(1).locator(".status")).to_have_text("no network · 1 waiting")
    field = demo.pane(1).get_by_role("textbox", name="Message")
    await field.fill("Noted")
    await field.press("Enter")
    await expect(demo.toast()).to_contain_text("waits until the phone is online")

    await switch.click()

    await expect(demo.pane(1).get_by_text("The venue has changed")).to_be_visible()
    assert (await demo.update("message"))["text"] == "Noted"


async def test_a_lock_screen_gives_the_first_line_only(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "A notice for you\nThe venue is Room 2")
    await expect(demo.pane(1).get_by_text("A notice for you")).to_be_visible()

    await demo.pane(1).get_by_role("button", name="Locked", exact=True).click()

    lock = demo.pane(1).locator(".lock")
    assert await lock.locator(".note-line").all_inner_texts() == ["A notice for you"]
    await lock.get_by_role("button", name="Unlock").click()
    await expect(lock).to_have_count(0)


async def test_the_chat_can_be_read_out_as_plain_lines(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "Kindly confirm\nby Friday", [callback("In person", "p")])
    await expect(demo.key("In person")).to_be_visible()

    await demo.pane(1).get_by_role("button", name="Read out").click()

    assert await demo.pane(1).locator(".reading").last.locator("p").all_inner_texts() == [
        "EWG Secretariat, 09:00",
        "Kindly confirm",
        "by Friday",
        "Button: In person",
    ]


async def test_blocking_leaves_only_unblock(demo: Demo, nadia: Any) -> None:
    await demo.pane(1).get_by_role("button", name="Blocked").click()

    await expect(demo.pane(1).get_by_role("button", name="Unblock")).to_be_visible()
    assert nadia.room.blocked
    await demo.pane(1).get_by_role("button", name="Unblock").click()
    await expect(demo.pane(1).get_by_role("textbox", name="Message")).to_be_visible()


async def test_a_pane_can_be_given_to_somebody_else_who_presses_start(demo: Demo) -> None:
    await demo.pane(3).get_by_role("combobox").select_option("Umer Stranger")

    await demo.pane(3).get_by_role("button", name="Start").click()

    said = await demo.update("message")
    assert (said["from"]["first_name"], said["text"]) == ("Umer", "/start")
    await expect(demo.pane(3).locator(".message")).to_have_count(1)


async def test_the_clock_and_the_coming_events_are_the_demos(demo: Demo) -> None:
    await expect(demo.page.locator("#now")).to_have_text("Mon 6 Apr 2026 09:00 PKT")
    await expect(demo.page.locator("#coming .event")).to_have_text("8 Apr, 10:00 7-day reminders")

    await demo.page.get_by_role("button", name="+1 day").click()

    await expect(demo.page.locator("#now")).to_have_text("Tue 7 Apr 2026 09:00 PKT")
    assert demo.asked == [("advance", {"days": 1})]


async def test_the_keyboard_alone_is_enough(demo: Demo, farhan: Any) -> None:
    await demo.send(farhan, "Kindly confirm", [callback("Video link", "v")])
    await expect(demo.key("Video link", 2)).to_be_visible()

    await demo.page.keyboard.press("2")
    while not await demo.key("Video link", 2).evaluate("node => node === document.activeElement"):
        await demo.page.keyboard.press("Tab")
        assert await demo.pane(2).evaluate("node => node.contains(document.activeElement)")
    await demo.page.keyboard.press("Enter")

    assert (await demo.update("callback_query"))["data"] == "v"
    await demo.page.keyboard.press(".")
    await expect(demo.page.locator("#now")).to_have_text("Wed 8 Apr 2026 10:00 PKT")
    assert demo.asked == [("next_event", {})]


async def test_digits_and_stops_in_a_text_are_only_letters(demo: Demo) -> None:
    field = demo.pane(1).get_by_role("textbox", name="Message")
    await field.click()

    await demo.page.keyboard.type("2. Budget")

    await expect(field).to_have_value("2. Budget")
    assert demo.asked == []


async def test_the_drawer_tells_what_happened_and_repeats_the_last_tap(
    demo: Demo, farhan: Any
) -> None:
    sent = await demo.send(farhan, "Kindly confirm", [callback("In person", "p")])
    await demo.page.get_by_role("button", name="What just happened").click()
    await expect(demo.page.locator("#drawer")).to_contain_text("Meeting 1 published: 12 sent")
    await expect(demo.page.locator(".table-row")).to_have_text("replyseatInterioranswerin person")
    twice = demo.page.get_by_role("button", name="Tap twice")
    await expect(twice).to_be_disabled()

    await demo.key("In person", 2).click()
    await twice.click()
    await demo.page.get_by_role("button", name="Restart the bot").click()

    await expect(demo.page.get_by_role("button", name="Restart the bot")).to_be_enabled()
    last = {"person": farhan.id, "message": sent["message_id"], "data": "p"}
    assert demo.asked == [("tap_twice", last), ("restart", {})]


async def test_starting_over_asks_first_and_takes_the_new_world(demo: Demo) -> None:
    await demo.pane(2).get_by_role("combobox").select_option("Umer Stranger")
    await demo.page.get_by_role("button", name="Start over").click()

    await demo.page.get_by_role("dialog").get_by_role("button", name="Start over").click()

    await expect(demo.page.locator(".pane")).to_have_count(5)
    holders = await demo.page.locator(".pane .who select option:checked").all_inner_texts()
    assert (holders[1], holders[4]) == ("Farhan Javed", "Rida Aslam")


async def test_what_the_host_refuses_is_told(demo: Demo) -> None:
    await demo.page.locator("#coming").get_by_role("button", name="7-day reminders").click()

    trouble = demo.page.get_by_role("alert")
    await expect(trouble).to_contain_text("The clock only goes forward")
    # The browser itself notes the answer 500 that this test asked for.
    assert len(demo.complaints) == 1
    demo.complaints.clear()


async def test_a_narrow_screen_shows_one_phone_with_tabs(demo: Demo, farhan: Any) -> None:
    await demo.page.set_viewport_size({"width": 390, "height": 844})
    await demo.send(farhan, "Kindly confirm")
    shown = "all => all.filter(pane => pane.offsetParent).map(pane => pane.id)"
    tab = demo.page.get_by_role("button", name="Farhan")
    await expect(tab.locator(".badge")).to_have_text("1 unread")
    assert await demo.page.locator(".pane").evaluate_all(shown) == ["pane-1"]

    await tab.click()

    assert await demo.page.locator(".pane").evaluate_all(shown) == ["pane-2"]
    await expect(tab.locator(".badge")).to_have_count(0)
    await expect(tab).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize(
    ("width", "height"), [(1920, 1080), (1280, 800), (640, 400), (390, 844), (320, 640)]
)
async def test_nothing_runs_out_of_the_screen(
    demo: Demo, nadia: Any, width: int, height: int
) -> None:
    await demo.send(nadia, "W" * 300, [callback("A label that is far too long for it", "x")])
    await demo.page.set_viewport_size({"width": width, "height": height})
    await expect(demo.key("A label")).to_be_visible()

    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    log = "#pane-1 .log"
    inside = f"(log => log.scrollWidth - log.clientWidth)(document.querySelector('{log}'))"
    assert (await demo.page.evaluate(overflow), await demo.page.evaluate(inside)) == (0, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_button_colours_can_be_read(demo: Demo, nadia: Any, scheme: Any) -> None:
    await demo.page.emulate_media(color_scheme=scheme)
    styles = [None, "primary", "success", "danger"]
    await demo.send(nadia, "All", *[[callback(f"Key {style}", "x", style)] for style in styles])
    await expect(demo.pane(1).locator(".key")).to_have_count(4)

    colours = (
        await demo.pane(1)
        .locator(".key")
        .evaluate_all(
            """keys => keys.map(key => {
            const style = getComputedStyle(key);
            return [style.color, style.backgroundColor];
        })"""
        )
    )

    assert len({tuple(pair) for pair in colours}) == 4
    assert [pair for pair in colours if contrast(*pair) < 4.5] == []


async def test_an_old_app_knows_neither_colours_nor_moments(demo: Demo, nadia: Any) -> None:
    html = '<tg-time unix="1776243600">14:00 PKT</tg-time>'
    await demo.send(nadia, html, [callback("Stop", "s", "danger")], parse_mode="HTML")
    await expect(demo.key("Stop")).to_have_class(re.compile("danger"))
    await expect(demo.pane(1).locator(".moment")).to_have_count(1)

    await demo.pane(1).get_by_role("button", name="Old app").click()

    await expect(demo.pane(1).locator(".moment")).to_have_count(0)
    await expect(demo.pane(1).locator(".message .text").last).to_have_text("14:00 PKT")
    assert await demo.key("Stop").get_attribute("class") == "key"


async def test_the_sound_log_lists_what_rang_with_its_total(demo: Demo, nadia: Any) -> None:
    await demo.send(nadia, "First\nand more")
    sent = await demo.send(nadia, "Second", disable_notification=True)
    await demo.send(nadia, "Third")
    changed = {"chat_id": nadia.id, "message_id": sent["message_id"], "text": "Second, changed"}
    await demo.call("editMessageText", **changed)
    await expect(demo.pane(1).get_by_text("Second, changed")).to_be_visible()

    await demo.pane(1).locator(".bells").click()

    log = demo.pane(1).get_by_role("dialog", name="Sounds")
    assert [line.split("\n") for line in await log.locator("li").all_inner_texts()] == [
        ["with sound,", "6 Apr, 09:00", "Third", "2"],
        ["silent,", "6 Apr, 09:00", "Second, changed", "1"],
        ["with sound,", "6 Apr, 09:00", "First", "1"],
    ]
    await demo.page.keyboard.press("Escape")
    await expect(log).to_have_count(0)


async def test_an_invitation_is_opened_by_its_link(demo: Demo) -> None:
    await demo.pane(3).get_by_role("combobox").select_option("Umer Stranger")
    await demo.pane(3).get_by_role("button", name="Open an invitation link").click()
    field = demo.pane(3).get_by_role("textbox", name="Open a link")
    await field.fill("https://example.org/elsewhere")
    await field.press("Enter")
    await expect(demo.toast(3)).to_have_text("This is not a link to the assistant.")
    await demo.pane(3).get_by_role("button", name="Open an invitation link").click()
    await field.fill("t.me/ewg_desk_bot?start=i_31")

    await field.press("Enter")

    said = await demo.update("message")
    assert (said["from"]["first_name"], said["text"]) == ("Umer", "/start i_31")


async def test_people_to_choose_from_stand_under_their_roles(demo: Demo) -> None:
    groups = demo.pane(1).locator("optgroup")

    labels = "all => all.map(group => [group.label, group.textContent])"

    assert await groups.evaluate_all(labels) == [
        ["secretariat", "Nadia Saleem"],
        ["member", "Farhan Javed"],
        ["others", "Maria MemonDaniel MoreauUmer Stranger"],
    ]


async def test_a_host_without_a_story_has_no_tour_and_no_quiet_hours(demo: Demo) -> None:
    await expect(demo.page.get_by_role("button", name="Next event")).to_be_visible()

    for name in ("Tour", "Quiet", "Two editors"):
        await expect(demo.page.get_by_role("button", name=name, exact=True)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_small_words_can_be_read(demo: Demo, nadia: Any, scheme: Any) -> None:
    await demo.page.emulate_media(color_scheme=scheme)
    await demo.send(nadia, "Read me")
    await expect(demo.pane(1).get_by_text("Read me")).to_be_visible()
    await demo.pane(1).get_by_role("button", name="Offline").click()
    await expect(demo.pane(1).locator(".status")).to_have_text("no network")
    words = (
        ".kicker, #now, .coming-title, .event, .office, .local-zone, .switch, .status, .meta time"
    )
    # Colours that come from a mixture or shine through are painted to see what they are.
    seen = """all => all.filter(node => node.offsetParent).map(node => {
        const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
        const line = [];
        for (let at = node; at; at = at.parentElement) line.unshift(getComputedStyle(at));
        for (const style of line) {
            paint.fillStyle = style.backgroundColor;
            paint.fillRect(0, 0, 1, 1);
        }
        const [r, g, b] = paint.getImageData(0, 0, 1, 1).data;
        return [node.textContent, line.at(-1).color, `rgb(${r}, ${g}, ${b})`];
    })"""

    looks = await demo.page.locator(words).evaluate_all(seen)

    assert len(looks) > 20
    assert [look for look in looks if contrast(look[1], look[2]) < 4.5] == []


async def test_the_page_comes_back_after_the_server_does(demo: Demo, nadia: Any) -> None:
    port = int(demo.server.url.rsplit(":", 1)[1])
    await demo.server.stop()
    await expect(demo.page.get_by_role("alert")).to_contain_text("connection to the server is lost")

    await demo.server.start(port=port)
    await demo.send(nadia, "Here again")

    await expect(demo.pane(1).locator(".message .text").last).to_have_text("Here again")
    await expect(demo.page.get_by_role("alert")).to_have_count(0)
    # The browser may have noted attempts in vain, which is what this test was about.
    assert {complaint[:23] for complaint in demo.complaints} <= {"Failed to load resource"}
    demo.complaints.clear()


def contrast(one: str, other: str) -> float:
    """The contrast of two CSS colours. Source: WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
        linear = [
            channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
            for channel in channels
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


async def test_the_page_is_small_and_takes_nothing_from_outside() -> None:
    addresses = re.compile(r"https?://(?!www\.w3\.org/2000/svg)[^\s$`\"']+")

    outside = [address for text in FILES.values() for address in addresses.findall(text)]

    assert sum(len(text.encode()) for text in FILES.values()) < 150_000
    assert outside == []
    assert [name for name, text in FILES.items() if "innerHTML" in text] == []
