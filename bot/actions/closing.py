"""Somebody closes a concern in a few answers, and the person may write or ask while they give them."""

from __future__ import annotations

from bot.actions import being_in_touch
from bot.chat.scene import Scene
from storage import concern_asked, concerns

UNREAD = "unread"


def close_as_seen(scene: Scene, *, concern_id: str, agreed: str, lift: bool, tell: bool) -> str:
    """The same as to close it, but for "unread": the person has written or asked since this talk began, nobody has
    read that here, and it stays open."""
    one, talk = concerns.by_id(scene.tx, concern_id), scene.conversation
    if one is not None and one.closed_at is None and talk is not None:
        asked = [at for at, _ in concern_asked.asked(scene.tx, one)]
        if max([one.wrote_at or "", *asked]) > talk.begun_at:
            return UNREAD
    return being_in_touch.close(scene, concern_id=concern_id, agreed=agreed, lift=lift, tell=tell)
