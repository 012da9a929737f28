"""What is due for somebody whose part of the database is apart, and when the next of it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage.among import among
from storage.database import Transaction
from storage.values import instant, moment


def posted(tx: Transaction, person_id: str) -> list[tuple[str, str, str]]:
    """What waits to go to this person: (id, reason, payload), oldest first."""
    rows = tx.all(
        """
        SELECT id, reason, payload FROM outbox
        WHERE person_id = :id AND state = 'queued' AND payload IS NOT NULL ORDER BY id
        """,
        id=person_id,
    )
    return [(row["id"], row["reason"], row["payload"]) for row in rows]


def next_due(tx: Transaction, person_id: str, after: datetime, without: Collection[str] = ()) -> datetime | None:
    """When the next of their notes is due, of those that are due later than this; notes `without` which, by id."""
    left_out, ids = among("id", without)
    row = tx.one(
        f"""
        SELECT MIN(due_at) AS at FROM (
          SELECT due_at FROM nudges WHERE person_id = :id AND state = 'planned' AND due_at > :after AND NOT {left_out}
          UNION ALL SELECT due_at FROM recipients WHERE person_id = :id AND state = 'waiting' AND due_at > :after
        ) AS dues
        """,  # noqa: S608 - names of our own
        id=person_id,
        after=instant(after),
        **ids,
    )
    return None if row is None or row["at"] is None else moment(row["at"])


def is_due(tx: Transaction, person_id: str, now: datetime) -> bool:
    """Whether anything of theirs that is due by now still waits."""
    rows = tx.all(
        """
        SELECT 1 FROM nudges WHERE person_id = :id AND state = 'planned' AND due_at <= :now
        UNION ALL SELECT 1 FROM recipients WHERE person_id = :id AND state = 'waiting' AND due_at <= :now
        """,
        id=person_id,
        now=instant(now),
    )
    return bool(rows)


def silent_since(tx: Transaction, person_id: str) -> list[datetime]:
    """When they were last heard of, and when each question was put that waits for them."""
    rows = tx.all(
        """
        SELECT seen_at AS at FROM people WHERE id = :id
        UNION SELECT attention_at FROM conversations
        WHERE person_id = :id AND ended_at IS NULL AND pending IS NOT NULL AND attention_at IS NOT NULL
        """,
        id=person_id,
    )
    return [moment(row["at"]) for row in rows]


def to_many(tx: Transaction, person_id: str, now: datetime) -> list[tuple[str, str]]:
    """What is sent to many and is to go to this person by now: (id of the broadcast, of the recipient)."""
    rows = tx.all(
        """
        SELECT broadcast_id, recipients.id FROM recipients JOIN broadcasts ON broadcasts.id = broadcast_id
        WHERE person_id = :id AND recipients.state = 'waiting' AND due_at <= :now AND starts_at <= :now
          AND broadcasts.state IN ('confirmed', 'sending')
        ORDER BY due_at, recipients.id
        """,
        id=person_id,
        now=instant(now),
    )
    return [(row["broadcast_id"], row["id"]) for row in rows]
