"""What the two of a pairing said of each of their sessions: both voices, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.naming import called
from console import answers_shown
from console.answers import answers_page
from console.answers_shown import Found, Shown
from console.desk import Change, recorded
from console.refusals import NotThere
from storage import commitments, pairings, readable, sessions
from storage.pairings import Pairing
from storage.readable import Wanted
from storage.values import instant

AT_ONCE = 10  # sessions
MOST = 400  # answers about so many sessions


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was said of one session, or of working together ('' as its id), by each of the two."""

    id: str
    at: str
    state: str
    partner: list[Shown]
    leader: list[Shown]


@dataclass(frozen=True, slots=True)
class Voices:
    """A page of it."""

    pairing: Pairing
    partner: str
    leader: str
    meetings: list[Meeting]
    page: int
    last: int


async def show(request: Request) -> Response:
    pairing_id, number = request.path_params["pairing_id"], request.query_params.get("page", "1")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    voices = await recorded(request, "read_answers", lambda change: _look(change, pairing_id, max(1, wanted)))
    rows = [one for each in voices.meetings for one in (*each.partner, *each.leader)]
    return answers_page(request, "answers_of_pairing.html", Found(rows, ""), voices=voices)


def _look(change: Change, pairing_id: str, wanted: int) -> Voices:
    two = pairings.by_id(change.tx, pairing_id)
    if two is None or not change.me.may("see_programme"):
        raise NotThere
    held = [one for one in reversed(sessions.of_pairing(change.tx, two.id)) if one.starts_at <= instant(change.now)]
    last = max(1, -(-len(held) // AT_ONCE))
    number = min(wanted, last)
    here = held[(number - 1) * AT_ONCE : number * AT_ONCE]
    promised = commitments.after_sessions(change.tx, [one.id for one in here])
    about = {one.id: one.id for one in here} | promised | ({two.id: ""} if number == 1 else {})
    both = (two.partner_id, two.leader_id)
    found = readable.find(
        change.tx, change.me.roles, Wanted(people=both, about=about), MOST, opened=answers_shown.opened(change)
    )
    read = {one.person_id for one in found if not one.sealed}
    said = answers_shown.shown(change, found, read.pop() if len(read) == 1 else two.id)
    rows = [(one.id, one.starts_at, one.state) for one in here] + ([("", "", "")] if number == 1 else [])
    meetings = [_meeting(two, row, [one for one in said if about[one.one.about] == row[0]]) for row in rows]
    names = called(change.scene, two.partner_id), called(change.scene, two.leader_id)
    return Voices(two, *names, [one for one in meetings if one.id or one.partner or one.leader], number, last)


def _meeting(two: Pairing, row: tuple[str, str, str], said: list[Shown]) -> Meeting:
    in_order = sorted(said, key=lambda one: (one.one.said_at, one.one.id))
    partner = [one for one in in_order if one.one.person_id == two.partner_id]
    leader = [one for one in in_order if one.one.person_id == two.leader_id]
    return Meeting(*row, partner, leader)


ROUTES = [Route("/answers/pairings/{pairing_id}", show)]
