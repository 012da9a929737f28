"""Codes that take somebody's conversation to another Telegram account. The code itself is never stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import codes
from storage.database import Transaction
from storage.values import instant, new_id

LASTS = timedelta(days=3)


def make(tx: Transaction, now: datetime, person_id: str) -> str:
    """A new code for this person, good once; the one before is not good any more."""
    end(tx, person_id)
    code = codes.new()
    tx.run(
        """
        INSERT INTO moves (id, code_hash, person_id, made_at, expires_at)
        VALUES (:id, :code_hash, :person_id, :now, :expires_at)
        """,
        id=new_id(now),
        code_hash=codes.hashed(code),
        person_id=person_id,
        now=instant(now),
        expires_at=instant(now + LASTS),
    )
    return code


def whose(tx: Transaction, now: datetime, code: str) -> str | None:
    """The id of the person whose conversation this code moves; None when it is wrong, used or out of date."""
    row = tx.one(
        "SELECT person_id FROM moves WHERE code_hash = :code_hash AND expires_at > :now",
        code_hash=codes.hashed(code),
        now=instant(now),
    )
    return None if row is None else row["person_id"]


def end(tx: Transaction, person_id: str) -> int:
    """No code of theirs is good any more; how many there were."""
    return tx.run("DELETE FROM moves WHERE person_id = :id", id=person_id)


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete codes that ran out; how many."""
    return tx.run("DELETE FROM moves WHERE expires_at < :now", now=instant(now))
