"""The learning partner's file in the hands of somebody who counts its rows and takes one number from another."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from bot.exports import learning
from bot.exports.learning import Begun
from bot.rules.anonymity import HIDDEN, SMALL, K
from tests.said import all_texts

PROGRAMMES = 75
CHANCE = Random(29)
HEARD = ("yes", "in_part", "no", "")


def programme(size: int) -> tuple[Begun, list[dict[str, Any]]]:
    """Those who said something and agreed, most of the partners."""
    agreed = [
        {
            "id": str(number),
            "joined": CHANCE.choice(("2026-01", "2026-02")),
            "held": CHANCE.choice((0, 1)),
            "language": CHANCE.choices(("en", "cy", "ur"), (20, 4, 1))[0],
            "region": CHANCE.choices(("wales", "london", "scotland"), (6, 6, 1))[0],
            "heard": CHANCE.choices(HEARD, (8, 3, 1, 2))[0],
            "how_was_it": "",
        }
        for number in range(size)
        if CHANCE.random() < 0.9
    ]
    return Begun(all_texts().first, "March 2026", size, len(agreed), []), agreed


def test_no_number_below_eight_can_be_read_counted_or_worked_out_in_one_file() -> None:
    for number in range(PROGRAMMES):
        begun, agreed = programme(1 + number % 75)
        (partners, counts, _), _ = learning.sheets(begun, agreed)
        names = [column.name for column in partners.columns]
        rows = [dict(zip(names, row, strict=True)) for row in partners.rows]
        assert not rows or len(rows) >= SMALL
        classes = Counter(tuple(row[name] for name in learning.KNOWN_BY) for row in rows)
        assert all(size >= K for size in classes.values()), classes
        for question in learning.SAID:
            sizes = Counter(row[question] for row in rows)
            assert all(size >= SMALL for answer, size in sizes.items() if answer != HIDDEN), sizes
        assert not [people for _, _, people, _ in counts.rows if people in range(1, SMALL - 2)]
