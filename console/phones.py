"""A message as it appears on a phone, in each language that we speak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.texts import Voice
from bot.conversations.opportunity_notes import OFFERS
from console.desk import Reading


@dataclass(frozen=True, slots=True)
class Phone:
    """What one phone shows: the text, and the buttons below it."""

    tag: str
    direction: str
    name: str
    text: str
    rows: tuple[tuple[str], ...]  # of buttons, one in each


def phones(look: Reading, text: Callable[[Voice], str], *, offers: bool) -> list[Phone]:
    """One for each language; with `offers` the buttons of an opportunity are below it."""
    found = []
    for language in look.texts.languages:
        voice = look.texts.voice(language)
        rows = tuple((voice.label(one),) for one in OFFERS) if offers else ()
        found.append(Phone(voice.about.tag, voice.direction, voice.about.english_name, text(voice), rows))
    return found
