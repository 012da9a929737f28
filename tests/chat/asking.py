"""Asks one question in English and reads what is said: for tests of the kinds of question."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.chat.questions import HINTS, NotAnAnswer, Question, Said, Words

WORDS_FILE = Path(__file__).parents[2] / "config" / "texts" / "en" / "words.toml"
TODAY = date(2027, 2, 24)  # a Wednesday
LABELS = {"yes": "Yes", "no": "No", "captions": "Captions", "breaks": "Breaks", "nothing_just_now": "Nothing just now"}
TABLE: Mapping[str, Any] = tomllib.loads(WORDS_FILE.read_text("utf-8"))["words"]
WORDS = Words.from_mapping(TABLE)


def read(question: Question[Any], text: str) -> Any:
    return question.read(Said(text=text), LABELS, WORDS, TODAY)


def hint(question: Question[Any], said: Said | str) -> tuple[str, Mapping[str, str]]:
    with pytest.raises(NotAnAnswer) as refused:
        question.read(Said(text=said) if isinstance(said, str) else said, LABELS, WORDS, TODAY)
    assert set(refused.value.values) == set(HINTS[refused.value.hint])
    return refused.value.hint, refused.value.values
