"""How the program is doing, in figures and times: what came in last, what waits, when a copy was made. About nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import facts
from storage.database import Transaction
from storage.values import instant

LAST_BACKUP = "last_backup"
LAST_GOOD_POLL = "last_good_poll"  # which the gateway notes


@dataclass(frozen=True, slots=True)
class Health:
    """When something last came in, when Telegram last answered, when a copy was last made; and how many wait."""

    received_at: str | None
    polled_at: str | None
    backup_at: str | None
    not_taken: int
    set_aside: int
    to_send: int
    uncertain: int
    notes_due: int


def health(tx: Transaction, now: datetime) -> Health:
    """How it is doing now."""
    return Health(
        _text(tx, "SELECT received_at AS found FROM inbox ORDER BY id DESC LIMIT 1"),
        facts.fact(tx, LAST_GOOD_POLL),
        facts.fact(tx, LAST_BACKUP),
        _count(tx, "SELECT COUNT(*) AS found FROM inbox WHERE state IN ('new', 'failed')"),
        _count(tx, "SELECT COUNT(*) AS found FROM notices WHERE kind = 'update_set_aside' AND seen_at IS NULL"),
        _count(tx, "SELECT COUNT(*) AS found FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')"),
        _count(
            tx,
            """
            SELECT COUNT(*) AS found FROM outbox
            WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'uncertain'
            """,
        ),
        notes_due(tx, now),
    )


def notes_due(tx: Transaction, until: datetime) -> int:
    """How many notes are meant for before then."""
    return _count(
        tx, "SELECT COUNT(*) AS found FROM nudges WHERE state = 'planned' AND due_at <= :until", until=instant(until)
    )


def _count(tx: Transaction, sql: str, **values: str) -> int:
    row = tx.one(sql, **values)
    return int(row["found"]) if row else 0


def _text(tx: Transaction, sql: str) -> str | None:
    row = tx.one(sql)
    return None if row is None else str(row["found"])
