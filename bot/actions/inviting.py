"""Letting somebody in from the chat: an invite for either door, or a private link to a page for one person."""

from __future__ import annotations

from bot.actions import rota, web_link
from bot.actions.crossing import BOT_NAME
from bot.chat.scene import Scene
from storage import audit, facts, invites

STORY = "inviting"


def make(scene: Scene, *, role: str) -> bool:
    """Show, once, an invite for one person with this role, in a form to pass on.

    False for a partner while nobody is named to answer whoever asks for a person.
    """
    if role == "partner" and rota.missing(scene.tx):
        return False
    code = invites.make(scene.tx, scene.now, role=role, made_by=scene.person.id)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="invite_made", about=role, detail="uses=1")
    root, bot = web_link.root(scene.tx), facts.fact(scene.tx, BOT_NAME) or ""
    ways = {
        "by_page": web_link.to_join(root, code) if root else "",
        "by_telegram": f"https://t.me/{bot}?start={code}" if bot else "",
        "by_code": code,
    }
    labels = scene.voice.labels(STORY, "ways", [key for key, way in ways.items() if way])
    lines = "\n\n".join(f"{label}:\n{ways[key]}" for key, label in labels.items())
    text = scene.voice.says(STORY, "ways", {"lines": lines})
    scene.post({"text": text, "link_preview_options": {"is_disabled": True}}, fleeting=True)
    return True
