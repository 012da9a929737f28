"""Forgetting a person: everything of theirs goes but a tombstone, and under its number their consents and concerns."""

from __future__ import annotations

from datetime import datetime

from storage import inbox
from storage.database import Transaction
from storage.values import instant

# Children first. What hangs on an answer or a conversation goes with it.
_THEIRS = ("answers", "conversations", "outbox", "access_needs", "interests", "profiles", "roles", "redemptions")


def forget(tx: Transaction, now: datetime, person_id: str) -> None:
    """Erase a person in this transaction. Deleted text is overwritten in the file, because secure_delete is on."""
    row = tx.one("SELECT telegram_id FROM people WHERE id = :id", id=person_id)
    if row is not None and row["telegram_id"] is not None:
        inbox.wipe_chat(tx, row["telegram_id"])
    for table in _THEIRS:
        tx.run(f"DELETE FROM {table} WHERE person_id = :id", id=person_id)  # noqa: S608 - constants
    tx.run("UPDATE concerns SET contact_by = '' WHERE person_id = :id", id=person_id)
    tx.run(
        """
        UPDATE people SET telegram_id = NULL, name = '', pronouns = '', erased_at = :now, organisation_id = NULL,
          unreachable_why = NULL, paused_at = NULL, stopped_at = NULL
        WHERE id = :id
        """,
        now=instant(now),
        id=person_id,
    )


def unmeet(tx: Transaction, now: datetime, person_id: str) -> None:
    """Somebody said no before they joined: nothing of them stays, not even a tombstone, unless a record forbids it."""
    invites = tx.all("SELECT invite_id FROM redemptions WHERE person_id = :id", id=person_id)
    forget(tx, now, person_id)
    for row in invites:
        tx.run("UPDATE invites SET uses_left = uses_left + 1 WHERE id = :id", id=row["invite_id"])
    held = tx.one(
        """
        SELECT id FROM consents WHERE person_id = :id UNION ALL SELECT id FROM concerns WHERE person_id = :id
        """,
        id=person_id,
    )
    if held is None:
        tx.run("DELETE FROM people WHERE id = :id", id=person_id)
