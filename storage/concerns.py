"""Concerns: somebody asked for a person. Nothing closes one by itself."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant, new_id


def raise_(tx: Transaction, now: datetime, person_id: str, conversation_id: str | None, kind: str) -> str:
    """Open a concern, or give back the one that is open already; its id."""
    row = tx.one(
        "SELECT id FROM concerns WHERE person_id = :id AND closed_at IS NULL ORDER BY id LIMIT 1", id=person_id
    )
    if row is not None:
        return str(row["id"])
    concern_id = new_id(now)
    tx.run(
        """
        INSERT INTO concerns (id, person_id, conversation_id, kind, raised_at)
        VALUES (:id, :person_id, :conversation_id, :kind, :now)
        """,
        id=concern_id,
        person_id=person_id,
        conversation_id=conversation_id,
        kind=kind,
        now=instant(now),
    )
    return concern_id


def contact_by(tx: Transaction, concern_id: str, how: str) -> None:
    """How the person would like to be reached."""
    tx.run("UPDATE concerns SET contact_by = :how WHERE id = :id", how=how, id=concern_id)


def is_open(tx: Transaction, person_id: str) -> bool:
    """Whether somebody still owes this person an answer."""
    return (
        tx.one("SELECT id FROM concerns WHERE person_id = :id AND closed_at IS NULL LIMIT 1", id=person_id) is not None
    )


def who_waits(tx: Transaction) -> list[tuple[str, str]]:
    """(person id, since when) of everybody to whom somebody owes an answer, those who wait longest first."""
    rows = tx.all("SELECT person_id, raised_at FROM concerns WHERE closed_at IS NULL ORDER BY raised_at, id")
    return [(row["person_id"], row["raised_at"]) for row in rows]


def person_of(tx: Transaction, concern_id: str) -> str:
    """The id of the person whose concern this is, or ''."""
    row = tx.one("SELECT person_id FROM concerns WHERE id = :id", id=concern_id)
    return "" if row is None else str(row["person_id"])
