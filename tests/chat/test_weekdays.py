"""Several days of the week at once, in the words in which people put them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat.questions import NotAnAnswer, Said, Weekdays, Words
from config.languages import language_files

WORDS = Words.from_mapping(language_files()["en"][1]["words"])
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Do not write first")
QUESTION = Weekdays(none="no_day")
LABELS = dict(zip(QUESTION.options, NAMES, strict=True))
MONDAY = date(2026, 3, 2)


def read(text: str) -> str:
    return " ".join(QUESTION.read(Said(text=text), LABELS, WORDS, MONDAY))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Monday to Friday", "mon tue wed thu fri"),
        ("mon-fri please", "mon tue wed thu fri"),
        ("Monday \u2013 Friday", "mon tue wed thu fri"),
        ("Mon to Wed and Sunday", "mon tue wed sun"),
        ("friday till monday", "mon fri sat sun"),
        ("weekdays", "mon tue wed thu fri"),
        ("at weekends", "sat sun"),
        ("every day", "mon tue wed thu fri sat sun"),
        ("tues and thurs", "tue thu"),
        ("Wednesdays", "wed"),
        ("1, 3 and 5", "mon wed fri"),
        ("none", "no_day"),
    ],
)
def test_days_are_understood_as_they_are_put(typed: str, days: str) -> None:
    assert read(typed) == days


@pytest.mark.parametrize("typed", ["monday to", "to friday", "monday to whenever", "not monday to friday", "9 to 5"])
def test_what_is_not_clear_is_asked_again(typed: str) -> None:
    with pytest.raises(NotAnAnswer):
        read(typed)
