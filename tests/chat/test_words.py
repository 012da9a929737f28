"""The words of a language are refused with the key that is wrong."""

import pytest

from bot.chat.questions import Words
from tests.chat.asking import TABLE


def test_the_words_file_is_refused_with_the_key_that_is_wrong() -> None:
    whole = dict(TABLE)
    for wrong, problem in (
        ({key: value for key, value in whole.items() if key != "joiners"}, "missing joiners"),
        ({**whole, "colours": []}, "unknown colours"),
        ({**whole, "yes": "yes"}, "yes is not"),
        ({**whole, "numbers": {"one": "1"}}, "numbers is not"),
        ({**whole, "days": ["Monday"]}, "seven names"),
    ):
        with pytest.raises(ValueError, match=problem):
            Words.from_mapping(wrong)
