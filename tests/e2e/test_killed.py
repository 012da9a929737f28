"""The bot is killed while somebody writes a long answer; they go on writing, and the chat goes on."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Start
from tests.e2e.screen import PATIENCE, Mouse, looking

# The short way to the first long question: what may be skipped is skipped.
TO_THE_LONG_QUESTION = (
    ("Are you 18 or over?", "Yes"),
    ("May we keep them", "Yes"),
    ("What would you like to be called?", "Amina"),
    ("Which pronouns", "Skip"),
    ("Which language", "Skip"),
    ("What makes it easier", "Skip"),
    ("On which days", "Do not write first"),
    ("what should we do?", "Skip"),
    ("Where do you live?", "Skip"),
    ("What would you like to hear about?", "Skip"),
    ("something comes up that fits", "Yes"),
    ("May we keep the sound", "No"),
)
WHOLE = "I fell ill when I was nineteen.\n\nNobody asked me anything for years.\n\nThen you did."
MORE = "I have that. Say or write more if you like, or tap Done."


@pytest.mark.browser
async def test_what_is_written_while_the_bot_is_dead_is_answered_exactly_once(start: Start) -> None:
    demo = start()
    async with looking(demo.url) as screen:
        amina = screen.phone("Amina")
        mouse, bar = Mouse(amina), screen.page.locator("#controls")
        await mouse.start()
        for asked, answer in TO_THE_LONG_QUESTION:
            await amina.hears(asked)
            await mouse.type(answer)
        await amina.hears("anything about your experience")
        await mouse.type("I fell ill when I was nineteen.")
        await amina.hears(MORE)
        first = demo.bot

        await screen.control("Kill it")
        await expect(bar).to_contain_text("not running")
        await mouse.type("Nobody asked me anything for years.")
        await mouse.type("Then somebody did.")
        await expect(amina.root.locator(".own .words").last).to_have_text("Then somebody did.")
        await screen.control("Start it")
        await expect(bar).to_contain_text("running, process")
        assert demo.bot != first

        await expect(amina.said(MORE)).to_have_count(3, timeout=PATIENCE)
        await mouse.press("Done")
        await amina.hears("Could you start coaching now?")
        await amina.root.get_by_role("button", name="Edit: Then somebody did.").click()
        await mouse.type("Then you did.")
        await amina.hears(f"I saw that you changed your message. Experience: {WHOLE}")
        await expect(amina.said(MORE)).to_have_count(3)
        await screen.check(demo.url)
