"""When the sessions of a series begin: at the same time on the wall, whatever the clocks do between them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.rules.wall import moment_of, oddity

MOST = 12  # sessions planned in one go


def starts(first: datetime, every_weeks: int, times: int) -> list[datetime]:
    """The moments, in UTC, of `times` sessions that many weeks apart, the first on the wall time `first`."""
    return [moment_of(wall) for wall in _walls(first, every_weeks, times)]


def skipped(first: datetime, every_weeks: int, times: int) -> list[datetime]:
    """Those of them, in UTC, that begin later on the wall: on their day the clocks go forward over that time."""
    return [moment_of(wall) for wall in _walls(first, every_weeks, times) if oddity(wall) == "skipped"]


def _walls(first: datetime, every_weeks: int, times: int) -> list[datetime]:
    return [first + timedelta(weeks=every_weeks * number) for number in range(times)]
