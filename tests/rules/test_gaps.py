"""Where nobody reads: a table of hours, and the stretches between them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.gaps import gaps

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

CASES: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {
    "nobody ever reads": ([], [(0, 100)]),
    "somebody always does": ([(-5, 200)], []),
    "a night is no gap": ([(0, 8), (24, 32), (48, 56), (72, 100)], []),
    "a weekend is one": ([(0, 8), (72, 100)], [(8, 72)]),
    "hours that overlap count once": ([(0, 8), (2, 30), (60, 100)], [(30, 60)]),
    "hours that begin after the end": ([(150, 160)], [(0, 100)]),
    "the last stretch": ([(0, 70)], [(70, 100)]),
}


@pytest.mark.parametrize("case", CASES)
def test_gaps(case: str) -> None:
    spans, wanted = CASES[case]
    found = gaps([(NOW + a * HOUR, NOW + b * HOUR) for a, b in spans], NOW, NOW + 100 * HOUR)
    assert [((a - NOW) / HOUR, (b - NOW) / HOUR) for a, b in found] == wanted
