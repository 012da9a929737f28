"""The way back to a question that waits, below something that somebody only looked at meanwhile."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.run import Saying
from bot.chat.scene import Scene
from bot.chat.texts import SHARED

CARRY_ON = "carry_on"  # the story that puts again what waits


def below(scene: Scene, sayings: list[Saying], question: str) -> list[Saying]:
    """What is shown; its last message names the question that waits and has a button that puts it again.

    Whoever needs one thing at a time gets the button alone: the question itself comes when they press it.
    """
    *before, last = sayings
    offers = (CARRY_ON, *(one for one in last.offers if one != CARRY_ON))
    if scene.manners.one_at_a_time:
        return [*before, replace(last, offers=offers)]
    line = scene.voice.says(SHARED, "question_waits", {"question": question})
    return [*before, replace(last, text=f"{last.text}\n\n{line}", offers=offers)]
