"""A second person says yes or no to what goes to more than a hundred; and whoever asked takes the question back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import asking_second, broadcasting
from console.audiences import draft
from console.confirming import MOST_PEOPLE, refuse, typed
from console.desk import Change, changing, reading
from console.forms import Form, Wrong, read_form
from console.page import back_to
from console.sending import show

SETTLED = "It is settled already, or you confirmed it yourself and somebody else has to agree."


async def agree(request: Request) -> Response:
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    await reading(request, "offer", lambda look: draft(look, broadcast_id))
    try:
        await changing(request, "offer_to_many", lambda change: _agree(change, broadcast_id, form))
    except Wrong as wrong:
        if SETTLED in wrong.form.errors.values():
            raise
        return await show(request, wrong.form, 422)
    return back_to(f"/broadcasts/{broadcast_id}", "agreed")


def _agree(change: Change, broadcast_id: str, form: Form) -> None:
    one = draft(change, broadcast_id)
    number = form.number("number", 1, MOST_PEOPLE, typed(broadcasting.how_many(change.tx, change.now, one)))
    form.check()
    done = asking_second.agree(change.scene_about(broadcast_id), number=number)
    if done["how"] == "settled":
        raise Wrong(Form(form.values, errors={"number": SETTLED}))
    if done["how"] != "agreed":
        refuse(change, form, done["how"], done["people"], number)


async def disagree(request: Request) -> Response:
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    try:
        await changing(request, "offer", lambda change: _disagree(change, broadcast_id, form))
    except Wrong as wrong:
        if SETTLED in wrong.form.errors.values():
            raise
        return await show(request, wrong.form, 422)
    return back_to("/broadcasts", "disagreed")


def _disagree(change: Change, broadcast_id: str, form: Form) -> None:
    one = draft(change, broadcast_id)
    why = form.text("why", "Say what should be different. Whoever made it reads it.", most=500)
    form.check()
    if not asking_second.disagree(change.scene_about(one.id), why=why):
        raise Wrong(Form(form.values, errors={"why": SETTLED}))


async def take_question_back(request: Request) -> Response:
    broadcast_id = request.path_params["broadcast_id"]
    await changing(request, "offer", lambda change: _take_question_back(change, broadcast_id))
    return back_to(f"/broadcasts/{broadcast_id}/look", "question_taken_back")


def _take_question_back(change: Change, broadcast_id: str) -> None:
    if not asking_second.ask_no_more(change.scene, draft(change, broadcast_id)):
        raise Wrong(Form(errors={"question": "Nobody is asked about it now."}))
    change.note("broadcast_question_taken_back", broadcast_id)


ROUTES = [
    Route("/broadcasts/{broadcast_id}/agree", agree, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/disagree", disagree, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/take-question-back", take_question_back, methods=["POST"]),
]
SAID = {
    "agreed": "You have agreed. Whoever made it hears that.",
    "disagreed": "Nothing was sent. It is a draft again, and whoever made it reads your reason.",
    "question_taken_back": "Nobody is asked any more. It is a draft again.",
}
