"""Words around the code with which somebody goes on in another chat. What waits may not have been seen there, so they
answer nothing: they are for the team to read, and of the code nothing is kept."""

from __future__ import annotations

from bot.chat.answering import Sent
from bot.chat.aside import UNPROMPTED, keep_aside, to_be_read
from bot.chat.reading import fold
from bot.chat.scene import Scene

ABOUT_A_CODE = 5  # words with which somebody says that it is one, such as "hello, my code is … thanks"


def keep_beside(scene: Scene, sent: Sent) -> None:
    """Keep what is left without the code, where that is more than a word or two and may be kept, and say which."""
    text = sent.said.text or ""
    if not fold(text):
        return
    kept = len(fold(text)) > ABOUT_A_CODE and keep_aside(scene, UNPROMPTED, sent, text, None)
    if kept:
        to_be_read(scene)
    if not scene.held:
        scene.post({"text": scene.voice.says("shared", "code_cut_out_kept" if kept else "words_not_kept", {})})
