"""Announcements: plain words to people whom one chooses, or into the Telegram groups of learning groups."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import asking_second, registering, sending_out
from bot.rules.audience import Audience
from console.audiences import draft
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import broadcasts
from storage.broadcasts import Broadcast

MOST_LETTERS = 4096
WHERE = {"people": "To people, in their own chats", "chats": "Into the Telegram groups of learning groups"}
NOWHERE = "Choose where it goes."


async def ask(request: Request) -> Response:
    return await _form(request, empty(where="people"), "/announcements/new")


async def begin(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "offer", lambda change: _begin(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, "/announcements/new", 422)
    return _next(form, made)


def _begin(change: Change, form: Form) -> str:
    words, chats = _read(change, form)
    made = sending_out.draft_announcement(change.scene, words=words, chats=chats)
    change.note("announcement_begun", made)
    return made


async def edit(request: Request) -> Response:
    one = await reading(request, "offer", lambda look: _announcement(look, request.path_params["broadcast_id"]))
    chats = list(Audience.read(one.audience).group_chats)
    form = Form({"words": one.words, "where": "chats" if chats else "people"}, {"chats": chats})
    return await _form(request, form, f"/announcements/{one.id}/edit")


async def keep(request: Request) -> Response:
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    try:
        await changing(request, "offer", lambda change: _keep(change, broadcast_id, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, f"/announcements/{broadcast_id}/edit", 422)
    return _next(form, broadcast_id)


async def again(request: Request) -> Response:
    """A new draft with the same words, for the same people, such as of one that was undone."""
    made = await changing(request, "offer", lambda change: _again(change, request.path_params["broadcast_id"]))
    return back_to(f"/announcements/{made}/edit", "announcement_used_again")


def _again(change: Change, broadcast_id: str) -> str:
    one = broadcasts.by_id(change.tx, broadcast_id)
    if one is None or one.opportunity_id is not None:
        raise NotThere
    made = sending_out.draft_announcement(change.scene, words=one.words, chats=[])
    broadcasts.choose(change.tx, made, audience=dict(one.audience), words=one.words, topic="")
    change.note("announcement_used_again", made, one.id)
    return made


async def ask_discard(request: Request) -> Response:
    """Deleting is asked about first: it cannot be undone."""
    one = await reading(request, "offer", lambda look: _announcement(look, request.path_params["broadcast_id"]))
    return page(request, "announcement_discard.html", one=one)


async def discard(request: Request) -> Response:
    """An announcement that is not wanted."""
    broadcast_id = request.path_params["broadcast_id"]
    await changing(request, "offer", lambda change: _discard(change, broadcast_id))
    return back_to("/broadcasts", "announcement_discarded")


def _discard(change: Change, broadcast_id: str) -> None:
    one = _announcement(change, broadcast_id)
    asking_second.ask_no_more(change.scene, one)
    sending_out.throw_away(change.scene, broadcast_id=one.id)
    change.note("broadcast_discarded", one.id)


def _next(form: Form, broadcast_id: str) -> Response:
    return back_to(f"/broadcasts/{broadcast_id}/{'look' if form['where'] == 'chats' else 'audience'}")


async def _form(request: Request, form: Form, path: str, status: int = 200) -> Response:
    chats = await reading(request, "offer", lambda look: registering.chat_names(look.scene))
    return page(request, "announcement.html", status=status, form=form, path=path, chats=chats, where=WHERE)


def _announcement(look: Reading, broadcast_id: str) -> Broadcast:
    one = draft(look, broadcast_id)
    if one.opportunity_id is not None:
        raise NotThere
    return one


def _keep(change: Change, broadcast_id: str, form: Form) -> None:
    one = _announcement(change, broadcast_id)
    words, chats = _read(change, form)
    asking_second.ask_no_more(change.scene, one)
    before = dict(one.audience)
    before.pop("group_chats", None)
    audience = Audience(group_chats=tuple(chats)).stored() if chats else before
    broadcasts.choose(change.tx, one.id, audience=audience, words=words, topic="")
    change.note("announcement_kept", one.id)


def _read(change: Change, form: Form) -> tuple[str, list[str]]:
    """The words, which have to be one message, and the Telegram groups they go into."""
    words = form.text("words", "Type what you would like to tell people.", most=MOST_LETTERS)
    over = sending_out.too_long(change.scene, words=words)
    if over:
        form.wrong("words", f"That does not fit into one message: it is too long by {over} letters.")
    where = form.one_of("where", WHERE, NOWHERE)
    known = registering.chat_names(change.scene)
    chats = [one for one in form.chosen("chats") if one in known]
    if where == "chats" and not chats:
        form.wrong("chats", "Choose at least one Telegram group.")
    form.check()
    return words, chats if where == "chats" else []


ROUTES = [
    Route("/announcements/new", ask),
    Route("/announcements/new", begin, methods=["POST"]),
    Route("/announcements/{broadcast_id}/edit", edit),
    Route("/announcements/{broadcast_id}/edit", keep, methods=["POST"]),
    Route("/announcements/{broadcast_id}/again", again, methods=["POST"]),
    Route("/announcements/{broadcast_id}/discard", ask_discard),
    Route("/announcements/{broadcast_id}/discard", discard, methods=["POST"]),
]
SAID = {
    "announcement_used_again": "This is a new draft with the same words, for the same people. Nobody has got it.",
    "announcement_discarded": "It is deleted. Nothing was sent.",
}
