"""What somebody else did to an opportunity while it was asked about: whether the question still stands."""

from __future__ import annotations

from bot.actions.offering import about
from bot.chat.scene import Scene
from storage import audit, broadcasts, effects, opportunities
from storage.conversations import Conversation
from storage.opportunities import Opportunity

KEPT = "opportunity_kept"  # as the log calls what was filled in, with the fields
DECIDABLE = ("open", "closed", "decided")  # what people may hear of, and takes place


def is_draft(scene: Scene, talk: Conversation) -> bool:
    """Whether what a talk fills in is a draft still, and no second person is asked about it who was not when it began:
    whoever fills it in hears first that a change takes that question back."""
    one = _of(scene, talk)
    if one is None or one.state != "draft":
        return False
    began = effects.done_in(scene.tx, talk.id).get("second_asked")
    return began is None or began[1] or not is_with_second(scene, one)


def is_with_second(scene: Scene, one: Opportunity) -> bool:
    """Whether a second person is asked to agree to sending it."""
    return any(each.state == "agreeing" for each in broadcasts.of_opportunity(scene.tx, one.id))


def is_decidable(scene: Scene, talk: Conversation | None = None) -> bool:
    """Whether there is still something to decide in the one that the conversation is about, or this talk."""
    one = about(scene) if talk is None else _of(scene, talk)
    return one is not None and one.state in DECIDABLE


def newest(scene: Scene) -> str:
    """What was done last before a field is asked for, as `was_filled_in` wants it."""
    return audit.head(scene.tx)


def was_filled_in(scene: Scene, *, field: str, since: str) -> bool:
    """Whether somebody else has filled in this field since it was asked for: what they said stands."""
    one = about(scene)
    found = audit.later(scene.tx, since, one.id, KEPT) if one is not None else []
    return any(each.actor != scene.person.id and field in each.detail.split(",") for each in found)


def _of(scene: Scene, talk: Conversation) -> Opportunity | None:
    return opportunities.by_id(scene.tx, talk.about or "")
