"""What becomes of what somebody told us who has left, where they could not choose it as they left and can since."""

from __future__ import annotations

from bot.actions import departing
from bot.actions.naming import when
from bot.chat.scene import Scene
from storage import audit, erasures, terms
from storage.values import moment

KINDS = ("words", "sounds", "promises")  # of things of which somebody chooses what becomes of them


def has_chosen(scene: Scene) -> bool:
    """Whether they left, chose what becomes of something of theirs, and it is not done yet."""
    planned = erasures.planned(scene.tx, scene.person.id)
    return planned is not None and planned.kind == erasures.LEAVING and bool(planned.choices)


def to_choose(scene: Scene) -> dict[str, bool]:
    """Of which kinds of things somebody who has left can still choose what becomes of them, and has not: they were not
    asked, as they had said no to keeping what they told us, and have said yes since."""
    chosen = _chosen(scene)
    if chosen is None:
        return dict.fromkeys(KINDS, False)
    return {kind: there and kind not in chosen for kind, there in departing.what_they_gave(scene)["has"].items()}


def _chosen(scene: Scene) -> dict[str, str] | None:
    """What somebody who has left, and has said yes since, chose so far; None where it is done, where other is to be
    deleted, or of anybody else."""
    left_at, planned = scene.person.left_at, erasures.planned(scene.tx, scene.person.id)
    if left_at is None or not departing.said_yes_since(scene.tx, scene.person.id):
        return None
    if planned is not None:
        return planned.choices if planned.kind == erasures.LEAVING else None
    is_done = audit.was_done(scene.tx, f"erased_{erasures.LEAVING}", scene.person.id, since=moment(left_at))
    return None if is_done else {}


def choose(scene: Scene, *, choices: dict[str, str]) -> str:
    """They have chosen this besides: when it is done, in words, with the rest or once they have had time to change
    their mind; '' when it is too late for that."""
    chosen, planned = _chosen(scene), erasures.planned(scene.tx, scene.person.id)
    if chosen is None:
        return ""
    due_at = moment(planned.due_at) if planned is not None else scene.now + terms.to_change_ones_mind(scene.tx)
    erasures.plan(scene.tx, scene.now, scene.person.id, erasures.LEAVING, due_at, {**chosen, **choices})
    return when(scene, due_at)


def ask_what_becomes(scene: Scene) -> None:
    """Once this conversation is over, whoever has left is asked what there is to choose since."""
    if any(to_choose(scene).values()):
        scene.afterwards = lambda play: play.begin("leave")
