"""Whether what somebody wrote sounds heavy enough to ask if they would like a person. It decides nothing else.

A list of phrases per language, no weights and no score: it can be read by whoever looks after it, and what it finds is
kept nowhere. Words that are denied, quoted or about somebody else count as well: whoever writes them may want a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Tokens = tuple[str, ...]
GAP = "~"  # in a phrase: up to so many other words may stand here
WIDEST = 3
EITHER = "|"
_TAKEN = "\0"  # in the place of a word that belongs to an everyday turn of phrase
Step = frozenset[str] | None  # the words that may stand here; None for a gap


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, by the words that they can begin with. `slips`: how words are also spelt."""

    heavy: Mapping[str, tuple[tuple[Step, ...], ...]]
    everyday: Mapping[str, tuple[tuple[Step, ...], ...]]
    slips: Mapping[str, Tokens]


def phrases(heavy: Iterable[Tokens], everyday: Iterable[Tokens], slips: Mapping[str, Tokens]) -> Phrases:
    """Ready to be looked for. Each phrase is its words; one may be several, "die|dead", or a gap, "~"."""
    return Phrases(_by_first(heavy), _by_first(everyday), dict(slips))


def sounds_heavy(said: Sequence[str], known: Phrases) -> bool:
    """Whether any phrase is among these words, which are without case, accents and punctuation."""
    words = [meant for word in said for meant in known.slips.get(word, (word,))]
    for begin in range(len(words)):
        end = _longest(words, begin, known.everyday)
        words[begin:end] = [_TAKEN] * (end - begin)
    return any(_longest(words, begin, known.heavy) > begin for begin in range(len(words)))


def _by_first(listed: Iterable[Tokens]) -> dict[str, tuple[tuple[Step, ...], ...]]:
    found: dict[str, list[tuple[Step, ...]]] = {}
    for phrase in listed:
        steps = tuple(None if word == GAP else frozenset(word.split(EITHER)) for word in phrase)
        for first in steps[0] or ():
            found.setdefault(first, []).append(steps)
    return {first: tuple(each) for first, each in found.items()}


def _longest(words: Sequence[str], begin: int, known: Mapping[str, tuple[tuple[Step, ...], ...]]) -> int:
    """Where the longest phrase ends that begins here; `begin` when none does."""
    return max((begin, *(_end(words, begin, steps) for steps in known.get(words[begin], ()))))


def _end(words: Sequence[str], at: int, steps: Sequence[Step]) -> int:
    """Where the rest of a phrase ends if it stands here, or -1."""
    if not steps:
        return at
    if steps[0] is None:
        return max(_end(words, at + skipped, steps[1:]) for skipped in range(WIDEST + 1))
    return _end(words, at + 1, steps[1:]) if at < len(words) and words[at] in steps[0] else -1
