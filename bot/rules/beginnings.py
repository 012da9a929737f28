"""How something that was said begins, enough to know it again."""

from __future__ import annotations

LETTERS = 70


def opening(words: str, letters: int = LETTERS) -> str:
    """The words on one line, cut between two words after so many letters at most."""
    line = " ".join(words.split())
    return line if len(line) <= letters else line[:letters].rpartition(" ")[0] + " …"
