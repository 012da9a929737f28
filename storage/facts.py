"""Things the program found out and must remember, such as the bot's own name or the last good poll."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant


def note(tx: Transaction, now: datetime, name: str, value: str) -> None:
    """Remember `value` under `name`, in place of what was known before."""
    tx.run(
        """
        INSERT INTO facts (name, value, noted_at) VALUES (:name, :value, :now)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, noted_at = excluded.noted_at
        """,
        name=name,
        value=value,
        now=instant(now),
    )


def fact(tx: Transaction, name: str) -> str | None:
    """What is known under `name`, or None."""
    row = tx.one("SELECT value FROM facts WHERE name = :name", name=name)
    return None if row is None else str(row["value"])
