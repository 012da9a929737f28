"""A slip of the finger in a word that works everywhere, where the question that waits would not take the word for an
answer of its own."""

from __future__ import annotations

from bot.chat.choosing import fitting
from bot.chat.controls import slip_in
from bot.chat.playing import Play
from bot.chat.scene import Scene
from storage.askings import Asked
from storage.conversations import Conversation


def slip(scene: Scene, play: Play, conversation: Conversation | None, asked: Asked | None, text: str) -> str | None:
    """The id of the control that is meant, or None. The question's own buttons come first; and where a name is asked
    for, a word with a letter less is as likely to be one: "Bak", "Mor"."""
    meant = slip_in(text, scene.voice.controls)
    if meant is None or asked is None or conversation is None:
        return meant
    labels = dict(asked.options)
    if any(fitting(text, labels, words) for words in (scene.voice.words, scene.texts.first.words)):
        return None
    asking = play.run(conversation, dry=True).asking
    if asking is None or asking.key != asked.question or asking.question.options or not asking.question.brief:
        return meant
    return slip_in(text, scene.voice.controls, missing=False)
