"""Ending a learning group: asked once more, for it cannot be undone."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import grouping, session_news
from bot.actions.naming import when
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.groups import OVER, there
from console.page import back_to, page
from console.session_series import UNLESS
from storage import groups, sessions
from storage.groups import Group
from storage.sessions import Session
from storage.values import moment

SINCE = "A session is planned for {} by now, which was not named here."
CANCELS = "cancels"  # a field: the sessions that the page named, as they stood


@dataclass(frozen=True, slots=True)
class Ending:
    """A group, how many are in it, the sessions that would be cancelled, and how its form names them."""

    group: Group
    members: int
    planned: list[Session]
    cancels: str


async def ask(request: Request) -> Response:
    return await _ask(request, empty())


async def _ask(request: Request, form: Form, status: int = 200) -> Response:
    one = await reading(request, "arrange", lambda look: _look(look, request.path_params["group_id"]))
    return page(request, "group_end.html", status=status, one=one, form=form)


def _look(look: Reading, group_id: str) -> Ending:
    one, planned = there(look, group_id), session_news.to_come(sessions.of_group(look.tx, group_id), look.now)
    return Ending(one, len(groups.members_of(look.tx, group_id)), planned, " ".join(_as_it_stands(planned)))


def _as_it_stands(planned: list[Session]) -> dict[str, Session]:
    return {f"{one.id}@{one.starts_at}": one for one in planned}


async def end(request: Request) -> Response:
    group_id, form = request.path_params["group_id"], await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _end(change, group_id, form))
    except Wrong as wrong:
        return await _ask(request, wrong.form, 422)
    return back_to(f"/groups/{group_id}", "group_ended")


def _end(change: Change, group_id: str, form: Form) -> None:
    """Not over a session that was not named on the page, or at another time."""
    one = _look(change, group_id)
    if one.group.ended_at is None:
        named = form[CANCELS].split()
        new = [each for name, each in _as_it_stands(one.planned).items() if name not in named]
        form.meanwhile += [SINCE.format(when(change.scene, moment(each.starts_at))) for each in new]
        form.check()
    if not grouping.end(change.tx, change.now, group_id, change.me.person.id):
        form.wrong("end", OVER)
        form.check()


ROUTES = [
    Route("/groups/{group_id}/end", ask),
    Route("/groups/{group_id}/end", end, methods=["POST"]),
]
SAID = {
    "group_ended": f"The group is over. What was planned is cancelled, and those who were in it hear of it{UNLESS}."
}
