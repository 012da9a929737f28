"""Days later, at the press of a button: whoever has a session hears of it, and nobody that we were away."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Start
from tests.e2e.screen import looking

BRYN, PRIYA = 1002, 1004  # meet at two on the next working day
DAYS = 4
PATIENCE = 20_000  # milliseconds for days to be lived through
NEUTRAL = "A note from Voices"
AWAY = "could not be reached"


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.usefixtures("playwright")
async def test_days_that_are_skipped_are_lived_through(start: Start) -> None:
    demo = start()
    demo.chat(BRYN, 1)
    async with looking(demo.url) as screen:
        for _ in range(DAYS):  # over any weekend
            await screen.control("+1 day")
        bryn, priya = await screen.phone("Bryn"), await screen.phone("Priya")
        for phone, words in ((bryn, "Your session with Priya is on"), (priya, "What might I be not hearing?")):
            await expect(phone.root.get_by_text(words).first).to_be_visible(timeout=PATIENCE)
        await expect(screen.page.get_by_text(AWAY)).to_have_count(0)
    for number in (BRYN, PRIYA):
        menu, *notes = demo.chat(number, 3)
        assert (
            menu.partition("\n")[0] == "What would you like to do?"
        )  # whoever uses a screen reader gets its buttons as words too
        assert all(note.startswith(NEUTRAL) for note in notes)


def test_a_bot_that_is_killed_in_the_midst_of_a_skipped_day_goes_on_with_it(start: Start) -> None:
    demo = start()
    demo.chat(BRYN, 1)
    demo.post("clock", advance_seconds=4 * 24 * 3600)
    demo.chat(BRYN, 2)
    for name in ("Kill it (kill -9)", "Start it"):
        demo.post("controls", name="The bot", action=name)
    notes = demo.chat(PRIYA, 3)[1:] + demo.chat(BRYN, 3)[1:]
    assert all(note.startswith(NEUTRAL) and AWAY not in note for note in notes)
