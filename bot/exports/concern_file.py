"""The file of one concern: what a safeguarding lead may have to hand on. Everything that is known of it, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions import ways_to_reach
from bot.actions.finding import number_of
from bot.chat.scene import Scene
from bot.exports.book import Column, Sheet, Value
from storage import concern_history, concern_notes, concerns, people
from storage.concerns import Concern

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "concern": (Column("what", "What"), Column("told", "Told")),
    "said": (
        Column("at", "When", means="A moment in UTC."),
        Column("question", "What was asked", means="Or that nothing was, and they wrote all the same."),
        Column("answer", "What they said"),
    ),
    "done": (
        Column("at", "When", means="A moment in UTC."),
        Column("who", "Who"),
        Column("did", "Did what"),
        Column("words", "In their words", means="A note of the team, or what the person was told."),
    ),
}


NOTES = {"done": "noted", "told": "wrote to the person"}


@dataclass(frozen=True, slots=True)
class Begun:
    """The rows of the three sheets."""

    concern: list[tuple[Value, ...]]
    said: list[tuple[Value, ...]]
    done: list[tuple[Value, ...]]


def count(scene: Scene, about: str) -> int:
    begun = begin(scene, about)
    return len(begun.concern) + len(begun.said) + len(begun.done)


def begin(scene: Scene, about: str) -> Begun:
    """Read whole: it is one person's."""
    found = concerns.by_id(scene.tx, about)
    if found is None:
        return Begun([], [], [])
    said: list[tuple[Value, ...]] = [
        (one["answered_at"], _asked(one["wording"], aside=bool(one["aside"])), one["answer"])
        for one in concern_history.said_in(scene.tx, about)
    ]
    return Begun(_lines(scene, found), said, _done(scene, about))


def sheets(begun: Begun, found: list[dict[str, Any]]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    made = (
        Sheet("concern", "Concern", COLUMNS["concern"], begun.concern),
        Sheet("said", "What was said", COLUMNS["said"], begun.said),
        Sheet("done", "Who did what", COLUMNS["done"], begun.done),
    )
    return made, ("What this person said elsewhere, or when it was not open, is not in this file.",)


def _asked(wording: str, *, aside: bool) -> str:
    """The question; of words that answer none, that nothing was asked, and below what they were written."""
    if not aside:
        return wording
    return f"Nothing was asked. It was written after: {wording}" if wording else "Nothing was asked."


def _lines(scene: Scene, one: Concern) -> list[tuple[Value, ...]]:
    told = {
        "Person": _who(scene, one.person_id),
        "What was asked for": scene.voice.labels("digest", "kinds", (one.kind,))[one.kind],
        "How to reach them": "; ".join(ways_to_reach.reach(scene, one)),
        "Raised at": one.raised_at,
        "Somebody said they are on it at": one.acknowledged_at or "",
        "Who is or was in touch": _who(scene, one.owner_id or ""),
        "Closed at": one.closed_at or "",
        "Why it was closed": one.closed_because.replace("_", " "),
        "What came of it": concern_history.outcome_of(scene.tx, one.id),
        "We may write to them again since": one.lifted_at or "",
        "Who let us": _who(scene, one.lifted_by or ""),
    }
    return [(name, value) for name, value in told.items() if value]


def _done(scene: Scene, concern_id: str) -> list[tuple[Value, ...]]:
    """What is on record, and what the team wrote, in the order in which it happened."""
    logged = [
        (at, _who(scene, who), f"{did.replace('_', ' ')}{f' to {_who(scene, to)}' if to else ''}", "")
        for at, who, did, to in concern_history.done(scene.tx, concern_id)
    ]
    written = [
        (one.written_at, _who(scene, one.written_by or ""), NOTES[one.kind], one.words)
        for one in concern_notes.of_concern(scene.tx, concern_id)
    ]
    return [*sorted([*logged, *written], key=lambda one: one[0])]


def _who(scene: Scene, person_id: str) -> str:
    person = people.by_id(scene.tx, person_id) if person_id else None
    if person is None:
        return person_id
    return f"{person.name}, {number_of(person.number)}" if person.name else number_of(person.number)
