"""No page offers a button that is then refused: each of one tap is pressed, in a programme that has lived, and what it
does is undone again."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from html import unescape
from typing import Any, TypeVar

import pytest
from httpx2 import Response

from bot.actions import broadcasting, halting
from bot.demo_programme import seed
from console import contents
from console.form_keys import KEY_LENGTH
from storage import opportunities, pairings, responses
from storage.database import Database, Transaction
from tests.console import offered
from tests.console.office import FROM_HERE, TEXTS, Browser, Office
from tests.console.records import Records
from tests.console.seen import Page
from tests.console.staff import ROLES

T = TypeVar("T")

# Pages of a kind that are looked at: with many states, with something to tap, without.
MANY = {"/opportunities/{opportunity_id}": 30, "/broadcasts/{broadcast_id}": 30}
MOST, ENOUGH = 6, 2
ALIKE = ("/words/{address}", "/words/{address}/{language}", "/thoughts")  # hundreds, and nothing that is over in them
FEWEST = {"coordinator": 80, "safeguarding-lead": 8, "learning-partner": 4, "admin": 4}  # taps, or the test is blind
LONG = {"what": "😀" * 900, "suits": "A long sentence. " * 30, "doing": "One more step. " * 30, "access": "Yes. " * 99}


class Undone(Exception):
    """What a write came to, and that it is to be undone."""

    def __init__(self, became: Any) -> None:
        super().__init__("undone")
        self.became = became


class Trying:
    """The database, in which nothing that is written stays while somebody tries."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.tries = False

    async def read(self, unit: Callable[[Transaction], T]) -> T:
        return await self._database.read(unit)

    async def write(self, unit: Callable[[Transaction], T]) -> T:
        if not self.tries:
            return await self._database.write(unit)

        def undo(tx: Transaction) -> T:
            raise Undone(unit(tx))

        try:
            return await self._database.write(undo)
        except Undone as undone:
            became: T = undone.became
            return became


def _kind(path: str) -> str:
    """The route of a page."""
    where = path.partition("?")[0].removeprefix("/console") or "/"
    return next((one.path for one in contents.routes() if one.path_regex.match(where)), where)


def _lived(tx: Transaction, office: Office, ids: dict[str, str]) -> None:
    """Besides what the demo has lived through: an opportunity, and what went to many, in each state."""
    now, who, eve = office.clock.now(), ids["staff"], ids["without_concern"]
    for title, act in (("Undone", halting.undo), ("Paused", halting.pause), ("Stopped", halting.stop), ("Back", _back)):
        act(tx, now, offered.sent(tx, now, offered.an_opportunity(tx, now, who, title=title), who, [eve]), by=who)
        news = offered.announcement(tx, now, who, [eve])
        assert not broadcasting.confirm(tx, now, news, by=who, number=1).refused
        act(tx, now, news, by=who)
    past = {"closes_on": "2026-02-01", "decides_on": "2026-02-03"}
    offered.an_opportunity(tx, now, who, title="Past", **past)
    offered.an_opportunity(tx, now, who, title="Long", **LONG)
    for title, state, fields in (("Late", "", past), ("Decided", "decided", {}), ("Called off", "cancelled", {})):
        made = offered.an_opportunity(tx, now, who, title=title, **fields)
        opportunities.opened(tx, now, made)
        said = offered.interest(tx, now, made, eve)
        if state:
            responses.decide(tx, now, said, responses.CHOSEN, who, reason="")
            opportunities.ended(tx, now, made, state, "The hospital has closed.")
    pairings.say(tx, now, ids["pairing"], "partner", "yes")


def _back(tx: Transaction, now: datetime, broadcast_id: str, *, by: str) -> None:
    halting.take_back(tx, now, broadcast_id, by=by, correction="It is on Friday.")


@pytest.fixture
async def lived(office: Office) -> Records:
    records, now = Records(office), office.clock.now()
    await records.fill()
    await office.do(lambda tx: seed(tx, now, TEXTS))
    await office.do(lambda tx: _lived(tx, office, records.ids))
    office.clock.advance(30 * 60 * 60)  # sessions are over, undoing is
    return records


async def _taps(browser: Browser) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """Each form of one button, by where it goes and what is in it, on the pages to which links lead. Of pages of one
    kind those are left out that come after some without any, or after many."""
    seen, known, left = set[str](), set[str](), ["/console/"]
    looked, offered_some = Counter[str](), set[str]()
    while left:
        path = left.pop(0)
        kind = _kind(path)
        if path in seen or kind in ALIKE or looked[kind] >= (MANY.get(kind, MOST) if kind in offered_some else ENOUGH):
            continue
        seen.add(path)
        looked[kind] += 1
        answer = await browser.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        left += [unescape(link) for link in re.findall(r'href="(/console[^"#]*)', answer.text)]
        for where, typed in _forms(answer.text):
            offered_some.add(kind)
            if where != "/console/sign-out" and f"{where} {typed}" not in known:
                known.add(f"{where} {typed}")
                yield where, typed


def _forms(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for where, inside in re.findall(r'<form class="act" method="post" action="([^"]*)">(.*?)</form>', html, re.DOTALL):
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside)
        yield where, {name: unescape(value) for name, value in hidden if name != "key"}


async def test_whatever_a_page_offers_is_done(office: Office, lived: Records, subtests: pytest.Subtests) -> None:
    real, trying = office.database, Trying(office.database)
    for role in ROLES:
        object.__setattr__(office.desk, "database", real)
        browser = await office.proven(role)
        object.__setattr__(office.desk, "database", trying)
        with subtests.test(role):
            pressed, refused = 0, []
            async for where, typed in _taps(browser):
                answer = await _press(trying, browser, where, typed)
                pressed += 1
                if answer.status_code not in (200, 303):
                    refused.append((where, typed, Page(answer).text[:200]))
            assert refused == []
            assert pressed > FEWEST[role]


async def _press(trying: Trying, browser: Browser, where: str, typed: dict[str, str]) -> Response:
    """What comes of it."""
    trying.tries = True
    told = {**typed, "key": f"{browser.key[:KEY_LENGTH]}{secrets.token_hex(8)}"}
    answer = await browser.client.post(where, data=told, headers=FROM_HERE)
    trying.tries = False
    return answer
