"""That somebody of the team looked at what is about a person, as what they are: for that person to see with /who."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.wishes import Wish
from bot.chat.scene import Scene
from storage import people, readings

INTEREST, LISTED = "interest_read", "concern_listed"  # as the log has them


def note(scene: Scene, action: str, about: str) -> None:
    """Whoever acts looked at a person or at a concern of theirs."""
    roles = people.roles_of(scene.tx, scene.person.id)
    readings.note_look(scene.tx, scene.now, action, about, by=scene.person.id, roles=roles)


def note_listed(scene: Scene, concern_ids: Iterable[str]) -> None:
    """Whoever acts saw these in the list: who asked, and for what."""
    roles = people.roles_of(scene.tx, scene.person.id)
    readings.note_look_once(scene.tx, scene.now, LISTED, [*concern_ids], by=scene.person.id, roles=roles)


def note_wishes(scene: Scene, wishes: Iterable[Wish]) -> None:
    """Whoever acts read what these wrote when they said that they are interested."""
    wrote = [each.response.person_id for each in wishes if each.words]
    roles = people.roles_of(scene.tx, scene.person.id)
    readings.note_look_once(scene.tx, scene.now, INTEREST, wrote, by=scene.person.id, roles=roles)
