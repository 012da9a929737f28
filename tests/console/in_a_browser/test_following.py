"""Pages that are told how things stand while somebody is on them: what has the keyboard keeps it, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from playwright.async_api import Page, expect

from bot.actions import broadcasting
from console.following import EVERY
from storage import audit, broadcasts, exports
from storage.database import Transaction
from tests.browser import IN_A_BROWSER, NARROW, tab_to
from tests.console.in_a_browser.test_pages import browsing, let_in, press, reach
from tests.console.office import Office
from tests.console.records import Records

pytestmark = IN_A_BROWSER


async def test_undo_keeps_the_keyboard_while_the_page_follows(office: Office) -> None:
    async with browsing(office, NARROW) as (url, page, complaints):
        made = await _opened(office, url, page)
        await reach(page, "button", "Undo")
        for left_out in ("1", "2"):
            await _meanwhile(office, lambda tx: _becomes(tx, made, "left_out", "muted_topic"))
            await expect(_line(page, "do not want such notes")).to_have_text(left_out)
            await expect(page.get_by_role("button", name="Undo")).to_be_focused()
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
        await expect(page.get_by_text("It is undone. Nobody has got it, and nobody does.")).to_be_visible()
        one = await office.do(lambda tx: broadcasts.by_id(tx, made))
        assert one is not None and one.state == "undone" and complaints == []


async def test_pause_keeps_the_keyboard_and_stop_it_stays_open_when_other_buttons_come(office: Office) -> None:
    async with browsing(office, NARROW) as (url, page, complaints):
        made = await _opened(office, url, page)
        await reach(page, "button", "Undo")
        await _meanwhile(office, lambda tx: broadcasts.move(tx, made, "sending", "confirmed"))
        await expect(page.get_by_role("button", name="Pause")).to_be_visible()
        await expect(page.locator("span#undo")).to_be_focused()  # where it was, and nothing else is pressed instead
        await reach(page, "button", "Pause")
        await _meanwhile(office, lambda tx: _becomes(tx, made, "sent"))
        await expect(page.get_by_text("Take it back", exact=True)).to_be_visible()
        await expect(page.get_by_role("button", name="Pause")).to_be_focused()
        await tab_to(page, page.locator("summary", has_text="Stop it for good"))
        await page.keyboard.press("Enter")
        await reach(page, "button", "Stop it")
        await _meanwhile(office, lambda tx: broadcasts.move(tx, made, "paused", "sending"))
        await expect(page.get_by_role("button", name="Go on")).to_be_visible()
        await expect(page.get_by_role("button", name="Stop it")).to_be_focused()
        await press(page, "button", "Stop it")
        await expect(page.get_by_text("It is stopped. Nobody else gets it.")).to_be_visible()
        assert complaints == []


async def test_the_way_to_look_again_keeps_the_keyboard_while_a_file_is_made(office: Office) -> None:
    cora = await office.proven("coordinator")
    assert cora.who is not None
    now, by = office.clock.now(), cora.who.id
    asked: dict[str, Any] = {"kind": "people", "format": "csv", "about": "", "purpose": "Trying", "all_rows": 1}
    path = f"/exports/made/{await office.do(lambda tx: exports.ask(tx, now, by, **asked))}"
    async with browsing(office, NARROW) as (url, page, complaints):
        await let_in(url, page, cora)
        await page.goto(f"{url}/console{path}")
        await reach(page, "link", "Look again")
        for _ in range(2):
            await page.evaluate("new Promise(shown => addEventListener('htmx:afterSettle', shown, {once: true}))")
        await expect(page.get_by_role("link", name="Look again")).to_be_focused()
        assert complaints == []


async def _opened(office: Office, url: str, page: Page) -> str:
    """The page of an announcement to two that was confirmed just now; its id."""
    records = Records(office)
    await records.fill()
    made, by, now = records.ids["announcement"], records.ids["staff"], office.clock.now()
    await office.do(lambda tx: _confirmed(tx, now, made, by))
    await let_in(url, page, await office.proven("coordinator"))
    await page.goto(f"{url}/console/broadcasts/{made}")
    return made


def _confirmed(tx: Transaction, now: datetime, made: str, by: str) -> None:
    assert not broadcasting.confirm(tx, now, made, by=by, number=2).refused


async def _meanwhile(office: Office, done: Callable[[Transaction], Any]) -> None:
    """This is done, somebody else does what is on record, and the page that follows looks again."""
    while office.clock.next_wake() is None:  # noqa: ASYNC110 - the clock has no event
        await asyncio.sleep(0)
    now = office.clock.now()
    await office.do(done)
    await office.do(lambda tx: audit.note(tx, now, actor="dora", action="organisation_kept", about="org"))
    office.clock.advance(EVERY)


def _becomes(tx: Transaction, broadcast_id: str, state: str, why: str = "") -> None:
    """One of those who waited for it waits no more."""
    tx.run(
        "UPDATE recipients SET state = :state, why = :why WHERE id = ("
        "SELECT MIN(id) FROM recipients WHERE broadcast_id = :broadcast_id AND state = 'waiting')",
        state=state,
        why=why,
        broadcast_id=broadcast_id,
    )


def _line(page: Page, name: str) -> Any:
    return page.locator(".govuk-summary-list__row", has_text=name).locator("dd")
