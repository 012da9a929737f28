"""What answers no question that stands, typed or spoken: kept for staff, so that nothing anybody said is dropped."""

from __future__ import annotations

from bot.chat.answering import Sent
from bot.chat.scene import Scene
from bot.chat.spoken import dump
from storage import answers, concern_asked, concerns, health, may_read, notices, readable, set_aside
from storage.said import UNASKED
from storage.values import instant, moment

UNPROMPTED = "unprompted"
ONLY_THEM = "me"
STRAY = "stray"  # what an offer of a person is about when what brought it is kept for the team to read


def keep_aside(
    scene: Scene, question: str, sent: Sent, words: str, conversation_id: str | None, *, refused: bool = False
) -> bool:
    """Store `words` under the question that they were meant for, if there was one, and count them as no answer; False
    when they may not be kept, and nothing is.

    Whoever was not to see the answer does not see these either, and what was `refused` is no answer to anybody: it is
    in what they can look at themselves.
    """
    visible_to = ONLY_THEM if refused else sent.asked.visible_to if sent.asked else "staff"
    if visible_to != ONLY_THEM:
        concern_asked.wrote(scene.tx, scene.now, scene.person.id)  # while one is open, the team is alerted again
    if not health.may_keep(scene.tx, scene.person.id):  # whatever was asked: this is no answer to it
        return False
    given = answers.Given(
        question=question,
        value=dump(words),
        answer=str(words),
        wording=sent.asked.wording if sent.asked else "",
        language=scene.voice.language,
        asked_at=sent.asked.asked_at if sent.asked else instant(scene.now),
        visible_to=visible_to,
        chat_id=sent.chat_id,
        message_id=sent.message_id,
        update_id=sent.update_id,
    )
    set_aside.keep(scene.tx, scene.now, scene.person.id, given, conversation_id)
    return True


def to_be_read(scene: Scene) -> None:
    """Somebody of the team should read what was kept; where it belongs to a concern, whoever is on that is alerted."""
    if not concerns.waits(scene.tx, scene.person.id):
        notices.note(scene.tx, scene.now, "unprompted_words", scene.person.id)


def went_with_concern(scene: Scene) -> None:
    """What they wrote belongs to their concern now: the team is not sent to words of which none is left for it."""
    whose = scene.person.id
    since = notices.waiting_since(scene.tx, "unprompted_words", whose)
    wanted = readable.Wanted(people=(whose,), kinds=(UNASKED,), since=moment(since) if since else None)
    if since and not readable.find(scene.tx, (may_read.COORDINATOR,), wanted, 1):
        notices.withdraw(scene.tx, "unprompted_words", whose)
