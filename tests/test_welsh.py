"""In Welsh some words change the word behind them, which no program can do to a name or to a day as we write it."""

from __future__ import annotations

import re

from tests.test_complete_texts import every_text

# "a", "â" and "gyda" are written otherwise before a vowel; days are "ddydd", as "ar", "o", "tan" and "i" want it.
BEFORE_A_NAME = re.compile(r"\b(a|â|gyda)\s+[“\"]?\{(who|name|leader|partner|other|host)\}")
BEFORE_A_DAY = re.compile(r"\b(erbyn|ers|rhwng)\s+\{(day|when|was|since|closes_on|decides_on|decided_by)\}")


def test_no_place_for_a_name_or_a_day_stands_behind_a_word_that_would_change() -> None:
    wrong = [
        (address, found[0])
        for address, text in every_text("cy")
        if (found := BEFORE_A_NAME.search(text) or BEFORE_A_DAY.search(text))
    ]
    assert wrong == []
