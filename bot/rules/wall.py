"""What a clock on the wall shows, and the moment that it is: a time that there is not, or twice, when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

Oddity = Literal["", "skipped", "twice"]

A_SECOND = timedelta(seconds=1)


def moment_of(wall: datetime) -> datetime:
    """The moment at which the clocks of its zone show `wall`: the first of two, or the first time that there is after a
    gap. In UTC."""
    first = wall.replace(fold=0).astimezone(UTC)
    if oddity(wall) != "skipped":
        return first
    begin = wall.replace(fold=1).astimezone(UTC)  # read with the offset of after the gap it lies before it
    before = begin.astimezone(wall.tzinfo).utcoffset()
    while first - begin > A_SECOND:
        middle = begin + (first - begin) // 2
        begin, first = (middle, first) if middle.astimezone(wall.tzinfo).utcoffset() == before else (begin, middle)
    return first.replace(second=0, microsecond=0)


def oddity(wall: datetime) -> Oddity:
    """Whether there is no such time on that day ("skipped"), or it comes twice."""
    there_and_back = wall.replace(fold=0).astimezone(UTC).astimezone(wall.tzinfo)
    if there_and_back.replace(tzinfo=None) != wall.replace(tzinfo=None):
        return "skipped"
    return "twice" if wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset() else ""


def on_the_wall(wall: datetime) -> datetime:
    """What the clocks will show at that moment: `wall` itself, unless there is no such time."""
    return moment_of(wall).astimezone(wall.tzinfo)
