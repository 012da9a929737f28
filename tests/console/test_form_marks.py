"""What a form tells those who do not see it: which fields are in error, and what Enter does in it."""

from __future__ import annotations

from typing import Any

from lxml import html

from tests.console.expected import EXPECTED, FILES
from tests.console.office import Office
from tests.console.records import Records
from tests.console.seen import Page
from tests.console.staff import ANYBODY, ROLES

NOT_TRIED = ("/sign-out", "/my/sign-ins/{own}/end", "/stay")  # after which there is nobody to send the next one


def _root(page: Page) -> Any:
    return html.document_fromstring(page.html or "<p></p>")


def unmarked(page: Page) -> list[str]:
    """The fields of which something is said to be wrong, and which are not marked so for a screen reader."""
    root = _root(page)
    said = root.xpath("//p[contains(@class, 'govuk-error-message')]/@id")
    return [one for one in said if not root.xpath(MARKED, error=one)]


MARKED = (
    "//*[contains(concat(' ', @aria-describedby, ' '), concat(' ', $error, ' '))]"
    "/descendant-or-self::*[@aria-invalid='true']"
)


def pressed_by_enter(page: Page) -> list[str]:
    """Of forms with several buttons those that Enter in a field presses though they are not what the form is for."""
    buttons = [form.xpath(".//button[not(@type) or @type='submit']") for form in _root(page).iter("form")]
    return [
        several[0].text_content() for several in buttons if len(several) > 1 and "secondary" in several[0].get("class")
    ]


async def test_every_field_in_error_is_marked_and_enter_presses_what_its_form_is_for(office: Office) -> None:
    records = Records(office)
    await records.fill()
    browsers = {role: await office.proven(role) for role in ROLES}
    wrong, marked, several = [], set(), 0
    for (method, path), expected in EXPECTED.items():
        if expected == ANYBODY or not expected or path in (*NOT_TRIED, *FILES):
            continue
        browser = browsers[next(role for role in ROLES if role in expected)]
        where = await records.path(path, browser)
        page = await (browser.get(where) if method == "GET" else browser.post(where, {}))
        marked |= {path} if "govuk-error-message" in page.html else set()
        several += "formaction" in page.html
        wrong += [(path, one) for one in unmarked(page) + pressed_by_enter(page)]
    assert wrong == [] and len(marked) > 20 and several > 1
