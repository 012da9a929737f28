"""Effects: what a conversation has done once, so that it is not done again, and what came out of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from storage.database import Transaction
from storage.values import instant


def done_in(tx: Transaction, conversation_id: str) -> dict[str, tuple[str, Any]]:
    """What was done once: by name, the details it was given (JSON text) and what it returned."""
    rows = tx.all("SELECT effect, details, result FROM effects WHERE conversation_id = :id", id=conversation_id)
    return {row["effect"]: (row["details"], json.loads(row["result"])) for row in rows}


def forget(tx: Transaction, conversation_id: str, effect: str) -> None:
    """It is to be done anew, though nothing that it depends on was said otherwise."""
    tx.run("DELETE FROM effects WHERE conversation_id = :id AND effect = :effect", id=conversation_id, effect=effect)


def done_since(tx: Transaction, person_id: str, effect: str, since: datetime) -> bool:
    """Whether `effect` was done in a conversation of theirs, then or later."""
    row = tx.one(
        """
        SELECT effect FROM effects JOIN conversations ON conversations.id = conversation_id
        WHERE person_id = :person_id AND effect = :effect AND done_at >= :since LIMIT 1
        """,
        person_id=person_id,
        effect=effect,
        since=instant(since),
    )
    return row is not None


def note(tx: Transaction, now: datetime, conversation_id: str, effect: str, details: str, result: Any) -> None:
    """Remember that `effect` was done with `details`."""
    tx.run(
        """
        INSERT INTO effects (conversation_id, effect, details, result, done_at)
        VALUES (:conversation_id, :effect, :details, :result, :now)
        ON CONFLICT (conversation_id, effect)
        DO UPDATE SET details = excluded.details, result = excluded.result, done_at = excluded.done_at
        """,
        conversation_id=conversation_id,
        effect=effect,
        details=details,
        result=json.dumps(result),
        now=instant(now),
    )
