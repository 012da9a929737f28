"""Who has joined, or is on the way, and may be somebody who is invited: a letter to them would lead to a second
account."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.reading import Tokens, fold
from bot.rules.invite_lines import Guest
from console.desk import Reading
from storage import directory
from storage.directory import Listed


def seeming_joined(look: Reading, guests: Sequence[Guest]) -> list[list[Listed]]:
    """For each of them those who have joined, or come in, and go by a name that can be theirs: the words of one are
    those with which the other begins."""
    by_word: dict[str, list[tuple[Tokens, Listed]]] = {}
    for one in directory.everybody(look.tx, joining_too=True) if guests else ():
        name = fold(one.name)
        for word in name[:1]:
            by_word.setdefault(word, []).append((name, one))
    return [
        [one for word in name[:1] for other, one in by_word.get(word, ()) if _alike(name, other)]
        for name in (fold(guest.name) for guest in guests)
    ]


def _alike(one: Tokens, other: Tokens) -> bool:
    most = min(len(one), len(other))
    return one[:most] == other[:most]
