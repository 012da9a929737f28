"""Closing the loop: who has said something and heard nothing back, the longest first; what came of it, for one or many;
and taking that back until it is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import hearing_back
from bot.rules.marks import shown_as_typed
from console import answers_shown, fates_noted, meanwhile, voices
from console.desk import Change, Reading, changing, recorded
from console.fates_noted import Hearing, Noted, noted
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.voices import Voice
from storage import fates, handles, quotations, readable, unanswered
from storage.fates import NEEDS_WORDS, Fate
from storage.readable import Readable

ON_A_PAGE = 25
LONGEST = 300
FATES = {
    "read": "Read",
    "kept": "Kept, with what others say",
    "used": "Used in what the team works on",
    "led_to": "Led to something",
    "cannot_change": "We cannot change it",
}
TAKEN_BACK = {"fate_taken_back": "{who} took it back {at}. Nobody has heard of it."}
NOT_BELOW = "What was noted waits no more and is not below. Until it is told, it can be taken back here."
WORDS_WANTED = {
    "led_to": "Say in a sentence what it led to.",
    "cannot_change": "Say in a sentence why it cannot be changed.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those who wait, the id after which there are more (or ''), and what was noted and not told yet."""

    voices: list[Voice]
    after: str
    noted: list[Noted]


@dataclass(frozen=True, slots=True)
class Whole:
    """One answer, all that was noted of it (with by whom), when its author hears what they have not heard yet, and how
    many sentences of it were asked for."""

    voice: Voice
    fates: list[tuple[Fate, str, str]]
    hearing: Hearing
    quotations: int


async def index(request: Request) -> Response:
    return await _list(request, empty(), request.query_params.get("after", "")[:40])


async def settle(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "set_fates", lambda change: _settle_some(change, form))
    except Wrong as wrong:
        return await _list(request, wrong.form, form["after"][:40], 422)
    return back_to("/fates", "fates_noted")


async def _list(request: Request, form: Form, after: str, status: int = 200) -> Response:
    found = await recorded(request, "set_fates", lambda change: _waiting(change, after))
    return page(request, "fates.html", status=status, found=found, form=form, after=after, fates=FATES)


def _waiting(change: Change, after: str) -> Waiting:
    after = handles.behind(change.tx, after)
    found, more = unanswered.readable_to(change.tx, change.me.roles, ON_A_PAGE, after=after)
    if (
        after and not found
    ):  # a colleague answered the rest meanwhile: what was typed stays, beside those who wait still
        found, more = unanswered.readable_to(change.tx, change.me.roles, ON_A_PAGE)
    return Waiting(voices.shown(change, found), answers_shown.place(change, more), noted(change, FATES))


async def show(request: Request) -> Response:
    return await _one(request, empty())


async def settle_one(request: Request) -> Response:
    form, answer_id = await read_form(request), request.path_params["answer_id"]
    try:
        await changing(request, "set_fates", lambda change: _settle(change, form, [voices.of(change, answer_id)]))
    except Wrong as wrong:
        return await _one(request, wrong.form, 422)
    return back_to(f"/fates/{answer_id}", "fates_noted")


async def _one(request: Request, form: Form, status: int = 200) -> Response:
    answer_id = request.path_params["answer_id"]
    whole = await recorded(request, "set_fates", lambda change: _whole(change, answer_id))
    return page(request, "fate.html", status=status, whole=whole, form=form, fates=FATES)


def _whole(change: Change, answer_id: str) -> Whole:
    (voice,) = voices.shown(change, [voices.of(change, answer_id)])
    found = fates.of_answer(change.tx, voice.one.id)
    untold = [one for one in found if one.told_at is None]
    hearing = fates_noted.of(change, untold) if untold else Hearing(0)
    by_whom = [(one, FATES[one.fate], fates_noted.by(change, one)) for one in found]
    return Whole(voice, by_whom, hearing, len(quotations.of_answer(change.tx, voice.one.id)))


def _settle_some(change: Change, form: Form) -> None:
    chosen = list(dict.fromkeys(form.chosen("answer")))[:ON_A_PAGE]
    found: list[Readable] = []
    try:
        found = voices.all_of(change, chosen)
    except NotThere:
        form.wrong("answer", "One of these is gone meanwhile. Look at the list once more.")
    if not chosen:
        form.wrong("answer", "Choose at least one answer.")
    if _said_meanwhile(change, form, found):
        form.meanwhile.append(NOT_BELOW)
    _settle(change, form, found)


def _settle(change: Change, form: Form, found: list[Readable]) -> None:
    form.meanwhile += _said_meanwhile(change, form, found)
    fate = form.one_of("fate", FATES, "Choose what came of it.")
    note = form.text("note", WORDS_WANTED[fate] if fate in NEEDS_WORDS else "", most=LONGEST)
    if mark := shown_as_typed(note):
        form.wrong("note", f"They would read “{mark}” as it is typed here. Nothing is filled in: write it in words.")
    form.check()
    hearing_back.settle(change.tx, change.now, [one.id for one in found], fate, note, by=change.me.person.id)


def _said_meanwhile(look: Reading, form: Form, found: list[Readable]) -> list[str]:
    """What was noted of these since the page of this form was drawn, for as many as it was noted of in one go."""
    new = [one for each in found for one in fates.of_answer(look.tx, each.id)[:1] if meanwhile.is_new(form, one.id)]
    times = Counter(one.noted_with for one in new)
    firsts = {one.noted_with: one for one in reversed(new)}.values()
    words = "{who} noted “{label}” {at}{of}."
    return [
        meanwhile.told(
            *(look, one.set_by, one.set_at, words),
            label=FATES[one.fate],
            of=f", of {times[one.noted_with]} of those that you chose" if len(found) > 1 else "",
        )
        for one in firsts
    ]


async def undo(request: Request) -> Response:
    fate_id, form = request.path_params["fate_id"], await read_form(request)
    await changing(request, "set_fates", lambda change: _undo(change, fate_id, form))
    return back_to("/fates", "fates_taken_back")


def _undo(change: Change, fate_id: str, form: Form) -> None:
    found, back = fates.by_id(change.tx, fate_id), meanwhile.since(change, form, "", "fate_taken_back")
    meanwhile.stop(change, form, [one for one in back if one.detail == fate_id], TAKEN_BACK)
    if found is None or readable.by_id(change.tx, change.me.roles, found.answer_id) is None:
        raise NotThere
    if not hearing_back.take_back(change.tx, change.now, found, by=change.me.person.id):
        raise Wrong(Form(errors={"undo": "They have heard of it already, so it stands. You can note something new."}))


ROUTES = [
    Route("/fates", index),
    Route("/fates", settle, methods=["POST"]),
    Route("/fates/{answer_id}", show),
    Route("/fates/{answer_id}", settle_one, methods=["POST"]),
    Route("/fates/{fate_id}/undo", undo, methods=["POST"]),
]
SAID = {
    "fates_noted": "It is noted. Until they hear of it you can take it back. When that may be stands beside it.",
    "fates_taken_back": "It is taken back. Nobody has heard of it.",
}
