"""An import by chat: the lines are pasted, looked at, and made when a coordinator says yes."""

from __future__ import annotations

from typing import Any

from bot.actions.importing import Looking, in_words, make, note
from bot.chat.scene import Scene
from bot.rules.import_lines import Unreadable

SHOWN = 20  # wrong lines in one message
MOST_LINES = 300  # in one go: everybody else waits as long as a turn lasts


def look(scene: Scene, *, text: str) -> dict[str, Any]:
    """What the lines come to: how many `pairings` and `sessions` to make, how many are `there`, and the `wrong` ones in
    words with how `many` they are; or why nothing of it can be used (`refused`)."""
    try:
        found = Looking(scene.tx, scene.now, scene.person.timezone).look(text, MOST_LINES)
    except Unreadable as trouble:
        return {"refused": scene.voice.says("importing", trouble.what, trouble.values)}
    shown = [in_words(scene.voice, one) for one in found.wrong[:SHOWN]]
    return {
        "refused": "",
        "pairings": len(found.pairings),
        "sessions": found.times,
        "there": found.there,
        "many": len(found.wrong),
        "wrong": "\n".join(shown),
        "more": len(found.wrong) - len(shown),
    }


def make_all(scene: Scene, *, text: str) -> dict[str, int]:
    """Make what the lines that are right come to now; how many pairings and sessions that are."""
    found = Looking(scene.tx, scene.now, scene.person.timezone).look(text, MOST_LINES)
    make(scene.tx, scene.now, found, by=scene.person.id, timezone=scene.person.timezone)
    note(scene.tx, scene.now, found, by=scene.person.id)
    return {"pairings": len(found.pairings), "sessions": found.times}
