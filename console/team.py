"""The team: who has which role, and taking a role away. Whoever loses one is signed in nowhere any more."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console import rights
from console.desk import Change, changing, reading
from console.forms import Form, read_form
from console.labels import ROLES
from console.page import back_to, page
from console.refusals import NotThere
from storage import directory, people, sign_in_links, sign_ins


async def index(request: Request) -> Response:
    staff = await reading(request, "see_team", lambda look: directory.staff(look.tx, rights.STAFF))
    return page(request, "team.html", staff=staff, roles=ROLES)


async def take_role(request: Request) -> Response:
    form = await read_form(request)
    await changing(request, "change_roles", lambda change: _take(change, request.path_params["person_id"], form))
    return back_to("/team", "role_taken")


def _take(change: Change, person_id: str, form: Form) -> None:
    """The last admin stays one: nobody could bring another in."""
    role = form["role"]
    if role not in rights.STAFF:
        raise NotThere
    if role == rights.ADMIN and sum(one[3] == rights.ADMIN for one in directory.staff(change.tx, rights.STAFF)) < 2:
        form.wrong("role", "There has to be another admin first. Invite one, then take this role away.")
        form.check()
    if not people.take_role(change.tx, person_id, role):
        raise NotThere
    sign_in_links.close(change.tx, change.now, person_id)
    sign_ins.end_all(change.tx, change.now, person_id, "role_changed")
    change.note("role_taken", person_id, role)


ROUTES = [
    Route("/team", index),
    Route("/team/{person_id}/take-role", take_role, methods=["POST"]),
]
SAID = {"role_taken": "The role is taken away, and they are signed in nowhere any more."}
