"""What a question is about has its time: past it the question is over, and nobody is asked it once more."""

from __future__ import annotations

from bot.chat import drafts
from bot.chat.scene import Scene
from bot.chat.story import Stories
from storage import conversations
from storage.conversations import Conversation
from storage.values import moment


def is_past(scene: Scene, stories: Stories, conversation: Conversation) -> bool:
    """Whether the time of what this conversation asks about has passed.

    What was put after that was put because they took it up themselves: they changed an answer, or began it so late. It
    is asked until they have answered, unless it closes.
    """
    story = stories.get(conversation.kind)
    until = story.until(scene.tx, conversation.about or "") if story is not None and story.until is not None else None
    if story is None or until is None or until > scene.now:
        return False
    return story.closes or conversation.attention_at is None or moment(conversation.attention_at) < until


def end(scene: Scene, stories: Stories, conversation: Conversation) -> bool:
    """End a conversation that is past its time; whether it was. Words that were being written are kept, and an old
    button still counts."""
    if not is_past(scene, stories, conversation):
        return False
    drafts.give_up(scene, conversation)
    conversations.abandon(scene.tx, scene.now, scene.person.id, conversation.kind, conversation.about)
    return True
