"""What goes to many, after it was confirmed: how it stands as it goes on, and halting it."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.actions import broadcast_scenes, halting, progress
from bot.actions.naming import called
from bot.conversations.broadcasts import AS_IT_STANDS
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, block_of, page
from console.refusals import NotAllowed, NotSignedIn, NotThere, ProofWanted
from storage import broadcasts
from storage.broadcasts import Broadcast
from storage.database import Transaction

SHOWN = 25  # of those that are over
EVERY = 2.0  # seconds between two looks at one that goes out
LONGEST = 150  # looks in one answer; the browser asks again by itself
PARTS = ("stands", "numbers", "acts")  # of the page, that are shown anew
LONGEST_CORRECTION = 1000

Act = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one stands: in a sentence, in numbers by their line, what can be done about it (stories of the chat by name),
    those of whom we are not sure by what it is, and how many have it and would still get it."""

    one: Broadcast
    title: str
    stands: str
    lines: Mapping[str, str]
    offers: tuple[str, ...]
    doubts: Mapping[str, list[str]]
    numbers: Mapping[str, int]
    confirmed_by: str
    second_by: str
    is_over: bool

    @property
    def digest(self) -> str:
        """A few letters that change with what is shown anew."""
        shown = repr((self.stands, self.lines, self.offers))
        return hashlib.sha256(shown.encode()).hexdigest()[:12]


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
    standing = await reading(request, "offer", lambda look: _standing(look, broadcast_id))
    if standing.one.state in ("draft", "agreeing"):
        return back_to(f"/broadcasts/{broadcast_id}/look")
    return page(request, "broadcast.html", standing=standing)


def _standing(look: Reading, broadcast_id: str) -> Standing:
    one, scene = _there(look.tx, broadcast_id), look.scene
    if one.state in ("draft", "agreeing"):
        return Standing(one, "", "", {}, (), {}, {}, "", "", True)
    counted = progress.lines_of(scene, one)
    labels = look.voice.labels(progress.TABLE, "lines", counted)
    return Standing(
        one,
        progress.title_of(scene, one),
        progress.stands(scene, one),
        {labels[name]: many for name, many in counted.items()},
        progress.offers_of(scene, one),
        broadcast_scenes.doubts_of(scene, one),
        broadcast_scenes.numbers(scene, one),
        called(scene, one.confirmed_by) if one.confirmed_by else "",
        called(scene, one.second_by) if one.second_by else "",
        progress.is_over(scene, one),
    )


def _there(tx: Transaction, broadcast_id: str) -> Broadcast:
    found = broadcasts.by_id(tx, broadcast_id)
    if found is None:
        raise NotThere
    return found


async def follow(request: Request) -> Response:
    """How it stands, told anew whenever it changes, until nothing changes any more."""
    broadcast_id = request.path_params["broadcast_id"]
    await reading(request, "offer", lambda look: _there(look.tx, broadcast_id), passive=True)
    return StreamingResponse(_events(request, broadcast_id), media_type="text/event-stream")


async def _events(request: Request, broadcast_id: str) -> AsyncIterator[str]:
    clock, seen, shown = desk_of(request).clock, request.query_params.get("seen"), dict[str, str]()
    for _ in range(LONGEST):
        try:
            standing = await reading(request, "offer", lambda look: _standing(look, broadcast_id), passive=True)
        except (NotSignedIn, NotAllowed, NotThere, ProofWanted):
            break
        for part in PARTS:
            html = block_of(request, "broadcast.html", part, standing=standing)
            if shown.get(part) != html and standing.digest != seen:
                yield _event(part, html)
            shown[part] = html
        seen = None
        if standing.is_over:
            break
        await clock.until(clock.monotonic() + EVERY)
    else:
        return
    yield _event("over", "over")


def _event(name: str, data: str) -> str:
    lines = "\n".join(f"data: {line}" for line in data.split("\n"))
    return f"event: {name}\n{lines}\n\n"


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
    one = _there(change.tx, broadcast_id)
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
    standing = await reading(request, "offer", lambda look: _standing(look, broadcast_id))
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
    Route("/broadcasts/{broadcast_id}/follow", follow),
    Route("/broadcasts/{broadcast_id}/undo", undo, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/pause", pause, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/resume", resume, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/stop", stop, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/recall", ask_recall),
    Route("/broadcasts/{broadcast_id}/recall", recall, methods=["POST"]),
]
SAID = {
    "broadcast_undone": "It is undone. Nobody has got it, and nobody does.",
    "broadcast_paused": "It is paused. Nothing more goes out, but for what was on its way at this moment.",
    "broadcast_goes_on": "It goes on. Nobody gets it twice.",
    "broadcast_stopped": "It is stopped. Nobody else gets it.",
    "broadcast_recalled": "It is being taken back. Nobody else gets it. What can be deleted is so in a minute or two.",
}
