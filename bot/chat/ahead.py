"""Words that came in before the question that waits was asked: they answer another one, or none.

It happens when the bot was away or slow, and somebody wrote twice. Told by what came in and what was asked here, not by
Telegram's clock, which is not ours. The question is put again then, and what was written before that went out is
treated alike.
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
from storage import answers, askings, put_again
from storage.askings import Asked
from storage.conversations import Conversation
from storage.put_again import PutAgain
from storage.values import instant, made_at


def was_ahead(scene: Scene, waiting: Conversation, asked: Asked, incoming: Incoming) -> bool:
    """Whether nobody can have seen the question when these words were sent."""
    received = instant(made_at(incoming.inbox_id))
    if received < asked.asked_at:
        first = askings.first(scene.tx, waiting.id, asked.question)
        if first is None or received < first:
            return True
    again = _put_again(scene, waiting, asked)
    return again is not None and (again.waits or received < (again.went_at or ""))


def put_aside(scene: Scene, play: Play, waiting: Conversation, sent: Sent) -> None:
    """The same words once more need no reply; others are kept for staff, and the question is put again, but where it
    is on its way."""
    words = sent.said.text or ""
    last = answers.last_in(scene.tx, waiting.id)
    if last is not None and fold(last) == fold(words):
        return None
    again = _put_again(scene, waiting, sent.asked)
    kept = keep_aside(scene, UNPROMPTED, sent, words, waiting.id)
    if kept:
        to_be_read(scene)
    if put_below_offer(scene, play, waiting, words, kept=kept):
        return None
    if not kept:
        return put_hint(scene, play, "not_agreed")
    return None if again is not None and again.waits else put_hint(scene, play, "written_ahead")


def _put_again(scene: Scene, waiting: Conversation, asked: Asked | None) -> PutAgain | None:
    """The message in which it stands now, if it was put again because of such words."""
    return put_again.message(scene.tx, scene.person.id, waiting.id, asked.asked_at) if asked is not None else None
