"""Somebody closes a concern in a few answers, and the person may write or ask while they give them."""

from __future__ import annotations

from bot.actions import being_in_touch
from bot.chat.scene import Scene
from storage import audit, concern_asked, concerns, nudging
from storage.concerns import Concern
from storage.values import moment

UNREAD = "unread"
# What there is to tell once we may write to somebody again: by whether they heard at once that it is closed, and
# whether we have written first since.
TO_TELL = {
    (False, False): "somebody_was",
    (False, True): "closed_before",
    (True, False): "may_write",
    (True, True): "",
}


def close_as_seen(scene: Scene, *, concern_id: str, agreed: str, lift: bool, tell: bool) -> str:
    """The same as to close it, but for "unread": the person has written or asked since this talk began, nobody has
    read that here, and it stays open."""
    one, talk = concerns.by_id(scene.tx, concern_id), scene.conversation
    if one is not None and one.closed_at is None and talk is not None:
        asked = [at for at, _ in concern_asked.asked(scene.tx, one)]
        if max([one.wrote_at or "", *asked]) > talk.begun_at:
            return UNREAD
    return being_in_touch.close(scene, concern_id=concern_id, agreed=agreed, lift=lift, tell=tell)


def what_to_tell(scene: Scene) -> dict[str, str]:
    """The `key` of what there is to tell about the concern that the conversation is about, or '', and the `name` of
    whoever was in touch."""
    one = concerns.by_id(scene.tx, scene.about or "")
    told = one is not None and _was_told(scene, one)
    wrote = one is not None and one.lifted_at is not None and _wrote_since(scene, one.lifted_at)
    return {"key": TO_TELL[told, wrote], "name": being_in_touch.who_was_in_touch(scene)}


def _was_told(scene: Scene, one: Concern) -> bool:
    """Whether they heard of it in the moment in which it was closed."""
    closed = audit.about(scene.tx, one.id, "concern_closed", limit=1)
    return bool(closed) and closed[0].detail == being_in_touch.TOLD


def _wrote_since(scene: Scene, lifted_at: str) -> bool:
    """Whether we have written first since then: then it is no news that we may."""
    return bool(nudging.written_since(scene.tx, scene.person.id, moment(lifted_at)))
