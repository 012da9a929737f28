"""Whom we reach, as figures that give nobody away: cells of 1 to 7 are hidden, and so is what they could be worked out
from by subtraction. Plain data in and out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import methodcaller
from typing import Protocol

SMALL = 8  # people; a group or a number of fewer is hidden
COLUMNS = ("people", "asked", "answered", "took_part")
OFTEN = 3  # times, or more
_items = methodcaller("items")
Groups = dict[str, list[int]]  # by group, how many there are in each column
Sizes = Mapping[tuple[str, str], int]  # by dimension and group, how many people there are


class Reached(Protocol):
    """One person, who is no test person: to which groups they belong, by dimension, and how often they were asked,
    answered, and took part; see `storage.reach.Seen`."""

    @property
    def groups(self) -> Mapping[str, str]: ...
    @property
    def asked(self) -> int: ...
    @property
    def answered(self) -> int: ...
    @property
    def took_part(self) -> int: ...


@dataclass(slots=True)
class Row:
    """How many of one group there are, and of them were asked, answered and took part; None where it is hidden."""

    group: str
    counts: dict[str, int | None] = field(default_factory=dict)


def _sizes(groups: Iterable[Mapping[str, str]]) -> Counter[tuple[str, str]]:
    """How many people there are of each group, by the `groups` of each."""
    return Counter(chain.from_iterable(map(_items, groups)))


def by_groups(people: Sequence[Reached], everybody: Sizes | None = None) -> dict[str, list[Row]]:
    """By dimension, a row for each of its groups, the largest first, and one for all together (group '') at the end.
    Whoever has no group in it is left out. `people` may be those alone who were asked or did anything, where it is
    known how many there are of `everybody`: people are thousands, and most are not asked each month."""
    sizes = _sizes(one.groups for one in people) if everybody is None else everybody
    found: dict[str, Groups] = defaultdict(dict)
    for (dimension, group), many in sizes.items():
        found[dimension][group] = [many, 0, 0, 0]
    as_far: dict[tuple[bool, ...], list[Mapping[str, str]]] = defaultdict(list)
    for one in people:
        as_far[one.asked > 0, one.answered > 0, one.took_part > 0].append(one.groups)
    for steps, theirs in as_far.items():
        for (dimension, group), many in _sizes(theirs).items():
            _add(found[dimension][group], many, steps)
    return {dimension: _rows(groups) for dimension, groups in found.items()}


def by_group(people: Sequence[Reached], dimension: str) -> list[Row]:
    """The same of one dimension."""
    return by_groups(people).get(dimension, [])


def by_times(people: Sequence[Reached], rest: int = 0) -> list[Row]:
    """The same by how often people were asked in all: never, once, twice, three times or more. So many are the `rest`,
    who were not asked and did nothing."""
    found: Groups = {"0": [rest, 0, 0, 0]} if rest else {}
    each = Counter((one.asked, one.answered > 0, one.took_part > 0) for one in people)
    for (asked, *steps), many in each.items():
        counts = found.setdefault(str(min(asked, OFTEN)), [0] * len(COLUMNS))
        counts[0] += many
        _add(counts, many, (asked > 0, *steps))
    return _rows(found) if found else []


def _add(counts: list[int], many: int, steps: Sequence[bool]) -> None:
    """So many more people who took these of the steps after the first."""
    for place, took in enumerate(steps, 1):
        counts[place] += many * took


def _rows(groups: Groups) -> list[Row]:
    in_order = sorted(groups.items(), key=lambda each: (-each[1][0], each[0]))
    rows = [_row(group, counts) for group, counts in in_order]
    return _hide(rows, _row("", [sum(column) for column in zip(*groups.values(), strict=True)]))


def _row(group: str, counts: Sequence[int]) -> Row:
    return Row(group, dict(zip(COLUMNS, counts, strict=True)))


def _hide(rows: list[Row], total: Row) -> list[Row]:
    """Hide what is small in each row, then in each column what would give it away again."""
    counted = {row.group: _counts(row) for row in rows}
    for row in rows:
        _hide_in_row(row)
    _hide_in_row(total)
    for column in COLUMNS:
        _hide_second(rows, total, column, counted)
    return [*rows, total]


def _counts(row: Row) -> dict[str, int]:
    return {column: count or 0 for column, count in row.counts.items()}


def _hide_in_row(row: Row) -> None:
    """A small group is hidden whole. A number is hidden when it, or what is left beside it, is small: of 20 who were
    asked, 15 answers say that 5 did not answer."""
    before: int | None = None
    for column in COLUMNS:
        count = row.counts[column]
        assert count is not None
        rest = None if before is None else before - count
        if _is_small(count) or (rest is not None and _is_small(rest)):
            row.counts[column] = None
        else:
            before = count
    if row.counts["people"] is None:
        row.counts = dict.fromkeys(COLUMNS)


def _hide_second(rows: list[Row], total: Row, column: str, counted: Mapping[str, Mapping[str, int]]) -> None:
    """What is hidden is in all the total less the others: where that is one cell alone, or small itself, or leaves a
    small rest, hide the smallest of the others too, or the total."""
    before = COLUMNS[max(0, COLUMNS.index(column) - 1)]
    while total.counts[column] is not None:
        hidden = [counted[row.group] for row in rows if row.counts[column] is None]
        in_all, rest = (sum(one[name] for one in hidden) for name in (column, before))
        if not hidden or (len(hidden) > 1 and not _is_small(in_all) and not _is_small(rest - in_all)):
            return
        shown = [row for row in rows if row.counts[column]]
        if shown:
            min(shown, key=lambda row: (row.counts[column] or 0, row.group)).counts[column] = None
        else:
            total.counts[column] = None


def _is_small(count: int) -> bool:
    return 0 < count < SMALL
