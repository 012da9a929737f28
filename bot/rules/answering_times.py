"""How long people who asked for a person have waited: for the monthly sheet. Times only, and nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median


@dataclass(frozen=True, slots=True)
class Waited:
    """One concern: when it was raised, when somebody first said that they were on it, and when it was closed."""

    raised_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Times:
    """Of so many concerns: how many are done, and the middle and the longest time of those. None where none is."""

    of: int
    done: int
    middle: timedelta | None
    longest: timedelta | None


def to_acknowledge(waited: Sequence[Waited]) -> Times:
    """From asking until somebody said that they were on it."""
    return _times([(one.raised_at, one.acknowledged_at) for one in waited])


def to_close(waited: Sequence[Waited]) -> Times:
    """From asking until somebody said what came of it."""
    return _times([(one.raised_at, one.closed_at) for one in waited])


def _times(spans: Sequence[tuple[datetime, datetime | None]]) -> Times:
    took = [end - begin for begin, end in spans if end is not None]
    middle = timedelta(seconds=median([one.total_seconds() for one in took])) if took else None
    return Times(len(spans), len(took), middle, max(took, default=None))
