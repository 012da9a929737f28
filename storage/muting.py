"""Topics that somebody does not want to hear about any more."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant


def mute(tx: Transaction, now: datetime, person_id: str, topic: str) -> None:
    """Nothing on this topic goes to them from now on."""
    tx.run(
        """
        INSERT INTO muted_topics (person_id, topic, muted_at) VALUES (:id, :topic, :now)
        ON CONFLICT (person_id, topic) DO NOTHING
        """,
        id=person_id,
        topic=topic,
        now=instant(now),
    )


def unmute(tx: Transaction, person_id: str, topic: str) -> None:
    """They want to hear about it again."""
    tx.run("DELETE FROM muted_topics WHERE person_id = :id AND topic = :topic", id=person_id, topic=topic)


def muted_by(tx: Transaction, person_id: str) -> list[str]:
    """What somebody does not want to hear about, in alphabetical order."""
    rows = tx.all("SELECT topic FROM muted_topics WHERE person_id = :id ORDER BY topic", id=person_id)
    return [row["topic"] for row in rows]


def is_muted(tx: Transaction, person_id: str, topic: str) -> bool:
    return topic in muted_by(tx, person_id)
