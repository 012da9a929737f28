"""How long somebody stays signed in, and how fresh a second step must be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.rules import staying
from tests.cast import MONDAY

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("since", "idle", "why"),
    [(0, 0, ""), (14, 14, ""), (15, 15, "idle"), (479, 0, ""), (480, 0, "long"), (480, 15, "long"), (9999, 1, "long")],
)
def test_a_sign_in_ends_after_a_quarter_of_an_hour_of_nothing_or_eight_hours(since: int, idle: int, why: str) -> None:
    over = staying.why_over(MONDAY, signed_in_at=MONDAY - since * MINUTE, seen_at=MONDAY - idle * MINUTE)
    assert over == why


def test_what_is_said_to_end_first_does() -> None:
    assert staying.until(MONDAY, signed_in_at=MONDAY) == MONDAY + 15 * MINUTE
    assert staying.until(MONDAY, signed_in_at=MONDAY - 470 * MINUTE) == MONDAY + 10 * MINUTE


@pytest.mark.parametrize(("ago", "fresh"), [(None, False), (0, True), (5, True), (6, False)])
def test_a_second_step_counts_for_five_minutes(ago: int | None, fresh: bool) -> None:
    assert staying.is_fresh(MONDAY, None if ago is None else MONDAY - ago * MINUTE) is fresh
