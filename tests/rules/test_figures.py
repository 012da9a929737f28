"""Figures are shown of five people or more, and so that nothing can be worked out from what is hidden."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.figures import banded, may_show, middle
from bot.rules.periods import Period, last_quarter, last_weeks, quarter_of


@pytest.mark.parametrize(
    ("people", "of_all", "shown"),
    [(0, 0, False), (4, 4, False), (5, 5, True), (8, 8, True), (8, 12, False), (8, 13, True), (5, 9, False)],
)
def test_a_figure_is_of_five_people_and_leaves_none_or_five(people: int, of_all: int, shown: bool) -> None:
    assert may_show(people, of_all=of_all) is shown


def test_the_middle_is_where_half_of_them_lie_below() -> None:
    assert middle({}) is None
    assert middle({3: 1}) == 3
    assert middle({1: 1, 2: 1, 30: 1}) == 2
    assert middle({1: 2, 9: 2}) == 1


def test_values_lie_in_bands_up_to_each_limit_and_above_the_last() -> None:
    assert banded({0: 1, 7: 2, 8: 4, 14: 8, 90: 16}, (7, 14)) == [3, 12, 16]


def test_quarters_are_those_of_the_year_and_weeks_begin_on_mondays() -> None:
    assert last_quarter(date(2026, 3, 2)) == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert quarter_of(date(2026, 12, 31)) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert last_weeks(date(2026, 3, 4), 2) == Period(date(2026, 2, 23), date(2026, 3, 4))
    assert [*Period(date(2026, 3, 1), date(2026, 3, 9)).weeks()] == [
        date(2026, 2, 23),
        date(2026, 3, 2),
        date(2026, 3, 9),
    ]
    assert [at.isoformat() for at in Period(date(2026, 3, 29), date(2026, 3, 29)).moments("Europe/London")] == [
        "2026-03-29T00:00:00+00:00",
        "2026-03-30T00:00:00+01:00",
    ]
