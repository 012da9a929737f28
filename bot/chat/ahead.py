"""Words that came in before the question that waits was asked: they answer another one, or none.

It happens when the bot was away or slow, and somebody wrote twice. Told by what came in and what was asked here, not by
Telegram's clock, which is not ours.
"""

from __future__ import annotations

from bot.chat.answering import Sent
from bot.chat.aside import UNPROMPTED, keep_aside, to_be_read
from bot.chat.gathering import put_below_offer
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.reading import fold
from bot.chat.replying import put_hint
from bot.chat.scene import Scene
from storage import answers, conversations
from storage.conversations import Asked, Conversation
from storage.values import instant, made_at


def was_ahead(scene: Scene, waiting: Conversation, asked: Asked, incoming: Incoming) -> bool:
    """Whether nobody can have seen the question when these words were sent."""
    received = instant(made_at(incoming.inbox_id))
    if received >= asked.asked_at:
        return False
    first = conversations.first_asked(scene.tx, waiting.id, asked.question)
    return first is None or received < first


def put_aside(scene: Scene, play: Play, waiting: Conversation, sent: Sent) -> None:
    """The same words once more need no reply; others are kept for staff, and the question is put again."""
    words = sent.said.text or ""
    last = answers.last_in(scene.tx, waiting.id)
    if last is not None and fold(last) == fold(words):
        return None
    kept = keep_aside(scene, UNPROMPTED, sent, words, waiting.id)
    if kept:
        to_be_read(scene)
    if put_below_offer(scene, play, waiting, words, kept=kept):
        return None
    if not kept:
        return put_hint(scene, play, "not_agreed")
    return put_hint(scene, play, "written_ahead")
