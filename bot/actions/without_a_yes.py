"""Sessions that are planned and to which nobody has said yes yet: whoever would guide one sets out for nobody."""

from __future__ import annotations

from bot.chat.scene import Scene
from storage import attending, groups, nudges, sessions
from storage.database import Transaction
from storage.sessions import Session

ASKS = ("session_after", "feedback")  # the notes by which those who came are asked how it went


def nobody_yet(tx: Transaction, one: Session) -> bool:
    """Whether somebody is to come to it who has not said yes, and nobody has, but for whoever guides the group."""
    group = groups.by_id(tx, one.group_id or "")
    guide = {group.facilitator_id} if group is not None else set()
    waits = {*attending.not_yet(tx, pairing_id=one.pairing_id, group_id=one.group_id)} - guide
    return bool(waits) and not {*sessions.attendees(tx, one)} - guide


def in_words(scene: Scene, one: Session) -> str:
    """That it is so, in the words of whoever reads it, or ''."""
    return scene.voice.says("shared", "nobody_said_yes", {}) if nobody_yet(scene.tx, one) else ""


def is_asked_about(tx: Transaction, one: Session) -> bool:
    """Whether anybody who came is asked how it went, or was."""
    return nudges.was_meant_about(tx, one.id, *ASKS)
