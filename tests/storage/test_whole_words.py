"""A passage is cut where words end, in any of the languages in which people write."""

from __future__ import annotations

import pytest

from storage.whole_words import beginning, whole

SAID = "She asked what I need, and was quiet. I don\u2019t know who had asked before."


@pytest.mark.parametrize(
    ("passage", "made_whole"),
    [
        ("She asked what I need", "She asked what I need"),
        ("quiet.", "quiet."),
        ("asked", "asked"),
        ("he asked what I need, and was qui", "She asked what I need, and was quiet"),
        ("I don", "I don\u2019t"),
        ("t know", "don\u2019t know"),
        ("a", "asked"),
        ("I", "I"),
        ("she", ""),
        ("", ""),
    ],
)
def test_what_is_cut_inside_of_is_made_whole(passage: str, made_whole: str) -> None:
    assert whole(passage, SAID) == made_whole


def test_marks_belong_to_their_letters_and_what_has_no_spaces_is_cut_anywhere() -> None:
    assert whole("کتا", "یہ کتابِ دل ہے") == "کتابِ"
    assert whole("很好", "我很好谢谢") == "很好"
    assert (beginning("She asked.", 6), beginning("She asked.", 4), beginning("She", 9)) == ("She", "She", "She")
    assert beginning("unbroken", 4) == "unbr"
