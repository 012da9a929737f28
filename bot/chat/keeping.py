"""What may be kept of what somebody says: without their yes nothing is asked that needs it, and nothing is heard."""

from __future__ import annotations

from bot.chat import asking
from bot.chat.run import Saying
from bot.chat.scene import Scene
from storage import conversations, health
from storage.conversations import Conversation

ONBOARDINGS = frozenset(("onboarding_partner", "onboarding_leader"))  # what waits there waits for their yes
WAYS_ON = ("consent", "person")


def may_keep(scene: Scene, conversation: Conversation, key: str) -> bool:
    """Whether an answer to this question may be kept now. Nothing is asked for that would be thrown away."""
    return health.may_keep(scene.tx, scene.person.id, conversation.id, key)


def go_no_further(scene: Scene, conversation: Conversation, *, hint: str | None = None) -> None:
    """Say that their yes does not stand, and how to give it. A talk that cannot go on without it is over."""
    if conversation.kind not in ONBOARDINGS:
        conversation.draft = None
        conversations.save(scene.tx, conversation)
        if scene.playing is not None:
            scene.playing.leave(conversation.kind, conversation.about)
    if scene.held:  # what comes first says so
        return None
    if scene.unasked is not None:  # a note tells what it has to tell
        return asking.say(scene, conversation, [Saying(hint)] if hint else [])
    says = scene.voice.says(conversation.kind, "not_agreed", {})
    said = [Saying(hint)] if hint and hint != says else []
    return asking.say(scene, conversation, [*said, Saying(says, WAYS_ON)])
