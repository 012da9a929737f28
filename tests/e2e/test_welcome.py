"""Amina is welcomed on the demo's page, from the first button to the last word: by mouse, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import expect

from tests.browser import IN_A_BROWSER, NARROW
from tests.e2e.conftest import Start
from tests.e2e.program import Demo
from tests.e2e.screen import PATIENCE, Keyboard, Mouse, Screen, looking

pytestmark = IN_A_BROWSER

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


THE_LONG_QUESTION = next(place for place, (asked, _, _) in enumerate(WELCOME) if asked.startswith("anything about"))
MORE = "I have that. Say or write more if you like, or tap Done."
WHOLE = "I fell ill when I was nineteen.\n\nNobody asked me anything for years.\n\nThen you did."


async def welcome(doing: Mouse | Keyboard, steps: Sequence[tuple[str, str, str]]) -> None:
    for asked, how, what in steps:
        await doing.phone.hears(asked)
        await (doing.press(what) if how == "press" else doing.type(what))


async def killed_in_mid_answer(screen: Screen, mouse: Mouse, demo: Demo) -> None:
    """The bot is killed while Amina writes a long answer; she goes on writing, and the chat goes on."""
    amina, bar = mouse.phone, screen.page.locator("#controls")
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


async def test_amina_is_welcomed_by_mouse_though_the_bot_is_killed_in_between(start: Start) -> None:
    """What she writes while it is dead is answered, each message exactly once."""
    demo = start()
    async with looking(demo.url) as screen:
        mouse = Mouse(await screen.phone("Amina"))
        await mouse.start()
        await welcome(mouse, WELCOME[:THE_LONG_QUESTION])
        await killed_in_mid_answer(screen, mouse, demo)
        await mouse.type("Yes, now")  # the button stands above the newest message
        await welcome(mouse, WELCOME[THE_LONG_QUESTION + 3 :])
        await mouse.phone.hears("Thank you, Amina. You are signed up.")
        ARTEFACTS.mkdir(exist_ok=True)
        await screen.check(demo.url)
        await screen.page.screenshot(path=ARTEFACTS / "onboarding.png", full_page=True)
        await screen.page.set_viewport_size(NARROW)
        await screen.check(demo.url)
        await screen.page.screenshot(path=ARTEFACTS / "onboarding-320.png", full_page=True)


async def test_amina_is_welcomed_by_keyboard_alone(start: Start) -> None:
    demo = start()
    async with looking(demo.url) as screen:
        keyboard = Keyboard(await screen.phone("Amina"))
        await keyboard.start()
        await welcome(keyboard, WELCOME)
        await keyboard.phone.hears("Thank you, Amina. You are signed up.")
        await screen.sound(demo.url)
