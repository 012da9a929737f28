"""Whether what was typed where a name is asked may be something else: then it is read back once, and never refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

MOST_WORDS: Final = 8  # of a name that goes unasked
_OTHER: Final = re.compile(r"[?\u061f]|\d{5}|\S@[^\s@]+\.\w")  # a question, a phone number, an e-mail address


def has_a_letter(text: str) -> bool:
    """Whether it may be what something is called: a number, a day or a mark alone came from another column."""
    return any(map(str.isalpha, text))


def may_be_no_name(text: str, tokens: Sequence[str], telling: Collection[str]) -> bool:
    """`telling` are words of sentences, as folded as the tokens: one of them may be a name, and two are hardly one.

    Nothing is held against letters: one alone, of any script, in any direction and any case is a name like another.
    """
    return len(tokens) > MOST_WORDS or _OTHER.search(text) is not None or len(set(tokens) & set(telling)) > 1
