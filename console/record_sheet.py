"""The sheet for answers from paper: what there is to write down for somebody, and its questions so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.actions import recording
from bot.actions.naming import when, with_whom
from bot.actions.recording import Blank
from bot.chat.dictation import Put
from bot.chat.scene import Scene
from storage.people import Person
from storage.values import moment

NAMES = {
    "onboarding_partner": "Getting started as a partner",
    "onboarding_leader": "Getting started as a leader",
    "reflect": "A thought to turn over",
    "before_session": "Before the session",
    "before_more": "Before the session, at more length",
    "after_session": "After the session",
    "say_more": "After the session, at more length",
    "leader_feedback": "After the session",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows: what there is to write down, and once that is chosen the questions so far."""

    person: Person
    blanks: dict[str, str]
    prompts: dict[str, str]
    changes: dict[str, str]
    questions: list[Put]
    done: bool = False
    tag: str = ""
    direction: str = "ltr"

    @property
    def prompts_or_none(self) -> dict[str, str]:
        return {"": "None", **self.prompts}


def sheet_of(scene: Scene, questions: list[Put], *, done: bool = False) -> Sheet:
    """What there is to write down for the person of this scene, with these questions of it."""
    about, there = scene.voice.about, recording.blanks(scene)
    blanks = {one.id: _named(scene, one) for one in there}
    prompts = recording.prompts_to_answer(scene) if recording.REFLECTION in blanks else {}
    return Sheet(scene.person, blanks, prompts, changes_of(scene, there), questions, done, about.tag, about.direction)


def changes_of(scene: Scene, blanks: Iterable[Blank]) -> dict[str, str]:
    """The answers that can be another one now, by conversation and question. Who began as two things is asked some of
    it twice, so that each says as what."""
    changes = [one for one in blanks if one.changes]
    return {
        f"{one.kind}.{question}": f"{label} ({NAMES[one.kind].lower()})" if changes[1:] else label
        for one in changes
        for question, label in recording.to_change(scene, one).items()
    }


def _named(scene: Scene, blank: Blank) -> str:
    """In English, for staff, with the session as its person knows it."""
    name, session = NAMES[blank.kind], blank.session
    if blank.changes:
        return f"{name}: one answer that is another one now"
    if session is None:
        return name
    english = replace(scene, voice=scene.texts.first)
    return f"{name}: {when(english, moment(session.starts_at))}, with {with_whom(english, session)}"
