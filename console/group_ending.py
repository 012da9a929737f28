"""Ending a learning group: asked once more, for it cannot be undone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import grouping
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong
from console.groups import OVER, there
from console.page import back_to, page
from storage import groups, sessions
from storage.groups import Group
from storage.values import moment


async def ask(request: Request) -> Response:
    one, members, planned = await reading(request, "arrange", lambda look: _look(look, request.path_params["group_id"]))
    return page(request, "group_end.html", group=one, members=members, planned=planned)


def _look(look: Reading, group_id: str) -> tuple[Group, int, list[str]]:
    """It, how many are in it, and when the sessions begin that would be cancelled."""
    one, found = there(look, group_id), sessions.of_group(look.tx, group_id)
    planned = [each.starts_at for each in found if each.state == "planned" and moment(each.starts_at) > look.now]
    return one, len(groups.members_of(look.tx, group_id)), planned


async def end(request: Request) -> Response:
    group_id = request.path_params["group_id"]
    await changing(request, "arrange", lambda change: _end(change, group_id))
    return back_to(f"/groups/{group_id}", "group_ended")


def _end(change: Change, group_id: str) -> None:
    there(change, group_id)
    if not grouping.end(change.tx, change.now, group_id, change.me.person.id):
        raise Wrong(Form(errors={"end": OVER}))


ROUTES = [
    Route("/groups/{group_id}/end", ask),
    Route("/groups/{group_id}/end", end, methods=["POST"]),
]
SAID = {"group_ended": "The group is over. What was planned is cancelled, and those who were in it hear of it."}
