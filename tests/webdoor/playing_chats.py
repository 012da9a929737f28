"""Plays written chats through the page: what Ana does in Telegram there she does here, and reads the same answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from storage import doors, people
from tests.cast import ANA, CAST
from tests.chats import CUT, Line, Step, read_chat, written
from tests.scenery import GIVEN, set_scene
from tests.transcripts_played import _duration
from tests.webdoor.site import Site

CHATS = Path(__file__).parents[1] / "transcripts"
# What a page says in its own words.
OTHERWISE = re.compile(r"Telegram|^You can tap|in this chat")


class Hands(Protocol):
    """Somebody at a page."""

    async def open(self, path: str) -> None:
        """Follow a link, and press its button."""
        ...

    async def look(self) -> None:
        """Check for new messages."""
        ...

    async def press(self, label: str) -> None: ...

    async def say(self, words: str) -> None: ...

    async def hears(self, text: str) -> None:
        """Assert that this stands on the page."""
        ...


class Stage:
    """One site, on which chats are played one after the other; `at_home`: Ana has come to her page."""

    def __init__(self, site: Site, hands: Hands) -> None:
        self._site = site
        self._hands = hands
        self._at_home = False

    async def play(self, name: str) -> int:
        """Play this chat; how many things Ana did in it."""
        done = 0
        for step in read_chat(CHATS / f"{name}.chat")[0]:
            done += await self._step(step)
        return done

    async def _step(self, step: Step) -> int:
        act, site = step.act, self._site
        if act.text.startswith("everything in "):
            return await self.play(act.text.removeprefix("everything in ").removesuffix(".chat"))
        if act.head == "given":
            await set_scene(site.player, GIVEN, act.text)
        elif act.head in ("--", "ana", "ana presses"):
            self._at_home = self._at_home or await _come_to_the_page(site, self._hands, act)
            return await _do(site, self._hands, step)
        elif act.head != "then":
            await _elsewhere(site, act)
        return 0


async def _elsewhere(site: Site, act: Line) -> None:
    """Somebody else, in Telegram."""
    name, _, verb = act.head.partition(" ")
    telegram, now = site.player.telegram, site.player.clock.now()
    if verb == "presses":
        label, _, under = act.text.partition(", under: ")
        await site.player.receive(telegram.press(CAST[name], label, under, now))
    else:
        await site.player.receive(telegram.words(CAST[name], site.player.spelt(act.text), now))


async def _come_to_the_page(site: Site, hands: Hands, act: Line) -> bool:
    """With an invite as somebody new, else with a link to the page of whoever is there already."""
    if act.text.startswith("/start "):
        await hands.open(f"/answer/join/{site.player.spelt(act.text.removeprefix('/start '))}")
        return True
    person = await site.do(lambda tx: people.in_chat(tx, ANA.chat_id))
    assert person is not None
    now = site.player.clock.now()
    await site.do(lambda tx: doors.use(tx, now, person.id, doors.page_of(tx, now, person.id)))
    await hands.open((await site.link(person)).removeprefix(site.url))
    return True


async def _do(site: Site, hands: Hands, step: Step) -> int:
    act = step.act
    match act.head:
        case "--":
            await site.player.later(_duration(act.text))
            await hands.look()
        case "ana presses":
            await hands.press(act.text.partition(", under: ")[0])
        case _ if not act.text.startswith("/start "):
            await hands.say(act.text)
    for text in _heard(step):
        await hands.hears(text)
    return 1


def _heard(step: Step) -> list[str]:
    """The first paragraph of each answer that goes to Ana."""
    to_her = [one for one in step.replies if one.head in ("bot", "bot edits", "bot to ana")]
    texts = [written(one)[1].split("\n\n")[0].removesuffix(CUT) for one in to_her]
    return [text for text in texts if not OTHERWISE.search(text)]
