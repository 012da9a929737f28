"""All answers to one question, over time; and all questions of which there may be answers to read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import library
from console import answers_shown
from console.answers import LONGEST, Searched, answers_page, narrowed
from console.answers_shown import Found
from console.desk import Change, Reading, reading, recorded
from console.forms import Form
from console.page import page
from console.refusals import NotThere
from storage import answered, may_read
from storage.said import JOINING_TALKS, REFLECTING, STEERS, TALKS, TOLD_AT_THE_START, Wanted

FIELDS = ("from", "to", "tag")
HEADINGS = {
    "before_session": "Before a session",
    "before_more": "Before a session, at more length",
    "after_session": "After a session",
    "say_more": "After a session, at more length",
    "reveal": "Two questions for both",
    "fit": "Working together",
    "commitment_seen": "Promises, as partners saw them",
    "leader_feedback": "Leaders, after a session",
    "commitment_later": "Promises, as leaders say",
    "thanks": "Thanks",
    "onboarding_partner": "Partners, when they joined",
    "onboarding_leader": "Leaders, when they joined",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: where its answers are, how it is put, and whether anybody has answered it."""

    path: str
    words: str
    answered: bool


async def index(request: Request) -> Response:
    return page(request, "questions.html", parts=await reading(request, "read_answers", _questions))


def _questions(look: Reading) -> dict[str, list[Asked]]:
    """By heading, every question."""
    asked = [(talk, key) for talk in HEADINGS for key in _keys(look, talk)]
    known = answered.questions(look.tx, asked)
    parts: dict[str, list[Asked]] = {heading: [] for heading in HEADINGS.values()}
    for talk, key in asked:
        path, words = f"/answers/to/{talk}/{key}", look.voice.short(talk, key)
        parts[HEADINGS[talk]].append(Asked(path, words, (talk, key) in known))
    return {**parts, "Thoughts to turn over": _thoughts(look)}


def _thoughts(look: Reading) -> list[Asked]:
    """Each by its words in the first language, answered in whichever."""
    wordings = _wordings(look)
    known = answered.thoughts(look.tx, [words for some in wordings.values() for words in some])
    return [
        Asked(
            f"/answers/to/{REFLECTING}/{one.prompt.id}", one.prompt.words, not known.isdisjoint(wordings[one.prompt.id])
        )
        for one in library.entries(look.scene)
    ]


def _wordings(look: Reading) -> dict[str, list[str]]:
    """The words of each thought in whatever language it is offered."""
    found: dict[str, list[str]] = {}
    for language in look.texts.languages:
        scene = replace(look.scene, voice=look.texts.voice(language))
        for one in library.entries(scene):
            some = found.setdefault(one.prompt.id, [])
            some += [one.prompt.words] if one.prompt.words not in some else []
    return found


def _keys(look: Reading, talk: str) -> list[str]:
    table = look.voice.texts.get(talk, {})
    keys = [key for key, entry in table.items() if isinstance(entry, dict) and "short" in entry and key not in STEERS]
    return [key for key in keys if key in TOLD_AT_THE_START] if talk in JOINING_TALKS else keys


async def show(request: Request) -> Response:
    asked = {name: request.query_params.get(name, "")[:LONGEST] for name in (*FIELDS, "before")}
    talk, key = request.path_params["talk"], request.path_params["question"]
    words, said = await recorded(request, "read_answers", lambda change: _look(change, talk, key, asked))
    path = f"/answers/to/{talk}/{key}"
    return answers_page(request, "answers_to_question.html", said.found, asked=words, said=said, path=path)


def _look(change: Change, talk: str, key: str, asked: dict[str, str]) -> tuple[str, Searched]:
    words, wanted = _reflections(change, key) if talk == REFLECTING else _answers(change, talk, key)
    form = Form({name: asked[name] for name in FIELDS})
    filtered = narrowed(change, form)
    wanted = replace(wanted, since=filtered.since, until=filtered.until, tag=filtered.tag, before=asked["before"])
    found = Found([], "")
    if form.errors:
        change.note(answers_shown.LOOKED, "")
    else:
        found = answers_shown.look(change, wanted, "")
    return words, Searched(found, form, answers_shown.all_tags(change), days=may_read.with_names(change.me.roles))


def _answers(change: Change, talk: str, key: str) -> tuple[str, Wanted]:
    known = talk in (*(one for some in TALKS.values() for one in some), *JOINING_TALKS)
    if not known or key not in _keys(change, talk):
        raise NotThere
    return change.voice.short(talk, key), Wanted(talk=talk, questions=(key,))


def _reflections(change: Change, prompt_id: str) -> tuple[str, Wanted]:
    """A prompt is known by its words, in whatever language it was offered."""
    words = _wordings(change).get(prompt_id, [])
    if not words:
        raise NotThere
    return words[0], Wanted(talk=REFLECTING, wordings=tuple(words))


ROUTES = [
    Route("/answers/questions", index),
    Route("/answers/to/{talk}/{question}", show),
]
