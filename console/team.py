"""The team: who has which role, and taking a role away. Whoever loses one is signed in nowhere any more."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import team_changes
from bot.chat.playing import Play
from bot.conversations import STORIES
from console import rights
from console.desk import Change, Reading, changing, reading
from console.forms import Form, read_form
from console.labels import ROLES
from console.page import back_to, page
from console.refusals import NotThere
from storage import directory, people, second_steps, sign_in_links, sign_ins

LAST = {
    rights.ADMIN: "There has to be another admin first. Invite one, then take this role away.",
    rights.SAFEGUARDING: "There has to be another safeguarding lead first, who has joined: somebody has to answer when "
    "people ask for a person. Invite one, then take this role away.",
}


async def index(request: Request) -> Response:
    staff, with_app, last = await reading(request, "see_team", _look)
    return page(request, "team.html", staff=staff, with_app=with_app, last=last, roles=ROLES)


def _look(look: Reading) -> tuple[list[tuple[str, int, str, str]], set[str], dict[str, str]]:
    """Each role that somebody has, the ids of those who have a second step, and who is the last of a role."""
    staff = directory.staff(look.tx, rights.STAFF)
    with_app = {one[0] for one in staff if second_steps.of_person(look.tx, one[0]) is not None}
    return staff, with_app, {role: _last(look, role) for role in LAST}


def _last(look: Reading, role: str) -> str:
    """The only one who is there with this role; '' when there are several, or none."""
    there = {one[0] for one in directory.staff(look.tx, (role,)) if _stays(look, one[0])}
    return there.pop() if len(there) == 1 else ""


async def take_role(request: Request) -> Response:
    form = await read_form(request)
    await changing(request, "change_roles", lambda change: _take(change, request.path_params["person_id"], form))
    return back_to("/team", "role_taken")


def _take(change: Change, person_id: str, form: Form) -> None:
    """The last admin stays one, for nobody could bring another in; and so does the last safeguarding lead, for nobody
    would be told of a concern. Whoever loses a role hears of it."""
    role = form["role"]
    if role not in rights.STAFF:
        raise NotThere
    if role in LAST and _last(change, role) == person_id:
        form.wrong("role", LAST[role])
        form.check()
    if not people.take_role(change.tx, person_id, role):
        raise NotThere
    _tell(change, person_id, "role_taken", role)
    sign_in_links.close(change.tx, change.now, person_id)
    sign_ins.end_all(change.tx, change.now, person_id, "role_changed")
    change.note("role_taken", person_id, role)


def _stays(look: Reading, person_id: str) -> bool:
    """Whether somebody is there to act: whoever was only invited, or tries things out, is not yet."""
    person = people.by_id(look.tx, person_id)
    return person is not None and person.joined_at is not None and not person.is_test


def _tell(change: Change, person_id: str, what: str, role: str = "") -> None:
    """They hear of it on their phone, unless they did it themselves."""
    if person_id != change.me.person.id:
        scene = change.scene
        Play(scene, STORIES)
        team_changes.tell(scene, person_id, what, role)


async def reset_step(request: Request) -> Response:
    """Somebody has lost phone and paper: they set an app up anew the next time they sign in."""
    await changing(request, "change_roles", lambda change: _reset(change, request.path_params["person_id"]))
    return back_to("/team", "step_reset")


def _reset(change: Change, person_id: str) -> None:
    if second_steps.of_person(change.tx, person_id) is None:
        raise NotThere
    second_steps.remove(change.tx, person_id)
    sign_ins.end_all(change.tx, change.now, person_id, "step_reset")
    _tell(change, person_id, "step_reset")
    change.note("second_step_reset", person_id)


ROUTES = [
    Route("/team", index),
    Route("/team/{person_id}/take-role", take_role, methods=["POST"]),
    Route("/team/{person_id}/reset-step", reset_step, methods=["POST"]),
]
SAID = {
    "role_taken": "The role is taken away, and they are signed in nowhere any more.",
    "step_reset": "Their second step is gone. They set it up anew when they sign in next.",
}
