"""The demo's page in a real browser: what people see of a chat, and what they do there by mouse or by keyboard."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, Request, ViewportSize, expect

from tests.barriers import barriers
from tests.browser import WIDE, profile

PATIENCE = 20_000  # milliseconds
MOST_TABS = 32  # from anything to anything near it
# How many stops of the Tab key it is from where the keyboard is to the goal; less than nought backwards.
_TABS = """goal => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex]")].filter(
    (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ checkVisibilityCSS: true }));
  return stops.indexOf(goal) - stops.indexOf(document.activeElement);
}"""


class Screen:
    """The page, and what went wrong on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    def _note(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.hosts.add(urlsplit(request.url).netloc)

    async def phone(self, name: str) -> Phone:
        """The phone of this name; looked up once, for to find out every name on the page takes its time."""
        found = await self.page.get_by_role("region", name=name, exact=True).get_attribute("id")
        return Phone(self.page.locator(f"#{found}"))

    async def control(self, label: str) -> None:
        """Press a button above the phones."""
        await self.page.get_by_role("button", name=label).click()

    async def check(self, url: str) -> None:
        """No barrier, and sound besides."""
        assert await barriers(self.page) == []
        await self.sound(url)

    async def sound(self, url: str) -> None:
        """No other host, no complaint of the browser, nothing beyond the right edge."""
        assert self.hosts == {urlsplit(url).netloc}
        assert self.complaints == []
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


class Phone:
    """One phone on the page."""

    def __init__(self, root: Locator) -> None:
        self.root = root
        self.newest = root.locator(".messages > li:last-child")
        self.field = root.get_by_role("textbox")

    def said(self, words: str) -> Locator:
        """Every message of the bot that begins like this."""
        return self.root.locator(".theirs .words").filter(has_text=re.compile(f"^{re.escape(words)}"))

    async def hears(self, words: str) -> None:
        """The newest message is the bot's and has these words in it."""
        there = self.newest.and_(self.root.locator(".theirs")).locator(".words")
        await expect(there).to_contain_text(words, timeout=PATIENCE)


class Mouse:
    """Buttons are clicked, and words are sent with the Send button."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    async def start(self) -> None:
        await self.phone.root.get_by_role("button", name=re.compile("^Start")).click()

    async def press(self, label: str) -> None:
        await self.phone.newest.get_by_role("button", name=label, exact=True).click()

    async def type(self, words: str) -> None:
        await self.phone.field.click()
        await self.phone.field.fill(words)
        await self.phone.root.get_by_role("button", name="Send", exact=True).click()


class Keyboard:
    """Tab, Shift+Tab and Enter, and nothing is clicked."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._keys = phone.root.page.keyboard

    async def start(self) -> None:
        await self._reach(self.phone.root.get_by_role("button", name=re.compile("^Start")))
        await self._keys.press("Enter")

    async def press(self, label: str) -> None:
        await self._reach(self.phone.newest.get_by_role("button", name=label, exact=True))
        await self._keys.press("Enter")

    async def type(self, words: str) -> None:
        await self._reach(self.phone.field)
        await self._keys.type(words)
        await self._keys.press("Enter")

    async def _reach(self, goal: Locator) -> None:
        """Tab to it, forwards or backwards, whichever way it lies, and look again after as many as it seems to take."""
        there, pressed = await goal.element_handle(), 0
        while tabs := await there.evaluate(_TABS):
            for _ in range(abs(tabs)):
                await self._keys.press("Tab" if tabs > 0 else "Shift+Tab")
            pressed += abs(tabs)
            assert pressed <= MOST_TABS, f"The keyboard does not reach {goal}."


@asynccontextmanager
async def looking(url: str, viewport: ViewportSize = WIDE) -> AsyncIterator[Screen]:
    """A browser that looks at the demo."""
    async with profile(viewport) as context:
        screen = Screen(await context.new_page())
        await screen.page.goto(url)
        await screen.page.wait_for_selector("body[data-ready]")
        yield screen
