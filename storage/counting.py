"""How often something happened of which nothing else is kept, such as a stranger's /start."""

from __future__ import annotations

from storage.database import Transaction


def count(tx: Transaction, name: str) -> None:
    """One more."""
    tx.run(
        "INSERT INTO counts (name, times) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET times = counts.times + 1",
        name=name,
    )


def counted(tx: Transaction, name: str) -> int:
    """How often so far."""
    row = tx.one("SELECT times FROM counts WHERE name = :name", name=name)
    return 0 if row is None else int(row["times"])
