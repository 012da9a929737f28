"""What is kept, why, for whom and how long, in words, from the data map and the terms of this installation."""

from __future__ import annotations

from bot.chat.scene import Scene
from bot.chat.texts import Voice
from storage import terms

TABLE = "all_kept"
# Every class of the data map that is somebody's, with the term that it has, in the parts in which it is told.
PARTS = {
    "you": {"contact": "contact", "wishes": "answers", "invites": "invites"},
    "words": {"answers": "answers", "voice_notes": "voice_notes", "commitments": "answers", "prompts": "answers"},
    "programme": {"meetings": "answers", "opportunities": "answers"},
    "messages": {"sent": "sent", "received": "received", "notes": "notes", "links": "links"},
    "proof": {
        "consents": "consents",
        "concerns": "concerns",
        "audit": "audit",
        "exports": "exports",
        "tombstones": "answers",
    },
}
CLASSES = {kind: term for part in PARTS.values() for kind, term in part.items()}
UNITS = ("hour", "hours", "day", "days", "month", "months", "year", "years")
A_YEAR, A_MONTH = 365, 30.4


def in_lines(scene: Scene, *, part: str) -> str:
    """A line for each class of one part: what it is, why it is kept, and how long."""
    chosen = {name: term.days for name, term in terms.of(scene.tx).items()}
    return "\n\n".join(line(scene.voice, kind, chosen) for kind in PARTS[part])


def line(voice: Voice, kind: str, days: dict[str, int]) -> str:
    """What is said of one class."""
    return f"{voice.short(TABLE, kind)}. {told(voice, kind, days)}"


def told(voice: Voice, kind: str, days: dict[str, int]) -> str:
    """Why it is kept and how long."""
    return voice.says(TABLE, kind, {"term": in_words(voice, days.get(CLASSES.get(kind, ""), 0))})


def in_words(voice: Voice, days: int) -> str:
    """A number of days as people say it: 90 days, 13 months, 2 years."""
    number, unit = _unit(days)
    name = unit if number == 1 else f"{unit}s"
    return f"{number} {voice.labels(TABLE, 'term', UNITS)[name]}"


def _unit(days: int) -> tuple[int, str]:
    if days and days % A_YEAR == 0:
        return days // A_YEAR, "year"
    if days > A_YEAR:
        return round(days / A_MONTH), "month"
    return days, "day"
