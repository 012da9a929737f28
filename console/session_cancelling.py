"""Cancelling a session, or it and those of its series that come after it: asked once more, for it cannot be undone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import scheduling, session_news
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, read_form
from console.page import back_to, page
from console.session_series import UNLESS, how_many
from console.sessions import OVER, Meeting, has_not_begun, meeting, show_again

LATER = "and_later"


async def ask(request: Request) -> Response:
    session_id, asked = request.path_params["session_id"], request.query_params.get(LATER, "")
    one, heard = await reading(request, "arrange", lambda look: _one(look, session_id))
    later = one.later if asked == "yes" else 0
    return page(request, "session_cancel.html", one=one, heard=heard, later=later)


def _one(look: Reading, session_id: str) -> tuple[Meeting, bool]:
    """It, and whether anybody has heard of it, who so hears that it is cancelled."""
    one = meeting(look, session_id)
    return one, session_news.is_heard(look.tx, one.session, but=look.me.person.id)


async def cancel(request: Request) -> Response:
    session_id, form = request.path_params["session_id"], await read_form(request)
    try:
        said = await changing(request, "arrange", lambda change: _cancel(change, session_id, form))
    except Wrong as wrong:
        return await show_again(request, wrong.form)
    return back_to(f"/sessions/{session_id}", said)


def _cancel(change: Change, session_id: str, form: Form) -> str:
    one, by = has_not_begun(change, session_id, form, "cancel"), change.me.person.id
    heard = session_news.is_heard(change.tx, one, but=by)
    many = scheduling.cancel(change.tx, change.now, session_id, by=by, and_later=form[LATER] == "yes")
    if not many:
        form.wrong("cancel", OVER)
        form.check()
    change.note("session_cancelled", session_id, how_many(many))
    return "cancelled" if heard else "cancelled_unheard"


ROUTES = [
    Route("/sessions/{session_id}/cancel", ask),
    Route("/sessions/{session_id}/cancel", cancel, methods=["POST"]),
]
SAID = {
    "cancelled": f"It is cancelled, and those who had heard of it hear so{UNLESS}.",
    "cancelled_unheard": "It is cancelled. Nobody had heard of it yet, so nobody is told.",
}
