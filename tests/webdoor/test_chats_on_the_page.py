"""Chats that are written down for Telegram, played on the page: every conversation is there, by button and typed."""

from __future__ import annotations

import pytest

from tests.webdoor.playing_chats import Stage
from tests.webdoor.site import Site, Visitor


class Http:
    """A form and its buttons, without a browser."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    async def open(self, path: str) -> None:
        page = await self._visitor.get(path)
        await self._visitor.post(path, dict(page.hidden))

    async def look(self) -> None:
        await self._visitor.get()

    async def press(self, label: str) -> None:
        await self._visitor.press(label)

    async def say(self, words: str) -> None:
        await self._visitor.say(words)

    async def hears(self, text: str) -> None:
        there = " ".join(self._visitor.page.text.split())
        assert " ".join(text.split()) in there, there[-1500:]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("partner_joins", 20),
        ("partner_joins_by_typing", 20),
        ("reflection_swapped", 2),
        ("reveal_both_agree", 2),
        ("own_words_by_the_page", 20),
        ("check_in_before", 2),
        ("check_in_after_short", 3),
        ("check_in_after_long", 5),
        ("talk_to_a_person", 1),
        ("help_and_privacy", 1),
        ("pause_and_stop", 2),
        ("consent_given_and_withdrawn", 2),
    ],
)
async def test_a_chat_goes_on_the_page_as_in_telegram(name: str, most: int, site: Site) -> None:
    async with site.visitor() as visitor:
        assert await Stage(site, Http(visitor)).play(name) >= most
