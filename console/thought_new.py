"""A thought that staff add to the library: looked at as it will arrive on a phone, and then offered."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import prompting
from bot.chat.addresses import THOUGHT
from bot.chat.playing import Play
from bot.conversations import STORIES
from bot.leading_to_help import needs_a_yes
from bot.rules.reflecting import STAGES, THEMES
from bot.wording import checking, phone, publishing
from bot.wording.phone import Preview
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.thoughts import STAGE_LABELS

ABOUT = "thought"
THERE_ALREADY = {
    "there": "This thought is in the library already.",
    "waiting": "This thought is there already. It waits for the yes of a safeguarding lead: nobody is offered it yet.",
}
AS_NEW = f"{THOUGHT}new"  # where it would be found if it were published


@dataclass(frozen=True, slots=True)
class Sight:
    """A thought that is not added yet: as it will arrive, what makes it hard to read, what it is about, and
    whether a safeguarding lead has to agree first."""

    preview: Preview
    doubts: list[str]
    theme: str
    waits: bool


async def ask(request: Request) -> Response:
    await reading(request, "edit_words", lambda look: look.me)
    return await _form(request, typed_before(request, ABOUT) or empty())


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    labels = await reading(request, "edit_words", lambda look: look.voice.labels("prompts", "theme", THEMES))
    choose = {"": "Choose one"}
    themes, stages = choose | labels, choose | STAGE_LABELS
    return page(request, "thought_new.html", status=status, form=form, themes=themes, stages=stages)


async def add(request: Request) -> Response:
    """Twice: first it is shown as people will see it, then it may be offered."""
    form = await read_form(request)
    if form["sure"] != "yes":
        return await _look_first(request, form)
    try:
        made, waits = await changing(request, "edit_words", lambda change: _add(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422)
    is_sent(request, ABOUT)
    return back_to(f"/words/{THOUGHT}{made}", "thought_waits" if waits else "thought_added")


async def _look_first(request: Request, form: Form) -> Response:
    await reading(request, "edit_words", lambda look: _read(look, form))
    if form.errors:
        return await _form(request, form, 422)
    return look_first(request, "/thoughts/look", ABOUT, form)


async def look_at(request: Request) -> Response:
    await reading(request, "edit_words", lambda look: look.me)
    form = looked_at(request, ABOUT)
    if form is None:
        return back_to("/thoughts/new")
    sight = await reading(request, "edit_words", lambda look: _sight(look, form))
    return page(request, "thought_look.html", form=form, sight=sight, stages=STAGE_LABELS)


def _sight(look: Reading, form: Form) -> Sight:
    words, language = form["words"].strip(), look.voice.language
    texts = publishing.with_these(look.tx, look.texts, language, AS_NEW, words)
    theme = look.voice.labels("prompts", "theme", THEMES).get(form["theme"], "")
    waits = needs_a_yes(words, look.voice)
    return Sight(phone.preview(texts, language, AS_NEW), checking.doubts(language, words), theme, waits)


def _add(change: Change, form: Form) -> tuple[str, bool]:
    """The id of the new thought, and whether it waits for a yes."""
    words, theme, stage = _read(change, form)
    form.check()
    scene = change.scene
    Play(scene, STORIES)
    made = prompting.add(scene, words=words, theme=theme, stage=stage)
    return made, prompting.waits(scene, prompt_id=made)


def _read(look: Reading, form: Form) -> tuple[str, str, str]:
    """Its words, what it is about and when it fits; what is wrong with them stands in the form."""
    words = form.text("words", "Write the thought.", most=checking.LONGEST_THOUGHT)
    form.unturned("words")
    theme = form.one_of("theme", THEMES, "Choose what it is about.")
    stage = form.one_of("stage", STAGES, "Choose when it fits.")
    for problem in checking.in_itself(look.voice.language, THOUGHT, words) if words else ():
        form.wrong("words", problem)
    if words and (known := prompting.known(look.scene, words=words)):
        form.wrong("words", THERE_ALREADY[known])
    return words, theme, stage


ROUTES = [
    Route("/thoughts/new", ask),
    Route("/thoughts/new", add, methods=["POST"]),
    Route("/thoughts/look", look_at),
]
SAID = {
    "thought_added": "It is in the library, and offered from now on to whoever reads a language that it has words in.",
    "thought_waits": "It leads to help or sounds heavy, so a safeguarding lead has to agree."
    " Until then nobody is offered it.",
}
