"""An import by chat: the lines are pasted, looked at, made when a coordinator says yes, and taken back if they undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions import pairing, scheduling, session_news
from bot.actions.import_preview import Preview, in_words
from bot.actions.importing import STORY, Looking, make, note
from bot.chat.scene import Scene
from bot.rules.import_lines import Unreadable
from storage import effects
from storage.values import instant, moment

SHOWN = 20  # lines of each kind in one message
MOST_LINES = 300  # in one go: everybody else waits as long as a turn lasts
MADE = "made"  # under which the conversation remembers what was made


def look(scene: Scene, *, text: str) -> dict[str, Any]:
    """What the lines come to: how many `pairings` and `sessions` to make, and which (`new_pairings`, `new_sessions`),
    how many are `there`, the `wrong` ones in words with how `many` they are, and what is worth a look (`remarks`); or
    why nothing of it can be used (`refused`)."""
    try:
        found = Looking(scene.tx, scene.now, scene.person.timezone).look(text, MOST_LINES)
    except Unreadable as trouble:
        return {"refused": scene.voice.says(STORY, trouble.what, trouble.values)}
    preview = Preview(scene.tx, scene.voice, scene.person.timezone, found)
    shown = [in_words(scene.voice, one) for one in found.wrong[:SHOWN]]
    return {
        "refused": "",
        "pairings": len(found.pairings),
        "sessions": found.times,
        "new_pairings": _first(scene, preview.pairings()),
        "new_sessions": _first(scene, preview.sessions()),
        "remarks": _first(scene, preview.remarks()),
        "there": found.there,
        "many": len(found.wrong),
        "wrong": "\n".join(shown),
        "more": len(found.wrong) - len(shown),
    }


def _first(scene: Scene, lines: Sequence[str]) -> str:
    more = len(lines) - SHOWN
    rest = [scene.voice.says(STORY, "and_more", {"more": more})] if more > 0 else []
    return "\n".join([*lines[:SHOWN], *rest])


def make_all(scene: Scene, *, text: str) -> dict[str, Any]:
    """Make what the lines that are right come to now, and go on to say so; what was made, and when."""
    found = Looking(scene.tx, scene.now, scene.person.timezone).look(text, MOST_LINES)
    made = make(scene.tx, scene.now, found, by=scene.person.id, timezone=scene.person.timezone)
    note(scene.tx, scene.now, found, by=scene.person.id)
    this = scene.conversation.id if scene.conversation else None
    scene.afterwards = lambda play: play.begin("import_made", about=this)
    return {
        "pairings": len(found.pairings),
        "sessions": found.times,
        "pairing_ids": made.pairings,
        "session_ids": made.first_sessions,
        "at": instant(scene.now),
    }


def made(scene: Scene) -> dict[str, int]:
    """How many pairings and sessions the import made that this conversation is about."""
    known = _made(scene)
    return {"pairings": known.get("pairings", 0), "sessions": known.get("sessions", 0)}


def undo(scene: Scene) -> dict[str, Any]:
    """Take back what was made a moment ago: how many `pairings` and `sessions` that were, or that it is `too_late`."""
    known = _made(scene)
    if not known:
        return {"too_late": False, "pairings": 0, "sessions": 0}
    if scene.now - moment(known["at"]) > session_news.TAKEN_BACK:
        return {"too_late": True, "pairings": 0, "sessions": 0}
    by = scene.person.id
    times = [scheduling.undo(scene.tx, scene.now, one, by=by) for one in known["session_ids"]]
    undone = [pairing.undo(scene.tx, scene.now, one, by) for one in known["pairing_ids"]]
    return {"too_late": False, "pairings": sum(one.startswith("undone") for one in undone), "sessions": sum(times)}


def _made(scene: Scene) -> dict[str, Any]:
    about = scene.conversation.about if scene.conversation else None
    known: dict[str, Any] = effects.done_in(scene.tx, about).get(MADE, ("", {}))[1] if about else {}
    return known
