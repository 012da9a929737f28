"""A safeguarding lead's work in a real browser, at 320 pixels and by keyboard alone; and a coordinator's fortnight."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser import IN_A_BROWSER, NARROW, tab_to
from tests.console.in_a_browser.test_pages import browsing, check, enter, press, reach
from tests.console.office import Office
from tests.console.records import Records

pytestmark = IN_A_BROWSER

MOST_ARROWS = 60


async def unfold(page: Page, name: str) -> None:
    """Tab to what is folded away under this name, and open it."""
    await tab_to(page, page.locator("summary", has_text=name))
    await page.keyboard.press("Enter")


async def choose(page: Page, first: str, name: str) -> None:
    """Tab to the first of several, and by the arrows on to the one with this name."""
    await reach(page, "radio", first)
    await page.keyboard.press("Space")
    goal = page.get_by_role("radio", name=name, exact=True)
    for _ in range(MOST_ARROWS):
        if await goal.is_checked():
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows do not lead to {name}.")


async def test_a_lead_sees_to_a_concern_the_rota_and_a_number(office: Office) -> None:
    records = Records(office)
    await records.fill()
    sam = await office.hire("safeguarding-lead", "Sam")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, sam)
        await page.goto(f"{url}/console/concerns/{records.ids['concern']}")
        await _answer(page)
        await page.goto(f"{url}/console/rota/{records.ids['staff']}")
        await reach(page, "checkbox", "Monday")
        await page.keyboard.press("Space")
        for name, at in (("From", "9am"), ("Until", "5pm")):
            await reach(page, "textbox", name)
            await page.keyboard.type(at)
        await press(page, "button", "Keep it")
        await expect(page.get_by_text("09:00 to 17:00")).to_be_visible()
        await page.goto(f"{url}/console/help-cards/wales")
        await choose(page, "Life in danger", "Samaritans")
        await reach(page, "textbox", "The right number")
        await page.keyboard.type("116 124")
        await press(page, "button", "Look at it first")
        await page.go_back()
        await expect(page.get_by_label("The right number")).to_have_value("116 124")
        await page.go_forward()
        await press(page, "button", "It is right: show it to everybody")
        await expect(page.get_by_text("Samaritans: call 116 124")).to_be_visible()
        await page.go_back()
        await expect(page.get_by_role("heading", name="Help numbers, Wales")).to_be_visible()
        assert [one for one in complaints if "422" not in one] == []


async def _answer(page: Page) -> None:
    """From "I am on it" to the end."""
    await press(page, "button", "I am on it")
    await expect(page.get_by_text("It is yours now.")).to_be_visible()
    await reach(page, "textbox", "What was done")
    await page.keyboard.type("Rang at ten.")
    await press(page, "button", "Keep the note")
    await unfold(page, "Write to them")
    await reach(page, "textbox", "What happened, in plain words")
    await page.keyboard.type("I ring again on Thursday.")
    await press(page, "button", "Look at it first")
    await check(page, "concern-looked-at-first")
    await page.set_viewport_size(NARROW)
    await press(page, "button", "Send it now")
    await unfold(page, "Close it")
    await press(page, "button", "Close it, with my name")
    await expect(page.locator("#errors")).to_be_focused()
    await choose(page, "They have what they asked for", "Somebody else looks after it now")
    await reach(page, "textbox", "What came of it, in one sentence")
    await page.keyboard.type("We spoke.")
    await choose(page, "Yes, and tell them that it is closed", "No, but tell them now that it is closed")
    await press(page, "button", "Close it, with my name")
    await expect(page.get_by_text("It is closed, with your name beside it.")).to_be_visible()
    await reach(page, "radio", "Yes, Voices may write to them first again")
    await page.keyboard.press("Space")
    await press(page, "button", "Let Voices write first")
    await expect(page.get_by_text("Again, since")).to_be_visible()


async def test_a_coordinator_sees_a_fortnight_and_locks_a_phone(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await page.goto(f"{url}/console/people/{records.ids['without_concern']}")
        await press(page, "button", "Show what they get in the next 14 days")
        await expect(page.get_by_role("heading", name="What Eve gets in the next 14 days")).to_be_visible()
        await press(page, "link", "Eve")
        await press(page, "button", "Lock their phone")
        await expect(page.get_by_text("Phone locked")).to_be_visible()
        assert complaints == []
