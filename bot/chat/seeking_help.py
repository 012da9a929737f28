"""In which language somebody is answered whom we do not know, and who looks for help."""

from __future__ import annotations

from bot.chat.controls import control_in
from bot.chat.reading import fold
from bot.chat.texts import Texts, Voice
from bot.rules.heavy_words import sounds_heavy


def voice_for(texts: Texts, language: str, text: str) -> Voice:
    """The voice of the `language` of their phone; where their words are for help in another one, and neither in it nor
    in the first, which everybody may type, that of their words."""
    voice = texts.voice(language)
    if _is_for_help(text, voice) or _is_for_help(text, texts.first):
        return voice
    return next((one for one in map(texts.voice, texts.languages) if _is_for_help(text, one)), voice)


def _is_for_help(text: str, voice: Voice) -> bool:
    """Whether it is a word for help, or sounds heavy, in this very language."""
    return control_in(text, voice.for_help) is not None or any(
        sounds_heavy(fold(text), known) for known in voice.heavy[:1]
    )
