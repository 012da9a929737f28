"""What a question is about has its time: past it the question is over, and nobody is asked it once more."""

from __future__ import annotations

from bot.chat import drafts
from bot.chat.scene import Scene
from bot.chat.story import Stories
from storage import conversations
from storage.conversations import Conversation


def is_past(scene: Scene, stories: Stories, conversation: Conversation) -> bool:
    """Whether the time of what this conversation asks about has passed."""
    story = stories.get(conversation.kind)
    until = story.until(scene.tx, conversation.about or "") if story is not None and story.until is not None else None
    return until is not None and until <= scene.now


def end(scene: Scene, stories: Stories, conversation: Conversation) -> bool:
    """End a conversation that is past its time; whether it was. Words that were being written are kept, and an old
    button still counts."""
    if not is_past(scene, stories, conversation):
        return False
    drafts.give_up(scene, conversation)
    conversations.abandon(scene.tx, scene.now, scene.person.id, conversation.kind, conversation.about)
    return True
