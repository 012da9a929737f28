"""How old somebody has to be, at school, to read a text with ease: Flesch and Kincaid's formula for English.

Libraries for it bring a corpus to download, or a dozen packages; the formula is one line, and counting syllables is a
handful of rules. What it gives for a single short sentence says little, so short texts are measured by their longest
sentence instead.
"""

from __future__ import annotations

import re

SCHOOL_BEGINS = 5  # years of age, before the first grade
_SENTENCE = re.compile(r"[^.!?:\n]+[.!?:]?")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'\u2019-]*")
# What the rules below count wrongly, and occurs often.
_KNOWN = {
    **{"people": 2, "somebody": 3, "anybody": 3, "nobody": 3, "everybody": 4, "everything": 3, "something": 2},
    **{"sometimes": 2, "somewhere": 2, "someone": 2, "once": 1, "change": 1, "changes": 2, "changed": 1, "quiet": 2},
    **{"idea": 3, "area": 3, "being": 2, "doing": 2, "going": 2, "something": 2, "voices": 2, "programme": 2},
    **{
        "telegram": 3,
        "really": 2,
        "message": 2,
        "messages": 3,
        "whole": 1,
        "here": 1,
        "there": 1,
        "where": 1,
        "were": 1,
    },
    **{"before": 2, "more": 1, "time": 1, "times": 1, "one": 1, "ones": 1, "none": 1, "done": 1, "gone": 1, "came": 1},
    **{
        "experience": 4,
        "science": 2,
        "diary": 3,
        "trial": 2,
        "client": 2,
        "reliable": 4,
        "business": 2,
        "safeguarding": 3,
    },
}


def syllables(word: str) -> int:
    """How many syllables an English word has, by rule of thumb."""
    plain = re.sub(r"[^a-z]", "", word.casefold())
    if plain in _KNOWN:
        return _KNOWN[plain]
    count = len(re.findall(r"[aeiouy]+", plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee", "ye", "oe")) and count > 1:
        count -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")) and count > 1:
        count -= 1
    if (
        plain.endswith("es")
        and not plain.endswith(("ses", "zes", "ches", "shes", "xes", "ges", "ces", "ees", "ies"))
        and count > 1
    ):
        count -= 1
    return max(count, 1)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a place is one word, an address and a command are one word each."""
    plain = re.sub(r"\{\w+\}", "Ana", text)
    plain = re.sub(r"https?://\S+|/\w+", "Ana", plain)
    plain = re.sub(r"\be\.?g\.|\bi\.?e\.|(?<=\d)[.:](?=\d)", "", plain)
    found = [_WORD.findall(one) for one in _SENTENCE.findall(plain)]
    return [words for words in found if words]


def reading_age(text: str) -> float:
    """The age at which somebody reads this with ease."""
    told = sentences(text)
    words = [word for one in told for word in one]
    if not words:
        return 0
    spoken = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / len(told) + 11.8 * spoken / len(words) - 15.59
    return max(grade + SCHOOL_BEGINS, SCHOOL_BEGINS)


def longest_sentence(text: str) -> int:
    """How many words its longest sentence has."""
    return max((len(one) for one in sentences(text)), default=0)
