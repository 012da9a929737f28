"""The library of prompts: enough of them for every theme and stage, each plain, short and kind."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product

import pytest

from bot.rules.reflecting import STAGES, THEMES
from config.languages import language_files
from config.prompts import prompt_files

ENGLISH = prompt_files()["en"]
NEVER = re.compile(
    r"\b(user|patient|client|case|leader|partner|simply|just|as you know|great|oops|still haven.t|streak|valuable)\b",
    re.IGNORECASE,
)
LONGEST = 200
EASY, HARDEST = 75, 55  # of Flesch's reading ease, of all together and of each: a short one has few words to go by

each_prompt = pytest.mark.parametrize("prompt", ENGLISH, ids=lambda one: one["id"])


def reading_ease(text: str) -> float:
    """Flesch's measure, with the groups of vowels in a word as its syllables."""
    sentences = [one for one in re.split(r"[.?]+", text) if one.strip()]
    words = re.findall(r"[a-z]+", text.lower())
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word)))) for word in words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def test_there_are_enough_and_every_id_and_wording_is_one_of_its_kind() -> None:
    assert len(ENGLISH) >= 66
    assert len({one["id"] for one in ENGLISH}) == len({one["words"] for one in ENGLISH}) == len(ENGLISH)


def test_every_theme_has_some_for_every_stage_and_at_least_five() -> None:
    assert {one["theme"] for one in ENGLISH} == {*THEMES}
    assert min(Counter(one["theme"] for one in ENGLISH).values()) >= 5
    assert {(one["theme"], one["stage"]) for one in ENGLISH} == set(product(THEMES, STAGES))


def test_every_language_that_we_speak_has_a_library_with_the_same_ids() -> None:
    assert set(prompt_files()) == set(language_files())
    assert all({one["id"] for one in each} == {one["id"] for one in ENGLISH} for each in prompt_files().values())


@each_prompt
def test_each_is_short_plain_and_without_cheer(prompt: dict[str, str]) -> None:
    words = prompt["words"]
    assert 0 < len(words) <= LONGEST
    assert "!" not in words and not NEVER.search(words)
    assert words[0].isupper() and words.endswith(("?", "."))


def test_they_are_easy_to_read() -> None:
    hard = {one["id"]: round(ease) for one in ENGLISH if (ease := reading_ease(one["words"])) < HARDEST}
    assert hard == {}
    assert sum(reading_ease(one["words"]) for one in ENGLISH) / len(ENGLISH) >= EASY
