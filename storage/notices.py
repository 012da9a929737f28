"""Notices: things that staff should look at. They name a kind and an id, never anybody's words."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, new_id

SEEN_KEPT = timedelta(days=90)


def note(tx: Transaction, now: datetime, kind: str, about: str) -> bool:
    """Put a notice up, once for the same matter while it is unseen; whether it is new."""
    if tx.one(
        "SELECT id FROM notices WHERE kind = :kind AND about = :about AND seen_at IS NULL", kind=kind, about=about
    ):
        return False
    tx.run(
        "INSERT INTO notices (id, kind, about, noted_at) VALUES (:id, :kind, :about, :now)",
        id=new_id(now),
        kind=kind,
        about=about,
        now=instant(now),
    )
    return True


def forget_seen(tx: Transaction, now: datetime) -> int:
    """Delete what somebody looked at 90 days ago; how many. What nobody has seen stays."""
    return tx.run("DELETE FROM notices WHERE seen_at < :before", before=instant(now - SEEN_KEPT))


def forget_about(tx: Transaction, about: str) -> int:
    """Delete every notice about this matter, seen or not; how many."""
    return tx.run("DELETE FROM notices WHERE about = :about", about=about)


def unseen(tx: Transaction) -> list[tuple[str, str]]:
    """(kind, about) of what nobody has looked at, oldest first."""
    rows = tx.all("SELECT kind, about FROM notices WHERE seen_at IS NULL ORDER BY id")
    return [(row["kind"], row["about"]) for row in rows]
