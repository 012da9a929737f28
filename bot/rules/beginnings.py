"""How something that was said begins, enough to know it again."""

from __future__ import annotations

LETTERS = 70
OF_A_NAME = 40


def opening(words: str, letters: int = LETTERS) -> str:
    """The words on one line, cut between two words after so many letters at most."""
    line = " ".join(words.split())
    return line if len(line) <= letters else line[:letters].rpartition(" ")[0] + " …"


def cut(words: str, letters: int = OF_A_NAME) -> str:
    """The same of what may be one endless word, such as in a field where a name should stand."""
    line = " ".join(words.split())
    return line if len(line) <= letters else line[:letters].rstrip() + "…"
