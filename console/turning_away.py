"""Every request that is not answered with what it asked for gets a page that says why, and what to do."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.actions.signing_in import CONSOLE
from bot.logs import class_and_place
from console import going_on
from console.desk import desk_of, is_known, reading
from console.forms import Wrong
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
from console.saying_why import CHANGED, gone, had_a_page, no_such_page, said, unread, where_it_leads
from console.unsent_forms import ANEW, NOT_DONE
from storage import audit, sign_ins
from storage.errors import DatabaseFailed

log = logging.getLogger(__name__)

_TOO_LARGE, _ONLY_SENT = 413, 405


async def not_signed_in(request: Request, refused: NotSignedIn) -> Response:
    """They sign in first. Whoever was signed in learns why they are not any more, and keeps what they wrote."""
    desk = desk_of(request)
    if refused.sign_in_id:
        now = desk.clock.now()
        await desk.database.write(lambda tx: sign_ins.end(tx, now, refused.sign_in_id, refused.why))
    if not refused.why and request.url.path.rstrip("/") != CONSOLE:
        return no_such_page(request)
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
    return gone(request) if had_a_page(request) else no_such_page(request)


async def not_there(request: Request, refused: NotThere) -> Response:
    """What a page of theirs showed a moment ago may be gone or settled: whoever sends its form learns that."""
    why = refused.why if isinstance(refused, Gone) else ()
    if not why and not had_a_page(request):
        return no_such_page(request)
    if may := getattr(request.state, "may", None):
        await reading(request, may, lambda look: None)
    return gone(request, why)


async def confirmed(request: Request, refused: Confirmed) -> Response:
    """To how it stands, such as for whoever goes back after they confirmed it."""
    where = f"/broadcasts/{refused.broadcast_id}"
    if "HX-Request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": f"{CONSOLE}{where}?said=settled_meanwhile"})
    return back_to(where, "" if request.method == "GET" else "settled_meanwhile")


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
    return kept.removeprefix(CONSOLE) or where_it_leads(request) + going_on.query_of(request)


async def not_from_here(request: Request, refused: NotFromHere) -> Response:
    """Most who get this have signed out in another window."""
    return said(request, "not_from_here" if await is_known(request) else "signed_out", 403)


async def pressed_before(request: Request, refused: PressedBefore) -> Response:
    """What the first press got; where that is not known any more, that it was done."""
    if refused.answer is not None:
        return refused.answer
    return RedirectResponse(refused.where, 303) if refused.where else said(request, "done_before", 409)


async def sent_before(request: Request, refused: SentBefore) -> Response:
    """What was looked at in two places goes once."""
    if may := getattr(request.state, "may", None):
        await reading(request, may, lambda look: None)
    return said(request, "sent_before", CHANGED, sent_at=refused.at, where=where_it_leads(request), kept={})


async def cannot_read(request: Request, refused: CannotRead) -> Response:
    return await unread(request, "too_large" if refused.is_too_large else "not_read", refused.status)


async def wrong_form(request: Request, refused: Wrong) -> Response:
    """A form of buttons alone has no page to show what to mend on; what is wrong, or has changed meanwhile, is said on
    a page of its own. One that is only to be pressed anew stands on its page."""
    if getattr(request.state, "anew", None) is not None:
        return RedirectResponse(f"{CONSOLE}{where_it_leads(request)}?{NOT_DONE}=1", 303)
    if may := getattr(request.state, "may", None):
        await reading(request, may, lambda look: None)  # they were let in a moment ago: who it is
    errors, meanwhile = [*refused.form.errors.values()], refused.form.meanwhile
    if meanwhile and not errors:
        return said(request, "changed", CHANGED, why=meanwhile, where=where_it_leads(request))
    return said(request, "wrong", 422, why=[*meanwhile, *errors], where=where_it_leads(request))


async def refused_by_protocol(request: Request, refused: HTTPException) -> Response:
    if refused.status_code == _TOO_LARGE:
        return await unread(request, "too_large", _TOO_LARGE)
    if refused.status_code == _ONLY_SENT and {REFUSED, ANEW} & {*request.query_params}:  # it is forgotten by now
        return RedirectResponse(CONSOLE + where_it_leads(request), 303)
    return no_such_page(request)


async def database_failed(request: Request, failure: DatabaseFailed) -> Response:
    log.error("console_not_stored error=%s", class_and_place(failure))
    return said(request, "not_stored", 503)


async def failed(request: Request, failure: Exception) -> Response:
    """A fault of ours: whoever met it can name it by its reference."""
    reference = secrets.token_hex(4)
    log.error("console_failed reference=%s error=%s", reference, class_and_place(failure))
    return said(request, "failed", 500, reference=reference)


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
