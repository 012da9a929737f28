"""Asking for a sentence: which words, where they would stand, and what stands below them, as its author sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import quoting
from bot.actions.quoting import A_PARTNER, UNNAMED
from bot.chat.reading import fold
from console import voices
from console.desk import Change, changing, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.voices import Voice
from storage import fates, people, reports
from storage.people import Person
from storage.quotations import READ_BY

LONGEST, LONGEST_PLACE, LONGEST_READERS, LONGEST_NAME = 500, 120, 70, 60
REPORTS_OFFERED = 50
FEWEST_LETTERS = 2
_A_REPORT = {"learning", "report"}
ELSEWHERE = "elsewhere"
NAMES = {
    "partner": "Without a name, as a partner or a leader",
    "other": "Without a name, in other words",
    "first": "With their first name",
    "own": "With the name that they go by",
}
WHY_NOT = {
    "gone": ("words", "They have left, or have asked us not to write to them, so nobody can ask them."),
    "no_quotes": ("words", "They have said that they do not want to be asked for sentences of theirs."),
    "no_name": ("name", "They do not want their name beside their words. Choose a way without it."),
}
ASKED_ALREADY = (
    "They are asked for these words, or for a part of them, for this place already, or have said yes to them. Look "
    "under Quotations: what they have not answered can be called off there."
)
HEAVY = (
    "These words sound as if they come from a hard day, so I do not put them before somebody in a message. Speak with "
    "them first, or choose other words."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer, what can be chosen to stand below its words, the reports in which they could stand by their ids, and
    why its author `cannot` be asked, or ''."""

    voice: Voice
    names: dict[str, str]
    reports: dict[str, str]
    cannot: str = ""


async def ask(request: Request) -> Response:
    return await _form(request, empty())


async def send(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "quote", lambda change: _send(change, form, request.path_params["answer_id"]))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422)
    return back_to("/quotations", "quotation_asked")


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    answer_id = request.path_params["answer_id"]
    asked = await recorded(request, "quote", lambda change: _asked(change, answer_id))
    form.values.setdefault("words", asked.voice.one.words[:LONGEST])
    form.values.setdefault("name", "partner")
    return page(request, "quotation_new.html", status=status, asked=asked, form=form)


def _asked(change: Change, answer_id: str) -> Asked:
    (voice,) = voices.shown(change, [voices.of(change, answer_id)])
    offered = _reports(change)
    if offered:
        offered[ELSEWHERE] = "Somewhere else"
    why = quoting.why_not(change.tx, fates.author_of(change.tx, voice.one.id) or "", named=False)
    return Asked(voice, NAMES, offered, WHY_NOT[why][1] if why else "")


def _reports(change: Change) -> dict[str, str]:
    """What each report is called, by its id."""
    return {one.id: one.title for one in reports.newest(change.tx, REPORTS_OFFERED)}


def _send(change: Change, form: Form, answer_id: str) -> None:
    said = voices.of(change, answer_id)
    author = people.by_id(change.tx, fates.author_of(change.tx, said.id) or "")
    if author is None:
        raise NotThere
    words = " ".join(form.text("words", "Choose the words that you would like to use.", most=LONGEST).split())
    place = _place(change, form)
    name = form.one_of("name", NAMES, "Choose what stands below the words.")
    below = _below(change, form, name, author)
    if words and not any(words in " ".join(one.split()) for one in _typed(said.value)):
        form.wrong("words", "Take the words as they stand in the answer. Only its author can change them.")
    if words and sum(letter.isalnum() for letter in words) < FEWEST_LETTERS:
        form.wrong("words", "Choose a word or more: one letter, or a mark alone, says nothing to whoever reads it.")
    if change.scene_of(author).voice.sounds_heavy(words):
        form.wrong("words", HEAVY)
    why = quoting.why_not(change.tx, author.id, named=name in ("own", "first"))
    if why:
        form.wrong(*WHY_NOT[why])
    wanted = quoting.Wanted(said.id, author.id, words, place, below, name in ("own", "first"))
    if words and place and quoting.asked_already(change.tx, wanted):
        form.wrong("words", ASKED_ALREADY)
    form.check()
    quoting.ask_for(change.tx, change.now, wanted, by=change.me.person.id)


def _place(change: Change, form: Form) -> str:
    """Where the words would stand, and nowhere else, as their author reads it: a report by its title, or another place.
    A report that is not there yet would have another title in the end, and they are asked but once."""
    known, place = _reports(change), ""
    if known and form["where"] != ELSEWHERE:
        place = known.get(form.one_of("where", known, "Choose where they would stand."), "")
    else:
        typed = form.text("place", "Say where they would stand, such as our website.", most=LONGEST_PLACE)
        place = " ".join(typed.split())
        if set(fold(place)) >= _A_REPORT:
            form.wrong("place", "Choose a learning report above. If it is not there yet, begin it first.")
    readers = " ".join(form.text("readers", most=LONGEST_READERS).split())
    return f"{place}{READ_BY}{readers}" if place and readers else place


def _below(change: Change, form: Form, name: str, author: Person) -> str:
    """What stands below the words."""
    if name in ("own", "first"):
        called = author.name.split() or [""]
        return author.name if name == "own" else called[0]
    if name != "other":
        roles = people.roles_of(change.tx, author.id)
        return next((words for role, words in UNNAMED.items() if role in roles), A_PARTNER)
    other = form.text("other", "Say what stands below the words, such as: a carer.", most=LONGEST_NAME)
    if set(fold(author.name)) & set(fold(other)):
        form.wrong("other", "This has their name in it. Choose one of the two ways with their name.")
    return other


def _typed(value: object) -> Sequence[str]:
    """What of an answer is written: a voice note cannot stand in a report."""
    if isinstance(value, dict):
        return [one for one in value.get("parts", ()) if isinstance(one, str)]
    return [value] if isinstance(value, str) else []


ROUTES = [
    Route("/quotations/of/{answer_id}", ask),
    Route("/quotations/of/{answer_id}", send, methods=["POST"]),
]
SAID = {
    "quotation_asked": "They are not asked for five minutes. After that their own hours, the notes a week that they "
    "chose and what goes first leave room for it or not: it says below what is known. Until they answer, you can call "
    "it off.",
}
