"""Figures in a real browser: each drawing at 320 pixels and wide, its numbers by keyboard, and printed."""

from __future__ import annotations

from playwright.async_api import expect

from console.figures_told import CHARTS
from tests.browser import IN_A_BROWSER, WIDE
from tests.console.in_a_browser.test_pages import browsing, check, enter, press, reach
from tests.console.office import Office
from tests.figured import figured

pytestmark = IN_A_BROWSER


async def test_figures_at_320_pixels_and_by_keyboard(office: Office) -> None:
    await office.do(lambda tx: figured(tx, office.clock.now()))
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, WIDE) as (url, page, complaints):
        await enter(office, url, page, cora)
        await press(page, "link", "Learning")
        await press(page, "link", CHARTS["answering"].title)
        for name in CHARTS:
            await page.goto(f"{url}/console/figures/{name}?story=after_session")
            await check(page, f"figure-{name}")
        await page.goto(f"{url}/console/figures/promises")
        summary = page.locator("main summary").first
        await expect(page.get_by_role("cell", name="8 to 12", exact=True)).to_be_hidden()
        await summary.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("rowheader", name="Not due yet")).to_be_visible()
        await expect(page.get_by_role("img", name="Are promises kept?")).to_be_visible()
        await reach(page, "textbox", "From")
        await page.keyboard.press("ControlOrMeta+A")
        await page.keyboard.type("1 January 2026")
        await press(page, "button", "Show")
        await page.goto(f"{url}/console/figures/promises")
        await page.emulate_media(media="print")
        await expect(page.get_by_role("rowheader", name="Kept in part")).to_be_visible()
        assert complaints == []
