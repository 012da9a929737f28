"""Drafts: what was given so far of an answer in several parts, as it is kept with the conversation."""

from __future__ import annotations

import json

from bot.chat.answering import Sent
from bot.chat.aside import keep_aside
from bot.chat.cleaning import is_empty
from bot.chat.questions import Said
from bot.chat.scene import Scene
from storage import conversations
from storage.conversations import Conversation


def parts_in(draft: str | None) -> list[tuple[int, str]]:
    """The messages of a text that is being written, by their ids."""
    parts = json.loads(draft).get("parts", ()) if draft else ()
    return [(int(message_id), str(words)) for message_id, words in parts]


def chosen_in(draft: str | None) -> list[str] | None:
    """The options chosen so far; None when the draft is not of a choice."""
    chosen: list[str] | None = json.loads(draft).get("chosen") if draft else None
    return chosen


def change_part(conversation: Conversation, message_id: int, words: str) -> bool:
    """One message of a text that is still being written was edited; False when it is none of them."""
    parts = dict(parts_in(conversation.draft))
    if message_id not in parts or is_empty(words):
        return False
    parts[message_id] = words
    draft = json.loads(conversation.draft or "{}") | {"parts": list(parts.items())}
    conversation.draft = json.dumps(draft, ensure_ascii=False)
    return True


def give_up(scene: Scene, conversation: Conversation | None) -> None:
    """What was written so far answers nothing any more: kept for those who would have seen the answer."""
    if conversation is None or conversation.draft is None:
        return
    words = "\n\n".join(words for _, words in parts_in(conversation.draft))
    if words:
        asked = conversations.asked_by(scene.tx, conversation.asked_id) if conversation.asked_id else None
        sent, whom = Sent(Said(text=words), asked=asked), json.loads(conversation.draft).get("visible_to", "staff")
        keep_aside(scene, conversation.pending or "", sent, words, conversation.id, visible_to=whom)
    conversation.draft = None
