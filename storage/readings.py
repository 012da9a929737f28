"""Readings: that somebody of the staff read an answer, when and why. The person can see it; nobody changes it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, new_id

ONCE_IN = timedelta(hours=12)  # a look at the same answer for the same reason is one reading


def note(
    tx: Transaction, now: datetime, answer_ids: Collection[str], *, by: str, read_as: str, reason: str = ""
) -> None:
    """They read these answers now; what they read for the same reason a moment ago is noted already."""
    since = instant(now - ONCE_IN)
    for answer_id in answer_ids:
        tx.run(
            """
            INSERT INTO readings (id, answer_id, read_by, reason, read_at)
            SELECT :id, id, :by, :reason, :now FROM answers WHERE id = :answer_id AND NOT EXISTS (
              SELECT 1 FROM readings WHERE readings.answer_id = :answer_id AND read_by = :by AND reason = :reason
                AND read_at >= :since)
            """,
            id=new_id(now),
            answer_id=answer_id,
            by=by,
            reason=reason,
            now=instant(now),
            since=since,
        )
