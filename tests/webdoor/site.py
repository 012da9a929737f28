"""The pages over real HTTP, behind them the whole bot of `Player`, and somebody who reads and fills in forms."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.actions import web_link
from bot.clock import SetClock
from bot.doors import InviteDoor
from bot.webdoor.chat_page import ChatPages
from bot.webdoor.door import WebDoor
from bot.webdoor.letting_in import let_in
from bot.webdoor.open_door import OpenDoor
from bot.webdoor.visiting import Visits
from simulator.serving import serving
from storage import people
from storage.database import Transaction
from storage.people import Person
from tests.casting import let_agree
from tests.playing import Player

T = TypeVar("T")

# As a browser sends a form from a page of ours.
FROM_HERE = {"sec-fetch-site": "same-origin", "origin": "null"}


class Page(HTMLParser):
    """A page as a visitor finds it: its text, its headings, and what its form holds."""

    def __init__(self, html: str, status: int = 200) -> None:
        super().__init__()
        self.html, self.status = html, status
        self.text = ""
        self.hidden: dict[str, str] = {}
        self.buttons: dict[str, dict[str, str]] = {}  # label -> name and value, the newest last
        self.links: dict[str, str] = {}
        self.kept = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._label = ""
        self.feed(html)
        self.text = re.sub(r"\n\s*\n+", "\n", self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "input" and told.get("type") == "hidden":
            self.hidden[told["name"]] = told["value"]
        if tag in ("button", "a", "textarea", "title"):
            self._open.append((tag, told))
            self._label = ""

    def handle_data(self, data: str) -> None:
        self._label += data
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, told = self._open.pop()
        label = self._label.strip()
        if tag == "button":
            self.buttons.pop(label, None)
            self.buttons[label] = {told["name"]: told["value"]} if "name" in told else {}
        elif tag == "a":
            self.links[label] = told["href"]
        elif tag == "textarea":
            self.kept = self._label.removeprefix("\n").removeprefix("\n")


@dataclass
class Visitor:
    """A browser of one person. `headers` are those of the last answer."""

    site: Site
    client: aiohttp.ClientSession
    page: Page = field(default_factory=lambda: Page(""))
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str = "/answer") -> Page:
        return await self._take("GET", path)

    async def post(
        self, path: str, form: dict[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        return await self._take("POST", path, data=_multipart(form or {}), headers={**FROM_HERE, **(headers or {})})

    async def open(self, link: str) -> Page:
        """Follow a link as people do: look at it, press the button."""
        path = link.removeprefix(self.site.url)
        await self.get(path)
        return await self.post(path)

    async def press(self, label: str, words: str = "") -> Page:
        """Press a button of the page that is open."""
        return await self.post("/answer", {**self.page.hidden, "words": words, **self.page.buttons[label]})

    async def say(self, words: str) -> Page:
        return await self.post("/answer", {**self.page.hidden, "words": words, "send": "words"})

    async def _take(self, verb: str, path: str, **what: Any) -> Page:
        async with self.client.request(verb, self.site.url + path, **what) as answer:
            self.headers = {name.lower(): value for name, value in answer.headers.items()}
            self.page = Page(await answer.text(), answer.status)
            return self.page


@dataclass
class Site:
    """The pages of a bot that is up."""

    player: Player
    url: str

    async def let_in(self, name: str = "Lena") -> Person:
        """A leader without Telegram, whose first question waits."""
        now, texts = self.player.clock.now(), self.player.running.parts.texts
        return await self.do(lambda tx: let_in(tx, now, texts, name=name, timezone="Europe/London"))

    async def partner(self, name: str = "Bryn") -> Person:
        """A partner on a page, who has joined and agreed, and whom nothing waits for."""
        return await self.do(lambda tx: self._partner(tx, name))

    def _partner(self, tx: Transaction, name: str) -> Person:
        now = self.player.clock.now()
        person = people.meet_without_telegram(tx, now, timezone="Europe/London")
        people.give_role(tx, now, person.id, "partner")
        people.call(tx, person.id, name=name, pronouns="", language="en")
        people.joined(tx, now, person.id)
        for purpose in ("take_part_health", "keep_voice"):
            let_agree(tx, self.player, person, purpose)
        return person

    async def link(self, person: Person) -> str:
        now = self.player.clock.now()
        return await self.do(lambda tx: web_link.give(tx, now, person, self.url))

    async def do(self, unit: Callable[[Transaction], T]) -> T:
        return await self.player.database.write(unit)

    async def rows(self, sql: str, **values: Any) -> list[Any]:
        return await self.do(lambda tx: [*tx.all(sql, **values)])

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[Visitor]:
        """A new browser, without a cookie."""
        jar = aiohttp.CookieJar(unsafe=True)  # which keeps cookies of addresses in figures
        async with aiohttp.ClientSession(cookie_jar=jar) as client:
            yield Visitor(self, client)


class Ticking:
    """A second passes with every request."""

    def __init__(self, app: ASGIApp, clock: SetClock) -> None:
        self._app, self._clock = app, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._clock.advance(1)
        await self._app(scope, receive, send)


@asynccontextmanager
async def open_site(folder: Path, root: str = "http://127.0.0.1") -> AsyncIterator[Site]:
    """The bot in this folder with its pages, until the block ends."""
    player = Player(folder)
    await player.open()
    running = player.running
    pages = ChatPages(player.database, player.clock, running.receiver, running.parts.texts)
    texts = running.parts.texts
    visits = Visits(player.database, player.clock, texts, InviteDoor(texts, timezone="Europe/London"))
    open_door = OpenDoor(player.database, player.clock, texts, root)
    app = Starlette(routes=[*WebDoor(pages, visits, root, by_email=True).routes, *open_door.routes])
    app.add_middleware(Ticking, clock=player.clock)
    async with serving(app) as url:
        yield Site(player, url)
    await player.close()


def _multipart(form: dict[str, str]) -> aiohttp.FormData:
    data = aiohttp.FormData(quote_fields=False)
    for name, value in form.items():
        data.add_field(name, value, content_type="text/plain; charset=utf-8")
    return data
