"""Every request that is not answered with what it asked for gets a page that says why, and what to do."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.actions.signing_in import CONSOLE
from bot.logs import class_and_place
from console import going_on
from console.desk import desk_of, is_known, reading
from console.form_keys import SHOWN
from console.forms import Form, Wrong
from console.guarding import page_of
from console.kept_words import kept_words
from console.mending import REFUSED
from console.page import back_to, page
from console.pressing import PressedBefore, SentBefore
from console.refusals import (
    CannotRead,
    CodeWanted,
    Confirmed,
    Gone,
    NotAllowed,
    NotFromHere,
    NotSignedIn,
    NotThere,
    ProofWanted,
    SecondStepWanted,
)
from console.unsent_forms import ANEW, NOT_DONE
from storage import audit, sign_ins
from storage.errors import DatabaseFailed

log = logging.getLogger(__name__)

_TOO_LARGE, _ONLY_SENT, _CHANGED = 413, 405, 409


async def not_signed_in(request: Request, refused: NotSignedIn) -> Response:
    """They sign in first. Whoever was signed in learns why they are not any more, and keeps what they wrote."""
    desk = desk_of(request)
    if refused.sign_in_id:
        now = desk.clock.now()
        await desk.database.write(lambda tx: sign_ins.end(tx, now, refused.sign_in_id, refused.why))
    if not refused.why and request.url.path.rstrip("/") != CONSOLE:
        return _not_there(request)
    goes_on = refused.why in going_on.GOES_ON
    is_kept = goes_on and bool(going_on.keep(request, refused.person_id))
    waits = goes_on and bool(desk.unsent.of_person(refused.person_id, desk.clock.now()))
    kept = {} if is_kept else kept_words(request)
    answer = page(request, "signed_out.html", status=401, why=refused.why, kept=kept, waits=waits)
    if not goes_on:  # else it opens nothing any more, and says whose a form is that another window still has
        answer.delete_cookie(desk.cookie, secure=desk.is_secure, httponly=True, samesite="lax")
    return answer


async def not_allowed(request: Request, refused: NotAllowed) -> Response:
    """It looks as if there were no such page; that somebody tried is on record."""
    desk, now, asked = desk_of(request), desk_of(request).clock.now(), page_of(request.scope)
    await desk.database.write(
        lambda tx: audit.note(
            tx, now, actor=refused.person_id, action="access_refused", about=asked, detail=refused.right
        )
    )
    return _gone(request) if _had_a_page(request) else _not_there(request)


async def not_there(request: Request, refused: NotThere) -> Response:
    """What a page of theirs showed a moment ago may be gone or settled: whoever sends its form learns that."""
    why = refused.why if isinstance(refused, Gone) else ()
    if not why and not _had_a_page(request):
        return _not_there(request)
    if may := getattr(request.state, "may", None):
        await reading(request, may, lambda look: None)
    return _gone(request, why)


def _had_a_page(request: Request) -> bool:
    form = getattr(request.state, "form", None)
    return request.method == "POST" and isinstance(form, Form) and bool(form[SHOWN])


def _gone(request: Request, why: Sequence[str] = ()) -> Response:
    """What was there is not any more; without `why` it is the same answer whatever there was."""
    path = request.url.path.removeprefix(CONSOLE)
    listed = "/" + path.strip("/").partition("/")[0]
    where = listed if any(_shows(one, listed) for one in request.app.routes) else "/"
    return _said(request, "gone", 404 if request.method == "GET" else _CHANGED, why=list(why), where=where)


async def confirmed(request: Request, refused: Confirmed) -> Response:
    """To how it stands, such as for whoever goes back after they confirmed it."""
    where = f"/broadcasts/{refused.broadcast_id}"
    if "HX-Request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": f"{CONSOLE}{where}?said=settled_meanwhile"})
    return back_to(where, "" if request.method == "GET" else "settled_meanwhile")


def _not_there(request: Request) -> Response:
    request.state.me = None  # so that it is the same page for everybody
    return page(request, "not_there.html", status=404, kept=kept_words(request))


async def proof_wanted(request: Request, refused: ProofWanted) -> Response:
    """They show a code first, and then go on where they were, or to the page before the form that they sent."""
    return RedirectResponse(f"{CONSOLE}/prove?next={quote(_next(request, refused))}", 303)


async def second_step_wanted(request: Request, refused: SecondStepWanted) -> Response:
    """They set one up first, and then go on where they were, in the same way."""
    where = _next(request, refused)
    return RedirectResponse(f"{CONSOLE}/second-step{f'?next={quote(where)}' if where != '/' else ''}", 303)


def _next(request: Request, wanted: CodeWanted) -> str:
    """Where they go on: with the form that they sent, if anything was typed or chosen in it."""
    filled = bool(kept_words(request)) or getattr(request.state, "anew", None) is not None
    kept = going_on.keep(request, wanted.person_id) if filled else ""
    return kept.removeprefix(CONSOLE) or _where(request) + going_on.query_of(request)


def _where(request: Request) -> str:
    """The page that was asked for; of a form the nearest one that its address begins with."""
    path = request.url.path.removeprefix(CONSOLE)
    while path and not any(_shows(one, path) for one in request.app.routes):
        path = path.rpartition("/")[0]
    return path or "/"


def _shows(route: BaseRoute, path: str) -> bool:
    return isinstance(route, Route) and "GET" in (route.methods or ()) and route.path_regex.match(path) is not None


async def not_from_here(request: Request, refused: NotFromHere) -> Response:
    """Most who get this have signed out in another window."""
    return _said(request, "not_from_here" if await is_known(request) else "signed_out", 403)


async def pressed_before(request: Request, refused: PressedBefore) -> Response:
    """What the first press got; where that is not known any more, that it was done."""
    if refused.answer is not None:
        return refused.answer
    return RedirectResponse(refused.where, 303) if refused.where else _said(request, "done_before", 409)


async def sent_before(request: Request, refused: SentBefore) -> Response:
    """What was looked at in two places goes once."""
    if may := getattr(request.state, "may", None):
        await reading(request, may, lambda look: None)
    return _said(request, "sent_before", _CHANGED, sent_at=refused.at, where=_where(request), kept={})


async def cannot_read(request: Request, refused: CannotRead) -> Response:
    return await _unread(request, "too_large" if refused.is_too_large else "not_read", refused.status)


async def _unread(request: Request, what: str, status: int) -> Response:
    """With the way back to the page of the form, for whoever is signed in."""
    return _said(request, what, status, where=_where(request) if await is_known(request) else "/")


async def wrong_form(request: Request, refused: Wrong) -> Response:
    """A form of buttons alone has no page to show what to mend on; what is wrong, or has changed meanwhile, is said on
    a page of its own. One that is only to be pressed anew stands on its page."""
    if getattr(request.state, "anew", None) is not None:
        return RedirectResponse(f"{CONSOLE}{_where(request)}?{NOT_DONE}=1", 303)
    if may := getattr(request.state, "may", None):
        await reading(request, may, lambda look: None)  # they were let in a moment ago: who it is
    errors, meanwhile = [*refused.form.errors.values()], refused.form.meanwhile
    if meanwhile and not errors:
        return _said(request, "changed", _CHANGED, why=meanwhile, where=_where(request))
    return _said(request, "wrong", 422, why=[*meanwhile, *errors], where=_where(request))


async def refused_by_protocol(request: Request, refused: HTTPException) -> Response:
    if refused.status_code == _TOO_LARGE:
        return await _unread(request, "too_large", _TOO_LARGE)
    if refused.status_code == _ONLY_SENT and {REFUSED, ANEW} & {*request.query_params}:  # it is forgotten by now
        return RedirectResponse(CONSOLE + _where(request), 303)
    return _not_there(request)


async def database_failed(request: Request, failure: DatabaseFailed) -> Response:
    log.error("console_not_stored error=%s", class_and_place(failure))
    return _said(request, "not_stored", 503)


async def failed(request: Request, failure: Exception) -> Response:
    """A fault of ours: whoever met it can name it by its reference."""
    reference = secrets.token_hex(4)
    log.error("console_failed reference=%s error=%s", reference, class_and_place(failure))
    return _said(request, "failed", 500, reference=reference)


def _said(request: Request, what: str, status: int, **values: Any) -> Response:
    return page(
        request,
        "note.html",
        status=status,
        **{"what": what, "why": [], "kept": kept_words(request), "reference": "", "where": "/", **values},
    )


HANDLERS: Mapping[Any, Any] = {
    NotSignedIn: not_signed_in,
    NotAllowed: not_allowed,
    NotThere: not_there,
    Confirmed: confirmed,
    ProofWanted: proof_wanted,
    SecondStepWanted: second_step_wanted,
    NotFromHere: not_from_here,
    PressedBefore: pressed_before,
    SentBefore: sent_before,
    CannotRead: cannot_read,
    Wrong: wrong_form,
    HTTPException: refused_by_protocol,
    DatabaseFailed: database_failed,
}
