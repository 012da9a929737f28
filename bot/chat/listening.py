"""Words and voice notes that answer nothing, and are meant for what somebody wrote lately."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answering import Sent
from bot.chat.offers import meant_for
from bot.chat.playing import Play
from bot.chat.replying import put_answer, put_hint
from bot.chat.scene import Scene
from storage import askings


def hears(scene: Scene, play: Play, sent: Sent) -> bool:
    """Take it as the answer that was offered lately; False when none was, or more than one: that is not guessed."""
    meant = meant_for(scene, play)
    if len(meant) != 1:
        return False
    return hears_for(scene, play, sent, *meant[0])


def hears_for(scene: Scene, play: Play, sent: Sent, kind: str, about: str | None) -> bool:
    """Take it as the answer that such a story asks for; False when it asks for none."""
    waiting = play.listen(kind, about=about)
    if waiting is None or waiting.pending is None:
        return waiting is None
    asked = askings.by_handle(scene.tx, waiting.asked_id) if waiting.asked_id else None
    put_answer(scene, play, waiting, waiting.pending, replace(sent, asked=asked))
    return True


def ask_to_whom(scene: Scene, play: Play) -> bool:
    """Say what to do where it could be for more than one; False where it could not."""
    if len(meant_for(scene, play)) < 2:
        return False
    put_hint(scene, play, "to_whom")
    return True
