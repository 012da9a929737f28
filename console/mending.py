"""After a form that cannot be taken as it is: to a page that says what to mend, at the address of the form.

A page that answers a form has no place in a browser's history: whoever goes back to it, after the form went through, is
told that it is not there any more. So the answer leads to the page, and the page is asked for like any other.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, request_response
from starlette.types import Receive, Scope, Send

from console.desk import desk_of, reading
from console.pressing import is_to_mend
from console.refusals import NotThere
from console.refused_forms import Refused
from console.rights import Right
from console.who_asks import Me

TO_MEND = 422
REFUSED = "refused"  # in an address
SIGNING_IN: Right = "be_known"  # the right of whoever has still to give a code


def to_mend(request: Request, html: str) -> Response:
    """Leads to this page, which says what to mend; it is the answer itself while somebody signs in, where a page shows
    what is not kept, and to what a page sends by itself."""
    desk, me = desk_of(request), getattr(request.state, "me", None)
    may: Right = getattr(request.state, "may", SIGNING_IN)
    is_to_mend(request)
    if request.method != "POST" or "HX-Request" in request.headers or not isinstance(me, Me) or may == SIGNING_IN:
        return HTMLResponse(html.encode("utf-8", "replace"), TO_MEND)
    one = Refused(me.sign_in.id, may, request.url.path, html, desk.clock.now())
    where = request.url.include_query_params(**{REFUSED: desk.refused.keep(one)})
    return RedirectResponse(f"{where.path}?{where.query}", 303)


class ToMend(BaseRoute):
    """Whatever address a form was sent to, asked for with the handle of a page that says what to mend about it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        found = scope["type"] == "http" and scope["method"] == "GET" and _kept(Request(scope)) is not None
        return (Match.FULL, {"endpoint": show, "path_params": {}}) if found else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await request_response(show)(scope, receive, send)


async def show(request: Request) -> Response:
    """The page, for whoever sent the form, as long as they have the right by which they saw it."""
    kept = _kept(request)
    if kept is None:
        raise NotThere
    await reading(request, kept.may, lambda look: None)
    if request.state.me.sign_in.id != kept.sign_in_id:
        return RedirectResponse(f"{request.url.path}?{REFUSED}=", 303)  # to the form as it is
    return HTMLResponse(kept.html.encode("utf-8", "replace"), TO_MEND)


def _kept(request: Request) -> Refused | None:
    desk, handle = desk_of(request), request.query_params.get(REFUSED, "")
    return desk.refused.page(handle, request.url.path, desk.clock.now()) if handle else None
