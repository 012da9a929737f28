"""Questions that people have about opportunities: talks with whoever asks, through the bot, answered here or there."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import threading
from bot.actions.naming import called
from console.desk import Change, Reading, changing, reading, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import consents, opportunities, threads
from storage.threads import Message, Thread

LONGEST = 2000
NOT_PASSED_ON = {
    "closed": "This talk is over.",
    "gone": "They cannot be reached any more, so this was not passed on.",
    "nothing": "There is no such talk any more.",
}


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: with whom, about what, since when they wait for an answer ('' when they do not), what was said, and
    whether their part of it is not shown, because they took back that it is kept."""

    thread: Thread
    who: str
    title: str
    waits_since: str
    said: list[Message]
    is_hidden: bool


async def index(request: Request) -> Response:
    found = await reading(request, "offer", _list)
    return page(request, "open_questions.html", found=found)


def _list(look: Reading) -> list[Talk]:
    """Those of whoever looks that are open, the one that waits longest first. Nobody's words are in it."""
    talks = [_talk(look, one, with_words=False) for one in threads.open_with(look.tx, look.me.person.id)]
    return sorted(talks, key=lambda talk: (not talk.waits_since, talk.waits_since, talk.thread.id))


def _talk(look: Reading, one: Thread, *, with_words: bool) -> Talk:
    about = opportunities.by_id(look.tx, one.opportunity_id or "")
    said = threads.said_in(look.tx, one.id)
    waits = said[-1].said_at if said and said[-1].said_by == one.person_id and not one.closed_at else ""
    hidden = consents.took_back_health(look.tx, one.person_id)
    who, title = called(look.scene, one.person_id), about.title if about else ""
    return Talk(one, who, title, waits, said if with_words else [], hidden)


async def show(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    talk = await recorded(request, "offer", lambda change: _recorded(change, request.path_params["thread_id"]))
    form.values["once"] = str(len(talk.said))  # a second press of the same button is not a second answer
    return page(request, "open_question.html", status=status, talk=talk, form=form)


def _recorded(change: Change, thread_id: str) -> Talk:
    one = _mine(change, thread_id)
    change.note("talk_read", one.id)
    return _talk(change, one, with_words=True)


def _mine(look: Reading, thread_id: str) -> Thread:
    """A talk in which whoever looks is one of the two: it is nobody else's to read."""
    one = threads.by_id(look.tx, thread_id)
    if one is None or one.coordinator_id != look.me.person.id:
        raise NotThere
    return one


async def answer(request: Request) -> Response:
    thread_id, form = request.path_params["thread_id"], await read_form(request)
    try:
        await changing(request, "offer", lambda change: _answer(change, thread_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(f"/questions/{thread_id}", "passed_on")


def _answer(change: Change, thread_id: str, form: Form) -> None:
    one = _mine(change, thread_id)
    words = form.text("words", "Type your answer.", most=LONGEST)
    form.check()
    change.note("question_answered", one.id)
    key = f"page-{form['once'][:8]}"
    if threads.was_said(change.tx, one.id, f"/{key}"):
        return  # the button was pressed twice
    became = threading.pass_on(change.scene_about(one.id), thread_id=one.id, key=key, words=words)
    if became["state"]:
        form.wrong("words", NOT_PASSED_ON.get(became["state"], NOT_PASSED_ON["gone"]))
        form.check()


async def close(request: Request) -> Response:
    thread_id = request.path_params["thread_id"]
    await changing(request, "offer", lambda change: _close(change, thread_id))
    return back_to("/questions", "talk_closed")


def _close(change: Change, thread_id: str) -> None:
    one = _mine(change, thread_id)
    change.note("talk_closed", one.id)
    if not threading.close(change.scene_about(one.id)):
        raise Wrong(Form(errors={"close": "It was over before."}))


ROUTES = [
    Route("/questions", index),
    Route("/questions/{thread_id}", show),
    Route("/questions/{thread_id}/answer", answer, methods=["POST"]),
    Route("/questions/{thread_id}/close", close, methods=["POST"]),
]
SAID = {
    "passed_on": "It is passed on, in the chat with the bot. They do not see your account.",
    "talk_closed": "The talk is over, and they hear that.",
}
