"""How alike two words or rows of words are spelt: a slip of the finger, a letter too many."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

CLOSE: Final = 0.8
SHORT: Final = 4  # letters; words of fewer are too near to others
NEARLY: Final = 0.05  # two that differ by less are equally close


def likeness(said: tuple[str, ...], known: tuple[str, ...]) -> float:
    """How alike the worst word is; all of it together when only the spaces are elsewhere."""
    if not said or not known or said[0][0] != known[0][0]:
        return 0
    if len(said) == len(known):
        return min(closeness(typed, meant) for typed, meant in zip(said, known, strict=True))
    typed, meant = "".join(said), "".join(known)
    return closeness(typed, meant) if abs(len(typed) - len(meant)) < 3 else 0


def closeness(typed: str, meant: str) -> float:
    """How alike two words are spelt, 0 to 1; 0 also when they are too unlike in length to matter.

    First letters must agree, or "unsure" would be close to "sure".
    """
    if typed == meant:
        return 1
    if typed[:1] != meant[:1] or len(typed) > 2 * len(meant) + 3 or typed.isdecimal() or meant.isdecimal():
        return 0
    if set(typed) == set(meant):
        if unrepeated(typed) == unrepeated(meant):
            return 1
        if len(typed) > 2 and sorted(typed) == sorted(meant):
            return 0.95
    shorter, both = min(len(typed), len(meant)), len(typed) + len(meant)
    if shorter < 4 or 2 * shorter / both < CLOSE - NEARLY:  # the ratio cannot be more than this
        return 0
    return SequenceMatcher(None, typed, meant, autojunk=False).ratio()


def unrepeated(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def swapped(phrase: tuple[str, ...]) -> Iterator[str]:
    """The phrase without its spaces, once for each two letters of a word that can change places. Of a word that stands
    alone, and is short, they would make another one."""
    least = SHORT if len(phrase) == 1 else SHORT - 1
    for at, word in enumerate(phrase):
        for place in range(len(word) - 1) if len(word) >= least else ():
            other = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            yield "".join((*phrase[:at], other, *phrase[at + 1 :]))


def lacking(phrase: tuple[str, ...]) -> Iterator[str]:
    """The same for each letter of its longer words that can be missing: not the first."""
    for at, word in enumerate(phrase):
        for place in range(1, len(word)) if len(word) >= SHORT else ():
            yield "".join((*phrase[:at], word[:place] + word[place + 1 :], *phrase[at + 1 :]))
