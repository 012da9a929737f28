"""A plan for a hard day, written by somebody for themselves: shown to them, written anew, deleted."""

from __future__ import annotations

from bot.actions import crisis
from bot.chat.scene import Scene
from storage import own_words, plans


def show(scene: Scene) -> bool:
    """Say their plan back to them; False when they have none."""
    there = plans.newest(scene.tx, scene.now, scene.person.id) is not None
    crisis.show_plan(scene)
    return there


def delete(scene: Scene) -> None:
    """Their plan goes, and every older one."""
    _forget(scene, besides="")


def keep_newest(scene: Scene) -> None:
    """What they wrote here is their plan now; the older one goes."""
    _forget(scene, besides=scene.conversation.id if scene.conversation else "")


def _forget(scene: Scene, *, besides: str) -> None:
    while (old := plans.newest(scene.tx, scene.now, scene.person.id, besides=besides)) is not None:
        own_words.delete(scene.tx, scene.now, scene.person.id, scene.person.telegram_id, old)
