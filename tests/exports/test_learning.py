"""The learning partner's file in the hands of somebody who counts its rows and takes one number from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

from bot.exports import learning
from bot.exports.learning import COUNTED, Begun
from bot.rules.anonymity import HIDDEN, SMALL
from tests.said import all_texts

PROGRAMMES = 75
CHANCE = Random(29)
HEARD = ("yes", "in_part", "no", "")


def programme(size: int) -> tuple[Begun, list[dict[str, Any]]]:
    """Everybody, and those who agreed: most of the partners, so that few are in the counts and not in the rows."""
    everybody, agreed = [], []
    for number in range(size):
        groups = {
            "language": CHANCE.choices(("en", "cy", "ur"), (20, 4, 1))[0],
            "region": CHANCE.choices(("wales", "london", "scotland"), (6, 6, 1))[0],
            "organisation": CHANCE.choice(("North", "South")),
        }
        everybody.append(groups)
        if CHANCE.random() < 0.9:
            agreed.append(
                {
                    **{
                        "id": str(number),
                        "joined": CHANCE.choice(("2026-01", "2026-02")),
                        "held": CHANCE.choice((0, 1)),
                    },
                    **{"language": groups["language"], "region": groups["region"]},
                    **{"heard": CHANCE.choices(HEARD, (8, 3, 1, 2))[0], "how_was_it": ""},
                }
            )
    return Begun(all_texts().first, everybody, size, len(agreed), []), agreed


def test_no_number_below_eight_can_be_read_counted_or_worked_out_in_one_file() -> None:
    for number in range(PROGRAMMES):
        begun, agreed = programme(1 + number % 75)
        (partners, counts, _), _ = learning.sheets(begun, agreed)
        names = [column.name for column in partners.columns]
        rows = [dict(zip(names, row, strict=True)) for row in partners.rows]
        assert not rows or len(rows) >= SMALL
        for question in learning.SAID:
            sizes = Counter(row[question] for row in rows)
            assert all(size >= SMALL for answer, size in sizes.items() if answer != HIDDEN), sizes
        for at, dimension in enumerate(COUNTED):
            _is_guarded(begun, dimension, _lines_of(counts.rows, at), rows)


def _lines_of(lines: Iterable[Any], at: int) -> dict[str, Any]:
    """By group what one of the tables says, the last line of each being for all together."""
    tables: list[dict[str, Any]] = [{}]
    for _, group, people, _ in lines:
        tables[-1][group] = people
        if group == "all together":
            tables.append({})
    return tables[at]


def _is_guarded(begun: Begun, dimension: str, told: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Each hidden number of a small group may be one of several, to somebody who knows how they are made."""
    total = told.pop("all together", HIDDEN)
    if total == HIDDEN:
        return
    counted = Counter(row.get(dimension) for row in rows)
    hidden = [group for group, people in told.items() if people == HIDDEN]
    assert not set(hidden) - {"other"} & {*counted}, (hidden, counted)
    shown = {group: people for group, people in told.items() if people != HIDDEN}
    most = total + 2 - sum(max(people - 2, counted[group]) for group, people in shown.items())
    least = max(total - 2, len(rows)) - sum(people + 2 for people in shown.values())
    others = len(hidden) - 1
    for _ in hidden:
        could_be = {one for one in range(1, SMALL) if one + others <= most and (others or one >= least)}
        assert len(could_be) > 1, (begun.groups, told, counted)
