"""Meanwhile: somebody asked for a person, and writes while they wait. It belongs to what they asked for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.heavy import UNKEPT
from bot.chat.playing import Play
from bot.chat.scene import Scene
from storage import concerns

WROTE = "wrote_since"  # the word that begins the story of it


def goes_with_request(scene: Scene, play: Play, words: Mapping[str, str], *, kept: bool = True) -> bool:
    """They hear what becomes of what they wrote, or of the fact that they did; False when they wait for nobody."""
    if not play.knows(words.get(WROTE, "")) or not concerns.waits(scene.tx, scene.person.id):
        return False
    if not scene.held:  # what comes first says so
        play.begin(words[WROTE], about=None if kept else UNKEPT)
    return True
