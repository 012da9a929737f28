"""The open page on method: every question, who reads the answers, when Voices writes and when it holds back, how long
what is kept. All of it is read from the code as it runs; for everybody of the staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import kept
from bot.chat.texts import Voice
from bot.chat.told import About
from bot.conversations import STORIES
from bot.notes_told import notes
from bot.rules.calendar import Part, Wish, notes_for
from bot.rules.rota import Interested, in_order
from bot.rules_told import HELD_BACK, RULES, in_words
from console.desk import Reading, reading
from console.method_read import Told, name_of, needs_a_yes, talks, told_of
from console.page import page
from console.refusals import NotThere
from storage import terms

PARTS: Mapping[Part, str] = {
    "partner": "A partner",
    "leader": "A leader",
    "member": "A member of a group",
    "facilitator": "A facilitator",
}
_BEGIN = datetime(2026, 3, 10, 14, tzinfo=UTC)  # of the session that is the example
_MINUTES = 60
# Who might be interested, for the example of the order in which they are listed.
_EXAMPLE = (
    Interested("took part twice", 2, 2, "1"),
    Interested("took part once, and answered first", 1, 1, "1"),
    Interested("took part once, and answered later", 1, 1, "2"),
    Interested("was offered a place before, and did not take part", 0, 1, "1"),
    Interested("was never offered a place, and answered first", 0, 0, "1"),
    Interested("was never offered a place, and answered later", 0, 0, "2"),
)


@dataclass(frozen=True, slots=True)
class Method:
    """The front page: how much is asked, the rules, what is kept, and how people are listed."""

    talks: int
    questions: int
    rules: Mapping[str, Sequence[str]]
    kept: Sequence[tuple[str, str]]
    mind: str
    order: Sequence[str]


@dataclass(frozen=True, slots=True)
class Notes:
    """What we write of our own accord: each note and what holds for it, those around a session, and why none goes."""

    notes: Sequence[tuple[str, Sequence[str]]]
    around: Sequence[tuple[str, str, str]]
    held_back: Sequence[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One conversation, question by question, in one language; `languages` are those that there are."""

    story: str
    name: str
    whose: str
    questions: Sequence[Told]
    about: About
    language: str
    languages: Mapping[str, str]
    kept: str
    needs_a_yes: bool


async def index(request: Request) -> Response:
    return page(request, "method.html", method=await reading(request, "see_method", _method))


def _method(look: Reading) -> Method:
    days, asked = {name: term.days for name, term in terms.of(look.tx).items()}, talks()
    return Method(
        talks=len(asked),
        questions=sum(one.questions for one in asked),
        rules={head: [rule.told() for rule in rules] for head, rules in RULES.items()},
        kept=[(look.voice.short(kept.TABLE, one), kept.told(look.voice, one, days)) for one in kept.CLASSES],
        mind=in_words(terms.to_change_ones_mind(look.tx)),
        order=[one.id for one in in_order(_EXAMPLE)],
    )


async def written(request: Request) -> Response:
    return page(request, "method_notes.html", notes=await reading(request, "see_method", _notes))


def _notes(look: Reading) -> Notes:
    every = [(_because(look.voice, one.kind), one.holds) for one in notes()]
    return Notes(every, _around_a_session(look.voice), [*HELD_BACK.values()])


async def questions(request: Request) -> Response:
    await reading(request, "see_method", lambda look: None)
    return page(request, "method_questions.html", talks=talks())


def _because(voice: Voice, kind: str) -> str:
    """Why somebody gets a note of this kind, as the note itself says it."""
    told = voice.labels("why", "because", (kind,))[kind]
    return f"Because {told}" if told != kind else f"For the team: {name_of(kind).lower()}"


def _around_a_session(voice: Voice) -> list[tuple[str, str, str]]:
    """What goes to whom around a session, and when: worked out by the rule itself, from an example."""
    found = []
    for part, who in PARTS.items():
        planned = notes_for(_BEGIN - timedelta(days=20), _BEGIN, _MINUTES, part, Wish(True, True), lambda at: at)
        found += [(who, _when(one.due_at), _because(voice, one.kind)) for one in planned]
    return found


def _when(at: datetime) -> str:
    ends_at = _BEGIN + timedelta(minutes=_MINUTES)
    return f"{in_words(at - ends_at)} after it" if at >= ends_at else f"{in_words(_BEGIN - at)} before it"


async def one(request: Request) -> Response:
    story, language = request.path_params["story"], request.query_params.get("language", "")
    asked = await reading(request, "see_method", lambda look: _asked(look, story, language))
    return page(request, "method_talk.html", asked=asked)


def _asked(look: Reading, story: str, language: str) -> Asked:
    talk = next((one for one in talks() if one.story == story), None)
    if talk is None or story not in STORIES:
        raise NotThere
    code = language if language in look.texts.languages else look.texts.languages[0]
    voice, days = look.texts.voice(code), {name: term.days for name, term in terms.of(look.tx).items()}
    return Asked(
        story,
        talk.name,
        talk.whose,
        told_of(story, voice),
        voice.about,
        code,
        {one: look.texts.voice(one).about.english_name for one in look.texts.languages},
        kept.told(look.voice, "answers", days),
        needs_a_yes(story),
    )


ROUTES = [
    Route("/method", index),
    Route("/method/notes", written),
    Route("/method/questions", questions),
    Route("/method/questions/{story}", one),
]
