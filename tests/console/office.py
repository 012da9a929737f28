"""The console without a network: a database, a clock that stands, and a browser for each of the staff."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from starlette.applications import Starlette

from bot.clock import SetClock
from console import app, one_time_codes
from console.desk import Desk
from console.form_keys import KEY_LENGTH
from storage import people, profiles, second_steps, sign_in_links
from storage.database import Database, Transaction
from storage.people import Person
from tests import migrated
from tests.cast import MONDAY
from tests.console.seen import Page
from tests.said import all_texts

T = TypeVar("T")

ROOT = "http://127.0.0.1"
FROM_HERE = {"sec-fetch-site": "same-origin", "origin": "null"}  # as a browser sends a form from a page of ours
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TEXTS = all_texts()
NAMES = {"coordinator": "Cora", "safeguarding-lead": "Sam", "learning-partner": "Lou", "admin": "Ada"}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Browser:
    """One browser. `page` is what it shows."""

    office: Office
    client: httpx2.AsyncClient
    who: Person | None = None
    page: Page = field(init=False)
    key: str = ""  # of the last form that it was shown

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Page:
        return await self._take("GET", path, headers=dict(headers or {}))

    async def post(
        self, path: str, form: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None, **more: Any
    ) -> Page:
        """Send a form as it would be sent from the page that is open, had it been opened just now: what it leads to, or
        the page that says what to mend."""
        told = {"key": f"{self.key[:KEY_LENGTH]}{secrets.token_hex(8)}", **(form or {})}
        page = await self._take("POST", path, data=told, headers={**FROM_HERE, **(headers or {})}, **more)
        return await self.follow() if "refused=" in page.answer.headers.get("location", "") else page

    async def look_first(self, path: str, form: Mapping[str, Any] | None = None, **more: Any) -> Page:
        """The same of a form that leads to a look at what was typed: the page of that look, if there is one."""
        page = await self.post(path, form, **more)
        return await self.follow() if "look=" in page.answer.headers.get("location", "") else page

    async def _take(self, verb: str, path: str, **what: Any) -> Page:
        where = path if path.startswith("/console") else f"/console{path}"
        answer = await self.client.request(verb, where, **what)
        self.page = Page(answer)
        self.key = self.page.key or self.key
        return self.page

    async def follow(self) -> Page:
        """Go where the last answer leads."""
        return await self.get(self.page.answer.headers["location"])


class Office:
    """The console, and its staff."""

    def __init__(self, database: Database, root: str) -> None:
        self.database, self.clock = database, SetClock(MONDAY)
        self.woken = 0
        self.texts = TEXTS.trying({})  # its own: what is published here is said in no other test
        self._clients: list[httpx2.AsyncClient] = []
        self._root = root
        self.start_anew()

    def start_anew(self) -> None:
        """As after the program ended and began again: what it held in memory is gone."""
        self.desk = Desk(self.database, self.clock, self.texts, self._root, self._wake)
        self.app = Starlette(routes=app.mounted(self.desk))
        for client in self._clients:
            client._transport = httpx2.ASGITransport(app=self.app, client=("203.0.113.7", 123))

    def _wake(self) -> None:
        self.woken += 1

    async def do(self, unit: Callable[[Transaction], T]) -> T:
        return await self.database.write(unit)

    async def rows(self, sql: str, **values: Any) -> list[Any]:
        return await self.do(lambda tx: [*tx.all(sql, **values)])

    def browser(self, address: str = "203.0.113.7") -> Browser:
        """A new one, in which nobody is signed in."""
        transport = httpx2.ASGITransport(app=self.app, client=(address, 123), raise_app_exceptions=True)
        client = httpx2.AsyncClient(transport=transport, base_url=self._root, headers={"user-agent": FIREFOX})
        self._clients.append(client)
        return Browser(self, client)

    async def hire(self, role: str, name: str = "", chat_id: int = 0) -> Person:
        """Somebody of the staff, who has joined."""
        now = self.clock.now()

        def join(tx: Transaction) -> Person:
            met = people.meet(
                tx, now, telegram_id=chat_id or 7_300_000_000 + abs(hash(name + role)) % 10**6, timezone="Europe/London"
            )
            people.give_role(tx, now, met.id, role)
            people.call(tx, met.id, name=name or NAMES.get(role, role), pronouns="", language="en")
            people.joined(tx, now, met.id)
            there = people.by_id(tx, met.id)
            assert there is not None
            return there

        return await self.do(join)

    async def answering(self) -> None:
        """Somebody answers whoever asks for a person, so that partners can be invited."""
        lead, deputy = await self.hire("safeguarding-lead", "Sol"), await self.hire("coordinator", "Dee")
        hours = {"contact_days": "mon", "contact_from": "09:00", "contact_until": "17:00"}
        await self.do(lambda tx: profiles.keep(tx, lead.id, {**hours, "deputy_id": deputy.id}))

    async def link(self, who: Person) -> tuple[str, str]:
        """A token and a code that sign them in."""
        now = self.clock.now()
        return await self.do(lambda tx: sign_in_links.make(tx, now, who.id))

    async def sign_in(self, who: Person) -> Browser:
        """Their browser, after the link and, where their role needs it, the second step."""
        browser, (token, _) = self.browser(), await self.link(who)
        await browser.get("/sign-in")
        await browser.post("/sign-in", {"token": token})
        browser.who = who
        await browser.follow()
        if browser.page.status == 303:
            await self._second_step(browser, who)
        return browser

    async def _second_step(self, browser: Browser, who: Person) -> None:
        await browser.get("/second-step")
        if browser.page.status == 303:
            await browser.get("/prove")
            await browser.post("/prove", {"code": await self.code_of(who), "next": "/"})
        else:
            await browser.post("/second-step/begin")
            await browser.get("/second-step")
            await browser.post("/second-step/confirm", {"code": await self.code_of(who)})
        await browser.get("/")

    async def code_of(self, who: Person) -> str:
        """What their app shows, half a minute later than it did before: each code is good once."""
        self.clock.advance(30)
        step = await self.do(lambda tx: second_steps.of_person(tx, who.id))
        assert step is not None
        return one_time_codes.code_now(step.secret, self.clock.now())

    async def staff(self, role: str) -> Browser:
        """A browser in which somebody with this role is signed in."""
        return await self.sign_in(await self.hire(role))

    async def proven(self, role: str) -> Browser:
        """The same with an app that shows codes, of which one was given just now."""
        browser = await self.staff(role)
        await self.prove(browser)
        return browser

    async def prove(self, browser: Browser) -> None:
        """Give a code with this browser, with an app that is set up for that if need be."""
        assert browser.who is not None
        await self._second_step(browser, browser.who)

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


@asynccontextmanager
async def open_office(folder: Path, root: str = ROOT) -> AsyncIterator[Office]:
    """The console over a new database, until the block ends."""
    database = await migrated.opened(folder / "voices.db", MONDAY)
    office = Office(database, root)
    try:
        yield office
    finally:
        await office.close()
        await database.close()
