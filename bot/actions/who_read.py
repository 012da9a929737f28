"""Who of the team has read what somebody said or looked at what is theirs: for that person to see, by role and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage import readings

STORY = "who"
AT_ONCE = 10
ROLES = ("coordinator", "safeguarding-lead", "learning-partner", "team")
LOOKED = {
    "person_looked_at": "line_page",
    "card_looked_at": "line_page",
    "concern_looked_at": "line_concern",
    "concern_listed": "line_listed",
    "interest_read": "line_interest",
}


@dataclass(frozen=True, slots=True)
class Look:
    """On one day, last `at`, somebody with this role: which line says it, with what."""

    at: str
    day: str
    role: str
    line: str
    times: int = 0
    reason: str = ""


def in_lines(scene: Scene) -> dict[str, Any]:
    """The latest of it in words, and whether there is more."""
    me = scene.person.id
    read = [
        Look(one.at, one.day, one.read_as, "line_reason" if one.reason else "line", one.times, one.reason)
        for one in readings.of_person(scene.tx, me, AT_ONCE + 1)
    ]
    looked: dict[tuple[str, str, str], Look] = {}
    for one in readings.looks_at(scene.tx, me, tuple(LOOKED), AT_ONCE + 1):
        found = Look(one.at, one.day, one.looked_as, LOOKED[one.action])
        looked.setdefault((found.day, found.role, found.line), found)  # by two ways to the same
    latest = sorted((*read, *looked.values()), key=lambda one: one.at, reverse=True)
    lines = "\n\n".join(_line(scene, one) for one in latest[:AT_ONCE])
    return {"lines": lines, "more": len(latest) > AT_ONCE}


def _line(scene: Scene, one: Look) -> str:
    labels = scene.voice.labels(STORY, "line", ROLES)
    values = {
        "day": day_in_words(date.fromisoformat(one.day), scene.voice.words),
        "who": labels.get(one.role, labels["team"]),
        "times": one.times,
        "reason": one.reason,
    }
    return scene.voice.says(STORY, one.line, values)
