"""Learning groups: forming one, who is in it and has said what, and asking somebody in."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import grouping
from bot.actions.naming import called
from console import coming, naming, not_asked, not_told
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.remarks import say_first, status_of
from storage import groups, people, sessions
from storage.groups import Group
from storage.sessions import Session

LONGEST_NAME = 60
UNLESS = ", unless this page says below that they are not"
OVER = "It was over before."
MOST_MEMBERS = 30
NOT_ASKED, LEFT = ("Not asked", "grey"), ("Left", "grey")
SAID_TO = {None: ("Asked", "yellow"), "yes": ("Said yes", "green"), "no": ("Said no", "grey")}
NOT_FORMED = {
    "name_taken": ("name", "There is a group of this name already."),
    "nobody": ("members", "Nobody of these can be asked."),
    "too_few": (
        "members",
        "A group needs at least two members besides who guides it. Whoever stands there twice counts once, and nobody "
        "counts who has left or wants no messages.",
    ),
}
NOT_ADDED = {
    "in_already": "They are in it already.",
    "gone": "They are not with us any more, or asked us not to write to them.",
    "over": "The group is over.",
}
NOT_UNDONE = {
    "told_already": "Somebody has been asked already, or a session is planned. End the group instead.",
    "over": OVER,
}


@dataclass(frozen=True, slots=True)
class Circle:
    """A group, who leads it, what each who was asked has said, its sessions, and whether it can still be taken back.
    `not_asked` are those whom we do not ask as they stand: their ids and names, and why. Of one that is over,
    `not_told` do not hear so by us, and why; `alone` says who alone comes to its sessions, where nobody else does."""

    group: Group
    facilitator: str
    members: list[tuple[str, str, tuple[str, str]]]
    sessions: list[Session]
    can_undo: bool
    not_told: list[tuple[str, str]]
    not_asked: list[tuple[str, str, str]]
    alone: str


async def index(request: Request) -> Response:
    found = await reading(request, "see_programme", _list)
    return page(request, "groups.html", found=found)


def _list(look: Reading) -> list[tuple[Group, str, int]]:
    """Each that stands, who leads it, and how many are in it."""
    found = []
    for one in groups.standing(look.tx):
        leads = called(look.scene, one.facilitator_id) if one.facilitator_id else ""
        found.append((one, leads, len(groups.members_of(look.tx, one.id))))
    return found


async def show(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    circle = await reading(request, "see_programme", lambda look: _circle(look, request.path_params["group_id"]))
    return page(request, "group.html", status=status, circle=circle, form=form)


def _circle(look: Reading, group_id: str) -> Circle:
    found = there(look, group_id)
    unasked = not_asked.of_group(look, found)
    waits = {person_id for person_id, *_ in unasked}
    members = [
        (person_id, called(look.scene, person_id), _stands(look, person_id, waits, said))
        for person_id, said in groups.said_by(look.tx, group_id).items()
    ]
    leads = called(look.scene, found.facilitator_id) if found.facilitator_id else ""
    can_undo = not grouping.why_not_undo(look.tx, group_id)
    untold = not_told.of_ending(look, group_id, "group_ended") if found.ended_at else []
    held = sessions.of_group(look.tx, group_id)
    alone = "" if found.ended_at else coming.alone(look, group_id)
    return Circle(found, leads, members, held, can_undo, untold, unasked, alone)


def _stands(look: Reading, person_id: str, waits: set[str], said: str | None) -> tuple[str, str]:
    if people.left_at(look.tx, person_id) is not None:
        return LEFT
    return NOT_ASKED if person_id in waits else SAID_TO[said]


async def ask(request: Request) -> Response:
    return await _form(request, empty())


async def form_group(request: Request) -> Response:
    form = await read_form(request)
    try:
        made, said = await changing(request, "arrange", lambda change: _form_group(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, status_of(wrong.form))
    return back_to(f"/groups/{made}", said)


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    await reading(request, "arrange", lambda look: look.me)
    return page(request, "group_new.html", status=status, form=form)


def _form_group(change: Change, form: Form) -> tuple[str, str]:
    """The new group's id, and what is said of it."""
    name = form.text("name", "Type what the group is called.", most=LONGEST_NAME, links=False)
    members = _members(change, form)
    leads = naming.somebody(change, form, "facilitator", "")
    for refused in grouping.why_not(change.tx, name=name, members=members, facilitator_id=leads or None):
        form.wrong(*NOT_FORMED[refused])
    form.check()
    say_first(form, not_asked.before(change, not_asked.TO_JOIN, [*members, *([leads] if leads else [])]))
    made = grouping.form(
        change.tx, change.now, name=name, members=members, facilitator_id=leads or None, made_by=change.me.person.id
    )
    return made.id, "formed_once" if len(members) < len(naming.lines_of(form["members"])) else "formed"


def _members(change: Change, form: Form) -> list[str]:
    """Whoever stands on a line each, by name or number."""
    typed = form.text("members", "Type at least one name.", most=5000)
    lines = naming.lines_of(typed)
    if len(lines) > MOST_MEMBERS:
        form.wrong("members", f"A group has {MOST_MEMBERS} members at most, and these are {len(lines)}.")
    return naming.on_lines(change, form, "members", typed, MOST_MEMBERS)


async def add(request: Request) -> Response:
    group_id, form = request.path_params["group_id"], await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _add(change, group_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, status_of(wrong.form))
    return back_to(f"/groups/{group_id}", "asked_in")


def _add(change: Change, group_id: str, form: Form) -> None:
    person_id = naming.somebody(change, form, "person", "Type a name or a number.")
    form.check()
    if refused := grouping.why_not_add(change.tx, group_id, person_id):
        form.wrong("person", NOT_ADDED[refused])
        form.check()
    say_first(form, not_asked.before(change, not_asked.TO_JOIN, [person_id]))
    grouping.add(change.tx, change.now, group_id, person_id)
    change.note("asked_into_group", group_id, person_id)


async def undo(request: Request) -> Response:
    group_id = request.path_params["group_id"]
    await changing(request, "arrange", lambda change: _undo(change, group_id))
    return back_to("/groups", "group_undone")


def _undo(change: Change, group_id: str) -> None:
    there(change, group_id)
    became = grouping.undo(change.tx, change.now, group_id, change.me.person.id)
    if became in NOT_UNDONE:
        raise Wrong(Form(errors={"undo": NOT_UNDONE[became]}))


def there(look: Reading, group_id: str) -> Group:
    """The group. Raises NotThere."""
    found = groups.by_id(look.tx, group_id)
    if found is None:
        raise NotThere
    return found


ROUTES = [
    Route("/groups", index),
    Route("/groups/new", ask),
    Route("/groups/new", form_group, methods=["POST"]),
    Route("/groups/{group_id}", show),
    Route("/groups/{group_id}/members", add, methods=["POST"]),
    Route("/groups/{group_id}/undo", undo, methods=["POST"]),
]
SAID = {
    "formed": f"The group is formed. Each is asked in five minutes, in their own hours{UNLESS}.",
    "formed_once": "The group is formed. Somebody stood there more than once, and is in it once. Each is asked in five "
    f"minutes, in their own hours{UNLESS}.",
    "asked_in": f"They are asked in five minutes, in their own hours{UNLESS}.",
    "group_undone": "The group is taken back. Nobody had heard of it.",
}
