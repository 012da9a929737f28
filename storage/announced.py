"""What was announced to many, by its words. Read only."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.searching import are_alike
from storage.values import instant


def have_words(tx: Transaction, words: str, since: datetime, but: str) -> list[tuple[str, str]]:
    """Which people and Telegram groups have an announcement in these words that was confirmed since then, or are to
    get it, each with the broadcast of which that is, oldest first; without the broadcast `but`. A capital letter, a
    space or a full stop makes no other words."""
    rows = tx.all(
        """
        SELECT id, words FROM broadcasts WHERE opportunity_id IS NULL AND confirmed_at >= :since
          AND id <> :but AND state <> 'recalled' ORDER BY confirmed_at, id
        """,
        since=instant(since),
        but=but,
    )
    alike = [row["id"] for row in rows if are_alike(row["words"], words)]
    return [(one, who) for one in alike for who in _of(tx, one)]


def _of(tx: Transaction, broadcast_id: str) -> list[str]:
    """The people and the Telegram groups that have it, or are to get it."""
    rows = tx.all(
        """
        SELECT person_id, group_chat_id FROM recipients WHERE broadcast_id = :id
          AND state IN ('waiting', 'laid', 'on_page', 'sent', 'uncertain')
        """,
        id=broadcast_id,
    )
    return [row["person_id"] or row["group_chat_id"] for row in rows]
