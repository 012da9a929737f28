"""Long texts go out in parts that Telegram takes, and nothing of them is lost. (R38)"""

import random

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.cleaning import is_empty
from bot.chat.splitting import TELEGRAM_LIMIT, split_message

MANY = 20_000
TROUBLE = [
    " ",
    "\n",
    "\n\n",
    "\t",
    "\u200b",
    "word",
    "One. ",
    "Two! ",
    "x" * 30,
    "é",
    "e\u0301",
    "\u0301",
    "😀",
    "👨‍👩‍👧",
    "👍🏽",
    "\u200d",
    "🇬🇧",
    "🇬",
    "각",
    "\u1112\u1161\u11ab",
    "क्षि",
    "\r\n",
    "中。文",
    "\ufe0f",
    "שלום ",
    "\u202e",
    "\ud800",
    "\u3164",
    " " * 9,
]
UNITS = [
    "x",
    "word ",
    "One. ",
    "Line.\n\n",
    "😀",
    "🇬🇧",
    "👨‍👩‍👧",
    "\u0301",
    "a\u200d",
    "각",
    "\u1112\u1161\u11ab",
    "क्",
    " ",
    "\n",
    "。",
    "🇬\u0301",
    "👨\u200d",
    "\u0600",
    "\u200b",
    "\ud800",
]


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check(text: str, limit: int) -> list[str]:
    parts = split_message(text, limit)
    assert "".join(parts) == text
    assert all(0 < units(part) <= limit for part in parts)
    return parts


def cuts(parts: list[str]) -> set[int]:
    places, at = set(), 0
    for part in parts[:-1]:
        at += len(part)
        places.add(at)
    return places


def longest_blank(text: str) -> int:
    longest = run = 0
    for each in text:
        run = run + units(each) if is_empty(each) else 0
        longest = max(longest, run)
    return longest


def test_parts_fit_lose_nothing_show_something_and_keep_characters_whole() -> None:
    dice = random.Random(38)
    for _ in range(5_000):  # by dice and not by Hypothesis, which takes longer to choose than all else here
        check_all("".join(dice.choices(TROUBLE, k=dice.randrange(25))), dice.randint(12, 40))


def check_all(text: str, limit: int) -> None:
    parts = check(text, limit)
    graphemes = regex.findall(r"\X", text)
    if all(units(each) <= limit for each in graphemes):
        ends, at = set(), 0
        for each in graphemes:
            at += len(each)
            ends.add(at)
        assert cuts(parts) <= ends
        # Blanks of half a part and more may leave too few letters for all the parts.
        widest = max(map(units, graphemes), default=0)
        if not is_empty(text) and 2 * (longest_blank(text) + widest) <= limit:
            assert not [part for part in parts if is_empty(part)]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300), st.integers(2, 50))
def test_any_text_of_all_planes_is_the_sum_of_its_parts(text: str, limit: int) -> None:
    check(text, limit)


def test_texts_of_twenty_thousand_characters_are_the_sum_of_their_parts() -> None:
    dice = random.Random(39)
    for _ in range(20):
        unit, length = "".join(dice.choices(UNITS, k=dice.randint(1, 5))), dice.randint(1, MANY)
        check((unit * (length // len(unit) + 1))[:length], TELEGRAM_LIMIT)


def test_a_text_that_fits_is_one_part_and_an_empty_one_is_none() -> None:
    assert split_message("") == []
    assert split_message("x" * 4096) == ["x" * 4096]
    assert split_message("   ") == ["   "]


def test_emoji_count_as_telegram_counts_them() -> None:
    assert [len(part) for part in split_message("😀" * 4096)] == [2048, 2048]


def test_cuts_come_between_paragraphs_else_sentences_else_words() -> None:
    assert split_message("One. Two.\n\nThree. Four.", 20) == ["One. Two.\n\n", "Three. Four."]
    assert split_message("One two. Three four. Five", 22) == ["One two. Three four. ", "Five"]
    assert split_message('He said "no." Then he went on', 20) == ['He said "no." ', "Then he went on"]
    assert split_message("one two three four", 10) == ["one two ", "three four"]
    assert split_message("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert split_message("你好。再见。你好吗", 7) == ["你好。再见。", "你好吗"]


def test_a_tail_of_whitespace_takes_a_word_or_letter_with_it() -> None:
    assert split_message("x" * 4096 + "\n\n") == ["x" * 4095, "x\n\n"]
    assert split_message("one two" + " " * 5, 8) == ["one ", "two     "]


def test_a_blank_longer_than_a_part_is_shared_out() -> None:
    assert [part.strip() for part in split_message("a" * 4096 + " " * 6000 + "b")] == ["a" * 4095, "a", "b"]


def test_a_flood_of_marks_on_one_letter_is_cut_as_a_last_resort() -> None:
    assert [len(part) for part in split_message("a" + "\u0301" * 5000)] == [4096, 905]


def test_a_limit_too_small_for_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        split_message("😀", 1)
