"""Whether what somebody wrote sounds heavy, and how a person is offered then.

A list of phrases per language, no weights and no score: it can be read by whoever looks after it, and what it finds is
kept nowhere. Words that are denied, quoted or about somebody else count as well: whoever writes them may want a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Literal

Tokens = tuple[str, ...]
Turned = Mapping[Tokens, Tokens]
GAP = "~"  # in a phrase: up to so many other words may stand here
WIDEST = 3
EITHER = "|"
_TAKEN = "\0"  # in the place of a word that belongs to an everyday turn of phrase
Step = frozenset[str] | None  # the words that may stand here; None for a gap


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, by the words that they can begin with. `slips`: how words are also spelt. `turned`:
    in each of several ways, how whoever is spoken to or about would say the words of themselves."""

    heavy: Mapping[str, tuple[tuple[Step, ...], ...]]
    everyday: Mapping[str, tuple[tuple[Step, ...], ...]]
    slips: Mapping[str, Tokens]
    direct: Mapping[str, tuple[tuple[Step, ...], ...]]
    turned: tuple[Turned, ...] = ()


Offer = Literal["full", "brief", "near"]
NOT_AGAIN_FOR = timedelta(hours=12)  # a morning and an evening; whoever writes much is not asked after each message
ASKED_AT_MOST_EVERY = timedelta(hours=1)


def offer(*, direct: bool, since_full: timedelta | None, since_brief: timedelta | None) -> Offer | None:
    """How a person is offered after heavy words; how long ago they were asked in full, and in brief, None if never.

    What is said straight out is never met with silence, whatever they answered before: they are asked again in few
    words, and where that was within the hour, they are told where a person is, without a question.
    """
    if since_full is None or since_full >= NOT_AGAIN_FOR:
        return "full"
    if not direct:
        return None
    return "near" if since_brief is not None and since_brief < ASKED_AT_MOST_EVERY else "brief"


def phrases(
    heavy: Iterable[Tokens],
    everyday: Iterable[Tokens],
    slips: Mapping[str, Tokens],
    direct: Iterable[Tokens] = (),
    turned: Iterable[Turned] = (),
) -> Phrases:
    """Ready to be looked for. Each phrase is its words; one may be several, "die|dead", or a gap, "~". Those of the
    heavy ones that say it straight out are `direct`."""
    return Phrases(_by_first(heavy), _by_first(everyday), dict(slips), _by_first(direct), tuple(turned))


def sounds_heavy(said: Sequence[str], known: Phrases) -> bool:
    """Whether any phrase is among these words, which are without case, accents and punctuation."""
    return _among(said, known, known.heavy)


def said_straight_out(said: Sequence[str], known: Phrases) -> bool:
    """Whether one of those phrases is among them that need no reading between the lines."""
    return _among(said, known, known.direct)


def heavy_to_a_reader(said: Sequence[str], known: Phrases) -> bool:
    """Whether what we would say sounds heavy, or would if whoever reads it said it of themselves: "Does anybody hit
    you?" as "hit me"."""
    words = _meant(said, known)
    return sounds_heavy(words, known) or any(sounds_heavy(_turn(words, way), known) for way in known.turned)


def _turn(words: Sequence[str], way: Turned) -> list[str]:
    """The longest turn that begins at a word comes first."""
    longest, found, at = max(map(len, way), default=0), list[str](), 0
    while at < len(words):
        many = next((size for size in range(longest, 0, -1) if tuple(words[at : at + size]) in way), 0)
        found += way[tuple(words[at : at + many])] if many else words[at : at + 1]
        at += many or 1
    return found


def _meant(said: Sequence[str], known: Phrases) -> list[str]:
    return [meant for word in said for meant in known.slips.get(word, (word,))]


def _among(said: Sequence[str], known: Phrases, looked_for: Mapping[str, tuple[tuple[Step, ...], ...]]) -> bool:
    words = _meant(said, known)
    for begin in [at for at, word in enumerate(words) if word in known.everyday]:
        if words[begin] == _TAKEN:
            continue
        end = _longest(words, begin, known.everyday)
        words[begin:end] = [_TAKEN] * (end - begin)
    begins = [at for at, word in enumerate(words) if word in looked_for]
    return any(_longest(words, begin, looked_for) > begin for begin in begins)


def _by_first(listed: Iterable[Tokens]) -> dict[str, tuple[tuple[Step, ...], ...]]:
    found: dict[str, list[tuple[Step, ...]]] = {}
    for phrase in listed:
        steps = tuple(_step(word) for word in phrase)
        for first in steps[0] or ():
            found.setdefault(first, []).append(steps)
    return {first: tuple(each) for first, each in found.items()}


@cache
def _step(word: str) -> Step:
    """The same one for each phrase: the lists have few different words, and are in memory all the time."""
    return None if word == GAP else frozenset(word.split(EITHER))


def _longest(words: Sequence[str], begin: int, known: Mapping[str, tuple[tuple[Step, ...], ...]]) -> int:
    """Where the longest phrase ends that begins here; `begin` when none does."""
    follows = words[begin + 1] if begin + 1 < len(words) else ""
    going_on = [steps for steps in known[words[begin]] if len(steps) < 2 or steps[1] is None or follows in steps[1]]
    return max((begin, *(_end(words, begin, steps) for steps in going_on)))


def _end(words: Sequence[str], at: int, steps: Sequence[Step]) -> int:
    """Where the rest of a phrase ends if it stands here, or -1."""
    if not steps:
        return at
    if steps[0] is None:
        return max(_end(words, at + skipped, steps[1:]) for skipped in range(WIDEST + 1))
    return _end(words, at + 1, steps[1:]) if at < len(words) and words[at] in steps[0] else -1
