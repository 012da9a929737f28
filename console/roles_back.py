"""Giving a role back that was taken away: whoever had it is asked nothing again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import team_changes
from bot.chat.playing import Play
from bot.conversations import STORIES
from console.desk import Change, Reading, changing
from console.forms import read_form
from console.page import back_to
from console.refusals import NotThere
from console.rights import STAFF
from console.team_invites import FOR_TWO
from storage import audit, people
from storage.people import Person

TAKEN, GIVEN = "role_taken", "role_given_back"
FOR = timedelta(days=90)
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """A role that somebody had, and when it was taken away. `by_two`: one person alone does not give it back."""

    person: Person
    role: str
    at: str
    by_two: bool


def returnable(look: Reading) -> list[Taken]:
    """What was taken from those who are still here and do not have it now, the latest first."""
    found: dict[tuple[str, str], Taken] = {}
    for row in audit.lately(look.tx, TAKEN, since=look.now - FOR, limit=AT_ONCE):
        person, key = people.by_id(look.tx, row.about), (row.about, row.detail)
        here = person is not None and person.joined_at and person.telegram_id is not None and not person.stopped_at
        is_known = key in found or row.detail not in STAFF
        if person is not None and here and not is_known and row.detail not in people.roles_of(look.tx, person.id):
            found[key] = Taken(person, row.detail, row.done_at, row.detail in FOR_TWO)
    return list(found.values())


async def give_back(request: Request) -> Response:
    form = await read_form(request)
    person_id = request.path_params["person_id"]
    await changing(request, "change_roles", lambda change: _give(change, person_id, form["role"]))
    return back_to("/team", GIVEN)


def _give(change: Change, person_id: str, role: str) -> None:
    if not any((one.person.id, one.role, one.by_two) == (person_id, role, False) for one in returnable(change)):
        raise NotThere
    people.give_role(change.tx, change.now, person_id, role)
    tell_of_change(change, person_id, GIVEN, role)
    change.note(GIVEN, person_id, role)


def tell_of_change(change: Change, person_id: str, what: str, role: str = "") -> None:
    """They hear of it on their phone, unless they did it themselves."""
    if person_id != change.me.person.id:
        scene = change.scene
        Play(scene, STORIES)
        team_changes.tell(scene, person_id, what, role)


ROUTES = [Route("/team/{person_id}/give-back", give_back, methods=["POST"])]
SAID = {GIVEN: "They have the role again, and hear of it on their phone."}
