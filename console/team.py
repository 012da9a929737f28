"""The team: who has which role, and taking a role away. Whoever loses one is signed in nowhere any more."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import another_part
from bot.conversations import ONBOARDING
from console import empty_roles, rights
from console.desk import Change, Reading, changing, reading
from console.empty_roles import DEPENDS
from console.forms import Form, Wrong, empty, read_form
from console.labels import ROLES
from console.page import back_to, page
from console.refusals import NotThere
from console.roles_back import TAKEN, Taken, returnable, tell_of_change
from storage import directory, people, second_steps, sign_in_links, sign_ins
from storage.people import Person

LAST = {
    rights.ADMIN: "There has to be another admin first. Invite one, then take this role away.",
    rights.SAFEGUARDING: "There has to be another safeguarding lead first, who has joined: somebody has to answer when "
    "people ask for a person. Invite one, then take this role away.",
}


@dataclass(frozen=True, slots=True)
class About:
    """Whoever is to lose a role: what nobody can do then, and why it cannot be taken away, '' for neither; and what it
    means where they stand in for somebody."""

    person: Person
    role: str
    missed: str
    stays: str
    stands_in: list[str]


@dataclass(frozen=True, slots=True)
class Staff:
    """The team: each role that somebody has, who has a second step, who is the last of a role, what nobody can do, and
    the roles that were taken away and can be given back."""

    roles: list[tuple[str, int, str, str]]
    with_app: set[str]
    last: dict[str, str]
    missed: list[str]
    taken: list[Taken]


async def index(request: Request) -> Response:
    return page(request, "team.html", team=await reading(request, "see_team", _look), roles=ROLES)


def _look(look: Reading) -> Staff:
    staff = directory.staff(look.tx, rights.STAFF)
    with_app = {one[0] for one in staff if second_steps.of_person(look.tx, one[0]) is not None}
    last = {one[3]: one[0] for one in staff if _is_last(look, one[0], one[3])}
    return Staff(staff, with_app, last, empty_roles.missed(look), returnable(look))


def _is_last(look: Reading, person_id: str, role: str) -> bool:
    """Whether this is the only one who is there with a role that somebody always has to have."""
    return role in LAST and _stays(look, person_id) and empty_roles.is_alone(look, person_id, role)


async def ask_role(request: Request) -> Response:
    """A look at what it means, first."""
    return await _take_form(request, empty())


async def _take_form(request: Request, form: Form, status: int = 200) -> Response:
    about = await reading(request, "change_roles", lambda look: _about(look, request))
    return page(request, "team_take.html", status=status, about=about, form=form, roles=ROLES)


def _about(look: Reading, request: Request) -> About:
    """Whoever is to lose this role. Raises NotThere."""
    person_id, role = request.path_params["person_id"], request.path_params["role"]
    person = people.by_id(look.tx, person_id)
    if person is None or role not in rights.STAFF or role not in people.roles_of(look.tx, person_id):
        raise NotThere
    alone = role in DEPENDS and _stays(look, person_id) and empty_roles.is_alone(look, person_id, role)
    stays, stands_in = _is_last(look, person_id, role), empty_roles.stands_in(look, person_id, role)
    return About(person, role, DEPENDS[role] if alone else "", LAST[role] if stays else "", stands_in)


async def take_role(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "change_roles", lambda change: _take(change, request, form))
    except Wrong as wrong:
        return await _take_form(request, wrong.form, 422)
    return back_to("/team", "role_taken")


def _take(change: Change, request: Request, form: Form) -> None:
    """The last admin stays one, for nobody could bring another in; and so does the last safeguarding lead, for nobody
    would be told of a concern. Whoever takes the last of another role away was told what that means. Whoever loses a
    role hears of it, and is asked nothing more for its sake."""
    about = _about(change, request)
    person_id = about.person.id
    if about.stays:
        form.wrong("role", about.stays)
    elif about.missed and form["known"] != "yes":
        form.wrong("role", "Nobody else is there with this role. Read what that means, and then decide.")
    elif about.stands_in and form["known"] != "yes":
        form.wrong("role", "They stand in for somebody on the rota. Read what that means, and then decide.")
    form.check()
    people.take_role(change.tx, person_id, about.role)
    begins = ONBOARDING[about.role]
    alike = [role for role, story in ONBOARDING.items() if story == begins]
    another_part.lost(change.tx, change.now, person_id, begins=begins, others=alike)
    tell_of_change(change, person_id, TAKEN, about.role)
    sign_in_links.close(change.tx, change.now, person_id)
    sign_ins.end_all(change.tx, change.now, person_id, "role_changed")
    change.note(TAKEN, person_id, about.role)


def _stays(look: Reading, person_id: str) -> bool:
    """Whether somebody is there to act: whoever was only invited, or tries things out, is not yet."""
    person = people.by_id(look.tx, person_id)
    return person is not None and person.joined_at is not None and not person.is_test


async def reset_step(request: Request) -> Response:
    """Somebody has lost phone and paper: they set an app up anew the next time they sign in."""
    await changing(request, "change_roles", lambda change: _reset(change, request.path_params["person_id"]))
    return back_to("/team", "step_reset")


def _reset(change: Change, person_id: str) -> None:
    if second_steps.of_person(change.tx, person_id) is None:
        raise NotThere
    second_steps.remove(change.tx, person_id)
    sign_ins.end_all(change.tx, change.now, person_id, "step_reset")
    tell_of_change(change, person_id, "step_reset")
    change.note("second_step_reset", person_id)


ROUTES = [
    Route("/team", index),
    Route("/team/{person_id}/take/{role}", ask_role),
    Route("/team/{person_id}/take/{role}", take_role, methods=["POST"]),
    Route("/team/{person_id}/reset-step", reset_step, methods=["POST"]),
]
SAID = {
    "role_taken": "The role is taken away, and they are signed in nowhere any more.",
    "step_reset": "Their second step is gone. They set it up anew when they sign in next.",
}
