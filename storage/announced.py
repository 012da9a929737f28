"""What was announced to many, by its words. Read only."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant


def have_words(tx: Transaction, words: str, since: datetime, but: str) -> list[tuple[str, str]]:
    """Which people and Telegram groups have an announcement in these very words that was confirmed since then, or are
    to get it, each with the broadcast of which that is, oldest first; without the broadcast `but`."""
    rows = tx.all(
        """
        SELECT broadcasts.id, recipients.person_id, recipients.group_chat_id
        FROM broadcasts JOIN recipients ON recipients.broadcast_id = broadcasts.id
        WHERE broadcasts.opportunity_id IS NULL AND broadcasts.confirmed_at >= :since AND broadcasts.words = :words
          AND broadcasts.id <> :but AND broadcasts.state <> 'recalled'
          AND recipients.state IN ('waiting', 'laid', 'on_page', 'sent', 'uncertain')
        ORDER BY broadcasts.confirmed_at, broadcasts.id
        """,
        words=words,
        since=instant(since),
        but=but,
    )
    return [(row["id"], row["person_id"] or row["group_chat_id"]) for row in rows]
