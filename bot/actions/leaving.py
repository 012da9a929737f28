"""Quiet for a while, quiet for good, back again, or forgotten."""

from __future__ import annotations

from bot.actions import away, ending
from bot.chat.scene import Scene
from storage import audit, concerns, erasing, notices, pairings, people


def pause(scene: Scene) -> int:
    """Nothing that we begin goes to them until they say so; how many sessions of theirs lie ahead."""
    people.pause(scene.tx, scene.now, scene.person.id)
    away.leave_passing(scene)
    return away.sessions_ahead(scene)


def stop(scene: Scene) -> None:
    """We do not write to them again."""
    people.stop(scene.tx, scene.now, scene.person.id)
    notices.note(scene.tx, scene.now, "person_stopped", scene.person.id)


def carry_on(scene: Scene) -> bool:
    """Neither paused nor stopped any more; whether they were. What they missed is let go."""
    if scene.person.paused_at is None and scene.person.stopped_at is None:
        return False
    people.carry_on(scene.tx, scene.person.id)
    away.come_back(scene)
    return True


def what_stays(scene: Scene) -> dict[str, bool]:
    """What has to stay when they are forgotten."""
    return {
        "joined": scene.person.joined_at is not None,
        "concern": concerns.is_open(scene.tx, scene.person.id),
    }


def forget(scene: Scene) -> None:
    """Erase them now. Of somebody who had not joined yet nothing at all stays, unless a record forbids it.

    Those who worked with them hear that it is over.
    """
    worked_with = pairings.standing_of(scene.tx, scene.person.id)
    if scene.person.joined_at is None:
        erasing.unmeet(scene.tx, scene.now, scene.person.id)
    else:
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="person_forgotten", about=scene.person.id)
        erasing.forget(scene.tx, scene.now, scene.person.id)
    ending.one_has_left(scene.tx, scene.now, scene.person.id, worked_with)
    scene.forgotten = True
