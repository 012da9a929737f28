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
FORMS = "main form[method=post]"
ABOUT = "forms => forms.map(form => [form.action, form.querySelector('button').firstChild.textContent])"


async def test_after_a_form_that_leads_back_or_to_a_look_the_keyboard_is_where_it_says_what_came_of_it(
    office: Office,
) -> None:
    records, tried = Records(office), set[str]()
    await records.fill()
    async with browsing(office, WIDE) as (url, page, _):
        await let_in(url, page, await office.proven("coordinator"))
        for path in INDEXES:
            while new := await _new(page, f"{url}/console{path}", tried):
                place, about = new
                tried.add(about)
                await _send(page, page.locator(FORMS).nth(place))
                back = urlsplit(page.url).path == f"/console{path}" or "look=" in page.url
                assert await page.evaluate(HERE) != "BODY" or not back, (path, about, page.url)
    assert len(tried) > 12


async def _new(page: Page, address: str, tried: set[str]) -> tuple[int, str] | None:
    """The first form of this page that is none of those, by its place, and what it is for: the same for each row of a
    list."""
    await page.goto(address, wait_until="domcontentloaded")
    for place, (action, button) in enumerate(await page.locator(FORMS).evaluate_all(ABOUT)):
        about = f"{len(action.split('/'))} {action.rsplit('/', 1)[-1]} {button}"
        if about not in tried:
            return place, about
    return None


async def _send(page: Page, form: Locator) -> None:
    await form.evaluate("form => form.closest('details')?.setAttribute('open', '')")
    for field in await form.locator("input:not([type]), input[type=text], textarea").all():
        await field.fill("Southfield")
    async with page.expect_navigation(wait_until="domcontentloaded"):
        await form.locator("button").first.click()
    await page.wait_for_function(f"{HERE} !== 'BODY' || document.readyState === 'complete'")
