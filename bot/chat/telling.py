"""Telling a story once, from its start, over the answers that stand."""

from __future__ import annotations

from bot.chat.answering import Answering, Sent
from bot.chat.chat import Chat
from bot.chat.run import BrokenStory, Run, Suspended
from bot.chat.scene import Scene
from bot.chat.story import Story
from storage import answers
from storage.conversations import Conversation


def tell(
    scene: Scene,
    story: Story,
    conversation: Conversation,
    *,
    target: str | None = None,
    sent: Sent | None = None,
    dry: bool = False,
    beyond: bool = False,
) -> Run:
    """What the story comes to now. `sent` answers the question `target`; a `dry` run does nothing, and stops there. One
    that looks `beyond` goes on where a question is open, only to hear what was sent for one after it."""
    scene.conversation = conversation
    draft = conversation.draft if target == conversation.pending else None  # it belongs to no other question
    chat = Chat(
        scene,
        conversation.kind,
        answers.standing(scene.tx, conversation.id),
        target=target,
        sent=sent,
        changing=conversation.changing,
        answering=Answering(scene.voice, scene.here, draft) if sent else None,
        dry=dry,
        beyond=beyond,
    )
    telling = story.tell(chat).__await__()
    try:
        next(telling)
    except (StopIteration, Suspended):
        chat.note_strays()
        return chat.run
    finally:
        telling.close()
    raise BrokenStory(f"{conversation.kind} awaited something other than say, ask, review or once")
