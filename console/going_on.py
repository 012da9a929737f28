"""Going on with a form after signing in: it is there again with everything that was typed and chosen in it.

The form is answered as if it had just been sent, up to where something would come of it: there it is shown to whoever
filled it in, who looks at it and sends it. So it is the very form, with the choices that its own page offers.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route, request_response
from starlette.types import Receive, Scope, Send

from bot.actions.signing_in import CONSOLE
from console.desk import desk_of, reading
from console.form_keys import has_key
from console.forms import Form, read_form
from console.mending import REFUSED, SIGNING_IN
from console.refusals import NotFromHere, NotThere
from console.unsent_forms import ANEW, NOT_DONE, Unsent, unsent
from storage import sign_ins

# Why somebody is signed out who may go on afterwards: nobody else had a hand in it.
GOES_ON = ("idle", "long", "role_changed", "step_reset")
_FOR = "left_for"  # where a form that was left would have gone


def query_of(request: Request) -> str:
    """What a page was asked for besides its address, such as whom it is about, to go on with; '' for a form."""
    query = request.url.query
    return f"?{query}" if query and request.method == "GET" and query.isascii() else ""


def keep(request: Request, person_id: str) -> str:
    """Keep the form that came with this request; the address at which they find it again, '' when there is none."""
    form, may = getattr(request.state, "form", None), getattr(request.state, "may", SIGNING_IN)
    if not person_id or request.method != "POST" or "HX-Request" in request.headers:
        return ""
    if not isinstance(form, Form) or may == SIGNING_IN:
        return ""
    desk = desk_of(request)
    return desk.unsent.keep(unsent(person_id, request.url.path, form, desk.clock.now()))


async def left(request: Request) -> Response:
    """A page was left with a form in it that was filled in and not sent: it is kept, and nothing comes of it."""
    desk, form = desk_of(request), await read_form(request)
    token = request.cookies.get(desk.cookie, "")
    if not has_key(token, form.key):
        raise NotFromHere
    found = await desk.database.read(lambda tx: sign_ins.behind(tx, token))
    where = form.several.pop(_FOR, [""])[0]
    if found is None or (found.ended_at is not None and found.ended_why not in GOES_ON):
        raise NotThere
    if _route(request, where.partition("?")[0]) is None:
        raise NotThere
    if "code" in form.values:  # of signing in, where one begins again
        return RedirectResponse(f"{CONSOLE}/", 303)
    kept = unsent(found.person_id, where.partition("?")[0], form, desk.clock.now())
    return RedirectResponse(desk.unsent.keep(kept), 303)


class GoingOn(BaseRoute):
    """Whatever address a form was meant for, asked for with the handle of one that is kept."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        found = scope["type"] == "http" and scope["method"] == "GET" and _kept(Request(scope)) is not None
        return (Match.FULL, {"endpoint": go_on, "path_params": {}}) if found else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await request_response(go_on)(scope, receive, send)


async def go_on(request: Request) -> Response:
    """The form, for whoever filled it in; for anybody else the page as it is."""
    kept, desk = _kept(Request(request.scope)), desk_of(request)
    await reading(request, SIGNING_IN, lambda look: None)
    path = request.scope["path"]
    route = _route(request, path)
    if kept is None or route is None or request.state.me.person.id != kept.person_id:
        return RedirectResponse(f"{path}?{ANEW}=", 303)
    desk.unsent.taken(kept)
    request.state.form, request.state.anew = kept.form, kept
    _, found = route.matches({**request.scope, "method": "POST"})
    request.scope.update(found, method="POST", query_string=b"")
    answer: Response = await route.endpoint(Request(request.scope, request.receive))
    if "location" in answer.headers and REFUSED not in answer.headers["location"]:
        answer.headers["location"] += f"{'&' if '?' in answer.headers['location'] else '?'}{NOT_DONE}=1"
    return answer


def told(request: Request) -> dict[str, Any]:
    """For a page: the form that is there again on it, or that something was `not_done`; the addresses of others that
    wait for whoever looks; and to where a form of it was `sent` that comes back to be mended."""
    desk, me = desk_of(request), getattr(request.state, "me", None)
    return {
        "anew": getattr(request.state, "anew", None),
        "not_done": NOT_DONE in request.query_params,
        "waiting": desk.unsent.of_person(me.person.id, desk.clock.now()) if me else [],
        "sent": request.url.path if request.method == "POST" else "",
    }


def opened(request: Request, html: str) -> str:
    """This page, with the part open in which the form stands that was sent to it, where it is one that folds."""
    at = html.find(f'action="{request.url.path}"') if request.method == "POST" else -1
    fold = html.rfind("<details", 0, at) if at >= 0 else -1
    if fold < 0 or "</details>" in html[fold:at] or " open" in html[fold : html.index(">", fold)]:
        return html
    return f"{html[:fold]}<details open{html[fold + len('<details') :]}"


def _kept(request: Request) -> Unsent | None:
    desk, handle = desk_of(request), request.query_params.get(ANEW, "")
    return desk.unsent.form(handle, request.url.path, desk.clock.now()) if handle else None


def _route(request: Request, path: str) -> Route | None:
    """Where a form with this address goes."""
    asked = {**request.scope, "method": "POST", "path": path}
    for route in request.app.routes:
        if isinstance(route, Route) and "POST" in (route.methods or ()) and route.matches(asked)[0] == Match.FULL:
            return route
    return None


ROUTES = [Route("/left", left, methods=["POST"])]
