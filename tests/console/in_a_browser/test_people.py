"""Two accounts made one, and answers on paper written down: in a real browser, by keyboard alone, on a small screen."""

from __future__ import annotations

from playwright.async_api import Page, expect

from console import one_time_codes
from storage import second_steps
from tests.agreeing import agree
from tests.browser import IN_A_BROWSER, NARROW
from tests.console.in_a_browser.test_pages import browsing, check, enter, press, reach
from tests.console.office import SECRET, Office
from tests.console.records import Records

pytestmark = IN_A_BROWSER


MOST_KEYS = 80


async def choose(page: Page, name: str) -> None:
    """Tab to the group of radio buttons that has this one, and along it with the arrows."""
    goal = page.get_by_role("radio", name=name, exact=True).last
    for _ in range(MOST_KEYS):
        here = "goal => [goal === document.activeElement, goal.name === document.activeElement.name]"
        there, in_group = await goal.evaluate(here)
        if there:
            return await page.keyboard.press("Space")
        await page.keyboard.press("ArrowDown" if in_group else "Tab")
    raise AssertionError(f"The keyboard does not reach {name}.")


async def test_a_paper_is_written_down_and_two_accounts_are_made_one_by_keyboard(office: Office) -> None:
    records = Records(office)
    await records.fill()
    office.clock.advance(2 * 60 * 60)
    ids, now, cora = records.ids, office.clock.now(), await office.hire("coordinator", "Cora")
    await office.do(lambda tx: agree(tx, now, ids["with_concern"], "take_part_health"))
    await office.do(lambda tx: second_steps.begin(tx, now, cora.id, SECRET))
    await office.do(lambda tx: second_steps.confirm(tx, now, cora.id))
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await page.goto(f"{url}/console/people/{ids['with_concern']}")
        await press(page, "button", "Write down answers")
        await choose(page, "After the session: Monday 2 March 2026, 09:01, with Ben")
        await choose(page, "By phone")
        await press(page, "button", "First question")
        await expect(page.locator("#errors")).to_be_focused()
        await reach(page, "textbox", "On which day?")
        await page.keyboard.type("today")
        await press(page, "button", "First question")
        for answer in ("Yes", "It was all right", "They did not answer this"):
            await choose(page, answer)
            await press(page, "button", "Next question")
        await check(page, "record-questions")
        await press(page, "button", "Write it down")
        await expect(page.get_by_text("It is written down")).to_be_visible()

        await page.goto(f"{url}/console/people/{ids['without_concern']}")
        office.clock.advance(6 * 60)
        await press(page, "button", "They have two accounts")
        await reach(page, "textbox", "Code from your app")
        await page.keyboard.type(one_time_codes.code_now(SECRET, office.clock.now()))
        await press(page, "button", "Go on")
        await reach(page, "textbox", "The other account")
        await page.keyboard.type("gia")
        await press(page, "button", "Put them side by side")
        await check(page, "merge-beside")
        await choose(page, "Eve, P-002")
        await reach(page, "textbox", "The number of the account that goes")
        await page.keyboard.type("P-004")
        await choose(page, "They were invited twice")
        await press(page, "button", "Make them one account")
        await expect(page.get_by_text("The two accounts are one now.")).to_be_visible()
        assert [one for one in complaints if "422" not in one] == []
