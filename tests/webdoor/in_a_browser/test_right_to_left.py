"""The page in Urdu, in a real browser: it runs from right to left, says so, and has no barrier that a rule finds."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser import IN_A_BROWSER, NARROW
from tests.webdoor.in_a_browser.test_pages import browser, check
from tests.webdoor.site import Site

pytestmark = IN_A_BROWSER


async def test_somebody_who_asks_for_urdu_reads_the_page_from_right_to_left(site: Site) -> None:
    link = await site.link(await site.let_in())
    async with browser(NARROW) as page:
        await page.goto(link)
        await page.get_by_role("button", name="Open my page").click()
        await page.locator("#words").fill("اردو")
        await page.get_by_role("button", name="Send", exact=True).last.click()
        html = page.locator("html")
        await expect(html).to_have_attribute("dir", "rtl")
        await expect(html).to_have_attribute("lang", "ur")
        await check(page)
        await page.locator("#words").fill("جی ہاں")
        await page.get_by_role("button", name="بھیجیں", exact=True).last.click()
        await expect(page.get_by_role("button", name="واپس", exact=True)).to_be_visible()
        await check(page)
