"""Until when an opportunity takes answers, and an offer of a place holds. Days end where it takes place."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ANSWER_WITHIN = timedelta(days=3)  # for those who were offered a place


def takes_answers(state: str, closes_on: str | None, timezone: str, now: datetime) -> bool:
    """Whether an answer still counts: it is open and its closing day is not over."""
    today = now.astimezone(ZoneInfo(timezone)).date().isoformat()
    return state == "open" and (closes_on is None or today <= closes_on)
