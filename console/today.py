"""The first page: what needs a person today, each line with the one thing to do about it, and how things are."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.desk import Change, Reading, changing, reading
from console.forms import read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.today_care import rota_warnings
from console.today_figures import FIGURES, warnings
from console.today_new import leads_to
from console.today_parts import PARTS
from console.todo import AT_ONCE, Figure, Section
from storage import notices


@dataclass(frozen=True, slots=True)
class Day:
    """Today, for whoever looks."""

    sections: list[Section]
    figures: list[Figure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def first(self) -> list[Section]:
        """What comes before any warning: somebody waits."""
        return [one for one in self.sections if one.first and one.rows]

    @property
    def others(self) -> list[Section]:
        return [one for one in self.sections if one not in self.first]


async def index(request: Request) -> Response:
    return page(request, "today.html", block="day", today=await reading(request, "be_here", _day))


async def seen(request: Request) -> Response:
    """What is new is looked at: its page opens, where it has one."""
    ids = (await read_form(request))["notices"].split()
    path = await changing(request, "care_for_people", lambda change: _seen(change, ids))
    if not path:
        return back_to("/", "notices_seen")
    path, _, query = path.partition("?")
    return back_to(path, "notice_opened", **dict(parse_qsl(query)))


def _seen(change: Change, ids: list[str]) -> str:
    known = {one.id: one for one in notices.to_look_at(change.tx)}
    if not ids or not known.keys() >= set(ids):
        raise NotThere
    notices.see(change.tx, change.now, change.me.person.id, ids)
    change.note("notices_seen", " ".join(ids[:AT_ONCE]))
    return leads_to(change, known[ids[0]])


def _day(look: Reading) -> Day:
    found = [part(look) for right, part in PARTS if look.me.may(right)]
    figures = [figure for right, count in FIGURES if look.me.may(right) for figure in count(look)]
    return Day([one for one in found if one is not None], figures, [*rota_warnings(look), *warnings(look)])


ROUTES = [
    Route("/", index),
    Route("/today/seen", seen, methods=["POST"]),
]
SAID = {
    "notices_seen": "Marked as seen.",
    "notice_opened": "This is what was new. It is off the list on Today, for everybody.",
}
