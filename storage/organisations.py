"""Organisations that people belong to."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import new_id


def named(tx: Transaction, now: datetime, name: str) -> str:
    """The id of the organisation with this name; made when there is none. Raises ValueError for an empty name."""
    tidy = " ".join(name.split())
    if not tidy:
        raise ValueError("an organisation needs a name")
    tx.run(
        "INSERT INTO organisations (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING",
        id=new_id(now),
        name=tidy,
    )
    row = tx.one("SELECT id FROM organisations WHERE name = :name", name=tidy)
    assert row is not None
    return str(row["id"])


def names(tx: Transaction) -> dict[str, str]:
    """Every organisation by its id, in alphabetical order of their names."""
    return {row["id"]: row["name"] for row in tx.all("SELECT id, name FROM organisations ORDER BY name")}
