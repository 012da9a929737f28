"""People: looked up by name or number, with case, accents and slips of the finger forgiven; filtered by their part."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import finding
from bot.chat.reading import fold
from console.desk import Reading, reading
from console.labels import ROLES
from console.page import page
from storage import concern_lists
from storage.directory import Listed

ON_A_PAGE = 25
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; `unknown` when it is a part in the programme that there is not."""

    words: str
    role: str
    page: int
    unknown: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of those found, how many there are in all, and whether they are only spelt like what was typed."""

    people: list[Listed]
    all: int
    last: int
    close: bool


async def index(request: Request) -> Response:
    wanted = _wanted(request)
    found = await reading(request, "see_people", lambda look: _list(look, wanted))
    return page(request, "people.html", block="rows", found=found, wanted=wanted, roles=ROLES)


def _wanted(request: Request) -> Wanted:
    asked, number = request.query_params, request.query_params.get("page", "1")
    role = asked.get("role", "")
    known = role if role in ROLES else ""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return Wanted(asked.get("q", "")[:LONGEST], known, max(1, place), unknown=known != role)


def _list(look: Reading, wanted: Wanted) -> Listing:
    if wanted.unknown or (wanted.words.strip() and not fold(wanted.words)):
        return Listing([], 0, 1, close=False)  # there is no letter or number in it that anybody could be called by
    match = finding.find(look.tx, wanted.words, role=wanted.role, waiting_too=True, joining_too=True)
    found = match.people or finding.nearest(look.tx, wanted.words, wanted.role, joining_too=True)
    if not look.me.may("see_every_person"):
        theirs = concern_lists.people_with(look.tx, look.now)
        found = [one for one in found if one.id in theirs]
    in_order = sorted(found, key=lambda one: (one.name.casefold(), one.number))
    last = max(1, -(-len(in_order) // ON_A_PAGE))
    first = (min(wanted.page, last) - 1) * ON_A_PAGE
    return Listing(in_order[first : first + ON_A_PAGE], len(in_order), last, match.how == "close" or not match.people)


def may_see(look: Reading, person_id: str) -> bool:
    """Whether somebody's page is theirs to open: everybody's, or only of those of whom there is a concern."""
    return look.me.may("see_every_person") or person_id in concern_lists.people_with(look.tx, look.now)


ROUTES = [Route("/people", index)]
