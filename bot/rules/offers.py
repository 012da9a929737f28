"""Until when an opportunity takes answers, and an offer of a place holds. Days end where it takes place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ANSWER_WITHIN = timedelta(days=3)  # for those who were offered a place


def takes_answers(state: str, closes_on: str | None, timezone: str, now: datetime) -> bool:
    """Whether an answer still counts: it is open and its closing day is not over."""
    closes = closes_at(state, closes_on, timezone)
    return closes is None or now < closes


def closes_at(state: str, closes_on: str | None, timezone: str) -> datetime | None:
    """From when on no answer counts: the end of its closing day, or long ago when it is not open; None for never."""
    if state != "open":
        return datetime.min.replace(tzinfo=UTC)
    if closes_on is None:
        return None
    return datetime.combine(date.fromisoformat(closes_on) + timedelta(days=1), time(), ZoneInfo(timezone))
