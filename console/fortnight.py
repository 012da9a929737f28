"""A fortnight in a minute: what one person gets in the next 14 days, by the real rules on a copy; nothing is sent."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import fortnight, fortnight_words
from bot.conversations import STORIES
from bot.foreseen import Foreseen
from bot.fortnight import Book
from console.desk import Change, desk_of, recorded
from console.page import LANGUAGE, page
from console.people import may_see
from console.refusals import NotThere
from storage import apart, people
from storage.people import Person

WHOSE = ("partner", "leader")


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that would happen, in words, at the person's own time; how many `times`, where several read alike."""

    one: Foreseen
    on: date | None
    at: str
    called: str
    reason: str
    until: tuple[date, str] | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """One day of it, where the person lives; None is for what waits still when they are over."""

    on: date | None
    shown: list[Shown]


async def show(request: Request) -> Response:
    person_id = request.path_params["person_id"]
    person, barred = await recorded(request, "care_for_people", lambda change: _whose(change, person_id))
    desk = desk_of(request)
    now, book = desk.clock.now(), Book(desk.texts, STORIES)
    rows = await desk.database.read(lambda tx: apart.gather(tx, now, person.id))
    found = await asyncio.to_thread(partial(fortnight.foresee, rows, person.id, now, book))  # nobody else waits for it
    in_words = [_shown(book, person, one) for one in found]
    days = [Day(on, counted(some)) for on, some in groupby(in_words, key=lambda one: one.on)]
    goes = sum(one.what == "goes" for one in found)
    return page(request, "fortnight.html", person=person, days=days, goes=goes, barred=barred, many=fortnight.DAYS)


def counted(some: Iterable[Shown]) -> list[Shown]:
    """Of what reads alike at the same moment one, with how many there are."""
    times = Counter(some)
    return [replace(one, times=many) for one, many in times.items()]


def _whose(change: Change, person_id: str) -> tuple[Person, str]:
    """Whom it is about, and why nothing of our own accord goes to them now, in words, or ''. Raises NotThere."""
    person = people.by_id(change.tx, person_id)
    theirs = person is not None and any(one in WHOSE for one in people.roles_of(change.tx, person_id))
    if person is None or not theirs or person.telegram_id is None or not may_see(change, person_id):
        raise NotThere
    change.note("fortnight_looked_at", person_id)
    return person, fortnight_words.barred(change.tx, person)


def _shown(book: Book, person: Person, one: Foreseen) -> Shown:
    zone = ZoneInfo(person.timezone)
    at, until = one.at.astimezone(zone), one.until and one.until.astimezone(zone)
    return Shown(
        one,
        None if one.what == "stays" else at.date(),
        f"{at:%H:%M}",
        fortnight_words.called(one.kind),
        fortnight_words.reason(book.texts.voice(LANGUAGE), one),
        (until.date(), f"{until:%H:%M}") if until else None,
    )


ROUTES = [Route("/people/{person_id}/fortnight", show)]
