"""Who has used which invite, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import codes
from storage.database import Transaction
from storage.values import instant, moment


@dataclass(frozen=True, slots=True)
class Use:
    """Who has used an invite, for which role, and when."""

    person_id: str
    role: str
    at: datetime


def note(tx: Transaction, now: datetime, invite_id: str, person_id: str) -> None:
    """Remember by which invite somebody came in, so that its use can be given back."""
    tx.run(
        """
        INSERT INTO redemptions (invite_id, person_id, redeemed_at) VALUES (:invite_id, :person_id, :now)
        ON CONFLICT (invite_id, person_id) DO NOTHING
        """,
        invite_id=invite_id,
        person_id=person_id,
        now=instant(now),
    )


def was_by(tx: Transaction, code: str, person_id: str) -> bool:
    """Whether this person has come in, or has a part, by this code."""
    sql = """
        SELECT 1 FROM redemptions JOIN invites ON invites.id = invite_id
        WHERE code_hash = :code_hash AND person_id = :person_id
        """
    return tx.one(sql, code_hash=codes.hashed(code), person_id=person_id) is not None


def last(tx: Transaction, invite_id: str) -> Use | None:
    """Who used this invite last; None when nobody did who is still known."""
    row = tx.one(
        """
        SELECT person_id, role, redeemed_at FROM redemptions JOIN invites ON invites.id = invite_id
        WHERE invite_id = :id ORDER BY redeemed_at DESC LIMIT 1
        """,
        id=invite_id,
    )
    return None if row is None else Use(row["person_id"], row["role"], moment(row["redeemed_at"]))
