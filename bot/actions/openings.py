"""How words of somebody's begin: enough for them to know them again, in one line."""

from __future__ import annotations

OPENING = 70  # letters


def opening(words: str, letters: int = OPENING) -> str:
    """The first so many letters, up to the end of a word."""
    line = " ".join(words.split())
    return line if len(line) <= letters else line[:letters].rpartition(" ")[0] + " …"
