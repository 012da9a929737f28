"""Fates: what became of an answer, as staff noted it."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant, new_id


def note(tx: Transaction, now: datetime, answer_id: str, fate: str, note: str = "", *, set_by: str | None) -> None:
    """Something became of an answer: kept, read, used, led_to or cannot_change."""
    tx.run(
        """
        INSERT INTO fates (id, answer_id, fate, note, set_by, set_at)
        VALUES (:id, :answer_id, :fate, :note, :set_by, :now)
        """,
        id=new_id(now),
        answer_id=answer_id,
        fate=fate,
        note=note,
        set_by=set_by,
        now=instant(now),
    )


def answer_with_words(tx: Transaction, person_id: str, kind: str, words: str) -> str | None:
    """The id of the last answer that somebody gave with exactly these words in a conversation of this kind."""
    row = tx.one(
        """
        SELECT answers.id FROM answers JOIN conversations ON conversations.id = conversation_id
        WHERE answers.person_id = :person_id AND kind = :kind AND answer = :words AND replaced_at IS NULL
        ORDER BY answers.id DESC LIMIT 1
        """,
        person_id=person_id,
        kind=kind,
        words=words,
    )
    return None if row is None else str(row["id"])
