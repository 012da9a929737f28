"""What is looked at once only is looked at again once it is another: a page that was well is spoiled, and found."""

from __future__ import annotations

from playwright.async_api import Page

from tests.barriers import barriers, wide_barriers
from tests.browser import IN_A_BROWSER, NARROW
from tests.console.in_a_browser.test_pages import browsing
from tests.console.office import Office

pytestmark = IN_A_BROWSER

# How a page is spoiled, and what is to be found then, narrow and wide.
SPOILED = (
    ("main.querySelector('h1').style.color = '#bbb'", "color-contrast", ""),
    ("main.style.backgroundColor = '#1d1d1d'", "color-contrast", ""),
    ("main.style.opacity = 0.3", "color-contrast", ""),
    ("lay(document.body, '#555')", "color-contrast", ""),
    ("main.append(small(), small())", "button-name", "target-size"),
)
WITH = """const main = document.querySelector("main");
const small = () => {
  const button = document.createElement("button");
  button.style.cssText = "width: 9px; height: 9px; padding: 0; margin: 0";
  return button;
};
const lay = (where, colour) => {  // something behind all of the text, that is around none of it
  const sheet = document.createElement("div");
  sheet.style.cssText = `position: absolute; inset: 0; height: 3000px; z-index: -1; background: ${colour}`;
  where.prepend(sheet);
  for (const one of document.querySelectorAll("html, body, body *:not(div:first-child)")) {
    if (one !== sheet) one.style.background = "transparent";
  }
};
"""


async def test_whatever_makes_a_page_that_was_well_hard_to_read_or_to_press_is_found(office: Office) -> None:
    async with browsing(office, NARROW) as (url, page, _):
        await page.goto(f"{url}/console/sign-in")
        assert (await barriers(page), await barriers(page)) == ([], [])
        for how, narrow, wide in SPOILED:
            await _spoil(page, url, how)
            assert narrow in [one[0] for one in await barriers(page)], how
            assert not wide or wide in [one[0] for one in await wide_barriers(page)], how


async def _spoil(page: Page, url: str, how: str) -> None:
    await page.set_viewport_size(NARROW)
    await page.goto(f"{url}/console/sign-in")
    await page.evaluate(f"() => {{ {WITH} {how} }}")
