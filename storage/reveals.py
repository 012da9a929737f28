"""Reveals: two answers after a session that each of a pair sees of the other only when both agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant


@dataclass(frozen=True, slots=True)
class Reveal:
    """One side of it: in which conversation somebody answered, and whether they agree to show it."""

    session_id: str
    person_id: str
    conversation_id: str | None
    agreed: bool
    revealed_at: str | None


def _reveal(row: Row) -> Reveal:
    return Reveal(row["session_id"], row["person_id"], row["conversation_id"], bool(row["agreed"]), row["revealed_at"])


def answer(
    tx: Transaction, now: datetime, *, session_id: str, person_id: str, conversation_id: str, agreed: bool
) -> bool:
    """Somebody has answered, and agrees or not; False, and nothing changes, when it was shown already."""
    return (
        tx.run(
            """
            INSERT INTO reveals (session_id, person_id, conversation_id, agreed, answered_at)
            VALUES (:session_id, :person_id, :conversation_id, :agreed, :now)
            ON CONFLICT (session_id, person_id) DO UPDATE SET conversation_id = excluded.conversation_id,
              agreed = excluded.agreed, answered_at = excluded.answered_at
            WHERE reveals.revealed_at IS NULL
            """,
            session_id=session_id,
            person_id=person_id,
            conversation_id=conversation_id,
            agreed=agreed,
            now=instant(now),
        )
        == 1
    )


def show(tx: Transaction, now: datetime, session_id: str) -> bool:
    """Both have answered and agree: from now on each sees the other's. False when it is not so, or was so before."""
    return (
        tx.run(
            """
            UPDATE reveals SET revealed_at = :now WHERE session_id = :id AND revealed_at IS NULL
              AND (SELECT COUNT(*) FROM reveals AS sides WHERE sides.session_id = :id AND sides.agreed) = 2
            """,
            now=instant(now),
            id=session_id,
        )
        == 2
    )


def of(tx: Transaction, session_id: str, person_id: str) -> Reveal | None:
    """One person's side, if they have answered."""
    row = tx.one(
        """
        SELECT session_id, person_id, conversation_id, agreed, revealed_at FROM reveals
        WHERE session_id = :session_id AND person_id = :person_id
        """,
        session_id=session_id,
        person_id=person_id,
    )
    return None if row is None else _reveal(row)


def waiting(tx: Transaction, before: datetime) -> list[Reveal]:
    """Those who agreed before then and have seen nothing, because the other side has not agreed."""
    rows = tx.all(
        """
        SELECT session_id, person_id, conversation_id, agreed, revealed_at FROM reveals
        WHERE agreed AND revealed_at IS NULL AND answered_at < :before ORDER BY session_id, person_id
        """,
        before=instant(before),
    )
    return [_reveal(row) for row in rows]


def let_go(tx: Transaction, session_id: str, person_id: str) -> None:
    """It is not waited for any longer: nothing of theirs is shown."""
    tx.run(
        """
        UPDATE reveals SET agreed = FALSE
        WHERE session_id = :session_id AND person_id = :person_id AND revealed_at IS NULL
        """,
        session_id=session_id,
        person_id=person_id,
    )
