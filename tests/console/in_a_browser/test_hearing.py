"""Closing the loop and asking for a sentence, on a phone's width and by keyboard alone, in a real browser."""

from __future__ import annotations

from playwright.async_api import expect

from storage import fates, quotation_requests
from tests.browser import IN_A_BROWSER, NARROW
from tests.console import answered
from tests.console.in_a_browser.test_pages import browsing, check, enter, press, reach
from tests.console.office import Office
from tests.console.test_fates import ANSWERS, say_some

pytestmark = IN_A_BROWSER


async def test_one_fate_for_two_and_a_sentence_asked_for_by_keyboard_at_320_pixels(office: Office) -> None:
    ids = await say_some(office, "quote_anonymous")
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await press(page, "link", "What came of it")
        for words in ANSWERS[:2]:
            await reach(page, "checkbox", words)
            await page.keyboard.press("Space")
        await reach(page, "radio", "Read")
        await page.keyboard.press("Space")
        for _ in range(3):
            await page.keyboard.press("ArrowDown")
        await press(page, "button", "Note it for those chosen")
        await expect(page.locator("#errors")).to_be_focused()
        await check(page, "fates-to-mend")
        await page.set_viewport_size(NARROW)
        await reach(page, "textbox", "In a sentence, for them to read")
        await page.keyboard.type("The lift is mended, and the desk opens at eight.")
        await press(page, "button", "Note it for those chosen")
        await expect(page.get_by_text("Led to something: 2 answers, by Cora")).to_be_visible()
        await check(page, "fates-noted")
        await page.set_viewport_size(NARROW)
        await press(page, "link", "Open this answer 1")
        await press(page, "link", "Ask to use a sentence of it")
        await reach(page, "combobox", "Where they would stand")
        await page.keyboard.type("Somewhere")
        await reach(page, "textbox", "Where else")
        await page.keyboard.type("The spring report")
        await check(page, "quotation-new")
        await page.set_viewport_size(NARROW)
        await press(page, "button", "Look at it first")
        await check(page, "quotation-look")
        await page.set_viewport_size(NARROW)
        await press(page, "button", "Ask them")
        await expect(page.get_by_text("They are not asked for five minutes")).to_be_visible()
        await press(page, "button", f"Call it off {ANSWERS[2]}")
        await expect(page.get_by_text("It is called off, and they are not asked.")).to_be_visible()
        assert [one for one in complaints if "422" not in one] == []
    noted = await office.do(lambda tx: fates.untold(tx, 9))
    assert {one.answer_id for one in noted} == set(ids[:2])
    assert len(await office.do(lambda tx: quotation_requests.in_state(tx, "cancelled", 9))) == 1


async def test_whoever_has_chosen_one_of_many_goes_on_to_what_came_of_it_in_a_few_tabs(office: Office) -> None:
    ana, now = await office.hire("partner", "Ana"), office.clock.now()
    await office.do(lambda tx: answered.agree(tx, now, ana.id, "take_part_health"))
    words = [f"The lift is broken, day {number}." for number in range(12)]
    await office.do(lambda tx: [answered.say(tx, now, ana.id, each) for each in words])
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await press(page, "link", "What came of it")
        await reach(page, "checkbox", "The lift is broken, day 2.")
        await page.keyboard.press("Space")
        for _ in range(6):
            await page.keyboard.press("Tab")
        await expect(page.locator(".govuk-skip-link:focus")).to_have_text("Go on to what came of it")
        await check(page, "fates-skipped")
        await page.keyboard.press("Enter")
        await expect(page.locator("#what-came")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("radio", name="Read")).to_be_focused()
        assert complaints == []
