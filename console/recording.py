"""Writing down what somebody answered on paper, by phone or in person: the questions as they are asked, one after the
other as each answer leads on, and nothing is kept before the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import recording
from bot.actions.recording import Blank
from bot.chat.dictation import Dictated, write_down
from bot.chat.playing import Play
from bot.chat.scene import Behalf, Scene
from bot.conversations import STORIES
from console.desk import Change, Reading, changing, reading, recorded
from console.forms import Form, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.record_sheet import Sheet, changes_of, sheet_of
from console.refusals import NotThere
from console.who_asks import Me
from storage import people
from storage.people import Person
from storage.values import instant

HOW = {"paper": "On paper", "phone": "By phone", "in_person": "In person"}
OPTION, WORDS, ASKED, TO_CHOOSE = "option.", "words.", "asked", "to_choose"
LEFT_OUT = "-"
LONGEST = 20_000  # letters of an answer
NOT_AGREED = "They have not agreed to our keeping such answers. Write down that they did first, or ask them."
NOTHING_KEPT = "With this no, nothing of theirs may be kept, so nothing is written down. Please tell them how to leave."


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
        return page(request, "record.html", sheet=not_yet.sheet, form=form, how=HOW)
    raise AssertionError("nothing is kept without its button")


async def _choose(request: Request, form: Form, status: int = 200) -> Response:
    sheet = await recorded(request, "answer_for", lambda change: _look(change, _of(request)))
    return page(request, "record.html", status=status, sheet=sheet, form=form, how=HOW)


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
        await changing(request, "answer_for", lambda change: _write(change, _of(request), form))
    except NotYet as not_yet:
        request.state.me = not_yet.me
        if not form.errors:
            return look_first(request, f"/people/{_of(request)}/record", _about(request), form)
        return page(request, "record.html", status=422, sheet=not_yet.sheet, form=form, how=HOW)
    is_sent(request, _about(request))
    return back_to(f"/people/{_of(request)}", "written_down")


def _write(change: Change, person_id: str, form: Form) -> None:
    """Keep it, or raise NotYet, which undoes all that was tried."""
    scene = change.scene_of(_known(change, person_id))
    Play(scene, STORIES)
    blank = _header(change, scene, form)
    if form.errors and form["step"] == "keep" and recording.was_kept_just_now(scene, change.me.person.id, form["what"]):
        change.note("written_down_again", person_id)
        return
    if blank is None or scene.behalf is None:
        raise NotYet(change.me, sheet_of(scene, []))
    shown = sheet_of(scene, [])
    talk = recording.begin(scene, blank, form["prompt"], form["question"].partition(".")[2])
    written = write_down(scene, STORIES[blank.kind], talk, _dictated(form))
    for one in written.questions:
        if one.hint:
            form.wrong(f"{OPTION if one.options else WORDS}{one.key}", one.hint)
    if scene.forgotten:
        form.wrong("what", NOTHING_KEPT)
        raise NotYet(change.me, replace(shown, questions=[]))
    about = scene.voice.about
    if not written.done or form["step"] != "keep":
        raise NotYet(
            change.me,
            replace(shown, questions=written.questions, done=written.done, tag=about.tag, direction=about.direction),
        )
    recording.tell(scene, talk)


def _header(change: Change, scene: Scene, form: Form) -> Blank | None:
    """What is written down, and on whose word; None with errors."""
    known = {one.id: one for one in recording.blanks(scene)}
    what = form.one_of("what", known, "Choose what they answered.")
    how = form.one_of("how", HOW, "Choose how they said it.")
    said_on = form.day("said_on", change.voice.words, change.scene.today, "Type the day on which they said it.")
    if said_on is not None and said_on > change.scene.today:
        form.wrong("said_on", "That day is still to come.")
    paper = form.text("paper", most=200)
    if what == recording.REFLECTION and form["prompt"] not in recording.prompts_to_answer(scene):
        form.wrong("prompt", "Choose the thought that they answered.")
    if what and known[what].changes and form["question"] not in changes_of(scene, [known[what]]):
        form.wrong("question", "Choose which answer is another one now.")
    if what and not recording.may_keep(scene, known[what].kind):
        form.wrong("what", NOT_AGREED)
    if form.errors or said_on is None:
        return None
    form.values["said_on"] = f"{said_on:%d/%m/%Y}"  # the day itself, for the steps to come
    noon = datetime.combine(said_on, time(12), ZoneInfo(scene.person.timezone))
    scene.behalf = Behalf(change.me.person.id, how, instant(min(noon, change.now)), paper)
    return known[what]


def _dictated(form: Form) -> dict[str, Dictated]:
    """What was written down for each question that was on the page. One of which nothing was chosen was overlooked."""
    said = {key: _one(form, key) for key in form.chosen(ASKED)}
    for key in form.chosen(TO_CHOOSE):
        if key in said and not form.chosen(OPTION + key) and not said[key].words:
            form.wrong(OPTION + key, "Choose what they answered, or that they did not answer this.")
            del said[key]
    return said


def _one(form: Form, key: str) -> Dictated:
    chosen = tuple(one for one in form.chosen(OPTION + key) if one != LEFT_OUT)
    return Dictated(chosen, form.text(WORDS + key, most=LONGEST))


ROUTES = [
    Route("/people/{person_id}/record", show),
    Route("/people/{person_id}/record", go_on, methods=["POST"]),
]
SAID = {
    "written_down": "It is written down, and marked as told to you. They hear of it in their hours, and can change it."
}
