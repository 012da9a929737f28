"""Opportunities: those in hand by what comes next, and those that are over."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import opportunity_cards
from console.desk import Reading, reading
from console.page import page
from storage import broadcasts, opportunities, threads
from storage.opportunities import Opportunity

OVER_SHOWN = 25
TITLES = {"deciding": "To be decided", "going": "Going out now", "open": "Open for answers", "drafts": "Drafts"}


@dataclass(frozen=True, slots=True)
class Line:
    """One opportunity in a list, and how it stands in a sentence."""

    id: str
    title: str
    stands: str
    is_late: bool


async def index(request: Request) -> Response:
    found, over, waiting = await reading(request, "offer", _lists)
    return page(request, "opportunities.html", found=found, titles=TITLES, over=over, waiting=waiting)


def _lists(look: Reading) -> tuple[dict[str, list[Line]], list[Line], int]:
    """Those in hand by what comes next, the one that is to be decided first on top; those that are over; and how many
    talks wait for whoever looks."""
    going = {one.opportunity_id for one in broadcasts.running(look.tx)}
    found: dict[str, list[Line]] = {name: [] for name in TITLES}
    for one in opportunities.in_hand(look.tx):
        found[_where(look, one, going)].append(_line(look, one))
    found["drafts"].reverse()  # the newest first
    waiting = len(threads.waits_for(look.tx, look.me.person.id))
    return found, [_line(look, one) for one in opportunities.over(look.tx, OVER_SHOWN)], waiting


def _where(look: Reading, one: Opportunity, going: set[str | None]) -> str:
    if one.state == "draft":
        return "drafts"
    if one.state == "closed" or opportunity_cards.is_late(look.scene, one):
        return "deciding"
    return "going" if one.id in going else "open"


def _line(look: Reading, one: Opportunity) -> Line:
    late = opportunity_cards.is_late(look.scene, one)
    return Line(one.id, one.title or "Without a name", opportunity_cards.how_it_stands(look.scene, one), late)


ROUTES = [Route("/opportunities", index)]
