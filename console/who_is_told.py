"""Who would be told that somebody asked for a person, step by step, as what, and by which names."""

from __future__ import annotations

from datetime import datetime

from bot.actions import rota
from bot.actions.naming import called
from bot.actions.rota_ahead import Course, Step
from console.concerns import RUNGS
from console.desk import Reading

NOBODY_NAMED = "a safeguarding lead, because nobody is named who stands in"


def names(look: Reading, ids: tuple[str, ...]) -> str:
    """What these people are called, in a row."""
    return ", ".join(called(look.scene, one) for one in ids)


def told(look: Reading, course: Course) -> list[tuple[datetime, str, str]]:
    """When which step is taken, as what, and the people in it."""
    first = next((step for step in reversed(course.steps) if step.rung == 0), None)
    stand_in = {rota.deputy_of(look.tx, one) for one in first.people} if first else set()
    return [(step.at, _as_what(step, stand_in), names(look, step.people)) for step in course.steps]


def _as_what(step: Step, stand_in: set[str]) -> str:
    """A lead is told as well where nobody was named to stand in; that is not to be read as if they were."""
    in_place = step.rung == 1 and step.people and not stand_in.intersection(step.people)
    return NOBODY_NAMED if in_place else RUNGS[step.rung]
