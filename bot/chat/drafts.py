"""Drafts: what was given so far of an answer in several parts, as it is kept with the conversation."""

from __future__ import annotations

import json

from bot.chat.answering import Sent
from bot.chat.aside import keep_aside
from bot.chat.cleaning import is_empty
from bot.chat.questions import Said
from bot.chat.scene import Scene
from bot.chat.spoken import joined
from storage import askings
from storage.answer_parts import Part
from storage.conversations import Conversation


def parts_in(draft: str | None) -> list[Part]:
    """The messages so far of an answer that is being written or spoken."""
    return [Part(*one) for one in json.loads(draft).get("parts", ())] if draft else []


def chosen_in(draft: str | None) -> list[str] | None:
    """The options chosen so far; None when the draft is not of a choice."""
    chosen: list[str] | None = json.loads(draft).get("chosen") if draft else None
    return chosen


def change_part(conversation: Conversation, message_id: int, words: str) -> bool:
    """One message of a text that is still being written was edited; False when it is none of them."""
    parts = parts_in(conversation.draft)
    if all(part.message_id != message_id for part in parts) or is_empty(words):
        return False
    changed = [Part(message_id, words) if part.message_id == message_id else part for part in parts]
    conversation.draft = json.dumps({"parts": changed}, ensure_ascii=False)
    return True


def give_up(scene: Scene, conversation: Conversation | None) -> None:
    """What was written or said so far answers nothing any more: kept for those who would have seen the answer."""
    if conversation is None or conversation.draft is None:
        return
    words = joined(parts_in(conversation.draft))
    if words:
        asked = askings.by_handle(scene.tx, conversation.asked_id) if conversation.asked_id else None
        keep_aside(scene, conversation.pending or "", Sent(Said(text=words), asked=asked), words, conversation.id)
    conversation.draft = None
