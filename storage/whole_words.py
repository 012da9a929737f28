"""Whether a passage begins and ends where words do, and which whole words it is cut inside of."""

from __future__ import annotations

import unicodedata

_JOINS = "'\u2019\u02bc"  # apostrophes, within a word


def whole(passage: str, text: str) -> str:
    """The passage, as it stands in the text, with the words that it is cut inside of made whole: the same where it
    stands there whole, and '' where it is not in there."""
    first = ""
    at = text.find(passage) if passage else -1
    while at >= 0:
        begins, ends = at, at + len(passage)
        while _is_inside(text, begins):
            begins -= 1
        while _is_inside(text, ends):
            ends += 1
        if (begins, ends) == (at, at + len(passage)):
            return passage
        first = first or text[begins:ends]
        at = text.find(passage, at + 1)
    return first


def beginning(text: str, most: int) -> str:
    """The text from its start, as many whole words as have room in so many letters."""
    if len(text) <= most:
        return text
    ends = most
    while ends > 0 and _is_inside(text, ends):
        ends -= 1
    return text[: ends or most].rstrip()


def _is_inside(text: str, at: int) -> bool:
    """Whether what comes before and after this place is of one word. Where words are written without spaces between
    them nobody can tell, so nothing is inside one."""
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if after in _JOINS:
        return _is_letter(before) and at + 1 < len(text) and _is_letter(text[at + 1])
    if before in _JOINS:
        return _is_letter(after) and at > 1 and _is_letter(text[at - 2])
    return _is_letter(before) and _is_letter(after)


def _is_letter(one: str) -> bool:
    """A letter, a figure, or a mark on a letter."""
    written_wide = unicodedata.east_asian_width(one) in "WF"
    return not written_wide and (one.isalnum() or unicodedata.category(one).startswith("M"))
