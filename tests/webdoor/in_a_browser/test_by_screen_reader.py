"""Onboarding, a check-in and a reflection in a real browser: by keyboard alone, heard as the accessibility tree says
them, without JavaScript, at 320 pixels, which is 400 % zoom on a wide screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import CDPSession, Page

from tests.browser import IN_A_BROWSER, NARROW, profile, tab_to_next
from tests.webdoor.playing_chats import Stage
from tests.webdoor.site import Site

pytestmark = IN_A_BROWSER

MOST_GOES = 20  # to things of the same words, until one is of the role that is looked for


class Reader:
    """Somebody who hears the page and has a keyboard: knows of it what a screen reader is told, and no more."""

    def __init__(self, site: Site, page: Page, line: CDPSession) -> None:
        self._site = site
        self._page = page
        self._line = line
        self._heard = ""  # all of the page that is there, once it was asked for

    async def open(self, path: str) -> None:
        await self._page.goto(self._site.url + path)
        await self.press("Open my page")

    async def look(self) -> None:
        await self._enter("link", "Check for new messages")

    async def press(self, label: str) -> None:
        await self._enter("button", label)

    async def say(self, words: str) -> None:
        await self._reach("textbox")
        await self._page.keyboard.type(words)
        await self.press("Send")

    async def hears(self, text: str) -> None:
        if not self._heard:
            where = await self._there("document")
            told = await self._line.send("Accessibility.queryAXTree", {"objectId": where, "role": "StaticText"})
            self._heard = " ".join(" ".join(_told(node)[1] for node in told["nodes"]).split())
        assert " ".join(text.split()) in self._heard, self._heard[-1500:]

    async def tree(self) -> list[tuple[str, str]]:
        """The accessibility tree: roles and names, in order."""
        told = await self._line.send("Accessibility.getFullAXTree")
        return [_told(node) for node in told["nodes"] if not node["ignored"]]

    async def focused(self) -> tuple[str, str]:
        """The role and the name of where the keyboard is, as the tree has them."""
        which = {"objectId": await self._there("document.activeElement"), "fetchRelatives": False}
        told = await self._line.send("Accessibility.getPartialAXTree", which)
        return _told(told["nodes"][0])

    async def _there(self, what: str) -> str:
        told = await self._line.send("Runtime.evaluate", {"expression": what})
        return str(told["result"]["objectId"])

    async def _enter(self, role: str, name: str) -> None:
        await self._reach(role, name)
        self._heard = ""
        async with self._page.expect_navigation():
            await self._page.keyboard.press("Enter")

    async def _reach(self, role: str, name: str = "") -> None:
        wanted = (name, f"✓ {name}") if name else ("",)
        for _ in range(MOST_GOES):
            await tab_to_next(self._page, *wanted)
            found = await self.focused()
            if found[0] == role and (found[1] in wanted or not name):
                return
            await self._page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {role} {name}: {await self.tree()}")


def _told(node: Any) -> tuple[str, str]:
    return str(node.get("role", {}).get("value", "")), str(node.get("name", {}).get("value", ""))


@asynccontextmanager
async def reading(site: Site) -> AsyncIterator[Reader]:
    async with profile(NARROW, script=False) as context:
        page = await context.new_page()
        line = await context.new_cdp_session(page)
        yield Reader(site, page, line)


async def check(reader: Reader) -> None:
    """What somebody finds their way by: landmarks, headings in order, and a name on everything that can be used."""
    tree = await reader.tree()
    roles = {role for role, _ in tree}
    assert {"main", "navigation"} <= roles
    named = ("button", "link", "textbox", "heading", "group")
    assert [role for role, name in tree if role in named and not name.strip() and role != "group"] == []
    assert ("heading", "Your answer") in tree
    assert ("link", "Go to the newest message") in tree


async def test_a_partner_joins_by_keyboard_and_ear(site: Site) -> None:
    async with reading(site) as reader:
        assert await Stage(site, reader).play("partner_joins") >= 30
        await check(reader)
    (person,) = await site.rows("SELECT name, joined_at FROM people WHERE name <> 'Cora' AND name <> ''")
    assert (person["name"], person["joined_at"] is not None) == ("Ana", True)


@pytest.mark.parametrize("chat", ["check_in_after_long", "reflection_looked_up"])
async def test_a_check_in_and_a_reflection_by_keyboard_and_ear(chat: str, site: Site) -> None:
    async with reading(site) as reader:
        assert await Stage(site, reader).play(chat) >= 2
        await check(reader)
