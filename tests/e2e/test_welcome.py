"""Amina is welcomed on the demo's page, from the first button to the last word: by mouse, and by keyboard alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.browser import NARROW, WIDE
from tests.e2e.conftest import Start
from tests.e2e.screen import Keyboard, Mouse, Screen, looking

ARTEFACTS = Path(__file__).parents[2] / "artefacts"

# What the bot asks, and what Amina does: presses a button, or types.
WELCOME = (
    ("Are you 18 or over?", "press", "Yes"),
    ("May we keep them", "press", "Yes"),
    ("What would you like to be called?", "type", "Amina"),
    ("Which pronouns", "press", "she/her"),
    ("Which language", "press", "English"),
    ("What makes it easier", "press", "More time"),
    ("Chosen so far: More time.", "press", "Breaks"),
    ("Chosen so far: More time, Breaks.", "press", "Done"),
    ("may we tell the leader", "press", "Breaks"),
    ("Chosen so far: Breaks.", "press", "Done"),
    ("On which days", "type", "Tuesday and Thursday"),
    ("From what time", "type", "half past ten"),
    ("And until what time", "type", "4 pm"),
    ("How many notes a week", "press", "2"),
    ("what should we do?", "press", "A gentle note"),
    ("Where do you live?", "press", "England"),
    ("Which part of England", "press", "London"),
    ("What would you like to hear about?", "type", "long-term illness, research"),
    ("something comes up that fits", "press", "Yes"),
    ("May we keep the sound", "press", "No"),
    ("anything about your experience", "type", "I have been tired for ten years, and I like to be asked. 🙂"),
    ("I have that.", "press", "Done"),
    ("Could you start coaching now?", "press", "Yes, now"),
    ("How would you like to be thanked", "press", "Voucher"),
    ("a sentence of yours", "press", "Yes"),
    ("learning partner", "press", "No"),
    ("a few questions about you", "press", "Yes"),
    ("How old are you?", "press", "45 to 54"),
    ("your ethnic background", "type", "Welsh and Somali"),
    ("limit what you do", "press", "Yes, a lot"),
    ("look after a relative", "press", "I used to"),
    ("What is your gender?", "press", "Woman"),
    ("sexual orientation", "press", "Skip"),
    ("What kind of place", "press", "Town"),
    ("for a hard day", "type", "Ring my sister. Lie down."),
    ("I have that.", "press", "Done"),
    ("Makes it easier: More time, Breaks\nLeader may know: Breaks\nDays: Tuesday, Thursday\nFrom: 10:30\nUntil: 16:00",
     "press", "That is right"),
)  # fmt: skip


async def welcome(screen: Screen, hand: type[Mouse] | type[Keyboard]) -> None:
    amina = screen.phone("Amina")
    doing = hand(amina)
    await doing.start()
    for asked, how, what in WELCOME:
        await amina.hears(asked)
        await (doing.press(what) if how == "press" else doing.type(what))
    await amina.hears("Thank you, Amina. You are signed up.")


async def by_mouse(start: Start) -> None:
    demo = start("mouse")
    async with looking(demo.url) as screen:
        await welcome(screen, Mouse)
        await screen.check(demo.url)
        await screen.page.screenshot(path=ARTEFACTS / "onboarding.png", full_page=True)
        await screen.page.set_viewport_size(NARROW)
        await screen.check(demo.url)
        await screen.page.screenshot(path=ARTEFACTS / "onboarding-320.png", full_page=True)


async def by_keyboard(start: Start) -> None:
    demo = start("keyboard")
    async with looking(demo.url, WIDE) as screen:
        await welcome(screen, Keyboard)
        await screen.check(demo.url)


@pytest.mark.browser
async def test_amina_is_welcomed_by_mouse_and_by_keyboard_alone(start: Start) -> None:
    """Side by side in two demos, for each waits most of the time for the other side of its browser."""
    ARTEFACTS.mkdir(exist_ok=True)
    async with asyncio.TaskGroup() as group:
        group.create_task(by_mouse(start))
        group.create_task(by_keyboard(start))
