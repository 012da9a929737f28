"""A leader's first questions in a real browser: no barrier that a rule finds, at 320 pixels and wide."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.barriers import barriers
from tests.browser import IN_A_BROWSER, NARROW, WIDE, profile
from tests.webdoor.site import Site

pytestmark = IN_A_BROWSER

SHORTEST = 44  # CSS pixels of anything that is pressed
TOO_SMALL = f"""[...document.querySelectorAll("button, summary, textarea, a")]
  .filter(one => one.offsetParent && Math.min(one.offsetHeight, one.offsetWidth) < {SHORTEST - 0.5})
  .map(one => one.textContent.trim())"""
# What a leader does, in order: presses a button, or types.
STEPS = (
    *(("press", "Yes"), ("type", "Lena Fox"), ("type", "Director of nursing"), ("type", "A hospital")),
    *(("type", "What waiting is like."), ("press", "Tuesday"), ("press", "Thursday"), ("press", "Done")),
    *(("type", "8"), ("type", "6 pm"), ("press", "Skip"), ("type", "I listen first."), ("press", "That is right")),
)


@asynccontextmanager
async def browser(viewport: ViewportSize) -> AsyncIterator[Page]:
    async with profile(viewport) as context:
        yield await context.new_page()


@pytest.mark.parametrize(  # each width and each scheme once: what differs in one does not depend on the other
    ("viewport", "scheme"),
    [(NARROW, "light"), (WIDE, "dark")],
    ids=["320 pixels, or 400 %, and light", "wide and dark"],
)
async def test_no_page_has_a_barrier_or_scrolls_sideways(site: Site, viewport: ViewportSize, scheme: str) -> None:
    link = await site.link(await site.let_in())
    complaints: list[str] = []
    async with browser(viewport) as page:
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await page.goto(link)
        await check(page)
        await page.get_by_role("button", name="Open my page").click()
        await check(page)
        for how, what in (*STEPS[:1], ("type", "x" * 60), *STEPS[2:7]):
            if how == "type":
                await page.locator("#words").fill(what)
            await page.get_by_role("button", name="Send" if how == "type" else what, exact=True).last.click()
            await check(page)
        await page.locator("summary").first.click()
        await check(page)
        assert complaints == []
        await page.context.clear_cookies()
        for path in ("/answer", "/privacy", "/copy/any-link"):
            await page.goto(f"{site.url}{path}")
            await check(page)


async def check(page: Page) -> None:
    """No barrier by axe's rules, nothing beyond the right edge, nothing too small to press."""
    assert await barriers(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(TOO_SMALL) == []


async def test_after_an_answer_the_newest_message_is_where_reading_goes_on(site: Site) -> None:
    link = await site.link(await site.let_in())
    async with browser(NARROW) as page:
        await page.goto(link)
        await page.get_by_role("button", name="Open my page").click()
        await page.get_by_role("button", name="Yes", exact=True).click()
        await expect(page.locator("#now")).to_be_focused()
        await expect(page.locator("li:has(#now)")).to_contain_text("What is your name")
        await expect(page.locator("#now")).to_be_in_viewport()
