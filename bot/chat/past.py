"""What a question is about has its time: past it the question is over, and nobody is asked it once more."""

from __future__ import annotations

from bot.chat import drafts
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.story import Stories
from storage import conversations


def play_in(scene: Scene, stories: Stories) -> Play:
    """These stories, played in this scene, in which nothing waits any more that is past its time."""
    end_past(scene, stories)
    return Play(scene, stories)


def end_past(scene: Scene, stories: Stories) -> list[str]:
    """End the conversations of this person that are past their time; their ids. Words that were being written are
    kept, and an old button still counts."""
    ended = []
    for one in conversations.open_of(scene.tx, scene.person.id):
        story = stories.get(one.kind)
        until = story.until(scene.tx, one.about or "") if story is not None and story.until is not None else None
        if until is not None and until <= scene.now:
            drafts.give_up(scene, one)
            conversations.abandon(scene.tx, scene.now, scene.person.id, one.kind, one.about)
            ended.append(one.id)
    return ended
