"""After a form without an error the keyboard, and what reads the page out, are where the page says what came of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.async_api import Locator, Page

from tests.browser import IN_A_BROWSER, WIDE
from tests.console.expected import EXPECTED, FILES
from tests.console.in_a_browser.test_pages import browsing, let_in
from tests.console.office import Office
from tests.console.records import Records

pytestmark = IN_A_BROWSER

# The pages of a coordinator that are about no record, and have buttons and forms.
INDEXES = [path for (method, path), who in EXPECTED.items() if method == "GET" and "coordinator" in who]
INDEXES = [path for path in INDEXES if "{" not in path and path not in FILES and not path.startswith("/my/")]
HERE = "document.activeElement.tagName"


async def test_after_a_form_that_leads_back_or_to_a_look_the_keyboard_is_where_it_says_what_came_of_it(
    office: Office,
) -> None:
    records, tried = Records(office), set[str]()
    await records.fill()
    async with browsing(office, WIDE) as (url, page, _):
        await let_in(url, page, await office.proven("coordinator"))
        for path in INDEXES:
            await page.goto(f"{url}/console{path}")
            for place in range(await page.locator("main form[method=post]").count()):
                await page.goto(f"{url}/console{path}")
                form = page.locator("main form[method=post]").nth(place)
                if not await form.count() or (about := await _about(form)) in tried:
                    continue
                tried.add(about)
                await _send(page, form)
                back = urlsplit(page.url).path == f"/console{path}" or "look=" in page.url
                assert await page.evaluate(HERE) != "BODY" or not back, (path, about, page.url)
    assert len(tried) > 12


async def _about(form: Locator) -> str:
    """What the form is for; the same for each row of a list."""
    words = await form.evaluate("form => [form.action, form.querySelector('button').firstChild.textContent]")
    return f"{len(words[0].split('/'))} {words[0].rsplit('/', 1)[-1]} {words[1]}"


async def _send(page: Page, form: Locator) -> None:
    await form.evaluate("form => form.closest('details')?.setAttribute('open', '')")
    for field in await form.locator("input:not([type]), input[type=text], textarea").all():
        await field.fill("Southfield")
    async with page.expect_navigation():
        await form.locator("button").first.click()
    await page.wait_for_function(f"{HERE} !== 'BODY' || document.readyState === 'complete'")
