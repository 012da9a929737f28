"""An opportunity is in the language of whoever gets it, but for what somebody wrote."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from bot.actions.offer_words import shown
from bot.chat.texts import Texts
from config.languages import language_files
from storage.opportunities import Opportunity

TEXTS = Texts(language_files())
MADE = {"made_at": "2026-11-23T10:00:00.000000Z", "timezone": "Europe/London"}


def offer(**told: Any) -> Opportunity:
    return Opportunity(**{**{each.name: "" for each in fields(Opportunity)}, **MADE, **told})


@pytest.mark.parametrize(
    ("language", "name", "kept", "told"),
    [
        ("cy", "happens", "Thursday 3 December 2026, 14:00", "ddydd Iau 3 Rhagfyr 2026, 14:00"),
        ("en", "happens", "ddydd Iau 3 Rhagfyr 2026, 14:00", "Thursday 3 December 2026, 14:00"),
        ("cy", "happens", "Thursday 3 December 2026, 14:00, or when it suits", ""),
        ("cy", "happens", "When it suits you", ""),
        ("cy", "closes_on", "2026-12-03", "ddydd Iau 3 Rhagfyr 2026"),
        ("cy", "how_decided", "Those not asked yet come first", "how_decided.not_asked_first"),
        ("ur", "ask_whom", "The team. Send /person", "ask_whom.by_button"),
        ("cy", "suits", "Everybody. Nothing has to be known.", "suits.suits_everybody"),
        ("cy", "suits", "Everybody, but not the board.", ""),
        ("cy", "places", 4, "4"),
    ],
)
def test_days_and_ready_made_choices_are_in_their_language(language: str, name: str, kept: Any, told: str) -> None:
    voice = TEXTS.voice(language)
    key, _, option = told.partition(".")
    expected = voice.own_label("fill_opportunity", key, option) if option else told or kept
    assert shown(TEXTS, voice, offer(**{name: kept}), name) == expected
    assert not option or expected != kept
