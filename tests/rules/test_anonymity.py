"""Figures and rows that give nobody away, tried on a thousand populations by somebody who subtracts."""

from __future__ import annotations

from collections import Counter
from random import Random

from bot.rules.anonymity import HIDDEN, SMALL, STEP, Row, Table, about, rows, table

KNOWN_BY, SAID = ("joined", "sessions", "language", "region"), ("heard", "how_was_it")
CHANCE = Random(29)
POPULATIONS = 1_000


def population(size: int) -> list[Row]:
    """People of whom some things are rarer than others."""
    return [
        {
            "joined": CHANCE.choice(("2026-01", "2026-02", "2026-03", "2026-04")),
            "sessions": CHANCE.choices(("none", "1 or 2", "3 to 5", "6 or more"), (4, 3, 2, 1))[0],
            "language": CHANCE.choices(("English", "Welsh", "Urdu"), (20, 2, 1))[0],
            "region": CHANCE.choice(("London", "Wales", "Midlands", "not said")),
            "heard": CHANCE.choices(("Yes", "In part", "No", ""), (8, 2, 1, 3))[0],
            "how_was_it": CHANCE.choice(("All right", "Hard", "")),
        }
        for _ in range(size)
    ]


def test_every_combination_is_shared_by_five_and_nobody_is_invented() -> None:
    for number in range(POPULATIONS):
        told = population(number % 53)
        kept, lost = rows(told, KNOWN_BY, SAID)
        classes = Counter(tuple(row[key] for key in KNOWN_BY) for row in kept)
        assert all(size >= 5 for size in classes.values())
        assert len(kept) + lost == len(told)
        assert lost < 5 or not kept
        assert not kept or len(kept) >= SMALL
        for key in SAID:
            assert all(size >= SMALL for answer, size in Counter(row[key] for row in kept).items() if answer != HIDDEN)
        for key in KNOWN_BY:
            sizes = Counter(row[key] for row in kept if row[key] != HIDDEN)
            assert all(size >= 5 for size in sizes.values())


def test_what_all_of_a_class_said_is_said_of_none() -> None:
    alike: list[Row] = [
        dict.fromkeys(KNOWN_BY, "same") | {"heard": "No", "how_was_it": str(one % 2)} for one in range(18)
    ]
    kept, lost = rows(alike, KNOWN_BY, SAID)
    assert lost == 0
    assert {row["heard"] for row in kept} == {HIDDEN}
    assert {row["how_was_it"] for row in kept} == {"0", "1"}


def test_what_few_said_is_hidden_with_so_much_else_that_it_cannot_be_counted() -> None:
    told: list[Row] = [
        dict.fromkeys(KNOWN_BY, "same") | {"heard": "No" if one < 2 else "In part" if one < 10 else "Yes"}
        for one in range(30)
    ]
    kept, _ = rows(told, KNOWN_BY, ("heard",))
    assert Counter(row["heard"] for row in kept) == {"Yes": 20, HIDDEN: 10}
    assert rows(told[:7], KNOWN_BY, ("heard",)) == ([], 7)


def test_what_was_told_is_not_changed() -> None:
    told = population(30)
    before = [dict(one) for one in told]
    rows(told, KNOWN_BY, SAID)
    assert told == before


def test_no_cell_is_small_and_none_can_be_worked_out() -> None:
    for _ in range(POPULATIONS):
        counts = {f"g{number}": CHANCE.choices((0, CHANCE.randint(1, 7), CHANCE.randint(8, 60)), (1, 2, 3))[0]
                  for number in range(CHANCE.randint(1, 5))}  # fmt: skip
        made = table(counts)
        for group, shown in made.groups.items():
            assert shown is None or shown == 0 or shown >= SMALL
            assert shown is None or shown % STEP == 0
            if 0 < counts[group] < SMALL:
                assert shown is None
                assert len(possible(made, group)) > 1, (counts, made)


def possible(made: Table, group: str) -> set[int]:
    """What a hidden number of a small group may be, to somebody who knows how the table is made: each shown number
    stands for any of five, and the hidden ones, each at least 1, add up with them to a total that does, too."""
    shown = [number for number in made.groups.values() if number]
    others = sum(number is None for name, number in made.groups.items() if name != group)
    most = (made.total + 2 - sum(one - 2 for one in shown)) if made.total is not None else SMALL
    least = (made.total - 2 - sum(one + 2 for one in shown)) if made.total is not None else 0
    return {mine for mine in range(1, SMALL) if mine + others <= most and (others or least <= mine)}


def test_a_number_by_itself_is_told_roughly() -> None:
    assert [about(one) for one in (0, 1, 7, 8, 12, 13)] == [
        *("0", "fewer than 8", "fewer than 8", "about 10", "about 10", "about 15"),
    ]


def test_percentages_are_of_rounded_figures() -> None:
    made = table({"a": 22, "b": 41, "c": 0})
    assert made.total == 65
    assert [made.percent(group) for group in ("a", "b", "c")] == [31, 62, 0]
