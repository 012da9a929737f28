"""The pages that say why a request is not answered with what it asked for, and where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.actions.signing_in import CONSOLE
from console.desk import is_known
from console.form_keys import SHOWN
from console.forms import Form
from console.kept_words import kept_words
from console.page import page

CHANGED = 409


def had_a_page(request: Request) -> bool:
    form = getattr(request.state, "form", None)
    return request.method == "POST" and isinstance(form, Form) and bool(form[SHOWN])


def gone(request: Request, why: Sequence[str] = ()) -> Response:
    """What was there is not any more; without `why` it is the same answer whatever there was."""
    path = request.url.path.removeprefix(CONSOLE)
    listed = "/" + path.strip("/").partition("/")[0]
    leads = listed if any(_shows(one, listed) for one in request.app.routes) else "/"
    return said(request, "gone", 404 if request.method == "GET" else CHANGED, why=list(why), where=leads)


def no_such_page(request: Request) -> Response:
    request.state.me = None  # so that it is the same page for everybody
    return page(request, "not_there.html", status=404, kept=kept_words(request))


def where_it_leads(request: Request) -> str:
    """The page that was asked for; of a form the nearest one that its address begins with."""
    path = request.url.path.removeprefix(CONSOLE)
    while path and not any(_shows(one, path) for one in request.app.routes):
        path = path.rpartition("/")[0]
    return path or "/"


def _shows(route: BaseRoute, path: str) -> bool:
    return isinstance(route, Route) and "GET" in (route.methods or ()) and route.path_regex.match(path) is not None


async def unread(request: Request, what: str, status: int) -> Response:
    """With the way back to the page of the form, for whoever is signed in."""
    return said(request, what, status, where=where_it_leads(request) if await is_known(request) else "/")


def said(request: Request, what: str, status: int, **values: Any) -> Response:
    return page(
        request,
        "note.html",
        status=status,
        **{"what": what, "why": [], "kept": kept_words(request), "reference": "", "where": "/", **values},
    )
