"""Whether words lead to help, or sound heavy: a safeguarding lead agrees to such words of ours first."""

from __future__ import annotations

import re
from functools import cache

from bot.chat.reading import fold
from bot.chat.texts import Voice
from bot.rules.heavy_words import heavy_to_a_reader
from config.languages import language_files
from config.made_from import shipped_texts

_DIALLED = re.compile(r"(?<!\d)(?:999|112|111|116 ?123)(?!\d)")
_BUTTONS = ("person", "help_now")


def leads_to_help(words: str) -> bool:
    """Whether words in whatever language name a number for help, or a button that leads to help."""
    plain = words.casefold()
    return _DIALLED.search(words) is not None or any(label in plain for label in _labels())


def needs_a_yes(words: str, voice: Voice) -> bool:
    """Whether a safeguarding lead agrees to these words before anybody reads them: they lead to help, or they are such
    as we take for heavy when a person writes them, in any language, of themselves or, as we do, to somebody."""
    said = fold(words)
    return leads_to_help(words) or any(heavy_to_a_reader(said, known) for known in voice.heavy)


@cache
def _labels() -> tuple[str, ...]:
    labels = [shipped_texts(code).get(f"shared.labels.{one}", "") for code in language_files() for one in _BUTTONS]
    return tuple(one.casefold() for one in labels if one)
