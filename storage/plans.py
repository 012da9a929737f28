"""What somebody wrote to themselves for a hard day, wherever they were asked for it. Only they see it."""

from __future__ import annotations

from datetime import datetime

from storage import own_words
from storage.database import Transaction
from storage.own_words import OwnWords

QUESTION = "hard_day"


def newest(tx: Transaction, now: datetime, person_id: str, *, besides: str = "") -> OwnWords | None:
    """The plan that they wrote last; `besides` that of one conversation."""
    rows = tx.all(
        """
        SELECT id FROM answers WHERE person_id = :person_id AND question = :question AND replaced_at IS NULL
          AND visible_to = 'me' AND answer <> '' AND conversation_id <> :besides
        ORDER BY answered_at DESC, id DESC LIMIT 1
        """,
        person_id=person_id,
        question=QUESTION,
        besides=besides,
    )
    return own_words.by_id(tx, now, person_id, rows[0]["id"]) if rows else None
