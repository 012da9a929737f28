"""Writing down what somebody answered on paper, by phone or in person: the questions as they are asked, one after the
other as each answer leads on, and nothing is kept before the last."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import recording
from bot.chat.dictation import write_down
from bot.chat.playing import Play
from bot.conversations import STORIES
from console.desk import Change, Reading, changing, reading, recorded
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.record_form import HOW, OPTION, WORDS, dictated, has_to_move, header
from console.record_sheet import Sheet, sheet_of
from console.refusals import NotThere
from console.sessions import TO_MOVE
from console.who_asks import Me
from storage import people
from storage.people import Person

NOTHING_KEPT = "With this no, nothing of theirs may be kept, so nothing is written down. Please tell them how to leave."


NOTHING_SAID = "Nothing was answered, so there is nothing to write down. Write down at least one answer."


class NotYet(Exception):
    """Nothing is to be kept of this try: there are questions left, or something to mend."""

    def __init__(self, me: Me, sheet: Sheet) -> None:
        super().__init__("not yet")
        self.me = me
        self.sheet = sheet


async def show(request: Request) -> Response:
    """What was written down so far, and the next question; or the beginning of it."""
    await reading(request, "answer_for", lambda look: _known(look, _of(request)))
    form, last = looked_at(request, _about(request)), typed_before(request, _about(request))
    if form is None or last is None:
        return await _choose(request, last or empty(how="paper"))
    if form["what"] == last["what"]:  # whoever went back finds what they wrote down further on as well
        form = Form({**last.values, **form.values}, {**last.several, **form.several})
    return await _so_far(request, form)


def _about(request: Request) -> str:
    return f"written down of {_of(request)}"


async def _so_far(request: Request, form: Form) -> Response:
    """Try it, and show what it comes to; nothing is kept."""
    form.values.pop("step", None)
    try:
        await recorded(request, "answer_for", lambda change: _write(change, _of(request), form))
    except NotYet as not_yet:
        request.state.me = not_yet.me
        return _page(request, not_yet.sheet, form)
    raise AssertionError("nothing is kept without its button")


async def _choose(request: Request, form: Form, status: int = 200) -> Response:
    sheet = await recorded(request, "answer_for", lambda change: _look(change, _of(request)))
    return _page(request, sheet, form, status)


def _page(request: Request, sheet: Sheet, form: Form, status: int = 200) -> Response:
    return page(request, "record.html", status=status, sheet=sheet, form=form, how=HOW, moves=has_to_move(form))


def _of(request: Request) -> str:
    return str(request.path_params["person_id"])


def _known(look: Reading, person_id: str) -> Person:
    person = people.by_id(look.tx, person_id)
    if person is None or person.telegram_id is None:
        raise NotThere
    return person


def _look(change: Change, person_id: str) -> Sheet:
    person = _known(change, person_id)
    change.looked("person_looked_at", person.id)
    return sheet_of(change.scene_of(person), [])


async def go_on(request: Request) -> Response:
    """Each answer so far, and the next question; at the end it is kept, if that button was pressed."""
    form = await read_form(request)
    await reading(request, "answer_for", lambda look: _known(look, _of(request)))  # who tries for long is still there
    try:
        to_move = await changing(request, "answer_for", lambda change: _write(change, _of(request), form))
    except NotYet as not_yet:
        request.state.me = not_yet.me
        if not form.errors:
            return look_first(request, f"/people/{_of(request)}/record", _about(request), form)
        return _page(request, not_yet.sheet, form, 422)
    except Wrong:
        return look_first(request, f"/people/{_of(request)}/record", _about(request), form)
    is_sent(request, _about(request))
    if to_move:
        return back_to(f"/sessions/{to_move}", "written_down_to_move")
    return back_to(f"/people/{_of(request)}", "written_down")


def _write(change: Change, person_id: str, form: Form) -> str:
    """Keep it, or raise NotYet, which undoes all that was tried; the id of the session that has to move, or ''."""
    scene = change.scene_of(_known(change, person_id))
    Play(scene, STORIES)
    blank = header(change, scene, form)
    if form.errors and form["step"] == "keep" and recording.was_kept_just_now(scene, change.me.person.id, form["what"]):
        change.note("written_down_again", person_id)
        return ""
    if blank is None or scene.behalf is None:
        raise NotYet(change.me, sheet_of(scene, []))
    shown = sheet_of(scene, [])
    talk = recording.begin(scene, blank, form["prompt"], form["question"].partition(".")[2])
    written = write_down(scene, STORIES[blank.kind], talk, dictated(form))
    for one in written.questions:
        if one.hint:
            form.wrong(f"{OPTION if one.options else WORDS}{one.key}", one.hint)
    if scene.forgotten:
        form.wrong("what", NOTHING_KEPT)
        raise NotYet(change.me, replace(shown, questions=[]))
    if written.done and written.says_nothing and not blank.changes:
        first = written.questions[0]
        form.wrong(f"{OPTION if first.options else WORDS}{first.key}", NOTHING_SAID)
        written = replace(written, done=False)
    about = scene.voice.about
    if not written.done or form["step"] != "keep":
        raise NotYet(
            change.me,
            replace(shown, questions=written.questions, done=written.done, tag=about.tag, direction=about.direction),
        )
    recording.tell(scene, talk)
    if blank.session is None or not has_to_move(form):
        return ""
    change.note(TO_MOVE, blank.session.id, blank.session.starts_at)
    return blank.session.id


ROUTES = [
    Route("/people/{person_id}/record", show),
    Route("/people/{person_id}/record", go_on, methods=["POST"]),
]
SAID = {
    "written_down_to_move": "It is written down, and marked as told to you. The session stands as it was, its "
    "reminders go, and nobody else knows: propose another time here, or cancel it.",
    "written_down": "It is written down, and marked as told to you. They hear of it with their next notes.",
}
