"""Whether words lead to help: what does is said on a hard day, and a safeguarding lead agrees to it first."""

from __future__ import annotations

import re
from functools import cache

from config.languages import language_files
from config.made_from import shipped_texts

_DIALLED = re.compile(r"(?<!\d)(?:999|112|111|116 ?123)(?!\d)")
_BUTTONS = ("person", "help_now")


def leads_to_help(words: str) -> bool:
    """Whether words in whatever language name a number for help, or a button that leads to help."""
    plain = words.casefold()
    return _DIALLED.search(words) is not None or any(label in plain for label in _labels())


@cache
def _labels() -> tuple[str, ...]:
    labels = [shipped_texts(code).get(f"shared.labels.{one}", "") for code in language_files() for one in _BUTTONS]
    return tuple(one.casefold() for one in labels if one)
