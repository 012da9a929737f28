"""What goes to many, after it was confirmed: how it stands as it goes on, and halting it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import halting, progress
from bot.conversations.broadcasts import AS_IT_STANDS
from console.desk import Change, Reading, changing, reading
from console.following import standing_of, there
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from storage import broadcasts
from storage.broadcasts import Broadcast

SHOWN = 25  # of those that are over
LONGEST_CORRECTION = 1000

# In which state a sentence that was said after a form holds still.
STILL_SO = {
    "confirmed": ("confirmed", "sending"),
    "agreed": ("confirmed", "sending"),
    "broadcast_undone": ("undone",),
    "broadcast_paused": ("paused",),
    "broadcast_goes_on": ("confirmed", "sending"),
    "broadcast_stopped": ("stopped",),
}

Act = Callable[..., Any]


async def index(request: Request) -> Response:
    found, begun = await reading(request, "offer", _lists)
    return page(request, "broadcasts.html", found=found, begun=begun)


def _lists(look: Reading) -> tuple[list[tuple[Broadcast, str, str]], list[tuple[Broadcast, str, str]]]:
    """Those that were confirmed, and the announcements that this person began: each with its title and state."""
    found = broadcasts.lately(look.tx, SHOWN)
    states = look.voice.labels("broadcasts", "which", {one.state for one in found})
    begun = broadcasts.unfinished(look.tx, look.me.person.id)
    asked = broadcasts.agreeing(look.tx)
    waits = [*asked, *(one for one in begun if one.state == "draft")]
    return (
        [(one, progress.title_of(look.scene, one), states[one.state]) for one in found],
        [(one, progress.title_of(look.scene, one), "" if one.state == "draft" else "asked") for one in waits],
    )


async def show(request: Request) -> Response:
    broadcast_id = request.path_params["broadcast_id"]
    standing = await reading(request, "offer", lambda look: standing_of(look, broadcast_id))
    if standing.one.state in ("draft", "agreeing"):
        return back_to(f"/broadcasts/{broadcast_id}/look")
    if standing.one.state not in STILL_SO.get(request.query_params.get("said", ""), (standing.one.state,)):
        return back_to(f"/broadcasts/{broadcast_id}")  # such as back in the browser, after something else was done
    return page(request, "broadcast.html", standing=standing)


async def undo(request: Request) -> Response:
    return await _halt(request, "undo_broadcast", halting.undo, "broadcast_undone")


async def pause(request: Request) -> Response:
    return await _halt(request, "pause_broadcast", halting.pause, "broadcast_paused")


async def resume(request: Request) -> Response:
    return await _halt(request, "resume_broadcast", halting.resume, "broadcast_goes_on")


async def stop(request: Request) -> Response:
    return await _halt(request, "stop_broadcast", halting.stop, "broadcast_stopped")


async def _halt(request: Request, story: str, act: Act, said: str) -> Response:
    broadcast_id = request.path_params["broadcast_id"]
    await changing(request, "offer", lambda change: _do(change, story, act, broadcast_id))
    return back_to(f"/broadcasts/{broadcast_id}", said)


def _do(change: Change, story: str, act: Act, broadcast_id: str, **details: str) -> None:
    """What was done, unless it is of no use any more: then how it stands, in the words of the chat."""
    one = there(change.tx, broadcast_id)
    done = act(change.tx, change.now, one.id, by=change.me.person.id, **details)
    if done is None or done is False:
        key = AS_IT_STANDS["gone" if one.state in ("draft", "agreeing") else one.state]
        raise Wrong(Form(errors={"halt": change.voice.says(story, key, {})}))


async def ask_recall(request: Request) -> Response:
    return await _recall_form(request, empty())


async def recall(request: Request) -> Response:
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    try:
        await changing(request, "offer", lambda change: _recall(change, broadcast_id, form))
    except Wrong as wrong:
        return await _recall_form(request, wrong.form, 422)
    return back_to(f"/broadcasts/{broadcast_id}", "broadcast_recalled")


async def _recall_form(request: Request, form: Form, status: int = 200) -> Response:
    broadcast_id = request.path_params["broadcast_id"]
    standing = await reading(request, "offer", lambda look: standing_of(look, broadcast_id))
    return page(request, "recall.html", status=status, standing=standing, form=form)


def _recall(change: Change, broadcast_id: str, form: Form) -> None:
    correction = form.text("correction", most=LONGEST_CORRECTION)
    form.check()
    try:
        _do(change, "recall_broadcast", halting.take_back, broadcast_id, correction=correction)
    except Wrong as wrong:
        form.wrong("correction", *wrong.form.errors.values())
        form.check()


ROUTES = [
    Route("/broadcasts", index),
    Route("/broadcasts/{broadcast_id}", show),
    Route("/broadcasts/{broadcast_id}/undo", undo, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/pause", pause, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/resume", resume, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/stop", stop, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/recall", ask_recall),
    Route("/broadcasts/{broadcast_id}/recall", recall, methods=["POST"]),
]
SAID = {
    "settled_meanwhile": "It was confirmed by then, or is over. So nothing was changed. This is how it stands.",
    "broadcast_undone": "It is undone. Nobody has got it, and nobody does.",
    "broadcast_paused": "It is paused. Nothing more goes out, but for what was on its way at this moment.",
    "broadcast_goes_on": "It goes on. Nobody gets it twice.",
    "broadcast_stopped": "It is stopped. Nobody else gets it.",
    "broadcast_recalled": "It is being taken back. Nobody else gets it. What can be deleted is so in a minute or two.",
}
