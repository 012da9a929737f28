"""What somebody told us when they joined is told anew elsewhere: it stands in their summary as well, from now on."""

from __future__ import annotations

from bot.chat.scene import Scene
from storage import answers, askings, conversations
from storage.answers import Given
from storage.values import instant

STORY = "onboarding_partner"


def answer_again(scene: Scene, question: str, value: object, words: str) -> None:
    """`value` is their answer to that question now, if they were asked it when they joined."""
    met = conversations.last_of_kind(scene.tx, scene.person.id, STORY)
    if met is None or question not in answers.standing(scene.tx, met.id):
        return
    asked = askings.last(scene.tx, met.id, question)
    answers.take_back(scene.tx, scene.now, met.id, question)
    given = Given(
        question=question,
        value=value,
        answer=words,
        wording=asked.wording if asked else "",
        language=asked.language if asked else scene.voice.language,
        asked_at=asked.asked_at if asked else instant(scene.now),
        visible_to="staff",
        chat_id=None,
        message_id=None,
        update_id=None,
    )
    answers.give(scene.tx, scene.now, scene.person.id, met.id, given)
