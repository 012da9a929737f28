"""Links with which somebody fetches the copy of their own data: each opens once, for a day. Only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, new_id

HOURS = 24
_LONGEST = 200  # letters of what is looked up


def make(tx: Transaction, now: datetime, person_id: str) -> str:
    """The token of a new link. Older ones that nobody has opened work no more."""
    token = secrets.token_urlsafe(32)
    tx.run("DELETE FROM copy_links WHERE person_id = :id AND opened_at IS NULL", id=person_id)
    tx.run(
        """
        INSERT INTO copy_links (id, token_hash, person_id, made_at, expires_at)
        VALUES (:id, :token_hash, :person_id, :now, :expires_at)
        """,
        id=new_id(now),
        token_hash=_hash(token),
        person_id=person_id,
        now=instant(now),
        expires_at=instant(now + timedelta(hours=HOURS)),
    )
    return token


def use_up(tx: Transaction, now: datetime, token: str) -> str | None:
    """Whose copy this link opens, now and never again. None, without saying why, when it is wrong, has run out, was
    opened before or leads to nobody any more."""
    row = tx.one(
        """
        SELECT copy_links.id, person_id FROM copy_links JOIN people ON people.id = person_id
        WHERE token_hash = :token_hash AND expires_at > :now AND opened_at IS NULL AND erased_at IS NULL
        """,
        token_hash=_hash(token[:_LONGEST]),
        now=instant(now),
    )
    if row is None:
        return None
    used = tx.run(
        "UPDATE copy_links SET opened_at = :now WHERE id = :id AND opened_at IS NULL", now=instant(now), id=row["id"]
    )
    return str(row["person_id"]) if used else None


def close(tx: Transaction, person_id: str) -> int:
    """No link of theirs opens a copy any more; how many there were."""
    return tx.run("DELETE FROM copy_links WHERE person_id = :id AND opened_at IS NULL", id=person_id)


def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete links that ran out before then; how many."""
    return tx.run("DELETE FROM copy_links WHERE expires_at < :before", before=instant(before))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
