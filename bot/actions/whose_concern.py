"""Whose a concern is, as the team reads it: one of several of the same person is told from the others."""

from __future__ import annotations

from bot.actions.finding import number_of
from bot.actions.naming import called
from bot.chat.scene import Scene
from storage import concern_lists, people
from storage.concerns import Concern


def who(scene: Scene, one: Concern) -> str:
    """Such as "Ana, P-004", or "Ana, P-004, concern 2 of 2"."""
    person = people.by_id(scene.tx, one.person_id)
    name = called(scene, one.person_id)
    if person is None:
        return name
    return which(scene, one, f"{name}, {number_of(person.number)}" if person.name else number_of(person.number))


def which(scene: Scene, one: Concern, whose: str) -> str:
    """The same for whatever somebody is called there: where they asked more than once, also the how many-th it is."""
    every = [each.id for each in reversed(concern_lists.of_person(scene.tx, one.person_id))]
    if len(every) < 2 or one.id not in every:
        return whose
    values = {"who": whose, "place": every.index(one.id) + 1, "many": len(every)}
    return scene.voice.says("concerns", "which_of_several", values)
