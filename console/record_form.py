"""What was typed into a sheet for answers from paper: which conversation it is, on whose word, and the answers."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.actions import recording
from bot.actions.recording import Blank
from bot.chat.dictation import Dictated
from bot.chat.scene import Behalf, Scene
from console.desk import Change
from console.forms import Form
from console.record_sheet import changes_of
from storage.values import instant

HOW = {"paper": "On paper", "phone": "By phone", "in_person": "In person"}
BEFORE, MOVE_IT = "before_session", ("still_good", "move_it")  # which moves nothing by itself
OPTION, WORDS, ASKED, TO_CHOOSE = "option.", "words.", "asked", "to_choose"
LEFT_OUT = "-"
LONGEST = 20_000  # letters of an answer
NOT_AGREED = "They have not agreed to our keeping such answers. Write down that they did first, or ask them."


def has_to_move(form: Form) -> bool:
    """Whether they said before a session that it cannot stay where it is: on a phone they are offered another time, and
    told that nobody knows yet; here that is for whoever writes it down."""
    question, answer = MOVE_IT
    return form["what"].startswith(f"{BEFORE}/") and form.chosen(OPTION + question) == [answer]


def header(change: Change, scene: Scene, form: Form) -> Blank | None:
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


def dictated(form: Form) -> dict[str, Dictated]:
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
