"""Who has joined and may be somebody who is invited: a letter to them would lead to a second account."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.reading import fold
from bot.rules.invite_lines import Guest
from console.desk import Reading
from storage import directory
from storage.directory import Listed


def seeming_joined(look: Reading, guests: Sequence[Guest]) -> list[list[Listed]]:
    """For each of them those who have joined and go by a name that can be theirs."""
    by_word: dict[str, list[Listed]] = {}
    for one in directory.everybody(look.tx) if guests else ():
        for word in fold(one.name)[:1]:
            by_word.setdefault(word, []).append(one)
    return [
        [one for word in fold(guest.name)[:1] for one in by_word.get(word, ()) if _alike(guest.name, one.name)]
        for guest in guests
    ]


def _alike(one: str, other: str) -> bool:
    """Whether two names can be those of one person: the words of one are those with which the other begins."""
    shorter, longer = sorted((fold(one), fold(other)), key=len)
    return longer[: len(shorter)] == shorter
