"""Thoughts to turn over: the library, how often each was answered, and what staff retire and put in order."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import library, prompting
from bot.actions.library import Entry
from bot.chat.addresses import THOUGHT
from bot.chat.playing import Play
from bot.conversations import STORIES
from bot.rules.reflecting import THEMES
from bot.wording.standing import Book
from console import words
from console.desk import Change, Reading, changing, reading
from console.forms import Form, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import prompts

ON_A_PAGE = 25
WAYS = {
    "retire": "Retire",
    "bring_back": "Bring back",
    "to_front": "Put first",
    "up": "Up",
    "down": "Down",
    "to_its_place": "Back to its place",
}
STAGE_LABELS = {"beginning": "Beginning", "middle": "Middle", "ending": "Ending", "any": "Any time"}
LEAVE_OUT = "leave_out"
SHOWN = (*THEMES, "retired")  # the shelf can be of these alone


@dataclass(frozen=True, slots=True)
class Line:
    """One thought: how it stands, what can be done with it, and how often it was offered, answered, changed for another
    one and left without an answer; the languages in which it has no words, so that it is not offered there."""

    entry: Entry
    ways: list[str]
    offered: int
    answered: int
    swapped: int
    skipped: int
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the library, the labels of its themes, what people suggested, and how many of all thoughts in use are
    `partly` offered, because they have no words in some language."""

    lines: list[Line]
    themes: dict[str, str]
    all: int
    page: int
    last: int
    suggested: list[dict[str, str]]
    partly: int


async def index(request: Request) -> Response:
    asked = request.query_params
    number, theme = asked.get("page", "1"), asked.get("theme", "")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    theme = theme if theme in SHOWN else ""
    shelf = await reading(request, "edit_words", lambda look: _shelf(look, theme, max(1, place)))
    return page(request, "thoughts.html", shelf=shelf, theme=theme, stages=STAGE_LABELS, ways=WAYS, above=THOUGHT)


def _shelf(look: Reading, theme: str, place: int) -> Shelf:
    scene, figures = look.scene, prompts.figures(look.tx)
    everything = library.everywhere(scene)
    found = [one for one in everything if _is_wanted(one, theme)]
    last = max(1, -(-len(found) // ON_A_PAGE))
    place = min(place, last)
    first, book = (place - 1) * ON_A_PAGE, Book(look.tx)
    names = words.names(look, book, "")
    lines = [
        Line(
            one,
            prompting.all_ways(everything, one),
            *figures.get(one.prompt.id, (0, 0, 0, 0)),
            [names[code] for code in book.without(f"{THOUGHT}{one.prompt.id}")],
        )
        for one in found[first : first + ON_A_PAGE]
    ]
    themes = look.voice.labels("prompts", "theme", THEMES)
    # What people suggest are words of theirs: whoever only runs the machine does not see them.
    suggested = (prompting.waiting(scene) or []) if look.me.may("care_for_people") else []
    partly = sum(bool(book.without(one)) for one in book.added)
    return Shelf(lines, themes, len(found), place, last, suggested, partly)


def _is_wanted(one: Entry, theme: str) -> bool:
    if theme == "retired":
        return one.retired
    return theme not in THEMES or one.prompt.theme == theme


async def alter(request: Request) -> Response:
    form = await read_form(request)
    await changing(request, "edit_words", lambda change: _alter(change, request.path_params["thought"], form))
    theme = form["theme"] if form["theme"] in SHOWN else ""
    return back_to("/thoughts", "thought_changed", **({"theme": theme} if theme else {}))


def _alter(change: Change, prompt_id: str, form: Form) -> None:
    everything = library.everywhere(change.scene)
    one = next((each for each in everything if each.prompt.id == prompt_id), None)
    if one is None or form["way"] not in prompting.all_ways(everything, one):
        raise NotThere
    prompting.change(change.scene, prompt_id=prompt_id, way=form["way"])


async def decide(request: Request) -> Response:
    form = await read_form(request)
    await changing(request, "care_for_people", lambda change: _decide(change, request.path_params["thought"], form))
    return back_to("/thoughts", "suggestion_decided")


def _decide(change: Change, prompt_id: str, form: Form) -> None:
    made = prompts.by_id(change.tx, prompt_id)
    if made is None or made.state != "suggested" or form["theme"] not in (*THEMES, LEAVE_OUT):
        raise NotThere
    scene = change.scene
    Play(scene, STORIES)
    prompting.decide(scene, prompt_id=prompt_id, theme=None if form["theme"] == LEAVE_OUT else form["theme"])


ROUTES = [
    Route("/thoughts", index),
    Route("/thoughts/{thought}/change", alter, methods=["POST"]),
    Route("/thoughts/{thought}/decide", decide, methods=["POST"]),
]
SAID = {
    "thought_changed": "It is changed. Whoever has been offered it already keeps what they were offered.",
    "suggestion_decided": "It is decided. Whoever suggested it finds that among their words.",
}
