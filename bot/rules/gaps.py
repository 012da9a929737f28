"""Stretches in which nobody of the team reads what comes in. Plain data in, gaps out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.rules.ladder import Span, together

LONG = timedelta(hours=24)  # shorter ones are every night


def gaps(spans: Sequence[Span], since: datetime, until: datetime, least: timedelta = LONG) -> list[Span]:
    """Where none of these hours lie, from `since` until `until`, and for at least so long."""
    found, free_from = [], since
    for begin, end in together(spans):
        if min(begin, until) - free_from >= least:
            found.append((free_from, min(begin, until)))
        free_from = max(free_from, end)
    if until - free_from >= least:
        found.append((free_from, until))
    return found
