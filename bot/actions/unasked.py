"""Whom we cannot ask or tell of what the team plans, as they stand: said in the chat before it is saved and afterwards.
Why is theirs, and stands on the staff pages."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import reaching
from bot.actions.naming import called
from bot.chat.scene import Scene
from bot.rules.kinds import KINDS
from bot.rules.nudging import keeps_back
from storage import people


def names(scene: Scene, kind: str, ids: Iterable[str]) -> str:
    """Those of these, but whoever asks, to whom such a note does not go; in one line, or ''."""
    found = [each for each in dict.fromkeys(ids) if each != scene.person.id and _is_kept_from(scene, kind, each)]
    return scene.voice.words.comma.join(called(scene, each) for each in found)


def beneath(scene: Scene, says: str, kind: str, ids: Iterable[str]) -> str:
    """A paragraph beneath what is about to be saved, of those; '' where there are none."""
    who = names(scene, kind, ids)
    return "\n\n" + scene.voice.says("shared", says, {"names": who}) if who else ""


def named(scene: Scene, says: str, ids: Iterable[str]) -> str:
    """The same of all of these, however they stand."""
    who = scene.voice.words.comma.join(called(scene, each) for each in ids if each != scene.person.id)
    return "\n\n" + scene.voice.says("shared", says, {"names": who}) if who else ""


def _is_kept_from(scene: Scene, kind: str, person_id: str) -> bool:
    person = people.by_id(scene.tx, person_id)
    return person is not None and keeps_back(KINDS[kind], reaching.standing_of(scene.tx, scene.now, person).barred)
