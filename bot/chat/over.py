"""Words for a question that was over before they came. It stood last before their eyes, so that they answer no other:
they are kept under it, as after its old button, and what waits besides is put again."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.answering import Sent
from bot.chat.aside import keep_aside
from bot.chat.meanwhile import goes_with_request
from bot.chat.playing import Play
from bot.chat.replying import put_hint
from bot.chat.scene import Scene
from bot.chat.standing_back import stands_back
from bot.chat.unprompted import LONG_AGO
from storage import askings, notices
from storage.askings import Asked
from storage.conversations import Conversation
from storage.values import moment


def put_lately(scene: Scene, play: Play, over: Conversation | None) -> Asked | None:
    """How it was put, if that is not so long ago that words may well be about something else, and it stood last."""
    if stands_back(scene, play, over):
        return None
    asked = askings.by_handle(scene.tx, over.asked_id) if over is not None and over.asked_id else None
    return asked if asked is not None and scene.now - moment(asked.asked_at) < LONG_AGO else None


def put_aside(scene: Scene, play: Play, asked: Asked, sent: Sent, words: Mapping[str, str]) -> None:
    """Keep what was typed for whoever would have seen the answer, and say kindly that it came too late; before that
    what is so now, where what was asked about is not as it was."""
    if play.over is not None and play.knows(play.over.kind) and not play.stands(play.over):
        play.begin(play.over.kind, about=play.over.about)
    if not keep_aside(scene, asked.question, sent, sent.said.text or "", asked.conversation_id):
        return put_hint(scene, play, "not_agreed")
    notices.note(scene.tx, scene.now, "reply_to_vanished_question", asked.conversation_id)
    if goes_with_request(scene, play, words):
        return None
    return put_hint(scene, play, "vanished")
