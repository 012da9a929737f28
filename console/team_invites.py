"""Inviting to the team. Nobody makes an admin or a safeguarding lead alone: a second admin agrees, or, where there is
none, a safeguarding lead. The first of each is invited at the machine."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import team_changes
from bot.actions.naming import called
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.conversations import STORIES
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.invites import guest_in
from console.labels import ROLES
from console.letters import Letter, letter
from console.page import back_to, page
from console.refusals import NotThere
from console.rights import ADMIN, SAFEGUARDING, STAFF, Right
from storage import directory, invites
from storage.invites import Open

FOR_TWO = (ADMIN, SAFEGUARDING)
NOBODY = "Nobody else can agree to this yet: that takes a second admin, or a safeguarding lead where there is none. "
NOBODY += "Whoever runs the machine can make this invite there: voices invite {role}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invite that waits for whoever looks, and who made it."""

    one: Open
    role: str
    by: str


async def show(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    may: Right = "invite_staff"
    await reading(request, may, lambda look: look.me)
    return page(request, "invite_team.html", status=status, form=form, options={one: ROLES[one] for one in STAFF})


async def invite(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "invite_staff", lambda change: _invite(change, form, desk_of(request).root))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return page(request, "letters.html", letters=[made], back="/team")


def _invite(change: Change, form: Form, root: str) -> Letter:
    guest = guest_in(change, form, STAFF)
    if guest.role not in FOR_TWO:
        return letter(change, guest, root)
    others = [one for one in _who_agrees(change) if one != change.me.person.id]
    if not others:
        form.wrong("role", NOBODY.format(role=guest.role))
        form.check()
    made, scene = letter(change, guest, root, waits=True), _scene(change)
    for one in others:
        team_changes.tell(scene, one, "invite_waits", guest.role)
    return made


def _who_agrees(look: Reading) -> set[str]:
    """The admins; where there is but one, the safeguarding leads."""
    staff = directory.staff(look.tx, FOR_TWO)
    admins = {person_id for person_id, _, _, role in staff if role == ADMIN}
    return admins if len(admins) > 1 else {person_id for person_id, _, _, role in staff if role == SAFEGUARDING}


def _scene(change: Change) -> Scene:
    """A scene in which other people can be told."""
    scene = change.scene
    Play(scene, STORIES)
    return scene


def waiting(look: Reading) -> list[Waiting]:
    """The invites to which whoever looks may agree: made by somebody else."""
    me = look.me.person.id
    found = [one for one in invites.open_now(look.tx, look.now) if one.waits and one.made_by != me]
    names = {one.id: called(look.scene, one.made_by) if one.made_by else "Somebody" for one in found}
    return [Waiting(one, ROLES[one.role], names[one.id]) for one in found] if me in _who_agrees(look) else []


async def index(request: Request) -> Response:
    found = await reading(request, "agree_to_invite", waiting)
    return page(request, "team_invites.html", found=found)


async def agree(request: Request) -> Response:
    await changing(request, "agree_to_invite", lambda change: _agree(change, _theirs(change, request)))
    return back_to("/invites/team/waiting", "invite_agreed")


def _theirs(look: Reading, request: Request) -> Open:
    found = [one.one for one in waiting(look) if one.one.id == request.path_params["invite_id"]]
    if not found:
        raise NotThere
    return found[0]


def _agree(change: Change, one: Open) -> None:
    """Everybody else who looks after concerns, or after the team, hears of it."""
    invites.agree(change.tx, change.now, one.id, change.me.person.id)
    change.note("invite_agreed", one.id, one.role)
    scene, here = _scene(change), {change.me.person.id, one.made_by}
    for person_id in sorted({each[0] for each in directory.staff(change.tx, FOR_TWO)} - here):
        team_changes.tell(scene, person_id, "invited", one.role)


async def refuse(request: Request) -> Response:
    await changing(request, "agree_to_invite", lambda change: _refuse(change, _theirs(change, request)))
    return back_to("/invites/team/waiting", "invite_refused")


def _refuse(change: Change, one: Open) -> None:
    invites.withdraw(change.tx, one.id)
    change.note("invite_refused", one.id, one.role)


ROUTES = [
    Route("/invites/team", show),
    Route("/invites/team", invite, methods=["POST"]),
    Route("/invites/team/waiting", index),
    Route("/invites/team/{invite_id}/agree", agree, methods=["POST"]),
    Route("/invites/team/{invite_id}/refuse", refuse, methods=["POST"]),
]
SAID = {
    "invite_agreed": "The code on the letter works from now on. The others who look after this were told.",
    "invite_refused": "That invite will never work.",
}
