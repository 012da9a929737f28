"""From composing an opportunity to deciding on it, in a real browser: on a phone, and by keyboard alone."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from bot.actions import halting
from storage import broadcasts, opportunities, responses
from storage.database import Transaction
from tests.browser import IN_A_BROWSER, NARROW
from tests.cast import MONDAY
from tests.console.in_a_browser.test_pages import browsing, enter, let_in, press, reach
from tests.console.office import Office
from tests.console.records import Records

pytestmark = IN_A_BROWSER


async def test_from_composing_to_deciding_by_keyboard_alone_on_a_phone(office: Office) -> None:
    records, cora = Records(office), await office.hire("coordinator", "Cora")
    await records.fill()
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await page.goto(f"{url}/console/opportunities")
        await press(page, "button", "Compose one")
        for name, typed in FIELDS.items():
            await reach(page, "textbox", name)
            await page.keyboard.type(typed)
        await press(page, "button", "Save and choose whom it is for")
        await expect(page.locator("#errors")).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")  # the way to the field that is to be mended
        await expect(page.get_by_role("textbox", name="Decision by")).to_be_focused()
        await page.keyboard.type("16 March 2026")
        await press(page, "button", "Save and choose whom it is for")
        await expect(page.locator("#count")).to_contain_text("2 people")
        await reach(page, "textbox", "Not, by name")
        await page.keyboard.type("Gia")
        await page.keyboard.press("Tab")
        await expect(page.locator("#count")).to_contain_text("1 person")
        await press(page, "button", "Go on to a last look")
        await reach(page, "textbox", "How many get it")
        async with page.expect_navigation():
            await page.keyboard.type("1\n")  # Enter confirms it
        await expect(page.get_by_text("Until then you can undo it")).to_be_visible()
        await _halted_by_somebody_else(office)
        await expect(page.get_by_text("It is paused. Nothing goes out")).to_be_visible()  # the page follows by itself
        await press(page, "button", "Go on")
        await office.do(_two_are_interested)
        await page.goto(f"{url}/console/")
        await press(page, "link", "Opportunities")
        await press(page, "link", "A panel by keyboard")
        await press(page, "button", "Decide")
        await press(page, "button", "Offer a place Eve")
        await expect(page.get_by_text("1 of 4 places are taken.")).to_be_visible()
        await press(page, "button", "Not this time Gia")
        await reach(page, "radio", "There were more people than places.")
        await page.keyboard.press("Space")
        await press(page, "button", "Note it")
        await press(page, "button", "Tell them now")
        await expect(page.get_by_text("They hear what you decided")).to_be_visible()
        assert [one for one in complaints if "422" not in one] == []


async def test_what_has_the_keyboard_stays_in_sight_as_the_count_grows_on_a_phone(office: Office) -> None:
    records = Records(office)
    await records.fill()
    async with browsing(office, NARROW) as (url, page, complaints):
        await let_in(url, page, await office.proven("coordinator"))
        await page.goto(f"{url}/console/broadcasts/{records.ids['announcement']}/audience")
        await reach(page, "checkbox", "Partner")
        before = await page.evaluate(TOP)
        for press_of_space in ("cannot be written to now", "2 people"):
            await page.keyboard.press("Space")
            await expect(page.locator("#count")).to_contain_text(press_of_space)
            assert await page.evaluate(TOP) == before
        assert 0 <= before < NARROW["height"] and complaints == []


async def test_without_script_whoever_counts_or_looks_when_has_the_keyboard_at_what_was_asked_for(
    office: Office,
) -> None:
    records = Records(office)
    await records.fill()
    path = f"/console/broadcasts/{records.ids['announcement']}"
    async with browsing(office, NARROW, script=False) as (url, page, complaints):
        await let_in(url, page, await office.proven("coordinator"))
        await page.goto(f"{url}{path}/audience")
        await press(page, "button", "Count")
        await expect(page.locator("#count")).to_be_focused()
        await page.goto(f"{url}{path}/look")
        await press(page, "button", "Show who would get it when")
        await expect(page.locator("#forecast")).to_be_focused()
        assert complaints == []


TOP = "document.activeElement.getBoundingClientRect().top"


async def _halted_by_somebody_else(office: Office) -> None:
    """What was confirmed last is paused, and the page that follows it looks again."""
    while office.clock.next_wake() is None:  # noqa: ASYNC110 - the clock has no event
        await asyncio.sleep(0)
    now = office.clock.now()

    def pause(tx: Transaction) -> None:
        last = broadcasts.lately(tx, 1)[0]
        assert last.confirmed_by is not None
        assert halting.pause(tx, now, last.id, by=last.confirmed_by)

    await office.do(pause)
    office.clock.advance(3)


FIELDS = {
    **{"Name": "A panel by keyboard", "What it is": "Letters are rewritten.", "Who it suits": "Everybody"},
    **{"What they do": "Read and talk.", "How long": "Two hours", "When": "26 March at 2pm", "Where": "Online"},
    **{"Pay": "£25 an hour", "Expenses": "None", "Access": "Captions", "Who to ask": "Cora", "Places": "4"},
    **{"Answer by": "12 March 2026", "How decided": "By draw"},
}


def _two_are_interested(tx: Transaction) -> None:
    """Eve and Gia answer what was composed last."""
    made = max(opportunities.in_hand(tx), key=lambda one: one.id)
    for name in ("Eve", "Gia"):
        row = tx.one("SELECT id FROM people WHERE name = :name", name=name)
        assert row is not None
        responses.say(tx, MONDAY, made.id, row["id"], responses.INTERESTED)
