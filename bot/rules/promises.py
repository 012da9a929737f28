"""When a promise is asked about: on the day that was chosen for it, and some time after it was made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

AFTER = (timedelta(days=30), timedelta(days=60), timedelta(days=90))  # it was made
TOO_NEAR = timedelta(days=7)  # to the chosen day, which comes first
CHOSEN: dict[str, timedelta] = {
    "two_weeks": timedelta(days=14),
    "a_month": timedelta(days=30),
    "three_months": timedelta(days=90),
}
UNSAID = CHOSEN["a_month"]


def asking_days(made_on: date, by_on: date) -> list[date]:
    """The days on which it is asked about, earliest first."""
    fixed = [made_on + after for after in AFTER]
    return sorted([by_on, *(day for day in fixed if abs(day - by_on) > TOO_NEAR)])


def next_day(days: Iterable[date], today: date) -> date | None:
    """The first of these days that is still to come; None when it is not asked about again."""
    return min((day for day in days if day > today), default=None)
