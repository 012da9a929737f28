"""Telegram groups in which we may announce: a coordinator brings us in and says in private whose group it is."""

from __future__ import annotations

from typing import Any

from bot.chat.scene import Scene
from storage import audit, group_chats, groups, outbox
from storage.group_chats import GroupChat

ASKING = "whose_group_chat"  # the story that asks the coordinator


def told(scene: Scene) -> dict[str, str]:
    """The Telegram group that the conversation is about: its `title`, and its `state`: "new", "known", "left"."""
    one = _about(scene)
    if one is None or one.left_at is not None:
        return {"title": one.title if one else "", "state": "left"}
    return {"title": one.title, "state": "known" if one.group_id else "new"}


def register(scene: Scene, *, group_id: str) -> bool:
    """Announcements for this learning group may go into it; those in it are told so. False when we are not in it."""
    one = _about(scene)
    if one is None or not group_chats.register(scene.tx, scene.now, one.id, group_id=group_id, by=scene.person.id):
        return False
    _say(scene, one, "only_announcements_here")
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="group_chat_registered", about=one.id)
    return True


def leave(scene: Scene) -> None:
    """It is none of our groups: one sentence, and we leave."""
    one = _about(scene)
    if one is None or one.left_at is not None:
        return
    _say(scene, one, "not_in_groups")
    scene.posted.append(
        outbox.add(scene.tx, scene.now, chat_id=one.chat_id, payload={}, method="leaveChat", fleeting=True)
    )
    group_chats.left(scene.tx, scene.now, one.chat_id)


def _say(scene: Scene, one: GroupChat, key: str) -> None:
    text = scene.texts.voice("").says("shared", key, {})
    scene.posted.append(
        outbox.add(scene.tx, scene.now, chat_id=one.chat_id, payload={"text": text}, reason="group_chat", fleeting=True)
    )


def chat_names(scene: Scene) -> dict[str, str]:
    """Each registered Telegram group by the name of its learning group."""
    found = {one.id: groups.by_id(scene.tx, one.group_id or "") for one in group_chats.registered(scene.tx)}
    return {chat: group.name for chat, group in found.items() if group is not None}


def choices(scene: Scene) -> dict[str, Any]:
    """The same for choosing: `ids` and `labels`."""
    labels = chat_names(scene)
    return {"ids": list(labels), "labels": labels}


def _about(scene: Scene) -> GroupChat | None:
    known = scene.conversation.about if scene.conversation else None
    return group_chats.by_id(scene.tx, known) if known else None
