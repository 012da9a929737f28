"""Figures on whom we reach give nobody away: neither by a small number, nor by taking one number from another."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from bot.rules.reach import COLUMNS, SMALL, Row, by_group, by_groups, by_times
from storage.reach import Seen


def crowd(**sizes: tuple[int, int, int, int]) -> list[Seen]:
    """By group: how many there are, were asked, answered and took part."""
    return [
        Seen({"region": name}, place < asked, place < answered, place < took)
        for name, (people, asked, answered, took) in sizes.items()
        for place in range(people)
    ]


def shown(rows: Sequence[Row]) -> dict[str, tuple[int | None, ...]]:
    return {row.group: tuple(row.counts[column] for column in COLUMNS) for row in rows}


def test_large_numbers_are_shown_with_their_total() -> None:
    found = by_group(crowd(north=(40, 30, 20, 10), south=(60, 50, 40, 30)), "region")
    assert shown(found) == {"south": (60, 50, 40, 30), "north": (40, 30, 20, 10), "": (100, 80, 60, 40)}


def test_a_small_group_is_hidden_whole_and_so_is_one_beside_it() -> None:
    found = shown(by_group(crowd(north=(5, 5, 5, 0), south=(60, 50, 40, 30), west=(30, 20, 10, 0)), "region"))
    assert found["north"] == (None, None, None, None)
    assert found["west"][0] is None
    assert found[""][0] == 95


def test_what_is_left_over_is_not_small_either() -> None:
    found = shown(by_group(crowd(north=(40, 35, 20, 10), south=(60, 50, 40, 30)), "region"))
    assert found["north"][1] is None  # five of them were not asked


def test_nobody_at_all_may_be_said() -> None:
    assert shown(by_group(crowd(north=(40, 20, 0, 0)), "region"))["north"] == (40, 20, 0, 0)


def test_people_are_told_apart_by_how_often_they_were_asked() -> None:
    often = [Seen({}, times, False, False) for times in (0, 1, 1, 5) for _ in range(10)]
    assert {row.group: row.counts["people"] for row in by_times(often)} == {"1": 20, "0": 10, "3": 10, "": 40}


@pytest.mark.parametrize("seed", range(20))
def test_whoever_was_not_asked_need_only_be_counted(seed: int) -> None:
    dice = random.Random(seed)
    people = [
        Seen({"region": dice.choice("abcd"), "language": dice.choice(("en", "cy"))}, *map(int, _steps(dice)))
        for _ in range(dice.randint(0, 200))
    ]
    did = [one for one in people if one.asked or one.answered or one.took_part]
    sizes = Counter(item for one in people for item in one.groups.items())
    assert by_groups(did, sizes) == by_groups(people)
    assert by_times(did, len(people) - len(did)) == by_times(people)


@pytest.mark.parametrize("seed", range(200))
def test_no_small_number_can_be_read_or_worked_out(seed: int) -> None:
    """In any population: no cell of 1 to 7, no row of which one cell less another is, no column with one cell hidden
    whose total is shown."""
    dice = random.Random(seed)
    regions, many = "abcde"[: dice.randint(1, 5)], dice.randint(1, 200)
    people = [Seen({"region": dice.choice(regions)}, *_steps(dice)) for _ in range(many)]
    *rows, total = by_group(people, "region")
    for row in (*rows, total):
        kept = [row.counts[column] for column in COLUMNS if row.counts[column] is not None]
        assert all(not 0 < count < SMALL for count in kept if count is not None)
        assert all(not 0 < (more or 0) - (less or 0) < SMALL for more, less in pairwise(kept))
    for column in COLUMNS:
        hidden = [row for row in rows if row.counts[column] is None]
        in_all = sum(COUNTED[column](one) for one in people for row in hidden if one.groups["region"] == row.group)
        assert total.counts[column] is None or not hidden or (len(hidden) > 1 and not 0 < in_all < SMALL)


COUNTED: dict[str, Callable[[Seen], int]] = {
    "people": lambda one: True,
    "asked": lambda one: one.asked,
    "answered": lambda one: one.answered,
    "took_part": lambda one: one.took_part,
}


def _steps(dice: random.Random) -> tuple[bool, bool, bool]:
    asked = dice.random() < 0.7
    answered = asked and dice.random() < 0.6
    return asked, answered, answered and dice.random() < 0.5
