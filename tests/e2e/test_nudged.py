"""A day later, at the press of a button: one gentle note about the question that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Start
from tests.e2e.program import Demo
from tests.e2e.screen import Mouse, looking

LONDON = ZoneInfo("Europe/London")
CARYS = 1003  # may be written to on weekdays from 10 to 16, once a week
NUDGE = "A note from Voices. There is a question waiting, if you feel like it. You can leave it."


def to_next_tuesday_at_eleven(demo: Demo) -> None:
    now = datetime.fromisoformat(demo.get("clock")["now"]).astimezone(LONDON)
    tuesday = now.replace(hour=11, minute=0, second=0) + timedelta(days=(1 - now.weekday()) % 7)
    if tuesday < now:
        tuesday += timedelta(days=7)
    demo.post("clock", advance_seconds=tuesday.timestamp() - now.timestamp())


@pytest.mark.browser
async def test_a_day_later_comes_one_nudge_and_nobody_hears_that_we_were_away(start: Start) -> None:
    demo = start()
    demo.chat(CARYS, 2)
    to_next_tuesday_at_eleven(demo)
    async with looking(demo.url) as screen:
        carys = screen.phone("Carys")
        mouse = Mouse(carys)
        await expect(screen.page.locator("#clock")).to_contain_text("Tue")
        await mouse.type("/consent")
        await carys.hears("This is what stands now.")
        await screen.control("+1 day")
        await expect(screen.page.locator("#clock")).to_contain_text("Wed")
        await carys.hears(NUDGE)
        await screen.control("+1 day")
        await expect(screen.page.locator("#clock")).to_contain_text("Thu")
        await screen.control("Kill it")
        await screen.control("Start it")
        await mouse.press("Answer now")
        await carys.hears("This is what stands now.")
        await expect(carys.said(NUDGE)).to_have_count(1)
        await expect(screen.page.get_by_text("could not be reached")).to_have_count(0)
