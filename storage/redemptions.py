"""Who has used which invite, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import codes
from storage.database import Transaction
from storage.values import instant


@dataclass(frozen=True, slots=True)
class Used:
    """An invite that was used, and who made it."""

    invite_id: str
    made_by: str | None


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


def further(tx: Transaction, person_id: str, role: str) -> Used | None:
    """The invite by which somebody who was in already got this role last; None when there is none."""
    row = tx.one(
        """
        SELECT invite_id, made_by FROM redemptions JOIN invites ON invites.id = invite_id
        JOIN people ON people.id = person_id
        WHERE person_id = :person_id AND role = :role AND redeemed_at > met_at ORDER BY redeemed_at DESC LIMIT 1
        """,
        person_id=person_id,
        role=role,
    )
    return None if row is None else Used(row["invite_id"], row["made_by"])


def by_whom(tx: Transaction, invite_id: str) -> set[str]:
    """The ids of everybody who has used this invite and is still known."""
    rows = tx.all("SELECT person_id FROM redemptions WHERE invite_id = :id", id=invite_id)
    return {str(row["person_id"]) for row in rows}


def give_back(tx: Transaction, invite_id: str, person_id: str) -> None:
    """They have not used it after all: it is good once more than it was."""
    gone = tx.run(
        "DELETE FROM redemptions WHERE invite_id = :id AND person_id = :person_id", id=invite_id, person_id=person_id
    )
    tx.run("UPDATE invites SET uses_left = uses_left + :gone WHERE id = :id", id=invite_id, gone=gone)
