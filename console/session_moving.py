"""A session begins at another time. What should be known before it does is said first."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import arranging, scheduling
from bot.rules.wall import moment_of
from console import by_the_clock, sessions
from console.desk import Change, changing
from console.forms import Form, Wrong, read_form
from console.page import back_to
from console.remarks import say_first
from console.session_series import UNLESS
from storage.sessions import Session
from storage.values import moment

SAME_TIME = "It begins at that time already. Nothing was changed, and nobody is told."


async def move(request: Request) -> Response:
    session_id, form = request.path_params["session_id"], await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _move(change, session_id, form))
    except Wrong as wrong:
        return await sessions.show_again(request, wrong.form)
    return back_to(f"/sessions/{session_id}", "moved")


def _move(change: Change, session_id: str, form: Form) -> None:
    sessions.there(change, session_id)
    begins = by_the_clock.to_come(change, form)
    form.check()
    assert begins is not None
    one = sessions.has_not_begun(change, session_id, form, "date")
    if one.state == "planned" and moment(one.starts_at) == moment_of(begins):
        form.wrong("date", SAME_TIME)
        form.check()
    if one.state == "planned":
        _remark(change, form, one, begins)
    if not scheduling.move(change.tx, change.now, session_id, moment_of(begins), by=change.me.person.id):
        form.wrong("date", sessions.OVER)
        form.check()


def _remark(change: Change, form: Form, one: Session, begins: datetime) -> None:
    say_first(form, arranging.remarks(change.scene, at=begins, **arranging.to_move(one)).strip())


ROUTES = [Route("/sessions/{session_id}/move", move, methods=["POST"])]
SAID = {"moved": f"It begins at another time. Those who come hear of it in five minutes{UNLESS}."}
