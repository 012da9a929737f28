"""Figures of the programme, counted from its records and never kept beside them."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant


def sessions_held(tx: Transaction, since: datetime) -> int:
    """How many sessions that began since then were held."""
    row = tx.one(
        "SELECT COUNT(*) AS times FROM sessions WHERE state = 'held' AND starts_at >= :since", since=instant(since)
    )
    return int(row["times"]) if row else 0
