"""Words in a real browser: a text is found, changed and published at 320 pixels by keyboard alone."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser import IN_A_BROWSER, NARROW
from tests.console.in_a_browser.test_pages import browsing, check, enter, press, reach
from tests.console.office import Office

pytestmark = IN_A_BROWSER

NEW = "A thought can help. Only you see what you write."


async def test_a_text_is_found_changed_and_published_at_320_pixels_by_keyboard_alone(office: Office) -> None:
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await press(page, "link", "Words")
        await reach(page, "searchbox", "Words, or where they stand")
        await page.keyboard.type("left behind")
        await expect(page.get_by_text("1 text", exact=True)).to_be_visible()
        await press(page, "link", "reflect.why")
        await press(page, "button", "Change it in Welsh")
        await expect(page.get_by_text("In English")).to_be_visible()
        await press(page, "link", "reflect.why")
        await press(page, "button", "Change it in English")
        await reach(page, "textbox", "English")
        await page.keyboard.press("Control+A")
        await page.keyboard.type("Great!")
        await press(page, "button", "Save the draft and look at it")
        await expect(page.get_by_role("heading", name="To mend before it can be said")).to_be_visible()
        await check(page, "words-to-mend")
        await page.set_viewport_size(NARROW)
        await press(page, "button", "Change it again")
        await reach(page, "textbox", "English")
        await page.keyboard.press("Control+A")
        await page.keyboard.type(NEW)
        await press(page, "button", "Save the draft and look at it")
        await expect(page.locator("#rehearsed")).to_have_text("Nobody is in the middle of a conversation.")
        await press(page, "button", "Publish")
        await expect(page.get_by_text("It is said from now on.")).to_be_visible()
        assert office.texts.voice("en").says("reflect", "why", {}) == NEW
        await press(page, "button", "Say what came with the program in English")
        await check(page, "text-back")
        await press(page, "button", "Say this again")
        await expect(page.get_by_role("cell", name="Back to what came with the program")).to_be_visible()
        await press(page, "link", "Thoughts")
        await press(page, "button", "Add a thought")
        await reach(page, "textbox", "The thought")
        await page.keyboard.type("Who listened today?")
        await reach(page, "combobox", "About")
        await page.keyboard.type("Pow")
        await reach(page, "combobox", "When it fits")
        await page.keyboard.type("Any")
        await press(page, "button", "Look at it")
        await press(page, "button", "Add it, to be offered from now on")
        await expect(page.get_by_text("It is in the library")).to_be_visible()
        assert complaints == []
