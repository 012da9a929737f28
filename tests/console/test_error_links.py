"""What there is to mend leads to where it is mended: each link of a list of errors to a field or a button."""

from __future__ import annotations

from lxml import html

from tests.console.expected import EXPECTED
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.seen import Page
from tests.console.staff import ANYBODY, ROLES

FIELDS = ("input", "select", "textarea", "button")
NOT_TRIED = ("/sign-out", "/my/sign-ins/{own}/end", "/stay")  # after which there is nobody to send the next one
# What is typed into every field: nothing, and what is right in none.
TYPED = ("", "x/9", "-1")
NAMES = (
    *(
        "answer",
        "because",
        "became",
        "code",
        "date",
        "day",
        "days",
        "decision",
        "fate",
        "file",
        "format",
        "from",
        "gone",
    ),
    *("how", "into", "kind", "lift", "lines", "line", "members", "minutes", "name", "number", "organisation", "other"),
    *("outcome", "paper", "pay", "person", "place", "prompt", "purpose", "reason", "role", "said_on", "section"),
    *("sentence", "stage", "step", "tag", "theme", "time", "times", "title", "to", "told", "until", "way", "what"),
    *("when", "where", "which", "who", "whose", "why", "words", "every", "closes_on", "decides_on", "places", "known"),
)


def leading_nowhere(page: Page) -> list[str]:
    """The links of its lists of errors that lead to nothing in which something can be typed, chosen or pressed."""
    root = html.document_fromstring(page.html or "<p></p>")
    links = root.xpath("//*[contains(@class, 'govuk-error-summary')]//a/@href")
    goals = [one for name in FIELDS for one in root.iter(name) if one.get("type") != "hidden"]
    return [one for one in links if one.removeprefix("#") not in {goal.get("id") for goal in goals}]


async def test_every_link_of_a_list_of_errors_leads_to_a_field(office: Office) -> None:
    records = Records(office)
    await records.fill()
    browsers, wrong, seen = {role: await office.proven(role) for role in ROLES}, [], set()
    for (method, path), expected in EXPECTED.items():
        if method != "POST" or expected == ANYBODY or not expected or path in NOT_TRIED:
            continue
        browser = browsers[next(role for role in ROLES if role in expected)]
        for text in TYPED:
            page = await _sent(browser, await records.path(path, browser), text)
            seen |= {path} if "govuk-error-summary" in page.html else set()
            wrong += [(path, one) for one in leading_nowhere(page)]
    assert wrong == [] and len(seen) > 40


async def _sent(browser: Browser, where: str, text: str) -> Page:
    return await browser.post(where, dict.fromkeys(NAMES, text) if text else {})


async def test_the_last_of_a_role_is_taken_away_by_the_button_to_which_its_error_leads(office: Office) -> None:
    ada, lou = await office.proven("admin"), await office.hire("learning-partner", "Lou")
    page = await ada.post(f"/team/{lou.id}/take/learning-partner")
    assert page.status == 422 and "Nobody else is there with this role." in page.text
    assert page.links["Nobody else is there with this role. Read what that means, and then decide."] == "#role"
    assert leading_nowhere(page) == [] and 'id="role">Take it away</button>' in page.html


async def test_what_cannot_be_mended_any_more_is_said_and_leads_nowhere(office: Office) -> None:
    ada = await office.proven("admin")
    assert ada.who is not None
    page = await ada.post(f"/team/{ada.who.id}/take/admin")
    assert page.status == 422 and "There has to be another admin first." in page.text
    assert "There has to be another admin first. Invite one, then take this role away." not in page.links
