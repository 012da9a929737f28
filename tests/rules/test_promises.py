"""When a promise is asked about: the day chosen for it comes first, and 30, 60 and 90 days keep their distance."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.rules.promises import TOO_NEAR, asking_days, next_day

MADE = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        (1, [1, 30, 60, 90]),
        (14, [14, 30, 60, 90]),
        (22, [22, 30, 60, 90]),
        (23, [23, 60, 90]),
        (30, [30, 60, 90]),
        (37, [37, 60, 90]),
        (38, [30, 38, 60, 90]),
        (90, [30, 60, 90]),
        (92, [30, 60, 92]),
        (365, [30, 60, 90, 365]),
    ],
)
def test_a_fixed_day_too_near_to_the_chosen_one_is_left_out(chosen: int, asked: list[int]) -> None:
    days = asking_days(MADE, MADE + timedelta(days=chosen))
    assert [(day - MADE).days for day in days] == asked


def test_no_two_days_are_ever_too_near() -> None:
    for chosen in range(1, 400):
        days = asking_days(MADE, MADE + timedelta(days=chosen))
        assert all(later - sooner > TOO_NEAR for sooner, later in pairwise(days))


def test_the_next_day_is_after_today_and_after_the_last_there_is_none() -> None:
    days = asking_days(MADE, MADE + timedelta(days=14))
    assert next_day(days, MADE) == days[0]
    assert next_day(days, days[0]) == days[1]
    assert next_day(days, days[-1]) is None
