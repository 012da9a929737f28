"""Private addresses at which a calendar programme fetches the sessions. The token is never stored, only its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from storage.database import Transaction
from storage.values import instant


def make(tx: Transaction, now: datetime, person_id: str) -> str:
    """The token of this person's feed; an older one does not work any more."""
    token = secrets.token_urlsafe(32)
    tx.run(
        """
        INSERT INTO calendar_feeds (person_id, token_hash, made_at) VALUES (:id, :hash, :now)
        ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at
        """,
        id=person_id,
        hash=_hash(token),
        now=instant(now),
    )
    return token


def close(tx: Transaction, person_id: str) -> bool:
    """Their feed does not work any more; False when they had none."""
    return tx.run("DELETE FROM calendar_feeds WHERE person_id = :id", id=person_id) == 1


def made_on(tx: Transaction, person_id: str) -> str | None:
    """Since when they have one, or None."""
    row = tx.one("SELECT made_at FROM calendar_feeds WHERE person_id = :id", id=person_id)
    return None if row is None else str(row["made_at"])


def behind(tx: Transaction, token: str) -> str | None:
    """The id of whoever has this feed, or None."""
    row = tx.one("SELECT person_id FROM calendar_feeds WHERE token_hash = :hash", hash=_hash(token[:200]))
    return None if row is None else str(row["person_id"])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
