"""Concerns: who asked for a person, by when somebody must answer, who is on it, and how far the ladder went.

A coordinator learns that there is one; what it holds is for a lead, and for the coordinator who is on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import owing, rota
from bot.actions.looking import LISTED
from bot.actions.naming import called
from bot.actions.owing import Owing
from bot.actions.whose_concern import who
from bot.rules.duty import Duty
from console.desk import Change, Reading, recorded
from console.page import page
from storage import alerts, concern_lists, readings
from storage.concerns import Concern

ON_A_PAGE = 25
RUNGS = ("the first to be asked", "who stands in", "the whole team", "the admins")


@dataclass(frozen=True, slots=True)
class Line:
    """One concern in the queue. `due` is by when somebody has to answer, None once it is closed or where no hours are
    known, or once they `heard_at` some time from whoever is on it; `ladder` says how far the alerts went, '' when
    nobody was told."""

    one: Concern
    who: str
    kind: str
    due: datetime | None
    owner: str
    ladder: str
    heard_at: str
    wrote_at: str = ""  # last, since when they have not heard from anybody
    told_last: datetime | None = None  # by when they were told to hear when they asked again

    @property
    def waits(self) -> bool:
        """Whether nobody has said, or not again, that they are on it."""
        return self.one.closed_at is None and (self.one.owner_id is None or self.one.waiting_since is not None)


@dataclass(frozen=True, slots=True)
class Queue:
    """Those to answer, those that hold what we send, and a page of those that are over."""

    open: list[Line]
    held: list[Line]
    over: list[Line]
    page: int
    more: bool


async def index(request: Request) -> Response:
    asked = request.query_params.get("page", "1")
    number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    queue = await recorded(request, "work_concerns", lambda change: _listed(change, number))
    return page(request, "concerns.html", queue=queue)


def _listed(change: Change, number: int) -> Queue:
    """The queue, and on record that it was looked at."""
    queue = _queue(change, number)
    shown = [each.one.id for each in (*queue.open, *queue.held, *queue.over)]
    change.note("concerns_listed", "concerns", " ".join(shown))
    readings.note_look_once(change.tx, change.now, LISTED, shown, by=change.me.person.id, roles=change.me.roles)
    return queue


def _queue(look: Reading, number: int) -> Queue:
    duties = rota.duties(look.tx)
    waiting = [one for one in concern_lists.still_open(look.tx) if is_for(look, one)]
    every = [_line(look, one, stands) for stands, one in owing.in_order(look.tx, waiting, duties)]
    held = [line(look, one, duties) for one in concern_lists.still_held(look.tx) if is_for(look, one)]
    found = concern_lists.over(look.tx, ON_A_PAGE + 1, (number - 1) * ON_A_PAGE)
    over = [line(look, one, duties) for one in found[:ON_A_PAGE] if is_for(look, one)]
    return Queue(every, held, over, number, len(found) > ON_A_PAGE)


def is_for(look: Reading, one: Concern) -> bool:
    """Whether it is theirs to know of: nobody looks after their own."""
    return one.person_id != look.me.person.id


def sees_all(look: Reading, one: Concern) -> bool:
    """Whether what it holds is theirs to see and to work on: a lead's, and whoever's who is on it."""
    return look.me.may("read_concerns") or one.owner_id == look.me.person.id


def line(look: Reading, one: Concern, duties: Mapping[str, Duty]) -> Line:
    """The concern as the queue shows it."""
    return _line(look, one, owing.owing(look.tx, one, duties))


def _line(look: Reading, one: Concern, stands: Owing) -> Line:
    owner = called(look.scene, one.owner_id) if one.owner_id else ""
    wrote_at = owing.wrote_since(look.tx, one)
    ladder = _ladder(look, one)
    return Line(
        one,
        who(look.scene, one),
        kind_of(look, one),
        stands.due,
        owner,
        ladder,
        stands.heard_at,
        wrote_at,
        stands.told_last,
    )


def kind_of(look: Reading, one: Concern) -> str:
    """What it is, in the words of the chat."""
    return look.voice.labels("digest", "kinds", (one.kind,))[one.kind]


def _ladder(look: Reading, one: Concern) -> str:
    told = alerts.of_concern(look.tx, one.id)
    if not told:
        return ""
    many, last = len({each.person_id for each in told}), max(each.rung for each in told)
    people_told = "1 person was told" if many == 1 else f"{many} people were told"
    return f"{people_told}{', up to' if last else ':'} {RUNGS[last]}"


ROUTES = [Route("/concerns", index)]
