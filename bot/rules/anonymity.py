"""Figures and rows that give nobody away: what few people have in common is merged, hidden or left out.

Plain data in and out. Whoever reads them may be a colleague who knows most of it already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

K = 5  # so many rows at least share every combination of what they could be known by
SMALL = 8  # a group or a number of fewer is hidden
STEP = 5  # to which other numbers are rounded
HIDDEN, OTHER = "*", "other"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """How many of each group there are, and in all, rounded; None where it is hidden."""

    groups: dict[str, int | None]
    total: int | None

    def percent(self, group: str) -> int | None:
        """Of the whole, from the rounded figures."""
        count = self.groups[group]
        return None if count is None or not self.total else round(100 * count / self.total)


def table(counts: Mapping[str, int]) -> Table:
    """These counts without those of 1 to 7, and without what those could be worked out from by subtraction."""
    shown = {group: count for group, count in counts.items() if not 0 < count < SMALL}
    hidden = [count for group, count in counts.items() if group not in shown]
    while hidden and (len(hidden) == 1 or sum(hidden) < SMALL):
        rest = [group for group in shown if shown[group]]
        if not rest:
            return Table({group: 0 if count == 0 else None for group, count in counts.items()}, None)
        smallest = min(rest, key=lambda group: (shown[group], group))
        hidden.append(shown.pop(smallest))
    total = sum(counts.values())
    return Table(
        {group: rounded(shown[group]) if group in shown else None for group in counts},
        None if 0 < total < SMALL else rounded(total),
    )


def rounded(count: int) -> int:
    return STEP * round(count / STEP)


def about(count: int) -> str:
    """One number by itself, in words."""
    if 0 < count < SMALL:
        return f"fewer than {SMALL}"
    return str(count) if count == 0 else f"about {rounded(count)}"


def roughly(number: int) -> str:
    """The same beside rows, of whose number it would tell how many few are: none is not told apart from them."""
    return "none, or fewer than eight" if number < SMALL else about(number)


def rows(told: Sequence[Mapping[str, str]], known_by: Sequence[str], said: Sequence[str]) -> tuple[list[Row], int]:
    """Rows of which at least K share every combination of what they are `known_by`, and how many had to be left out:
    all, where fewer than SMALL would be left.

    What comes first in `known_by` is given up first. What all of such a class `said` alike is hidden, too: it would say
    of each of them what they said. So is what fewer than SMALL of all rows said, for rows can be counted.
    """
    made = [dict(one) for one in told]
    for key in known_by:
        _merge(made, key)
    for key in known_by:
        for row in _too_few(made, known_by):
            row[key] = HIDDEN
    lost = _too_few(made, known_by)
    kept = [row for row in made if not any(row is one for one in lost)]
    if len(kept) < SMALL:
        return [], len(made)
    for key in said:
        _hide_answers(kept, known_by, key)
    return kept, len(lost)


def _merge(made: list[Row], key: str) -> None:
    """The smallest groups become one, until each has SMALL people or there is but one."""
    while True:
        sizes = Counter(row[key] for row in made)
        small = [name for name, size in sizes.items() if size < SMALL]
        if not small or len(sizes) == 1:
            return
        merged = set(small)
        if sum(sizes[name] for name in small) < SMALL:
            rest = [name for name in sizes if name not in merged]
            merged |= {min(rest, key=lambda name: (sizes[name], name))} if rest else set()
        for row in made:
            if row[key] in merged:
                row[key] = OTHER


def _classes(made: Iterable[Row], known_by: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in made:
        found.setdefault(tuple(row[key] for key in known_by), []).append(row)
    return found


def _too_few(made: list[Row], known_by: Sequence[str]) -> list[Row]:
    return [row for rows in _classes(made, known_by).values() if len(rows) < K for row in rows]


def _hide_answers(made: list[Row], known_by: Sequence[str], key: str) -> None:
    """Hiding one answer can make another too rare, so both are looked at until nothing more has to be hidden."""
    seldom = 0
    while True:
        _hide_what_all_said(made, known_by, key)
        sizes = Counter(row[key] for row in made if row[key] != HIDDEN)
        small = {name for name, size in sizes.items() if size < SMALL} or ({*sizes} if 0 < seldom < SMALL else set())
        if not small:
            return
        name = min(small, key=lambda name: (sizes[name], name))
        seldom += sizes[name]
        for row in made:
            if row[key] == name:
                row[key] = HIDDEN


def _hide_what_all_said(made: list[Row], known_by: Sequence[str], key: str) -> None:
    for alike in _classes(made, known_by).values():
        if len({row[key] for row in alike}) == 1 and alike[0][key]:
            for row in alike:
                row[key] = HIDDEN
