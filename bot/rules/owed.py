"""By when somebody should hear from a person, as it was said to them each time that they asked, and what was missed.

A time that has passed is not made good by a later one: whoever asks again is still owed the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TO_BE_IN_TOUCH = timedelta(hours=1)  # for whoever takes on one that is late already


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked for a person, and was told `by` when they should hear; None where nobody could say."""

    at: datetime
    by: datetime | None


def owed(asked: Iterable[Asked], heard: Sequence[datetime]) -> datetime | None:
    """The first of the times that they were told since they last `heard` from a person."""
    return min(_told_since(asked, heard), default=None)


def told_last(asked: Iterable[Asked], heard: Sequence[datetime]) -> datetime | None:
    """The one that they were told last, where that is not the first: what they go by now."""
    told = _told_since(asked, heard)
    return max(told) if len({*told}) > 1 else None


def _told_since(asked: Iterable[Asked], heard: Sequence[datetime]) -> list[datetime]:
    last = max(heard, default=None)
    return [one.by for one in asked if one.by is not None and (last is None or one.at > last)]


def missed(asked: Iterable[Asked], heard: Sequence[datetime], until: datetime) -> list[datetime]:
    """The times that had passed by `until` without that anybody was in touch after they had asked, earliest first."""
    return sorted(
        {
            one.by
            for one in asked
            if one.by is not None and one.by < until and not any(one.at <= each <= one.by for each in heard)
        }
    )


def late_since(now: datetime, due: datetime | None, taken: datetime | None) -> datetime | None:
    """Since when the team hears that it is late, though somebody is on it; None while it is not. Whoever has `taken` it
    on gets an hour to be in touch."""
    if due is None:
        return None
    since = due if taken is None else max(due, taken + TO_BE_IN_TOUCH)
    return since if since <= now else None
