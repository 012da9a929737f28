"""Whether what was typed where a name is asked may be something else: then it is read back once, and never refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

MOST_WORDS: Final = 8  # of a name that goes unasked
OF_A_SENTENCE: Final = 4  # words; "any is fine with me" has three
FEW_WORDS: Final = 3  # of one of somebody who waits for a person, and may be writing about that
_OTHER: Final = re.compile(r"[?\u061f]|\d{5}|\S@[^\s@]+\.\w")  # a question, a phone number, an e-mail address


def has_a_letter(text: str) -> bool:
    """Whether it may be what something is called: a number, a day or a mark alone came from another column."""
    return any(map(str.isalpha, text))


def may_be_no_name(text: str, tokens: Sequence[str], telling: Collection[str]) -> bool:
    """`telling` are words of sentences, as folded as the tokens: one of them may be a name, and two are hardly one.

    Nothing is held against letters: one alone, of any script, in any direction and any case is a name like another.
    """
    return len(tokens) > MOST_WORDS or _OTHER.search(text) is not None or len(set(tokens) & set(telling)) > 1


def may_be_something_else(text: str, tokens: Sequence[str], telling: Collection[str]) -> bool:
    """The same of somebody who waits for a person: one word of a sentence, beside another, may be a cry for help."""
    few = len(tokens) <= FEW_WORDS and not (len(tokens) > 1 and set(tokens) & set(telling))
    return not few or _OTHER.search(text) is not None


def is_sentence(tokens: Collection[str], telling: Collection[str]) -> bool:
    """Whether so many words of sentences are among these that it can be no short answer in somebody's own words."""
    return len(set(tokens) & set(telling)) >= OF_A_SENTENCE
